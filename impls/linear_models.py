"""Least squares, ridge and generalised least squares for y = X b + eps, X (N, d), y (N,), b (d,)."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike

from impls.arrays import Array, conform


def ols(X: ArrayLike, y: ArrayLike) -> Array:
    """b (d,) = (X'X)^-1 X'y, the minimiser of ||y - X b||^2, by Householder QR.

    X (N, d), y (N,). ValueError if the shapes differ in N or X does not have full column rank.
    """
    X, y = conform("X: N d; y: N", X, y)
    if _orthonormal_range(X).shape[1] < X.shape[1]:
        raise ValueError(f"X of shape {X.shape} must have full column rank")
    scaled, scale = _equilibrated(X)
    Q, R = np.linalg.qr(scaled)
    return np.linalg.solve(R, Q.T @ y) / scale


def hat_matrix(X: ArrayLike) -> Array:
    """X X^+ (N, N), the orthogonal projection onto the columns of X (N, d); X may have any rank."""
    (X,) = conform("X: N d", X)
    Q = _orthonormal_range(X)
    return Q @ Q.T


def residual_norm2(X: ArrayLike, eps: ArrayLike) -> float:
    """||(X X^+ - I) eps||^2, the squared training residual of ols under noise eps (N,); X (N, d) of any rank."""
    X, eps = conform("X: N d; eps: N", X, eps)
    Q = _orthonormal_range(X)
    residual = eps - Q @ (Q.T @ eps)
    return float(residual @ residual)


def expected_training_error(N: int, d: int, sigma2: float) -> float:
    """(N - d) sigma2 / N: the mean of residual_norm2 / N when X has rank d and the noise is uncorrelated.

    sigma2 is the variance of the noise, whose mean is 0.     ValueError unless N >= 1, 0 <= d <= N and sigma2 >= 0.
    """
    if N < 1 or not 0 <= d <= N or sigma2 < 0:
        raise ValueError(f"need N >= 1, 0 <= d <= N and sigma2 >= 0, got N={N}, d={d}, sigma2={sigma2}")
    return (N - d) * float(sigma2) / N


def augment(X: ArrayLike, y: ArrayLike, lam: float) -> tuple[Array, Array]:
    """Append the rows sqrt(lam) e_i with label 0: adds lam ||b||^2 to the sum of squares.

    X (N, d), y (N,) to (N + d, d), (N + d,). ValueError if lam < 0.
    """
    X, y = conform("X: N d; y: N", X, y)
    if lam < 0:
        raise ValueError(f"lam must not be negative, got {lam}")
    d = X.shape[1]
    return np.vstack([X, math.sqrt(lam) * np.eye(d)]), np.concatenate([y, np.zeros(d)])


def ridge(X: ArrayLike, y: ArrayLike, lam: float) -> Array:
    """b (d,) solving (X'X + lam N I) b = X'y, the minimiser of mse + lam ||b||^2; solved as augmented least squares.

    X (N, d), y (N,), lam >= 0. ValueError if shapes do not fit, lam < 0, or the system is numerically singular.
    """
    X, y = conform("X: N d; y: N", X, y)
    return ols(*augment(X, y, lam * len(y)))


def gls(X: ArrayLike, y: ArrayLike, Sigma: ArrayLike) -> Array:
    """b (d,) = (X' S^-1 X)^-1 X' S^-1 y for noise covariance S (N, N), by whitening with its Cholesky factor.

    X (N, d), y (N,). ValueError unless S is symmetric positive definite and X has full column rank.
    """
    X, y, Sigma = conform("X: N d; y: N; Sigma: N N", X, y, Sigma)
    if not np.allclose(Sigma, Sigma.T, rtol=1e-12, atol=0):
        raise ValueError(f"Sigma of shape {Sigma.shape} must be symmetric")
    try:
        L = np.linalg.cholesky(Sigma)
    except np.linalg.LinAlgError as error:
        raise ValueError(f"Sigma of shape {Sigma.shape} must be positive definite") from error
    return ols(np.linalg.solve(L, X), np.linalg.solve(L, y))


def mse(X: ArrayLike, y: ArrayLike, b: ArrayLike) -> float:
    """||y - X b||^2 / N. X (N, d), y (N,), b (d,). ValueError if shapes do not fit or N = 0."""
    residual, N = _residual(X, y, b)
    return float(residual @ residual) / N


def mse_gradient(X: ArrayLike, y: ArrayLike, b: ArrayLike) -> Array:
    """Gradient (d,) of mse in b: (2/N) X'(X b - y). Errors as mse."""
    residual, N = _residual(X, y, b)
    return np.asarray(X, dtype=np.float64).T @ residual * (-2 / N)


def log_likelihood(X: ArrayLike, y: ArrayLike, b: ArrayLike, sigma2: float) -> float:
    """ln N(y; X b, sigma2 I) = -(N/2) ln(2 pi sigma2) - ||y - X b||^2 / (2 sigma2).

    X (N, d), y (N,), b (d,). ValueError if shapes do not fit, N = 0 or sigma2 <= 0.
    """
    if sigma2 <= 0:
        raise ValueError(f"sigma2 must be positive, got {sigma2}")
    residual, N = _residual(X, y, b)
    return -N / 2 * math.log(2 * math.pi * sigma2) - float(residual @ residual) / (2 * sigma2)


def _residual(X: ArrayLike, y: ArrayLike, b: ArrayLike) -> tuple[Array, int]:
    """y - X b and N >= 1."""
    X, y, b = conform("X: N d; y: N; b: d", X, y, b)
    if len(y) == 0:
        raise ValueError(f"need at least one row, X is {X.shape}")
    return y - X @ b, len(y)


def _equilibrated(X: Array) -> tuple[Array, Array]:
    """X with its columns divided by powers of two, and these (d,): exact, and rank decisions ignore column scales."""
    largest = np.abs(X).max(axis=0, initial=0)
    scale = np.where(largest > 0, np.ldexp(1.0, np.frexp(largest)[1] - 1), 1.0)
    return X / scale, scale


def _orthonormal_range(X: Array) -> Array:
    """Orthonormal basis (N, r) of the column space of X (N, d), by the singular value decomposition."""
    scaled, _ = _equilibrated(X)
    U, s, _ = np.linalg.svd(scaled, full_matrices=False)
    cutoff = s.max(initial=0) * max(X.shape) * np.finfo(np.float64).eps
    return U[:, s > cutoff]
