"""The kernel again over saved evidence: `python -m proofread.trusted.recheck FILE…`. Loads the trusted folder only.

A file holds one JSON record a line: hash, hypotheses, goal, kind, what the kind carries, checksum. Counted apart are
records rechecked by the kernel, records that rely on a named oracle, records with nothing to recheck (open statements),
and failures. Exit code 1 if a record fails or a file cannot be read, 2 if no file is named.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from proofread.trusted import exact, kernel
from proofread.trusted.combination import Rejected, need
from proofread.trusted.kernel import Sequent
from proofread.trusted.premises import goes_on, head
from proofread.trusted.terms import Prop, const
from proofread.trusted.trees import from_json, open_binder, subnodes

RECHECKED, ORACLE, OPEN, FAILED = "rechecked", "oracle", "open", "failed"
COUNTS = (
    (RECHECKED, "rechecked by the kernel"),
    (ORACLE, "relying on a named oracle"),
    (OPEN, "with nothing to recheck"),
    (FAILED, "failed"),
)
TRIED = "hypotheses about all natural numbers that hold at the first ones, and are not shown to hold at all of them"
RECURSION = 10_000  # deep terms are read by recursion


@dataclass(frozen=True)
class Outcome:
    """What became of one record. `reason` only where it failed. `tried`: the hypotheses, by number, of which it is not
    shown that they hold together with the others, but only that they do at the first natural numbers."""

    file: str
    line: int
    hash: str
    state: str
    reason: str = ""
    tried: tuple[int, ...] = ()


def recheck_file(file: Path) -> Iterator[Outcome]:
    """Every record of one file."""
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as why:
        yield Outcome(str(file), 0, "", FAILED, f"cannot be read: {why}")
        return
    for n, line in enumerate(lines, 1):
        yield recheck_line(str(file), n, line)


def recheck_line(file: str, n: int, line: str) -> Outcome:
    try:
        record = json.loads(line)
        name = str(record["hash"])
    except (ValueError, ArithmeticError, LookupError, TypeError, AttributeError, RecursionError):
        return Outcome(file, n, "", FAILED, "not a record of evidence")
    try:
        state, tried = _recheck(record)
        return Outcome(file, n, name, state, tried=tried)
    except (Rejected, RecursionError) as why:
        return Outcome(file, n, name, FAILED, str(why))
    except (ValueError, ArithmeticError, LookupError, TypeError, AttributeError) as why:
        return Outcome(file, n, name, FAILED, f"malformed record: {type(why).__name__}: {why}")


def _recheck(record: dict[str, Any]) -> tuple[str, tuple[int, ...]]:
    if record["checksum"] != checksum(record):
        raise Rejected("the checksum does not fit the record")
    sequent = Sequent(tuple(from_json(h) for h in record["hypotheses"]), from_json(record["goal"]))
    if sequent.digest != record["hash"]:
        raise Rejected(f"the hash of the statement is {sequent.digest}")
    kind = record["kind"]
    if kind == "proved":
        kernel.prove(sequent, record["evidence"])
        return RECHECKED, satisfies(sequent.hypotheses, record["satisfying"]) if sequent.hypotheses else ()
    if kind == "refuted":
        kernel.refute(sequent, record["witness"])
        return RECHECKED, ()
    if kind not in ("computed", "open"):
        raise Rejected(f"unknown kind {kind!r}")
    return ORACLE if kind == "computed" else OPEN, ()


def satisfies(hypotheses: tuple[Prop, ...], instance: dict[str, Any]) -> tuple[int, ...]:
    """The hypotheses hold at an instance, so that they do not contradict each other. One about all natural numbers is
    borne out by the first few, since an instance has no more members of a sequence: the numbers of those of which no
    more is known. Rejected names one that fails."""
    try:
        read = exact.read_instance(instance, hypotheses)
        for k, h in enumerate(hypotheses):
            need(_borne_out(h, read), f"hypothesis {k} fails at the instance")
        return _tried(hypotheses, read)
    except (exact.InstanceError, exact.OutOfBudget) as why:
        raise Rejected(f"no instance of the hypotheses: {why}") from None


def _tried(hypotheses: tuple[Prop, ...], instance: exact.Instance) -> tuple[int, ...]:
    """Those that neither hold at the instance, whatever its sequences are later, nor say how one of them goes on."""
    parts = [(k, p) for k, h in enumerate(hypotheses) for p in _parts(h) if exact.holds(p, instance) is not True]
    names = [name for _, p in parts if (name := _defined_by(p)) is not None]
    return tuple(dict.fromkeys(k for k, p in parts if not _goes_on(p, names, instance)))


def _parts(p: Prop) -> list[Prop]:
    return [part for q in p.args for part in _parts(q)] if p.op == "and" else [p]


def _defined_by(p: Prop) -> str | None:
    try:
        return head(p)[0]
    except Rejected:
        return None


def _goes_on(p: Prop, names: list[str], instance: exact.Instance) -> bool:
    try:
        return bool(goes_on(p, names, instance))
    except Rejected:
        return False


def _borne_out(p: Prop, instance: exact.Instance) -> bool:
    """It holds; or it fails at nothing that was tried, and is open for want of members alone."""
    verdict = exact.holds(p, instance)
    return verdict is True or (verdict is None and _wants_members(p, instance))


def _wants_members(p: Prop, instance: exact.Instance) -> bool:
    """What is open in it is about naturals, and of its parts, at the first natural and at every index, none is open but
    one that wants members itself: what is open at the first natural is not open for want of members. Later it may be,
    if a sequence is in it; and so may ∃, ¬ and the like."""
    if not _about_naturals(p):
        return False
    if p.op in ("and", "forall"):  # at a point at which it is not defined it may fail, and be open all the same
        return all(_borne_out(q, instance) for q in _points(p, instance)) and _goes_on_so(p, instance)
    return _open_ended(p, instance) and all(
        exact.holds(q, instance) is not None or _wants_members(q, instance) for q in _points(p, instance)
    )


def _points(p: Prop, instance: exact.Instance) -> Iterable[Prop]:
    if p.op not in ("forall", "exists"):
        return p.args
    bound = p.data[0]
    return (open_binder(p, const(k)) for k in range(instance.size(bound.data[1]) if bound.op == "index" else 1))


def _goes_on_so(p: Prop, instance: exact.Instance) -> bool:
    """What is said of all naturals fails at none of the later ones that are tried, or for which members are given, and
    is open at none of them unless a sequence is in it."""
    if p.op != "forall" or p.data[0].op != "nat":
        return True
    count = max([exact.FIRST_NATURALS, *(len(f.members) for f in instance.functions.values())])
    later = [open_binder(p, const(k)) for k in range(1, count)]
    verdicts = [(q, exact.holds(q, instance)) for q in later]
    return all(v is True or (v is None and (_open_ended(q, instance) or _wants_members(q, instance)))
               for q, v in verdicts)  # fmt: skip


def _open_ended(p: Prop, instance: exact.Instance) -> bool:
    """A sequence is in it of which an instance gives the first members only."""
    return any(n.op == "sequence" and not instance.functions[n.data[0]].constant for n in subnodes(p))


def _about_naturals(p: Prop) -> bool:
    """Its quantifiers are all over natural numbers and indices, one of them over natural numbers."""
    bound = [n.data[0].op for n in subnodes(p) if n.op in ("forall", "exists")]
    return "nat" in bound and "var" not in bound


def checksum(record: dict[str, Any]) -> str:
    """The SHA-256 of the record without its checksum, as compact JSON with sorted keys."""
    body = {k: v for k, v in record.items() if k != "checksum"}
    text = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def summary(outcomes: Iterable[Outcome]) -> str:
    """The counts, and each failure with its hash and reason."""
    found = list(outcomes)
    lines = [f"{o.file}:{o.line}: {o.hash or 'record'} failed: {o.reason}" for o in found if o.state == FAILED]
    counts = [f"{sum(o.state == state for o in found)} {words}" for state, words in COUNTS]
    tried = sum(bool(o.tried) for o in found)
    more = [f"of these, {tried} with {TRIED}"] if tried else []
    return "\n".join([*lines, ", ".join(counts), *more])


def main(arguments: list[str]) -> int:
    if not arguments:
        print("usage: python -m proofread.trusted.recheck FILE…", file=sys.stderr)
        return 2
    sys.setrecursionlimit(RECURSION)
    outcomes = [o for name in arguments for o in recheck_file(Path(name))]
    print(summary(outcomes))
    return 1 if any(o.state == FAILED for o in outcomes) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
