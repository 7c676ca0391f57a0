"""`python -m tests.kernel_mutants [MODULE …]`: mutants of the trusted folder against its tests.

Every mutant that no test notices must be explained in explained.toml, or the run fails. What noticed a mutant is
remembered in .proofread/, and tried first the next time: nothing is believed on account of it.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import pickle
import sys
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from tests.kernel_mutants import running
from tests.kernel_mutants.explained import explanations
from tests.kernel_mutants.mutations import Mutant, mutants
from tests.kernel_mutants.running import BROKEN, KILLED, ROOT, SURVIVED, TRUSTED, Reached

# Modules that decide whether a proof is one, by what stands on what: rules first, then the forms they rest on.
MODULES = [
    "kernel", "rules", "combination", "obligations", "well_formed", "fact_rows", "facts",
    *sorted(f.stem for f in TRUSTED.glob("facts_*.py")), "indexed", "lower", "calculus", "sizes", "trees",
]  # fmt: skip
HINTS = ROOT / ".proofread" / "kernel_mutants"
KEPT = HINTS / "reached"
FROZEN = "tests/trusted/test_frozen.py"  # what is frozen shows without a line of the module being run
ENOUGH = 20.0  # seconds of tests, the fastest first, that each mutant is given

Result = dict[str, Any]


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.kernel_mutants", description=__doc__)
    parser.add_argument("modules", nargs="*", default=None, help="modules of src/proofread/trusted")
    parser.add_argument("-j", "--jobs", type=int, default=2)
    parser.add_argument("--only", default="", help="only mutants whose name contains this")
    chosen = parser.parse_args(arguments)
    return report(tried(chosen.modules or MODULES, chosen.jobs, chosen.only))


def tried(modules: Sequence[str], jobs: int, only: str = "") -> dict[str, list[Result]]:
    """What became of every mutant of the modules."""
    os.environ.update(running.ALONE)
    reached, seconds = recorded()
    with ThreadPoolExecutor(jobs) as pool:
        results = list(pool.map(lambda m: of_one(m, reached, seconds, only), modules))
    return dict(zip(modules, results, strict=True))


def recorded() -> tuple[Reached, dict[str, float]]:
    """Which tests run which function, from the last time where the test file is as it was then. It only chooses the
    tests that a mutant is given: where it is out of date, a mutant may seem to survive, and none seems noticed."""
    KEPT.mkdir(parents=True, exist_ok=True)
    files = sorted({str(f.relative_to(ROOT)) for t in running.TESTS for f in test_files(ROOT / t)})
    kept = {f: KEPT / f"{Path(f).stem}-{digest(ROOT / f)[:24]}.json" for f in files}
    if missing := [f for f, place in kept.items() if not place.exists()]:
        found = through_a_fork(lambda: running.record(missing))
        for f in missing:
            kept[f].write_text(json.dumps(of_file(f, *found)))
    reached: Reached = {}
    seconds: dict[str, float] = {}
    for place in kept.values():
        data = json.loads(place.read_text())
        seconds |= data["seconds"]
        for module, function, tests in data["reached"]:
            reached.setdefault((module, function), set()).update(tests)
    return reached, seconds


def of_file(file: str, reached: Reached, seconds: dict[str, float]) -> dict[str, Any]:
    mine = lambda test: test.partition("::")[0] == file
    lines = [(*at, sorted(filter(mine, tests))) for at, tests in sorted(reached.items())]
    return {"seconds": {t: s for t, s in seconds.items() if mine(t)}, "reached": [row for row in lines if row[2]]}


def test_files(place: Path) -> list[Path]:
    return [place] if place.is_file() else sorted(place.glob("test_*.py"))


def digest(test: Path) -> str:
    """Of a test file and what the tests share."""
    shared = [f for f in sorted((ROOT / "tests" / "trusted").glob("*.py")) if not f.name.startswith("test_")]
    out = hashlib.sha256()
    for f in (*shared, test):
        out.update(f.read_bytes())
    return out.hexdigest()


def through_a_fork(work: Any) -> Any:
    """What `work` returns, from a process in which it may import what it likes."""
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(ours)
        try:
            with os.fdopen(theirs, "wb") as pipe:
                pickle.dump(work(), pipe)
        finally:
            os._exit(0)
    os.close(theirs)
    with os.fdopen(ours, "rb") as pipe:
        data = pipe.read()
    os.waitpid(child, 0)
    if not data:
        raise SystemExit("the tests could not be run without a mutant")
    return pickle.loads(data)


def of_one(module: str, reached: Reached, seconds: dict[str, float], only: str) -> list[Result]:
    """All mutants of one module."""
    hints = HINTS / f"{module}.json"
    known = json.loads(hints.read_text()) if hints.exists() else {}
    made = [m for m in mutants(TRUSTED / f"{module}.py", module) if only in m.key]
    tests = {m.key: chosen_tests(m, reached, seconds, known.get(m.key, "")) for m in made}
    found: list[Result] = through_a_fork(lambda: in_functions([m for m in made if m.live], tests))
    out = [r for r in found if r["state"] != BROKEN]
    done = {r["key"] for r in out}
    out += [result(m, *running.in_a_fork(running.of_module(m, tests[m.key]))) for m in made if m.key not in done]
    known |= {r["key"]: r["test"] for r in out if r["state"] == KILLED}
    hints.parent.mkdir(parents=True, exist_ok=True)
    hints.write_text(json.dumps(known, indent=0, ensure_ascii=False))
    open_ = [f"  line {r['line']}: {r['key']}" for r in unexplained(out)]
    print("\n".join([f"{module}: {figures(out)}", *open_]), flush=True)
    return out


def in_functions(made: Sequence[Mutant], tests: Mapping[str, Sequence[str]]) -> list[Result]:
    """The mutants that can be put into one session, which has collected the tests."""
    out: list[Result] = []
    if not made:
        return out
    file = TRUSTED / f"{made[0].module}.py"
    original = compile(file.read_text(encoding="utf-8"), str(file), "exec")

    def work(items: dict[str, Any]) -> None:
        functions = running.living(file)
        keen: list[str] = []  # tests that have noticed a mutant of this module, the last one first
        for m in made:
            mine = [items[name] for name in first(keen, tests[m.key]) if name in items]
            found = running.in_a_fork(running.of_function(m, original, functions, mine)) if mine else (BROKEN, "")
            out.append(result(m, *found))
            if found[0] == KILLED and found[1] in items:
                keen = [found[1], *(name for name in keen if name != found[1])]

    running.with_the_tests_collected(work)
    return out


def first(keen: Sequence[str], tests: Sequence[str]) -> list[str]:
    """The tests, those that have noticed something before the others; what noticed this mutant itself stays first."""
    mine = set(tests)
    return list(dict.fromkeys([*tests[:1], *(name for name in keen if name in mine), *tests]))


def result(m: Mutant, state: int, test: str) -> Result:
    return {"key": m.key, "line": m.line, "state": state, "test": test}


def chosen_tests(m: Mutant, reached: Reached, seconds: dict[str, float], hint: str) -> list[str]:
    """What noticed it the last time, then the tests that run its function (or its module), the fastest first."""
    names = reached.get((m.module, m.function), set()) if m.live else set()
    if not names:
        names = {t for (module, _), ts in reached.items() if module == m.module for t in ts}
        names |= {t for t in seconds if t.startswith(FROZEN)}
    order = sorted(names, key=lambda t: (t != hint, seconds.get(t, 0.0), t))
    return list(up_to(order, seconds))


def up_to(names: Sequence[str], seconds: dict[str, float]) -> Iterator[str]:
    spent = 0.0
    for name in names:
        yield name
        spent += seconds.get(name, 0.0)
        if spent > ENOUGH:
            return


def figures(found: Sequence[Result]) -> dict[str, int]:
    survived = sum(r["state"] == SURVIVED for r in found)
    return {"made": len(found), "noticed": len(found) - survived, "explained": survived - len(unexplained(found))}


def unexplained(found: Sequence[Result]) -> list[Result]:
    known = explanations()
    return [r for r in found if r["state"] == SURVIVED and r["key"] not in known]


def report(results: dict[str, list[Result]]) -> int:
    """Survivors without an explanation, and explanations of what is noticed or gone; 0 if there are none."""
    everything = [r for found in results.values() for r in found]
    survivors = {r["key"] for r in everything if r["state"] == SURVIVED}
    open_ = unexplained(everything)
    stale = [k for k in explanations() if k.partition(":")[0] in results and k not in survivors]
    for k in stale:
        print(f"explained, and yet noticed or gone: {k}")
    counts = figures(everything)
    print(", ".join(f"{n} {word}" for word, n in counts.items()) + f", {len(open_)} unexplained")
    return 1 if open_ or stale else 0


if __name__ == "__main__":
    sys.exit(main())
