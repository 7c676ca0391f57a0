from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

import proofread as p
from proofread import Matrix, Nat, Positive, RandomVector, Scalar, Smooth, Vector
from proofread.language.errors import ClaimError
from proofread.language.statements import CodeStatement, DerivedOption, Statement
from proofread.trusted import sizes, terms
from proofread.trusted.printing import text

N, d, n = p.Size("N"), p.Size("d"), p.Size("n")
a, b = terms.var("a"), terms.var("b")


def roles(claim: Any) -> dict[str, str]:
    return {s.id: s.role for s in claim.statements}


def goal(claim: Any, role: str) -> terms.Prop:
    (found,) = [s.goal for s in claim.statements if s.role == role]
    return found


# --- @claim ---------------------------------------------------------------------------------------------------------


@p.claim("hw2/2.2.eq2.26")
def expected_training_error(X: Matrix[N, d], eps: RandomVector[N], sigma2: Positive):
    """E‖(XX⁺ − I)ε‖²/N = (N − d)σ²/N.

    More about it.
    """
    p.assume(p.full_column_rank(X))
    p.assume(p.equal(p.E(eps @ eps.T), sigma2 * p.eye(N)))
    residual = (X @ p.pinv(X) - p.eye(N)) @ eps
    return p.equal(p.E(p.norm2(residual)) / N, (N - d) * sigma2 / N)


@p.claim("ift6135-a2/4.3.result")
def weight_norm_gradient(L: Smooth[n], g: Scalar, u: Vector[n]):
    p.assume(p.nonzero(u))
    w = lambda u: g * u / p.norm(u)
    projection = p.eye(n) - u @ u.T / p.norm2(u)
    return p.equal(p.grad(lambda u: L(w(u)))(u), g / p.norm(u) * projection @ p.grad(L)(w(u)))


@p.claim(conforms_to="ift6135-a2/4.3.result")
def our_backward_pass(grad_w: Vector[n], g: Scalar, u: Vector[n]):
    """The code computes the formula."""
    p.assume(p.nonzero(u))
    formula = g / p.norm(u) * (p.eye(n) - u @ u.T / p.norm2(u)) @ grad_w
    return p.computes(p.code("impls.normalization:weight_norm_backward")(grad_w, g, u), formula, within=8)


@p.choice("dl-exam-w25/B7", key="a")
def dilated_convolution(stride=p.convention(1, 2), padding=p.convention(0, 1, 2, 3)):
    side = p.output_size(7, kernel=3, stride=stride, padding=padding, dilation=2)
    return {"a": p.equal(side, 3), "b": p.equal(side, 5), "c": p.equal(side, 7), "d": p.equal(side, 9)}


def test_a_claim_is_one_item_with_one_statement() -> None:
    (item,) = expected_training_error.items
    (made,) = item.statements
    assert isinstance(made, Statement)
    assert (item.place, item.kind, item.key, item.correct, item.conventions) == (
        "hw2/2.2.eq2.26",
        "claim",
        None,
        None,
        (),
    )
    assert (made.id, made.place, made.role) == ("hw2/2.2.eq2.26", "hw2/2.2.eq2.26", "printed")
    assert (made.name, made.reading) == ("expected_training_error", "E‖(XX⁺ − I)ε‖²/N = (N − d)σ²/N.")
    assert made.file == "tests/language/test_claims.py" or made.file.endswith("/tests/language/test_claims.py")
    assert made.line == expected_training_error.function.__code__.co_firstlineno == item.line


def test_hypotheses_are_those_of_the_sorts_and_then_those_assumed() -> None:
    (made,) = expected_training_error.statements
    X, eps, sigma2 = made.variables
    assert eps.data[1] == ("eps", True)
    assert made.hypotheses == (
        p.gt(sigma2, 0),
        p.full_column_rank(X),
        p.equal(p.E(eps @ eps.T), sigma2 * p.eye(N)),
    )
    assert made.goal.args[1] == (N - d) * sigma2 / N


def test_uninterpreted_functions_are_listed() -> None:
    (made,) = weight_norm_gradient.statements
    assert [f.name for f in made.functions] == ["L"]
    assert [str(v.data[0]) for v in made.variables] == ["g", "u"]


def test_code_is_stated_and_not_imported() -> None:
    (item,) = our_backward_pass.items
    (made,) = item.statements
    assert isinstance(made, CodeStatement)
    assert (item.kind, item.place) == ("code", "ift6135-a2/4.3.result")
    assert made.id == "ift6135-a2/4.3.result#our_backward_pass"
    assert (made.code, made.within, made.output) == ("impls.normalization:weight_norm_backward", 8, None)
    assert [str(t.data[0]) for t in made.arguments] == ["grad_w", "g", "u"]
    assert made.hypotheses == (p.nonzero(made.arguments[2]),)
    assert made.formula.shape == made.arguments[0].shape


