"""Linear algebra by elimination: values by hand, over enclosures and dual numbers; nothing is concluded of a pivot that
may be 0."""

from __future__ import annotations

from fractions import Fraction

import pytest

from proofread.trusted import exact_matrices as m
from proofread.trusted import terms as t
from proofread.trusted.enclosures import UNIT, ZERO, Interval, Undefined, point
from proofread.trusted.exact import EMPTY, evaluate, holds
from proofread.trusted.exact_matrices import Rows, Tensor
from proofread.trusted.exact_scalars import Arithmetic, Dual, Scalar
from proofread.trusted.sizes import Size
from proofread.trusted.terms import Term, array, const, predicate, relation, var
from proofread.trusted.trees import bind

OPS = Arithmetic()
ROOT = t.sqrt(const(2))
WIDE, NEAR = Interval(-1, 1), Interval(0, 1)  # may be 0
HALF = Fraction(1, 2)


def rows(*lines: list[int | Fraction | Interval]) -> Rows:
    return [[x if isinstance(x, Interval) else point(x) for x in line] for line in lines]


def numbers(a: Rows) -> list[list[Fraction]]:
    assert all(isinstance(x, Interval) and x.is_point for row in a for x in row)
    return [[Fraction(x.lo) for x in row if isinstance(x, Interval)] for row in a]


def slopes(x: Term, at: object) -> list[Fraction]:
    """The derivative of a term in ?x, exact."""
    out = evaluate(bind(lambda v, p: t.deriv(v, p, at), var("?x"), x), EMPTY)
    assert all(isinstance(y, Interval) and y.is_point for y in out.flat)
    return [Fraction(y.lo) for y in out.flat if isinstance(y, Interval)]


def test_a_tensor_is_filled_by_its_entries() -> None:
    assert Tensor((2, 1), (UNIT, ZERO)).flat == (UNIT, ZERO) and Tensor((0, 3), ()).flat == ()
    for dims, count in (((2, 1), 1), ((2, 2), 3), ((), 0), ((0, 2), 1)):
        with pytest.raises(ValueError, match=f"{count} entries do not fill"):
            Tensor(dims, (UNIT,) * count)


def test_only_a_matrix_has_rows_and_only_a_square_one_an_inverse() -> None:
    assert m.rows_of(m.scalar(UNIT)) == [[UNIT]] and m.rows_of(Tensor((1, 2), (UNIT, ZERO))) == [[UNIT, ZERO]]
    for dims in ((2,), (1, 2, 1)):
        with pytest.raises(Undefined, match=f"a tensor of {len(dims)} axes where a matrix is needed"):
            m.rows_of(Tensor(dims, (UNIT, ZERO)))
    assert m.square_rows(m.scalar(UNIT)) == [[UNIT]]
    with pytest.raises(Undefined, match="a 1×2 matrix where a square one is needed"):
        m.square_rows(Tensor((1, 2), (UNIT, ZERO)))
    cube = array([[[1, 2], [3, 4]], [[5, 6], [7, 8]]])
    for op in ("inv", "pinv", "trace", "transpose"):
        with pytest.raises(Undefined, match="a tensor of 3 axes"):
            evaluate(Term(op, (cube,), (), cube.shape), EMPTY)


# --- inverses ---------------------------------------------------------------------------------------------------------


def test_an_inverse_by_hand_and_none_of_a_singular_matrix() -> None:
    assert numbers(m.inverse(OPS, rows([2, 1], [5, 3]))) == [[3, -1], [-5, 2]]
    assert numbers(m.inverse(OPS, rows([0, 2], [4, 0]))) == [[0, Fraction(1, 4)], [HALF, 0]]
    for singular in (rows([1, 2], [2, 4]), rows([0]), rows([1, 1, 0], [1, 0, 1], [0, 1, -1])):
        with pytest.raises(Undefined, match="the inverse of a singular matrix"):
            m.inverse(OPS, singular)
    for may_be in (rows([WIDE]), rows([1, 1], [1, Interval(1, 2)])):
        with pytest.raises(Undefined, match="a pivot that may be 0, or may not"):
            m.inverse(OPS, may_be)


