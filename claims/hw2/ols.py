"""Problem 2.1: least squares. X is N×d with rows x_i, y = X b + ε; π is any positive number where a density has one."""

from __future__ import annotations

from proofread import (
    E,
    Matrix,
    Positive,
    Q,
    RandomVector,
    Size,
    Var,
    Vector,
    and_,
    assume,
    bsum,
    claim,
    code,
    computes,
    derivation,
    equal,
    exists,
    exp,
    eye,
    forall,
    full_column_rank,
    ge,
    grad,
    iff,
    implies,
    inv,
    invertible,
    line,
    log,
    log_normal_density,
    maximises,
    minimises,
    norm2,
    pinv,
    readings,
    row,
    sqrt,
    stationary,
)

N, d = Size("N"), Size("d")


def risk(X, y, b):
    return norm2(y - X @ b) / (Q(2) * N)


def half(X, y):
    return lambda b: norm2(y - X @ b) / 2


def root_power(base):
    """base^(N/2) of a positive base."""
    return exp(N / 2 * log(base))


def likelihood(X, y, s2, pi):
    """The closed form of the print, as a function of b."""
    return lambda b: 1 / root_power(2 * pi * s2) * exp(-norm2(y - X @ b) / (2 * s2))


@claim("hw2/2.1.eq2.1")
def empirical_risk(X: Matrix[N, d], y: Vector[N], b: Vector[d]):
    """The mean of the halved squared errors is half the mean of the squared norm."""
    return equal(bsum(lambda i: (y[i] - row(X, i).T @ b) ** 2, N) / (Q(2) * N), norm2(y - X @ b) / (Q(2) * N))


def bell(X, y, s2, c):
    """The likelihood as a function of b, with c for the factor that does not depend on b."""
    return lambda b: c * exp(-norm2(y - X @ b) / (2 * s2))


@claim("hw2/2.1.equivalence")
def two_approaches(X: Matrix[N, d], y: Vector[N], s2: Positive, c: Positive):
    """The same b maximise the likelihood, whatever its positive constant, minimise the squared residual, and minimise
    the empirical risk."""
    likeliest = lambda b: maximises(bell(X, y, s2, c), b, Vector[d])
    nearest = lambda b: minimises(half(X, y), b, Vector[d])
    least = lambda b: minimises(lambda v: risk(X, y, v), b, Vector[d])
    same = lambda b: and_(iff(likeliest(b), nearest(b)), iff(nearest(b), least(b)))
    return forall(Vector[d], same)


@claim("hw2/2.1.eq2.2")
def law_of_y(X: Matrix[N, d], b: Vector[d], eps: RandomVector[N], v: Vector[N], s2: Positive, pi: Positive):
    """Shifted noise: mean Xb, the same covariance, and the normal density of the noise read at v − Xb."""
    assume(equal(E(eps), 0), equal(Var(eps), s2 * eye(N)))
    y = X @ b + eps
    shifted = equal(log_normal_density(v - X @ b, 0, s2, pi), log_normal_density(v, X @ b, s2, pi))
    return and_(equal(E(y), X @ b), equal(Var(y), s2 * eye(N)), shifted)


@derivation
def likelihood_in_closed_form(X: Matrix[N, d], y: Vector[N], b: Vector[d], s2: Positive, pi: Positive):
    """The product of the N densities, positive factors written as exp of a sum of logs, is the closed form."""
    factor = lambda i: 1 / sqrt(2 * pi * s2) * exp(-((y[i] - (X @ b)[i]) ** 2) / (2 * s2))
    yield line(None, exp(bsum(lambda i: log(factor(i)), N)))
    exponent = -(N / 2) * log(2 * pi * s2) - norm2(y - X @ b) / (2 * s2)
    yield line("hw2/2.1.eq2.3#exponent", exp(exponent), "the logarithms add up")
    yield line("hw2/2.1.eq2.3", likelihood(X, y, s2, pi)(b), "e^(a+b) = e^a e^b")


@claim("hw2/2.1.eq2.4")
def log_likelihood(X: Matrix[N, d], y: Vector[N], b: Vector[d], s2: Positive, pi: Positive):
    """The logarithm of the closed form."""
    right = -(N / 2) * log(2 * pi * s2) - norm2(y - X @ b) / (2 * s2)
    return equal(log(likelihood(X, y, s2, pi)(b)), right)


