"""Problems 2.2 and 2.3: the expected training error. X is N×d of full column rank, A = XX⁺, B = A − I."""

from __future__ import annotations

from proofread import (
    E,
    Index,
    Matrix,
    Orthogonal,
    Positive,
    Q,
    RandomScalar,
    RandomVector,
    Scalar,
    Size,
    Var,
    Vector,
    and_,
    assume,
    bsum,
    claim,
    code,
    computes,
    correction,
    definition,
    derivation,
    diag,
    dot,
    equal,
    exists,
    eye,
    forall,
    full_column_rank,
    ge,
    given,
    gt,
    implies,
    inv,
    invertible,
    le,
    line,
    lt,
    minimises,
    nonzero,
    norm2,
    not_,
    or_,
    pinv,
    row,
    symmetric,
    total,
    trace,
    zeros,
)

N, d, k = Size("N"), Size("d"), Size("k")


def hat(X):
    return X @ pinv(X)


def white(eps, s2):
    """All that is asked of the noise: E[εεᵀ] = σ²I."""
    return equal(E(eps @ eps.T), s2 * eye(N))


def zero_or_one(M, rows):
    """Every eigenvalue of M is 0 or 1."""
    allowed = lambda s: or_(equal(s, 0), equal(s, 1))
    return forall(Vector[rows], lambda v: implies(
        nonzero(v), forall(Scalar, lambda s: implies(equal(M @ v, s * v), allowed(s)))
    ))  # fmt: skip


def factors_through(M, P, R):
    """M, square of size N, has rank d: it is a product of a tall matrix and a wide one, both of rank d."""
    wide = lambda p: exists(Matrix[d, N], lambda r: and_(full_column_rank(r.T), equal(M, p @ r)), witness=R)
    return exists(Matrix[N, d], lambda p: and_(full_column_rank(p), wide(p)), witness=P)


# --- 2.2: the residual --------------------------------------------------------------------------------------------


@claim("hw2/2.2.risk")
def residual_is_the_risk(X: Matrix[N, d], b: Vector[d], eps: Vector[N]):
    """‖(XX⁺ − I)ε‖²/N against the empirical risk of (2.1), which has 1/(2N)."""
    assume(full_column_rank(X))
    y = X @ b + eps
    risk = norm2(y - X @ (pinv(X) @ y)) / (Q(2) * N)
    squares = norm2((hat(X) - eye(N)) @ eps)
    return correction(equal(squares / N, risk), to=equal(squares / (Q(2) * N), risk))


@derivation
def model_in_matrix_form(X: Matrix[N, d], y: Vector[N], b: Vector[d], eps: Vector[N]):
    """The N scalar equations stacked, and solved for the noise."""
    yield given("hw2/2.setup", forall(Index[N], lambda i: equal(y[i], row(X, i).T @ b + eps[i])))
    yield line("hw2/2.2.eq2.11", equal(y, X @ b + eps), "stack the rows")
    yield line("hw2/2.2.eq2.12", equal(eps, y - X @ b), "subtract Xb")


@derivation
def residual(X: Matrix[N, d], y: Vector[N], b: Vector[d], eps: Vector[N]):
    """(XX⁺ − I)ε is the fitted minus the observed values."""
    assume(full_column_rank(X), equal(eps, y - X @ b))
    P = pinv(X)
    fit = P @ y
    yield line(None, (X @ P - eye(N)) @ eps)
    yield line("hw2/2.2.eq2.13", X @ P @ eps - eps, "distribute")
    yield line("hw2/2.2.eq2.14", X @ P @ y - X @ P @ X @ b - eps, "ε = y − Xb")
    yield line("hw2/2.2.eq2.15", X @ fit - X @ b - eps, "XX⁺X = X")
    yield line("hw2/2.2.eq2.16", X @ fit - y, "y = Xb + ε")


@claim("hw2/2.2.eq2.15#penrose")
def first_penrose_equation(X: Matrix[N, d]):
    """XX⁺X = X."""
    return equal(X @ pinv(X) @ X, X)


# --- 2.2: the projection ------------------------------------------------------------------------------------------


