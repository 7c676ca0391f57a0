"""From verdicts to outcomes: the rules of judgement, each with hand-made verdicts."""

from __future__ import annotations

from pathlib import Path

import pytest

import proofread as p
from proofread.audit.finding import Finding
from proofread.audit.outcomes import PlaceOutcome, outcomes
from proofread.audit.sources import Place, Source
from proofread.audit.verdicts import (
    Computed,
    Conflict,
    IllPosed,
    Proved,
    Refuted,
    SampleCount,
    Supported,
    Undecided,
    Verdict,
)
from proofread.language.statements import Item

PROVED, REFUTED, COMPUTED = Proved({}), Refuted({"values": {"x": "2"}}), Computed("enumeration", {})
SUPPORTED, UNDECIDED, CONFLICT = Supported(SampleCount(1, 1)), Undecided(("no",)), Conflict("both")
SHAPES, NOTHING = IllPosed("n×m and m×m"), IllPosed("x = 0, x ≠ 0", "assumptions")
n = p.Size("n")


def source(kind: str = "statement", key: str | None = None) -> Source:
    places = [
        Place(f"doc/{k}", (k, k), kind if k == 1 else "statement", "", key if k == 1 else None) for k in (1, 2, 3)
    ]
    return Source("doc", "", "", "", 9, tuple(places), (), Path("doc"))


def judged(
    items: tuple[Item, ...], verdicts: dict[str, Verdict], src: Source | None = None
) -> tuple[PlaceOutcome, list[str]]:
    """The outcome of doc/1, and the kinds of the findings. Verdicts by the end of statement ids."""
    found = {s.id: _of(s.id, verdicts) for i in items for s in i.statements}
    places, findings = outcomes(src or source(), items, found)
    return places[0], [f.kind for f in findings]


def _of(id: str, verdicts: dict[str, Verdict]) -> Verdict:
    return next(v for end, v in verdicts.items() if id.endswith(end))


@p.claim("doc/1")
def plain(x: p.Scalar):
    return p.equal(x, x)


@p.claim("doc/1")
def corrected(x: p.Scalar):
    return p.correction(p.equal(x, x + 1), to=p.equal(x, x))


@p.claim("doc/1")
def conditional(x: p.Scalar):
    p.unstated(p.ge(x, 0))
    return p.equal(p.abs_(x), x)


@p.claim("doc/1")
def damaged(x: p.Scalar):
    return p.readings(plus=p.equal(x, x), minus=p.equal(x, -x))


@p.answer("doc/1", key="0.66")
def rounded():
    return p.decimals(p.Q("2/3"), "0.66")


@p.answer("doc/1", key="")
def blank():
    return p.equal(p.Q("2/3"), p.Q("2/3"))


@pytest.mark.parametrize(
    ("verdict", "outcome", "flags", "findings"),
    [
        (PROVED, "sound", (), []),
        (COMPUTED, "sound", (), []),
        (REFUTED, "wrong", (), ["unrecorded"]),
        (SHAPES, "wrong", ("ill-typed",), ["unrecorded"]),
        (NOTHING, "undecided", (), ["contradictory"]),
        (SUPPORTED, "supported", (), []),
        (UNDECIDED, "undecided", (), []),
        (CONFLICT, "conflict", (), []),
    ],
)
def test_one_printed_statement(verdict: Verdict, outcome: str, flags: tuple[str, ...], findings: list[str]) -> None:
    place, found = judged(plain.items, {"doc/1": verdict})
    assert (place.outcome, place.flags, found) == (outcome, flags, findings)
    assert place.grade == {"Proved": "proved", "Computed": "computed"}.get(type(verdict).__name__)


@pytest.mark.parametrize(
    ("printed", "to", "outcome", "findings"),
    [
        (REFUTED, PROVED, "wrong", []),
        (SHAPES, PROVED, "wrong", []),
        (REFUTED, UNDECIDED, "wrong", ["unconfirmed"]),
        (REFUTED, REFUTED, "wrong", ["unconfirmed"]),
        (PROVED, PROVED, "sound", ["unconfirmed"]),
        (UNDECIDED, PROVED, "undecided", []),
    ],
)
def test_a_correction_has_two_halves(printed: Verdict, to: Verdict, outcome: str, findings: list[str]) -> None:
    place, found = judged(corrected.items, {"doc/1": printed, "#corrected": to})
    assert (place.outcome, found) == (outcome, findings)


