"""One statement and its evidence as a Coq file: what is declared, what is claimed, and the proofs.

The file is a function of the saved record alone. Every hypothesis of the theorem is in its section, and nothing else
is assumed; the axioms that Coq's real numbers rest on are printed at the end for the reader to compare.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from proofread.second_kernel.algebra import dim_table
from proofread.second_kernel.expressions import UNIT, Labels, Places, Reader, label_text, text
from proofread.second_kernel.names import NotExportedError
from proofread.second_kernel.scope import Scope
from proofread.second_kernel.scripts import Goal, Scripts, indented
from proofread.second_kernel.writing import Writer, dims, slope_prop
from proofread.trusted.obligations import obligations
from proofread.trusted.printing import text as readable
from proofread.trusted.sizes import Size
from proofread.trusted.terms import Prop, Term
from proofread.trusted.trees import from_json

HEADER = """\
Require Import Reals Arith Lia Lra List FunctionalExtensionality.
From Proofread Require Import Sums Algebra Matrices Derivatives.
Import ListNotations.
Open Scope R_scope.
"""


@dataclass(frozen=True)
class Exported:
    """The text of the file, and the theorems in it."""

    text: str
    theorems: tuple[str, ...]


def export(record: Mapping[str, Any], title: str) -> Exported:
    """The Coq file of a proved record. NotExportedError says what has no Coq form here."""
    if record.get("kind") != "proved":
        raise NotExportedError(f"it is {record.get('kind')}, and only what is proved has evidence to export")
    hyps: tuple[Prop, ...] = tuple(from_json(h) for h in record["hypotheses"])
    goal: Prop = from_json(record["goal"])
    try:
        made = _File(hyps, goal, record["evidence"])
        lines = made.lines()
    except NotExportedError:
        raise
    except (ValueError, LookupError, TypeError, AttributeError, StopIteration, RecursionError) as why:
        raise NotExportedError(f"malformed evidence: {type(why).__name__}: {why}") from None
    comment = _comment(record["hash"], title, hyps, goal, _taken_over(made.scope))
    return Exported("\n".join([comment, HEADER, *lines]) + "\n", tuple(made.theorems))


class _File:
    """The pieces of a file. The statement is written first, so that proofs cannot add to it."""

    def __init__(self, hyps: tuple[Prop, ...], goal: Prop, evidence: Mapping[str, Any]) -> None:
        self.scope = Scope()
        self.write = Writer(self.scope)
        self.evidence = evidence
        self.theorems: list[str] = []
        self.goal, self.goal_text = goal, self.write.prop(goal)
        self.hyps = tuple((self.scope.names.fresh(f"H{k}"), h) for k, h in enumerate(hyps))
        self.hyp_texts = [self.write.prop(h) for h in hyps]
        self.duties = obligations((*hyps, goal))
        self.duty_texts = [self.write.prop(p) for p in self.duties]
        self.scope.stating = False

    def lines(self) -> list[str]:
        defined = self._defined()
        slopes = self._slopes()
        main = self._theorem("holds", self.goal_text, self.goal, self.evidence["proof"], self._slope_names())
        out = [*self._declared(), *defined, *slopes, *main, "End Statement.", ""]
        return [*out, *(f"Print Assumptions {name}." for name in self.theorems)]

    # proofs

    def _theorem(self, name: str, says: str, goal: Prop, proof: Any, slopes: list[str]) -> list[str]:
        self.theorems.append(name)
        self.scope.late.clear()
        before = dict(self.scope.stands_for)
        lines = Scripts(self.scope, slopes).proof(Goal(self.hyps, goal), proof)
        lines = [*self.scope.late, *lines]
        self.scope.stands_for = before
        return [f"Theorem {name} : {says}.", "Proof.", *indented(lines), "Qed.", ""]

    def _defined(self) -> list[str]:
        """That what is printed is defined: one theorem an obligation."""
        lines: list[str] = []
        for k, (duty, says, proof) in enumerate(
            zip(self.duties, self.duty_texts, self.evidence["obligations"], strict=True)
        ):
            lines += self._theorem(f"defined_{k}", says, duty, proof, [])
        return lines

    def _slope_names(self) -> list[str]:
        return [f"{name}_is" for name in self.scope.slopes.values()]

    def _slopes(self) -> list[str]:
        """The derivative of each compound: that it exists, and what it is."""
        return [line for t, name in list(self.scope.slopes.items()) for line in self._slope(t, name)]

    def _slope(self, t: Term, name: str) -> list[str]:
        (body, at), v = t.args, t.data[0]
        value = self._value_of_slope(t)
        self.theorems += [f"{name}_exists", f"{name}_is"]
        side = " | ".join(f"exact defined_{k}" for k in range(len(self.duties))) or "fail"
        found = slope_prop(self.write, body, v, self.write.term(at), "D_")
        derived = f"derivative ltac:(cbv beta; rewrite ?set_same; first [{side}])."
        if not t.shape:
            head = [f"exists ({value}).", f"{name} = {value}", f"apply (uniqueness_limite _ _ _ _ {name}_slope)."]
        else:
            clear = "".join(f" assert ({x} = 0%nat) by lia; subst {x}." for x, s in _axes(t) if s.is_one)
            intro = f"intros i_ j_ hi_ hj_.{clear}"
            head = [
                f"exists (fun i_ j_ => {value}). {intro}",
                f"forall i_ j_, {self._ranges(t)} -> {name} i_ j_ = {value}",
                f"{intro} apply (partial_unique _ _ _ _ _ _ ({name}_slope _ _ hi_ hj_)).",
            ]
        return [
            f"Theorem {name}_exists : exists D_, {found}.", f"Proof.\n  {head[0]}\n  {derived}\nQed.\n",
            f"Theorem {name}_is : {head[1]}.", f"Proof.\n  {head[2]}\n  {derived}\nQed.\n",
        ]  # fmt: skip

    def _ranges(self, t: Term) -> str:
        r, c = (self.scope.size(s) for s in dims(t))
        return f"(i_ < {r})%nat -> (j_ < {c})%nat"

    def _value_of_slope(self, t: Term) -> str:
        """The derivative as data of the normaliser, written out in full."""
        labels = Labels(self.scope)
        reader = Reader(self.scope, labels)
        places, given = Places(), []
        for v, name in self.scope.variables.items():
            if isinstance(v, Term) and v.op == "index" and not v.data[1].is_one:
                label = labels.fresh(v.data[1])
                places = places.with_index(v, label)
                given.append(f"({label_text(label)}, At {name})")
        at = tuple(UNIT if s.is_one else labels.fresh(s) for s in t.shape)
        given += [f"({label_text(x)}, At {i})" for x, i in zip(at, ("i_", "j_"), strict=False) if x != UNIT]
        e = text(reader.read(t, at, places))
        dim = dim_table(labels).removeprefix("pose (dim := ").removesuffix(").")
        rows = "".join(f" | {n}%nat, {row}" for row, n in labels.atoms.items())
        atom = f"(fun (head_ : nat) (at_ : list (point Omega)) => match head_, at_ with{rows} | _, _ => 0 end)"
        return f"eval Omega I ({dim}) {atom} (given Omega [{'; '.join(given)}]) {e}"

    # declarations

    def _declared(self) -> list[str]:
        s = self.scope
        out: list[str] = []
        if s.space is None:
            out += ["Definition Omega := unit.", "Definition I : (Omega -> R) -> R := at_tt.",
                    "Definition I_linear : linear I := linear_at_tt."]  # fmt: skip
        out.append("Section Statement.")
        if s.space is not None:
            out += ["Variables (Omega : Type) (I : (Omega -> R) -> R).", "Hypothesis I_linear : linear I."]
            out += ["Hypothesis I_one : I (fun _ => 1) = 1."] if s.space[1] else []
        for name, least in s.sizes.values():
            out += [f"Variable {name} : nat.", f"Hypothesis {name}_least : ({least} <= {name})%nat."]
        out += [f"Variable {name} : {kind}." for name, kind in s.section]
        out += [f"Hypothesis {name} : {says}." for name, says in s.ranges]
        out += [f"Hypothesis smooth_{k} : {says}." for k, says in enumerate(s.smooth)]
        stated = {name for name, _ in s.section}
        out += [f"Hypothesis {n}_is : {_named(what, n)}." for n, what in s.stands_for.values() if n in stated]
        out += [f"Hypothesis {n}_slope : {says}." for n, says in zip(s.slopes.values(), s.about_slopes, strict=True)]
        out += [f"Hypothesis {n} : {says}." for (n, _), says in zip(self.hyps, self.hyp_texts, strict=True)]
        return [*out, ""]


def _axes(t: Term) -> list[tuple[str, Size]]:
    return list(zip(("i_", "j_"), t.shape, strict=True))


def _named(what: str, name: str) -> str:
    return f"{what} {name}"


def _taken_over(scope: Scope) -> list[str]:
    """What the hypotheses of the section say about the symbols."""
    out = []
    if scope.space is not None:
        out.append("- I is any linear functional on functions of a point; a measure's integral extends to one.")
    if scope.smooth:
        out.append("- The uninterpreted functions have the total derivatives d…, at every point.")
    if scope.slopes:
        out.append("- D… has the partial derivatives of what stands in D…_slope; that they exist is proved.")
    if any(t.op == "pinv" for t in scope.stands_for):
        out.append("- …_pinv satisfies the four equations of Penrose.")
    return out


def _comment(digest: str, title: str, hyps: tuple[Prop, ...], goal: Prop, taken: list[str]) -> str:
    lines = [f"{title}, statement {digest}.", ""]
    lines += [f"  given  {readable(h)}" for h in hyps]
    lines += [f"  claim  {readable(goal)}", ""]
    lines += ["Written from the saved evidence. `holds` is the claim, `defined_k` that what it says is defined,",
              "`…_exists` that a derivative in it exists, `…_is` what that derivative is. Assumed is what stands",
              "below as Variable and Hypothesis, and nothing else."]  # fmt: skip
    body = "\n   ".join([*lines, *taken]).replace("(*", "( *").replace("*)", "* )").replace('"', "''")
    return f"(* {body} *)"
