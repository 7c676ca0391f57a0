from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

import proofread as p
from proofread import Matrix, Scalar, Vector
from proofread.language.errors import ClaimError
from proofread.trusted import terms
from proofread.trusted.printing import text

n = p.Size("n")
a, b = terms.var("a"), terms.var("b")


def parts(derivation: Any, place: str) -> dict[str, Any]:
    return {s.role: s for s in derivation.statements if s.place == place}


@p.derivation
def chain(a: Scalar, b: Scalar):
    """The square of a sum."""
    p.assume(p.gt(a, 0))
    yield p.line(None, (a + b) ** 2)
    yield p.line("doc/1", (a + b) * (a + b), "definition")
    yield p.line("doc/2", p.correction(a**2 + b**2, to=a**2 + 2 * a * b + b**2), "expanding")
    yield p.line("doc/3", a**2 + b**2 + 2 * a * b)


def test_every_line_is_compared_with_the_first_term() -> None:
    first = (a + b) ** 2
    assert parts(chain, "doc/1")["truth"].goal == p.equal(first, (a + b) * (a + b))
    assert parts(chain, "doc/2")["truth"].goal == p.equal(first, a**2 + b**2)
    assert parts(chain, "doc/2")["corrected"].goal == p.equal(first, a**2 + 2 * a * b + b**2)
    assert {s.hypotheses for s in chain.statements} == {(p.gt(a, 0),)}


def test_every_line_is_compared_with_the_one_before_as_printed_and_as_corrected() -> None:
    third = parts(chain, "doc/3")
    assert set(third) == {"truth", "step", "step-corrected"}
    assert third["step"].goal == p.equal(a**2 + b**2, a**2 + b**2 + 2 * a * b)
    assert third["step-corrected"].goal == p.equal(a**2 + 2 * a * b + b**2, a**2 + b**2 + 2 * a * b)
    assert parts(chain, "doc/1")["step"].goal == p.equal((a + b) ** 2, (a + b) * (a + b))


def test_items_are_lines_with_ids_and_their_own_line_numbers() -> None:
    assert [(i.place, i.kind) for i in chain.items] == [("doc/1", "line"), ("doc/2", "line"), ("doc/3", "line")]
    assert [s.id for s in chain.items[1].statements] == ["doc/2#truth", "doc/2#corrected", "doc/2#step"]
    at = chain.function.__code__.co_firstlineno
    assert [i.line - at for i in chain.items] == [5, 6, 7]
    assert [s.line - at for s in chain.items[1].statements] == [6, 6, 6]
    assert chain.statements[0].why == "definition" and chain.statements[0].reading == "The square of a sum."
    assert chain.items[1].correct == text(a**2 + 2 * a * b + b**2) and chain.items[0].correct is None


@p.derivation
def solving(A: Matrix[n, n], x: Vector[n], y: Vector[n]):
    p.assume(p.invertible(A))
    premise = p.equal(A @ x, y)
    yield p.given("doc/0", premise)
    yield p.line("doc/1", p.correction(p.equal(x, A @ y), to=p.equal(x, p.inv(A) @ y)), "multiply by the inverse")
    yield p.line("doc/2", p.equal(y, A @ x), "the premise again", using=(premise,))
    yield p.line("doc/3", p.equal(x.T, (p.inv(A) @ y).T))


def test_statements_follow_from_the_hypotheses_and_from_the_line_before() -> None:
    A, x, y = solving.statements[0].variables
    premise, printed, corrected = p.equal(A @ x, y), p.equal(x, A @ y), p.equal(x, p.inv(A) @ y)
    known = p.invertible(A)
    first, second, third = (parts(solving, f"doc/{k}") for k in (1, 2, 3))
    assert first["truth"].hypotheses == first["step"].hypotheses == (known, premise)
    assert first["corrected"].goal == corrected
    assert second["truth"].hypotheses == (known, premise)
    assert second["step"].hypotheses == (known, printed, premise)
    assert second["step-corrected"].hypotheses == (known, corrected, premise)
    assert third["step"].hypotheses == (known, p.equal(y, A @ x)) and "step-corrected" not in third


def test_a_premise_is_a_definition() -> None:
    premise = solving.items[0]
    assert (premise.place, premise.kind, premise.statements) == ("doc/0", "definition", ())


