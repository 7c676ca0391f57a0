"""Problem 3.4: the squared penalty of an elastic net as d added data points. X is N×d, y has N entries.

`top` and `bottom` place a block of rows among the N + d rows of X': the first N and the last d columns of the identity,
of which only orthonormality is used. An added point e_i is a row of X', as every data point is.
"""

from __future__ import annotations

from proofread import (
    Index,
    Matrix,
    NonNegative,
    Scalar,
    Size,
    Vector,
    abs_,
    and_,
    assume,
    claim,
    code,
    computes,
    convention,
    equal,
    eye,
    forall,
    norm2,
    sqrt,
    total,
    unit,
    zeros,
)

N, d = Size("N"), Size("d")
AS_WRITTEN, AS_IN_3_1 = "the sum of squares", "their mean"


def blocks(top, bottom):
    """The rows of X' are those of the two blocks, each once."""
    return equal(top.T @ top, eye(N)), equal(bottom.T @ bottom, eye(d)), equal(top.T @ bottom, zeros(N, d))


def loss(X, y, beta, squares, absolute):
    """L; without the squared penalty it is L'."""
    return norm2(y - X @ beta) + squares * norm2(beta) + absolute * total(abs_(beta))


@claim("hw2/3.4.eq3.25")
def one_point(beta: Vector[d], i: Index[d]):
    """The squared error at the data point e_i with label 0 is β_i²."""
    return equal((0 - unit(i, d).T @ beta) ** 2, beta[i] ** 2)


@claim("hw2/3.4.eq3.25#change")
def change_by_one_point(
    X: Matrix[N, d], y: Vector[N], beta: Vector[d], i: Index[d], top: Matrix[N + 1, N], last: Vector[N + 1],
    mse=convention(AS_WRITTEN, AS_IN_3_1),
):  # fmt: skip
    """With the row e_i and the label 0 added the error grows by that; (3.27) writes the sum for the error."""
    assume(equal(top.T @ top, eye(N)), equal(last.T @ last, 1), equal(top.T @ last, zeros(N)))
    before, after = norm2(y - X @ beta), norm2(top @ y - (top @ X + last @ unit(i, d).T) @ beta)
    if mse == AS_IN_3_1:
        before, after = before / N, after / (N + 1)
    return equal(after - before, (0 - unit(i, d).T @ beta) ** 2)


def augmented(X, y, lam, top, bottom):
    """X' and y' of (3.26)."""
    return top @ X + sqrt(lam) * bottom, top @ y + bottom @ zeros(d)


@claim("hw2/3.4.eq3.26")
def added_rows(
    X: Matrix[N, d], y: Vector[N], beta: Vector[d], lam1: NonNegative, top: Matrix[N + d, N], bottom: Matrix[N + d, d]
):  # fmt: skip
    """Above are X and y; below stand √λ₁ e_i with label 0, and the squared error at that point is λ₁ β_i²."""
    assume(*blocks(top, bottom))
    X1, y1 = augmented(X, y, lam1, top, bottom)
    above = and_(equal(top.T @ X1, X), equal(top.T @ y1, y))
    below = and_(equal(bottom.T @ X1, sqrt(lam1) * eye(d)), equal(bottom.T @ y1, zeros(d)))
    return and_(above, below, equal((bottom.T @ (y1 - X1 @ beta)) ** 2, lam1 * beta**2))


@claim("hw2/3.4.eq3.27")
def augmented_error(
    X: Matrix[N, d], y: Vector[N], beta: Vector[d], lam1: NonNegative, top: Matrix[N + d, N],
    bottom: Matrix[N + d, d], mse=convention(AS_WRITTEN, AS_IN_3_1),
):  # fmt: skip
    """The error on the augmented data is that on the data plus λ₁‖β‖²; the display writes the sum for the error."""
    assume(*blocks(top, bottom))
    X1, y1 = augmented(X, y, lam1, top, bottom)
    new, old, penalty = norm2(y1 - X1 @ beta), norm2(y - X @ beta), lam1 * norm2(beta)
    mse_new, mse_old = (new, old) if mse == AS_WRITTEN else (new / (N + d), old / N)
    return and_(equal(mse_new, new), equal(new, old + penalty), equal(old + penalty, mse_old + penalty))


@claim("hw2/3.4.conclusion")
def one_loss(
    X: Matrix[N, d], y: Vector[N], lam1: NonNegative, lam2: Scalar, top: Matrix[N + d, N], bottom: Matrix[N + d, d]
):  # fmt: skip
    """L on the data and L' on the augmented data are one function of β."""
    assume(*blocks(top, bottom))
    X1, y1 = augmented(X, y, lam1, top, bottom)
    return forall(Vector[d], lambda b: equal(loss(X, y, b, lam1, lam2), loss(X1, y1, b, 0, lam2)))


@claim(conforms_to="hw2/3.4.eq3.27")
def augmented_error_code(X: Matrix[N, d], y: Vector[N], beta: Vector[d], lam1: NonNegative):
    """The error that the code measures on the augmented data is the penalised one."""
    formula = norm2(y - X @ beta) + lam1 * norm2(beta)
    return computes(code("impls.elastic_net:augmented_squares")(X, y, beta, lam1), formula, within=16)


@claim(conforms_to="hw2/3.4.conclusion")
def loss_code(X: Matrix[N, d], y: Vector[N], beta: Vector[d], lam1: NonNegative, lam2: NonNegative):
    """The code computes the loss of the elastic net."""
    formula = loss(X, y, beta, lam1, lam2)
    return computes(code("impls.elastic_net:elastic_net_loss")(X, y, beta, lam1, lam2), formula, within=16)
