"""The exact evaluator on random terms: against NumPy floats, to find blunders, and its derivatives against difference
quotients that it computes itself at 400 bits."""

from __future__ import annotations

import inspect
import random
import re
from collections.abc import Callable
from fractions import Fraction
from itertools import count
from typing import Any

import numpy as np
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from proofread.trusted import scalar_terms as analysis
from proofread.trusted import terms, terms_matrices
from proofread.trusted.enclosures import point
from proofread.trusted.exact import (
    ROWS,
    OutOfBudget,
    Undefined,
    evaluate,
    read_instance,
)
from proofread.trusted.exact_scalars import primal
from proofread.trusted.sizes import ONE, Size, size_symbol
from proofread.trusted.terms import (
    Term,
    absolute,
    apply,
    array,
    bsum,
    const,
    deriv,
    diag,
    diagonal,
    entry,
    exp,
    eye,
    floor,
    index,
    integral,
    inv,
    is_zero,
    log,
    maximum,
    nat,
    number,
    ones,
    pinv,
    power,
    recip,
    sequence,
    sign,
    sqrt,
    tanh,
    total,
    trace,
    transpose,
    var,
)
from proofread.trusted.terms_matrices import above, beside, det, kron, rank, vec
from proofread.trusted.trees import bind

N, D = size_symbol("N", 0), size_symbol("d", 0)
OMEGA = ("Omega", True)
X, Y, S = var("X", (N, D)), var("Y", (N, D)), var("S", (D, D))
V, C, R = var("v", (D, ONE)), var("c"), var("r", (D, ONE), OMEGA)
T_NAT, I_D = nat("t"), index("i", D)


NAMES = count()


def lambda_term(shape: tuple[Size, ...], body: Callable[[Term], Term]) -> tuple[Term, Term]:
    """A bound variable and a body, under a canonical name."""
    temporary = var(f"temporary{next(NAMES)}", shape)
    return bind(lambda v, b: (v, b), temporary, body(temporary))


def grad(body: Callable[[Term], Term], at: Term) -> Term:
    variable, inside = lambda_term(at.shape, body)
    return deriv(variable, inside, at)


def sum_over(size: Size, body: Callable[[Term], Term]) -> Term:
    temporary = index(f"temporary{next(NAMES)}", size)
    return bind(bsum, temporary, body(temporary))


def poly(rng: random.Random, n: int) -> dict[str, Any]:
    return {"constant": q(rng), "linear": [q(rng) for _ in range(n)],
            "quadratic": [[q(rng) for _ in range(n)] for _ in range(n)],
            "cubic_diagonal": [q(rng) for _ in range(n)]}  # fmt: skip


def q(rng: random.Random) -> str:
    """Small rationals, often 0 or equal to each other."""
    return str(Fraction(rng.choice([-3, -2, -1, 0, 0, 1, 1, 2, 3]), rng.choice([1, 1, 2, 3])))


def witness(seed: int, n: int, d: int) -> dict[str, Any]:
    """A value for everything the fuzzed terms can mention."""
    rng = random.Random(seed)
    matrix = lambda a, b: [[q(rng) for _ in range(b)] for _ in range(a)]
    column = lambda a: [q(rng) for _ in range(a)]
    return {
        "sizes": {"N": n, "d": d},
        "values": {"X": matrix(n, d), "Y": matrix(n, d), "S": matrix(d, d), "v": column(d), "c": q(rng),
                   "r": {"points": [column(d), column(d), column(d)]}},
        "spaces": {"Omega": ["1/2", "1/3", "1/6"]},
        "nats": {"t": rng.randrange(3)},
        "indices": {"i": 0},
        "functions": {
            "L": {"kind": "field", **poly(rng, d)},
            "G": {"kind": "map", "components": [poly(rng, d) for _ in range(n)]},
            "phi": {"kind": "entrywise", "coefficients": [q(rng) for _ in range(4)]},
            "w": {"kind": "sequence", "values": [column(d) for _ in range(4)]},
        },
    }  # fmt: skip


# --- an independent evaluator in floats, one row an operator --------------------------------------------------------