def test_one_of_several_results_of_code() -> None:
    @p.claim(conforms_to="doc/1")
    def second(x: Scalar):
        return p.computes(p.code("impls.a.b:f")(x, 2)[1], 2 * x, within=0)

    assert second.statements[0].output == 1
    assert second.statements[0].arguments[1] == terms.const(2)


def test_a_place_may_have_parts_and_a_claim_several_places() -> None:
    @p.claim("doc/1#left", "doc/2")
    def both(a: Scalar):
        return p.equal(a, a)

    assert roles(both) == {"doc/1#left": "printed", "doc/2": "printed"}
    assert [i.place for i in both.items] == ["doc/1", "doc/2"]


def test_a_claim_without_a_place_is_a_lemma() -> None:
    @p.claim()
    def lemma(a: Scalar):
        return p.equal(a, a)

    assert roles(lemma) == {"test_claims#lemma": "printed"}
    assert lemma.items[0].place is None and lemma.statements[0].place is None


def test_a_correction_states_what_is_printed_and_what_is_right() -> None:
    @p.claim("doc/1")
    def corrected(a: Scalar):
        return p.correction(p.equal(a + a, a), to=p.equal(a + a, 2 * a))

    assert roles(corrected) == {"doc/1": "printed", "doc/1#corrected": "corrected"}
    assert goal(corrected, "printed") == p.equal(a + a, a)
    assert goal(corrected, "corrected") == p.equal(a + a, 2 * a)
    assert corrected.items[0].correct == text(p.equal(a + a, 2 * a))


def test_what_is_printed_may_be_ill_shaped() -> None:
    @p.claim("doc/1#formula")
    def printed(x: Vector[n], W: Matrix[n, d]):
        return p.correction(p.equal(W @ x, 0), to=p.equal(W.T @ x, 0))

    assert roles(printed) == {"doc/1#formula": "printed", "doc/1#formula.corrected": "corrected"}
    message = terms.is_poison(goal(printed, "printed"))
    assert message is not None and "n×d" in message and "n×1" in message


def test_a_message_does_not_depend_on_the_claims_before_it() -> None:
    def poison(x: Vector[n]):
        kept: list[terms.Term] = []
        p.bsum(lambda i: kept.append(x[i]) or 1, d)
        return p.correction(p.equal(kept[0], 0), to=p.equal(x, x))

    assert goal(p.claim("doc/1")(poison), "printed") == goal(p.claim("doc/1")(poison), "printed")


def test_an_unstated_condition_is_left_out_and_put_in() -> None:
    @p.claim("doc/1")
    def conditional(a: Scalar, b: Positive):
        p.unstated(p.gt(a, 0))
        return p.gt(a * b, 0)

    assert roles(conditional) == {
        "doc/1#without-condition": "without-condition",
        "doc/1#with-condition": "with-condition",
    }
    without, within = conditional.statements
    assert without.hypotheses == (p.gt(b, 0),) and within.hypotheses == (p.gt(b, 0), p.gt(a, 0))
    assert without.goal == within.goal


def test_readings_of_damaged_text() -> None:
    @p.claim("doc/1")
    def damaged(a: Scalar):
        return p.readings(power=p.equal(a**2, 4), product=p.equal(a * 2, 4))

    assert roles(damaged) == {"doc/1#reading:power": "reading:power", "doc/1#reading:product": "reading:product"}


def test_decimals_are_judged_rounded_and_cut_off() -> None:
    @p.answer("doc/1", key="2.66")
    def mean():
        return p.correction(p.decimals(p.Q("8/3"), "2.66"), to=p.decimals(p.Q("8/3"), "2.67"))

    assert roles(mean) == {"doc/1": "printed", "doc/1#truncated": "truncated", "doc/1#corrected": "corrected"}
    assert goal(mean, "truncated") == p.truncates_to(p.Q("8/3"), "2.66")
    assert goal(mean, "corrected") == p.rounds_to(p.Q("8/3"), "2.67")


def test_conventions_of_a_claim_are_swept() -> None:
    @p.claim("doc/1")
    def swept(a: Scalar, k=p.convention(1, 2), s=p.convention(0, 3)):
        return p.equal(k * a, a + s)

    assert list(roles(swept)) == ["doc/1", "doc/1#@k=1,s=3", "doc/1#@k=2,s=0", "doc/1#@k=2,s=3"]
    assert swept.items[0].conventions == (("k", ("1", "2")), ("s", ("0", "3")))
    assert swept.statements[-1].goal == p.equal(2 * a, a + 3) and swept.statements[-1].role == "swept"


