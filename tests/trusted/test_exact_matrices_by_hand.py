"""Elimination over exact numbers against its definition, and over enclosures wherever a pivot is not certain."""

from __future__ import annotations

import random
from collections.abc import Sequence
from fractions import Fraction
from itertools import permutations
from typing import Any

import pytest

from proofread.trusted import exact_determinants, exact_kronecker
from proofread.trusted import exact_matrices as m
from proofread.trusted.enclosures import UNIT, ZERO, Interval, Undefined, point
from proofread.trusted.exact_matrices import Tensor
from proofread.trusted.exact_scalars import Arithmetic, Dual, OutOfBudget, Work

Numbers = list[list[Fraction]]
WIDE = Interval(Fraction(-1), Fraction(1))  # it may be 0, or may not
NEAR = Interval(Fraction(1), Fraction(1) + Fraction(1, 2**60))


def ops(work: int = 10**6) -> Arithmetic:
    return Arithmetic(Work(work))


def rows(given: Sequence[Sequence[Any]]) -> m.Rows:
    return [[x if isinstance(x, Interval | Dual) else point(Fraction(x)) for x in row] for row in given]


def numbers(found: m.Rows) -> Numbers:
    assert all(isinstance(x, Interval) and x.is_point for row in found for x in row)
    return [[Fraction(x.lo) for x in row] for row in found]  # type: ignore[union-attr]


def tensor(given: Sequence[Sequence[Any]]) -> Tensor:
    return m.from_rows(rows(given), len(given[0]) if given else 0)


def times(a: Numbers, b: Numbers) -> Numbers:
    columns = list(zip(*b, strict=True))
    return [[sum((x * y for x, y in zip(row, c, strict=True)), Fraction(0)) for c in columns] for row in a]


def flipped(a: Numbers) -> Numbers:
    return [list(column) for column in zip(*a, strict=True)]


def drawn(rng: random.Random, n: int, k: int, rank: int | None = None) -> Numbers:
    if rank is None:
        return [[Fraction(rng.randint(-3, 3), rng.randint(1, 2)) for _ in range(k)] for _ in range(n)]
    return times(drawn(rng, n, rank), drawn(rng, rank, k)) if rank else [[Fraction(0)] * k for _ in range(n)]


def by_permutations(a: Numbers) -> Fraction:
    n, out = len(a), Fraction(0)
    for order in permutations(range(n)):
        sign = (-1) ** sum(order[i] > order[j] for i in range(n) for j in range(i + 1, n))
        product = Fraction(sign)
        for i in range(n):
            product *= a[i][order[i]]
        out += product
    return out


# --- tensors --------------------------------------------------------------------------------------------------------


def test_entries_fill_the_dims() -> None:
    assert Tensor((2, 1), (UNIT, ZERO)).dims == (2, 1) and Tensor((), (UNIT,)) == m.scalar(UNIT)
    for dims, flat in (((2, 2), (UNIT,)), ((), ()), ((0, 3), (UNIT,)), ((1,), (UNIT, UNIT))):
        with pytest.raises(ValueError, match="entries do not fill"):
            Tensor(dims, flat)
    made = Tensor((1, 2), (UNIT, ZERO))
    with pytest.raises(AttributeError):
        made.dims = (2, 1)  # type: ignore[misc]
    assert not hasattr(made, "__dict__")


def test_rows_of_matrices_and_numbers() -> None:
    assert m.rows_of(tensor([[1, 2, 3], [4, 5, 6]])) == rows([[1, 2, 3], [4, 5, 6]])
    assert m.rows_of(m.scalar(UNIT)) == [[UNIT]] == m.square_rows(m.scalar(UNIT))
    for dims in ((2,), (1, 1, 2)):
        with pytest.raises(Undefined, match="axes where a matrix is needed"):
            m.rows_of(Tensor(dims, (UNIT, ZERO)))
    with pytest.raises(Undefined, match="1×2 matrix where a square one is needed"):
        m.square_rows(tensor([[1, 2]]))
    assert m.square_rows(tensor([[1, 2], [3, 4]])) == rows([[1, 2], [3, 4]])
    assert m.from_rows([], 3).dims == (0, 3) and m.from_rows([[], []], 0).dims == (2, 0)
    assert m.transposed(rows([[1, 2, 3], [4, 5, 6]]), 3) == rows([[1, 4], [2, 5], [3, 6]])
    assert m.transposed([], 2) == [[], []]
    assert m.identity(2) == rows([[1, 0], [0, 1]]) and m.identity(0) == []
    assert m.sum_of(ops(), []) == ZERO and m.dot(ops(), rows([[1, 2]])[0], rows([[3, 4]])[0]) == point(11)
    assert m.product(ops(), rows([[1, 2]]), rows([[3], [4]]), 1) == rows([[11]])
    assert m.product(ops(), [[], []], [], 2) == rows([[0, 0], [0, 0]])


