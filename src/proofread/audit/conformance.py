"""Code against the formula it claims to compute: the error in ulps of the true value, scaled by conditioning.

Inputs are drawn so that float64 holds them exactly; the true value is an enclosure in rational arithmetic. One ulp of
every input may move the result by so much (its conditioning): errors are counted in units of one ulp of the result
plus that. Nothing here proves anything: a claim about code is Supported with the worst error seen, or Refuted.
"""

from __future__ import annotations

import importlib
import math
import random
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from proofread.audit.confirming import decimal
from proofread.audit.verdicts import Refuted, SampleCount, Supported, Undecided, Verdict
from proofread.language.statements import CodeStatement
from proofread.methods.drawing import draw
from proofread.methods.satisfying import satisfy
from proofread.trusted import exact
from proofread.trusted.exact_matrices import Tensor
from proofread.trusted.exact_scalars import primal
from proofread.trusted.obligations import obligations
from proofread.trusted.terms import Node, Term

RATIONAL, FLOATING = "a program was run over rational numbers", "code was run in floating point"
RUNS = 20  # inputs tried
DRAWS = 400  # instances drawn for them
PRECISION = 200  # bits of the enclosures
GRID = 64  # every other input is made of multiples of 1/64, the others have all bits


class NotExact(Exception):
    """An input that float64 does not hold."""


@dataclass(frozen=True)
class Run:
    """One input: what the code gave against what is true. `error` in units of ulps scaled by conditioning."""

    instance: dict[str, Any]
    error: Fraction
    given: str
    true: str


def check(statement: CodeStatement, *, seed: int) -> Verdict:
    """Run the code at drawn inputs. Supported with the worst error seen, or Refuted with the instance."""
    try:
        function = load(statement.code)
    except MemoryError:
        raise
    except Exception as why:
        return Undecided((f"{statement.code} cannot be imported: {type(why).__name__}: {why}",))
    runs: list[Run] = []
    for instance in _inputs(statement, seed):
        try:
            run = _run(statement, function, instance)
        except (NotExact, exact.Undefined, exact.OutOfBudget, exact.InstanceError):
            continue
        if run.error > statement.within:
            return Refuted(instance, (RATIONAL if statement.exact else FLOATING,), (run.given, run.true))
        runs.append(run)
        if len(runs) == RUNS:
            break
    if not runs:
        return Undecided(("no input was found that satisfies the assumptions and that float64 holds exactly",))
    if statement.exact:
        return Supported(SampleCount(len(runs), len(runs)), (), f"the same values in {len(runs)} runs over rationals")
    worst = max(run.error for run in runs)
    detail = f"worst error {_ulps(worst)} of {statement.within} ulps allowed, in {len(runs)} runs"
    return Supported(SampleCount(len(runs), len(runs)), (), detail)


def load(reference: str) -> Any:
    """The function of `module:function`."""
    module, _, name = reference.partition(":")
    return getattr(importlib.import_module(module), name)


def _ulps(error: Fraction) -> str:
    """Rounded up to a coarse grid, so that the record is the same on machines whose libraries round differently."""
    return str(next((b for b in (1, 2, 4, 8, 16, 32, 64) if error <= b), "more than 64"))


# --- inputs ---------------------------------------------------------------------------------------------------------


