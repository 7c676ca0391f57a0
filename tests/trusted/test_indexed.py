"""The indexed normal form against brute force: canonical form, product, summation and renaming, sizes 0 to 3."""

from __future__ import annotations

import random
from collections.abc import Sequence
from fractions import Fraction
from itertools import product
from typing import Any

import pytest

from proofread.trusted import indexed as ix
from proofread.trusted.indexed import DELTA, Factor, Head, Index, Poly, Refused, normal
from proofread.trusted.instances import read_instance
from proofread.trusted.lower import variable_head
from proofread.trusted.sizes import ONE, size_symbol
from proofread.trusted.terms import relation, var
from tests.trusted.indexed_values import Values

N, D = size_symbol("N", 0), size_symbol("d", 0)
VARIABLES = [var("s"), var("x", (N, ONE)), var("y", (N, ONE)), var("z", (D, ONE)), var("A", (N, N)), var("B", (N, D)),
             var("T", (N, N, D))]  # fmt: skip
SLOTS = {variable_head(v): tuple(str(n) for n in v.shape if not n.is_one) for v in VARIABLES}
FREE: list[Index] = [("a", "N"), ("b", "N"), ("c", "d")]
Rng = random.Random


def factors(rng: Rng, most: int = 4, delta: float = 0.3) -> list[Factor]:
    """A random product. Labels are few, so that indices repeat; numbers are bound."""
    out: list[Factor] = []
    for _ in range(rng.randint(0, most)):
        if rng.random() < delta:
            size = rng.choice(["N", "d"])
            out.append((DELTA, (label(size, rng), label(size, rng))))
        else:
            head = rng.choice(list(SLOTS))
            out.append((head, tuple(label(size, rng) for size in SLOTS[head])))
    return out


def label(size: str, rng: Rng) -> Index:
    bound: list[Index] = [(k + (10 if size == "d" else 0), size) for k in range(3)]
    return rng.choice(bound + [i for i in FREE if i[1] == size])


def polynomial(rng: Rng) -> tuple[Poly, list[tuple[Fraction, list[Factor]]]]:
    written = [(Fraction(rng.randint(-3, 3), rng.randint(1, 2)), factors(rng, 3)) for _ in range(rng.randint(0, 3))]
    return ix.plus(*(normal(c, f) for c, f in written)), written


def values(rng: Rng, n: int, d: int, largest: int = 5) -> Values:
    def tensor(dims: Sequence[int]) -> Any:
        if not dims:
            return str(Fraction(rng.randint(-largest, largest), rng.randint(1, 3)))
        return [tensor(dims[1:]) for _ in range(dims[0])]

    sizes = {"N": n, "d": d}
    drawn = {v.data[0]: tensor([k.value(sizes) for k in v.shape]) for v in VARIABLES}
    statements = [relation("equal", v, 0) for v in VARIABLES]
    return Values(read_instance({"sizes": sizes, "values": drawn}, statements))


def by_force(v: Values, c: Fraction, written: list[Factor], at: dict[Index, int]) -> Fraction:
    """Every bound index that is written runs through its range, δ included."""
    return c * v.monomial(tuple(written), at)


def places(v: Values) -> list[dict[Index, int]]:
    return [dict(zip(FREE, p, strict=True)) for p in product(*(range(v.extent(i[1])) for i in FREE))] or [{}]


def at_all(v: Values) -> list[dict[Index, int]]:
    """Places for the free indices; at empty ranges there is none, and nothing to compare."""
    found = places(v)
    return [] if found == [{}] else found[:6]


def shuffled(written: list[Factor], rng: Rng) -> list[Factor]:
    """The same product: other order, other numbers for the bound indices."""
    bound = sorted({i for _, labels in written for i in labels if isinstance(i[0], int)})
    numbers = rng.sample(range(100), len(bound))
    to: dict[Index, Index] = {i: (k, i[1]) for i, k in zip(bound, numbers, strict=True)}
    out = [(h, tuple(to.get(i, i) for i in labels)) for h, labels in written]
    rng.shuffle(out)
    return [(h, labels[::-1]) if h == DELTA and rng.random() < 0.5 else (h, labels) for h, labels in out]


@pytest.mark.parametrize("seed", range(6))
def test_a_shuffled_product_has_the_same_form(seed: int) -> None:
    rng = Rng(seed)
    for _ in range(150):
        written = factors(rng, 5)
        form = normal(Fraction(1), written)
        assert form == normal(Fraction(1), shuffled(written, rng)), written