def test_a_singular_matrix_is_not_taken_for_an_invertible_one() -> None:
    singular = array([[1, 2], [2, 4]])
    assert holds(predicate("invertible", singular), EMPTY) is False
    assert holds(relation("equal", t.inv(singular) @ singular, t.eye(2)), EMPTY) is None
    assert holds(predicate("invertible", array([[ROOT, 2], [1, ROOT]])), EMPTY) is None


def test_the_pseudo_inverse_by_hand() -> None:
    assert numbers(m.pseudo_inverse(OPS, rows([1, 0], [0, 0]), 2)) == [[1, 0], [0, 0]]
    assert numbers(m.pseudo_inverse(OPS, rows([1], [1]), 1)) == [[HALF, HALF]]
    assert numbers(m.pseudo_inverse(OPS, rows([1, 1]), 2)) == [[HALF], [HALF]]
    assert numbers(m.pseudo_inverse(OPS, rows([0, 0]), 2)) == [[0], [0]]


@pytest.mark.parametrize(
    ("matrix", "truth"),
    [
        (array([[ROOT, 1]]), [ROOT / 3, const(Fraction(1, 3))]),  # Aᵀ/(AAᵀ)
        (array([[ROOT], [1]]), [ROOT / 3, const(Fraction(1, 3))]),  # Aᵀ/(AᵀA)
        (array([[ROOT, 0], [0, 1]]), [ROOT / 2, const(0), const(0), const(1)]),
        (array([[ROOT, 0, 0], [0, 2, 0]]), [ROOT / 2, *map(const, [0, 0, HALF, 0, 0])]),
    ],
    ids=["wide", "tall", "square", "rectangular"],
)
def test_the_pseudo_inverse_of_full_rank_over_enclosures(matrix: Term, truth: list[Term]) -> None:
    found = evaluate(t.pinv(matrix), EMPTY)
    assert found.dims == (matrix.shape[1].const, matrix.shape[0].const)
    for entry, known in zip(found.flat, truth, strict=True):
        (true,) = evaluate(known, EMPTY).flat
        assert isinstance(entry, Interval) and isinstance(true, Interval)
        assert entry.lo <= true.hi and true.lo <= entry.hi and entry.hi - entry.lo < Fraction(1, 2**80)


def test_the_pseudo_inverse_of_a_rank_that_may_be_either_is_undefined() -> None:
    """(√2, 2; 1, √2) has rank 1; matrices of rank 2 are near it, whose pseudo-inverses are as large as one likes."""
    for matrix in (array([[ROOT, 2], [1, ROOT]]), array([[ROOT * ROOT - 2]]), array([[ROOT * ROOT - 2, 0]])):
        with pytest.raises(Undefined, match="a pivot that may be 0"):
            evaluate(t.pinv(matrix), EMPTY)


def test_the_pseudo_inverse_is_differentiated_at_full_rank() -> None:
    """(x, 1)⁺ = (x, 1)ᵀ/(x² + 1), row or column: its slopes are (1 − x²)/(x² + 1)² and −2x/(x² + 1)²."""
    x = var("?x")
    for matrix in (array([[x, 1]]), array([[x], [1]])):
        assert slopes(t.pinv(matrix), const(1)) == [0, -HALF]
        assert slopes(t.pinv(matrix), const(2)) == [Fraction(-3, 25), Fraction(-4, 25)]


def test_the_pseudo_inverse_has_no_derivative_where_the_rank_is_not_full() -> None:
    """(x, 0; 0, 0)⁺ is (1/x, 0; 0, 0) on this path; one ε beside it the pseudo-inverse is as large as one likes."""
    x = var("?x")
    for matrix in (array([[x, 0], [0, 0]]), array([[x, x], [x, x]]), array([[x, 0, 0], [0, 0, 0]])):
        with pytest.raises(Undefined, match="the inverse of a singular matrix"):
            slopes(t.pinv(matrix), const(1))
    with pytest.raises(Undefined, match="the inverse of a singular matrix"):
        evaluate(t.pinv(array([[ROOT, 0], [0, 0]])), EMPTY)


# --- elimination ------------------------------------------------------------------------------------------------------


def test_elimination_takes_the_entry_farthest_from_zero() -> None:
    """An entry that may be 0 is passed over where another is certainly not."""
    a = rows([NEAR, 1], [-3, 6])
    assert m.reduce_rows(OPS, a, 1) == [0]
    assert a[0] == [UNIT, point(-2)] and a[1][0] == ZERO
    assert isinstance(a[1][1], Interval) and a[1][1].lo <= 1 and a[1][1].hi >= 3  # 1 + 2·(what lies between 0 and 1)
    with pytest.raises(Undefined, match="a pivot that may be 0"):
        m.reduce_rows(OPS, rows([NEAR, 1], [0, 6]), 1)