# --- @answer --------------------------------------------------------------------------------------------------------


def test_an_answer_keeps_its_key() -> None:
    @p.answer("doc/1", key="40")
    def count():
        return p.equal(p.Q(5) * 7 + 5, 40)

    (item,) = count.items
    assert (item.kind, item.key, roles(count)) == ("answer", "40", {"doc/1": "printed"})


@pytest.mark.parametrize("key", ["", "blank"])
def test_where_the_key_is_blank_the_answer_is_ours(key: str) -> None:
    @p.answer("doc/1", key=key)
    def ours():
        return p.equal(p.Q(6) * 5, 30)

    assert (ours.items[0].key, roles(ours)) == ("", {"doc/1": "corrected"})


# --- @choice --------------------------------------------------------------------------------------------------------


def test_every_option_is_a_statement() -> None:
    (item,) = dilated_convolution.items
    options = [s for s in item.statements if s.role != "swept"]
    assert (item.kind, item.key) == ("choice", "a")
    assert [(s.id, s.role) for s in options] == [(f"dl-exam-w25/B7#{k}", f"option:{k}") for k in "abcd"]
    assert options[0].goal == p.equal(3, 3) and options[1].goal == p.equal(3, 5)


def test_conventions_of_a_choice_are_swept() -> None:
    (item,) = dilated_convolution.items
    swept = {s.id: s.goal for s in item.statements if s.role == "swept"}
    assert len(swept) == 7 * 4
    assert swept["dl-exam-w25/B7#b@stride=1,padding=1"] == p.equal(5, 5)
    assert swept["dl-exam-w25/B7#a@stride=2,padding=1"] == p.equal(3, 3)
    assert item.conventions == (("stride", ("1", "2")), ("padding", ("0", "1", "2", "3")))


def test_a_choice_of_many_sorts_of_option() -> None:
    @p.choice("doc/q", key="ac", correct="d")
    def question(a: Scalar):
        return {
            "a": p.when(p.gt(a, 0), p.gt(a, 1)),
            "b": p.readings(one=p.gt(a, 1), two=p.gt(a, 2)),
            "c": p.all_of("a", "b"),
            "d": p.none_of("a", "b", "c"),
        }

    (item,) = question.items
    assert roles(question) == {
        "doc/q#a": "option:a",
        "doc/q#a.with-condition": "option:a:with-condition",
        "doc/q#b.reading:one": "option:b:reading:one",
        "doc/q#b.reading:two": "option:b:reading:two",
    }
    assert item.derived == (DerivedOption("c", "all", ("a", "b")), DerivedOption("d", "none", ("a", "b", "c")))
    assert (item.key, item.correct) == ("ac", "d")
    assert question.statements[1].hypotheses == (p.gt(a, 1),)


def test_correct_may_be_none_and_the_key_blank() -> None:
    @p.choice("doc/q", key="blank", correct="none")
    def question():
        return {"a": p.equal(1, 2), "b": p.equal(1, 3)}

    assert (question.items[0].key, question.items[0].correct) == ("", "none")


# --- definitions ----------------------------------------------------------------------------------------------------


def test_definitions_are_items_of_their_own_and_give_back_what_they_introduce() -> None:
    @p.claim("doc/2")
    def projection(X: Matrix[N, d], k=p.convention(1, 2)):
        A = p.definition("doc/1", X @ p.pinv(X))
        assert p.definition("doc/0") is None and p.definition("doc/3", 1, 2) == (1, 2)
        return p.equal(A @ A, A**k)

    assert [(i.place, i.kind, len(i.statements)) for i in projection.items] == [
        ("doc/1", "definition", 0),
        ("doc/0", "definition", 0),
        ("doc/3", "definition", 0),
        ("doc/2", "claim", 2),
    ]
    assert projection.items[0].line > projection.items[-1].line


# --- errors ---------------------------------------------------------------------------------------------------------


def returning(result: Callable[..., Any]) -> Callable[..., Any]:
    def wrong(a: Scalar, x: Vector[n], y: Vector[d]):
        return result(a, x, y)

    return wrong