# --- elimination ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(8))
def test_rank_inverse_and_determinant(seed: int) -> None:
    rng = random.Random(seed)
    for _ in range(12):
        n, k = rng.randint(1, 4), rng.randint(1, 4)
        r = rng.randint(0, min(n, k))
        a = drawn(rng, n, k, r)
        before = rows(a)
        found = m.rank(ops(), before, k)
        assert found <= r and before == rows(a)  # which is not changed
        assert found == m.rank(ops(), rows(flipped(a)), n)
        square = drawn(rng, n, n)
        d = by_permutations(square)
        assert numbers([[exact_determinants.determinant(ops(), tensor(square)).flat[0]]]) == [[d]]
        assert (m.rank(ops(), rows(square), n) == n) is (d != 0)
        if d:
            assert times(square, numbers(m.inverse(ops(), rows(square)))) == numbers(m.identity(n))
        else:
            with pytest.raises(Undefined, match="the inverse of a singular matrix"):
                m.inverse(ops(), rows(square))


@pytest.mark.parametrize("seed", range(8))
def test_reduced_rows_are_the_echelon_form(seed: int) -> None:
    rng = random.Random(100 + seed)
    for _ in range(10):
        n, k = rng.randint(1, 4), rng.randint(1, 5)
        a = rows(drawn(rng, n, k, rng.randint(0, min(n, k))))
        pivots = m.reduce_rows(ops(), a, k)
        assert pivots == sorted(set(pivots))
        for top, j in enumerate(pivots):
            assert [row[j] for row in a] == [UNIT if i == top else ZERO for i in range(n)]
            assert all(x == ZERO for x in a[top][:j])
        assert all(x == ZERO for row in a[len(pivots) :] for x in row)


@pytest.mark.parametrize("seed", range(6))
def test_the_pseudo_inverse_by_its_four_equations(seed: int) -> None:
    rng = random.Random(200 + seed)
    for _ in range(8):
        n, k = rng.randint(1, 4), rng.randint(1, 4)
        a = drawn(rng, n, k, rng.randint(0, min(n, k)))
        p = numbers(m.pseudo_inverse(ops(), rows(a), k))
        assert times(times(a, p), a) == a and times(times(p, a), p) == p
        assert flipped(times(a, p)) == times(a, p) and flipped(times(p, a)) == times(p, a)


@pytest.mark.parametrize("shape", [(3, 2), (2, 3), (2, 2), (1, 3), (3, 1)])
def test_the_pseudo_inverse_of_enclosures_is_that_of_full_rank(shape: tuple[int, int]) -> None:
    rng = random.Random(shape[0] * 10 + shape[1])
    a = drawn(rng, *shape, min(shape))
    while m.rank(ops(), rows(a), shape[1]) < min(shape):
        a = drawn(rng, *shape, min(shape))
    exact = numbers(m.pseudo_inverse(ops(), rows(a), shape[1]))
    tiny = Fraction(1, 2**70)
    near = [[Interval(x - tiny, x + tiny) for x in row] for row in a]
    found = m.pseudo_inverse(ops(), near, shape[1])  # type: ignore[arg-type]
    assert (len(found), len(found[0])) == (shape[1], shape[0])
    for i, row in enumerate(found):
        for j, x in enumerate(row):
            assert isinstance(x, Interval) and x.lo <= exact[i][j] <= x.hi and x.hi - x.lo < Fraction(1, 2**30)
    with pytest.raises(Undefined):
        m.pseudo_inverse(ops(), [[WIDE] * shape[1] for _ in range(shape[0])], shape[1])


