"""Refutations of what is quantified: the kernel takes them, and no true statement gets one."""

from __future__ import annotations

import pytest

from proofread.methods import prove
from proofread.methods.negating import Truth, find_negation
from proofread.methods.results import Declined
from proofread.trusted import kernel
from proofread.trusted import terms as t
from proofread.trusted.kernel import Sequent
from proofread.trusted.sizes import ONE, size_symbol
from proofread.trusted.terms import Prop, Term, connective, nat, relation, var
from tests.trusted.attacks import ge, gt
from tests.trusted.contradictions import all_of as every
from tests.trusted.contradictions import some_of as some

N = size_symbol("N")
b, s = var("b"), var("s")
m, n, k = nat("m"), nat("n"), nat("k")
v, w, x = var("v"), var("w"), var("x")
y, z = var("y", (N, ONE)), var("z", (N, ONE))
p, q = var("p", (N, ONE)), var("q", (N, ONE))


def implies(a: Prop, c: Prop) -> Prop:
    return connective("implies", a, c)


def iff(a: Prop, c: Prop) -> Prop:
    return connective("iff", a, c)


def both(*parts: Prop) -> Prop:
    return connective("and", *parts)


def tends_to_0(of: Term) -> Prop:
    return every(v, implies(gt(v, 0), some(m, every(n, gt(v, of * of)))))


def member(at: Term) -> Term:
    return t.sequence("u", at, ())


BELOW = every(n, both(ge(t.power(b, n), member(n)), ge(member(n), 0)))


def norm2(of: Term) -> Term:
    return t.total(of * of)


LIKELIEST = every(q, ge(t.exp(-norm2(y - p)), t.exp(-norm2(y - q))))
NEAREST = every(q, ge(norm2(y - q), norm2(y - p)))
TURNED = every(q, ge(norm2(y - q), norm2(y + p)))

FALSE = [
    ("∃v > 0 ∀w > 0: v > −w ⇒ 1/w > b", [gt(b, 0)],
     some(v, both(gt(v, 0), every(w, implies(gt(w, 0), implies(gt(v, -w), gt(t.recip(w), b))))))),
    ("∃v ∀w: v ≥ w", [], some(v, every(w, ge(v, w)))),
    ("∃v: ‖y‖² > ‖y + v z‖²", [], some(v, gt(norm2(y), norm2(y + v * z)))),
    ("∀v > 0 ∃w > 0 ∀x: b ≥ x ∧ w > b − x ⇒ v > 2b − x", [gt(b, 1)],
     every(v, implies(gt(v, 0), some(w, both(gt(w, 0), every(x, implies(both(ge(b, x), gt(w, b - x)),
                                                                          gt(v, 2 * b - x)))))))),
    ("∀p: (∀q …) ⇔ (∀q …)", [], every(p, iff(NEAREST, every(q, ge(norm2(y - q), norm2(y + p)))))),
    ("∀p: p ≠ 0 ⇒ not ∃v: y = v p", [], every(p, implies(connective("not", relation("equal", p, 0 * p)),
                                                      connective("not", some(v, relation("equal", y, v * p)))))),
    ("∃m ∀n: k(m + n)² > 2k(m + n)", [], some(m, every(n, gt(k * (m + n) * (m + n), 2 * k * (m + n))))),
    ("∃v > 0 ∃m ∀n: v m² ≥ (m + n)²", [],
     some(v, both(gt(v, 0), some(m, every(n, ge(v * m * m, (m + n) * (m + n))))))),
    ("bᵐ⁺ⁿ → 0 for b ≥ 0", [ge(b, 0)], tends_to_0(t.power(b, m + n))),
    ("bᵐ⁺ⁿ → 0 for b < 1", [gt(1, b)], tends_to_0(t.power(b, m + n))),
    ("bᵐ⁺ⁿ → 1", [gt(1, b), ge(b, 0)], tends_to_0(t.power(b, m + n) - 1)),
    ("what is below bⁿ tends to 1", [gt(1, b), ge(b, 0), BELOW], tends_to_0(member(m + n) - 1)),
    ("a size as a number", [gt(s, 0)], every(v, implies(gt(v, 0), gt(v, s * t.number(N))))),
]  # fmt: skip

TRUE = [
    ("the other order", [gt(b, 0)],
     some(v, both(gt(v, 0), every(w, implies(gt(w, 0), implies(gt(v, w), gt(t.recip(w), b))))))),
    ("∀v > 0 ∃w > 0 ∀x: b ≥ x ∧ w > b − x ⇒ v > b − x", [gt(b, 1)],
     every(v, implies(gt(v, 0), some(w, both(gt(w, 0), every(x, implies(both(ge(b, x), gt(w, b - x)),
                                                                          gt(v, b - x)))))))),
    ("∀w ∃v: v > w", [], every(w, some(v, gt(v, w)))),
    ("∃v: ‖y‖² ≥ ‖y + v z‖²", [], some(v, ge(norm2(y), norm2(y + v * z)))),
    ("∀p: A ⇔ A in other words", [], every(p, iff(NEAREST, every(q, ge(2 * norm2(y - q), 2 * norm2(y - p)))))),
    ("∃m ∀n: k(m + n)² ≥ 2k(m + n)", [], some(m, every(n, ge(k * (m + n) * (m + n), 2 * k * (m + n))))),
    ("bᵐ⁺ⁿ → 0", [ge(b, 0), gt(1, b)], tends_to_0(t.power(b, m + n))),
    ("what is below bⁿ tends to 0", [gt(1, b), ge(b, 0), BELOW], tends_to_0(member(m + n))),
]  # fmt: skip


@pytest.mark.parametrize(("hyps", "goal"), [row[1:] for row in FALSE], ids=[row[0] for row in FALSE])
def test_what_is_false_is_refuted(hyps: list[Prop], goal: Prop) -> None:
    sequent = Sequent(tuple(hyps), goal)
    witness = find_negation(sequent, seed=0, work=1_000_000)
    assert not isinstance(witness, Declined), witness
    assert kernel.refute(sequent, witness).kind == "refuted"


@pytest.mark.parametrize(("hyps", "goal"), [row[1:] for row in TRUE], ids=[row[0] for row in TRUE])
def test_what_is_true_is_not(hyps: list[Prop], goal: Prop) -> None:
    assert isinstance(find_negation(Sequent(tuple(hyps), goal), seed=0, work=300_000), Declined)


def test_what_is_proved_near_by_decides_what_cannot_be_computed() -> None:
    """(∀q: exp … ≥ exp …) ⇔ NEAREST is proved; so the same with a sign changed on one side is false."""
    truth = Sequent((), every(p, iff(LIKELIEST, NEAREST)))
    found = prove.find_proof(truth)
    assert not isinstance(found, Declined)
    slip = Sequent((), every(p, iff(LIKELIEST, TURNED)))
    witness = find_negation(slip, seed=0, work=1_000_000, truth=Truth(truth.goal, found["proof"]))
    assert not isinstance(witness, Declined), witness
    assert kernel.refute(slip, witness).kind == "refuted"
    assert isinstance(find_negation(truth, seed=0, work=300_000, truth=Truth(truth.goal, found["proof"])), Declined)


def test_what_has_no_quantifier_is_for_another_method() -> None:
    assert isinstance(find_negation(Sequent((), gt(s, s)), seed=0, work=1000), Declined)


def test_the_answer_depends_on_nothing_but_the_arguments() -> None:
    sequent = Sequent((), FALSE[3][2])
    assert find_negation(sequent, seed=3, work=1_000_000) == find_negation(sequent, seed=3, work=1_000_000)
