"""`python -m tests.trust [PART …]`: how hard it was tried to fool the program, counted; reports/trust.json.

Parts: falsehood, tenfold, forgery, properties, coverage, mutants. A part that is named is counted anew, the others are
kept as they were counted, each with the hash of what it was computed from, so that a reader sees which of them are out
of date.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from typing import Any

from proofread.audit import storing
from proofread.report.trust import PARTS, fingerprint
from tests.trust import counting

FILE = counting.ROOT / "reports" / "trust.json"
COUNT: dict[str, Callable[[], dict[str, Any]]] = {
    "falsehood": counting.falsehood,
    "tenfold": counting.tenfold,
    "forgery": counting.forgery,
    "properties": counting.properties,
    "coverage": counting.coverage_of_tests,
    "mutants": counting.mutants,
}


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.trust", description=__doc__)
    parser.add_argument("parts", nargs="*", choices=[*COUNT, []], default=[])
    chosen = parser.parse_args(arguments).parts or list(COUNT)
    for part in chosen:
        before = fingerprint(counting.ROOT, part)
        counted = COUNT[part]()
        if fingerprint(counting.ROOT, part) != before:
            raise SystemExit(f"{part}: the files changed while it was counted; nothing is written")
        kept = json.loads(FILE.read_text(encoding="utf-8")) if FILE.is_file() else {}
        new = {**kept, part: {"computed_from": before, **counted}}
        ordered = {name: new[name] for name in PARTS if name in new}
        storing.write(FILE, (json.dumps(ordered, indent=1, ensure_ascii=False) + "\n").encode())
        print(f"{part}: {json.dumps(counted, ensure_ascii=False)}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
