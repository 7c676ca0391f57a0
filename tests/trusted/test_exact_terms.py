"""Every operator of terms at small instances, against what it says; and what has no value there."""

from __future__ import annotations

import dataclasses
from fractions import Fraction
from typing import Any

import pytest

from proofread.trusted import exact_terms
from proofread.trusted import terms as t
from proofread.trusted import terms_matrices as tm
from proofread.trusted.enclosures import Undefined, point
from proofread.trusted.exact import evaluate, holds
from proofread.trusted.exact_matrices import Tensor, scalar
from proofread.trusted.exact_scalars import OutOfBudget
from proofread.trusted.exact_terms import scope_of, value
from proofread.trusted.instances import EMPTY, Instance, InstanceError, Interpretation, Polynomial, read_instance
from proofread.trusted.sizes import ONE, Size, size_sum
from proofread.trusted.terms import Prop, Term, const, index, nat, number, var
from tests.trusted.attacks import OMEGA, D, E, M, N, X, e, f, q, s, x

K, V = nat("k"), var("%1")
TWO, THREE = Size((), 2), Size((), 3)


def numbers(found: Tensor) -> list[Fraction]:
    assert all(a.is_point for a in found.flat)  # type: ignore[union-attr]
    return [Fraction(a.lo) for a in found.flat]  # type: ignore[union-attr]


def at(term: Term, **sections: Any) -> list[Any]:
    """The entries, row by row, of which the shape is that of the term."""
    instance = read_instance(sections, [term])
    found = evaluate(term, instance)
    assert found.dims == instance.dims(term.shape)
    return numbers(found)


def plain(term: Term) -> list[Any]:
    return numbers(evaluate(term, EMPTY))


def undefined(term: Term, why: str, instance: Instance = EMPTY) -> None:
    """It has no value, and so no relation in which it stands is true or false."""
    with pytest.raises(Undefined, match=why):
        evaluate(term, instance)
    assert holds(Prop("equal", (term, term), ()), instance) is None
    assert holds(Prop("apart", (term, term), ()), instance) is None


MATRIX = t.array([[1, 2, 3], [4, 5, 6]])
SQUARE = t.array([[1, 2], [3, 4]])
COLUMN = t.array([5, 7])
ROW = Term("array", (const(5), const(7)), (), (ONE, TWO))


# --- shapes ---------------------------------------------------------------------------------------------------------


def test_a_value_has_the_shape_that_the_term_says() -> None:
    undefined(
        Term("transpose", (MATRIX,), (), (TWO, THREE)), r"transpose of dims \(3, 2\) in a term that says \(2, 3\)"
    )
    undefined(Term("transpose", (COLUMN,), (), ()), r"transpose of dims \(1, 2\) in a term that says \(\)")
    undefined(Term("total", (MATRIX,), (), (ONE, ONE)), r"total of dims \(\) in a term that says \(1, 1\)")
    undefined(Term("exp", (MATRIX,), (), ()), "in a term that says")
    one = Term("array", (const(2),), (), (ONE, ONE))
    undefined(Term("diagonal", (one,), (), (ONE,)), r"diagonal of dims \(1, 1\) in a term that says \(1,\)")
    undefined(Term("nonsense", (), (), ()), "the operator 'nonsense' has no value")
    assert plain(Term("matmul", (ROW, COLUMN), (), ())) == [74] and evaluate(ROW @ COLUMN, EMPTY).dims == ()


def test_leaves() -> None:
    assert plain(const(Fraction(2, 3))) == [Fraction(2, 3)]
    assert at(number(size_sum([(2, N), (-5, ONE)])), sizes={"N": 1}) == [-3]
    assert at(t.eye(N), sizes={"N": 2}) == [1, 0, 0, 1] and at(t.ones(N, D), sizes={"N": 1, "d": 3}) == [1, 1, 1]
    assert at(t.ones(M), sizes={"M": 0}) == [] == at(t.eye(M), sizes={"M": 0})
    assert at(K, nats={"k": 3}) == [3] and at(index("i", N), sizes={"N": 3}, indices={"i": 2}) == [2]
    assert at(X, sizes={"N": 1, "d": 2}, values={"X": [["1", "2"]]}) == [1, 2]
    for value_ in (3, True, 0.5, None):
        undefined(Term("const", (), (value_,)), "is not a rational number")
    missing = {"the variable s": s, "the nat k": K, "the index i": index("i", N)}
    for why, term in missing.items():
        with pytest.raises(InstanceError, match=f"{why} has no value"):
            evaluate(term, EMPTY)


