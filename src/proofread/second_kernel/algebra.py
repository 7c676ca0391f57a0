"""The rule of algebra as a Coq proof: what is cited is 0 (or ≥ 0), and the normaliser multiplies the rest out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from proofread.second_kernel.expressions import (
    SPACE_SORT,
    UNIT,
    UNIT_SORT,
    At,
    Expr,
    Label,
    Labels,
    Places,
    Reader,
    add,
    label_text,
    mul,
    opp,
    rat,
    text,
    total_of,
)
from proofread.second_kernel.heads import Heads
from proofread.second_kernel.names import NotExportedError
from proofread.second_kernel.scope import Scope
from proofread.second_kernel.writing import dims
from proofread.trusted.sizes import Size, may_be_zero
from proofread.trusted.terms import Prop, Term
from proofread.trusted.trees import free_spaces, rational

Known = tuple[str, Prop]  # a hypothesis: its name in the Coq proof, and what it says
NO_RANGE = "(Nat.lt_0_succ 0)"  # 0 < 1


@dataclass(frozen=True)
class Opened:
    """A relation at chosen values of what it quantifies over: both sides, and what a proof of it is applied to."""

    sides: tuple[Expr, Expr]
    given: tuple[str, ...]


class Step:
    """One use of the rule: its own labels and atoms, so that it can be read by itself."""

    def __init__(self, scope: Scope, goal: Prop, known: Sequence[Known], slopes: Sequence[str]) -> None:
        self.scope, self.goal, self.known, self.slopes = scope, goal, known, slopes
        self.labels = Labels(scope)
        self.reader = Reader(scope, self.labels)
        self.heads = Heads(self, [p for _, p in known], goal)
        self.names: dict[Label, tuple[str, str]] = {UNIT: ("0%nat", NO_RANGE)}  # value and proof of its range
        self.free: list[Label] = []
        self.outer = self._outer()

    def name(self, label: Label) -> tuple[str, str]:
        if label[0] == UNIT_SORT:
            return self.names[UNIT]
        kind = "w" if label[0] == SPACE_SORT else "k"
        return self.names.setdefault(label, (f"{kind}{label[1]}_", f"h{label[1]}_"))

    def _outer(self) -> Places:
        """Labels of the index variables that the section or an opened quantifier has declared."""
        places = Places()
        for v, name in self.scope.variables.items():
            if v.op == "index" and isinstance(v, Term) and not v.data[1].is_one:
                label = self.labels.fresh(v.data[1])
                self.names[label] = (name, f"{name}_range")
                self.free.append(label)
                places = places.with_index(v, label)
        return places

    # relations

    def opened(self, p: Prop, at: At, places: Places) -> Opened:
        """The sides of a relation at these labels of its axes; `places` has the point and quantified indices."""
        if p.op == "forall" and p.data[0].op == "index":
            inner = self.opened(p.args[0], at, places)
            return Opened(inner.sides, (*self.name(places.label(p.data[0])), *inner.given))
        a, b = p.args
        sides = self.reader.read(a, at, places), self.reader.read(b, at, places)
        given: list[str] = []
        if free_spaces(p):
            assert places.point is not None
            given.append(self.name(places.point)[0])
        values = [self.name(label) for label in at]
        return Opened(sides, (*given, *(v for v, _ in values), *(h for _, h in values)))

    def goal_opened(self) -> tuple[Opened, str]:
        """The goal at labels of its own, and the tactic that introduces them."""
        p, places, intro = self.goal, self.outer, ""
        if p.op not in ("equal", "ge", "gt"):
            raise NotExportedError(f"algebra for {p.op}")
        if free_spaces(p):
            point = self.labels.point()
            places = places.at_point(point)
            intro += f"intros {self.name(point)[0]}. "
        axes = self._axes(p)
        at = tuple(self.labels.fresh(s) if not s.is_one else UNIT for s in axes)
        if axes:
            values = [self.name(x) if x != UNIT else (f"u{k}_", f"hu{k}_") for k, x in enumerate(at)]
            intro += f"intros {' '.join(v for v, _ in values)} {' '.join(h for _, h in values)}. "
            for value, _ in (v for v, x in zip(values, at, strict=True) if x == UNIT):
                intro += f"assert ({value} = 0%nat) by lia; subst {value}. "
        self.free += [x for x in at if x != UNIT]
        self.at, self.places = at, places
        return self.opened(p, at, places), intro

    @staticmethod
    def _axes(p: Prop) -> tuple[Size, ...]:
        a, b = p.args
        shaped = a if a.shape else b
        return dims(shaped) if shaped.shape else ()

    # the proof

    def proof(self, evidence: Any) -> list[str]:
        if evidence.get("steps"):
            raise NotExportedError("algebra with lemmas of its own")
        goal, intro = self.goal_opened()
        goal_expanded, self.reader.expanded = self.reader.expanded, False
        zeros = [self._cofactor(item) for item in evidence.get("eq", [])]
        squares = [self._square(item) for item in evidence.get("sq", [])]
        rule, more = self._rule([strict for _, _, strict in squares])
        of = "eval Omega I dim atom known"
        lines = [intro.strip()] if intro else []
        lines += [*self._tables(), *_data(goal.sides, [e for e, _ in zeros], [e for e, _, _ in squares], bool(more))]
        lines.append(f"assert (cited : {of} used = 0). {{ unfold used. {_chain(zeros)} }}")
        if more:
            strict = self.goal.op == "gt"
            lines.append(f"assert (squared : 0 {'<' if strict else '<='} {of} squares). "
                         f"{{ unfold squares. {_positive_chain(squares, strict)} }}")  # fmt: skip
        lines += [
            f"assert (whole : {of} lhs {SIGNS[self.goal.op]} {of} rhs).",
            f"{{ apply ({rule} Omega I I_linear dim atom {self._free_text()} lhs rhs used{more}); "
            "[vm_compute; reflexivity | apply ones_given; reflexivity | "
            f"{self._in_range()} | exact cited{' | exact squared' if more else ''}]. }}",
            self._finish(goal_expanded),
        ]
        return lines

    def _finish(self, expanded: bool) -> str:
        return self._as_stated("whole", self.goal.op, "symmetry; ") if expanded else "exact whole."

    def _as_stated(self, known: str, op: str, first: str = "") -> str:
        """The same relation with what was written out, from the one as the statement has it; or the other way round."""
        return f"refine (alike_{op} _ _ _ _ _ _ {known}); {first}{self._alike()}."

    def _alike(self) -> str:
        """Closes `as the statement has it = as the normaliser has it`."""
        leaves = " | ".join(f"written_by ltac:(apply {name}; first [assumption | lia])" for name in self.slopes)
        names = "subst dim atom known; try subst lhs rhs; try subst used; try subst squares; as_written"
        return f"{names}; alike_but ltac:(first [{leaves or 'fail'}])"

    def _tables(self) -> list[str]:
        rows = "".join(f"\n    | {n}%nat, {row}" for row, n in self.labels.atoms.items())
        values = "; ".join(
            f"({label_text(x)}, {'In' if x[0] == SPACE_SORT else 'At'} {self.name(x)[0]})" for x in self._given()
        )
        return [
            dim_table(self.labels),
            f"pose (atom := fun (head_ : nat) (at_ : list (point Omega)) => match head_, at_ with{rows}",
            "    | _, _ => 0",
            "    end).",
            f"pose (known := given Omega [{values}]).",
        ]

    def _given(self) -> list[Label]:
        return [*self.free, *([self.places.point] if self.places.point is not None else [])]

    def _free_text(self) -> str:
        return f"[{'; '.join(map(label_text, self.free))}]"

    def _in_range(self) -> str:
        one = "apply Forall_cons; [exists {}; split; [reflexivity | exact {}] | "
        return "".join(one.format(*self.name(x)) for x in self.free) + "apply Forall_nil" + "]" * len(self.free)

    # what is cited

    def _cofactor(self, item: Any) -> tuple[Expr, str]:
        """c · context · (left − right) of one fact, every dummy summed; and the proof that it is 0."""
        c, context, number, glue = item
        given = self.heads.context(context, self._points(glue))
        fact, proof = self._glued(number, glue, given.labels)
        product = rat(rational(c))
        for e in given.factors:
            product = mul(product, e)
        e = total_of(given.dummies, mul(product, add(fact.sides[0], opp(fact.sides[1]))))
        return e, _under(self, given.dummies, "sum_is_zero", f"apply product_is_zero; {proof}")

    @staticmethod
    def _points(glue: dict[str, str]) -> list[str]:
        return list(glue.values())

    def _glued(self, number: int, glue: dict[str, str], labels: dict[str, Label]) -> tuple[Opened, str]:
        name, p = self.known[number]
        places, body = self.outer, p
        where = {key: labels[t] for key, t in glue.items()}
        while body.op == "forall" and body.data[0].op == "index":
            i = body.data[0]
            places = places.with_index(i, self._of_axis(where, f"_{i.data[0]}", i.data[1]))
            body = body.args[0]
        for s in free_spaces(p):
            places = places.at_point(where[f"@{s[0]}:~{s[0]}"])
        at = tuple(self._of_axis(where, f"_{k}", s) for k, s in enumerate(self._axes(body)))
        before, self.reader.expanded = self.reader.expanded, False
        fact = self.opened(p, at, places)
        applied = f"({' '.join([name, *fact.given])})"
        proof = f"exact {applied}"
        if self.reader.expanded:
            proof = self._as_stated(applied, body.op).removesuffix(".")
        self.reader.expanded = before
        return fact, proof

    def _of_axis(self, where: dict[str, Label], label: str, size: Size) -> Label:
        """The label glued to an axis; one the fact does not depend on may be anything in range."""
        if size.is_one:
            return UNIT
        if f"{label}:{size}" in where:
            return where[f"{label}:{size}"]
        raise NotExportedError(f"an axis of size {size} that a fact does not depend on"
                               + (" and that may be empty" if may_be_zero(size) else ""))  # fmt: skip

    def _square(self, item: Any) -> tuple[Expr, str, bool]:
        """c · q² · (facts ≥ 0), every dummy summed; the proof that it is ≥ 0 or > 0, and which."""
        if item.get("measures"):
            raise NotExportedError("a square under an integral")
        c, by = rational(item["c"]), item.get("by", [])
        given = self.heads.polynomial(item["q"], [t for _, glue in by for t in glue.values()])
        first, second = given.polynomial(), given.polynomial()
        facts = [self._glued(n, glue, given.labels) for n, glue in by]
        kinds = [self.known[n][1].op for n, _ in by]
        strict = c > 0 and not given.dummies and given.constant and all(k == "gt" for k in kinds)
        e = mul(rat(c), mul(first, second))
        word, sign = ("positive", "simpl; unfold ratio; lra") if strict else ("nonnegative", "simpl; unfold ratio; lra")
        square = sign if given.constant else "apply square_is_nonnegative; reflexivity"
        proof = f"apply product_is_{word}; [{sign} | {square}]"
        for (fact, known), kind in zip(facts, kinds, strict=True):
            e = mul(e, add(fact.sides[0], opp(fact.sides[1])))
            one = f"apply fact_is_{'positive' if kind == 'gt' else 'nonnegative'}; {known}"
            one = one if strict or kind == "ge" else f"left; {one}"
            proof = f"apply product_is_{word}; [{proof} | {one}]"
        return total_of(given.dummies, e), _under(self, given.dummies, "sum_is_nonnegative", proof), strict

    def _rule(self, strict: list[bool]) -> tuple[str, str]:
        """The theorem to apply, and the squares it takes."""
        if self.goal.op == "equal":
            if strict:
                raise NotExportedError("squares for an equation")
            return "by_cofactors", ""
        if self.goal.op == "gt" and not any(strict):
            raise NotExportedError("nothing strictly positive for a strict inequality")
        return ("by_strict_squares" if self.goal.op == "gt" else "by_squares"), " squares"


def _data(sides: tuple[Expr, Expr], zeros: list[Expr], squares: list[Expr], more: bool) -> list[str]:
    """Both sides and what is cited, as data."""
    named = [("lhs", text(sides[0])), ("rhs", text(sides[1])), ("used", text(_sum(zeros)))]
    named += [("squares", text(_sum(squares)))] if more else []
    return [f"pose ({name} := {value})." for name, value in named]


SIGNS = {"equal": "=", "ge": ">=", "gt": ">"}


def dim_table(labels: Labels) -> str:
    rows = "".join(f" | {k}%nat => {s}" for k, s in enumerate(labels.sizes))
    return f"pose (dim := fun sort_ : nat => match sort_ with{rows} | _ => 0%nat end)."


def _sum(es: list[Expr]) -> Expr:
    out = rat(0)
    for e in reversed(es):
        out = add(e, out)
    return out


def _chain(zeros: list[tuple[Expr, str]]) -> str:
    return "".join(f"apply both_zero; [{proof} | ]. " for _, proof in zeros) + "apply none_zero."


def _positive_chain(squares: list[tuple[Expr, str, bool]], strict: bool) -> str:
    """The first square that is > 0 makes the sum so; the others need only be ≥ 0."""
    out = ""
    for _, proof, positive in squares:
        if strict and positive:
            out += f"apply strict_left; [{proof} | ]. "
            strict = False
        else:
            weak = f"left; {proof}" if positive else proof
            out += f"apply {'strict_right' if strict else 'both_nonnegative'}; [{weak} | ]. "
    return out + "apply none_nonnegative."


def _under(step: Step, dummies: tuple[Label, ...], rule: str, proof: str) -> str:
    """The proof under the sums over all dummies."""
    out = ""
    for x in dummies:
        value, known = step.name(x)
        if x[0] == SPACE_SORT:
            if rule != "sum_is_zero":
                raise NotExportedError("a square under an integral")
            out += f"apply (integral_is_zero Omega I I_linear); intros {value}; "
        else:
            out += f"apply {rule}; intros {value} {known}; "
    return out + proof
