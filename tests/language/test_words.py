from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

import proofread as p
from proofread.language.errors import ClaimError
from proofread.trusted import exact, instances, sizes, terms, trees
from proofread.trusted.terms import Prop, Term

N, d = p.Size("N"), p.Size("d")
ONE = sizes.ONE
x, y = terms.var("x", (N, ONE)), terms.var("y", (N, ONE))
v = terms.var("v", (d, ONE))
a, b = terms.var("a"), terms.var("b")
A, X = terms.var("A", (N, N)), terms.var("X", (N, d))
VALUES = {"x": ["1", "-2"], "y": ["3", "1/2"], "A": [["2", "1"], ["1", "3"]], "a": "2", "b": "-3"}


def verdict(prop: Prop, **values: Any) -> bool | None:
    """Decided exactly at N = 2."""
    names = {str(t.data[0]) for t in trees.free_variables(prop)}
    given = {"sizes": {"N": 2}, "values": {k: w for k, w in {**VALUES, **values}.items() if k in names}}
    given["sizes"] = {k: 2 for k, _ in trees.size_names(prop)}
    return exact.holds(prop, instances.read_instance(given, [prop]))


def number(t: Term, value: object) -> bool | None:
    return verdict(p.equal(t, value))


def test_relations_hold_entry_by_entry() -> None:
    assert verdict(p.ge(x, -2)) and verdict(p.gt(x, -3)) and verdict(p.le(x, 1)) and verdict(p.lt(x, 2))
    assert verdict(p.gt(x, -2)) is False and verdict(p.lt(x, 1)) is False
    assert verdict(p.apart(x, y)) and verdict(p.apart(x, x)) is False
    assert p.equal([a, b], [2, -3]).args[1] == terms.array([2, -3])
    assert verdict(p.equal([a, b], [2, -3]))


def test_properties() -> None:
    assert verdict(p.nonzero(x)) and verdict(p.nonzero(x - x)) is False
    assert verdict(p.invertible(A)) and verdict(p.pd(A)) and verdict(p.psd(A)) and verdict(p.symmetric(A))
    assert verdict(p.full_column_rank(A)) and verdict(p.full_column_rank(x @ y.T)) is False
    assert verdict(p.orthogonal(A)) is False and verdict(p.orthogonal(A), A=[["0", "1"], ["-1", "0"]])


@pytest.mark.parametrize("word", [p.invertible, p.psd, p.pd, p.symmetric, p.orthogonal])
def test_a_property_of_square_matrices_is_poison_of_others(word: Any) -> None:
    message = terms.is_poison(word(X))
    assert message is not None and "N×d" in message


def test_connectives() -> None:
    yes, no = p.gt(a, 0), p.gt(b, 0)
    assert verdict(p.and_(yes, no)) is False and verdict(p.or_(yes, no)) is True and verdict(p.not_(no)) is True
    assert verdict(p.implies(yes, no)) is False and verdict(p.iff(no, p.not_(yes))) is True
    assert p.and_(yes) is yes


def test_exactly_one() -> None:
    yes, no = p.gt(a, 0), p.gt(b, 0)
    assert verdict(p.exactly_one(no, yes, no)) is True
    assert verdict(p.exactly_one(yes, no, yes)) is False
    assert verdict(p.exactly_one(no, no)) is False


@pytest.mark.parametrize("word", [p.and_, p.or_, p.not_, p.implies, p.iff])
def test_connectives_refuse_truth_values(word: Any) -> None:
    with pytest.raises(ClaimError, match="truth value; == compares terms"):
        word(*[a == a] * (1 if word is p.not_ else 2))


def test_connectives_of_nothing_are_refused() -> None:
    with pytest.raises(ClaimError, match="at least one statement"):
        p.and_()


def test_quantifiers_close_over_their_variable() -> None:
    stated = p.forall(p.Vector[N], lambda u: p.equal(u, x))
    assert stated.op == "forall" and trees.free_variables(stated) == {x}
    assert stated.data[0] == terms.var("%1", (N, ONE))
    assert stated == p.forall(p.Vector[N], lambda other: p.equal(other, x))


def test_quantifiers_carry_what_is_known_of_their_sort() -> None:
    bound = terms.var("%1")
    assert p.forall(p.Positive, lambda t: p.gt(t, a)).args[0] == p.implies(p.gt(bound, 0), p.gt(bound, a))
    assert p.exists(p.Positive, lambda t: p.gt(t, a)).args[0] == p.and_(p.gt(bound, 0), p.gt(bound, a))


def test_several_variables_are_nested_quantifiers() -> None:
    together = p.forall(p.Scalar, p.Scalar, lambda s, t: p.gt(s, t))
    assert together == p.forall(p.Scalar, lambda s: p.forall(p.Scalar, lambda t: p.gt(s, t)))
    assert p.forall(p.Index[N], lambda i: p.exists(p.Index[N], lambda j: p.gt(x[i], x[j]))).op == "forall"


def test_quantifiers_over_indices_are_decided() -> None:
    assert verdict(p.forall(p.Index[N], lambda i: p.lt(x[i], y[i]))) is True
    assert verdict(p.forall(p.Index[N], lambda i: p.gt(x[i], 0))) is False
    assert verdict(p.exists(p.Index[N], lambda i: p.gt(x[i], 0))) is True


