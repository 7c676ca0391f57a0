"""`python -m tests.kernel_mutants [MODULE …]`: mutants of the trusted folder against its tests.

Noticed is a mutant with which a test fails, by its name. One with which the tests go on for ever, or die, or run out of
memory has ended, which is counted apart. Of every other there must be an explanation in explained.toml, or the run
fails. What is known of a mutant is kept in .proofread/ as long as the module and the tests are the same.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.kernel_mutants import choosing, running
from tests.kernel_mutants.choosing import Given
from tests.kernel_mutants.explained import explanations
from tests.kernel_mutants.forks import ENDED, NOTICED, SURVIVED, Refused
from tests.kernel_mutants.keeping import Result
from tests.kernel_mutants.modules import Module

# Every module of the trusted folder that decides something, by what stands on what: rules first, then the forms they
# rest on. Left out are printing and what it alone uses: they decide nothing, what they make is read by people.
MODULES = [
    "kernel", "rules", "combination", "obligations", "well_formed", "premises", "facts", "fact_rows",
    "facts_blocks", "facts_calculus", "facts_determinants", "facts_kronecker", "facts_limits", "facts_matrices",
    "facts_order", "facts_positions", "facts_powers", "facts_rank", "facts_scalars", "facts_trigonometry",
    "sizes", "trees", "indexed", "lower", "calculus",
    "exact", "exact_analysis", "exact_determinants", "exact_integrals", "exact_kronecker", "exact_matrices",
    "exact_polynomials",
    "exact_quantified", "exact_reals", "exact_scalars", "exact_terms",
    "instances", "recheck", "reindexing", "terms", "terms_matrices", "scalar_terms", "nodes", "shapes",
    "quadrature", "function_heads", "tensor_heads", "enclosures", "enclosures_trigonometry",
]  # fmt: skip
SHOWING = ["printing", "scalar_printing", "shifts", "views"]


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.kernel_mutants", description=__doc__)
    parser.add_argument("modules", nargs="*", default=None, help="modules of src/proofread/trusted")
    parser.add_argument("-j", "--jobs", type=int, default=2)
    parser.add_argument("--only", default="", help="only mutants whose name contains this")
    parser.add_argument("--anew", action="store_true", help="forget what is kept of earlier runs")
    parser.add_argument("--figures", type=Path, help="a file for the figures of each module")
    chosen = parser.parse_args(arguments)
    results = tried(chosen.modules or MODULES, chosen.jobs, chosen.only, anew=chosen.anew)
    if chosen.figures:
        chosen.figures.write_text(json.dumps({m: figures(found) for m, found in results.items()}), encoding="utf-8")
    return report(results, whole=not chosen.only)


def tried(modules: Sequence[str], jobs: int, only: str = "", *, anew: bool = False) -> dict[str, list[Result]]:
    """What became of every mutant of the modules. Refused where the tests fail without a mutant."""
    os.environ.update(running.ALONE)
    given = choosing.recorded()
    with ThreadPoolExecutor(jobs) as pool:
        results = list(pool.map(lambda m: of_one(m, given, only, anew), modules))
    return dict(zip(modules, results, strict=True))


def of_one(name: str, given: Given, only: str, anew: bool) -> list[Result]:
    """All mutants of one module, and a line about them."""
    out = Module(name, given, only, anew).results()
    ended = [f"  ended: line {r['line']}: {r['key']}: {r['test']}" for r in out if r["state"] == ENDED]
    open_ = [f"  line {r['line']}: {r['key']}" for r in unexplained(out)]
    print("\n".join([f"{name}: {in_words(figures(out))}", *ended, *open_]), flush=True)
    return out


def figures(found: Sequence[Result]) -> dict[str, int]:
    """How many were made, and what became of them; the rest is unexplained."""
    count = {state: sum(r["state"] == state for r in found) for state in (NOTICED, ENDED, SURVIVED)}
    explained = count[SURVIVED] - len(unexplained(found))
    return {"made": len(found), NOTICED: count[NOTICED], ENDED: count[ENDED], "explained": explained}


def in_words(counts: dict[str, int]) -> str:
    rest = counts["made"] - counts[NOTICED] - counts[ENDED] - counts["explained"]
    return ", ".join(f"{n} {word}" for word, n in counts.items()) + f", {rest} unexplained"


def unexplained(found: Sequence[Result]) -> list[Result]:
    known = explanations()
    return [r for r in found if r["state"] == SURVIVED and r["key"] not in known]


def report(results: dict[str, list[Result]], *, whole: bool = True) -> int:
    """Survivors without an explanation, and explanations of what is noticed or gone; 0 if there are none."""
    everything = [r for found in results.values() for r in found]
    survivors = {r["key"] for r in everything if r["state"] == SURVIVED}
    stale = [k for k in explanations() if whole and k.partition(":")[0] in results and k not in survivors]
    for k in stale:
        print(f"explained, and yet noticed or gone: {k}")
    print(in_words(figures(everything)))
    return 1 if unexplained(everything) or stale else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Refused as why:
        print(f"no figures: {why}", file=sys.stderr)
        sys.exit(2)