@derivation
def projection_squared(X: Matrix[N, d]):
    """A² = A, member by member."""
    assume(full_column_rank(X))
    P, G = pinv(X), inv(X.T @ X)
    yield line(None, hat(X) @ hat(X))
    yield line("hw2/2.2.prop1#product", X @ P @ X @ P, "definition of A")
    yield line("hw2/2.2.prop1#gram", X @ G @ X.T @ X @ G @ X.T, "X⁺ = (XᵀX)⁻¹Xᵀ")
    yield line("hw2/2.2.prop1#cancelled", X @ G @ X.T, "XᵀX cancels")
    yield line("hw2/2.2.prop1", X @ P, "definition of X⁺")


@claim("hw2/2.2.prop2")
def projection_is_symmetric(X: Matrix[N, d]):
    """A is symmetric, and so AᵀA = A² = A."""
    assume(full_column_rank(X))
    A = hat(X)
    return and_(equal(A.T, A), equal(A.T @ A, A @ A), equal(A @ A, A))


@claim("hw2/2.2.prop3")
def rank_of_the_projection(X: Matrix[N, d]):
    """A has rank d, as X has."""
    assume(full_column_rank(X))
    return factors_through(hat(X), X, pinv(X))


@derivation
def by_singular_values(U: Orthogonal[N], V: Orthogonal[d], J: Matrix[N, d], s: Vector[d]):
    """X = UΣVᵀ with Σ = J·diag(s), s > 0; J: the first d columns of the identity (only JᵀJ = I is used)."""
    assume(equal(J.T @ J, eye(d)), gt(s, 0))
    S = J @ diag(s)
    X = U @ S @ V.T
    yield line(None, X @ pinv(X))
    yield line("hw2/2.2.eq2.17#factors", U @ S @ V.T @ V @ pinv(S) @ U.T, "X⁺ = VΣ⁺Uᵀ")
    yield line("hw2/2.2.eq2.17#middle", U @ S @ pinv(S) @ U.T, "VᵀV = I")
    yield line("hw2/2.2.eq2.17", U @ (J @ J.T) @ U.T, "ΣΣ⁺ has d ones and zeros on its diagonal")


@claim("hw2/2.2.prop4")
def eigenvalues_of_the_projection(X: Matrix[N, d]):
    """A is symmetric with eigenvalues 0 and 1 only; their sum, the number of ones, is d, leaving N − d zeros."""
    assume(full_column_rank(X))
    A = hat(X)
    return and_(symmetric(A), zero_or_one(A, N), equal(trace(A), d), equal(trace(eye(N) - A), N - d))


@claim("hw2/2.2.prop4#rank")
def rank_by_eigenvalues(X: Matrix[N, d]):
    """rank(A) = d."""
    assume(full_column_rank(X))
    return factors_through(hat(X), X, pinv(X))


@claim("hw2/2.2.prop4.aside")
def idempotent_eigenvalues(A: Matrix[N, N]):
    """A² = A alone makes every eigenvalue 0 or 1."""
    return implies(equal(A @ A, A), zero_or_one(A, N))


@derivation
def complement(X: Matrix[N, d]):
    """BᵀB = −B for B = A − I."""
    assume(full_column_rank(X))
    A = hat(X)
    B = definition("hw2/2.2.B", A - eye(N))
    yield line(None, B.T @ B)
    yield line("hw2/2.2.eq2.18#product", (A - eye(N)) @ (A - eye(N)), "A is symmetric")
    yield line("hw2/2.2.eq2.18#expanded", A @ A - 2 * A + eye(N), "expand")
    yield line("hw2/2.2.eq2.18#idempotent", eye(N) - A, "A² = A")
    yield line("hw2/2.2.eq2.18", -B, "definition of B")


@claim("hw2/2.2.prop6")
def eigenvalues_of_the_complement(X: Matrix[N, d]):
    """−B is symmetric with eigenvalues 0 and 1 only, N − d of them ones and d zeros."""
    assume(full_column_rank(X))
    M = eye(N) - hat(X)
    return and_(symmetric(M), zero_or_one(M, N), equal(trace(M), N - d), equal(trace(eye(N) - M), d))


@claim("hw2/2.2.prop7")
def trace_of_the_complement(X: Matrix[N, d]):
    """trace(−B) = N − d."""
    assume(full_column_rank(X))
    return equal(trace(eye(N) - hat(X)), N - d)