def test_the_first_statement_of_a_chain_has_no_step() -> None:
    @p.derivation
    def two(a: Scalar):
        yield p.line("doc/1", p.equal(a, a))
        yield p.line("doc/2", p.equal(2 * a, a + a))

    assert set(parts(two, "doc/1")) == {"truth"} and set(parts(two, "doc/2")) == {"truth", "step"}


def test_a_new_chain_starts_where_it_says_so() -> None:
    @p.derivation
    def two_chains(a: Scalar, b: Scalar):
        yield p.line("doc/0", a + b)
        yield p.line("doc/1#left", b + a)
        yield p.line("doc/2", p.equal(a, a), start=True)
        yield p.line("doc/3", a * b, start=True)
        yield p.line("doc/4", b * a)

    assert [(i.place, i.kind) for i in two_chains.items] == [
        ("doc/0", "definition"),
        ("doc/1", "line"),
        ("doc/2", "line"),
        ("doc/3", "definition"),
        ("doc/4", "line"),
    ]
    assert [s.id for s in two_chains.statements][:2] == ["doc/1#left.truth", "doc/1#left.step"]
    assert set(parts(two_chains, "doc/2")) == {"truth"}
    assert parts(two_chains, "doc/4")["truth"].goal == p.equal(a * b, b * a)


def test_a_premise_before_terms_is_granted_to_all_of_them() -> None:
    @p.derivation
    def under(a: Scalar, b: Scalar):
        yield p.given("doc/0", p.equal(a, b))
        yield p.line(None, a + a)
        yield p.line("doc/1", a + b)

    found = parts(under, "doc/1")
    assert found["truth"].hypotheses == found["step"].hypotheses == (p.equal(a, b),)


def test_a_line_under_an_unstated_condition() -> None:
    @p.derivation
    def conditional(a: Scalar, b: Scalar):
        yield p.line(None, a * b / b)
        yield p.line("doc/1", a, condition=p.apart(b, 0))

    found = parts(conditional, "doc/1")
    assert set(found) == {"without-condition", "with-condition", "step"}
    assert found["without-condition"].hypotheses == ()
    assert found["with-condition"].hypotheses == found["step"].hypotheses == (p.apart(b, 0),)


def test_a_poison_line_is_carried_and_the_next_is_judged_from_its_correction() -> None:
    @p.derivation
    def ill(W: Matrix[n, n], x: Vector[n]):
        yield p.line(None, W @ x)
        yield p.line("doc/1", p.correction(x @ W, to=W @ x + 0))
        yield p.line("doc/2", p.correction(x @ W @ x, to=0 + W @ x))
        yield p.line("doc/3", W @ x)

    first = parts(ill, "doc/1")
    assert set(first) == {"truth", "corrected"}
    message = terms.is_poison(first["truth"].goal)
    assert message is not None and "n×1" in message and "n×n" in message
    assert set(parts(ill, "doc/2")) == {"truth", "corrected"}
    assert set(parts(ill, "doc/3")) == {"truth", "step-corrected"}


def test_a_matrix_in_a_chain_of_numbers_is_poison_and_zero_is_not() -> None:
    @p.derivation
    def mixed(x: Vector[n]):
        yield p.line(None, x.T @ x)
        yield p.line("doc/1", x @ x.T)
        yield p.line("doc/2", p.norm2(x))
        yield p.line("doc/3", 0)

    assert terms.is_poison(parts(mixed, "doc/1")["truth"].goal) == "n×n line in a chain of scalar terms"
    assert set(parts(mixed, "doc/2")) == {"truth"}
    assert parts(mixed, "doc/3")["step"].goal == p.equal(p.norm2(x_of(mixed)), 0)


def x_of(derivation: Any) -> terms.Term:
    return derivation.statements[0].variables[0]


def test_definitions_inside_a_derivation() -> None:
    @p.derivation
    def named(x: Vector[n]):
        P = p.definition("doc/0", x @ x.T)
        yield p.line(None, P @ x)
        yield p.line("doc/1", x @ (x.T @ x))

    assert [(i.place, i.kind) for i in named.items] == [("doc/0", "definition"), ("doc/1", "line")]


# --- errors ---------------------------------------------------------------------------------------------------------


def _one(a: Any, x: Any) -> Any:
    yield p.line("doc/1", p.equal(a, a))


