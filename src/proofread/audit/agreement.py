"""Where a proof and a run of code speak of the same formula they must agree: else one of our own parts is wrong."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from proofread.audit.finding import Finding
from proofread.audit.jobs import Judged
from proofread.audit.verdicts import Computed, Proved, Refuted
from proofread.language.statements import CodeStatement, Statement
from proofread.trusted.terms import Term


def disagreements(judged: Iterable[Judged]) -> list[Finding]:
    """Code that does not compute what its place proves: the formula is a side of an equation that is proved there."""
    found = list(judged)
    proved: dict[str | None, set[Term]] = defaultdict(set)
    for j in found:
        s = j.statement
        if isinstance(s, Statement) and isinstance(j.verdict, Proved | Computed) and s.goal.op == "equal":
            proved[s.place].update(s.goal.args)
    return [_conflict(j) for j in found if _against(j, proved)]


def _against(j: Judged, proved: dict[str | None, set[Term]]) -> bool:
    s = j.statement
    if not isinstance(s, CodeStatement) or s.exact or not isinstance(j.verdict, Refuted) or s.place is None:
        return False
    given, true = j.verdict.values
    rounding = given.removeprefix("code ") == true.removeprefix("true ")  # alike in every digit that is shown
    return not rounding and s.formula in proved.get(s.place, ())


def _conflict(j: Judged) -> Finding:
    s = j.statement
    assert isinstance(s, CodeStatement) and isinstance(j.verdict, Refuted)
    said = f"{s.code} and a proof disagree: what it should compute is proved at {s.place}, and it gives something else"
    remedy = "mend the code; if it is right, report the proof"
    return Finding(s.place, j.document, j.file, s.line, s.name, "conflict", said, remedy, j.verdict.witness)