@pytest.mark.parametrize("seed", range(6))
def test_the_form_is_worth_what_was_written(seed: int) -> None:
    rng = Rng(100 + seed)
    for _ in range(60):
        written = factors(rng)
        form, v = normal(Fraction(2, 3), written), values(rng, rng.randint(0, 3), rng.randint(0, 3))
        for at in at_all(v) if any(i in FREE for _, labels in written for i in labels) else [{}]:
            assert v.poly(form, at) == by_force(v, Fraction(2, 3), written, at), written


def test_other_values_have_other_forms_and_other_forms_other_values() -> None:
    """Numbers large and at random tell products apart, so that equal values come from equal forms only."""
    rng = Rng(7)
    generic = [values(rng, 3, 2, 10**6), values(rng, 2, 3, 10**6)]
    at: dict[Index, int] = {("a", "N"): 0, ("b", "N"): 1, ("c", "d"): 1}
    forms: dict[tuple[Fraction, ...], Any] = {}
    for _ in range(1200):
        written = factors(rng, 3, delta=0.1)
        key = tuple(by_force(v, Fraction(1), written, at) for v in generic)
        form = ix.freeze(normal(Fraction(1), written))
        if any(h == DELTA for m, _ in form for h, _ in m):
            continue  # δ between free indices is a number at each place
        assert forms.setdefault(key, form) == form
    assert len(forms) > 300


@pytest.mark.parametrize("seed", range(4))
def test_product_sum_and_scale(seed: int) -> None:
    rng = Rng(200 + seed)
    for _ in range(40):
        (p, _), (q, _) = polynomial(rng), polynomial(rng)
        v = values(rng, rng.randint(1, 3), rng.randint(1, 2))
        for at in at_all(v):
            assert v.poly(ix.times(p, q), at) == v.poly(p, at) * v.poly(q, at)
            assert v.poly(ix.plus(p, q, p), at) == 2 * v.poly(p, at) + v.poly(q, at)
            assert v.poly(ix.scale(Fraction(-1, 3), p), at) == -v.poly(p, at) / 3
        assert ix.times(p, q) == ix.times(q, p) and ix.plus(p, ix.scale(-1, p)) == {}


@pytest.mark.parametrize("seed", range(4))
def test_bind_sums_and_counts_what_does_not_mention_the_index(seed: int) -> None:
    rng = Rng(300 + seed)
    for _ in range(40):
        p, _ = polynomial(rng)
        i = rng.choice(FREE)
        v = values(rng, rng.randint(0, 3), rng.randint(0, 2))
        others = [j for j in FREE if j != i]
        for place in product(*(range(v.extent(j[1])) for j in others)):
            at = dict(zip(others, place, strict=True))
            true = sum((v.poly(p, {**at, i: k}) for k in range(v.extent(i[1]))), Fraction(0))
            assert v.poly(ix.bind(p, i), at) == true
        assert i not in ix.free_indices(ix.bind(p, i))


@pytest.mark.parametrize("seed", range(4))
def test_sums_at_once_are_sums_one_after_another(seed: int) -> None:
    """Also of monomials that are not in canonical form, with δ among them and indices they do not mention."""
    rng = Rng(f"{seed}:at once")
    for _ in range(60):
        p, written = polynomial(rng)
        raw = ix.plus(*({tuple(fs): c} for c, fs in written))
        indices = sorted({*ix.free_indices(raw), ("z", "N")}, key=str)
        chosen = rng.sample(indices, rng.randint(1, len(indices)))
        one_by_one = p
        for i in chosen:
            one_by_one = ix.bind(one_by_one, i)
        assert ix.bind(p, *chosen) == ix.bind(raw, *chosen) == one_by_one


@pytest.mark.parametrize("seed", range(4))
def test_renaming_is_evaluating_elsewhere(seed: int) -> None:
    rng = Rng(400 + seed)
    a, b, c = FREE
    for _ in range(40):
        p, _ = polynomial(rng)
        v = values(rng, rng.randint(1, 3), rng.randint(1, 2))
        for at in at_all(v):
            assert v.poly(ix.rename(p, {a: b}), at) == v.poly(p, {**at, a: at[b]})
            assert v.poly(ix.rename(p, {a: b, b: a}), at) == v.poly(p, {**at, a: at[b], b: at[a]})
    with pytest.raises(Refused, match="another size"):
        ix.rename({}, {a: c})


