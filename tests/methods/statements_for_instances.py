"""Statements on which drawing, refutation and sampling are tried: false ones, and their true twins."""

from __future__ import annotations

from collections.abc import Callable

from proofread.trusted.kernel import Sequent
from proofread.trusted.sizes import ONE, size_symbol
from proofread.trusted.terms import (
    Prop,
    Term,
    apply,
    bsum,
    const,
    deriv,
    entry,
    eye,
    index,
    integral,
    inv,
    is_zero,
    log,
    nat,
    number,
    ones,
    pinv,
    predicate,
    quantifier,
    relation,
    sequence,
    sqrt,
    total,
    trace,
    var,
)  # fmt: skip
from proofread.trusted.trees import bind

N, D, n = size_symbol("N"), size_symbol("d"), size_symbol("n")
a, b = var("a"), var("b")
A, B, C = (var(name, (n, n)) for name in "ABC")
u = var("u", (n, ONE))
X, S, F = var("X", (N, D)), var("S", (N, N)), var("F", (D, D))
y, e, beta = var("y", (N, ONE)), var("e", (N, ONE)), var("beta", (D, ONE))
eps = var("eps", (N, ONE), ("eps", True))
sigma2, g = var("sigma2"), var("g")
v, w = (var(name, (), ("omega", True)) for name in "vw")
p, q = (var(name, (), ("Z", False)) for name in "pq")


def equal(x: object, z: object) -> Prop:
    return relation("equal", x, z)


def mean(space: str, t: Term) -> Term:
    return integral((space, True), t)


def over_z(t: Term) -> Term:
    return integral(("Z", False), t)


def least_squares(sign: int) -> Sequent:
    """E‖(XX⁺ − I)ε‖²/N = (N ± d)σ²/N; minus is right."""
    residual = (X @ pinv(X) - eye(N)) @ eps
    white = equal(mean("eps", eps @ eps.T), sigma2 * eye(N))
    left = mean("eps", total(residual * residual)) / number(N)
    right = (number(N) + sign * number(D)) * sigma2 / number(N)
    return Sequent((predicate("full_rank", X), white, relation("gt", sigma2, 0)), equal(left, right))


def weight_norm(squared: bool) -> Sequent:
    """The gradient of L(g u/‖u‖) in u, with ‖u‖² in the projection, or wrongly ‖u‖."""

    def norm(t: Term) -> Term:
        return sqrt(total(t * t))

    def loss(t: Term) -> Term:
        return apply("L", "field", t)

    def grad(f: Callable[[Term], Term], at: Term) -> Term:
        free = var("?x", at.shape)
        out: Term = bind(lambda bound, body: deriv(bound, body, at), free, f(free))
        return out

    below = total(u * u) if squared else norm(u)
    right = g / norm(u) * ((eye(n) - u @ u.T / below) @ grad(loss, g * u / norm(u)))
    return Sequent((predicate("nonzero", u),), equal(grad(lambda t: loss(g * t / norm(t)), u), right))


def generalised_least_squares(symmetric: bool) -> Sequent:
    """SX = XF makes weighted and plain least squares agree, if S is symmetric."""
    merely_invertible = [predicate("invertible", S), predicate("invertible", X.T @ inv(S) @ X)]
    of_s = [predicate("pd", S)] if symmetric else merely_invertible
    hypotheses = [equal(S @ X, X @ F), predicate("invertible", F), predicate("full_rank", X), *of_s]
    return Sequent(tuple(hypotheses), equal(inv(X.T @ inv(S) @ X) @ X.T @ inv(S) @ y, inv(X.T @ X) @ X.T @ y))


def divergence(x: Term, z: Term) -> Term:
    return over_z(x * (log(x) - log(z)))


DENSITIES = tuple(h for x in (p, q) for h in (relation("gt", x, 0), equal(over_z(x), 1)))
bound, bound_vector, bound_matrix = var("%1"), var("%1", (n, ONE)), var("%1", (n, n))
t, bound_t, i, bound_i = nat("t"), nat("%1"), index("i", n), index("%1", n)


def member(at: Term) -> Term:
    return sequence("s", at, ())