def test_a_pivot_that_may_be_0_is_no_pivot_and_no_zero() -> None:
    for a in ([[WIDE]], [[0, WIDE], [WIDE, 0]], [[WIDE, 1], [0, 1]], [[0], [WIDE]]):
        with pytest.raises(Undefined, match="a pivot that may be 0, or may not"):
            m.rank(ops(), rows(a), len(a[0]))
    assert m.rank(ops(), rows([[WIDE, 1], [1, 0]]), 2) == 2  # another row has a pivot that is certain
    assert m.rank(ops(), rows([[0, 0], [0, 0]]), 2) == 0 and m.rank(ops(), [], 3) == 0
    assert m.rank(ops(), rows([[NEAR, 1], [NEAR, 2]]), 2) == 2
    with pytest.raises(Undefined):
        m.rank(ops(), rows([[NEAR, NEAR], [NEAR, NEAR]]), 2)


def test_the_pivot_farthest_from_0_is_taken() -> None:
    a = rows([[Interval(Fraction(1, 2), Fraction(3, 4)), 1], [-5, 0], [3, 1]])
    assert m._pivot(a, 0, 0) == 1 and m._pivot(a, 2, 0) == 2 and m._pivot(a, 1, 1) == 2 and m._pivot(a, 3, 0) is None
    assert m._pivot(rows([[WIDE], [2]]), 0, 0) == 1


def test_what_elimination_makes_0_or_1_is_put_down_as_such() -> None:
    a = rows([[NEAR, 2], [NEAR, 5]])
    assert m.reduce_rows(ops(), a, 1) == [0]
    assert [row[0] for row in a] == [UNIT, ZERO]


def test_away_from_full_rank_only_exact_numbers_have_a_pseudo_inverse() -> None:
    """It is not even continuous there, so that there is no derivative in any direction, and no enclosure."""
    for x in (Dual(0, point(2), UNIT), NEAR):
        for a in ([[x, 0], [0, 0]], [[x, 0, 0], [0, 0, 0]], [[x, 0], [0, 0], [0, 0]]):
            with pytest.raises(Undefined):
                m.pseudo_inverse(ops(), rows(a), len(a[0]))
    assert m.pseudo_inverse(ops(), rows([[2, 0], [0, 0]]), 2) == rows([[Fraction(1, 2), 0], [0, 0]])
    x = Dual(0, point(2), UNIT)
    assert m.pseudo_inverse(ops(), [[x]], 1)[0][0] == Dual(0, point(Fraction(1, 2)), point(Fraction(-1, 4)))


# --- definiteness ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(6))
def test_definite_by_principal_minors(seed: int) -> None:
    rng = random.Random(300 + seed)
    for _ in range(25):
        n = rng.randint(1, 3)
        half = drawn(rng, n, n)
        a = [[half[i][j] + half[j][i] for j in range(n)] for i in range(n)]
        if rng.random() < 0.5:
            b = drawn(rng, n, rng.randint(1, n))
            a = times(b, flipped(b))
        leading = all(by_permutations([row[:k] for row in a[:k]]) > 0 for k in range(1, n + 1))
        subsets = [[i for i in range(n) if mask >> i & 1] for mask in range(1, 2**n)]
        every = all(by_permutations([[a[i][j] for j in s] for i in s]) >= 0 for s in subsets)
        assert m.positive(ops(), rows(a), True) is leading and m.positive(ops(), rows(a), False) is every


