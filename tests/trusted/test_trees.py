"""Free variables, substitution without capture, binders, JSON and digests."""

from __future__ import annotations

import json

import pytest

from proofread.trusted import terms as t
from proofread.trusted.terms import Node, Term, connective, deriv, index, integral, nat, relation, var
from proofread.trusted.trees import (
    CaptureError,
    bind,
    binder_height,
    digest,
    free_spaces,
    free_variables,
    from_json,
    function_names,
    open_binder,
    size_names,
    substitute,
    to_json,
)
from tests.trusted.attacks import TRIVIAL, A, D, E, N, X, column, e, eq, every, f, gt, s, some, x, y

a, b, v = var("a"), var("b"), var("%1")
i = index("i", N)
EVERYTHING: list[Node] = [
    X @ column("z", D),
    deriv(v, v * a, b),
    t.bsum(i, x[i]),
    E(e * s),
    every(a, gt(a, b)),
    some(a, connective("not", gt(a, b))),
    t.sequence("g", nat("n") + 1, (N, t.ONE)),
    t.apply("F", "map", x, (D, t.ONE)),
    t.array([[1, s], [2, 3]]),
    A ** nat("n"),
    relation("apart", x, 0),
    t.number(N),
    t.const(t.Fraction(-2, 3)),
    s**3,
    integral(("Z", False), var("q", (), ("Z", False))),
]


def test_free_variables() -> None:
    assert free_variables(every(a, gt(a, b))) == {b}
    assert free_variables(deriv(a, a * b, a)) == {a, b}  # the point is outside the binder
    assert free_variables(t.bsum(i, x[i])) == {x}
    assert free_variables(E(e)) == {e} and free_spaces(E(e)) == frozenset() and free_spaces(e * s) == {("Om", True)}
    assert free_spaces(integral(("Z", False), e)) == {("Om", True)}


def test_names_of_functions_and_sizes() -> None:
    assert function_names(t.apply("f", "entrywise", t.sequence("g", nat("n"), ()))) == {"f", "g"}
    assert size_names(eq(X, 0)) == {("N", 1), ("d", 1)}
    assert size_names(every(column("v", D), TRIVIAL)) == {("d", 1)}
    assert size_names(t.bsum(i, s)) == {("N", 1)}


def test_substitution_replaces_what_is_free() -> None:
    p = connective("and", gt(a, 0), every(a, gt(a, b)))
    assert substitute(p, {a: s}) == connective("and", gt(s, 0), every(a, gt(a, b)))
    assert substitute(gt(a, b), {a: b, b: a}) == gt(b, a)  # at once, not one after the other
    assert substitute(deriv(a, a * b, a), {a: s}) == deriv(a, a * b, s)


@pytest.mark.parametrize(
    "node",
    [every(a, gt(a, b)), some(a, gt(a, b)), deriv(a, a * b, s), every(s, every(a, gt(a, b)))],
)
def test_capture_is_refused(node: Node) -> None:
    with pytest.raises(CaptureError):
        substitute(node, {b: 2 * a})


def test_indices_and_points_are_not_captured_either() -> None:
    summed = t.bsum(i, x[i] * b)
    with pytest.raises(CaptureError):
        substitute(summed, {b: y[i]})
    with pytest.raises(CaptureError):
        substitute(E(e * b), {b: f})
    assert substitute(summed, {b: s}) == t.bsum(i, x[i] * s)


def test_what_is_not_there_is_not_captured() -> None:
    assert substitute(every(a, gt(a, s)), {b: a}) == every(a, gt(a, s))


def test_binding_makes_one_form_of_all_names() -> None:
    one, two = var("?1"), var("?2")
    over = lambda w: bind(lambda bound, p: t.quantifier("forall", bound, p), w, gt(w, s))
    assert over(one) == over(two) == every(var("%1"), gt(var("%1"), s))


def test_binding_nests_and_avoids_what_is_free() -> None:
    inner = some(var("%1"), gt(var("%1"), b))
    outer = bind(lambda bound, p: t.quantifier("forall", bound, p), b, inner)
    assert outer.data[0].data[0] == "%2" and binder_height(outer) == 2
    free = bind(lambda bound, p: t.quantifier("forall", bound, p), b, gt(b, var("%1")))
    assert var("%1") in free_variables(free)


def test_a_binder_is_opened_with_any_term() -> None:
    assert open_binder(every(a, gt(a, b)), s + 1) == gt(s + 1, b)
    with pytest.raises(CaptureError):
        open_binder(every(a, some(b, gt(b, a))), b)


@pytest.mark.parametrize("node", EVERYTHING, ids=range(len(EVERYTHING)))
def test_json_is_read_back(node: Node) -> None:
    read = from_json(json.loads(json.dumps(to_json(node))))
    assert read == node and hash(read) == hash(node) and digest(read) == digest(node)


def test_digests_differ() -> None:
    assert len({digest(n) for n in EVERYTHING}) == len(EVERYTHING)
    assert digest(gt(a, b)) != digest(gt(b, a))
    assert digest(var("a", (N, t.ONE))) != digest(var("a", (D, t.ONE))) != digest(a)
    assert digest(eq(a, b), eq(a, b)) != digest(eq(a, b))


def test_other_things_have_no_place_in_json() -> None:
    for bad in (0.5, object(), [1], {"a": 1}):
        with pytest.raises(TypeError):
            to_json(Term("const", (), (bad,)) if not isinstance(bad, list | dict) else bad)
