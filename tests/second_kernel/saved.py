"""The five named derivations, as they are saved."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from proofread.trusted.kernel import Sequent
from proofread.trusted.trees import from_json, to_json

ROOT = Path(__file__).resolve().parents[2]
NAMED = {
    "OLS residual": "hw2/2.2.eq2.26",
    "weight norm": "ift6135-a2/4.3.result#truth",
    "OBD saliency": "hw2/1.2.eq1.5#truth",
    "ResNet gradient": "dl-exam-w25/B9#reading:c_with_brackets",
    "KL and ELBO": "dl-exam-w25/B18#d",
}


@cache
def _statements() -> dict[str, Any]:
    records = json.loads((ROOT / "reports" / "verdicts.json").read_text(encoding="utf-8"))
    return {s["id"]: s for s in records["statements"]}


@cache
def saved(name: str) -> Any:
    """The record of one of them; not to be changed by a caller."""
    statement = _statements()[NAMED[name]]
    file = ROOT / "reports" / "evidence" / f"{statement['document']}.jsonl"
    with file.open(encoding="utf-8") as lines:
        return next(r for r in map(json.loads, lines) if r["hash"] == statement["hash"])


def sequent(record: Any) -> Sequent:
    return Sequent(tuple(from_json(h) for h in record["hypotheses"]), from_json(record["goal"]))


def about(other: Sequent, record: Any) -> Any:
    """The evidence of a record, offered for another statement."""
    return {**record, "hash": other.digest, "hypotheses": [to_json(h) for h in other.hypotheses],
            "goal": to_json(other.goal)}  # fmt: skip