def test_definiteness_that_is_not_certain() -> None:
    zero_or_not = Interval(Fraction(0), Fraction(1))
    below = Interval(Fraction(-1), Fraction(0))
    for strict in (True, False):
        assert m.positive(ops(), rows([[WIDE]]), strict) is None is m.positive(ops(), rows([[zero_or_not]]), strict)
        assert m.positive(ops(), rows([[NEAR]]), strict) is True and m.positive(ops(), rows([[-1]]), strict) is False
        assert m.positive(ops(), [], strict) is True
        assert m.positive(ops(), rows([[0, 0], [1, 0]]), strict) is False  # an entry beside a pivot 0
    assert m.positive(ops(), rows([[below]]), True) is False and m.positive(ops(), rows([[below]]), False) is None
    assert m.positive(ops(), rows([[0, 0], [WIDE, 1]]), False) is None
    assert m.positive(ops(), rows([[0, 0], [0, 1]]), False) is True
    assert m.positive(ops(), rows([[0, 0, 0], [0, 1, 0], [0, 2, 4]]), False) is True
    assert m.positive(ops(), rows([[0, 0, 0], [0, 1, 0], [0, 2, 3]]), False) is False
    given = rows([[2, 9], [1, 2]])
    assert m.positive(ops(), given, True) is True and given == rows([[2, 9], [1, 2]])  # by its lower triangle


# --- other operations -----------------------------------------------------------------------------------------------


def test_ranks_and_determinants_of_every_shape() -> None:
    rank, det = exact_determinants.FUNCTIONS["rank"], exact_determinants.FUNCTIONS["det"]
    assert rank(ops(), tensor([[1, 2], [2, 4], [0, 0]])) == m.scalar(point(1))
    assert rank(ops(), m.scalar(point(3))) == m.scalar(point(1)) and rank(ops(), m.scalar(ZERO)) == m.scalar(ZERO)
    assert det(ops(), m.from_rows([], 0)) == m.scalar(UNIT) and det(ops(), m.scalar(point(3))) == m.scalar(point(3))
    for flat in ((Dual(0, UNIT, UNIT), UNIT), (UNIT, Dual(0, UNIT, UNIT))):
        with pytest.raises(Undefined, match="the derivative of a rank"):
            rank(ops(), Tensor((1, 2), flat))
    x = Dual(0, point(5), UNIT)
    assert det(ops(), Tensor((2, 2), (x, point(2), point(3), x))).flat[0] == Dual(0, point(19), point(10))
    wide = det(ops(), Tensor((2, 2), (WIDE, ZERO, ZERO, UNIT))).flat[0]
    assert isinstance(wide, Interval) and wide.lo <= -1 and wide.hi >= 1
    with pytest.raises(Undefined, match="square"):
        det(ops(), tensor([[1, 2]]))


def test_products_of_kronecker_vec_and_blocks() -> None:
    f = exact_kronecker.FUNCTIONS
    a, b = [[1, 2], [3, 4], [5, 6]], [[7, 8, 9]]
    whole = f["kron"](ops(), tensor(a), tensor(b))
    assert whole.dims == (3, 6)
    assert whole == tensor([[a[i][j] * b[0][k] for j in range(2) for k in range(3)] for i in range(3)])
    other = f["kron"](ops(), tensor(b), tensor(a))
    assert other == tensor([[b[0][k] * a[i][j] for k in range(3) for j in range(2)] for i in range(3)])
    assert f["kron"](ops(), m.scalar(point(2)), tensor(b)) == tensor([[14, 16, 18]])
    counted = ops(100)
    f["kron"](counted, tensor(a), tensor(b))
    assert 100 - counted.work.left == 18 + 18  # for the room, and for the products
    with pytest.raises(OutOfBudget):
        f["kron"](ops(17), tensor(a), tensor(b))
    assert f["vec"](ops(), tensor(a)) == tensor([[1], [3], [5], [2], [4], [6]])
    assert f["vec"](ops(), m.scalar(UNIT)) == tensor([[1]])
    assert f["above"](ops(), tensor(a), tensor([[7, 8]])) == tensor([*a, [7, 8]])
    assert f["above"](ops(), m.scalar(UNIT), tensor([[2], [3]])) == tensor([[1], [2], [3]])
    assert f["beside"](ops(), tensor(a), tensor([[7], [8], [9]])) == tensor([[1, 2, 7], [3, 4, 8], [5, 6, 9]])
    assert f["beside"](ops(), m.scalar(UNIT), tensor([[2, 3]])) == tensor([[1, 2, 3]])
    with pytest.raises(Undefined, match="rows of two lengths"):
        f["above"](ops(), tensor(a), tensor(b))
    with pytest.raises(Undefined, match="columns of two lengths"):
        f["beside"](ops(), tensor(a), tensor(b))
