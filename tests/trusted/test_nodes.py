"""What follows from a node alone: what is free in it, which spaces, sizes and axes it speaks of; equality; poison."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from proofread.trusted import scalar_terms as scalars
from proofread.trusted import terms as t
from proofread.trusted.nodes import BINDERS, LEAVES, Node, for_itself, is_poison
from proofread.trusted.shapes import as_size, column, scalar_if_one
from proofread.trusted.sizes import ONE, Size, size_product, size_sum
from proofread.trusted.terms import Prop, Term, connective, index, nat, number, quantifier, relation, var
from tests.trusted.attacks import FALSUM, OMEGA, TRIVIAL, A, D, E, M, N, X, e, eq, every, f, gt, q, r, s, x

c, k, i, n = var("%1"), nat("%1"), index("%1", N), nat("n")
BOUND: dict[str, Any] = {
    "deriv": t.deriv(c, c * s, r), "bsum": t.bsum(i, x[i] * s), "natsum": scalars.natsum(k, k * s, n),
    "natprod": scalars.natprod(k, k * s, n), "definite": scalars.definite(c, c * s, r, n),
    "ray": scalars.ray(c, c * s, r), "limit": scalars.limit(c, c * s), "limit_at": scalars.limit_at(c, c * s, r),
    "series": scalars.series(k, k * s), "forall": every(c, gt(c, s)), "exists": quantifier("exists", c, gt(c, s)),
}  # fmt: skip
OUTSIDE = {
    "deriv": {r}, "natsum": {n}, "natprod": {n}, "definite": {r, n}, "ray": {r}, "limit_at": {r}, "bsum": {x},
}  # fmt: skip


@pytest.mark.parametrize("op", sorted(BOUND))
def test_a_variable_is_bound_in_the_first_part_alone(op: str) -> None:
    p = BOUND[op]
    bound = p.data[0]
    assert p.op == op and p.free == {s} | OUTSIDE.get(op, set())
    if len(p.args) > 1:
        again = Term(op, (p.args[0], *[bound] * (len(p.args) - 1)), p.data)
        assert again.free == {s, bound}
    assert p.free is p.free  # kept


def test_every_binder_stands_here() -> None:
    assert set(BOUND) | {"integral"} == BINDERS and {"var", "index", "nat"} == LEAVES


def test_an_integral_binds_a_point_and_no_variable() -> None:
    both = t.integral(OMEGA, e * s * q)
    assert both.free == {e, s, q} and both.free_spaces == {("Z", False)}
    assert both.spaces == {OMEGA, ("Z", False)} and (e * f).free_spaces == {OMEGA}
    assert E(s).free_spaces == frozenset() and E(s).spaces == {OMEGA}
    assert s.free_spaces == s.spaces == frozenset() and e.spaces == {OMEGA}
    assert t.integral(("Om", False), e).free_spaces == {OMEGA}  # another measure's point


def test_leaves_are_free_in_themselves() -> None:
    for leaf in (s, x, e, n, index("j", D)):
        assert leaf.free == {leaf}
    for closed in (t.const(1), number(N), t.eye(N), t.ones(N, D), scalars.pi()):
        assert closed.free == frozenset()
    assert (s + r * x).free == {s, r, x}
    assert connective("and", gt(s, 0), gt(r, 0)).free == {s, r}


def test_sizes_are_found_wherever_they_are_written() -> None:
    both = size_product(N, M)
    for node in (
        number(both), var("v", (both, ONE)), index("j", both), t.bsum(index("j", both), s),
        every(index("j", both), TRIVIAL), every(var("v", (both, ONE)), TRIVIAL), t.sequence("a", n, (both, ONE)),
        t.apply("F", "map", s, (both, ONE)), t.eye(both), eq(t.ones(both), 0), t.exp(t.total(var("v", (both, ONE)))),
    ):  # fmt: skip
        assert node.sizes == {("N", 1), ("M", 0)}
    assert eq(X, number(M)).sizes == {("N", 1), ("d", 1), ("M", 0)} and s.sizes == frozenset()


def test_axes_are_sizes_of_which_something_has_so_many() -> None:
    short = size_sum([(1, N), (-1, ONE)])
    assert number(short).axes == frozenset() and (number(short) + s).axes == frozenset()
    assert var("v", (short, ONE)).axes == {short, ONE} and index("j", short).axes == {short}
    assert t.bsum(index("j", short), s).axes == {short} == every(index("j", short), TRIVIAL).axes
    assert every(var("v", (short, D)), TRIVIAL).axes == {short, D}
    assert t.total(X).axes == {N, D} and eq(x, var("v", (N, ONE))).axes == {N, ONE}
    assert every(c, TRIVIAL).axes == every(k, TRIVIAL).axes == frozenset()


def test_what_is_kept_is_not_exchanged_between_nodes() -> None:
    for name in ("free", "free_spaces", "sizes", "axes", "spaces"):
        nodes = [X * s, E(e) + n, t.bsum(i, x[i]), every(c, gt(c, s))]
        first = [getattr(node, name) for node in nodes]
        assert first == [getattr(node, name) for node in nodes] and all(isinstance(one, frozenset) for one in first)
    assert [getattr(X * e, name) for name in ("free", "free_spaces", "sizes", "axes", "spaces")] == [
        {X, e}, {OMEGA}, {("N", 1), ("d", 1)}, {N, D}, {OMEGA},
    ]  # fmt: skip


# --- equality -------------------------------------------------------------------------------------------------------


def same_hash(a: Node, b: Node) -> bool:
    """Whether they are equal, where only the hash says otherwise."""
    object.__setattr__(b, "_hash", hash(a))
    return a == b


def test_nodes_that_have_one_hash_are_told_apart() -> None:
    """Equality is no matter of hashes: two that collide are compared in all they have."""
    pairs = [
        (Term("exp", (s,)), Term("log", (s,))), (Term("exp", (s,)), Term("exp", (r,))),
        (Term("power", (s,), (2,)), Term("power", (s,), (3,))),
        (Term("ones", (), (), (N, D)), Term("ones", (), (), (D, N))),
        (Prop("equal", (s, s), ()), Prop("ge", (s, s), ())),
    ]  # fmt: skip
    assert not any(same_hash(a, b) for a, b in pairs)
    assert not same_hash(Prop("equal", (s, r), ()), Term("equal", (s, r)))
    assert same_hash(Term("exp", (s,)), Term("exp", (s,)))
    other = Term("exp", (s,))
    object.__setattr__(other, "_hash", hash(s))
    assert other != Term("exp", (s,))  # so that unequal hashes decide quickly


def test_a_node_is_equal_to_nodes_only() -> None:
    assert s != "s" and TRIVIAL != 3 and s == s and hash(s) == hash(var("s"))
    assert (s == object()) is False

    class Alike(Term):
        __hash__ = Node.__hash__

    assert Alike("var", (), ("s", None)) != s and s != Alike("var", (), ("s", None))


def test_nodes_stay_what_they_are() -> None:
    for node in (s, TRIVIAL):
        with pytest.raises(AttributeError, match="immutable"):
            node.op = "log"
        with pytest.raises(AttributeError, match="immutable"):
            del node.args
        with pytest.raises(AttributeError, match="not copied or pickled"):
            copy.deepcopy(node)
        with pytest.raises(TypeError, match="truth value"):
            bool(node)


# --- poison and propositions ----------------------------------------------------------------------------------------


def test_poison_is_found_wherever_it_is() -> None:
    bad = t.ill("why")
    assert is_poison(bad) == "why" and is_poison(s) is None and is_poison(TRIVIAL) is None
    for node in (
        Term("exp", (bad,)),
        Term("add", (s, Term("log", (bad,)))),
        Prop("not", (Prop("ge", (s, bad), ()),), ()),
    ):
        assert is_poison(node) == "why"
    assert is_poison(Term("add", (t.ill("first"), t.ill("second")))) == "first"


def test_what_makes_propositions() -> None:
    assert connective("and", TRIVIAL, FALSUM) == Prop("and", (TRIVIAL, FALSUM), ())
    assert quantifier("forall", c, TRIVIAL) == Prop("forall", (TRIVIAL,), (c,))
    assert relation("ge", s, 0) == Prop("ge", (s, t.const(0)), ())
    assert t.predicate("pd", A) == Prop("pd", (A,), ())


def test_what_computes_with_terms_is_asked_first() -> None:
    class Wide:
        computes_with_terms = True

    class Odd:
        computes_with_terms = 1

    class Plain:
        pass

    plain = Plain()
    plain.computes_with_terms = True  # type: ignore[attr-defined]
    assert for_itself(Wide()) and not for_itself(Odd()) and not for_itself(plain) and not for_itself(3)


# --- shapes ---------------------------------------------------------------------------------------------------------


def test_shapes() -> None:
    assert as_size(3) == Size((), 3) and as_size(N) is N
    assert column([N]) == (N, ONE) and column([N, D]) == (N, D) and column([]) == ()
    assert scalar_if_one((ONE, ONE)) == () == scalar_if_one(()) and scalar_if_one((N, ONE)) == (N, ONE)
    assert scalar_if_one((ONE, N)) == (ONE, N)