def _inputs(statement: CodeStatement, seed: int) -> Iterator[dict[str, Any]]:
    """Instances that satisfy the assumptions, with values that float64 holds."""
    rng = random.Random(f"{seed}:{statement.code}")
    given = (*statement.hypotheses, *statement.arguments, statement.formula)
    duties = [d for d in obligations(given) if d not in statement.hypotheses]
    conditions = (*statement.hypotheses, *duties)
    nodes: tuple[Node, ...] = (*given, *duties)
    for k in range(DRAWS):
        drawn = satisfy(conditions, draw(nodes, rng, k // 40), rng)
        if drawn is None:
            continue
        shift = rng if k % 2 else None
        on_grid = {**drawn, "values": {name: _rounded(v, shift) for name, v in drawn.get("values", {}).items()}}
        try:
            read = exact.read_instance(on_grid, nodes)
            if all(exact.holds(c, read) is True for c in conditions):
                yield on_grid
        except (exact.InstanceError, exact.OutOfBudget):
            continue


def _rounded(value: Any, shift: random.Random | None) -> Any:
    """On the grid; with `shift`, moved a little and to full precision, since round numbers hide rounding errors."""
    if isinstance(value, dict):
        return {k: _rounded(v, shift) for k, v in value.items()}
    if isinstance(value, list):
        return [_rounded(v, shift) for v in value]
    if shift is None:
        return str(Fraction(round(Fraction(value) * GRID), GRID))
    return str(Fraction(float(Fraction(value)) * (1 + shift.random() / 8)))


def _argument(term: Term, value: Tensor, rational: bool) -> Any:
    """Numbers of sizes and indices as int, scalars as float, columns as 1-D arrays, the rest with its axes; `rational`:
    Fractions instead of floats, in arrays of objects."""
    import numpy as np

    entries = [_rational(primal(x)) if rational else _exact_float(primal(x)) for x in value.flat]
    if term.op in ("size", "nat", "index"):
        return int(entries[0])
    if not term.shape:
        return entries[0]
    column = len(term.shape) == 2 and term.shape[1].is_one
    kind = object if rational else np.float64
    return np.array(entries, dtype=kind).reshape(value.dims[:1] if column else value.dims)


def _rational(x: Any) -> Fraction:
    if not x.is_point:
        raise NotExact
    return Fraction(x.lo)


def _exact_float(x: Any) -> float:
    if not x.is_point or Fraction(float(x.lo)) != x.lo:
        raise NotExact
    return float(x.lo)


# --- one run --------------------------------------------------------------------------------------------------------


def _run(statement: CodeStatement, function: Any, instance: dict[str, Any]) -> Run:
    nodes = (*statement.arguments, statement.formula)
    read = exact.read_instance(instance, nodes)
    arguments = [_argument(t, exact.evaluate(t, read, PRECISION), statement.exact) for t in statement.arguments]
    true = exact.evaluate(statement.formula, read, PRECISION)
    unit = Fraction(1) if statement.exact else _unit(statement, instance, true)
    try:
        given = function(*arguments)
    except MemoryError:  # of the worker: it says nothing about the code
        raise
    except Exception as why:
        return Run(instance, Fraction(10**9), f"raises {type(why).__name__}: {why}", _shown(_middle(true)))
    numbers, problem = _numbers(statement, given, true)
    if problem:
        return Run(instance, Fraction(10**9), problem, _shown(_middle(true)))
    errors = [abs(Fraction(x) - y) for x, y in zip(numbers, _middle(true), strict=True)]
    error = max(errors, default=Fraction(0)) / unit
    return Run(instance, error, f"code {_shown([Fraction(x) for x in numbers])}", f"true {_shown(_middle(true))}")


def _numbers(statement: CodeStatement, given: Any, true: Tensor) -> tuple[list[Any], str]:
    """What the code returned as numbers in the order of the true value, or what is wrong with its form."""
    import numpy as np

    part = given if statement.output is None else given[statement.output]
    kind = object if statement.exact else np.float64
    found = np.asarray(part.detach() if hasattr(part, "detach") else part, dtype=kind)
    column = len(statement.formula.shape) == 2 and statement.formula.shape[1].is_one
    dims = true.dims[:1] if column else true.dims
    if found.shape != dims:
        return [], f"shape {found.shape} instead of {dims}"
    if statement.exact:
        rest = next((x for x in found.reshape(-1) if isinstance(x, float)), None)
        return (list(found.reshape(-1)), "") if rest is None else ([], f"a floating-point number, {rest!r}")
    numbers = [float(x) for x in found.reshape(-1)]
    return (numbers, "") if all(map(math.isfinite, numbers)) else ([], "a result that is not finite")


def _middle(t: Tensor) -> list[Fraction]:
    """Values of enclosures that are far narrower than an ulp."""
    return [Fraction(x.lo + x.hi) / 2 for x in map(primal, t.flat)]


def _shown(numbers: list[Fraction]) -> str:
    return ", ".join(decimal(x) for x in numbers)


def _ulp(x: Fraction) -> Fraction:
    return Fraction(math.ulp(float(x)))


def _unit(statement: CodeStatement, instance: dict[str, Any], true: Tensor) -> Fraction:
    """The largest, over the entries of the result, of its ulp plus what one ulp of each input moves it by."""
    base = _middle(true)
    unit = [_ulp(x) for x in base]
    for moved in _perturbed(instance):
        try:
            value = exact.evaluate(statement.formula, exact.read_instance(moved, (statement.formula,)), PRECISION)
        except (exact.Undefined, exact.OutOfBudget):
            continue
        unit = [u + abs(a - b) for u, a, b in zip(unit, _middle(value), base, strict=True)]
    return max(unit, default=Fraction(1))


def _perturbed(instance: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The instance with one number moved by an ulp of the largest in its variable."""
    for name, value in instance.get("values", {}).items():
        largest = max((abs(q) for q in _flat(value)), default=Fraction(0))
        step = _ulp(largest or Fraction(1))
        for k in range(len(_flat(value))):
            yield {**instance, "values": {**instance["values"], name: _moved(value, [k], step)}}


def _flat(value: Any) -> list[Fraction]:
    if isinstance(value, dict):
        return _flat(list(value.values()))
    return [q for v in value for q in _flat(v)] if isinstance(value, list) else [Fraction(value)]


def _moved(value: Any, left: list[int], step: Fraction) -> Any:
    """The value with its `left[0]`-th number, in reading order, moved."""
    if isinstance(value, dict):
        return {k: _moved(v, left, step) for k, v in value.items()}
    if isinstance(value, list):
        return [_moved(v, left, step) for v in value]
    left[0] -= 1
    return str(Fraction(value) + step) if left[0] == -1 else value
