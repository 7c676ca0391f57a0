"""The exact evaluator: exact values operator by operator, propositions in three values, and the edges."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from proofread.trusted import terms as t
from proofread.trusted.exact import EMPTY, InstanceError, OutOfBudget, Undefined, evaluate, holds, read_instance
from proofread.trusted.sizes import ONE, Size, size_symbol
from proofread.trusted.terms import Prop, Term, array, connective, const, deriv, predicate, quantifier, relation, var
from proofread.trusted.trees import bind

N, D = size_symbol("N", 0), size_symbol("d", 0)
OMEGA, Z = ("Omega", True), ("Z", False)
X, A, B = var("X", (N, D)), var("A", (N, N)), var("B", (N, N))
V, W, C = var("v", (N, ONE)), var("w", (N, ONE)), var("c")
HALF = Fraction(1, 2)


def equal(x: object, y: object) -> Prop:
    return relation("equal", x, y)


def grad(body: Any, at: Term) -> Term:
    temporary = var(f"x{id(body)}", at.shape)
    return bind(lambda v, b: deriv(v, b, at), temporary, t.to_term(body(temporary)))


def exact_value(term: Term, instance: Any = EMPTY) -> list[Fraction]:
    out = evaluate(term, instance)
    assert all(x.is_point for x in out.flat), "an exact value was expected"
    return [x.lo for x in out.flat]


def truth(prop: Prop, given_: dict[str, Any] | None = None) -> bool | None:
    return holds(prop, read_instance(given_ or {}, [prop]))


M = array([[1, 2], [3, 4]])
COLUMN = array([5, -6])

CASES: list[tuple[Term, list[Any], tuple[int, ...]]] = [
    (const(HALF), [HALF], ()),
    (t.eye(2), [1, 0, 0, 1], (2, 2)),
    (t.eye(1), [1], (1, 1)),
    (t.ones(2), [1, 1], (2, 1)),
    (M + 1, [2, 3, 4, 5], (2, 2)),
    (M * M, [1, 4, 9, 16], (2, 2)),
    (t.maximum(COLUMN, 0), [5, 0], (2, 1)),
    (t.maximum(COLUMN, COLUMN), [5, -6], (2, 1)),
    (M**2, [1, 4, 9, 16], (2, 2)),
    (const(0) ** 0, [1], ()),
    (const(-1) ** 10**15, [1], ()),
    (const(0) ** (10**15), [0], ()),
    (M @ COLUMN, [-7, -9], (2, 1)),
    (COLUMN.T @ COLUMN, [61], ()),
    (COLUMN @ COLUMN.T, [25, -30, -30, 36], (2, 2)),
    (M.T, [1, 3, 2, 4], (2, 2)),
    (t.recip(array([2, 0])), [HALF, 0], (2, 1)),
    (t.exp(const(0)), [1], ()),
    (t.log(const(1)), [0], ()),
    (t.sqrt(array([Fraction(9, 4), 0])), [Fraction(3, 2), 0], (2, 1)),
    (t.tanh(const(0)), [0], ()),
    (t.absolute(COLUMN), [5, 6], (2, 1)),
    (t.sign(array([-3, 0, 2])), [-1, 0, 1], (3, 1)),
    (t.floor(array([Fraction(-1, 2), 3])), [-1, 3], (2, 1)),
    (t.floor(t.exp(const(1))), [2], ()),
    (t.is_zero(array([0, -1, HALF])), [1, 0, 0], (3, 1)),
    (t.is_zero(t.exp(const(1))), [0], ()),
    (t.inv(M), [-2, 1, Fraction(3, 2), -HALF], (2, 2)),
    (t.inv(array([[0, 1], [1, 0]])), [0, 1, 1, 0], (2, 2)),
    (t.pinv(array([[1, 2], [2, 4]])), [Fraction(k, 25) for k in (1, 2, 2, 4)], (2, 2)),
    (t.pinv(array([[0, 0], [0, 0]])), [0] * 4, (2, 2)),
    (t.pinv(array([[1, 1]])), [HALF, HALF], (2, 1)),
    (t.trace(M), [5], ()),
    (t.diagonal(M), [1, 4], (2, 1)),
    (t.diagonal(const(7)), [7], ()),
    (t.diag(COLUMN), [5, 0, 0, -6], (2, 2)),
    (t.total(M), [10], ()),
    (t.entry(M, 1, 0), [3], ()),
    (t.entry(M, 0, 1), [2], ()),
    (t.entry(M, 1, 1), [4], ()),
    (t.entry(COLUMN, 1), [-6], ()),
    (bind(t.bsum, t.index("k", Size((), 3)), t.index("k", Size((), 3)) * const(2)), [6], ()),
]


@pytest.mark.parametrize(("term", "flat", "dims"), CASES, ids=lambda x: repr(x) if isinstance(x, Term) else "")
def test_exact_values(term: Term, flat: list[Any], dims: tuple[int, ...]) -> None:
    assert exact_value(term) == flat and evaluate(term, EMPTY).dims == dims


def test_leaves_and_functions_of_an_instance() -> None:
    k, i, column = t.nat("k"), t.index("i", N), (N, ONE)
    body = [t.number(N), k, i, t.sequence("s", k + 1, ()), t.apply("f", "entrywise", V),
            t.apply("L", "field", V), t.apply("G", "map", V, column), t.power(A, k), t.power(C, k)]  # fmt: skip
    instance = read_instance(
        {"sizes": {"N": 2}, "nats": {"k": 2}, "indices": {"i": 1},
         "values": {"v": ["1", "2"], "A": [["1", "1"], ["0", "1"]], "c": "-3"},
         "functions": {"s": {"kind": "sequence", "values": ["0", "0", "0", "7"]},
                       "f": {"kind": "entrywise", "coefficients": ["1", "0", "1/2"]},
                       "L": {"kind": "field", "constant": "1", "linear": ["1", "10"],
                             "quadratic": [["0", "1"], ["0", "0"]], "cubic_diagonal": ["0", "1"]},
                       "G": {"kind": "map", "components": [{"linear": ["0", "1"]}, {"constant": "5"}]}}},
        body,
    )  # fmt: skip
    values = [exact_value(x, instance) for x in body]
    assert values == [[2], [2], [1], [7], [Fraction(3, 2), 3], [1 + 21 + 2 + 8], [2, 5], [1, 2, 0, 1], [9]]


def test_integrals_weigh_the_points_and_spaces_are_independent() -> None:
    x, y, f = var("x", (), OMEGA), var("y", (), ("Psi", True)), var("f", (), Z)
    both = t.integral(OMEGA, t.integral(("Psi", True), x * y))
    square = t.integral(OMEGA, t.power(x - t.integral(OMEGA, x), 2))
    mass = t.integral(Z, f)
    instance = read_instance(
        {"spaces": {"Omega": ["1/4", "3/4"], "Psi": ["1"], "Z": ["2", "3"]},
         "values": {"x": {"points": ["4", "0"]}, "y": {"points": ["5"]}, "f": {"points": ["1/4", "1/6"]}}},
        [both, square, mass],
    )  # fmt: skip
    assert [exact_value(e, instance) for e in (both, square, mass)] == [[5], [3], [1]]
    with pytest.raises(Undefined, match="depends on the point of Omega"):
        evaluate(x + 1, instance)


# --- derivatives ----------------------------------------------------------------------------------------------------


def test_gradients_jacobians_and_hessians_are_exact() -> None:
    at = array([2, 3])
    quadratic = lambda x: x.T @ M @ x
    assert exact_value(grad(quadratic, at)) == exact_value((M + M.T) @ at)
    assert exact_value(grad(lambda x: grad(quadratic, x), at)) == exact_value(M + M.T)
    assert exact_value(grad(lambda x: array([[1, 2], [3, 4], [5, 6]]) @ x, at)) == [1, 2, 3, 4, 5, 6]
    assert exact_value(grad(lambda x: t.trace(t.inv(x)), M)) == exact_value(-(t.inv(M) @ t.inv(M)).T)
    assert exact_value(grad(lambda x: x * COLUMN, const(3))) == [5, -6]


def test_derivatives_of_inverses_where_the_moving_entry_is_zero() -> None:
    """−A⁻¹ E A⁻¹ at the identity is −E; elimination must not pass over an entry that is 0 and moves."""
    minus = exact_value(-t.eye(4))
    assert exact_value(grad(t.inv, t.eye(2))) == minus and exact_value(grad(t.pinv, t.eye(2))) == minus


def test_shapes_of_derivatives() -> None:
    one, row = var("one", (ONE, ONE)), array([[1, 2, 3]])
    assert evaluate(grad(lambda x: t.total(x * x), row), EMPTY).dims == (1, 3)
    assert evaluate(grad(lambda x: t.eye(1) * t.total(x), COLUMN), EMPTY).dims == (2, 1)
    for body, dims in [(lambda x: t.trace(x) * COLUMN, (2, 1)), (lambda x: x * x, ())]:
        term = grad(body, one)
        assert evaluate(term, read_instance({"values": {"one": [["4"]]}}, [term])).dims == dims


def test_nested_derivatives_do_not_confuse_their_variables() -> None:
    """d/dx [x · d/dy (x + y)] = 1, the classical trap: it is 2 where the two ε are taken for one."""
    assert exact_value(grad(lambda x: x * grad(lambda y: x + y, const(1)), const(1))) == [1]
    assert exact_value(grad(lambda x: grad(lambda y: x * y * y, x) * x, const(3))) == [2 * 3 * 9]  # (2x²·x)′ = 6x²


def test_the_derivative_of_an_applied_field_and_of_its_gradient() -> None:
    field = lambda x: t.apply("L", "field", x)
    gradient, hessian = grad(field, V), grad(lambda x: grad(field, x), V)
    interpretation = {"kind": "field", "quadratic": [["1", "2"], ["0", "3"]], "cubic_diagonal": ["1", "0"]}
    given_ = {"sizes": {"N": 2}, "values": {"v": ["1", "-1"]}, "functions": {"L": interpretation}}
    instance = read_instance(given_, [gradient, hessian])
    assert exact_value(gradient, instance) == [2 - 2 + 3, 2 - 6] and exact_value(hessian, instance) == [8, 2, 2, 6]


@pytest.mark.parametrize(
    ("body", "at"),
    [(t.sqrt, 0), (t.absolute, 0), (t.sign, 0), (t.recip, 0), (t.log, 0), (t.log, -1), (t.sqrt, -1), (t.floor, 2),
     (t.is_zero, 0),
         (lambda x: t.maximum(x, 1), 1), (lambda x: t.maximum(x, x), 1), (lambda x: t.inv(array([[x, 1], [1, 1]])), 1),
     (lambda x: t.pinv(array([[x, 1], [1, 1]])), 1), (lambda x: t.sqrt(t.power(x, 2)), 0)],
)  # fmt: skip
def test_no_derivative_at_a_kink_or_outside_the_domain(body: Any, at: int) -> None:
    with pytest.raises(Undefined):
        evaluate(grad(body, const(at)), EMPTY)


def test_an_index_or_exponent_has_to_be_known_exactly() -> None:
    for bad in (t.floor(ROOT * ROOT), WIDE):
        with pytest.raises(Undefined, match="known exactly"):
            evaluate(t.entry(COLUMN, bad), EMPTY)
    with pytest.raises(Undefined, match="known exactly"):
        evaluate(grad(lambda x: t.entry(COLUMN, x), const(1)), EMPTY)


def test_derivatives_beside_a_kink_are_those_of_the_piece() -> None:
    steps = [(t.absolute, -2, -1), (lambda x: t.maximum(x, 1), 2, 1), (lambda x: t.maximum(x, 1), 0, 0),
             (t.sign, 3, 0), (t.is_zero, 3, 0), (t.floor, HALF, 0),
             (t.recip, 2, Fraction(-1, 4)), (t.sqrt, 4, Fraction(1, 4)),
             (lambda x: t.power(x, 0), 5, 0), (lambda x: t.power(x, 3), 0, 0), (t.tanh, 0, 1),
             (t.exp, 0, 1)]  # fmt: skip
    assert [exact_value(grad(f, const(at))) for f, at, _ in steps] == [[slope] for _, _, slope in steps]


# --- propositions in three values -----------------------------------------------------------------------------------

TRUE, FALSE, UNKNOWN = equal(1, 1), equal(1, 2), equal(t.exp(t.log(const(2))), 2)
ROOT = t.sqrt(const(2))
WIDE = t.sign(ROOT * ROOT - 2)  # the number 0, of which the evaluator knows that it is between −1 and 1
NAT, IND = t.nat("k"), t.index("k", Size((), 3))

VERDICTS: list[tuple[Prop, bool | None]] = [
    (TRUE, True), (FALSE, False), (UNKNOWN, None), (equal(ROOT, ROOT), None), (equal(ROOT, 1), False),
    (relation("ge", ROOT, 1), True), (relation("ge", ROOT, 2), False), (relation("ge", ROOT, ROOT), None),
    (relation("ge", 1, 1), True), (relation("gt", 1, 1), False), (relation("gt", ROOT, ROOT), None),
    (relation("ge", WIDE, 1), None), (relation("gt", WIDE, -1), None),
    (relation("gt", WIDE, 1), False), (relation("ge", WIDE, -1), True),
    (equal(WIDE, 1), None), (equal(WIDE, 2 * WIDE), None), (equal(WIDE, WIDE), None),
    (relation("ge", t.maximum((WIDE + 1) / 4, WIDE), HALF), None), (relation("ge", t.maximum(WIDE, -1), -1), True),
    (predicate("pd", WIDE + 1), None), (predicate("psd", WIDE + 1), None), (predicate("psd", WIDE - 1), None),
    (predicate("pd", WIDE - 1), False), (relation("apart", WIDE, -1), None),
    (relation("gt", array([2, 3]), 1), True), (relation("gt", array([2, 1]), 1), False),
    (relation("apart", array([2, 3]), 1), True), (relation("apart", array([2, 1]), 1), False),
    (relation("apart", ROOT * ROOT, 2), None), (relation("ge", t.log(const(-1)), 0), None),
    (equal(array([0, ROOT]), array([1, ROOT])), False), (equal(const(1), t.sqrt(const(-1))), None),
    (predicate("nonzero", array([0, 1])), True), (predicate("nonzero", array([0, 0])), False),
    (predicate("nonzero", ROOT * ROOT - 2), None), (predicate("nonzero", array([ROOT * ROOT - 2, 1])), True),
    (predicate("invertible", M), True), (predicate("invertible", array([[1, 2], [2, 4]])), False),
    (predicate("invertible", array([[ROOT, 1], [2, ROOT]])), None), (predicate("invertible", const(0)), False),
    (predicate("invertible", array([[ROOT, 1], [1, ROOT]])), True), (predicate("invertible", array([[1, 2]])), None),
    (predicate("full_rank", array([[1], [0]])), True), (predicate("full_rank", array([[1, 0]])), False),
    (predicate("full_rank", COLUMN), True), (predicate("pd", const(1)), True), (predicate("psd", const(-1)), False),
    (predicate("psd", M), False), (predicate("psd", array([[0, 0], [0, 1]])), True),
    (predicate("psd", array([[0, 1], [1, 5]])), False), (predicate("pd", array([[1, 1], [1, 1]])), False),
    (predicate("psd", array([[1, 1], [1, 1]])), True), (predicate("pd", array([[ROOT, 1], [1, ROOT]])), True),
    (predicate("pd", array([[ROOT, 1], [1, HALF]])), False), (predicate("psd", array([[1, ROOT], [ROOT, 5]])), None),
    (predicate("psd", array([[-1, ROOT], [ROOT, 5]])), False),
    (connective("and", TRUE, UNKNOWN), None), (connective("and", UNKNOWN, FALSE), False), (connective("and"), True),
    (connective("or", UNKNOWN, TRUE), True), (connective("or", FALSE, UNKNOWN), None), (connective("or"), False),
    (connective("not", UNKNOWN), None), (connective("not", FALSE), True),
    (connective("implies", UNKNOWN, TRUE), True), (connective("implies", FALSE, UNKNOWN), True),
    (connective("implies", UNKNOWN, FALSE), None), (connective("implies", TRUE, FALSE), False),
    (connective("iff", FALSE, FALSE), True), (connective("iff", TRUE, FALSE), False),
    (connective("iff", TRUE, UNKNOWN), None),
    (bind(lambda v, b: quantifier("forall", v, b), IND, relation("gt", 3, IND)), True),
    (bind(lambda v, b: quantifier("forall", v, b), IND, relation("gt", 2, IND)), False),
    (bind(lambda v, b: quantifier("exists", v, b), IND, equal(IND, 2)), True),
    (bind(lambda v, b: quantifier("exists", v, b), IND, equal(IND, 3)), False),
    (bind(lambda v, b: quantifier("forall", v, b), NAT, relation("ge", NAT, 0)), None),
    (bind(lambda v, b: quantifier("forall", v, b), NAT, relation("gt", 2, NAT)), False),
    (bind(lambda v, b: quantifier("exists", v, b), NAT, equal(NAT, 2)), True),
    (bind(lambda v, b: quantifier("exists", v, b), NAT, equal(NAT, -1)), None),
    (bind(lambda v, b: quantifier("forall", v, b), C, equal(C, C)), True),
    (bind(lambda v, b: quantifier("forall", v, b), C, equal(C, C + 1)), False),
    (bind(lambda v, b: quantifier("exists", v, b), C, equal(C, 1)), True),
]  # fmt: skip


@pytest.mark.parametrize(("prop", "verdict"), VERDICTS, ids=lambda x: repr(x))
def test_verdicts(prop: Prop, verdict: bool | None) -> None:
    assert holds(prop, EMPTY) is verdict


def test_a_relation_on_a_random_quantity_is_about_every_point() -> None:
    x, y = var("x", (), OMEGA), var("y", (), ("Psi", True))
    given_ = {"spaces": {"Omega": ["1/2", "1/2"], "Psi": ["1/3", "2/3"]},
              "values": {"x": {"points": ["1", "2"]}, "y": {"points": ["1", "-1"]}}}  # fmt: skip
    assert truth(relation("gt", x, 0), given_) is True
    assert truth(equal(x, 1), given_) is False
    assert truth(connective("not", equal(x, 1)), given_) is True
    assert truth(relation("apart", x, 1), given_) is False
    assert truth(relation("gt", x + y, 0), given_) is False
    assert truth(relation("ge", x + y, 0), given_) is True
    assert truth(predicate("nonzero", x - 1), given_) is False


def test_axes_of_size_0_and_1() -> None:
    for n in (0, 1):
        given_ = {"sizes": {"N": n}, "values": {"A": [["2"]][:n], "v": ["3"][:n]}}
        checks = [equal(t.inv(A) @ A, t.eye(N)), equal(t.total(t.ones(N)), t.number(N)), predicate("pd", A),
                  predicate("invertible", A), equal(t.trace(A), 2 * t.number(N)), equal(t.pinv(A), t.inv(A)),
                  equal(grad(lambda x: x.T @ x, V), 2 * V), equal(t.power(A, NAT), t.power(A, NAT))]  # fmt: skip
        assert [truth(c, {**given_, "nats": {"k": 0}}) for c in checks] == [True] * len(checks)
        assert truth(predicate("nonzero", V), given_) is (n == 1)


# --- limits, and terms that no constructor makes --------------------------------------------------------------------


def test_work_is_capped() -> None:
    huge = [const(3) ** 10**9, t.power(t.power(const(7), 10**4), 10**4), t.ones(10**6, 10**6), t.exp(const(1)) ** 10**9,
            bind(t.bsum, t.index("k", Size((), 10**9)), const(0) * t.index("k", Size((), 10**9)))]  # fmt: skip
    for term in huge:
        with pytest.raises(OutOfBudget):
            evaluate(term, replace(EMPTY, work=20_000))
    growing = t.power(array([[1, 1], [1, 0]]), NAT)
    with pytest.raises(OutOfBudget):
        evaluate(growing, read_instance({"nats": {"k": 10**6}}, [growing], work=5_000))
    deep = const(1)
    for _ in range(5000):
        deep = Term("add", (deep,))
    with pytest.raises(OutOfBudget, match="nested"):
        evaluate(deep, EMPTY)


@pytest.mark.parametrize(
    "forged",
    [Term("matmul", (M, COLUMN), (), (Size((), 2), Size((), 2))), Term("entry", (COLUMN, const(2), const(0))),
     Term("entry", (COLUMN, const(HALF), const(0))), Term("total", (M,), (), (ONE, Size((), 2))), t.ill("no"),
     Term("const", (), ("1",)), Term("power", (M,), (-1,), M.shape), Term("add", (M, COLUMN), (), M.shape),
     Term("array", (M,), (), (ONE, ONE)), Term("add", ()), Term("natpow", (const(2), const(HALF))),
     Term("diag", (M,), (), M.shape), Term("no such operator"), Term("inv", (COLUMN,), (), COLUMN.shape)],
    ids=lambda x: x.op,
)  # fmt: skip
def test_terms_that_do_not_fit_have_no_value(forged: Term) -> None:
    with pytest.raises(Undefined):
        evaluate(forged, EMPTY)
    assert (
        holds(Prop("equal", (forged, forged), ()), EMPTY) is None
        and holds(Prop("no such", (forged,), ()), EMPTY) is None
    )


def test_what_the_instance_lacks_is_named() -> None:
    for term, name in [
        (C, "c"),
        (t.number(N), "N"),
        (NAT, "k"),
        (t.apply("f", "field", t.ones(1)), "f"),
        (t.ones(N), "N"),
    ]:
        with pytest.raises(InstanceError, match=f" {name} "):
            evaluate(term, EMPTY)
