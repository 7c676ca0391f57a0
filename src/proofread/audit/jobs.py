"""Statements as work for another process, and back. Terms travel as JSON, since they keep hashes of their process."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from proofread.audit import evidence
from proofread.audit.verdicts import Verdict
from proofread.language.statements import CodeStatement, Statement
from proofread.trusted.kernel import Sequent
from proofread.trusted.trees import digest, from_json, to_json

Decidable = Statement | CodeStatement | Sequent


@dataclass(frozen=True)
class Judged:
    """A statement, its verdict, the document it belongs to, and its claim file relative to the repository."""

    statement: Statement | CodeStatement
    verdict: Verdict
    document: str
    file: str

    @cached_property
    def record(self) -> evidence.Record | None:
        """What is kept of it as evidence; nothing of code."""
        s = self.statement
        return evidence.record(sequent_of(s), self.verdict, statement_hash(s)) if isinstance(s, Statement) else None


def sequent_of(statement: Statement | Sequent) -> Sequent:
    return Sequent(statement.hypotheses, statement.goal)


@lru_cache(maxsize=1 << 12)  # it keeps the statements: a long key must not sit in memory
def statement_hash(statement: Decidable) -> str:
    """The hash of what is stated: of a sequent its digest; of code its name, its bound, and the formula."""
    if isinstance(statement, CodeStatement):
        said = (statement.code, statement.output, "exactly" if statement.exact else statement.within)
        return digest(said, statement.arguments, statement.formula, statement.hypotheses)
    return sequent_of(statement).digest


def payload(statement: Decidable) -> dict[str, Any]:
    """What another process needs to decide the statement, as plain JSON values."""
    made: dict[str, Any] = {"hypotheses": [to_json(h) for h in statement.hypotheses]}
    if not isinstance(statement, CodeStatement):
        return {**made, "goal": to_json(statement.goal)}
    call = {"code": statement.code, "output": statement.output, "within": statement.within, "exact": statement.exact}
    terms = {"arguments": [to_json(a) for a in statement.arguments], "formula": to_json(statement.formula)}
    return {**made, **call, **terms, "variables": [to_json(v) for v in statement.variables]}


def read_payload(given: dict[str, Any]) -> Sequent | CodeStatement:
    """The statement again; of code without its place and file, which decide nothing."""
    hypotheses = tuple(from_json(h) for h in given["hypotheses"])
    if "code" not in given:
        return Sequent(hypotheses, from_json(given["goal"]))
    arguments, variables = (tuple(from_json(t) for t in given[k]) for k in ("arguments", "variables"))
    return CodeStatement(
        id="", place=None, code=given["code"], arguments=arguments, output=given["output"],
        formula=from_json(given["formula"]), within=given["within"], hypotheses=hypotheses, variables=variables,
        functions=(), file="", line=0, name="", reading="", exact=given["exact"],
    )  # fmt: skip