def test_entries_are_paid_for() -> None:
    big = read_instance({"sizes": {"N": 1000}}, [t.ones(N, N)], work=10**5)
    for term in (t.ones(N, N), t.eye(N)):
        with pytest.raises(OutOfBudget):
            evaluate(term, big)
    few = read_instance({"sizes": {"N": 3}}, [t.ones(N)], work=4)
    assert evaluate(t.ones(N), few).dims == (3, 1)
    with pytest.raises(OutOfBudget):
        evaluate(t.ones(N), read_instance({"sizes": {"N": 3}}, [t.ones(N)], work=3))
    with pytest.raises(OutOfBudget):
        evaluate(const(1), Instance({}, {}, {}, {}, {}, 0))


def test_bound_variables_have_the_value_they_are_bound_to() -> None:
    scope = scope_of(EMPTY).binding(s, scalar(point(3))).binding(K, scalar(point(2)))
    assert value(s + K, scope).flat == (point(5),) and not scope_of(EMPTY).bound
    assert scope.at(OMEGA, 1).points == {OMEGA: 1} and scope.at(OMEGA, 1).bound == scope.bound and not scope.points
    held = read_instance({"values": {"s": "7"}, "nats": {"k": 9}}, [s + K])
    inner = scope_of(held).binding(s, scalar(point(3))).binding(K, scalar(point(2)))
    assert value(s + K, inner).flat == (point(5),) and value(s + K, scope_of(held)).flat == (point(16),)


# --- entry by entry -------------------------------------------------------------------------------------------------


def test_a_number_stands_beside_every_entry() -> None:
    assert plain(MATRIX + 1) == [2, 3, 4, 5, 6, 7] == plain(1 + MATRIX)
    assert plain(MATRIX * MATRIX) == [1, 4, 9, 16, 25, 36] and plain(t.maximum(MATRIX, 3)) == [3, 3, 3, 4, 5, 6]
    assert plain(t.add(const(1), MATRIX, const(2))) == [4, 5, 6, 7, 8, 9]
    assert plain(t.add(const(2))) == [2] and plain(MATRIX**2) == [1, 4, 9, 16, 25, 36]
    assert at(t.ones(M) + 1, sizes={"M": 0}) == [] == at(1 + t.ones(M), sizes={"M": 0})
    undefined(Term("add", (), ()), "add of nothing")
    undefined(Term("mul", (MATRIX, COLUMN), (), MATRIX.shape), r"dims \(2, 3\) beside \(2, 1\)")
    for k in (-1, "2", None, Fraction(2)):
        undefined(Term("power", (const(2),), (k,)), "an exponent is a natural number")
    assert plain(Term("power", (const(2),), (0,))) == [1]
    undefined(Term("array", (MATRIX, const(1)), (), (TWO, ONE)), "an entry that is not a scalar")
    assert plain(t.sign(t.array([-2, 0, 3]))) == [-1, 0, 1]


# --- matrices -------------------------------------------------------------------------------------------------------


def test_matrices() -> None:
    assert plain(SQUARE @ MATRIX) == [9, 12, 15, 19, 26, 33] and plain(MATRIX.T) == [1, 4, 2, 5, 3, 6]
    assert plain(ROW @ SQUARE) == [26, 38] and plain(COLUMN @ ROW) == [25, 35, 35, 49]
    assert plain(t.inv(SQUARE)) == [-2, 1, Fraction(3, 2), Fraction(-1, 2)]
    assert plain(t.pinv(COLUMN)) == [Fraction(5, 74), Fraction(7, 74)]
    assert evaluate(t.pinv(MATRIX), EMPTY).dims == (3, 2)
    assert plain(t.trace(SQUARE)) == [5] and plain(t.diagonal(SQUARE)) == [1, 4] and plain(t.total(MATRIX)) == [21]
    assert plain(t.diag(COLUMN)) == [5, 0, 0, 7] and plain(t.diagonal(const(3))) == [3]
    for left, right in ((MATRIX, SQUARE), (const(2), SQUARE), (COLUMN, SQUARE)):
        undefined(Term("matmul", (left, right), (), (TWO, TWO)), "inner sizes differ")
    for op in ("trace", "diagonal", "inv"):
        undefined(Term(op, (MATRIX,), (), ()), "where a square one is needed")
    undefined(Term("diag", (MATRIX,), (), ()), "it takes a column")
    undefined(Term("diag", (ROW,), (), ()), "it takes a column")
    undefined(Term("diag", (const(1),), (), ()), "it takes a column")
    cube = t.array([[[1, 2]], [[3, 4]]])
    for op in ("inv", "trace"):
        undefined(Term(op, (cube,), (), ()), "axes where a matrix is needed")