def test_the_reduced_echelon_form_by_hand() -> None:
    """A column without a pivot is passed over, and the ones are ones also where the entry was only enclosed."""
    a = rows([0, 2, 4], [0, -3, 9])
    assert m.reduce_rows(OPS, a, 3) == [1, 2] and numbers(a) == [[0, 1, 0], [0, 0, 1]]
    b = rows([1, 1], [-3, 6])
    assert m.reduce_rows(OPS, b, 1) == [0] and numbers(b) == [[1, -2], [0, 3]]  # by the row whose entry is larger
    c = rows([Interval(1, 2), 4], [Interval(0, 1), 1])
    assert m.reduce_rows(OPS, c, 1) == [0]
    assert c[0][0] == UNIT and c[0][1] == Interval(2, 4) and c[1][0] == ZERO
    assert m.rank(OPS, rows([0, 1], [0, 2]), 2) == 1 and m.rank(OPS, rows([0, 0, 5]), 3) == 1


def test_a_zero_that_moves_is_not_passed_over() -> None:
    """0 + ε beside 1: as a rank it is unknown, for the matrix leaves it at once."""
    moving: Scalar = Dual(1, ZERO, UNIT)
    with pytest.raises(Undefined, match="a pivot that may be 0"):
        m.rank(OPS, [[moving]], 1)
    assert m.rank(OPS, [[moving, UNIT]], 0) == 0 and m.rank(OPS, [[Dual(1, ZERO, ZERO)]], 1) == 0


def test_products_with_no_rows_in_between_are_zeros() -> None:
    assert m.product(OPS, [[], []], [], 3) == [[ZERO] * 3] * 2
    n = Size((), 0)
    empty = Term("matmul", (t.ones(2, n), t.ones(n, 2)), (), (Size((), 2), Size((), 2)))
    assert [x.lo for x in evaluate(empty, EMPTY).flat if isinstance(x, Interval)] == [0] * 4


# --- definiteness -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lower", "semidefinite", "definite"),
    [
        (rows([2, 0], [1, 1]), True, True),  # 2x² + 2xy + y²
        (rows([1, 0], [1, 1]), True, False),  # (x + y)²
        (rows([1, 0], [2, 1]), False, False),  # x² + 4xy + y² is −2 at (1, −1)
        (rows([0, 0], [0, 5]), True, False),
        (rows([0, 0], [0, -1]), False, False),
        (rows([1, 7], [0, 0]), True, False),  # the upper triangle is not read
        (rows([0, 0], [1, 5]), False, False),  # 2xy + 5y² is −1 at (−3, 1)
        (rows([0, 0], [Interval(1, 2), 5]), False, False),
        (rows([0, 0], [NEAR, 5]), None, False),  # 0 and 5y², or not semidefinite
        (rows([NEAR, 0], [0, 1]), None, None),
        (rows([WIDE, 0], [0, 1]), None, None),
        (rows([Interval(-2, -1), 0], [0, 1]), False, False),
        (rows([Interval(-1, 0), 0], [0, 1]), None, False),
        (rows([Interval(1, 2), 0], [NEAR, 3]), True, True),
        (rows([1, 0], [1, NEAR]), None, False),  # after the first step, between −1 and 0
    ],
)
def test_definiteness_in_three_values(lower: Rows, semidefinite: bool | None, definite: bool | None) -> None:
    assert m.positive(OPS, lower, strict=False) is semidefinite
    assert m.positive(OPS, lower, strict=True) is definite


def test_a_matrix_without_rows_is_positive_definite() -> None:
    assert m.positive(OPS, [], strict=True) is True


def test_what_is_not_symmetric_is_neither_definite_nor_semidefinite() -> None:
    """Whatever its quadratic form is."""
    for op in ("psd", "pd"):
        assert holds(predicate(op, array([[2, 1], [0, 2]])), EMPTY) is False
        assert holds(predicate(op, array([[2, ROOT], [ROOT * ROOT / ROOT, 2]])), EMPTY) is None
