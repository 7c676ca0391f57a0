"""One changed statement decided, and what becomes of the slips of true ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from proofread import (
    Matrix,
    Positive,
    Q,
    Scalar,
    Size,
    Symmetric,
    Vector,
    assume,
    choice,
    claim,
    equal,
    eye,
    ge,
    gt,
    inv,
    invertible,
)
from proofread.audit.decide import decide as audited
from proofread.audit.jobs import Judged
from proofread.audit.slip_figures import KILLED, SURVIVED
from proofread.audit.verdicts import IllPosed, Proved, Refuted, Undecided
from proofread.language.building import collecting
from proofread.language.statements import Statement
from proofread.mutation import deciding, figures, run
from proofread.mutation.deciding import VACUOUS, decide
from proofread.mutation.run import LETTER, Mutant, Mutation, Settings, mutate, where_defined
from proofread.trusted import kernel
from proofread.trusted import terms as t
from proofread.trusted.kernel import Sequent
from proofread.trusted.sizes import size_symbol
from proofread.trusted.trees import bind, to_json

N, n = size_symbol("N"), Size("n")
x, y = t.var("x"), t.var("y")
ROOT = Path(__file__).parents[2]
SETTINGS = Settings(ROOT, sample=0)


def judged(define: object) -> list[Judged]:
    """The statements of a function that makes claims, decided."""
    with collecting() as made:
        define()  # type: ignore[operator]
    assert not made.errors
    statements = [s for item in made.items for s in item.statements if isinstance(s, Statement)]
    return [Judged(s, audited(Sequent(s.hypotheses, s.goal), seed=0), "doc", "a.py") for s in statements]


def statuses(found: Mutation) -> dict[str, set[str]]:
    out: dict[str, set[str]] = {}
    for m in found.statements:
        for x in m.mutants:
            out.setdefault(x.kind, set()).add(x.status)
    return out


def test_a_false_one_is_refuted_and_a_true_one_proved() -> None:
    false = decide(Sequent((), t.relation("equal", (x + y) ** 2, x**2 + y**2)), seed=0)
    assert isinstance(false, Refuted)
    assert kernel.refute(Sequent((), t.relation("equal", (x + y) ** 2, x**2 + y**2)), false.witness).kind == "refuted"
    assert isinstance(decide(Sequent((), t.relation("ge", x**2, 0)), seed=0), Proved)


def test_every_search_ends_in_a_verdict(monkeypatch: pytest.MonkeyPatch) -> None:
    """The quick search, the long one and that for a proof of the negation, each alone."""
    false = Sequent((), t.relation("gt", x * x, 3))
    for_none = bind(lambda b, p: t.quantifier("exists", b, p), y, t.relation("gt", -y * y, 0))
    monkeypatch.setattr(deciding, "QUICK", 0)
    monkeypatch.setattr(deciding, "SAMPLES", 0)
    assert isinstance(decide(false, seed=0), Refuted)
    monkeypatch.setattr(deciding, "WITNESS", 0)
    assert isinstance(decide(Sequent((), for_none), seed=0), Refuted)


def test_what_is_not_defined_at_an_instance_is_ill_posed() -> None:
    """log of what may be negative is noticed; what is merely not shown to be defined is not."""
    undefined = decide(Sequent((), t.relation("equal", t.log(x), t.log(x))), seed=0)
    assert isinstance(undefined, IllPosed) and "x > 0 fails" in undefined.message
    shown = decide(Sequent((t.relation("gt", x, 0),), t.relation("equal", t.log(x), t.log(x))), seed=0)
    assert isinstance(shown, Proved)


def test_shapes_that_do_not_fit_are_ill_posed() -> None:
    bad = t.var("X", (N, t.ONE)) @ t.var("Y", (N, N))
    assert isinstance(decide(Sequent((), t.relation("equal", bad, 0)), seed=0), IllPosed)


def test_a_lemma_helps_the_goal_that_follows_from_it() -> None:
    f = t.apply("f", "field", x)
    wanted = Sequent((), t.relation("gt", 2 * f, 0))
    assert isinstance(decide(wanted, seed=0), Refuted)  # nothing says so
    given = {"lemma": to_json(t.relation("gt", f, 0)), "prove": True}
    assert isinstance(decide(wanted, seed=0, stored=given), Proved)


def test_a_lemma_that_leads_astray_is_left_aside() -> None:
    true, slip = (t.relation("ge", t.maximum(1 + s * x * y, 0), 0) for s in (-1, 1))
    assert isinstance(decide(Sequent((), slip), seed=0, stored={"lemma": to_json(true), "prove": True}), Proved)


def test_what_no_instance_meets_is_not_proved() -> None:
    s = Sequent((t.relation("gt", x, 0), t.relation("gt", 0, x)), t.relation("gt", x, 0))
    found = decide(s, seed=0, stored={"posed": False})
    assert isinstance(found, Undecided) and found.reasons == (VACUOUS,)


def test_slips_of_a_sum_of_squares() -> None:
    def define() -> None:
        @claim("p")
        def binomial(a: Scalar, b: Scalar):  # type: ignore[no-untyped-def]
            return equal((a + b) ** 2, a**2 + 2 * a * b + b**2)

    found = mutate(judged(define), SETTINGS)
    assert found.complete and len(found.statements) == 1
    (m,) = found.statements
    assert len(m.mutants) == m.possible > 10
    assert {s for of in statuses(found).values() for s in of} <= set(KILLED)


def test_a_hypothesis_that_nothing_needs_is_named() -> None:
    def define() -> None:
        @claim("p")
        def square(a: Scalar, b: Positive):  # type: ignore[no-untyped-def]
            assume(gt(a, 1))
            return ge(a * a + b, b)

    found = mutate(judged(define), SETTINGS)
    made = figures.build(found, SETTINGS, ["doc"])
    assert {x["said"] for x in made["statements"][0]["not_needed"]} == {"a > 1", "b > 0"}


def test_a_hypothesis_that_the_formula_needs_to_be_defined_is_implied_by_printing_it() -> None:
    def define() -> None:
        @claim("p")
        def inverse(A: Matrix[n, n]):  # type: ignore[no-untyped-def]
            assume(invertible(A))
            return equal(A @ inv(A), eye(n))

    assert statuses(mutate(judged(define), SETTINGS))["hypothesis dropped"] == {"implied"}


def test_a_transposed_symmetric_matrix_changes_no_value() -> None:
    def define() -> None:
        @claim("p")
        def form(S: Symmetric[n], u: Vector[n]):  # type: ignore[no-untyped-def]
            return equal(S.T @ u + u, S @ u + u)

    assert "equivalent" in statuses(mutate(judged(define), SETTINGS))["transpose"]


def test_a_claim_in_which_nothing_is_noticed_is_a_defect() -> None:
    def define() -> None:
        @claim("p")
        def nothing(a: Positive):  # type: ignore[no-untyped-def]
            return ge(a + 5, 0)

    subject = run.subjects(judged(define))[0]
    blind = run.Mutated(subject, 2, (Mutant("factor", "0", "", "also true"), Mutant("number", "1", "", SURVIVED)))
    made = figures.build(Mutation((blind,), True), SETTINGS, ["doc"])
    assert made["statements"][0]["defect"] and made["documents"][0]["defects"] == 1
    assert made["documents"][0]["rate"] == "0.0"


def test_the_other_letters_of_a_choice_are_slips() -> None:
    def define() -> None:
        @choice("p", key="a")
        def sum_of():  # type: ignore[no-untyped-def]
            return {"a": equal(Q("1") + 1, 2), "b": equal(Q("1") + 1, 3)}

    found = mutate(judged(define), Settings(ROOT, sample=1))
    assert [x.status for m in found.statements for x in m.mutants if x.kind == LETTER] == ["refuted"]


def test_definedness_becomes_hypotheses() -> None:
    s = Sequent((), t.relation("equal", x / x, 1))
    assert where_defined(s).hypotheses == (t.relation("apart", x, 0),)
    assert isinstance(decide(where_defined(s), seed=0, stored={"posed": False}), Proved)


def test_where_no_slip_is_noticed_more_are_tried() -> None:
    def define() -> None:
        @claim("p")
        def still(A: Symmetric[n], u: Vector[n]):  # type: ignore[no-untyped-def]
            return equal((A.T + A) @ u, 2 * A @ u)

    for seed in range(6):
        found = mutate(judged(define), Settings(ROOT, sample=1, seed=seed)).statements[0]
        assert any(x.status in KILLED for x in found.mutants)
        assert len(found.mutants) == 1 or found.mutants[0].status not in KILLED


def sequence(at: object) -> t.Term:
    return t.sequence("a", at, ())


def on(left: object, right: object) -> t.Prop:
    return bind(lambda v, body: t.quantifier("forall", v, body), k, t.relation("equal", left, right))


k = t.nat("k")


@pytest.fixture
def briefly(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the last search for an instance, which takes minutes where there is none."""
    monkeypatch.setattr(deciding, "FURTHEST", 0)


