"""`lower` and `exact` are two readings of a term. Random terms of every operator must be worth the same in both."""

from __future__ import annotations

import random
from fractions import Fraction
from itertools import product
from typing import Any

import pytest

from proofread.trusted import terms as t
from proofread.trusted.exact import Undefined, evaluate, read_instance
from proofread.trusted.indexed import Poly, Refused
from proofread.trusted.lower import ROWS, Lowering, axes
from proofread.trusted.sizes import ONE, Size, size_symbol
from proofread.trusted.terms import Term
from proofread.trusted.trees import bind, free_spaces, free_variables, substitute
from tests.trusted.indexed_values import Values

N, D = size_symbol("N"), size_symbol("d")
OMEGA = ("Om", True)
SHAPES: list[tuple[Size, ...]] = [(), (N, ONE), (D, ONE), (N, D), (D, N), (N, N), (D, D), (ONE, N)]
Rng = random.Random


def leaf(shape: tuple[Size, ...], rng: Rng) -> Term:
    name = "x" + "_".join(map(str, shape)) + rng.choice("ab")
    space = OMEGA if rng.random() < 0.2 else None
    options = [t.var(("r" if space else "") + name, shape, space)] * 3
    if not shape:
        options += [t.const(Fraction(rng.randint(-3, 3), rng.randint(1, 2))), t.number(rng.choice([N, D]))]
    if len(shape) == 2 and shape[0] == shape[1]:
        options.append(t.eye(shape[0]))
    return rng.choice(options)


def term(shape: tuple[Size, ...], depth: int, rng: Rng) -> Term:
    """A random well-sized term over every operator that has an exact rational value."""
    if depth == 0:
        return leaf(shape, rng)
    made = rng.choice(makers(shape))(shape, depth - 1, rng)
    return made if made.op != "ill" else leaf(shape, rng)


def makers(shape: tuple[Size, ...]) -> list[Any]:
    out = [_add, _mul, _power, _recip]
    if not shape:
        return [*out, _trace, _total, _matmul, _field, _bsum, _integral, _shifted]
    out += [_matmul, _transpose, _scale]
    if len(shape) == 2 and shape[0] == shape[1]:
        out += [_diag, _inv]
    if shape[1].is_one:
        out += [_grad, _diagonal]
    return out


def _add(s: Any, k: int, rng: Rng) -> Term:
    return term(s, k, rng) + term(s, k, rng)


def _mul(s: Any, k: int, rng: Rng) -> Term:
    return term(s, k, rng) * term(s, k, rng)


def _scale(s: Any, k: int, rng: Rng) -> Term:
    return term((), k, rng) * term(s, k, rng)


def _power(s: Any, k: int, rng: Rng) -> Term:
    return term(s, k, rng) ** rng.randint(0, 2)


def _recip(s: Any, k: int, rng: Rng) -> Term:
    return t.recip(term(s, k, rng))


def _matmul(s: Any, k: int, rng: Rng) -> Term:
    rows, columns = s or (ONE, ONE)
    middle = rng.choice([N, D, ONE])
    return term(_tidy(rows, middle), k, rng) @ term(_tidy(middle, columns), k, rng)


def _tidy(a: Size, b: Size) -> tuple[Size, ...]:
    return () if a.is_one and b.is_one else (a, b)


def _transpose(s: Any, k: int, rng: Rng) -> Term:
    return term(s[::-1], k, rng).T


def _trace(s: Any, k: int, rng: Rng) -> Term:
    n = rng.choice([N, D])
    return t.trace(term((n, n), k, rng))


def _total(s: Any, k: int, rng: Rng) -> Term:
    return t.total(term(rng.choice(SHAPES[1:]), k, rng))


def _diag(s: Any, k: int, rng: Rng) -> Term:
    return t.diag(term((s[0], ONE), k, rng))


def _diagonal(s: Any, k: int, rng: Rng) -> Term:
    return t.diagonal(term((s[0], s[0]), k, rng))


