from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

import proofread as p
from proofread.language.errors import ClaimError
from proofread.trusted import exact, instances, sizes, terms, trees
from proofread.trusted.terms import Prop

n, m = p.Size("n"), p.Size("m")
ONE = sizes.ONE
Z = p.Space("Z")
x, c = terms.var("x", (n, ONE)), terms.var("c", (n, ONE))
t = terms.var("t")
H, W = terms.var("H", (n, n)), terms.var("W", (n, m))
eps, eta = terms.var("eps", (), ("eps", True)), terms.var("eta", (), ("eta", True))
q, r = terms.var("q", (), ("Z", False)), terms.var("r", (), ("Z", False))
INSTANCE: dict[str, Any] = {
    "sizes": {"n": 2, "m": 3},
    "values": {
        "x": ["1", "-2"],
        "c": ["3", "5"],
        "t": "3",
        "H": [["2", "1"], ["0", "3"]],
        "W": [["1", "2", "3"], ["4", "5", "6"]],
        "eps": {"points": ["1", "-1", "6"]},
        "eta": {"points": ["0", "2"]},
        "q": {"points": ["1/4", "3/4"]},
        "r": {"points": ["1/2", "1/2"]},
    },
    "spaces": {"eps": ["1/3", "1/3", "1/3"], "eta": ["1/4", "3/4"], "Z": ["1", "1"]},
}


def holds(prop: Prop) -> bool | None:
    names = {str(u.data[0]) for u in trees.free_variables(prop)}
    inside = [u for u in trees.subnodes(prop) if u.op == "var" and u.data[1]]
    given = {
        "sizes": {k: INSTANCE["sizes"][k] for k, _ in trees.size_names(prop)},
        "values": {k: w for k, w in INSTANCE["values"].items() if k in names},
        "spaces": {u.data[1][0]: INSTANCE["spaces"][u.data[1][0]] for u in inside},
    }
    return exact.holds(prop, instances.read_instance(given, [prop]))


def test_gradients_of_scalars_columns_and_matrices() -> None:
    assert holds(p.equal(p.grad(lambda s: s**3)(t), 27))
    assert holds(p.equal(p.grad(lambda u: c.T @ u + p.norm2(u))(x), c + 2 * x))
    assert holds(p.equal(p.grad(lambda a: p.norm2(a))(W), 2 * W))
    assert holds(p.equal(p.grad(lambda u: u.T @ H @ u)(x), (H + H.T) @ x))
    assert holds(p.equal(p.grad(lambda u: u.T @ H @ u)(x), 2 * H @ x)) is False


def test_a_gradient_is_taken_at_the_point_and_closed() -> None:
    made = p.grad(lambda u: p.dot(u, c))(2 * x)
    assert made.op == "deriv" and made.args[1] == 2 * x
    assert trees.free_variables(made) == {x, c}
    assert made == p.grad(lambda other: p.dot(other, c))(2 * x)


def test_nested_gradients() -> None:
    inner = lambda u: p.norm2(p.grad(lambda w: w.T @ H @ w)(u))
    assert holds(p.equal(p.grad(inner)(x), 2 * (H + H.T) @ (H + H.T) @ x))


def test_jacobians_and_hessians() -> None:
    assert holds(p.equal(p.jac(lambda u: H @ u)(x), H))
    assert p.jac(lambda s: p.array([[1], [2], [3]]) * s)(t).shape[0].const == 3
    assert holds(p.equal(p.hess(lambda u: u.T @ H @ u)(x), H + H.T))
    assert holds(p.equal(p.hess(lambda s: s**3)(t), 18))


def test_the_derivative_of_an_entrywise_function() -> None:
    assert holds(p.equal(p.derivative(lambda u: u**3)(x), 3 * x**2))
    sigma = p.Entrywise.declare("sigma").value
    assert p.derivative(sigma)(x).shape == x.shape