Floats = dict[Any, Any]


def as_float(t: Term, env: Floats) -> Any:
    """NumPy's value. `env` holds the witness as floats, bound variables, and the points of spaces."""
    a = [as_float(x, env) for x in t.args] if t.op not in terms.BINDERS else []
    with np.errstate(all="ignore"):
        return NUMPY[t.op](t, a, env)


def shaped(t: Term, env: Floats, flat: Any) -> Any:
    return np.reshape(flat, [s.value(env["sizes"]) for s in t.shape])


def np_var(t: Term, a: Any, env: Floats) -> Any:
    if t in env:
        return env[t]
    given = env["values"][t.data[0]]
    return shaped(t, env, numbers(given["points"][env[t.data[1]]] if t.data[1] else given))


def numbers(given: Any) -> Any:
    return [numbers(x) for x in given] if isinstance(given, list) else float(Fraction(given))


def np_number(section: str) -> Any:
    return lambda t, a, env: env[t] if t in env else float(env[section][t.data[0]])


def np_power(x: Any, k: Any) -> Any:
    return np.linalg.matrix_power(x, int(k)) if np.ndim(x) else np.float64(x) ** int(k)


def np_poly(p: Any, x: Any) -> float:
    b, a, k = (np.array(numbers(p[part]), dtype=float) for part in ("linear", "quadratic", "cubic_diagonal"))
    x = np.ravel(x)
    return float(Fraction(p["constant"])) + b @ x + (x @ a @ x if len(x) else 0) + k @ x**3


def np_apply(t: Term, a: Any, env: Floats) -> Any:
    f = env["functions"][t.data[0]]
    if t.data[1] == "entrywise":
        return np.polynomial.polynomial.polyval(a[0], numbers(f["coefficients"]))
    return np_poly(f, a[0]) if t.data[1] == "field" else shaped(t, env, [np_poly(p, a[0]) for p in f["components"]])


def np_sequence(t: Term, a: Any, env: Floats) -> Any:
    return shaped(t, env, numbers(env["functions"][t.data[0]]["values"][int(a[0])]))


def np_bsum(t: Term, a: Any, env: Floats) -> Any:
    v = t.data[0]
    zero = np.zeros([s.value(env["sizes"]) for s in t.shape])
    return sum((as_float(t.args[0], {**env, v: float(i)}) for i in range(v.data[1].value(env["sizes"]))), zero)


def np_members(t: Term, env: Floats) -> list[Any]:
    return [as_float(t.args[0], {**env, t.data[0]: float(k)}) for k in range(int(as_float(t.args[1], env)))]


def np_definite(t: Term, a: Any, env: Floats) -> Any:
    """By the rule of midpoints, whose errors the comparison allows for."""
    low, high = (as_float(x, env) for x in t.args[1:])
    at = low + (high - low) * (np.arange(2000) + 0.5) / 2000
    return sum(as_float(t.args[0], {**env, t.data[0]: x}) for x in at) * (high - low) / 2000


def np_integral(t: Term, a: Any, env: Floats) -> Any:
    weights = numbers(env["spaces"][t.data[0][0]])
    return sum(w * as_float(t.args[0], {**env, t.data[0]: k}) for k, w in enumerate(weights))


def clear_of(distance: Any) -> None:
    """Leave out points so near a jump that a rounding error may cross it; distance 0 is taken as meant."""
    d = np.abs(np.asarray(distance, dtype=float))
    assume(not np.any((d > 0) & (d < 1e-9)))


def np_jump(function: Callable[[Any], Any], distance: Callable[[Any], Any]) -> Any:
    def row(t: Term, a: Any, env: Floats) -> Any:
        clear_of(distance(a[0]))
        return function(np.asarray(a[0], dtype=float))

    return row


def np_recip(x: Any) -> Any:
    return np.where(x == 0, 0.0, 1 / x)


def np_pinv(t: Term, a: Any, env: Floats) -> Any:
    if 0 in a[0].shape:
        return np.zeros(a[0].shape[::-1])
    singular = np.linalg.svd(a[0], compute_uv=False)
    assume(not np.any((singular > 1e-12 * singular[0]) & (singular < 1e-5 * singular[0])))
    return np.linalg.pinv(a[0], rcond=1e-9)