@pytest.mark.parametrize(
    "arguments", [(), (p.Scalar,), (lambda t: t,), (p.RandomScalar, lambda t: t), (p.Entrywise, lambda t: t)]
)
def test_quantifiers_refuse_what_is_no_sort_of_terms(arguments: tuple[Any, ...]) -> None:
    with pytest.raises(ClaimError, match="takes sorts of terms and a function"):
        p.forall(*arguments)


def test_a_quantified_term_is_no_statement() -> None:
    with pytest.raises(ClaimError, match="not a statement"):
        p.forall(p.Scalar, lambda t: t)


def test_sums_over_indices() -> None:
    assert p.bsum(lambda i: x[i], N) == p.bsum(lambda k: x[k], N)
    assert number(p.bsum(lambda i: x[i] * y[i], N), 2)
    assert number(p.bsum(lambda i: p.bsum(lambda j: (1 - p.eye(N)[i, j]) * A[i, j], N), N), 2)
    assert trees.free_variables(p.bsum(lambda i: p.bsum(lambda j: A[i, j], N), N)) == {A}


def test_an_index_runs_over_its_axis_only() -> None:
    message = terms.is_poison(p.bsum(lambda i: x[i], d))
    assert message is not None and "d" in message and "N" in message


def test_norms_products_and_means() -> None:
    assert number(p.norm2(x), 5) and number(p.norm(x) * p.norm(x), 5) is None  # √5 is enclosed, never equal
    assert number(p.norm([3, 4]), 5)
    assert number(p.dot(x, y), 2) and number(p.total(A), 7)
    assert number(p.mean(x), Fraction(-1, 2)) and number(p.mean(A), Fraction(7, 4)) and p.mean(a) is a
    assert number(p.trace(A), 5) and number(p.maximum(a, b), 2) and number(p.abs_(b), 3)
    assert verdict(p.equal(p.relu([a, b]), [2, 0]))


def test_shapes_that_differ_are_poison_and_name_both_sizes() -> None:
    for t in (x + v, x @ v, p.dot(x, v), p.dot(x, a), X @ x):
        message = terms.is_poison(t)
        assert message is not None
    assert "N×1 and d×1" in str(terms.is_poison(p.equal(x, v)))
    assert "N×1 and d×1" in str(terms.is_poison(p.dot(x, v)))


def test_activations() -> None:
    assert number(p.sigmoid(0), Fraction(1, 2))
    assert verdict(p.gt(p.sigmoid(x), 0)) and verdict(p.lt(p.sigmoid(x), 1))
    assert verdict(p.equal(p.softmax([a, a]), [Fraction(1, 2), Fraction(1, 2)])) is None  # e² is enclosed
    assert verdict(p.equal(p.softmax([0, 0]), [Fraction(1, 2), Fraction(1, 2)]))


def test_constants() -> None:
    assert p.eye(1) == p.ones(1) == p.ones(1, 1) == terms.const(1)
    assert p.eye(N).shape == (N, N) and p.ones(N).shape == (N, ONE) and p.ones(N, d).shape == (N, d)
    assert verdict(p.equal(p.zeros(N), x - x))
    assert p.array([[1, 2], [a, 4]]).shape == (sizes.Size((), 2), sizes.Size((), 2))


def test_minimisers() -> None:
    f = lambda t: (t - a) ** 2
    assert p.minimises(f, a, p.Scalar) == p.forall(p.Scalar, lambda t: p.le(f(a), f(t)))
    assert p.maximises(f, a, p.Scalar) == p.forall(p.Scalar, lambda t: p.ge(f(a), f(t)))
    both = p.same_minimisers(f, lambda t: 2 * f(t), p.Scalar)
    assert both.op == "forall" and both.args[0].op == "iff" and trees.free_variables(both) == {a}


def test_minimisers_over_an_index_are_decided() -> None:
    values = lambda i: x[i] * x[i]
    assert verdict(p.same_minimisers(values, lambda i: 3 * values(i) + 1, p.Index[N])) is True
    assert verdict(p.same_minimisers(values, lambda i: -values(i), p.Index[N])) is False


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: p.equal(x, 0.5), r'0\.5 is a float.*write Q\("0\.5"\)'),
        (lambda: p.equal(x, p.gt(a, 0)), "is a statement where a term is needed"),
        (lambda: p.equal(x, "x"), "is not a term"),
        (lambda: p.equal(x, True), "is not a term"),
        (lambda: p.array([[1, 2], [3]]), "rows of one length"),
        (lambda: p.array([0.5]), "is a float"),
        (lambda: p.total([]), "rows of one length"),
    ],
)
def test_what_is_no_term(make: Any, message: str) -> None:
    with pytest.raises(ClaimError, match=message):
        make()


def test_a_statement_is_no_truth_value() -> None:
    with pytest.raises(TypeError, match="not a truth value"):
        bool(p.equal(x, y))
    with pytest.raises(TypeError, match="not a truth value"):
        bool(x)