@pytest.mark.usefixtures("briefly")
def test_a_sequence_that_grows_is_no_obstacle() -> None:
    grows = (on(sequence(k + 1), 2 * sequence(k)), t.relation("gt", sequence(0), 0))
    wrong = Sequent(grows, on(sequence(k + 2), 2 * sequence(k)))
    assert isinstance(decide(wrong, seed=0), Refuted)
    assert not isinstance(decide(Sequent(grows, on(sequence(k + 2), 4 * sequence(k))), seed=0), Refuted)


@pytest.mark.usefixtures("briefly")
def test_a_line_before_need_not_be_borne_out() -> None:
    """Two hypotheses about one sequence, the second of which follows from the first."""
    same = (on(sequence(k + 1), 2 * sequence(k)), on(sequence(k + 1), sequence(k) + sequence(k)))
    assert isinstance(decide(Sequent(same, on(sequence(k + 1), 3 * sequence(k))), seed=0), Refuted)
    against = (on(sequence(k + 1), 2 * sequence(k)), on(sequence(k + 1), sequence(k) + 1))
    assert not isinstance(decide(Sequent(against, t.relation("equal", sequence(0), 0)), seed=0), Refuted)


@pytest.mark.usefixtures("briefly")
def test_a_false_line_is_looked_at_where_it_holds() -> None:
    """exp(x) = exp(y) is not computed; where x = y it is proved, and that holds at an instance."""
    same = (t.relation("equal", t.exp(x), t.exp(y)),)
    assert isinstance(decide(Sequent(same, t.relation("gt", x, 0)), seed=0), Refuted)
    assert not isinstance(decide(Sequent(same, t.relation("equal", t.exp(2 * x), t.exp(2 * y))), seed=0), Refuted)