def np_rank(t: Term, a: Any, env: Floats) -> Any:
    x = np.atleast_2d(a[0])
    if not x.size:
        return 0.0
    singular = np.linalg.svd(x, compute_uv=False)
    assume(not np.any((singular > 1e-12 * singular[0]) & (singular < 1e-5 * singular[0])))
    return float(np.linalg.matrix_rank(x, tol=1e-9 * max(singular[0], 1e-300)))


def np_inv(t: Term, a: Any, env: Floats) -> Any:
    assume(np.linalg.cond(a[0]) < 1e6)
    return np.linalg.inv(a[0])


NUMPY: dict[str, Callable[[Term, Any, Floats], Any]] = {
    "const": lambda t, a, env: float(t.data[0]),
    "size": lambda t, a, env: float(t.data[0].value(env["sizes"])),
    "var": np_var,
    "index": np_number("indices"),
    "nat": np_number("nats"),
    "eye": lambda t, a, env: np.eye(t.shape[0].value(env["sizes"])),
    "ones": lambda t, a, env: np.ones([s.value(env["sizes"]) for s in t.shape]),
    "array": lambda t, a, env: shaped(t, env, [np.ravel(x)[0] for x in a]),
    "add": lambda t, a, env: sum(a[1:], a[0]),
    "mul": lambda t, a, env: a[0] * a[1],
    "maximum": lambda t, a, env: np.maximum(a[0], a[1]),
    "power": lambda t, a, env: np.float64(a[0]) ** t.data[0] if not np.ndim(a[0]) else a[0] ** t.data[0],
    "natpow": lambda t, a, env: np_power(a[0], a[1]),
    "matmul": lambda t, a, env: shaped(t, env, a[0] @ a[1]),
    "transpose": lambda t, a, env: np.transpose(a[0]),
    "recip": np_jump(np_recip, lambda x: x),
    "exp": lambda t, a, env: np.exp(a[0]),
    "log": lambda t, a, env: np.log(a[0]),
    "sqrt": lambda t, a, env: np.sqrt(a[0]),
    "tanh": lambda t, a, env: np.tanh(a[0]),
    "abs": lambda t, a, env: np.abs(a[0]),
    "sign": np_jump(np.sign, lambda x: x),
    "floor": np_jump(np.floor, lambda x: x - np.round(x)),
    "is_zero": np_jump(lambda x: (x == 0).astype(float), lambda x: x),
    "inv": np_inv,
    "pinv": np_pinv,
    "trace": lambda t, a, env: np.trace(a[0]),
    "det": lambda t, a, env: np.linalg.det(np.atleast_2d(a[0])) if np.size(a[0]) else 1.0,
    "rank": np_rank,
    "kron": lambda t, a, env: np.kron(np.atleast_2d(a[0]), np.atleast_2d(a[1])),
    "vec": lambda t, a, env: np.reshape(a[0], (-1, 1), order="F"),
    "above": lambda t, a, env: np.vstack([np.atleast_2d(x) for x in a]),
    "beside": lambda t, a, env: np.hstack([np.atleast_2d(x) for x in a]),
    "diagonal": lambda t, a, env: shaped(t, env, np.diagonal(a[0])),
    "diag": lambda t, a, env: np.diagflat(a[0]),
    "total": lambda t, a, env: np.sum(a[0]),
    "entry": lambda t, a, env: a[0][tuple(int(i) for i in a[1:])],
    "apply": np_apply,
    "sequence": np_sequence,
    "sin": lambda t, a, env: np.sin(a[0]),
    "cos": lambda t, a, env: np.cos(a[0]),
    "atan": lambda t, a, env: np.arctan(a[0]),
    "pi": lambda t, a, env: np.pi,
    "natsum": lambda t, a, env: sum(np_members(t, env), 0.0),
    "natprod": lambda t, a, env: np.prod(np_members(t, env)),
    "definite": np_definite,
    "bsum": np_bsum,
    "integral": np_integral,
}