@claim("hw2/2.1.eq2.5#log")
def taking_the_log(X: Matrix[N, d], y: Vector[N], s2: Positive, pi: Positive):
    """The logarithm keeps the order, so the likelihood and its logarithm have the same maximisers."""
    f = likelihood(X, y, s2, pi)
    order = forall(Vector[d], Vector[d], lambda b, c: iff(ge(f(b), f(c)), ge(log(f(b)), log(f(c)))))
    same = forall(Vector[d], lambda b: iff(maximises(f, b, Vector[d]), maximises(lambda v: log(f(v)), b, Vector[d])))
    return and_(order, same)


@claim("hw2/2.1.eq2.5#squares")
def least_squares(X: Matrix[N, d], y: Vector[N], s2: Positive, c: Positive):
    """The maximisers of the log-likelihood, whatever its constant, are the minimisers of half the squared residual."""
    f = bell(X, y, s2, c)
    same = lambda b: iff(maximises(lambda v: log(f(v)), b, Vector[d]), minimises(half(X, y), b, Vector[d]))
    return forall(Vector[d], same)


@claim("hw2/2.1.stationary")
def minimum_by_gradient(X: Matrix[N, d], y: Vector[N]):
    """b minimises half the squared residual exactly when the gradient there is zero."""
    f = half(X, y)
    return forall(Vector[d], lambda b: iff(minimises(f, b, Vector[d]), stationary(f, b)))


@derivation
def normal_equations(X: Matrix[N, d], y: Vector[N], b: Vector[d]):
    """From the gradient set to zero to the solution."""
    assume(full_column_rank(X), stationary(half(X, y), b))
    slope = lambda v: equal(grad(half(X, y))(v), -X.T @ (y - X @ v))
    yield line("hw2/2.1.eq2.6", forall(Vector[d], slope), "differentiate")
    yield line("hw2/2.1.eq2.6#zero", equal(-X.T @ (y - X @ b), 0), "the gradient is set to zero")
    yield line("hw2/2.1.eq2.7", equal(X.T @ y, X.T @ X @ b), "expand")
    yield line("hw2/2.1.eq2.9", equal(b, inv(X.T @ X) @ X.T @ y), "XᵀX is invertible")


@claim("hw2/2.1.rank")
def rank_of_which_letter(X: Matrix[N, d]):
    """The letter A is not introduced yet: X itself, or the XX⁺ of later, which factors through rank d."""
    assume(full_column_rank(X))
    factors = lambda P: exists(
        Matrix[d, N], lambda R: and_(full_column_rank(R.T), equal(X @ pinv(X), P @ R)), witness=pinv(X)
    )
    through = exists(Matrix[N, d], lambda P: and_(full_column_rank(P), factors(P)), witness=X)
    return readings(A_is_X=full_column_rank(X), A_is_the_projection=through)


@claim("hw2/2.1.invertible")
def gram_matrix(X: Matrix[N, d]):
    """Independent columns make XᵀX invertible."""
    return implies(full_column_rank(X), invertible(X.T @ X))


@claim("hw2/2.1.eq2.9#pinv")
def solution_by_pseudo_inverse(X: Matrix[N, d], y: Vector[N]):
    """(XᵀX)⁻¹Xᵀy = X⁺y."""
    assume(full_column_rank(X))
    return equal(inv(X.T @ X) @ X.T @ y, pinv(X) @ y)


@claim("hw2/2.1.eq2.9#minimiser")
def solution_minimises(X: Matrix[N, d], y: Vector[N]):
    """The printed solution has the least empirical risk of all."""
    assume(full_column_rank(X))
    return minimises(lambda b: risk(X, y, b), inv(X.T @ X) @ X.T @ y, Vector[d])


@claim(conforms_to="hw2/2.1.eq2.9")
def ols_code(X: Matrix[N, d], y: Vector[N]):
    """The code computes the solution."""
    assume(full_column_rank(X))
    return computes(code("impls.linear_models:ols")(X, y), inv(X.T @ X) @ X.T @ y, within=64)


@claim("hw2/2.1.pinv")
def penrose(X: Matrix[N, d]):
    """P = (XᵀX)⁻¹Xᵀ satisfies the four Penrose equations."""
    assume(full_column_rank(X))
    P = inv(X.T @ X) @ X.T
    symmetric_products = and_(equal((X @ P).T, X @ P), equal((P @ X).T, P @ X))
    return and_(equal(X @ P @ X, X), equal(P @ X @ P, P), symmetric_products)