FALSE = {
    "least squares": least_squares(+1),
    "weight norm": weight_norm(False),
    "generalised least squares": generalised_least_squares(False),
    "trace of a product": Sequent((), equal(trace(A @ B @ C), trace(B @ A @ C))),
    "square of a sum": Sequent((), equal((A + B) @ (A + B), A @ A + 2 * (A @ B) + B @ B)),
    "root of a square": Sequent((), equal(sqrt(a * a), a)),
    "trace, true for n = 1": Sequent((), equal(trace(A) * trace(A), trace(A @ A))),
    "only from n = 4": Sequent((), equal((number(n) - 1) * (number(n) - 2) * (number(n) - 3) * total(u), 0)),
    "product of means": Sequent((), equal(mean("omega", v * w), mean("omega", v) * mean("omega", w))),
    "symmetric divergence": Sequent(DENSITIES, equal(divergence(q, p), divergence(p, q))),
    "orthogonal": Sequent((equal(A.T @ A, eye(n)),), equal(A, A.T)),
    "projection": Sequent((equal(A @ A, A), equal(A, A.T)), equal(trace(A), number(n))),
    "threshold": Sequent((), relation("gt", 8, a * a - a)),
    "under a square": Sequent((), quantifier("forall", bound, relation("ge", bound * bound, bound))),
    "quadratic form": Sequent((predicate("psd", A),), quantifier("forall", bound_vector,
        relation("ge", bound_vector.T @ A @ bound_vector, bound_vector.T @ bound_vector))),
    "an index": Sequent((), quantifier("forall", bound_i, relation("gt", entry(u, bound_i), -3))),
    "one entry for all": Sequent((relation("ge", entry(u, i), 1),), relation("ge", u, 0)),
    "neighbours": Sequent((), equal(member(t + 1), member(t))),
    "a definition": Sequent((predicate("full_rank", X), equal(y, X @ beta + e), equal(X.T @ e, 0)),
                            equal(total(y * y), total((X @ beta) * (X @ beta)))),
    "iff, one way": Sequent((), Prop("iff", (relation("gt", a * a, 1), relation("gt", a, 1)), ())),
    "and, second part": Sequent((), Prop("and", (equal(a + b, b + a), equal(a - b, b - a)), ())),
    "implies": Sequent((), Prop("implies", (relation("gt", a, 1), relation("ge", a, 3)), ())),
    "negation": Sequent((), Prop("not", (equal(a * a, 4),), ())),
    "a narrow gap": Sequent((relation("gt", a, 0), relation("gt", 1, a)), relation("gt", const(1) / 4, a * (1 - a))),
}  # fmt: skip

TRUE = {
    "least squares": least_squares(-1),
    "weight norm": weight_norm(True),
    "generalised least squares": generalised_least_squares(True),
    "divergence": Sequent(DENSITIES, relation("ge", divergence(q, p), 0)),
    "trace": Sequent((), equal(trace(A @ B), trace(B @ A))),
    "undefined at 0": Sequent((), equal(a / a, 1)),
    "undefined when negative": Sequent((), equal(log(a * b), log(a) + log(b))),
    "undefined when singular": Sequent((), equal(A @ inv(A), eye(n))),
    "mask": Sequent((equal(eps * eps, eps), equal(mean("eps", eps), a * ones(N))),
                    equal(mean("eps", total(eps * eps)), number(N) * a)),
}  # fmt: skip

RECURSION = Sequent(
    (quantifier("forall", bound_t, equal(member(bound_t + 1), a * member(bound_t) + 1)), equal(member(const(0)), 0)),
    equal(member(t + 1), a),
)


def column(at: Term) -> Term:
    return sequence("h", at, (n, ONE))


place, row, step = index("%1", n), index("%2", n), nat("%3")
above = bsum(place, is_zero(row - 1 - place) * column(step)[place])  # the entry above it; 0 above the first
ENTRIES = Sequent(
    (
        quantifier(
            "forall", step, quantifier("forall", row, equal(column(step + 1)[row], column(step)[row] + above + 1))
        ),
    ),
    relation("gt", 2, column(t)),
)
BEHIND = Sequent(
    (), Prop("implies", (relation("gt", a, 0), quantifier("forall", bound, relation("ge", bound * a, bound))), ())
)
EXISTS = Sequent((quantifier("exists", bound_matrix, equal(A @ bound_matrix, eye(n))),), equal(A, eye(n)))