def _none(a: Any, x: Any) -> Any:
    return p.equal(a, a)


def _other(a: Any, x: Any) -> Any:
    yield p.equal(a, a)


def _lost(a: Any, x: Any) -> Any:
    yield p.line(None, a)
    p.line("doc/lost", a)
    yield p.line("doc/1", a)


def _lost_at_the_end(a: Any, x: Any) -> Any:
    yield p.line(None, a)
    yield p.line("doc/1", a)
    p.given("doc/lost", p.equal(a, a))


def _mixed(a: Any, x: Any) -> Any:
    yield p.line(None, a)
    yield p.line("doc/1", p.equal(a, a))


def _mixed_back(a: Any, x: Any) -> Any:
    yield p.line("doc/1", p.equal(a, a))
    yield p.line("doc/2", a)


def _late(a: Any, x: Any) -> Any:
    yield p.line(None, a)
    p.assume(p.gt(a, 0))
    yield p.line("doc/1", a)


def _unstated(a: Any, x: Any) -> Any:
    p.unstated(p.gt(a, 0))
    yield p.line(None, a)


def _no_place(a: Any, x: Any) -> Any:
    yield p.line(None, a)
    yield p.line(None, a)


def _wrong_start(a: Any, x: Any) -> Any:
    yield p.line("doc/1", p.correction(a, to=2 * a))
    yield p.line("doc/2", a)


def _ill_start(a: Any, x: Any) -> Any:
    yield p.line("doc/1", x @ x)
    yield p.line("doc/2", a)


def _using(a: Any, x: Any) -> Any:
    yield p.line("doc/1", p.equal(a, a))
    yield p.line("doc/2", p.gt(a, 0), using=(p.gt(a, 0),))


def _float(a: Any, x: Any) -> Any:
    yield p.line(None, a)
    yield p.line("doc/1", a * 0.5)


def _ill_correction(a: Any, x: Any) -> Any:
    yield p.line(None, a)
    yield p.line("doc/1", p.correction(2 * a, to=x))


def _ill_premise(a: Any, x: Any) -> Any:
    yield p.given("doc/0", p.equal(x, x.T))
    yield p.line("doc/1", p.equal(a, a))


def _decimals(a: Any, x: Any) -> Any:
    yield p.line("doc/1", p.correction(p.decimals(1, "1"), to=p.decimals(2, "2")))
    yield p.line("doc/2", p.equal(a, a))


@pytest.mark.parametrize(
    ("function", "message", "offset"),
    [
        (_one, "fewer than two lines", 0),
        (_none, "yields nothing", 0),
        (_other, "it yields Prop", 1),
        (_lost, "doc/lost is not yielded", 3),
        (_lost_at_the_end, "doc/lost is not yielded", 0),
        (_mixed, "terms and statements in one chain", 2),
        (_mixed_back, "terms and statements in one chain", 2),
        (_late, "assume after the first line", 2),
        (_unstated, "unstated inside a derivation", 1),
        (_no_place, "a line without a place", 2),
        (_wrong_start, "first term of a chain cannot be corrected", 1),
        (_ill_start, "first term of a chain is ill-shaped", 1),
        (_using, "which is no earlier line", 2),
        (_float, r"0\.5 is a float", 2),
        (_ill_correction, "the correction does not fit: n×1 line in a chain of scalar terms", 2),
        (_ill_premise, "a premise is ill-shaped", 1),
        (_decimals, "decimals in a line", 1),
    ],
)
def test_a_wrong_derivation_names_its_line(function: Callable[..., Any], message: str, offset: int) -> None:
    function.__annotations__ = {"a": Scalar, "x": Vector[n]}
    with pytest.raises(ClaimError, match=message) as caught:
        p.derivation(function)
    assert caught.value.line == function.__code__.co_firstlineno + offset
    assert caught.value.file.endswith("tests/language/test_derivations.py")


def test_a_derivation_takes_no_arguments_and_no_conventions() -> None:
    with pytest.raises(ClaimError, match="takes no arguments"):
        p.derivation("doc/1")  # type: ignore[arg-type]

    def swept(k=p.convention(1, 2)):
        yield p.line(None, k)

    with pytest.raises(ClaimError, match="no conventions"):
        p.derivation(swept)
