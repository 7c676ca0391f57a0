"""Nodes that the constructors make, and the same ones with something about them changed: believed, and not believed."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import pytest

from proofread.trusted import scalar_terms as scalars
from proofread.trusted import terms as t
from proofread.trusted import terms_matrices as tm
from proofread.trusted.sizes import ONE, Size, size_product, size_sum
from proofread.trusted.terms import Node, Prop, Term, connective, index, nat, number, predicate, quantifier, var
from proofread.trusted.well_formed import well_formed
from tests.trusted.attacks import FALSUM, OMEGA, TRIVIAL, UNIT, A, D, M, N, X, apart, column, e, eq, ge, gt, q, s, x

TWO, MANY = Size((), 2), size_sum([(1, N), (1, D)])
c, k, i = var("%1"), nat("%1"), index("%1", N)
cube = var("C", (N, N, N))

TERMS: dict[str, Term] = {
    "const": t.const(Fraction(1, 2)), "size": number(MANY), "size_product": number(size_product(N, D)),
    "var": s, "column": x, "matrix": X, "random": e, "measured": q, "tensor": cube, "empty": column("v", M),
    "index": index("i", N),
    "nat": nat("n"), "eye": t.eye(N), "ones": t.ones(N, D), "array": t.array([[1, s], [2, 3]]),
    "array_column": t.array([1, 2]), "add": t.add(s, x), "mul": t.mul(s, x), "maximum": t.maximum(s, x),
    "power": t.power(x, 3), "power_0": t.power(s, 0), "natpow": t.power(s, nat("n")),
    "natpow_matrix": t.power(A, nat("n")),
    "natpow_size": t.power(s, number(N) + 1), "matmul": A @ x, "matmul_one": x.T @ x, "kron": tm.kron(A, X),
    "above": tm.above(A, x.T), "beside": tm.beside(A, x), "transpose": X.T, "transpose_column": x.T,
    "recip": t.recip(x), "exp": t.exp(x), "log": t.log(x), "sqrt": t.sqrt(x), "tanh": t.tanh(x), "abs": t.absolute(x),
    "sign": t.sign(x), "floor": t.floor(x), "is_zero": t.is_zero(x), "sin": scalars.sin(x), "cos": scalars.cos(x),
    "atan": scalars.atan(x), "inv": t.inv(A), "pinv": t.pinv(X), "trace": t.trace(A), "total": t.total(X),
    "diagonal": t.diagonal(A), "diag": t.diag(x), "det": tm.det(A), "rank": tm.rank(X), "vec": tm.vec(X),
    "entry": X[index("i", N), index("j", D)], "entry_column": x[index("i", N)], "entry_number": t.array([1, 2])[1],
    "entrywise": t.apply("f", "entrywise", x), "field": t.apply("L", "field", x),
    "map": t.apply("F", "map", x, (D, ONE)), "sequence": t.sequence("a", nat("n") + 1, (N, ONE)),
    "deriv": t.deriv(c, c * c, s), "gradient": t.deriv(var("%1", (N, ONE)), t.total(var("%1", (N, ONE))), x),
    "bsum": t.bsum(i, x[i]), "pi": scalars.pi(), "natsum": scalars.natsum(k, k, nat("n")),
    "natprod": scalars.natprod(k, k + 1, t.const(3)), "definite": scalars.definite(c, c, 0, s),
    "ray": scalars.ray(c, c, s), "limit": scalars.limit(c, c), "limit_at": scalars.limit_at(c, c, s),
    "series": scalars.series(k, k), "integral": t.integral(OMEGA, e * x),
}  # fmt: skip
PROPS: dict[str, Prop] = {
    "equal": eq(x, s), "ge": ge(s, 0), "gt": gt(s, 0), "apart": apart(s), "nonzero": predicate("nonzero", X),
    "full_rank": predicate("full_rank", X), "invertible": predicate("invertible", A), "psd": predicate("psd", A),
    "pd": predicate("pd", A), "pd_number": predicate("pd", s), "and": connective("and", TRIVIAL, FALSUM, TRIVIAL),
    "or": connective("or", TRIVIAL), "not": connective("not", TRIVIAL),
    "implies": connective("implies", TRIVIAL, FALSUM),
    "iff": connective("iff", TRIVIAL, FALSUM), "forall": quantifier("forall", c, eq(c, c)),
    "exists": quantifier("exists", i, TRIVIAL), "over_naturals": quantifier("forall", k, TRIVIAL),
    "witnessed": Prop("exists", (eq(c, s),), (c, s)), "converges": scalars.converges(scalars.ray(c, c, s)),
}  # fmt: skip
NAMED = {"var", "index", "nat", "apply", "sequence", "power"}  # names are looked at elsewhere; a power has a number
OF_ANY_SHAPE = {"var", "sequence", "ones", "map"}  # whose shape is their own


def believed(n: Any) -> bool:
    """What is malformed is not believed either: the kernel rejects on any exception."""
    try:
        return well_formed(n)
    except Exception:
        return False


@pytest.mark.parametrize("name", [*TERMS, *PROPS])
def test_what_constructors_make_is_believed(name: str) -> None:
    assert well_formed({**TERMS, **PROPS}[name])


def test_every_operator_stands_here() -> None:
    from proofread.trusted import well_formed as module

    assert set(module._TERMS) == {n.op for n in TERMS.values()}
    known = {*module.RELATIONS, *module.PREDICATES, *module.CONNECTIVES, "forall", "exists", "converges"}
    assert known == {p.op for p in PROPS.values()}


def changed(n: Node) -> Iterator[tuple[str, Node]]:
    """The node with one thing about it changed."""
    shape = n.shape if isinstance(n, Term) else None

    def made(op: str = n.op, args: Any = n.args, data: Any = n.data, shape: Any = shape) -> Node:
        return Term(op, args, data, shape) if isinstance(n, Term) else Prop(op, args, data)

    yield "an operator of its own", made(op=n.op + "X")
    yield "more data", made(data=(*n.data, "more"))
    yield "more data that is none", made(data=(*n.data, None, None))
    if n.op not in ("and", "or"):  # of no parts they are true, and false
        yield "no arguments, or one", made(args=() if n.args else (s,))
    yield "a text for an argument", made(args=("s", *n.args[1:]))
    other = s if n.args and isinstance(n.args[0], Prop) else TRIVIAL
    yield "the other kind of argument", made(args=(other, *n.args[1:]))
    if n.data:
        yield "no data", made(data=())
    if n.data and n.op not in NAMED:
        yield "other data", made(data=(7, *n.data[1:]))
        yield "other data of no use", made(data=(3.5, *n.data[1:]))
    if shape is not None:
        yield "an axis of one", made(shape=(ONE,))
        yield "a matrix of one", made(shape=(ONE, ONE))
        yield "an axis that is no size", made(shape=(3, 4))
        yield "an axis that is not canonical", made(shape=(Size((("N", 1, 0),), 3), ONE))


@pytest.mark.parametrize("name", [*TERMS, *PROPS])
def test_what_they_do_not_make_is_not(name: str) -> None:
    whole = {**TERMS, **PROPS}[name]
    assert [what for what, n in changed(whole) if believed(n)] == []


@pytest.mark.parametrize("name", [name for name, n in TERMS.items() if not {n.op, name} & OF_ANY_SHAPE])
def test_a_shape_is_computed(name: str) -> None:
    n = TERMS[name]
    shapes = [(), (N, ONE), (N, N), (D, D), (M, D), (N, D), (D, N), (ONE, N), (N,), (N, N, N), (TWO, TWO), (TWO, ONE)]
    others = [shape for shape in shapes if shape != n.shape and not (n.op == "eye" and shape in ((D, D), (TWO, TWO)))]
    assert [shape for shape in others if believed(Term(n.op, n.args, n.data, shape))] == []


@pytest.mark.parametrize("name", [n for n in TERMS if n not in ("add", "index", "nat", "var", "array_column")])
def test_arguments_are_so_many(name: str) -> None:
    n = TERMS[name]
    assert not believed(Term(n.op, (*n.args, s), n.data, n.shape))
    assert not believed(Term(n.op, (*n.args, x, x), n.data, n.shape))
    if n.args:
        assert not believed(Term(n.op, n.args[:-1], n.data, n.shape))


@pytest.mark.parametrize("name", [n for n in PROPS if n not in ("and", "or")])
def test_parts_are_so_many(name: str) -> None:
    p = PROPS[name]
    assert not believed(Prop(p.op, (*p.args, p.args[-1]), p.data))
    assert not believed(Prop(p.op, p.args[:-1], p.data))


# --- leaves ---------------------------------------------------------------------------------------------------------

SIZES: list[Any] = [
    Size((), True), Size((), Fraction(3)), Size([], 3), Size((), 3, []), Size((("N", 1, 0),), 3),  # type: ignore[arg-type]
    Size((("N", 1, 1), ("N", 1, 1)), 0), Size((("d", 1, 1), ("N", 1, 1)), 0), Size((("N", 1, True),), 0),
    Size((("N", True, 1),), 0), Size((("N", -1, 1),), 0), Size(((3, 1, 1),), 0), Size((("N", "1", 1),), 0),  # type: ignore[arg-type]
    Size((), 0, ((((("N", 1),)), 1),)), Size((), 0, (((("N", 1), ("d", 1)), 0),)),
    Size((), 0, (((("d", 1), ("N", 1)), 1),)), Size((), 0, (([("N", 1), ("d", 1)], 1),)),  # type: ignore[arg-type]
    Size((), 0, (((("N", 1), ["d", 1]), 1),)), Size((), 0, (((("N", 1), ("d", 1, 1)), 1),)),  # type: ignore[arg-type]
    Size((), 0, (((("N", 1), ("d", 1)), Fraction(1)),)), Size((), 0, (((("N", 1), ("d", -1)), 1),)),  # type: ignore[arg-type]
    3, "N", None, ("N", 1),
]  # fmt: skip


@pytest.mark.parametrize("size", SIZES, ids=range(len(SIZES)))
def test_a_size_is_canonical(size: Any) -> None:
    """Two spellings of one size would be two sizes, or two sizes one."""
    at = Term("const", (), (Fraction(0),))
    for n in (
        lambda: Term("var", (), ("v", None), (N, size)),
        lambda: Term("var", (), ("v", None), (size, N)),
        lambda: Term("eye", (), (), (size, size)),
        lambda: Term("ones", (), (), (size, N)),
        lambda: Term("size", (), (size,)),
        lambda: Term("index", (), ("i", size)),
        lambda: Term("sequence", (at,), ("a",), (size, N)),
        lambda: Term("apply", (s,), ("F", "map"), (size, N)),
    ):
        try:
            made = n()
        except TypeError:  # it has no hash
            continue
        assert not believed(made)


@pytest.mark.parametrize("space", [("Om", 1), ("Om",), ("Om", True, 1), (3, True), (None, True), "Om", 3, True, ()])
def test_a_space_is_a_name_and_whether_it_is_a_probability(space: Any) -> None:
    assert not believed(Term("var", (), ("v", space)))
    assert not believed(Term("integral", (s,), (space,)))


def test_a_number_is_a_fraction_and_a_size_no_number() -> None:
    assert not any(believed(Term("const", (), (value,))) for value in (1, True, 0.5, "1", None))
    assert not believed(Term("size", (), (Size((), 3),)))


@pytest.mark.parametrize("op", ["const", "size", "var", "index", "nat", "eye", "ones", "pi"])
def test_a_leaf_has_nothing_inside(op: str) -> None:
    n = next(n for n in TERMS.values() if n.op == op)
    for args in ((s,), (UNIT, UNIT)):
        assert not believed(Term(op, args, n.data, n.shape))


# --- arrays, powers, functions --------------------------------------------------------------------------------------


def test_an_array_fills_its_shape_with_scalars() -> None:
    one = (UNIT, UNIT, UNIT, UNIT)
    assert believed(Term("array", one, (), (TWO, TWO)))
    for args, data, shape in (
        (one[:3], (), (TWO, TWO)),
        (one, ("more",), (TWO, TWO)),
        (one, (), (Size((), 4),)),
        (one, (), (N, TWO)),
        (one, (), (TWO, Size((), 3))),
        ((*one[:3], x), (), (TWO, TWO)),
        (one, (), ()),
        ((UNIT,), (), (N, ONE)),
        (one, (), (size_sum([(1, N), (1, TWO)]), TWO)),
        (one, (), (TWO, size_sum([(1, N), (1, TWO)]))),
        (one, (), (Size((), True), Size((), 4))),
    ):
        assert not believed(Term("array", args, data, shape))


@pytest.mark.parametrize("base", [s, A])
def test_a_power_has_a_natural_exponent(base: Term) -> None:
    for exponent in (t.const(-1), t.const(Fraction(1, 2)), s, -nat("n"), nat("n") * 2, x):
        assert not believed(Term("natpow", (base, exponent), (), base.shape))
    assert believed(Term("natpow", (base, nat("n") + 2), (), base.shape))


@pytest.mark.parametrize("base", [x, X, cube, var("F", (N, N, D))])
def test_only_numbers_and_squares_have_powers(base: Term) -> None:
    assert not believed(Term("natpow", (base, nat("n")), (), base.shape))


@pytest.mark.parametrize("exponent", [-1, True, Fraction(2), "2", None, 2.0])
def test_a_written_power_is_a_whole_number(exponent: Any) -> None:
    assert not believed(Term("power", (s,), (exponent,)))


@pytest.mark.parametrize("kind", ["oracle", "", None, 3, "Entrywise", ("map",)])
def test_a_function_is_of_a_known_kind(kind: Any) -> None:
    assert not believed(Term("apply", (x,), ("f", kind), (N, ONE)))


def test_a_field_is_a_number_and_an_entrywise_function_keeps_the_shape() -> None:
    assert not believed(Term("apply", (x,), ("L", "field"), (N, ONE)))
    assert not believed(Term("apply", (x,), ("f", "entrywise"), ()))
    assert believed(Term("apply", (x,), ("F", "map"), ()))


@pytest.mark.parametrize("at", [t.const(-1), t.const(Fraction(1, 2)), s, x, number(N) - 1])
def test_a_member_stands_at_a_natural_number(at: Term) -> None:
    assert not believed(Term("sequence", (at,), ("a",)))


# --- binders --------------------------------------------------------------------------------------------------------

BOUND_BADLY: list[Any] = [
    e, t.const(0), number(N), s + 1, Term("var", (s,), ("v", None)), Term("nat", (s,), ("n",)), TRIVIAL, "v", None,
    Term("index", (), ("i", 3)), Term("var", (), ("v",)), Term("pi"), t.exp(s), x[i],
]  # fmt: skip


@pytest.mark.parametrize("bound", BOUND_BADLY, ids=range(len(BOUND_BADLY)))
def test_only_a_variable_is_bound(bound: Any) -> None:
    for op in ("forall", "exists"):
        assert not believed(Prop(op, (TRIVIAL,), (bound,)))
    for op in ("deriv", "bsum", "natsum", "natprod", "definite", "ray", "limit", "limit_at", "series"):
        n = TERMS[op]
        assert not believed(Term(op, n.args, (bound,), n.shape))


WRONG_SORT = {
    "deriv": (i, k), "bsum": (c, k), "natsum": (c, i), "natprod": (c, i), "series": (c, i), "definite": (k, i, x),
    "ray": (k, i, x), "limit": (k, i, x), "limit_at": (k, i, x),
}  # fmt: skip


@pytest.mark.parametrize("op", WRONG_SORT)
def test_each_binder_binds_its_own_sort(op: str) -> None:
    n = TERMS[op]
    for bound in WRONG_SORT[op]:
        assert not believed(Term(op, n.args, (bound,), n.shape))
        assert not believed(Term(op, n.args, (bound, bound), n.shape))


def test_parts_of_a_sum_or_limit_are_numbers() -> None:
    for name in ("natsum", "natprod", "definite", "ray", "limit_at"):
        n = TERMS[name]
        assert not believed(Term(n.op, (n.args[0], x, *n.args[2:]), n.data))
        assert not believed(Term(n.op, (x, *n.args[1:]), n.data))
        assert not believed(Term(n.op, (t.ill("no"), *n.args[1:]), n.data))
    for name in ("limit", "series"):
        assert not believed(Term(name, (x,), TERMS[name].data))
    assert not believed(Term("natsum", (k, s), (k,)))


def test_a_witness_of_an_author_is_a_term() -> None:
    for witness in (TRIVIAL, "s", None, Term("add", (), ()), Term("total", (x,), (), (N, D))):
        assert not believed(Prop("exists", (TRIVIAL,), (c, witness)))
        assert not believed(Prop("exists", (TRIVIAL,), (c, s, witness)))


# --- propositions ---------------------------------------------------------------------------------------------------


def test_a_condition_is_about_terms_and_a_connective_about_propositions() -> None:
    for op in ("equal", "ge", "gt", "apart"):
        assert not believed(Prop(op, (TRIVIAL, TRIVIAL), ()))
        assert not believed(Prop(op, (s, TRIVIAL), ()))
        assert not believed(Prop(op, (x, column("z", D)), ()))
    for op, count in (("and", 2), ("or", 2), ("not", 1), ("implies", 2), ("iff", 2)):
        assert not believed(Prop(op, (s,) * count, ()))
        assert not believed(Prop(op, (TRIVIAL,) * count, ("more",)))
    for op in ("forall", "exists"):
        assert not believed(Prop(op, (s,), (c,)))
        assert not believed(Prop(op, (TRIVIAL, TRIVIAL), (c,)))


@pytest.mark.parametrize("op", ["invertible", "psd", "pd"])
def test_a_predicate_of_squares(op: str) -> None:
    for a in (x, X, cube, x.T):
        assert not believed(Prop(op, (a,), ()))
    for a in (A, s):
        assert believed(Prop(op, (a,), ()))


def test_only_a_limit_converges() -> None:
    for a in (s, scalars.natsum(k, k, nat("n")), t.integral(OMEGA, e), TRIVIAL):
        assert not believed(Prop("converges", (a,), ()))
    for name in ("definite", "ray", "limit", "limit_at", "series"):
        assert believed(Prop("converges", (TERMS[name],), ()))


def test_what_is_deep_inside_is_looked_at() -> None:
    sham = Term("total", (x,), (), (N, D))
    for wrap in (
        lambda a: t.exp(a), lambda a: Term("add", (X, a), (), (N, D)), lambda a: t.integral(OMEGA, a),
        lambda a: Term("deriv", (a, s), (c,), (N, D)), lambda a: Term("bsum", (a,), (i,), (N, D)),
    ):  # fmt: skip
        assert believed(wrap(X)) and not believed(wrap(sham))
        assert not believed(connective("not", eq(wrap(sham), 0))) and believed(connective("not", eq(wrap(X), 0)))


class Alike(tuple[Any, ...]):
    """It says that it is equal to whatever it is compared with."""

    def __eq__(self, other: object) -> bool:
        return True

    __hash__ = tuple.__hash__


def test_what_says_that_it_is_canonical_is_looked_at() -> None:
    """Such values come from memory only; from a file come lists and texts."""
    reversed_names = Alike((("d", 1), ("N", 1)))
    for size in (
        Size(Alike((("N", 1, 0),)), 3), Size((), 3, Alike((((("N", 1), ("d", 1)), 0),))),
        Size((), 0, ((reversed_names, 1),)), Size((), 0, (((Alike(("N", 1)), ("d", 1)), 1),)),
    ):  # fmt: skip
        assert not believed(Term("var", (), ("v", None), (size, N)))
    assert not believed(Term("var", (), ("v", Alike(("Om", True)))))
    assert not believed(Term("integral", (s,), (Alike(("Om", True)),)))


class Sham(Term):
    """It claims to be a term."""

    __hash__ = Node.__hash__


def test_a_node_is_of_the_two_kinds_itself() -> None:
    for n in (Sham("const", (), (Fraction(1),)), 3, "s", None, object(), Node("equal", (s, s), ())):
        assert not believed(n)
        if isinstance(n, Term):
            assert not believed(Term("add", (n, s), ()))