@pytest.mark.parametrize(
    ("result", "message"),
    [
        (lambda a, x, y: None, "returns nothing"),
        (lambda a, x, y: a == a, "returns a truth value; == compares terms"),
        (lambda a, x, y: a + a, "returns Term"),
        (lambda a, x, y: [p.equal(a, a)], "returns list"),
        (lambda a, x, y: p.equal(a, 0.5), r'0\.5 is a float.*Q\("0\.5"\)'),
        (lambda a, x, y: p.equal(a * 0.5, a), r"0\.5 is a float.*Q\('0\.5'\)"),
        (lambda a, x, y: p.implies(a == a, p.equal(a, a)), "truth value"),
        (lambda a, x, y: p.equal(a, a) if p.equal(a, a) else None, "a statement is not a truth value"),
        (lambda a, x, y: a if a > 0 else -a, r"not supported between.*compare with le\(\)"),
        (lambda a, x, y: list(x), r"use bsum\(lambda i"),
        (lambda a, x, y: p.assume(p.equal(x, y)), "an assumption is ill-shaped: n×1 and d×1"),
        (lambda a, x, y: p.unstated(p.equal(x, y)), "condition is ill-shaped: n×1 and d×1"),
        (lambda a, x, y: p.assume(True), "assume was given a truth value"),
        (lambda a, x, y: p.correction(p.equal(a, a)), "needs what is right"),
        (lambda a, x, y: p.correction(p.equal(a, 1), to=p.equal(a, 1)), "the correction is what is printed"),
        (lambda a, x, y: p.correction(a, to=p.equal(a, 1)), "correction of a term by a statement"),
        (lambda a, x, y: p.correction(a, to=2 * a), "returns Correction"),
        (lambda a, x, y: p.correction(p.equal(a, 1), to=p.equal(x, y)), "the correction is ill-shaped: n×1 and d×1"),
        (lambda a, x, y: p.readings(only=p.equal(a, 1)), "at least two"),
        (lambda a, x, y: p.readings(one=p.equal(a, 1), two=a), "the reading two was given a"),
        (lambda a, x, y: p.definition("doc/0", x + y), "a definition is ill-shaped"),
        (lambda a, x, y: p.line("doc/1", a), "line inside a claim"),
        (lambda a, x, y: p.given("doc/1", p.equal(a, 1)), "given inside a claim"),
        (lambda a, x, y: p.code("impls.module.function"), "is not a reference to code"),
        (lambda a, x, y: p.code("impls/module.py:function"), "is not a reference to code"),
        (lambda a, x, y: p.computes(a, a, within=1), "is not a call of code"),
        (lambda a, x, y: p.computes(p.code("m:f")(a), a, within=0.5), "whole number of units"),
        (lambda a, x, y: p.computes(p.code("m:f")(a), x + y, within=1), "the computation is ill-shaped"),
        (lambda a, x, y: p.computes(p.code("m:f")(a), a, within=1), r"computes\(…\) at a place"),
        (lambda a, x, y: 1 / 0, "ZeroDivisionError"),
    ],
)
def test_a_wrong_claim_names_itself_and_its_line(result: Callable[..., Any], message: str) -> None:
    with pytest.raises(ClaimError, match=message) as caught:
        p.claim("doc/1")(returning(result))
    assert caught.value.file.endswith("tests/language/test_claims.py") and caught.value.line > 0
    assert str(caught.value).startswith(f"{caught.value.file}:{caught.value.line}: ")


def test_readings_and_corrections_take_no_unstated_condition() -> None:
    def both(a: Scalar):
        p.unstated(p.gt(a, 0))
        return p.readings(one=p.equal(a, 1), two=p.equal(a, 2))

    with pytest.raises(ClaimError, match="one plain statement"):
        p.claim("doc/1")(both)


def test_a_blank_key_takes_one_statement() -> None:
    with pytest.raises(ClaimError, match="a blank key has one answer"):
        p.answer("doc/1", key="")(lambda: p.decimals(1, "1"))
    with pytest.raises(ClaimError, match="our answer is ill-shaped"):
        p.answer("doc/1", key="")(lambda: p.equal([1, 2], [1, 2, 3]))


def test_conforms_to_is_for_code() -> None:
    with pytest.raises(ClaimError, match="conforms_to without computes"):
        p.claim(conforms_to="doc/1")(lambda: p.equal(1, 1))


def unannotated(a):
    return p.equal(a, a)


def with_a_default(a: Scalar = 1):
    return p.equal(a, a)


def with_another_annotation(a: int):
    return p.equal(a, a)


def with_many(*a: Scalar):
    return p.equal(a, a)


def with_an_unknown_size(a: Vector[undeclared]):  # noqa: F821
    return p.equal(a, a)


@pytest.mark.parametrize("wrong", [unannotated, with_a_default, with_another_annotation, with_many])
def test_a_parameter_without_a_sort(wrong: Any) -> None:
    with pytest.raises(ClaimError, match=f"{wrong.__name__}: the parameter a has no sort"):
        p.claim("doc/1")(wrong)


