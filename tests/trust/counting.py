"""The figures of reports/trust.json. Each function tries, counts, and raises if anything false got through."""

from __future__ import annotations

import json
import os
import random
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Container
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).parents[2]
SEEDS = (0, 1, 2)
BYTES = 400  # changed bytes that are tried in each file of evidence


def falsehood() -> dict[str, Any]:
    """Every false statement: a proof is searched for, an instance at three seeds; evidence of true ones is offered."""
    from proofread.methods.goals import FULL
    from tests.false import test_false as false

    proved = [name for name in false.FALSE if not false.found_nothing(name, FULL)]
    kinds = {file: sorted(false.sequents(file)) for file in false.FILES}
    rows = {}
    for file, names in kinds.items():
        refuted = {str(seed): sum(_refuted(false, name, seed) for name in names) for seed in SEEDS}
        open_ = [n for n in names if n in false.NOT_REFUTED]
        rows[file] = {"claims": len(names), "refuted_by_seed": refuted, "beyond_instances": len(open_)}
    twins = false.evidence()
    offered = [(n, o) for n in twins for o in false.FALSE]
    accepted = [pair for pair in offered if false.accepts(false.FALSE[pair[1]], twins[pair[0]])]
    damaged = [(name, d) for name in twins for d in false.damages(twins[name], random.Random(name), false.DAMAGES)]
    through = [name for name, d in damaged if false.accepts(false.FALSE[name], d)]
    _none(proved, accepted, through)
    return {
        "claims": len(false.FALSE), "proved": len(proved), "seeds": list(SEEDS), "kinds": rows,
        "true_twins_proved": len(twins), "evidence_offered": len(offered), "evidence_accepted": len(accepted),
        "damaged_offered": len(damaged), "damaged_accepted": len(through),
    }  # fmt: skip


def tenfold() -> dict[str, Any]:
    """A proof of every false statement, searched for with ten times the budget."""
    from proofread.methods.goals import FULL
    from tests.false import test_false as false

    proved = [name for name in false.FALSE if not false.found_nothing(name, 10 * FULL)]
    _none(proved)
    return {"claims": len(false.FALSE), "times": 10, "proved": len(proved)}


def _refuted(false: Any, name: str, seed: int) -> bool:
    from proofread.methods.refutation import find_witness
    from proofread.methods.results import Declined
    from proofread.trusted.kernel import refute

    work = false.WITNESS * (10 if name in false.HARDER else 1)
    found = find_witness(false.FALSE[name], seed=seed, work=work)
    if isinstance(found, Declined):
        found = false.BY_HAND.get(name)
    return found is not None and refute(false.FALSE[name], json.loads(json.dumps(found))).kind == "refuted"


def forgery() -> dict[str, Any]:
    """The tests of forgery, and bytes changed in every file of evidence: with the old checksum, and with a new one."""
    tests = passed("tests/test_forgery.py", "tests/test_forged_records.py", "tests/audit/test_records.py")
    changed: Counter[str] = Counter()
    for file in sorted((ROOT / "reports" / "evidence").glob("*.jsonl")):
        changed += changed_bytes(file)
    changed += changed_verdicts(ROOT / "reports" / "verdicts.json")
    _none(["unnoticed"] * changed["unnoticed"], ["believed"] * changed["believed"])
    return {"tests": tests, "bytes_changed": changed["changed"], "unnoticed": changed["unnoticed"],
            "checksum_made_to_fit": changed["resealed"], "another_statement_believed": changed["believed"]}  # fmt: skip


def changed_bytes(file: Path) -> Counter[str]:
    """One byte of one record, many times over. `believed`: the kernel takes evidence for a statement that was changed,
    although the hash says which statement it was."""
    from proofread.trusted import recheck

    rng, seen = random.Random(file.name), Counter[str]()
    lines = file.read_text(encoding="utf-8").splitlines()
    for _ in range(BYTES):
        line = rng.choice(lines)
        at = rng.randrange(len(line))
        new = line[:at] + rng.choice([c for c in '01aN"]' if c != line[at]]) + line[at + 1 :]
        seen["changed"] += 1
        seen["unnoticed"] += recheck.recheck_line(file.name, 1, new).state != recheck.FAILED
        try:
            old, record = json.loads(line), json.loads(new)
            signed = json.dumps({**record, "checksum": recheck.checksum(record)})
        except (ValueError, TypeError):
            continue
        seen["resealed"] += 1
        kept = all(record.get(k) == old[k] for k in ("goal", "hypotheses", "kind", "hash"))
        seen["believed"] += not kept and recheck.recheck_line(file.name, 1, signed).state != recheck.FAILED
    return seen