def test_replacing_every_factor_by_itself_changes_nothing() -> None:
    rng, made = Rng(5), iter(range(10**6))

    def fresh(size: str) -> Index:
        return f"~{next(made)}", size

    for _ in range(80):
        p, _ = polynomial(rng)
        assert ix.map_factors(p, lambda f: normal(Fraction(1), [f]), fresh) == p


def test_counting() -> None:
    n: Poly = {((Head("#", "N"), ()),): Fraction(1)}
    assert ix.count("N") == n and ix.count("2*N+1") == ix.plus(ix.scale(2, n), ix.constant(1)) and ix.count("0") == {}
    with pytest.raises(Refused, match="no number of points"):
        ix.count("~Om")


def test_loops_of_delta_count_once() -> None:
    i, j, k = ((n, "N") for n in range(3))
    size = ix.count("N")
    assert normal(Fraction(1), [(DELTA, (i, i))]) == size
    assert normal(Fraction(1), [(DELTA, (i, j)), (DELTA, (j, i))]) == size
    assert normal(Fraction(1), [(DELTA, (i, j)), (DELTA, (j, k)), (DELTA, (k, i))]) == size
    assert normal(Fraction(1), [(DELTA, (i, i)), (DELTA, (j, j))]) == ix.times(size, size)
    a, b = FREE[:2]
    assert normal(Fraction(1), [(DELTA, (a, a))]) == ix.constant(1)
    assert normal(Fraction(1), [(DELTA, (a, b)), (DELTA, (b, a))]) == ix.delta(a, b)


@pytest.mark.parametrize("pair", [(("a", "N"), ("c", "d")), ((0, "N"), (1, "d")), (("p", "~Om"), ("q", "~Om"))])
def test_delta_is_between_indices_of_one_finite_size(pair: tuple[Index, Index]) -> None:
    with pytest.raises(Refused, match="δ between"):
        ix.delta(*pair)


def test_symmetric_products_with_many_ties_have_one_form() -> None:
    """Cycles and cliques, where refinement alone cannot tell the indices apart."""
    rng = Rng(11)
    head = variable_head(VARIABLES[4])
    edges = {
        "two triangles": [(0, 1), (1, 2), (2, 0), (3, 4), (4, 5), (5, 3)],
        "one hexagon": [(0, 1), (1, 2), (2, 3), (3, 4), (4, 5), (5, 0)],
        "complete": [(i, j) for i in range(4) for j in range(4) if i != j],
    }
    forms = []
    for pairs in edges.values():
        written = [(head, ((i, "N"), (j, "N"))) for i, j in pairs]
        form = normal(Fraction(1), written)
        assert all(normal(Fraction(1), shuffled(written, rng)) == form for _ in range(10))
        forms.append(ix.freeze(form))
    assert len(set(forms)) == len(forms)


def test_heads_are_told_apart_and_cannot_be_changed() -> None:
    p = normal(Fraction(1), [(variable_head(VARIABLES[1]), (("$0", "N"),))])
    q = normal(Fraction(1), [(variable_head(VARIABLES[2]), (("$0", "N"),))])
    made = [Head("exp", "", (ix.freeze(p),)), Head("exp", "", (ix.freeze(q),)), Head("log", "", (ix.freeze(p),)),
            Head("maximum", "", (ix.freeze(p), ix.freeze(q))), Head("maximum", "", (ix.freeze(q), ix.freeze(p))),
            Head("exp", "", (ix.freeze(ix.plus(p, q)),)), Head("exp", "", (ix.freeze(ix.scale(2, p)),))]  # fmt: skip
    assert len(set(made)) == len({h.key for h in made}) == len(made)
    with pytest.raises(AttributeError, match="immutable"):
        made[0].key = made[1].key


def test_there_is_no_cache_to_write_to() -> None:
    """A canonical form remembered in a default argument or a module would be trusted state."""
    held = [name for name, x in vars(ix).items() if isinstance(x, dict | list | set) and not name.startswith("__")]
    assert held == []
    functions = [f for f in vars(ix).values() if callable(f) and getattr(f, "__module__", "") == ix.__name__]
    assert not any(isinstance(d, dict | list | set) for f in functions for d in getattr(f, "__defaults__", None) or ())