@claim("hw2/2.2.prop7#eigenvalues")
def trace_is_the_sum_of_eigenvalues(X: Matrix[N, d], B: Matrix[N, N], V: Orthogonal[N], lam: Vector[N]):
    """With −B = V·diag(λ)·Vᵀ its trace is the sum of the λ, and it is N − d."""
    assume(full_column_rank(X), equal(B, hat(X) - eye(N)), equal(-B, V @ diag(lam) @ V.T))
    return and_(equal(trace(-B), total(lam)), equal(trace(-B), N - d))


# --- 2.2: the expectation -----------------------------------------------------------------------------------------


@derivation
def expected_squares(X: Matrix[N, d], B: Matrix[N, N], eps: RandomVector[N]):
    """The expected squared residual as sums over second moments, for noise of any law."""
    assume(full_column_rank(X), equal(B, hat(X) - eye(N)))
    moment = lambda i, j: E(eps[i] * eps[j])
    both = lambda term: bsum(lambda i: bsum(lambda j: term(i, j), N), N)
    yield line(None, E(norm2((hat(X) - eye(N)) @ eps)))
    yield line("hw2/2.2.eq2.19", E(norm2(B @ eps)), "definition of B")
    yield line("hw2/2.2.eq2.20#product", E(eps.T @ B.T @ B @ eps), "definition of the norm")
    yield line("hw2/2.2.eq2.20", E(eps.T @ -B @ eps), "BᵀB = −B")
    yield line("hw2/2.2.eq2.21", E(both(lambda i, j: -B[i, j] * eps[i] * eps[j])), "write the products out")
    yield line("hw2/2.2.eq2.22", both(lambda i, j: -B[i, j] * moment(i, j)), "expectation is linear")
    off = both(lambda i, j: (1 - eye(N)[i, j]) * -B[i, j] * moment(i, j))
    yield line("hw2/2.2.eq2.23", off + bsum(lambda i: -B[i, i] * moment(i, i), N), "i ≠ j apart from i = j")


@claim("hw2/2.2.indep")
def product_moment(e: RandomScalar, f: RandomScalar):
    """Independent noise of mean 0: the mean of the product is the product of the means, which is 0."""
    assume(equal(E(e), 0), equal(E(f), 0))
    return and_(equal(E(e * f), E(e) * E(f)), equal(E(e) * E(f), 0))


@claim("hw2/2.2.second-moment")
def second_moment(e: RandomScalar, s2: Positive):
    """E[ε²] is the squared mean plus the variance, which is σ²."""
    assume(equal(E(e), 0), equal(Var(e), s2))
    return and_(equal(E(e**2), E(e) ** 2 + Var(e)), equal(E(e) ** 2 + Var(e), s2))


@derivation
def mean_squares(X: Matrix[N, d], B: Matrix[N, N], eps: RandomVector[N], s2: Positive):
    """With the second moments inserted."""
    assume(full_column_rank(X), equal(B, hat(X) - eye(N)), white(eps, s2))
    yield line(None, E(norm2((hat(X) - eye(N)) @ eps)) / N)
    yield line("hw2/2.2.eq2.24", bsum(lambda i: -B[i, i] * s2, N) / N, "the second moments")
    yield line("hw2/2.2.eq2.25", trace(-B) * s2 / N, "definition of the trace")
    yield line("hw2/2.2.eq2.26#line", (N - d) * s2 / N, "trace(−B) = N − d")


@claim("hw2/2.2.eq2.26")
def expected_training_error(X: Matrix[N, d], eps: RandomVector[N], s2: Positive):
    """E‖(XX⁺ − I)ε‖²/N = (N − d)σ²/N."""
    assume(full_column_rank(X), white(eps, s2))
    return equal(E(norm2((hat(X) - eye(N)) @ eps)) / N, (N - d) * s2 / N)


@claim(conforms_to="hw2/2.2.A")
def hat_matrix_code(X: Matrix[N, d]):
    """The code computes the projection."""
    assume(full_column_rank(X))
    return computes(code("impls.linear_models:hat_matrix")(X), X @ inv(X.T @ X) @ X.T, within=64)


@claim(conforms_to="hw2/2.2.eq2.19")
def residual_code(X: Matrix[d + k, d], eps: Vector[d + k]):
    """The code computes the squared residual, for more rows than columns: in the square case the true value is 0."""
    # Where N = d rounding leaves about 1e-32 of a true 0, which no number of ulps of the value measures.
    assume(full_column_rank(X))
    formula = norm2((X @ inv(X.T @ X) @ X.T - eye(d + k)) @ eps)
    return computes(code("impls.linear_models:residual_norm2")(X, eps), formula, within=64)