def test_a_number_is_a_matrix_of_one_entry() -> None:
    two, three = const(2), const(3)
    assert plain(Term("matmul", (two, three), (), ())) == [6] and plain(Term("transpose", (two,), (), ())) == [2]
    assert plain(Term("pinv", (two,), (), ())) == [Fraction(1, 2)] and plain(Term("inv", (two,), (), ())) == [
        Fraction(1, 2)
    ]
    assert plain(Term("trace", (two,), (), ())) == [2] and plain(Term("rank", (two,), (), ())) == [1]
    assert at(t.ones(M, TWO) @ COLUMN, sizes={"M": 0}) == [] and plain(Term("pinv", (const(0),), (), ())) == [0]
    assert plain(Term("matmul", (two, ROW), (), ROW.shape)) == [10, 14]  # beside a row or a column it scales
    assert plain(Term("matmul", (COLUMN, two), (), COLUMN.shape)) == [10, 14]


def test_matrices_of_blocks_and_products() -> None:
    assert (
        plain(tm.det(SQUARE)) == [-2] and plain(tm.rank(COLUMN @ ROW)) == [1] and plain(tm.vec(SQUARE)) == [1, 3, 2, 4]
    )
    assert plain(tm.kron(ROW, COLUMN)) == [25, 35, 35, 49] and plain(tm.above(ROW, SQUARE)) == [5, 7, 1, 2, 3, 4]
    assert plain(tm.beside(COLUMN, SQUARE)) == [5, 1, 2, 7, 3, 4]


def test_every_operator_that_has_a_value() -> None:
    assert set(exact_terms.ROWS) == {
        "const", "size", "var", "index", "nat", "eye", "ones", "array", "add", "mul", "maximum", "power", "natpow",
        "matmul", "transpose", "inv", "pinv", "det", "rank", "kron", "vec", "above", "beside", "trace", "diagonal",
        "diag", "total", "entry", "apply", "sequence", "deriv", "bsum", "integral", "pi", "natsum", "natprod",
        "definite", "recip", "exp", "log", "sqrt", "tanh", "abs", "sign", "floor", "is_zero", "sin", "cos", "atan",
    }  # fmt: skip


@pytest.mark.parametrize("k", range(7))
def test_matrix_powers(k: int) -> None:
    rows = [[1, 0], [0, 1]]
    for _ in range(k):
        rows = [[r[0] + 3 * r[1], 2 * r[0] + 4 * r[1]] for r in rows]
    assert at(Term("natpow", (SQUARE, K), (), SQUARE.shape), nats={"k": k}) == [*rows[0], *rows[1]]
    assert at(const(3) ** K, nats={"k": k}) == [3**k]


def test_exponents_and_places_are_natural_numbers() -> None:
    for k in (const(-1), const(Fraction(1, 2)), COLUMN, t.exp(const(1))):
        undefined(Term("natpow", (const(2), k), (), ()), "not a natural number|only enclosed")
        undefined(Term("entry", (COLUMN, k, const(0)), (), ()), "not a natural number|only enclosed")
        undefined(Term("sequence", (k,), ("a",), ()), "not a natural number|only enclosed", SEQUENCES)
    undefined(Term("natpow", (MATRIX, const(2)), (), MATRIX.shape), "square")


def test_entries() -> None:
    for i in range(2):
        for j in range(3):
            assert plain(MATRIX[i, j]) == [3 * i + j + 1]
    cube = t.array([[[1, 2], [3, 4]], [[5, 6], [7, 8]], [[9, 10], [11, 12]]])
    assert [plain(cube[i, j, k]) for i in range(3) for j in range(2) for k in range(2)] == [[n] for n in range(1, 13)]
    for where in ((2, 0), (0, 3), (5, 5)):
        undefined(Term("entry", (MATRIX, *map(const, where)), (), ()), "the entry")
    undefined(Term("entry", (MATRIX, const(0)), (), ()), "the entry")
    undefined(Term("entry", (MATRIX, const(0), const(0), const(0)), (), ()), "the entry")


