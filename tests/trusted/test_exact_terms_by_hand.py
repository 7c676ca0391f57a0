"""Terms that do not fit, members that are not given, and what else has no value at an instance."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from proofread.trusted import terms as t
from proofread.trusted.exact import EMPTY, Instance, InstanceError, Undefined, evaluate, holds, read_instance
from proofread.trusted.instances import Interpretation, Polynomial
from proofread.trusted.sizes import ONE, Size, size_sum, size_symbol
from proofread.trusted.terms import Prop, Term, array, const, deriv, relation, var
from proofread.trusted.trees import bind

N = size_symbol("N", 0)
OMEGA = ("Omega", True)
TWO, THREE = Size((), 2), Size((), 3)
M, COLUMN, ROW = array([[1, 2], [3, 4]]), array([5, -6]), array([[1, 2, 3]])
V = var("v", (N, ONE))
k = t.nat("k")


def exactly(term: Term, instance: Instance = EMPTY) -> list[Any]:
    out = evaluate(term, instance)
    return [x.lo for x in out.flat if x.is_point]


@pytest.mark.parametrize(
    ("term", "why"),
    [
        (Term("matmul", (M, ROW), (), (TWO, THREE)), "inner sizes differ"),
        (Term("matmul", (ROW, COLUMN), (), ()), "inner sizes differ"),
        (Term("matmul", (const(2), M), (), (TWO, TWO)), "inner sizes differ"),
        (Term("add", (M, COLUMN), (), (TWO, TWO)), "dims .* beside"),
        (Term("mul", ()), "mul of nothing"),
        (Term("power", (M,), (-1,), (TWO, TWO)), "an exponent is a natural number"),
        (Term("power", (M,), ("2",), (TWO, TWO)), "an exponent is a natural number"),
        (Term("natpow", (const(2), const(-1))), "not a natural number"),
        (Term("natpow", (const(2), const(Fraction(1, 2)))), "not a natural number"),
        (Term("natpow", (const(2), COLUMN)), "not a natural number"),
        (Term("natpow", (ROW, const(2)), (), ROW.shape), "square one is needed"),
        (Term("entry", (COLUMN, const(2), const(0))), "the entry"),
        (Term("entry", (M, const(0))), "the entry"),
        (Term("const", (), (0.5,)), "not a rational number"),
        (Term("diag", (const(3),), (), ()), "it takes a column"),
        (Term("diag", (ROW,), (), (THREE, THREE)), "it takes a column"),
        (Term("array", (COLUMN, COLUMN), (), (TWO, ONE)), "not a scalar"),
        (Term("transpose", (M,), (), (TWO, THREE)), "in a term that says"),
        (Term("divide", (M, M)), "the operator 'divide' has no value"),
    ],
    ids=lambda x: x.op if isinstance(x, Term) else "",
)
def test_a_term_that_no_constructor_makes_has_no_value(term: Term, why: str) -> None:
    with pytest.raises(Undefined, match=why):
        evaluate(term, EMPTY)
    assert holds(Prop("equal", (term, term), ()), EMPTY) is None
    assert holds(Prop("apart", (term, term), ()), EMPTY) is None


def test_one_entry_may_be_called_a_scalar_and_no_more() -> None:
    """The one entry of a 1×1 value where the term says it is a scalar; not two entries, and not the other way round."""
    assert exactly(Term("add", (array([[7]]), const(1)), (), ())) == [8]
    for value, shape in ((const(7), (ONE, ONE, ONE)), (const(7), (TWO, ONE)), (array([[7]]), (TWO, ONE)), (COLUMN, ())):
        with pytest.raises(Undefined, match="in a term that says"):
            evaluate(Term("add", (value, const(1)), (), shape), EMPTY)


def test_a_number_counts_as_a_matrix_of_one_entry() -> None:
    """Its transpose is itself, its pseudo-inverse its reciprocal, 0 of 0; beside a row or a column it scales."""
    assert exactly(Term("transpose", (const(3),), (), ())) == [3]
    assert [exactly(Term("pinv", (const(q),), (), ())) for q in (4, 0)] == [[Fraction(1, 4)], [0]]
    assert exactly(Term("matmul", (const(2), ROW), (), ROW.shape)) == [2, 4, 6]
    assert exactly(Term("matmul", (COLUMN, const(2)), (), COLUMN.shape)) == [10, -12]


def test_a_size_used_as_a_number_may_be_negative() -> None:
    """An axis of N − 3 has no such length; the number N − 3 is −1 where N is 2."""
    fewer = size_sum([(1, N), (-3, ONE)])
    assert exactly(t.number(fewer), Instance({"N": 2}, {}, {}, {}, {})) == [-1]
    with pytest.raises(InstanceError, match="is -1, which is negative"):
        evaluate(t.ones(fewer), Instance({"N": 2}, {}, {}, {}, {}))


# --- sequences --------------------------------------------------------------------------------------------------------


def sequence(values: list[str], constant: bool, at: object) -> tuple[Term, Instance]:
    term = t.sequence("a", at, ())
    given = {"kind": "sequence", "values": values, **({"then": "constant"} if constant else {})}
    return term, read_instance({"functions": {"a": given}}, [term])


def test_a_sequence_that_stays_constant_has_all_its_members() -> None:
    for at, member in ((0, 4), (1, -2), (2, 7), (3, 7), (10**9, 7)):
        assert exactly(*sequence(["4", "-2", "7"], True, at)) == [member]


def test_of_another_only_the_members_given_are_known() -> None:
    assert exactly(*sequence(["4", "-2", "7"], False, 2)) == [7]
    for at in (3, 10**9):
        with pytest.raises(Undefined, match=f"the member {at} of a, of which the instance gives 3"):
            evaluate(*sequence(["4", "-2", "7"], False, at))
    nothing = Interpretation("sequence", constant=True)
    with pytest.raises(Undefined, match="of which the instance gives 0"):
        evaluate(t.sequence("a", 0, ()), Instance({}, {}, {}, {}, {"a": nothing}))


# --- functions --------------------------------------------------------------------------------------------------------


def with_field(meaning: Interpretation) -> Instance:
    return Instance({"N": 2}, {}, {}, {}, {"L": meaning})


def test_a_field_is_the_polynomial_that_is_given() -> None:
    """1 + 2x₀ + x₀x₁ + 3x₁² − x₁³ at (5, −6)."""
    p = Polynomial(1, (2, 0), ((0, 1), (0, 3)), (0, -1))
    applied = t.apply("L", "field", COLUMN)
    assert exactly(applied, with_field(Interpretation("field", (p,)))) == [1 + 10 - 30 + 3 * 36 + 216]


def test_a_polynomial_for_another_argument_is_not_cut_to_fit() -> None:
    applied = t.apply("L", "field", COLUMN)
    for p in (Polynomial(1, (2,)), Polynomial(1, (), ((0,) * 3,) * 3), Polynomial(1, (), (), (1, 1, 1))):
        with pytest.raises(InstanceError, match="for another argument than one of 2 entries"):
            evaluate(applied, with_field(Interpretation("field", (p,))))


def test_a_function_of_another_kind_is_another_function() -> None:
    entrywise = Interpretation("entrywise", coefficients=(0, 1))
    assert exactly(t.apply("L", "entrywise", COLUMN), with_field(entrywise)) == [5, -6]
    for kind in ("field", "map"):
        with pytest.raises(InstanceError, match=f"the function L has no interpretation of kind {kind}"):
            evaluate(t.apply("L", kind, COLUMN, (TWO, ONE)), with_field(entrywise))
    with pytest.raises(InstanceError, match="of kind sequence"):
        evaluate(t.sequence("L", 0, ()), with_field(entrywise))


def test_a_map_fills_the_shape_it_says() -> None:
    meaning = Interpretation("map", (Polynomial(0, (1, 1)), Polynomial(3)))
    assert exactly(t.apply("L", "map", COLUMN, (TWO, ONE)), with_field(meaning)) == [-1, 3]
    with pytest.raises(ValueError, match="2 entries do not fill"):
        evaluate(t.apply("L", "map", COLUMN, (THREE, ONE)), with_field(meaning))


# --- derivatives ------------------------------------------------------------------------------------------------------


def test_a_derivative_is_taken_in_a_variable_that_is_a_number_or_a_tensor() -> None:
    """Not in a random variable, whose derivative would be that of an operator on functions; nor in an index."""
    random, i = var("r", (), OMEGA), t.index("i", TWO)
    for bound in (random, i, k):
        with pytest.raises(Undefined, match="a derivative in a random variable"):
            evaluate(Term("deriv", (bound * bound, const(1)), (bound,), ()), EMPTY)


def test_a_row_in_a_number_is_a_row() -> None:
    for body, shape in ((ROW, (1, 3)), (COLUMN, (2, 1)), (M, (2, 2))):
        moving = bind(lambda v, p: deriv(v, p, const(5)), var("?x"), var("?x") * body)
        out = evaluate(moving, EMPTY)
        assert out.dims == shape and exactly(moving) == exactly(body)


def test_a_matrix_in_a_matrix_has_four_axes() -> None:
    """∂(2X)[a, b]/∂X[c, d] is 2 where a = c and b = d."""
    whole = bind(lambda v, p: deriv(v, p, M), var("?x", M.shape), 2 * var("?x", M.shape))
    out = evaluate(whole, EMPTY)
    assert out.dims == (2, 2, 2, 2)
    assert [x.lo for x in out.flat] == [2 * (a == c and b == d) for a in "01" for b in "01" for c in "01" for d in "01"]


# --- powers of matrices -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("exponent", range(9))
def test_powers_of_a_matrix_are_fibonacci_numbers(exponent: int) -> None:
    a, b = 0, 1
    for _ in range(exponent):
        a, b = b, a + b
    power = t.power(array([[1, 1], [1, 0]]), k)
    assert exactly(power, read_instance({"nats": {"k": exponent}}, [power])) == [b, a, a, b - a]


# --- integrals --------------------------------------------------------------------------------------------------------


def test_a_space_without_points_has_no_integral() -> None:
    average = t.integral(OMEGA, const(1))
    for instance in (EMPTY, Instance({}, {("Omega", False): (1,)}, {}, {}, {})):
        with pytest.raises(InstanceError, match="the space Omega has no points"):
            evaluate(average, instance)
        with pytest.raises(InstanceError, match="the space Omega has no points"):
            holds(relation("equal", var("r", (), OMEGA), 0), instance)


def test_a_random_number_has_a_value_at_each_point_only() -> None:
    r = var("r", (), OMEGA)
    given = {"spaces": {"Omega": ["1/4", "3/4"]}, "values": {"r": {"points": ["8", "-4"]}}}
    instance = read_instance(given, [r])
    assert exactly(t.integral(OMEGA, r), instance) == [-1] and exactly(t.integral(OMEGA, r * r), instance) == [28]
    with pytest.raises(Undefined, match="r depends on the point of Omega"):
        evaluate(r, instance)
    assert holds(relation("ge", r * r, 16), instance) is True and holds(relation("gt", r, 0), instance) is False