@pytest.mark.parametrize(
    ("without", "with_it", "outcome", "findings"),
    [
        (REFUTED, PROVED, "conditional", []),
        (PROVED, PROVED, "sound", ["unconfirmed"]),
        (REFUTED, REFUTED, "wrong", ["unconfirmed"]),
        (UNDECIDED, PROVED, "undecided", []),
        (REFUTED, UNDECIDED, "undecided", []),
    ],
)
def test_an_unstated_condition(without: Verdict, with_it: Verdict, outcome: str, findings: list[str]) -> None:
    place, found = judged(conditional.items, {"#without-condition": without, "#with-condition": with_it})
    assert (place.outcome, found) == (outcome, findings)
    if outcome == "conditional":
        assert place.condition == "x ≥ 0" and place.severity == "slip"


def test_readings_that_agree_are_flagged_and_others_are_damaged() -> None:
    agree, _ = judged(damaged.items, {"plus": PROVED, "minus": PROVED})
    assert (agree.outcome, agree.flags) == ("sound", ("damaged",))
    differ, _ = judged(damaged.items, {"plus": PROVED, "minus": REFUTED})
    assert (differ.outcome, differ.corrected) == ("damaged", "x = x")
    assert "read as minus (x = −x): wrong" in differ.note


def test_decimals_that_are_cut_off_are_sound_and_flagged() -> None:
    place, found = judged(rounded.items, {"doc/1": REFUTED, "#truncated": PROVED})
    assert (place.outcome, place.flags, found) == ("sound", ("truncated",), [])
    assert judged(rounded.items, {"doc/1": REFUTED, "#truncated": REFUTED})[0].outcome == "wrong"


def test_a_blank_key_has_our_answer() -> None:
    place, _ = judged(blank.items, {"doc/1": PROVED}, source("blank"))
    assert (place.outcome, place.flags) == ("blank", ())
    place, found = judged(blank.items, {"doc/1": REFUTED}, source("blank"))
    assert (place.outcome, found) == ("undecided", ["unconfirmed"])


# --- choices --------------------------------------------------------------------------------------------------------


def question(key: str, correct: str | None = None):
    @p.choice("doc/1", key=key, correct=correct)
    def asked(x: p.Scalar):
        return {k: p.equal(x, p.Q(k2)) for k, k2 in (("a", "1"), ("b", "2"), ("c", "3"))}

    return asked.items


@pytest.mark.parametrize(
    ("key", "right", "outcome", "ours"),
    [
        ("a", "a", "sound", "a"),
        ("a", "b", "wrong", "b"),
        ("a", "ab", "several", "ab"),
        ("a", "", "none", "none"),
        ("ab", "ab", "sound", "ab"),
        ("ab", "bc", "wrong", "bc"),
        ("", "b", "blank", "b"),
    ],
)
def test_options_are_judged_before_the_key(key: str, right: str, outcome: str, ours: str) -> None:
    verdicts = {f"#{k}": PROVED if k in right else REFUTED for k in "abc"}
    place, found = judged(question(key), verdicts)
    assert (place.outcome, place.corrected) == (outcome, ours)
    assert found == ([] if outcome in ("sound", "blank") else ["unrecorded"])
    if outcome not in ("sound", "blank"):
        place, found = judged(question(key, correct=ours), verdicts)
        assert (place.outcome, place.severity, found) == (outcome, "answer", [])


@pytest.mark.parametrize(
    ("open_", "outcome"), [(UNDECIDED, "undecided"), (SUPPORTED, "supported"), (CONFLICT, "conflict")]
)
def test_an_option_that_is_open_leaves_the_question_open(open_: Verdict, outcome: str) -> None:
    assert judged(question("a"), {"#a": PROVED, "#b": open_, "#c": REFUTED})[0].outcome == outcome


def test_a_recorded_letter_that_is_not_right_is_a_finding() -> None:
    verdicts: dict[str, Verdict] = {"#a": REFUTED, "#b": PROVED, "#c": REFUTED}
    assert judged(question("a", correct="c"), verdicts)[1] == ["unconfirmed"]


def test_the_key_of_a_claim_is_the_printed_one() -> None:
    verdicts: dict[str, Verdict] = {"#a": PROVED, "#b": REFUTED, "#c": REFUTED}
    assert judged(question("a"), verdicts, source(key="B"))[1] == ["unconfirmed"]
    assert judged(question("a"), verdicts, source(key="A"))[1] == []