def test_rows_and_columns() -> None:
    assert holds(p.equal(p.row(W, 1), 4 * p.unit(0, m) + 5 * p.unit(1, m) + 6 * p.unit(2, m)))
    assert holds(p.equal(p.column(W, 2), W @ p.unit(2, m))) and p.column(W, 2).shape == (n, ONE)
    assert holds(p.equal(p.bsum(lambda i: p.unit(i, n) @ p.unit(i, n).T, n), p.eye(n)))
    assert holds(p.equal(p.bsum(lambda i: p.norm2(p.row(W, i)), n), p.norm2(W)))
    assert holds(p.equal(p.bsum(lambda i: p.row(W, i) @ p.row(W, i).T, n), W.T @ W))
    assert p.row(x, 0).shape == () and "n×1" in str(terms.is_poison(p.row(W, 0) + p.column(W, 0)))


def test_stationary() -> None:
    assert p.stationary(lambda u: p.norm2(u - c), x) == p.equal(p.grad(lambda u: p.norm2(u - c))(x), 0)
    assert holds(p.stationary(lambda u: p.norm2(u - c), c)) and not holds(p.stationary(lambda u: p.norm2(u - c), x))


def test_a_gradient_of_a_column_is_poison() -> None:
    assert "use jac" in str(terms.is_poison(p.grad(lambda u: H @ u)(x)))
    assert terms.is_poison(p.grad(lambda u: p.norm2(u))(x + W)) is not None


def test_a_gradient_of_no_function_is_an_error() -> None:
    with pytest.raises(ClaimError, match="grad takes a function"):
        p.grad(x)(x)
    with pytest.raises(ClaimError, match="statement where a term"):
        p.grad(lambda u: p.nonzero(u))(x)


def test_expectations_integrate_every_probability_space() -> None:
    assert holds(p.equal(p.E(eps), 2)) and holds(p.equal(p.E(eps * eta), 3)) and holds(p.equal(p.E(eta**2), 3))
    assert p.E(t) is t
    assert trees.free_spaces(p.E(eps * eta * q)) == {("Z", False)}


def test_variance_and_covariance() -> None:
    assert holds(p.equal(p.Var(eps), Fraction(26, 3)))
    assert holds(p.equal(p.Cov(eps, eta), 0)) and holds(p.equal(p.Cov(eps, 2 * eps + eta), Fraction(52, 3)))
    assert p.Var(terms.var("e", (n, ONE), ("e", True))).shape == (n, n)
    assert "n×m" in str(terms.is_poison(p.Var(W)))


def test_densities() -> None:
    assert holds(p.equal(p.integral(Z, q), 1))
    assert holds(p.equal(p.E(r, under=q, on=Z), Fraction(1, 2)))
    assert holds(p.gt(p.KL(q, q, Z), -1)) and holds(p.lt(p.KL(q, q, Z), Fraction(1, 10**9)))
    assert holds(p.gt(p.KL(q, r, Z), Fraction(13, 100))) and holds(p.lt(p.KL(q, r, Z), Fraction(131, 1000)))
    assert holds(p.gt(p.entropy(q, Z), Fraction(562, 1000))) and holds(p.lt(p.entropy(q, Z), Fraction(563, 1000)))


def test_a_density_needs_its_space() -> None:
    with pytest.raises(ClaimError, match=r"E\(f, under=q, on=Z\)"):
        p.E(r, under=q)
    with pytest.raises(ClaimError, match="not a measure space"):
        p.integral("Z", q)  # type: ignore[arg-type]


def test_the_log_density_of_a_normal_distribution() -> None:
    """At π = 1/2 and variance 1 the constant is log 1 = 0, and −‖x − c‖²/2 is left."""
    half = Fraction(1, 2)
    assert holds(p.equal(p.log_normal_density(x, c, 1, pi=half), Fraction(-53, 2)))
    assert holds(p.equal(p.log_normal_density(t, 1, 4, pi=Fraction(1, 8)), -half))
    assert terms.is_poison(p.log_normal_density(x, c, H, pi=half)) is not None
