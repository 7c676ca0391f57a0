"""What facts refuse, and which conditions they name for what has to be defined; sizes of the terms they make."""

from __future__ import annotations

from fractions import Fraction

import pytest

from proofread.trusted import exact
from proofread.trusted import scalar_terms as s
from proofread.trusted import terms as t
from proofread.trusted.facts import FACTS, apply_fact
from proofread.trusted.terms import Prop, Term, const, nat, var
from proofread.trusted.trees import bind, open_binder, size_names
from proofread.trusted.well_formed import well_formed
from tests.trusted.attacks import A, D, E, M, N, X, apart, e, x

V, P = var("?v"), nat("?n")
OF_NUMBERS = sorted(name for name, row in FACTS.items() if row.build.__module__.endswith("facts_limits") and row.sorts)


def limit(body: Term) -> Term:
    return bind(lambda v, p: s.limit(v, p), V, body)


def limit_at(body: Term, c: object) -> Term:
    return bind(lambda v, p: s.limit_at(v, p, c), V, body)


def integral(body: Term, a: object, b: object) -> Term:
    return bind(lambda v, p: s.definite(v, p, a, b), V, body)


def series(body: Term) -> Term:
    return bind(lambda v, p: s.series(v, p), P, body)


def of_sort(sort: str, inside: Term) -> Term:
    """A term of the sort in which `inside` stands, a number, random or not."""
    return {
        "scalar": inside, "natural": const(2), "limit": limit(V + inside), "limit_at": limit_at(V + inside, 0),
        "definite": integral(V + inside, 0, 1), "ray": bind(lambda v, p: s.ray(v, p, 1), V, V + inside),
        "series": series(P + inside),
    }[sort]  # fmt: skip


def at_some(p: Prop) -> list[bool | None]:
    """∀v (guard ⇒ …) at some numbers."""
    return [exact.holds(open_binder(p, const(Fraction(k, 4))), exact.EMPTY) for k in range(24)]


# --- what is random -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", OF_NUMBERS)
def test_a_limit_or_sum_is_one_of_numbers(name: str) -> None:
    """Said of e at all points at once, it would be said of a limit that differs from point to point."""
    sorts = FACTS[name].sorts
    assert well_formed(apply_fact(name, [of_sort(sort, const(3)) for sort in sorts])[1])
    for random in (e, E(e), t.exp(E(e)) + 1):
        for k, sort in enumerate(sorts):
            if sort != "natural":
                args = [of_sort(other, random if j == k else const(3)) for j, other in enumerate(sorts)]
                with pytest.raises(ValueError, match="not random"):
                    apply_fact(name, args)


@pytest.mark.parametrize("name", ["limit_of_decay", "limit_of_gaussian_decay"])
def test_a_power_that_decays_is_a_small_number(name: str) -> None:
    assert well_formed(apply_fact(name, [const(1), const(12)])[1])
    for n in (const(13), const(100), nat("n"), nat("n") + 1):
        with pytest.raises(ValueError, match="small number"):
            apply_fact(name, [const(1), n])


# --- what has to be defined -----------------------------------------------------------------------------------------


def test_what_is_integrated_is_defined_between_the_bounds() -> None:
    """F(v) = v has the slope 1, and so would have v/v, which is undefined at 0."""
    d = integral(V * t.recip(V), 0, 1)
    conditions, _ = apply_fact("integral_between", [d, d.data[0]])
    assert any(False in at_some(c) for c in conditions if c.op == "forall")
    assert len(conditions) == 3  # the order of the bounds, v ≠ 0, the equation
    good = integral(const(1), 0, 1)
    conditions, _ = apply_fact("integral_between", [good, good.data[0]])
    assert all(False not in at_some(c) for c in conditions if c.op == "forall")


def test_functions_that_agree_are_defined() -> None:
    undefined, y = limit(t.recip(V - 5) * (V - 5)), limit(const(1))
    conditions, _ = apply_fact("limit_of_the_same", [undefined, y])
    assert conditions[0] == s.converges(y) and len(conditions) == 3
    assert exact.holds(open_binder(conditions[1], const(5)), exact.EMPTY) is False
    conditions, _ = apply_fact("limit_of_the_same", [y, limit(const(2))])
    assert len(conditions) == 2 and False in at_some(conditions[1])