@claim(conforms_to="hw2/2.2.eq2.26")
def expected_error_code(X: Matrix[N, d], s2: Positive):
    """The code computes the expected training error for any sizes that an X of full column rank can have."""
    assume(full_column_rank(X))
    return computes(code("impls.linear_models:expected_training_error")(N, d, s2), (N - d) * s2 / N, within=8)


# --- 2.3: more features ---------------------------------------------------------------------------------------------


def independent(X, Z):
    """The columns of X and Z together are independent: a combination of Z is one of X only as 0 = 0."""
    none = lambda b, e: implies(equal(Z @ e, X @ b), and_(equal(b, 0), equal(e, 0)))
    return forall(Vector[d], Vector[k], none)


@claim("hw2/2.3.span")
def broader_span(X: Matrix[N, d], Z: Matrix[N, k]):
    """What X spans is spanned with the features Z added, and no combination of Z alone but 0 was spanned before."""
    assume(independent(X, Z))
    kept = forall(Vector[d], lambda b: exists(
        Vector[d], lambda c: exists(Vector[k], lambda e: equal(X @ b, X @ c + Z @ e), witness=zeros(k)), witness=b
    ))  # fmt: skip
    new = forall(Vector[k], Vector[d], lambda e, b: implies(nonzero(e), not_(equal(Z @ e, X @ b))))
    return and_(kept, new)


@claim("hw2/2.3.closer")
def closer_fit(X: Matrix[N, d], z: Vector[N], y: Vector[N], b: Vector[d]):
    """With a feature z added some fit is at least as near to y; nearer, if z is not orthogonal to what was left."""
    left = y - X @ b
    as_near = exists(Scalar, lambda t: le(norm2(left - t * z), norm2(left)), witness=0)
    step = dot(z, left) / norm2(z)
    nearer = implies(
        nonzero(z),
        implies(nonzero(dot(z, left)), exists(Scalar, lambda t: lt(norm2(left - t * z), norm2(left)), witness=step)),
    )
    return and_(as_near, nearer)


@claim("hw2/2.3.strength")
def stronger_model(X: Matrix[N, d], Z: Matrix[N, k], y: Vector[N], b: Vector[d], c: Vector[d], e: Vector[k]):
    """Strength as power to fit: the least error with more features is at most the least error without them."""
    fits = lambda p: norm2(y - X @ p)
    assume(minimises(fits, b, Vector[d]))
    assume(forall(Vector[d], Vector[k], lambda p, q: le(norm2(y - X @ c - Z @ e), norm2(y - X @ p - Z @ q))))
    return le(norm2(y - X @ c - Z @ e), fits(b))


@claim("hw2/2.3.observe")
def expected_error_falls(s2: Positive):
    """With k features more the expected error is smaller."""
    return lt((N - (d + k)) * s2 / N, (N - d) * s2 / N)


@claim("hw2/2.3.limit")
def expected_error_vanishes(s2: Positive):
    """As the number x of features nears N from below the expected error nears 0, and at N it is 0."""
    error = lambda x: (N - x) * s2 / N
    close = lambda r, e: forall(
        Scalar, lambda x: implies(and_(le(x, N), lt(N - x, r)), and_(ge(error(x), 0), lt(error(x), e)))
    )
    near = forall(Positive, lambda e: exists(Positive, lambda r: close(r, e), witness=e * N / s2))
    return and_(equal(error(N * Q(1)), 0), near)


@claim("hw2/2.3.square")
def square_case(X: Matrix[N, N], y: Vector[N]):
    """As many independent features as observations: X is invertible, X⁺ = X⁻¹, and the estimate is X⁻¹y."""
    assume(full_column_rank(X))
    return and_(invertible(X), equal(pinv(X), inv(X)), equal(inv(X.T @ X) @ X.T @ y, inv(X) @ y))


@claim("hw2/2.3.exact")
def exact_fit(X: Matrix[N, N], b: Vector[N], eps: Vector[N]):
    """For d = N the fitted values are the observed ones; the print has the true b where the estimate is meant."""
    assume(full_column_rank(X))
    y = X @ b + eps
    fit = inv(X) @ y
    return correction(and_(equal(X @ fit, X @ b), equal(X @ b, y)), to=equal(X @ fit, y))
