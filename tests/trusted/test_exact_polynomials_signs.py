"""One real number under connectives and over indices: parts that do not speak of it, and parts that are unknown."""

from __future__ import annotations

from fractions import Fraction

from proofread.trusted import terms as t
from proofread.trusted.exact import holds, read_instance
from proofread.trusted.exact_polynomials import _sturm
from proofread.trusted.exact_scalars import Work
from proofread.trusted.sizes import Size
from proofread.trusted.terms import Prop, array, connective, const, index, relation, var
from tests.trusted.contradictions import all_of, some_of

v, s, i = var("?v"), var("s"), index("?i", Size((), 2))
ROOTS = array([1, 3])


def judged(prop: Prop, s_is: int = 1) -> bool | None:
    return holds(prop, read_instance({"values": {"s": str(s_is)}} if s in prop.free else {}, [prop]))


def cube(right: object) -> Prop:
    return relation("equal", v**3, right)


def test_a_part_that_does_not_speak_of_the_number_is_what_it_is() -> None:
    """∃v: v³ = 8 and s > 0 hangs on s; with √2·√2 = 2 beside it nothing is known."""
    for value in (1, -1):
        assert judged(some_of(v, connective("and", cube(8), relation("gt", s, 0))), value) is (value > 0)
        assert judged(all_of(v, connective("or", relation("ge", v**4, v**3), relation("gt", s, 0))), value) is (
            value > 0
        )
    unknown = relation("equal", t.sqrt(const(2)) ** 2, 2)
    assert judged(some_of(v, connective("and", cube(8), unknown))) is None


def test_an_index_inside_is_written_out() -> None:
    """∃v ∀i: (v³ − 1 ≥ 0) at every i is one condition for each; v³ is above both of 1 and 3, and below neither."""
    below = relation("gt", ROOTS[i], v**3)
    assert judged(some_of(v, all_of(i, below))) is True and judged(all_of(v, some_of(i, below))) is False
    assert judged(some_of(v, connective("and", all_of(i, below), cube(2)))) is False  # 2 lies between them
    assert judged(some_of(v, connective("and", some_of(i, below), cube(2)))) is True


def test_two_roots_of_which_one_is_double() -> None:
    """(v − 1)²(v² − 2) and its derivative have v − 1 in common; it is below 0 between −√2 and √2 but for v = 1."""
    p = (v - 1) ** 2 * (v * v - 2)
    assert judged(some_of(v, connective("and", relation("gt", 0, p), relation("gt", v, 1)))) is True
    assert judged(some_of(v, connective("and", relation("equal", p, 0), relation("gt", v, 2)))) is False
    assert judged(all_of(v, connective("implies", relation("gt", v * v, 2), relation("gt", p, 0)))) is True


def test_the_chain_of_a_double_root_ends_with_the_common_factor() -> None:
    """(v − 1)² leaves no remainder by its derivative 2(v − 1); v² − 2 leaves a constant by 2v."""
    one, two = Fraction(1), Fraction(2)
    assert _sturm((one, -two, one), Work(1000)) == [(1, -2, 1), (-2, 2)]
    chain = _sturm((-two, Fraction(0), one), Work(1000))
    assert chain == [(-2, 0, 1), (0, 2), (1,)]
