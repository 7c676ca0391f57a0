"""Items of a long key in a second, with one worker process. What comes of them is asserted, the time is printed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from proofread.text.auditing import Counts, Settings, audit
from tests.benchmarks.keys import MAKERS, items

COUNT = 6 * len(MAKERS)  # true and false items of every kind


def test_no_two_items_say_the_same_and_half_are_false() -> None:
    made = list(items(2000))
    said = {json.dumps({k: v for k, v in i.items() if k not in ("id", "expect")}) for i in made}
    assert len(said) == 2000 and 900 < sum(i["expect"] == "wrong" for i in made) < 1100


@pytest.mark.benchmark(group="a key as text, items")
def test_audit_of_small_items(benchmark: Any, tmp_path: Path) -> None:
    key = tmp_path / "key.jsonl"
    key.write_text("".join(json.dumps(i) + "\n" for i in items(COUNT)), encoding="utf-8")

    def audited() -> Counts:
        counts = Counts()
        assert [r.id for r in audit([key], Settings(jobs=1), counts) if r.findings] == []
        return counts

    counts = benchmark.pedantic(audited, rounds=1)
    assert counts.items == COUNT == sum(counts.outcomes.values()) and set(counts.outcomes) == {"sound", "wrong"}
    if benchmark.stats is not None:
        benchmark.extra_info["items a second"] = round(COUNT / benchmark.stats.stats.mean, 1)