def operators_of_terms() -> set[str]:
    """The operators that `terms` builds, read from its source: every literal that names one."""
    source = "".join(map(inspect.getsource, (terms, terms_matrices, analysis)))
    named = set(re.findall(r'(?:Term|_make|_entrywise|_of_square|_of_naturals|_of_a_real)\("(\w+)"', source))
    return named - {"ill", "ray", "limit", "limit_at"}  # limits have no value at an instance


def test_every_operator_of_terms_has_a_row() -> None:
    assert operators_of_terms() == set(ROWS), "missing or stray rows of the exact evaluator"
    assert set(NUMPY) == set(ROWS) - {"deriv"}, "missing or stray rows of the NumPy evaluator in this test"


# --- random terms ---------------------------------------------------------------------------------------------------


def scalar_terms(draw: Any, depth: int, extra: tuple[Term, ...]) -> Term:
    """A random scalar; `extra` are bound columns, usable like v."""
    if depth <= 0:
        column = draw(st.sampled_from([V, *extra]))
        leaves = [const(Fraction(3, 2)), const(-1), number(D), number(N), T_NAT, I_D]
        return draw(st.sampled_from([*leaves, C, total(column)]))
    s = lambda: scalar_terms(draw, depth - 1, extra)
    c = lambda: column_terms(draw, depth - 1, extra)
    m = lambda: square_terms(draw, depth - 1, extra)
    f = lambda: total(c())
    inner_gradient = lambda: total(grad(lambda z: scalar_terms(draw, depth - 1, (*extra, z)), c()))
    menu: list[Callable[[], Term]] = [
        lambda: s() + s(), lambda: s() * s(), lambda: s() / s(), lambda: maximum(s(), s()), lambda: power(s(), 3),
        lambda: power(s(), T_NAT), lambda: exp(tanh(s())), lambda: log(1 + power(s(), 2)),
        lambda: sqrt(power(s(), 2) + const(2)), lambda: absolute(s()), lambda: sign(s()), lambda: floor(s()),
        lambda: is_zero(s()), lambda: analysis.sin(s()), lambda: analysis.cos(s()) * analysis.atan(s()),
        lambda: bind(lambda v, b: analysis.natsum(v, b, T_NAT + 1), nat("?k"), s() * nat("?k")),
        lambda: bind(lambda v, b: analysis.natprod(v, b, T_NAT), nat("?k"), s() + nat("?k")),
        lambda: transpose(c()) @ c(), lambda: trace(m()), lambda: det(m()), lambda: rank(m()),
        lambda: total(vec(kron(m(), c()))), lambda: det(above(beside(m(), c()), beside(transpose(c()), s()))),
        lambda: rank(above(X, m())), f, lambda: total(X * Y),
        lambda: apply("L", "field", c()), lambda: sum_over(N, lambda k: entry(apply("G", "map", c(), (N, ONE)), k)),
        lambda: entry(array([s(), s()]), 1), lambda: inner_gradient() if extra else s(),
        lambda: integral(OMEGA, transpose(R) @ c()),
        lambda: integral(OMEGA, exp(tanh(total(R * c())))), lambda: apply("phi", "entrywise", s()),
    ]  # fmt: skip
    return draw(st.sampled_from(menu))()


def column_terms(draw: Any, depth: int, extra: tuple[Term, ...]) -> Term:
    if depth <= 0:
        return draw(st.sampled_from([V, ones(D), sequence("w", T_NAT, (D, ONE)), *extra]))
    c = lambda: column_terms(draw, depth - 1, extra)
    s = lambda: scalar_terms(draw, depth - 1, extra)
    menu: list[Callable[[], Term]] = [
        lambda: c() + c(), lambda: c() * c(), lambda: s() * c(), lambda: c() + s(), lambda: tanh(c()),
        lambda: diag(c()) @ c(), lambda: diagonal(square_terms(draw, depth - 1, extra)), lambda: pinv(X) @ (X @ c()),
        lambda: square_terms(draw, depth - 1, extra) @ c(), lambda: sequence("w", T_NAT + 1, (D, ONE)) + c(),
        lambda: apply("phi", "entrywise", c()), lambda: sum_over(D, lambda k: entry(c(), k) * V),
        lambda: integral(OMEGA, R * c()), lambda: recip(c()), lambda: maximum(c(), 0),
    ]  # fmt: skip
    return draw(st.sampled_from(menu))()


