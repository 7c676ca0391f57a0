"""Problems 3.1 and 3.2: least squares once more, and with a penalty λ‖β‖² on the mean squared error."""

from __future__ import annotations

from proofread import (
    Matrix,
    NonNegative,
    Positive,
    Q,
    Scalar,
    Size,
    Vector,
    and_,
    assume,
    bsum,
    claim,
    code,
    computes,
    correction,
    derivation,
    equal,
    eye,
    forall,
    full_column_rank,
    grad,
    inv,
    invertible,
    line,
    minimises,
    norm2,
    row,
    stationary,
)

N, d = Size("N"), Size("d")


def mse(X, Y):
    return lambda beta: norm2(Y - X @ beta) / N


def penalised(X, Y, lam):
    return lambda beta: mse(X, Y)(beta) + lam * norm2(beta)


def ridge(X, Y, lam):
    return inv(X.T @ X + lam * N * eye(d)) @ X.T @ Y


@claim("hw2/3.1.eq3.3")
def mean_of_squares(X: Matrix[N, d], Y: Vector[N], beta: Vector[d]):
    """The mean of the squared errors is the squared norm over N, so that both have one minimiser."""
    return equal(bsum(lambda i: (Y[i] - beta.T @ row(X, i)) ** 2, N) / N, norm2(Y - X @ beta) / N)


@derivation
def least_squares(X: Matrix[N, d], Y: Vector[N], beta: Vector[d]):
    """The gradient of the mean squared error, set to zero and solved; β is where it vanishes."""
    assume(full_column_rank(X), stationary(mse(X, Y), beta))
    slope = lambda factor: lambda b: equal(grad(mse(X, Y))(b), factor / N * X.T @ (Y - X @ b))
    printed, right = (forall(Vector[d], slope(factor)) for factor in (-Q(1), -Q(2)))
    yield line("hw2/3.1.eq3.4", correction(printed, to=right), "differentiate")
    yield line("hw2/3.1.eq3.4#zero", equal(-Q(1) / N * X.T @ (Y - X @ beta), 0), "the gradient is set to zero")
    yield line("hw2/3.1.eq3.5", equal(beta, inv(X.T @ X) @ X.T @ Y), "XᵀX is invertible")


@claim("hw2/3.1.eq3.5#minimiser")
def least_squares_minimise(X: Matrix[N, d], Y: Vector[N]):
    """No β has a smaller mean squared error than the solution."""
    assume(full_column_rank(X))
    return minimises(mse(X, Y), inv(X.T @ X) @ X.T @ Y, Vector[d])


@claim(conforms_to="hw2/3.1.eq3.4")
def gradient_code(X: Matrix[N, d], Y: Vector[N], beta: Vector[d]):
    """The code computes the gradient, with the factor 2."""
    formula = 2 / Q(1) / N * X.T @ (X @ beta - Y)
    return computes(code("impls.linear_models:mse_gradient")(X, Y, beta), formula, within=16)


@claim("hw2/3.2.note")
def extra_factor(X: Matrix[N, d], Y: Vector[N], lam: Positive):
    """Penalising the sum of squares gives λ in the solution, penalising their mean gives λN."""
    of_sum = lambda beta: norm2(Y - X @ beta) + lam * norm2(beta)
    without = inv(X.T @ X + lam * eye(d)) @ X.T @ Y
    of_mean = minimises(penalised(X, Y, lam), ridge(X, Y, lam), Vector[d])
    return and_(minimises(of_sum, without, Vector[d]), of_mean)


@derivation
def ridge_regression(X: Matrix[N, d], Y: Vector[N], beta: Vector[d], lam: Scalar):
    """The penalised error at its minimiser; the matrix is invertible since its inverse is printed."""
    assume(stationary(penalised(X, Y, lam), beta), invertible(X.T @ X + lam * N * eye(d)))
    yield line("hw2/3.2.eq3.8", equal(2 * X.T @ (X @ beta - Y) / N + 2 * lam * beta, 0), "the gradient is zero")
    yield line("hw2/3.2.eq3.9", equal((X.T @ X / N + lam * eye(d)) @ beta, X.T @ Y / N), "halve and collect")
    yield line("hw2/3.2.eq3.10", equal((X.T @ X + lam * N * eye(d)) @ beta, X.T @ Y), "multiply by N")
    yield line("hw2/3.2.eq3.11", equal(beta, ridge(X, Y, lam)), "the matrix is invertible")


@claim("hw2/3.2.eq3.8#gradient")
def penalised_gradient(X: Matrix[N, d], Y: Vector[N], beta: Vector[d], lam: Scalar):
    """The printed left side is the gradient of the penalised error."""
    return equal(grad(penalised(X, Y, lam))(beta), 2 * X.T @ (X @ beta - Y) / N + 2 * lam * beta)


@claim("hw2/3.2.eq3.11#minimiser")
def ridge_minimises(X: Matrix[N, d], Y: Vector[N], lam: NonNegative):
    """For a penalty, λ ≥ 0, no β has a smaller penalised error than the solution."""
    assume(invertible(X.T @ X + lam * N * eye(d)))
    return minimises(penalised(X, Y, lam), ridge(X, Y, lam), Vector[d])


@claim(conforms_to="hw2/3.2.eq3.11")
def ridge_code(X: Matrix[N, d], Y: Vector[N], lam: Positive):
    """The code computes the ridge solution."""
    return computes(code("impls.linear_models:ridge")(X, Y, lam), ridge(X, Y, lam), within=64)