def _inv(s: Any, k: int, rng: Rng) -> Term:
    return t.inv(term(s, min(k, 1), rng))


def _field(s: Any, k: int, rng: Rng) -> Term:
    return t.apply("L", "field", term((N, ONE), k, rng))


def _grad(s: Any, k: int, rng: Rng) -> Term:
    """The gradient of a random scalar term, some of whose leaves are the variable, at a random point."""
    variable = t.var("%t", s)
    inner = term((), k, rng)
    body = inner * t.total(variable * term(s, k, rng)) + t.total(t.recip(variable * variable + 1))
    if rng.random() < 0.5:
        body = body + t.trace(t.inv(t.eye(s[0]) + variable @ variable.T) @ term((s[0], s[0]), 0, rng))
    if s[0] == N:
        body = body + t.apply("L", "field", variable * term((), k, rng))
    return bind(lambda v, b: t.deriv(v, b, term(s, k, rng)), variable, body)


def _bsum(s: Any, k: int, rng: Rng) -> Term:
    i = t.index("%i", N)
    return bind(t.bsum, i, term((N, ONE), k, rng)[i] * term((N, N), k, rng)[i, i] + term((), k, rng))


def _shifted(s: Any, k: int, rng: Rng) -> Term:
    """Entries at computed places, weighted by the place: two or three indices, of equal or different sizes."""
    sizes = [rng.choice([N, D, ONE]) for _ in range(rng.randint(2, 3))]
    places = [t.index(f"%{name}", size) for name, size in zip("ijk", sizes, strict=False)]
    body = t.is_zero(sum((rng.randint(-2, 2) * i for i in places), t.const(rng.randint(-1, 1))))
    for i, size in zip(places, sizes, strict=True):
        body = body * (i + rng.randint(0, 1))
        if not size.is_one:
            body = body * term((size, ONE), k, rng)[i]
    for i in places:
        body = bind(t.bsum, i, body)
    return body


def _integral(s: Any, k: int, rng: Rng) -> Term:
    return t.integral(OMEGA, term(s, k, rng))


def instance(nodes: list[Term], rng: Rng) -> Any:
    sizes = {"N": rng.randint(1, 3), "d": rng.randint(1, 3)}
    points = rng.randint(1, 2)
    q = lambda: str(Fraction(rng.randint(-4, 4), rng.randint(1, 3)))

    def tensor(shape: Any) -> Any:
        dims = [s.value(sizes) for s in shape]
        if not dims:
            return q()
        column = len(shape) == 2 and shape[1].is_one
        return [q() if column else [q() for _ in range(dims[1])] for _ in range(dims[0])]

    values = {}
    for v in sorted({v for n in nodes for v in free_variables(n)}, key=repr):
        drawn = {"points": [tensor(v.shape) for _ in range(points)]} if v.data[1] else tensor(v.shape)
        values[v.data[0]] = drawn
    n = sizes["N"]
    field = {"kind": "field", "constant": q(), "linear": [q() for _ in range(n)],
             "quadratic": [[q() for _ in range(n)] for _ in range(n)],
             "cubic_diagonal": [q() for _ in range(n)]}  # fmt: skip
    weights = ["1"] if points == 1 else ["1/3", "2/3"]
    return {"sizes": sizes, "values": values, "spaces": {"Om": weights}, "functions": {"L": field}}


def compare(x: Term, rng: Rng) -> bool:
    """Whether both readings gave a value; they must agree then."""
    closed = t.integral(OMEGA, x) if free_spaces(x) else x
    drawn = read_instance(instance([closed], rng), [closed])
    try:
        true = evaluate(closed, drawn)
        run = Lowering()
        at = axes(closed.shape, "_")
        poly = run.lower(closed, at)
    except (Undefined, Refused, RuntimeError):
        return False
    values = Values(drawn)
    open_axes = [i for i in at if i is not None]
    extents = [values.extent(i[1]) for i in open_axes]
    for flat, place in enumerate(product(*map(range, extents))):
        exact = true.flat[flat]
        assert exact.lo == exact.hi
        assert values.poly(poly, dict(zip(open_axes, place, strict=True))) == exact.lo, repr(closed)
    return True