def square_terms(draw: Any, depth: int, extra: tuple[Term, ...]) -> Term:
    if depth <= 0:
        return draw(st.sampled_from([S, eye(D), ones(D, D), transpose(X) @ Y, diag(V)]))
    m = lambda: square_terms(draw, depth - 1, extra)
    menu: list[Callable[[], Term]] = [
        lambda: m() @ m(), lambda: transpose(m()), lambda: inv(m()), lambda: pinv(m()), lambda: power(m(), T_NAT),
        lambda: m() + eye(D), lambda: pinv(X) @ X, lambda: diag(column_terms(draw, depth - 1, extra)),
        lambda: column_terms(draw, depth - 1, extra) @ transpose(column_terms(draw, depth - 1, extra)),
    ]  # fmt: skip
    return draw(st.sampled_from(menu))()


@st.composite
def any_term(draw: Any) -> Term:
    kind = draw(st.sampled_from([scalar_terms, column_terms, square_terms]))
    return kind(draw, draw(st.integers(2, 3)), ())


SLOW = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow, HealthCheck.filter_too_much]}


@st.composite
def witnesses(draw: Any) -> dict[str, Any]:
    return witness(draw(st.integers(0, 10**6)), draw(st.integers(0, 3)), draw(st.integers(1, 3)))


def value_or_skip(t: Term, given: dict[str, Any], precision: int = 96) -> Any:
    try:
        return evaluate(t, read_instance(given, [t], work=300_000), precision)
    except (Undefined, OutOfBudget):
        assume(False)


def middles(flat: Any) -> Any:
    boxes = [primal(x) for x in flat]
    return np.array([float((box.lo + box.hi) / 2) for box in boxes])


@settings(max_examples=300, **SLOW)
@given(any_term(), witnesses())
def test_random_terms_agree_with_numpy(t: Term, values: dict[str, Any]) -> None:
    """A float tolerance, and only here: to find blunders, not to decide."""
    ours = value_or_skip(t, values)
    theirs = np.ravel(as_float(t, values))
    assume(np.all(np.isfinite(theirs)) and np.max(np.abs(theirs), initial=0) < 1e6)
    assert ours.dims == tuple(s.value(values["sizes"]) for s in t.shape)
    np.testing.assert_allclose(middles(ours.flat), theirs, rtol=1e-6, atol=1e-6)


@st.composite
def derivatives(draw: Any) -> tuple[Term, Term]:
    """A bound column and a body that may mention it, itself with derivatives inside."""
    make = draw(st.sampled_from([scalar_terms, column_terms]))
    depth = draw(st.integers(2, 3))
    return lambda_term((D, ONE), lambda x: make(draw, depth, (x,)))


@settings(max_examples=200, **SLOW)
@given(derivatives(), witnesses())
def test_derivatives_agree_with_difference_quotients(pair: tuple[Term, Term], values: dict[str, Any]) -> None:
    variable, body = pair
    ours = value_or_skip(deriv(variable, body, V), values)
    h, at = Fraction(1, 2**60), [Fraction(x) for x in values["values"]["v"]]
    for j in range(len(at)):
        ends = []
        for side in (h, -h):
            moved = [str(x + side * (i == j)) for i, x in enumerate(at)]
            freed = {**values, "values": {**values["values"], variable.data[0]: moved}}
            ends.append([primal(x) for x in value_or_skip(body, freed, 400).flat])
        quotients = [(a - b) * point(1 / (2 * h)) for a, b in zip(*ends, strict=True)]
        for box, quotient in zip(ours.flat[j :: len(at)], quotients, strict=True):
            error = primal(box) - quotient
            assert max(abs(error.lo), abs(error.hi)) <= (1 + abs(quotient.hi)) / 10**12
