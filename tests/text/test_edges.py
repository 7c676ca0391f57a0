"""Statements near the edges, as a user writes them: nothing false is settled, nothing undefined is refuted."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from proofread.text.auditing import Counts, Settings, audit

REAL, NATURAL, BOTH = {"x": "scalar"}, {"n": "nat"}, {"n": "nat", "m": "nat"}

UNDEFINED = [
    ("not exists(scalar, lambda v: (v-5)/(v-5) == 0, witness=5)", {}),
    ("not exists(scalar, lambda v: exists(scalar, lambda w: (v+w-2)/(v+w-2) == 0))", {}),
    ("sum(lambda k: (k-9)/(k-9), 0, 11) == 12", {}),
    ("sum(lambda k: (k-9)/(k-9), 0, n) == n + 1", NATURAL),
    ("derivative(lambda v: det(ones(2, 2) + v*eye(2)))(0) == 0", {}),
    ("derivative(lambda v: abs(v))(0) == 0", {}),
    ("limit(lambda v: sin(v*(x-3))/(v*(x-3)), 0) == 1", REAL),
    ("0*log(0) == 0", {}),
    ("piecewise(1/x, x != 0, 0)*x == 1", REAL),
]
FALSE = [
    ("exists(scalar, lambda v: forall(scalar, lambda v: v == 0))", {}),
    ("limit(lambda v: (v*(x-3)**2+1)/(v*(x-3)**2+2), inf) == 1", REAL),
    ("limit(lambda v: (n-7)**2*v/((n-7)**2*v+1), inf) == 1", NATURAL),
    ("sum(lambda k: (-1)**k*binomial(n,k), 0, n)*sum(lambda k: (-1)**k*binomial(m,k), 0, m) == 0", BOTH),
    ("sum(lambda k: (-1)**k*binomial(n,k)*k*(k-1)*(k-2)*(k-3), 0, n) == 0", NATURAL),
    ("exists(integer, lambda k: 2*k == 1, witness=1/2)", {}),
    ("x**n == 0 or x != 0", {**REAL, **NATURAL}),
]


def outcomes(tmp_path: Path, rows: list[tuple[str, dict[str, str]]]) -> dict[str, str]:
    file = tmp_path / "edges.jsonl"
    items = [{"id": str(k), "let": symbols, "says": says} for k, (says, symbols) in enumerate(rows)]
    file.write_text("".join(json.dumps(item) + "\n" for item in items), encoding="utf-8")
    return {rows[int(r.id)][0]: r.outcome for r in audit([file], Settings(jobs=1), Counts())}


@pytest.mark.parametrize(
    ("rows", "wrong"), [(UNDEFINED, {"sound", "wrong"}), (FALSE, {"sound"})], ids=["open", "false"]
)
def test_what_is_said_at_the_edges(tmp_path: Path, rows: list[tuple[str, dict[str, str]]], wrong: set[str]) -> None:
    found = outcomes(tmp_path, rows)
    assert len(found) == len(rows) and "unreadable" not in found.values(), found
    assert {says: outcome for says, outcome in found.items() if outcome in wrong} == {}