def test_options_that_speak_of_others() -> None:
    @p.choice("doc/1", key="c")
    def asked(x: p.Scalar):
        return {"a": p.equal(x, 1), "b": p.equal(x, 2), "c": p.all_of("a", "b"), "d": p.none_of("a", "b")}

    place, _ = judged(asked.items, {"#a": PROVED, "#b": PROVED})
    assert (place.outcome, place.corrected) == ("sound", "c")
    assert judged(asked.items, {"#a": REFUTED, "#b": REFUTED})[0].corrected == "d"
    assert judged(asked.items, {"#a": PROVED, "#b": REFUTED})[0].corrected == "a"


def test_an_option_under_a_condition_counts_as_right_with_its_condition() -> None:
    @p.choice("doc/1", key="a")
    def asked(x: p.Scalar):
        return {"a": p.when(p.equal(x, 1), p.ge(x, 1)), "b": p.equal(x, 2)}

    place, found = judged(asked.items, {"with-condition": PROVED, "#a": REFUTED, "#b": REFUTED})
    assert (place.outcome, place.condition, found) == ("sound", "a: x ≥ 1", [])


def test_conventions_explain_and_never_pass() -> None:
    @p.choice("doc/1", key="b", correct="a")
    def asked(stride=p.convention(1, 2)):
        return {"a": p.equal(p.Q("1"), stride), "b": p.equal(p.Q("2"), stride)}

    place, _ = judged(asked.items, {"#a": PROVED, "#b": REFUTED, "a@stride=2": REFUTED, "b@stride=2": PROVED})
    assert place.outcome == "wrong" and "under stride=2: b" in place.note


# --- lines ----------------------------------------------------------------------------------------------------------


@p.derivation
def chain(x: p.Vector[n]):
    yield p.line(None, p.norm2(x))
    yield p.line("doc/1", p.correction(2 * p.norm2(x), to=p.norm2(x)))
    yield p.line("doc/2", 2 * p.norm2(x))
    yield p.line("doc/3", p.norm2(x))


CHAIN: dict[str, Verdict] = {
    "1#truth": REFUTED, "1#corrected": PROVED, "1#step": REFUTED, "2#truth": REFUTED, "2#step": PROVED,
    "2#step-corrected": REFUTED, "3#truth": PROVED, "3#step": REFUTED,
}  # fmt: skip


def lines(changed: dict[str, Verdict]) -> tuple[tuple[PlaceOutcome, ...], tuple[Finding, ...]]:
    found = {s.id: _of(s.id, {**CHAIN, **changed}) for i in chain.items for s in i.statements}
    return outcomes(source(), chain.items, found)


def test_a_wrong_line_one_that_inherits_and_one_that_does_not_follow() -> None:
    places, findings = lines({})
    assert [(q.outcome, q.flags) for q in places] == [("wrong", ()), ("wrong", ("inherits",)), ("sound", ("gap",))]
    assert places[0].severity == "slip", "the derivation ends in a true line all the same"
    assert findings == ()


def test_a_wrong_end_changes_a_result() -> None:
    places, findings = lines({"3#truth": REFUTED, "3#step": REFUTED})
    assert places[0].severity == "result"
    assert [f.kind for f in findings] == ["unrecorded"]


def test_a_line_whose_step_is_open_is_not_sound() -> None:
    assert lines({"3#step": UNDECIDED})[0][2].outcome == "undecided"
    assert lines({"3#step": SUPPORTED})[0][2].outcome == "supported"
    assert lines({"3#step": PROVED})[0][2].outcome == "sound"


# --- places ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "outcome"),
    [("statement", "missing"), ("blank", "missing"), ("definition", "definition"), ("prose", "unchecked"),
     ("figure-lost", "unchecked")],
)  # fmt: skip
def test_a_place_that_nothing_speaks_of(kind: str, outcome: str) -> None:
    assert judged((), {}, source(kind))[0].outcome == outcome


def test_a_claim_outranks_the_authored_kind() -> None:
    assert judged(plain.items, {"doc/1": REFUTED}, source("definition"))[0].outcome == "wrong"


def test_a_place_takes_the_worst_of_its_parts() -> None:
    @p.claim("doc/1#second")
    def second(x: p.Scalar):
        return p.equal(x, 2 * x)

    def worst(v: Verdict) -> str:
        return judged((*plain.items, *second.items), {"second": v, "doc/1": PROVED})[0].outcome

    assert [worst(v) for v in (PROVED, REFUTED, UNDECIDED, CONFLICT)] == ["sound", "wrong", "undecided", "conflict"]


def test_a_false_lemma_is_ours() -> None:
    @p.claim()
    def lemma(x: p.Scalar):
        return p.equal(x, 0)

    place, found = judged(lemma.items, {"lemma": REFUTED})
    assert place.outcome == "missing" and found == ["unrecorded"]