@pytest.mark.parametrize("seed", range(12))
def test_lower_and_exact_agree(seed: int) -> None:
    rng, compared = random.Random(seed), 0
    for _ in range(30):
        x = term(rng.choice(SHAPES), rng.randint(1, 3), rng)
        compared += compare(x, rng)
    assert compared >= 12


@pytest.mark.parametrize("place", [lambda i, j: i - j, lambda i, j: i + j, lambda i, j: 2 * i - j, lambda i, j: j - i])
@pytest.mark.parametrize("sizes", [(N, N), (N, D), (D, ONE)])
def test_where_two_places_meet(place: Any, sizes: Any) -> None:
    """[i − j = 0] is contracted where both run over the same range, and nothing else is."""
    i, j = t.index("%i", sizes[0]), t.index("%j", sizes[1])
    x = t.is_zero(place(i, j)) * (i + 1) * (j + 2)
    for k in (i, j):
        x = bind(t.bsum, k, x)
    assert sum(compare(x, random.Random(seed)) for seed in range(9)) == 9


def test_every_operator_has_a_row_or_is_known_to_have_none() -> None:
    from proofread.trusted.exact_terms import ROWS as exact_rows

    assert set(exact_rows) - set(ROWS) == {"array"}


def test_powers_of_one_base_add_up() -> None:
    """a^(s + k + 2) is a·a·a^k·a^s, for numbers and matrices, and w[s + k] is w[k + s]."""
    s, k, m = t.nat("s"), t.nat("k"), t.nat("m")
    a, matrix = t.var("a"), t.var("A", (N, N))

    def same(x: Term, y: Term) -> bool:
        run = Lowering()
        at = axes(x.shape, "_")
        return run.lower(x, at) == run.lower(y, at)

    assert same(t.power(a, s + k + 2), a * t.power(a, k) * t.power(a, s) * a)
    assert same(t.power(matrix, s + k + 1), t.power(matrix, k) @ matrix @ t.power(matrix, s)) is False  # order is fixed
    assert same(t.power(matrix, s + k), t.power(matrix, k + s))
    assert not same(t.power(a, s + k), t.power(a, s + m)) and not same(t.power(a, s + k), t.power(a, s) + t.power(a, k))
    w = lambda n: t.sequence("w", n, (N, ONE))
    assert same(w(s + k + 1), w(k + 1 + s)) and not same(w(s + k), w(s + m)) and not same(w(s + k), w(s + k + 1))
    assert not same(w(s), w(s + s))


def lowered(x: Term) -> Poly:
    return Lowering().lower(x, ())


@pytest.mark.parametrize("names", [("a", "z"), ("z", "a")])
def test_a_function_of_two_places_is_one_whatever_they_are_called(names: tuple[str, str]) -> None:
    """[i − j − p = 0] and e^(x_i − 2x_j): their head does not hang on the names of i and j."""
    i, j = (t.index(name, N) for name in names)
    x, p = t.var("x", (N, ONE)), t.index("p", D)
    for term in (t.is_zero(i - j - p), t.exp(x[i] - 2 * x[j])):
        (((head, places),),) = lowered(term)
        other = lowered(substitute(term, {i: t.index("k", N), j: t.index("l", N)}))
        (((same, moved),),) = other
        assert head == same
        by = {names[0]: "k", names[1]: "l"}
        assert [by.get(str(q[0]), q[0]) for q in places] == [q[0] for q in moved]


def test_an_indicator_does_not_tell_a_difference_from_its_opposite() -> None:
    i, j, p = t.index("i", N), t.index("j", N), t.index("p", D)
    assert lowered(t.is_zero(i - j - p)) == lowered(t.is_zero(p + j - i)) == lowered(t.is_zero(3 * i - 3 * j - 3 * p))
    assert lowered(t.is_zero(i - j - p)) != lowered(t.is_zero(j - i - p))
