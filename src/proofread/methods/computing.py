"""An oracle for scalar equations: SymPy simplifies left − right to 0, and Arb's balls confirm both sides at points.

It is believed in nothing that the kernel decides: what it settles reads `computed`, never proved, and names it. It
declines wherever SymPy is known to be careless: conditions it brings in itself, values at infinity, variables inside a
limit, what the kernel cannot show to be defined, variables without numbers that satisfy the hypotheses.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain, pairwise, product
from math import ceil
from typing import Any

from proofread.methods import balls, symbolic
from proofread.methods.balls import NoBall, Stage
from proofread.methods.places import Json, verdict
from proofread.methods.prove import find_proof
from proofread.methods.results import Declined
from proofread.methods.symbolic import Untranslatable
from proofread.trusted import kernel
from proofread.trusted.kernel import Sequent
from proofread.trusted.obligations import obligations
from proofread.trusted.printing import text
from proofread.trusted.scalar_terms import LIMITS
from proofread.trusted.terms import Node, Prop, Term
from proofread.trusted.trees import function_names, subnodes

NUMBERS = tuple(map(Fraction, ("1/2", "2", "-1", "0", "1", "-7/3", "1/1000", "11/5", "-1/4", "9", "-30", "40")))
NATURALS = tuple(map(Fraction, (2, 5, 1, 0, 3, 11)))
POINTS, FEWEST = 10, 4  # numbers tried, and how many must confirm where there is a variable
MOST_NATURALS = 1000  # tried, for sums and products over naturals
TRIED = 400
INFINITE = ("ray", "limit", "limit_at", "series")
WORK = 3000  # for the conditions the kernel has to show
TIGHT = 100  # bits to which both sides agree, where balls are rigorous
SHRINKS = Fraction(3, 4)  # by which the error falls from stage to stage, at least, where limits are approached
NEAREST = Fraction(1, 20_000)  # and what it is at last, relative to the value or 1


@dataclass(frozen=True)
class Computation:
    """What was relied upon, by name, and what was put in."""

    oracle: str
    input: Json
    ledger: tuple[str, ...]


def compute(sequent: Sequent) -> Computation | Declined:
    """The equation settled by SymPy and confirmed by balls, or why not."""
    goal = sequent.goal
    reason = _unfit(sequent)
    if reason:
        return Declined(reason)
    condition = _not_shown(sequent)
    if condition is not None:
        return Declined(f"{text(condition)} is not shown")
    try:
        simplified = _is_zero(sequent)
    except Untranslatable as why:
        return Declined(f"no SymPy expression for {why}")
    if simplified is not None:
        return Declined(f"SymPy does not simplify the difference to 0: {simplified}")
    if _beyond(sequent) ** _naturals(sequent) > MOST_NATURALS:
        return Declined("too many naturals at which SymPy may have overlooked something")
    points = list(_points(sequent))
    try:
        confirmed = [p for p in points if _agree(goal, p)]
    except NoBall as why:
        return Declined(f"the balls decline: {why}")
    if len(confirmed) < len(points) or len(points) < (FEWEST if goal.free else 1):
        return Declined(f"both sides agree at {len(confirmed)} of {len(points)} points")
    return _named(sequent, points)


def _named(sequent: Sequent, points: list[dict[Term, Fraction]]) -> Computation:
    import flint
    import sympy

    limits = any(n.op in INFINITE for n in subnodes(sequent.goal))
    said = [{str(v.data[0]): str(q) for v, q in p.items()} for p in points]
    how = "the members approach the value over four stages" if limits else f"to {TIGHT} bits"
    where = f"at {len(points)} points" if sequent.goal.free else "once"
    oracle = f"sympy {sympy.__version__}: simplify(left - right) = 0"
    checked = f"cross-checked with Arb balls (python-flint {flint.__version__}) {where}, {how}"
    exists = ["SymPy is relied upon for limits, integrals and sums to exist"] if _limits(sequent) else []
    given = {"equation": text(sequent.goal), "points": said}
    return Computation(f"{oracle}; {checked}", given, (oracle, checked, *exists))


def _limits(sequent: Sequent) -> bool:
    return any(n.op in LIMITS for n in subnodes(sequent.goal))


# --- what it is not for -----------------------------------------------------------------------------------------------


def _unfit(sequent: Sequent) -> str:
    goal = sequent.goal
    if goal.op != "equal" or any(a.shape for a in goal.args):
        return "the oracle is for equations between numbers"
    nodes = [n for p in (*sequent.hypotheses, goal) for n in subnodes(p)]
    if len(nodes) > symbolic.MOST_NODES:
        return "too long for the oracle"
    if any(n.op in ("deriv", "integral", "index", "forall", "exists") or n.sizes or n.spaces for n in nodes):
        return "the oracle is for numbers: no sizes, spaces, derivatives or quantifiers"
    if any(n.op in LIMITS and n.free for n in nodes):  # (v(x − 3)² + 1)/(v(x − 3)² + 2) → 1, but at x = 3
        return "SymPy overlooks single values of a variable on which a limit, integral or series depends"
    return "the oracle knows no functions left open" if function_names(goal) else ""


def _not_shown(sequent: Sequent) -> Prop | None:
    """A condition of definedness that the kernel does not confirm; that limits exist is left to the oracle."""
    for duty in obligations((*sequent.hypotheses, sequent.goal)):
        if duty.op != "converges" and not _shown(Sequent(sequent.hypotheses, duty)):
            return duty
    return None


def _shown(sequent: Sequent) -> bool:
    try:
        found = find_proof(sequent, work=WORK)
        return not isinstance(found, Declined) and bool(kernel.prove(sequent, found).kind)
    except Exception:  # an open obligation of the condition itself, or evidence that is rejected
        return False


# --- SymPy ------------------------------------------------------------------------------------------------------------


def _is_zero(sequent: Sequent) -> str | None:
    """None where the difference simplifies to 0, else what is left."""
    import sympy

    names = {v: _symbol(sequent, v) for v in _free(sequent)}
    left, right = (symbolic.expression(a, names) for a in sequent.goal.args)
    try:
        done = sympy.expand(left.doit() - right.doit())
        if done.has(*_careless()):
            return str(done)[:80]
        for way in (sympy.simplify, lambda e: sympy.simplify(e.rewrite(sympy.exp)), sympy.radsimp):
            done = way(done)
            if done == 0:
                return None
    except Exception as why:  # whatever SymPy runs into is no answer
        return f"{type(why).__name__}"
    return str(done)[:80]


def _careless() -> tuple[Any, ...]:
    """Answers that hold under conditions, at infinity, or not yet."""
    import sympy

    unfinished = (sympy.Integral, sympy.Sum, sympy.Limit, sympy.Product, sympy.AccumBounds)
    return (sympy.Piecewise, sympy.nan, sympy.oo, sympy.zoo, *unfinished)


def _symbol(sequent: Sequent, v: Term) -> Any:
    """With the assumptions that the hypotheses state word by word, and no others."""
    import sympy

    if v.op == "nat":
        return sympy.Symbol(f"n_{v.data[0]}", integer=True, nonnegative=True)
    signs = {h.op for h in sequent.hypotheses if h.op in ("gt", "ge") and h.args[0] == v and _is_zero_term(h.args[1])}
    sign = {"positive": True} if "gt" in signs else {"nonnegative": True} if "ge" in signs else {}
    return sympy.Symbol(f"x_{v.data[0]}", real=True, **sign)


def _is_zero_term(x: Node) -> bool:
    return bool(x.op == "const" and x.data[0] == 0)


def _free(sequent: Sequent) -> list[Term]:
    found = {v for p in (*sequent.hypotheses, sequent.goal) for v in p.free if isinstance(v, Term)}
    return sorted(found, key=lambda v: (v.op, str(v.data[0])))


# --- balls ------------------------------------------------------------------------------------------------------------


def _points(sequent: Sequent) -> Iterator[dict[Term, Fraction]]:
    """Numbers for the variables at which every hypothesis certainly holds; edges of the usual domains among them."""
    free, found = _free(sequent), 0
    enough = max(POINTS, _beyond(sequent) ** _naturals(sequent))
    pools = [NATURALS if v.op == "nat" else NUMBERS for v in free]
    for k, numbers in enumerate(chain(_all_naturals(sequent), _spread(pools))):
        if k >= max(TRIED, enough) or found >= enough:
            return
        point = dict(zip(free, numbers, strict=True))
        if all(verdict(h, _instance(point)) is True for h in sequent.hypotheses):
            found += 1
            yield point


def _naturals(sequent: Sequent) -> int:
    """How many natural numbers a sum or product over naturals depends on."""
    over = [n for n in subnodes(sequent.goal) if n.op in ("natsum", "natprod") and n.free]
    return sum(v.op == "nat" for v in _free(sequent)) if over else 0


def _beyond(sequent: Sequent) -> int:
    """SymPy takes Σ (−1)^k C(n, k) C(k, 7) to be 0, but for n = 7 it is −1: what escapes it lies below this number,
    which is more than what is written in the equation adds up to."""
    written: list[Fraction] = [n.data[0] for n in subnodes(sequent.goal) if n.op in ("const", "power")]
    return 8 + sum(ceil(abs(q)) for q in written)


def _all_naturals(sequent: Sequent) -> Iterator[tuple[Fraction, ...]]:
    """Every choice of naturals below that, where it matters; other variables take turns."""
    free = _free(sequent)
    count = _naturals(sequent)
    for k, numbers in enumerate(product(range(_beyond(sequent)), repeat=count) if count else ()):
        rest = iter(numbers)
        yield tuple(
            Fraction(next(rest)) if v.op == "nat" else NUMBERS[(k * (i + 1) + i) % len(NUMBERS)]
            for i, v in enumerate(free)
        )


def _spread(pools: list[tuple[Fraction, ...]]) -> Iterator[tuple[Fraction, ...]]:
    """Diagonals first, so that every variable takes many numbers."""
    longest = max((len(p) for p in pools), default=1)
    for k in range(longest):
        yield tuple(p[(k * (i + 1) + i) % len(p)] for i, p in enumerate(pools))
    yield from product(*pools)


def _instance(point: dict[Term, Fraction]) -> Json:
    values = {v.data[0]: str(q) for v, q in point.items() if v.op == "var"}
    nats = {v.data[0]: int(q) for v, q in point.items() if v.op == "nat"}
    return {"sizes": {}, "spaces": {}, "values": values, "nats": nats, "indices": {}, "functions": {}}


def _agree(goal: Prop, point: dict[Term, Fraction]) -> bool:
    import flint

    bits, flint.ctx.prec = flint.ctx.prec, balls.BITS
    try:
        values = {v: balls.number(q) for v, q in point.items()}
        if not any(n.op in INFINITE for n in subnodes(goal)):
            return _tight(*(balls.real(a, Stage(values)) for a in goal.args))
        sides = (1, -1) if any(n.op == "limit_at" for n in subnodes(goal)) else (1,)
        return all(_approached(goal, values, side) for side in sides)
    finally:
        flint.ctx.prec = bits


def _tight(left: Any, right: Any) -> bool:
    """The balls meet, and their difference is narrow."""
    size = max(1, *(abs(float(x.mid())) for x in (left, right)))
    return bool(left.overlaps(right)) and float((left - right).rad()) <= size / 2**TIGHT


def _approached(goal: Prop, values: dict[Term, Any], side: int) -> bool:
    """The difference falls from stage to stage, or is as good as 0. Partial sums are twice as long each time: what
    remains is about halved, so that twice the longer one less the shorter one comes much nearer."""
    gaps, size = [], Fraction(1)
    for k in range(balls.STAGES):
        left, right = (balls.real(a, Stage(values, k, side=side)) for a in goal.args)
        gap = left - right
        if float(gap.rad()) > float(NEAREST) / 16:
            return False
        gaps.append(Fraction(float(gap.mid())))
        size = max(size, Fraction(abs(float(right.mid()))))
    tiny = size / 2**40
    falling = all(abs(b) <= SHRINKS * abs(a) or abs(b) <= tiny for a, b in pairwise(gaps))
    if any(n.op == "series" for n in subnodes(goal)):
        gaps = [2 * b - a for a, b in pairwise(gaps)]
    return falling and abs(gaps[-1]) <= NEAREST * size
