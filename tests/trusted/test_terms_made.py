"""What each constructor makes, written out node by node, and the words of each poison. All is made in the test."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest

from proofread.trusted import scalar_terms as scalars
from proofread.trusted import terms as t
from proofread.trusted import terms_matrices as tm
from proofread.trusted.nodes import is_poison
from proofread.trusted.sizes import ONE, Size, size_product, size_sum
from proofread.trusted.terms import Prop, Term, index, nat, number, var
from tests.trusted.attacks import D, M, N

S, R = Term("var", (), ("s", None)), Term("var", (), ("r", None))
COL, OTHER = Term("var", (), ("x", None), (N, ONE)), Term("var", (), ("z", None), (D, ONE))
WIDE, SQUARE = Term("var", (), ("X", None), (N, D)), Term("var", (), ("A", None), (N, N))
LARGE = Term("var", (), ("B", None), (D, D))
CUBE, ROW = Term("var", (), ("C", None), (N, N, N)), Term("var", (), ("y", None), (ONE, N))
FLAT, DEEP = Term("var", (), ("v", None), (N,)), Term("var", (), ("w", None), (N, ONE, D))
I, J, K = Term("index", (), ("i", N)), Term("index", (), ("j", D)), Term("nat", (), ("n",))
TWO, THREE = Size((), 2), Size((), 3)
ILL, WORSE = Term("ill", (), ("why",)), Term("ill", (), ("worse",))


def q(value: Any) -> Term:
    return Term("const", (), (Fraction(value),))


def op(name: str, *args: Term, data: Any = (), shape: Any = ()) -> Term:
    return Term(name, args, data, shape)


MADE: list[tuple[Callable[[], Any], Any]] = [
    # arithmetic
    (lambda: S + R, op("add", S, R)),
    (lambda: S + 1, op("add", S, q(1))),
    (lambda: 1 + S, op("add", q(1), S)),
    (lambda: S - R, op("add", S, op("mul", q(-1), R))),
    (lambda: 2 - S, op("add", q(2), op("mul", q(-1), S))),
    (lambda: S * R, op("mul", S, R)),
    (lambda: 2 * S, op("mul", q(2), S)),
    (lambda: -S, op("mul", q(-1), S)),
    (lambda: S / R, op("mul", S, op("recip", R))),
    (lambda: 2 / S, op("mul", q(2), op("recip", S))),
    (lambda: S + COL, op("add", S, COL, shape=(N, ONE))),
    (lambda: COL * S, op("mul", COL, S, shape=(N, ONE))),
    (lambda: t.maximum(S, WIDE), op("maximum", S, WIDE, shape=(N, D))),
    (lambda: t.add(S, COL, R), op("add", S, COL, R, shape=(N, ONE))),
    (lambda: t.add(), op("add")),
    (lambda: t.mul(N, S), op("mul", op("size", data=(N,)), S)),
    # powers
    (lambda: S**2, op("power", S, data=(2,))),
    (lambda: S**0, op("power", S, data=(0,))),
    (lambda: WIDE**2, op("power", WIDE, data=(2,), shape=(N, D))),
    (lambda: S**-2, op("recip", op("power", S, data=(2,)))),
    (lambda: S ** q(3), op("power", S, data=(3,))),
    (lambda: S ** q(Fraction(1, 2)), op("sqrt", S)),
    (lambda: S**K, op("natpow", S, K)),
    (lambda: SQUARE**K, op("natpow", SQUARE, K, shape=(N, N))),
    (lambda: S**N, op("natpow", S, op("size", data=(N,)))),
    # products
    (lambda: SQUARE @ COL, op("matmul", SQUARE, COL, shape=(N, ONE))),
    (lambda: ROW @ COL, op("matmul", ROW, COL)),
    (lambda: COL @ ROW, op("matmul", COL, ROW, shape=(N, N))),
    (lambda: S @ R, op("mul", S, R)),
    (lambda: COL @ S, op("mul", COL, S, shape=(N, ONE))),
    (lambda: S @ ROW, op("mul", S, ROW, shape=(ONE, N))),
    (lambda: 2 @ ROW, op("mul", q(2), ROW, shape=(ONE, N))),
    (lambda: tm.kron(SQUARE, WIDE), op("kron", SQUARE, WIDE, shape=(size_product(N, N), size_product(N, D)))),
    (lambda: tm.kron(S, WIDE), op("mul", S, WIDE, shape=(N, D))),
    (lambda: tm.kron(WIDE, S), op("mul", WIDE, S, shape=(N, D))),
    (lambda: tm.kron(S, R), op("mul", S, R)),
    # functions entry by entry
    *[(lambda make=make: make(WIDE), op(name, WIDE, shape=(N, D))) for name, make in {
        "recip": t.recip, "exp": t.exp, "log": t.log, "sqrt": t.sqrt, "tanh": t.tanh, "abs": t.absolute, "sign": t.sign,
        "floor": t.floor, "is_zero": t.is_zero, "sin": scalars.sin, "cos": scalars.cos, "atan": scalars.atan,
    }.items()],
    (lambda: scalars.pi(), op("pi")),
    # matrices
    (lambda: WIDE.T, op("transpose", WIDE, shape=(D, N))),
    (lambda: COL.T, op("transpose", COL, shape=(ONE, N))),
    (lambda: S.T, S),
    (lambda: FLAT.T, op("transpose", FLAT, shape=(N,))),
    (lambda: t.inv(SQUARE), op("inv", SQUARE, shape=(N, N))),
    (lambda: t.inv(S), op("recip", S)),
    (lambda: t.pinv(WIDE), op("pinv", WIDE, shape=(D, N))),
    (lambda: t.trace(SQUARE), op("trace", SQUARE)),
    (lambda: t.trace(S), S),
    (lambda: t.total(CUBE), op("total", CUBE)),
    (lambda: t.total(S), S),
    (lambda: t.diagonal(SQUARE), op("diagonal", SQUARE, shape=(N, ONE))),
    (lambda: t.diagonal(S), op("diagonal", op("array", S, shape=(ONE, ONE)))),
    (lambda: t.diag(COL), op("diag", COL, shape=(N, N))),
    (lambda: tm.det(SQUARE), op("det", SQUARE)),
    (lambda: tm.det(S), S),
    (lambda: tm.rank(WIDE), op("rank", WIDE)),
    (lambda: tm.rank(S), op("rank", S)),
    (lambda: tm.rank(FLAT), op("rank", FLAT)),
    (lambda: tm.vec(WIDE), op("vec", WIDE, shape=(size_product(N, D), ONE))),
    (lambda: tm.vec(S), S),
    (lambda: tm.above(WIDE, LARGE), op("above", WIDE, LARGE, shape=(size_sum([(1, N), (1, D)]), D))),
    (lambda: tm.above(S, COL), op("above", S, COL, shape=(size_sum([(1, N), (1, ONE)]), ONE))),
    (lambda: tm.above(S, R), op("above", S, R, shape=(TWO, ONE))),
    (lambda: tm.beside(WIDE, SQUARE), op("beside", WIDE, SQUARE, shape=(N, size_sum([(1, N), (1, D)])))),
    (lambda: tm.beside(ROW, S), op("beside", ROW, S, shape=(ONE, size_sum([(1, N), (1, ONE)])))),
    (lambda: tm.beside(S, R), op("beside", S, R, shape=(ONE, TWO))),
    # arrays and entries
    (lambda: t.array([1, 2]), op("array", q(1), q(2), shape=(TWO, ONE))),
    (lambda: t.array([[1, 2, 3], [S, 5, 6]]), op("array", q(1), q(2), q(3), S, q(5), q(6), shape=(TWO, THREE))),
    (lambda: t.array([[[1], [2]]]), op("array", q(1), q(2), shape=(ONE, TWO, ONE))),
    (lambda: WIDE[I, J], op("entry", WIDE, I, J)),
    (lambda: COL[I], op("entry", COL, I, q(0))),
    (lambda: COL[I, 0], op("entry", COL, I, q(0))),
    (lambda: FLAT[I], op("entry", FLAT, I)),
    (lambda: WIDE[0, 1], op("entry", WIDE, q(0), q(1))),
    (lambda: WIDE[K, K + 1], op("entry", WIDE, K, op("add", K, q(1)))),
    (lambda: t.array([1, 2])[1], op("entry", op("array", q(1), q(2), shape=(TWO, ONE)), q(1), q(0))),
    (lambda: t.array([1, 2])[index("k", TWO)],
     op("entry", op("array", q(1), q(2), shape=(TWO, ONE)), op("index", data=("k", TWO)), q(0))),
    (lambda: t.deriv(DEEP, S, DEEP), op("deriv", S, DEEP, data=(DEEP,), shape=(N, ONE, D))),
    (lambda: t.deriv(S, DEEP, R), op("deriv", DEEP, R, data=(S,), shape=(N, ONE, D))),
    (lambda: t.deriv(S, ROW, R), op("deriv", ROW, R, data=(S,), shape=(ONE, N))),
    (lambda: DEEP[I, 0, J], op("entry", DEEP, I, q(0), J)),
    # functions and binders
    (lambda: t.apply("f", "entrywise", COL), op("apply", COL, data=("f", "entrywise"), shape=(N, ONE))),
    (lambda: t.apply("L", "field", COL), op("apply", COL, data=("L", "field"))),
    (lambda: t.apply("F", "map", COL, (D, D)), op("apply", COL, data=("F", "map"), shape=(D, D))),
    (lambda: t.sequence("a", 0, (N, ONE)), op("sequence", q(0), data=("a",), shape=(N, ONE))),
    (lambda: t.deriv(S, S * S, R), op("deriv", op("mul", S, S), R, data=(S,))),
    (lambda: t.deriv(COL, S, COL), op("deriv", S, COL, data=(COL,), shape=(N, ONE))),
    (lambda: t.deriv(S, COL, R), op("deriv", COL, R, data=(S,), shape=(N, ONE))),
    (lambda: t.deriv(OTHER, COL, OTHER), op("deriv", COL, OTHER, data=(OTHER,), shape=(N, D))),
    (lambda: t.deriv(WIDE, COL, WIDE), op("deriv", COL, WIDE, data=(WIDE,), shape=(N, N, D))),
    (lambda: t.deriv(var("o", (ONE, ONE)), COL, var("p", (ONE, ONE))),
     op("deriv", COL, var("p", (ONE, ONE)), data=(var("o", (ONE, ONE)),), shape=(N, ONE))),
    (lambda: t.deriv(var("o", (ONE, ONE)), var("r", (ONE, ONE)), var("p", (ONE, ONE))),
     op("deriv", var("r", (ONE, ONE)), var("p", (ONE, ONE)), data=(var("o", (ONE, ONE)),))),
    (lambda: t.bsum(I, COL), op("bsum", COL, data=(I,), shape=(N, ONE))),
    (lambda: t.integral(("Om", True), COL), op("integral", COL, data=(("Om", True),), shape=(N, ONE))),
    (lambda: scalars.natsum(K, K, 3), op("natsum", K, q(3), data=(K,))),
    (lambda: scalars.natprod(K, K, K), op("natprod", K, K, data=(K,))),
    (lambda: scalars.definite(S, S, 0, 1), op("definite", S, q(0), q(1), data=(S,))),
    (lambda: scalars.ray(S, S, 0), op("ray", S, q(0), data=(S,))),
    (lambda: scalars.limit(S, R), op("limit", R, data=(S,))),
    (lambda: scalars.limit_at(S, R, 2), op("limit_at", R, q(2), data=(S,))),
    (lambda: scalars.series(K, S), op("series", S, data=(K,))),
    (lambda: scalars.converges(S), Prop("converges", (S,), ())),
    # leaves
    (lambda: t.const(3), q(3)),
    (lambda: var("s"), S),
    (lambda: var("x", (N, ONE), ("Om", True)), op("var", data=("x", ("Om", True)), shape=(N, ONE))),
    (lambda: index("i", N), I),
    (lambda: nat("n"), K),
    (lambda: number(Size((), 3)), q(3)),
    (lambda: number(N), op("size", data=(N,))),
    (lambda: t.eye(N), op("eye", shape=(N, N))),
    (lambda: t.eye(3), op("eye", shape=(THREE, THREE))),
    (lambda: t.ones(N), op("ones", shape=(N, ONE))),
    (lambda: t.ones(N, 2), op("ones", shape=(N, TWO))),
    (lambda: t.ill("why"), ILL),
    # propositions
    (lambda: t.relation("ge", S, 0), Prop("ge", (S, q(0)), ())),
    (lambda: t.relation("equal", COL, S), Prop("equal", (COL, S), ())),
    (lambda: t.relation("equal", COL, OTHER).args[0].op, "ill"),
    (lambda: len(t.relation("equal", COL, OTHER).args), 2),
    (lambda: t.relation("equal", S, ILL), Prop("equal", (ILL, ILL), ())),
    (lambda: t.predicate("pd", 2), Prop("pd", (q(2),), ())),
]  # fmt: skip


@pytest.mark.parametrize("k", range(len(MADE)))
def test_what_is_made(k: int) -> None:
    make, expected = MADE[k]
    assert make() == expected


UP_TO = "a sum or product over naturals runs up to a natural-number variable plus a constant"
BAD: list[tuple[Callable[[], Any], str]] = [
    (lambda: COL + OTHER, "N×1 and d×1 do not fit in +"),
    (lambda: COL * WIDE, "N×1 and N×d do not fit in *"),
    (lambda: t.maximum(COL, OTHER), "N×1 and d×1 do not fit in maximum"),
    (lambda: t.add(S, COL, OTHER), "scalar and N×1 and d×1 do not fit in +"),
    (lambda: WIDE**K, "power of a N×d term: only scalars and square matrices have powers"),
    (lambda: CUBE**K, "power of a N×N×N term: only scalars and square matrices have powers"),
    (lambda: FLAT**K, "power of a N term: only scalars and square matrices have powers"),
    (lambda: WIDE @ COL, "matrix product of N×d and N×1: the inner sizes differ"),
    (lambda: S @ COL, "matrix product of scalar and N×1: the inner sizes differ"),
    (lambda: COL @ COL, "matrix product of N×1 and N×1: the inner sizes differ"),
    (lambda: CUBE @ SQUARE, "matrix product of N×N×N and N×N: the inner sizes differ"),
    (lambda: SQUARE @ CUBE, "matrix product of N×N and N×N×N: the inner sizes differ"),
    (lambda: CUBE.T, "transpose of a N×N×N tensor"),
    (lambda: t.inv(WIDE), "inv of a N×d term: it takes a square matrix"),
    (lambda: t.inv(CUBE), "inv of a N×N×N term: it takes a square matrix"),
    (lambda: t.trace(WIDE), "trace of a N×d term: it takes a square matrix"),
    (lambda: t.diagonal(COL), "diagonal of a N×1 term: it takes a square matrix"),
    (lambda: t.pinv(S), "pseudo-inverse of a scalar term: it takes a matrix"),
    (lambda: t.pinv(CUBE), "pseudo-inverse of a N×N×N term: it takes a matrix"),
    (lambda: t.diag(WIDE), "diag of a N×d term: it takes a column"),
    (lambda: t.diag(DEEP), "diag of a N×1×d term: it takes a column"),
    (lambda: t.diag(S), "diag of a scalar term: it takes a column"),
    (lambda: WIDE[0], "1 indices on a N×d term"),
    (lambda: COL[0, 0, 0], "3 indices on a N×1 term"),
    (lambda: DEEP[0], "1 indices on a N×1×d term"),
    (lambda: S[0], "1 indices on a scalar term"),
    (lambda: COL[J], "the index j runs over d, the axis has size N"),
    (lambda: WIDE[I, I], "the index i runs over N, the axis has size d"),
    (lambda: COL[I, 1], "index 1 on an axis of size 1"),
    (lambda: t.array([1, 2])[2], "index 2 on an axis of size 2"),
    (lambda: t.array([1, 2])[-1], "index -1 on an axis of size 2"),
    (lambda: t.deriv(COL, S, OTHER), "derivative in a N×1 variable at a d×1 point"),
    (lambda: t.deriv(S, S, COL), "derivative in a scalar variable at a N×1 point"),
    (lambda: tm.det(WIDE), "determinant of a N×d term: it takes a square matrix"),
    (lambda: tm.det(CUBE), "determinant of a N×N×N term: it takes a square matrix"),
    (lambda: tm.rank(CUBE), "rank of a N×N×N tensor: it takes a matrix"),
    (lambda: tm.kron(CUBE, SQUARE), "Kronecker product of N×N×N and N×N terms: it takes matrices"),
    (lambda: tm.kron(SQUARE, CUBE), "Kronecker product of N×N and N×N×N terms: it takes matrices"),
    (lambda: tm.vec(CUBE), "vec of a N×N×N tensor: it takes a matrix"),
    (lambda: tm.above(WIDE, COL), "N×d above N×1: the numbers of columns differ"),
    (lambda: tm.above(CUBE, SQUARE), "N×N×N above N×N: the numbers of columns differ"),
    (lambda: tm.above(SQUARE, CUBE), "N×N above N×N×N: the numbers of columns differ"),
    (lambda: tm.above(S, WIDE), "scalar above N×d: the numbers of columns differ"),
    (lambda: tm.beside(WIDE, OTHER), "N×d beside d×1: the numbers of rows differ"),
    (lambda: tm.beside(CUBE, SQUARE), "N×N×N beside N×N: the numbers of rows differ"),
    (lambda: tm.beside(SQUARE, CUBE), "N×N beside N×N×N: the numbers of rows differ"),
    (lambda: tm.beside(S, COL), "scalar beside N×1: the numbers of rows differ"),
    (lambda: scalars.natsum(S, S, 3), UP_TO),
    (lambda: scalars.natsum(K, K, S), UP_TO),
    (lambda: scalars.natprod(K, K, q(-1)), UP_TO),
    (lambda: scalars.natsum(K, COL, 3), "natsum of a N×1 term: it takes scalars"),
    (lambda: scalars.natsum(K, K, ILL), "why"),
    (lambda: scalars.series(S, S), "a series is over naturals"),
    (lambda: scalars.limit(K, K), "limit is taken in a real variable"),
    (lambda: scalars.limit(COL, S), "limit is taken in a real variable"),
    (lambda: scalars.limit(var("e", (), ("Om", True)), S), "limit is taken in a real variable"),
    (lambda: scalars.definite(S, S, COL, 1), "definite of a N×1 term: it takes scalars"),
    (lambda: scalars.ray(S, t.exp(op("exp", ILL)), 0), "a part is ill-shaped"),
    (lambda: scalars.ray(S, ILL, WORSE), "why"),
]  # fmt: skip


@pytest.mark.parametrize("k", range(len(BAD)))
def test_what_does_not_fit_says_why(k: int) -> None:
    make, message = BAD[k]
    assert make() == op("ill", data=(message,))


SPREADING: list[Callable[[Term], Term]] = [
    *[lambda a, make=make: make(a) for make in (  # type: ignore[misc]
        t.recip, t.exp, t.inv, t.trace, t.total, t.diag, t.pinv, t.transpose, tm.det, tm.rank, tm.vec,
        scalars.sin, scalars.cos, scalars.atan,
    )],
    *[lambda a, make=make: make(a, COL) for make in (  # type: ignore[misc]
        t.add, t.mul, t.maximum, t.matmul, tm.kron, tm.above, tm.beside,
    )],
    *[lambda a, make=make: make(WIDE, a) for make in (  # type: ignore[misc]
        t.add, t.mul, t.maximum, t.matmul, tm.kron, tm.above, tm.beside,
    )],
    lambda a: a**2, lambda a: a**-1, lambda a: a**K, lambda a: a[0], lambda a: COL[a], lambda a: WIDE[0, a],
    lambda a: t.apply("f", "entrywise", a), lambda a: t.sequence("a", a, ()), lambda a: t.deriv(S, a, S),
    lambda a: t.deriv(COL, S, a), lambda a: t.bsum(I, a), lambda a: t.integral(("Om", True), a),
    lambda a: scalars.limit(S, a), lambda a: scalars.definite(S, S, a, 0), lambda a: scalars.definite(S, S, 0, a),
    lambda a: scalars.natsum(K, a, 3), lambda a: scalars.series(K, a), lambda a: scalars.natprod(K, K, a),
    lambda a: t.array([[1, a]]),
]  # fmt: skip


@pytest.mark.parametrize("k", range(len(SPREADING)))
def test_poison_spreads(k: int) -> None:
    """The poison itself is what is made, whatever else does not fit."""
    assert SPREADING[k](ILL) == ILL


def test_the_first_poison_spreads() -> None:
    for make in (t.add, t.mul, t.maximum, t.matmul, tm.above, tm.beside):
        assert make(ILL, WORSE) == ILL and make(WORSE, ILL) == WORSE
    assert t.entry(ILL, WORSE) == ILL and t.deriv(S, ILL, WORSE) == ILL and is_poison(t.diagonal(ILL)) == "why"


# --- what is no term ------------------------------------------------------------------------------------------------


def test_what_is_no_term_is_refused_with_a_reason() -> None:
    for bad, why in ((0.5, r"0.5 is a float; write it exactly, e.g. Q\('0.5'\)"), (True, r"True \(bool\) is not"),
                     ("s", r"'s' \(str\) is not a term"), (None, "is not a term"), ([1], "is not a term")):  # fmt: skip
        with pytest.raises(TypeError, match=why):
            t.to_term(bad)
    for exponent in (S, q(Fraction(1, 3)), q(Fraction(3, 2)), t.exp(K), K * 2, WIDE):
        with pytest.raises(TypeError, match="an exponent is an integer, 1/2 or a natural-number variable"):
            S**exponent
    for rows in ([], [[]], [[1], [2, 3]], [1, [2]], [[1, 2], 3], [[1, 2], []]):
        with pytest.raises(ValueError, match="rows of one length, and at least one"):
            t.array(rows)
    with pytest.raises(TypeError, match="cannot be iterated"):
        list(COL)


def test_natural_numbers() -> None:
    natural = [K, q(0), q(7), number(N), number(M), K + 1, K + K + 2, number(N) + K, t.add(K)]
    others = [q(-1), q(Fraction(1, 2)), number(size_sum([(2, N)])), number(size_sum([(1, N), (1, ONE)])), K - 1, K * 2,
              number(size_product(N, D)), S, I, t.add(K, S), t.add(S, K), COL]  # fmt: skip
    assert all(t.is_nat(a) for a in natural) and not any(t.is_nat(a) for a in others)


class Computing:
    """It makes its own sense of arithmetic with a term."""

    computes_with_terms = True

    def __radd__(self, other: object) -> str:
        return "added"

    def __rsub__(self, other: object) -> str:
        return "taken away"

    def __rmul__(self, other: object) -> str:
        return "multiplied"

    def __rtruediv__(self, other: object) -> str:
        return "divided"


def test_what_computes_with_terms_does_so_itself() -> None:
    it: Any = Computing()
    assert (S + it, S - it, S * it, S / it) == ("added", "taken away", "multiplied", "divided")
    assert Term.__array_priority__ >= 1000 and t.exp.__name__ == "exp" and t.exp.__doc__ == "exp, entry by entry."