def test_an_annotation_that_cannot_be_read() -> None:
    with pytest.raises(ClaimError, match="name 'undeclared' is not defined"):
        p.claim("doc/1")(with_an_unknown_size)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"a": p.equal(1, 1)}, "returns its options"),
        (p.equal(1, 1), "returns its options"),
        ({1: p.equal(1, 1), 2: p.equal(1, 1)}, "returns its options"),
        ({"a": p.equal(1, 1), "b": 2}, "option b is 2"),
        ({"a": p.equal(1, 1), "c": p.equal(1, 2)}, "'b' is not among the options a, c"),
        ({"a": p.equal(1, 1), "b": p.none_of("z")}, "option b speaks of"),
        ({"a": p.equal(1, 1), "b": p.none_of("b")}, "option b speaks of"),
        ({"a": p.equal(1, 1), "b": p.none_of()}, "option b speaks of"),
    ],
)
def test_a_wrong_choice(options: Any, message: str) -> None:
    with pytest.raises(ClaimError, match=message):
        p.choice("doc/1", key="b")(lambda: options)


def test_a_wrong_proposal() -> None:
    with pytest.raises(ClaimError, match="'x' is not among"):
        p.choice("doc/1", key="a", correct="x")(lambda: {"a": p.equal(1, 1), "b": p.equal(1, 2)})


def test_options_stay_the_same_under_every_convention() -> None:
    def question(k=p.convention("a", "c")):
        return {k: p.equal(1, 1), "b": p.equal(1, 2)}

    with pytest.raises(ClaimError, match="under k=c the options are other ones"):
        p.choice("doc/1")(question)


@pytest.mark.parametrize("values", [(), (1, 1), (1, 0.5)])
def test_a_wrong_convention(values: tuple[Any, ...]) -> None:
    with pytest.raises(ClaimError, match="convention"):
        p.convention(*values)


def test_too_many_conventions() -> None:
    def swept(i=p.convention(*range(20)), j=p.convention(*range(20))):
        return p.equal(i, j)

    with pytest.raises(ClaimError, match="more than 256 combinations"):
        p.claim("doc/1")(swept)


@pytest.mark.parametrize("place", ["", " doc/1", "doc/1#", "#part", "doc/1#a#b", None])
def test_a_wrong_place(place: Any) -> None:
    with pytest.raises(ClaimError):
        p.claim(place)


def test_a_claim_without_brackets() -> None:
    with pytest.raises(ClaimError, match="without brackets"):
        p.claim(lambda: p.equal(1, 1))  # type: ignore[arg-type]


@pytest.mark.parametrize("word", [p.assume, p.unstated])
def test_assumptions_belong_into_a_claim(word: Any) -> None:
    with pytest.raises(ClaimError, match="outside a claim"):
        word(p.equal(1, 1))


def test_unstated_belongs_into_a_claim_or_an_answer() -> None:
    with pytest.raises(ClaimError, match="unstated inside a choice"):
        p.choice("doc/1")(lambda: p.unstated(p.equal(1, 1)))


def test_a_bound_variable_used_outside_is_found() -> None:
    def leak(x: Vector[n]):
        kept: list[Any] = []
        p.bsum(lambda i: kept.append(i) or x[i], n)
        return p.equal(x[kept[0]], 0)

    with pytest.raises(ClaimError, match="used outside it"):
        p.claim("doc/1")(leak)


def test_a_variable_of_another_claim_is_found() -> None:
    with pytest.raises(ClaimError, match="stranger: not declared by this claim"):
        p.claim("doc/1")(lambda: p.equal(terms.var("stranger"), 0))


def test_one_size_with_two_least_values_is_found() -> None:
    other = p.Size("n", min=0)

    def mixed(x: Vector[n]):
        return p.equal(p.total(x), other)

    with pytest.raises(ClaimError, match="the size n is at least 0, and at least 1"):
        p.claim("doc/1")(mixed)


def test_what_a_claim_records_is_no_truth_value() -> None:
    for made in (p.correction(p.equal(1, 2), to=p.equal(1, 1)), p.readings(a=p.equal(1, 1), b=p.equal(1, 2))):
        with pytest.raises(TypeError, match="not a truth value"):
            bool(made)


def test_natural_numbers_are_variables() -> None:
    @p.claim("doc/1")
    def power(H: Matrix[n, n], t: Nat):
        return p.equal(H ** (t + 1), H @ H**t)

    assert power.statements[0].variables == (terms.var("H", (n, n)), terms.nat("t"))
    assert sizes.size_symbol("n") == n
