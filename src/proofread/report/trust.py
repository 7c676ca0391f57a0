"""How hard it was tried to fool the program: the figures of reports/trust.json, and whether they are of today."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from hashlib import sha256
from html import escape
from pathlib import Path
from typing import Any

FILE = "trust.json"
TRUSTED = "src/proofread/trusted/*.py"
# What each part is computed from, as patterns below the repository.
PARTS: dict[str, tuple[str, ...]] = {
    "falsehood": (TRUSTED, "src/proofread/methods/**/*.py", "tests/false/*.py", "tests/damaging.py"),
    "tenfold": (TRUSTED, "src/proofread/methods/**/*.py", "tests/false/*.py"),
    "forgery": (TRUSTED, "src/proofread/audit/evidence.py", "src/proofread/audit/records.py", "tests/test_forge*.py"),
    "properties": (TRUSTED, "tests/properties/*.py", "tests/trusted/soundness_draws.py", "tests/damaging.py"),
    "mutants": (TRUSTED, "tests/trusted/*.py", "tests/test_forge*.py", "tests/kernel_mutants/*"),
    "coverage": (TRUSTED, "tests/trusted/*.py"),
}


def fingerprint(root: Path, part: str) -> str:
    """A hash of the files that a part is computed from."""
    out = sha256()
    for pattern in PARTS[part]:
        for file in sorted(f for f in root.glob(pattern) if f.is_file() and f.suffix in (".py", ".toml")):
            out.update(f"{file.relative_to(root).as_posix()}\0".encode() + file.read_bytes() + b"\0")
    return out.hexdigest()[:24]


def section(reports: Path) -> str:
    """The section of the page, or nothing where no figures are there or they cannot be read."""
    try:
        figures = json.loads((reports / FILE).read_text(encoding="utf-8"))
        rows = "".join(_row(reports.parent, part, figures[part]) for part in PARTS if part in figures)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return ""
    head = '<tr><th scope="col">What was tried</th><th scope="col">What came of it</th></tr>'
    return (
        '<section aria-labelledby="trust"><h2 id="trust">How hard it was tried to fool it</h2>'
        f'<div class="scroll"><table class="ledger"><thead>{head}</thead><tbody>{rows}</tbody></table></div></section>'
    )


def _row(root: Path, part: str, found: Mapping[str, Any]) -> str:
    tried, result = _WORDS[part](found)
    stale = _stale(root, part, found)
    return f"<tr><td>{escape(tried)}{stale}</td><td>{escape(result)}</td></tr>"


def _stale(root: Path, part: str, found: Mapping[str, Any]) -> str:
    """Marked where the files are there and are others than those the figures were computed from."""
    if not any(root.glob(TRUSTED)) or fingerprint(root, part) == found["computed_from"]:
        return ""
    return ' <span class="flag">out of date: the files have changed since</span>'


def _falsehood(f: Mapping[str, Any]) -> tuple[str, str]:
    by_seed = [sum(kind["refuted_by_seed"][str(seed)] for kind in f["kinds"].values()) for seed in f["seeds"]]
    kinds = ", ".join(f"{kind['claims']} {name}" for name, kind in f["kinds"].items())
    tried = f"{f['claims']} false claims: {kinds}"
    offered = f"{f['evidence_offered'] + f['damaged_offered']} offers of evidence of true statements to false ones"
    taken = f["evidence_accepted"] + f["damaged_accepted"]
    refuted = f"refuted with an exact instance: {_each(by_seed)} at the seeds {_each(f['seeds'])}"
    return f"{tried}; {offered}", f"{f['proved']} proved, {taken} offers accepted; {refuted}"


def _tenfold(f: Mapping[str, Any]) -> tuple[str, str]:
    return f"The {f['claims']} false claims with {f['times']} times the budget for a proof", f"{f['proved']} proved"


def _forgery(f: Mapping[str, Any]) -> tuple[str, str]:
    tried = f"{f['tests']} tests of forged theorems, records and verdict files; {f['bytes_changed']} changed bytes"
    return tried, (
        f"{f['unnoticed']} unnoticed; with the checksum made to fit ({f['checksum_made_to_fit']} times) "
        f"{f['another_statement_believed']} changed statements were believed"
    )


def _properties(f: Mapping[str, Any]) -> tuple[str, str]:
    accepted = sum(row["accepted"] for row in f["kinds"].values())
    confirmed = sum(row["confirmed"] for row in f["kinds"].values())
    return f"{f['cases']} random statements with found, damaged and made-up evidence", (
        f"{accepted} accepted, {confirmed} of them borne out at drawn instances, {f['contradicted']} contradicted"
    )


def _mutants(f: Mapping[str, Any]) -> tuple[str, str]:
    rest = f["made"] - f["noticed"] - f["ended"] - f["explained"]
    return f"{f['made']} small changes to the trusted part", (
        f"{f['noticed']} noticed by its tests, {f['ended']} that made them go on for ever or die, "
        f"{f['explained']} explained as no other program, {rest} unexplained"
    )


def _coverage(f: Mapping[str, Any]) -> tuple[str, str]:
    less = {m: p for m, p in f["percent"].items() if p < 100}
    rest = ", ".join(f"{m} {p} %" for m, p in sorted(less.items(), key=lambda row: row[1]))
    whole = len(f["percent"]) - len(less)
    return "Lines and branches of the trusted part in its tests", f"{whole} files 100 %{f'; {rest}' if rest else ''}"


def _each(numbers: Iterable[Any]) -> str:
    return ", ".join(map(str, numbers))


_WORDS = {
    "falsehood": _falsehood, "tenfold": _tenfold, "forgery": _forgery, "properties": _properties, "mutants": _mutants,
    "coverage": _coverage,
}  # fmt: skip