# --- functions ------------------------------------------------------------------------------------------------------

TWO_MEMBERS = {"nats": {"k": 0}, "functions": {"a": {"kind": "sequence", "values": ["4", "5"]}}}
SEQUENCES = read_instance(TWO_MEMBERS, [t.sequence("a", K, ())])


def test_sequences() -> None:
    for then, found in (({}, [[4], [5]]), ({"then": "constant"}, [[4], [5], [5], [5]])):
        functions = {"a": {"kind": "sequence", "values": ["4", "5"], **then}}
        for k, expected in enumerate(found):
            assert at(t.sequence("a", K, ()), nats={"k": k}, functions=functions) == expected
    undefined(t.sequence("a", 2, ()), "the member 2 of a, of which the instance gives 2", SEQUENCES)
    three = {"a": {"kind": "sequence", "values": ["4", "5", "6"], "then": "constant"}}
    assert at(t.sequence("a", K, ()), nats={"k": 7}, functions=three) == [6]
    none = {"a": {"kind": "sequence", "values": [], "then": "constant"}}
    with pytest.raises(Undefined, match="of which the instance gives 0"):
        at(t.sequence("a", K, ()), nats={"k": 0}, functions=none)
    with pytest.raises(Undefined, match="of which the instance gives 0"):
        evaluate(t.sequence("a", 0, ()), Instance({}, {}, {}, {}, {"a": Interpretation("sequence", constant=True)}))


def test_functions_are_their_polynomials() -> None:
    entrywise = {"f": {"kind": "entrywise", "coefficients": ["1", "-2", "3"]}}
    assert at(t.apply("f", "entrywise", MATRIX), functions=entrywise) == [1 - 2 * n + 3 * n * n for n in range(1, 7)]
    assert at(t.apply("f", "entrywise", MATRIX), functions={"f": {"kind": "entrywise", "coefficients": []}}) == [0] * 6
    field = {"kind": "field", "constant": "2", "linear": ["3", "-1"], "quadratic": [["1", "2"], ["5", "1/2"]],
             "cubic_diagonal": ["1", "-2"]}  # fmt: skip
    a, b = 5, 7
    whole = 2 + 3 * a - b + a * a + 2 * a * b + 5 * a * b + Fraction(b * b, 2) + a**3 - 2 * b**3
    assert at(t.apply("L", "field", COLUMN), functions={"L": field}) == [whole]
    parts = {
        "linear": 3 * a - b,
        "quadratic": a * a + 7 * a * b + Fraction(b * b, 2),
        "cubic_diagonal": a**3 - 2 * b**3,
    }
    for part, expected in parts.items():
        assert at(t.apply("L", "field", COLUMN), functions={"L": {"kind": "field", part: field[part]}}) == [expected]
    components = [{"linear": ["1", "0"]}, {"linear": ["0", "1"]}, {"constant": "9"}, {}]
    two_by_two = t.apply("F", "map", COLUMN, (TWO, TWO))
    assert at(two_by_two, functions={"F": {"kind": "map", "components": components}}) == [5, 7, 9, 0]
    meaning = Interpretation("map", (Polynomial(0, (1, 1)), Polynomial(3)))
    with pytest.raises(ValueError, match="2 entries do not fill"):
        evaluate(t.apply("F", "map", COLUMN, (THREE, ONE)), Instance({}, {}, {}, {}, {"F": meaning}))


def test_functions_without_a_meaning() -> None:
    for kind in ("entrywise", "field", "map"):
        with pytest.raises(InstanceError, match="the function g has no interpretation of kind"):
            evaluate(t.apply("g", kind, COLUMN, ()), EMPTY)
        with pytest.raises(InstanceError, match="the function a has no interpretation of kind"):
            evaluate(t.apply("a", kind, COLUMN, ()), SEQUENCES)
    with pytest.raises(InstanceError, match="of kind sequence"):
        evaluate(t.sequence("L", 0, ()), Instance({}, {}, {}, {}, {"L": Interpretation("field", (Polynomial(1),))}))
    for bad in (Polynomial(0, (1,)), Polynomial(0, (), ((1,),)), Polynomial(0, (), (), (1, 2, 3))):
        with pytest.raises(InstanceError, match="another argument than one of 2 entries"):
            exact_terms._polynomial(scope_of(EMPTY).ops, bad, (point(1), point(2)))


# --- derivatives ----------------------------------------------------------------------------------------------------


