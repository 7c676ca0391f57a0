"""Gradient descent and Newton's method on f(w) = w'Hw, H (n, n) symmetric, w (n,). The gradient is 2Hw, the Hessian 2H.

Source: J. Nocedal and S. Wright, Numerical Optimization, 2006, chapters 2 and 3; Gauss–Jordan inversion in place as in
G. Golub and C. Van Loan, Matrix Computations, 2013.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from impls.arrays import Array, conform


def descent_step(H: ArrayLike, w: ArrayLike, eps: float) -> Array:
    """w - 2 eps H w (n,), a step of length eps against the gradient.

    H (n, n), w (n,). ValueError if shapes do not fit or H is not symmetric.
    """
    H, w = _checked(H, w)
    return w - 2 * eps * (H @ w)


def descent_after(H: ArrayLike, w0: ArrayLike, eps: float, t: int) -> Array:
    """The t-th iterate (n,) in closed form, Q A^t Q' w0 with A = diag(1 - 2 eps lambda). ValueError also if t < 0."""
    H, w0 = _checked(H, w0)
    if t < 0:
        raise ValueError(f"t must not be negative, got {t}")
    eigenvalues, Q = np.linalg.eigh(H)
    return Q @ ((1 - 2 * eps * eigenvalues) ** t * (Q.T @ w0))


def descent_converges(H: ArrayLike, eps: float) -> bool:
    """Whether the iterates tend to 0 from every start: |1 - 2 eps lambda| < 1 for every eigenvalue lambda of H (n, n).

    ValueError if H is not symmetric.
    """
    (H,) = conform("H: n n", H)
    _symmetric(H)
    return bool(np.all(np.abs(1 - 2 * eps * np.linalg.eigvalsh(H)) < 1))


def newton_step(H: ArrayLike, w: ArrayLike) -> Array:
    """w - (2H)^-1 (2Hw) (n,): 0 up to rounding. ValueError as descent_step, and if H is singular."""
    H, w = _checked(H, w)
    try:
        return w - np.linalg.solve(2 * H, 2 * (H @ w))
    except np.linalg.LinAlgError as error:
        raise ValueError(f"H of shape {H.shape} must be invertible") from error


def gauss_jordan(A: ArrayLike) -> tuple[Array, int]:
    """The inverse of A (n, n) by elimination in place with row pivoting, and its multiplications and divisions: n^3.

    ValueError if A is not square or a pivot is 0.
    """
    (A,) = conform("A: n n", A)
    work, rows, operations = A.copy(), np.arange(len(A)), 0
    for p in range(len(work)):
        largest = p + int(np.abs(work[p:, p]).argmax())
        work[[p, largest]], rows[[p, largest]] = work[[largest, p]], rows[[largest, p]]
        operations += _eliminate(work, p)
    inverse = np.empty_like(work)
    inverse[:, rows] = work
    return inverse, operations


def _eliminate(work: Array, p: int) -> int:
    """Column p becomes that of the inverse; counts n operations in each of the n rows."""
    n, pivot = len(work), work[p, p]
    if pivot == 0:
        raise ValueError(f"a matrix of shape {work.shape} must be invertible")
    work[p, p] = 1
    work[p] /= pivot
    for i in range(n):
        if i != p:
            factor, work[i, p] = work[i, p], 0
            work[i] -= factor * work[p]
    return n * n


def _checked(H: ArrayLike, w: ArrayLike) -> tuple[Array, Array]:
    H, w = conform("H: n n; w: n", H, w)
    _symmetric(H)
    return H, w


def _symmetric(H: Array) -> None:
    if not np.allclose(H, H.T, rtol=1e-12, atol=0):
        raise ValueError(f"H of shape {H.shape} must be symmetric")