def test_a_derivative_exists_before_it_is_a_limit() -> None:
    """|v| has none at 0; the quotient that is printed is defined near the place."""
    corner = limit_at(t.absolute(V) * t.recip(V), 0)
    conditions, _ = apply_fact("limit_is_derivative", [corner, t.absolute(corner.data[0])])
    assert apart(const(0)) in conditions
    pole = limit_at(t.recip(V - Fraction(1, 4)) * V, 0)
    conditions, _ = apply_fact("limit_is_derivative", [pole, pole.data[0] * pole.data[0]])
    assert len(conditions) == 2 and False in at_some(conditions[0])
    plain = limit_at(V, 0)
    conditions, _ = apply_fact("limit_is_derivative", [plain, plain.data[0] * plain.data[0]])
    assert len(conditions) == 1 and False not in at_some(conditions[0])


def test_terms_of_a_sum_that_agree_are_defined() -> None:
    undefined, y = series(t.recip(P - 5) * (P - 5)), series(const(1))
    conditions, _ = apply_fact("series_the_same", [undefined, y])
    assert conditions[0] == s.converges(y) and len(conditions) == 3
    assert [exact.holds(open_binder(conditions[1], const(k)), exact.EMPTY) for k in (4, 5)] == [True, False]


# --- kinds of terms -------------------------------------------------------------------------------------------------


def gradient(body: Term, v: Term, at: Term) -> Term:
    return bind(lambda b, p: t.deriv(b, p, at), v, body)


def test_a_gradient_is_one_of_a_number() -> None:
    v, w = var("?w"), var("?x", (N, t.ONE))
    good = (gradient(v * v, v, const(1)), gradient(t.total(w * w), w, x))
    bad = (gradient(v * x, v, const(1)), gradient(2 * w, w, x), t.deriv(v, v * v, const(1)) + 1)
    for name in ("minimum_stationary", "maximum_stationary", "local_minimum_stationary"):
        for d in good:
            assert well_formed(apply_fact(name, [d])[1])
        for d in bad:
            with pytest.raises(ValueError, match="takes a gradient term"):
                apply_fact(name, [d])


@pytest.mark.parametrize(
    "a",
    [t.apply("f", "entrywise", x), t.apply("F", "map", x, ()), t.apply("L", "field", X),
     t.apply("L", "field", var("s")),
     t.apply("L", "field", var("C", (N, t.ONE, N))), t.apply("L", "field", x) + 1, x],
)  # fmt: skip
def test_a_field_is_one_of_a_column(a: Term) -> None:
    with pytest.raises(ValueError, match="takes a field term"):
        apply_fact("expansion_to_second_order", [a])


def test_a_field_of_a_column_has_an_expansion() -> None:
    assert well_formed(apply_fact("expansion_to_second_order", [t.apply("L", "field", x)])[1])


# --- sizes ----------------------------------------------------------------------------------------------------------

ROW, Y = var("y", (t.ONE, N)), var("Y", (D, M))


@pytest.mark.parametrize("name", ["upper_part", "lower_part", "parts_apart", "parts_whole", "kron_of_identities"])
def test_what_is_said_of_rows_speaks_of_rows(name: str) -> None:
    _, conclusion = apply_fact(name, [X, Y])
    assert size_names(conclusion) == {("N", 1), ("d", 1)} and well_formed(conclusion)


@pytest.mark.parametrize("name", ["upper_part", "lower_part", "parts_apart", "parts_whole", "kron_of_identities"])
def test_one_row_is_a_number(name: str) -> None:
    for args in ([ROW, ROW], [ROW, X], [X, ROW]):
        _, conclusion = apply_fact(name, args)
        assert well_formed(conclusion)


def test_the_zero_between_two_numbers_is_zero() -> None:
    _, conclusion = apply_fact("parts_apart", [ROW, ROW])
    assert conclusion.args[1] == const(0)


def test_places_of_more_than_one_row() -> None:
    for args in ([ROW, X], [X, ROW], [ROW, ROW]):
        with pytest.raises(ValueError, match="more than one row each"):
            apply_fact("kron_of_places", args)
    assert well_formed(apply_fact("kron_of_places", [X, A])[1])


def test_names_that_a_fact_makes_are_canonical() -> None:
    """Bound variables are called %1, %2, … from inside out: evidence is written with these names."""
    _, conclusion = apply_fact("kron_of_places", [X, A])
    names = []
    while conclusion.op == "forall":
        names.append(conclusion.data[0].data[0])
        conclusion = conclusion.args[0]
    assert names == sorted(names, reverse=True) and all(n[1:].isdigit() for n in names)