def changed_verdicts(file: Path) -> Counter[str]:
    """One byte of the sealed verdict file, several times over."""
    from proofread.audit import records
    from proofread.audit.storing import RecordError

    rng, seen = random.Random(file.name), Counter[str]()
    whole = records.dump(records.load(file))
    with TemporaryDirectory() as folder:
        copy = Path(folder) / file.name
        for _ in range(BYTES // 4):
            at = rng.randrange(len(whole))
            copy.write_bytes(whole[:at] + (b"1" if whole[at : at + 1] != b"1" else b"2") + whole[at + 1 :])
            seen["changed"] += 1
            try:
                records.load(copy, sealed=True)
                seen["unnoticed"] += 1
            except RecordError:
                continue
    return seen


def properties() -> dict[str, Any]:
    """Random statements and evidence, thousands: how many the kernel took, all of which agree with exact evaluation."""
    counts = kept("property_counts.json")
    passed("tests/properties", "--hypothesis-profile=thorough", COUNTS=str(counts))
    found: dict[str, int] = json.loads(counts.read_text())
    kinds = sorted({key.partition(" ")[0] for key in found})
    rows = {k: {w: found.get(f"{k} {w}", 0) for w in ("accepted", "confirmed", "refused")} for k in kinds}
    cases = sum(row["accepted"] + row["refused"] for row in rows.values())
    return {"cases": cases, "kinds": rows, "contradicted": 0}


def coverage_of_tests() -> dict[str, Any]:
    """Lines and branches of the trusted folder that its tests reach, in percent rounded down. Tests of random terms are
    left out: what they come upon is not thereby tested."""
    data = kept("trust.coverage")
    command = ["coverage", "run", "--branch", "--source=src/proofread/trusted", f"--data-file={data}", "--rcfile="]
    tests = ["tests/trusted", "tests/test_forgery.py", "tests/test_forged_records.py", "-p", "no:cacheprovider"]
    run(*command, "-m", "pytest", "-q", *tests, "--ignore=tests/trusted/test_soundness.py")
    out = run("coverage", "json", "-q", f"--data-file={data}", "--rcfile=", "-o", "-")
    files = json.loads(out)["files"]
    return {"percent": {Path(f).stem: int(row["summary"]["percent_covered"]) for f, row in sorted(files.items())
                        if row["summary"]["num_statements"]}}  # fmt: skip


def mutants() -> dict[str, Any]:
    """Small changes to the trusted folder: made, noticed by a test, ended (the tests go on for ever with it, or die),
    explained; the rest is work left, and shown. In a process of its own: in this one the trusted folder is loaded."""
    file = kept("mutant_figures.json")
    arguments = ("--jobs", str(os.cpu_count() or 1), "--figures", str(file))
    run("tests.kernel_mutants", *arguments, accept=(0, 1))  # 1: some are unexplained
    rows = json.loads(file.read_text(encoding="utf-8"))
    total = {word: sum(row[word] for row in rows.values()) for word in ("made", "noticed", "ended", "explained")}
    return {**total, "modules": rows}


def kept(name: str) -> Path:
    """A file for what is counted on the way, which is not there yet."""
    file = ROOT / ".proofread" / name
    file.parent.mkdir(exist_ok=True)
    file.unlink(missing_ok=True)
    return file


# --- running --------------------------------------------------------------------------------------------------------


def passed(*arguments: str, **environment: str) -> int:
    """How many tests passed; SystemExit unless all did."""
    out = run("pytest", "-q", "-p", "no:cacheprovider", *arguments, **environment)
    return int(re.findall(r"(\d+) passed", out)[-1])


def run(module: str, *arguments: str, accept: Container[int] = (0,), **environment: str) -> str:
    path = os.pathsep.join((str(ROOT / "src"), str(ROOT)))
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments], cwd=ROOT,
        env={**os.environ, "PYTHONPATH": path, "CI": "1", **environment}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode not in accept:
        raise SystemExit(f"{module} {' '.join(arguments)} failed:\n{done.stdout[-3000:]}{done.stderr[-1000:]}")
    return done.stdout


def _none(*got_through: list[Any]) -> None:
    if any(got_through):
        raise SystemExit(f"got through: {[g for g in got_through if g]}")