def test_derivatives_stand_row_by_row() -> None:
    v = var("%1", (TWO, ONE))
    first, second = t.entry(v, 0), t.entry(v, 1)
    assert plain(t.deriv(v, first * first * second, COLUMN)) == [70, 25]
    body = t.array([first * second, first + 3 * second, second**2])
    assert plain(t.deriv(v, body, COLUMN)) == [7, 5, 1, 3, 0, 14]
    assert evaluate(t.deriv(v, body, COLUMN), EMPTY).dims == (3, 2)
    assert plain(t.deriv(V, V**3, const(2))) == [12] and plain(t.deriv(V, V * COLUMN, const(2))) == [5, 7]
    w = var("%1", (TWO, TWO))
    assert plain(t.deriv(w, t.trace(w @ w), SQUARE)) == [2, 6, 4, 8]
    whole = t.deriv(w, 2 * w, SQUARE)  # ∂(2W)[a, b]/∂W[c, d] is 2 where a = c and b = d
    assert evaluate(whole, EMPTY).dims == (2, 2, 2, 2)
    assert plain(whole) == [2 * (a == c and b == d) for a in "01" for b in "01" for c in "01" for d in "01"]
    assert evaluate(t.deriv(V, V * ROW, const(5)), EMPTY).dims == (1, 2)
    assert plain(t.deriv(V, t.deriv(var("%2"), V * var("%2") ** 2, V), const(3))) == [12]
    with pytest.raises(Undefined, match="a derivative in a random variable"):
        evaluate(Term("deriv", (e, const(1)), (e,)), EMPTY)
    with pytest.raises(Undefined, match="a derivative in a random variable"):
        evaluate(Term("deriv", (K, const(1)), (K,)), EMPTY)


def test_the_shape_of_a_derivative() -> None:
    shape = exact_terms._derivative_shape
    deep = (N, ONE, D)
    assert shape((), ()) == () and shape((), (N, ONE)) == (N, ONE) == shape((N, ONE), ())
    assert shape(deep, ()) == deep == shape((), deep) and shape((ONE, N), ()) == (ONE, N)
    assert shape((N, ONE), (D, ONE)) == (N, D) and shape((N, D), (N, ONE)) == (N, D, N)
    assert shape((ONE, ONE), (N, ONE)) == (N, ONE) == shape((ONE, N), (ONE, ONE))
    assert shape((ONE, ONE), (ONE, ONE)) == ()


# --- sums and integrals ---------------------------------------------------------------------------------------------


def test_sums_over_indices() -> None:
    i = index("%1", N)
    found = at(t.bsum(i, x[i] * COLUMN), sizes={"N": 3}, values={"x": ["1", "2", "4"]})
    assert found == [35, 49] and at(t.bsum(index("%1", M), COLUMN), sizes={"M": 0}) == [0, 0]
    assert at(t.bsum(i, i * i), sizes={"N": 4}) == [14]


def test_integrals_are_weighted_sums() -> None:
    spaces, points = {"Om": ["1/4", "3/4"]}, {"e": {"points": ["2", "6"]}}
    assert at(E(e), spaces=spaces, values=points) == [5] and at(E(e * COLUMN), spaces=spaces, values=points) == [25, 35]
    more = {**points, "f": {"points": ["1", "-1"]}, "s": "5"}
    assert at(E(e * f) + E(s * f), spaces=spaces, values=more) == [Fraction(1, 2) - Fraction(9, 2) - Fraction(5, 2)]
    both = t.integral(OMEGA, t.integral(("Z", False), e * q + q))
    found = at(both, spaces={**spaces, "Z": ["2"]}, values={**points, "q": {"points": ["3"]}})
    assert found == [5 * 6 + 6]
    with pytest.raises(dataclasses.FrozenInstanceError):
        scope_of(EMPTY).points = {}  # type: ignore[misc]
    mass = t.integral(("Z", False), q * q)
    assert at(mass, spaces={"Z": ["2", "5"]}, values={"q": {"points": ["1", "3"]}}) == [47]
    for without in (EMPTY, Instance({}, {("Om", False): (1,)}, {}, {}, {})):
        with pytest.raises(InstanceError, match="the space Om has no points"):
            evaluate(E(const(1)), without)
    instance = read_instance({"spaces": {"Om": ["1"]}, "values": {"e": {"points": ["2"]}}}, [e])
    with pytest.raises(Undefined, match="e depends on the point of Om"):
        evaluate(e, instance)
