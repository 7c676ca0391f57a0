"""How many mistakes a Margin Perceptron makes at most.

It starts at w = 0 and adds y_i x_i (here x: an example with its label in it) whenever y_i w·x_i is at most ½γ‖w‖, the
usual threshold, which the text leaves unsaid; mistakes within the margin count. Lengths are in units of γ: a unit
vector u has u·x ≥ 1 for every example, and none is longer than r = R/γ.
"""

from __future__ import annotations

from fractions import Fraction
from math import isqrt

from proofread import (
    NonNegative,
    Positive,
    Q,
    Size,
    Vector,
    and_,
    array,
    choice,
    claim,
    definition,
    dot,
    equal,
    ge,
    gt,
    implies,
    le,
    lt,
    norm,
    norm2,
)
from proofread.trusted.terms import Prop, Term

n = Size("n")
BOUNDS = {
    "a": lambda r: r**2,
    "b": lambda r: 4 * r**2,
    "c": lambda r: 8 * r**2 + 4 * r,
    "d": lambda r: 2 * r**2 + 4 * r,
}
RADIUS = 10  # r of the run below
UNIT = 100  # its coordinates are multiples of 1/UNIT


def hard_run() -> list[tuple[int, int, int]]:
    """Examples in units of 1/UNIT: first coordinate 1, the others as long as R allows, turned so that each is wrong.

    Across the first axis an example has as large a component along w as a mistake allows; the rest is at right angles.
    """
    run, w = [], (0, 0, 0)
    across2 = (RADIUS**2 - 1) * UNIT**2
    while True:
        length, across = isqrt(sum(c * c for c in w)), isqrt(w[1] ** 2 + w[2] ** 2)
        along = min(UNIT * (length - 2 * w[0]) // (2 * across) - 1, isqrt(across2)) if across else isqrt(across2)
        if along < -isqrt(across2):
            return run
        rest = max(isqrt(across2 - along**2) - 2, 0)
        c, s = (Fraction(w[1], across), Fraction(w[2], across)) if across else (Fraction(1), Fraction(0))
        x = (UNIT, int(along * c - rest * s), int(along * s + rest * c))
        if sum(v * v for v in x) > (RADIUS * UNIT) ** 2 or not _mistaken(w, x):
            return run
        run.append(x)
        w = (w[0] + x[0], w[1] + x[1], w[2] + x[2])


def _mistaken(w: tuple[int, int, int], x: tuple[int, int, int]) -> bool:
    inner = sum(a * b for a, b in zip(w, x, strict=True))
    return inner <= 0 or 4 * inner**2 <= UNIT**2 * sum(a * a for a in w)


RUN = hard_run()


@choice("dl-exam-w25/B11", key="c", correct="b")
def most_mistakes(
    w: Vector[n], x: Vector[n], u: Vector[n], length: NonNegative, count: NonNegative, r: Positive
):  # fmt: skip
    """A bound, and the smallest of those listed: (c) is one (see below) but larger than (b); (a), (d) fail on the run.

    After `count` mistakes u·w ≥ count, ‖w‖ ≤ count + r² and ‖w‖² ≤ 2r² count + ½ count(count − 1), as for w = 0; a
    mistake on x keeps the three, and they contradict each other where count is above 4r².
    """
    definition("dl-exam-w25/B11.margin", u)
    definition("dl-exam-w25/B11.radius", r)
    limit, squared = count + r**2, lambda c: 2 * r**2 * c + c * (c - 1) / 2
    example = and_(equal(norm2(u), 1), ge(dot(u, x) - 1, 0), le(norm2(x), r**2))
    mistake = and_(equal(norm2(w), length**2), le(dot(w, x), length / 2))
    before = and_(ge(dot(u, w) - count, 0), ge(limit - length, 0), le(length**2, squared(count)))
    grown = length**2 + length + r**2
    kept = and_(
        ge(dot(u, w + x) - (count + 1), 0),
        le(norm2(w + x), grown),
        le(length**2, limit**2),
        le(limit**2 + limit + r**2, (limit + 1) ** 2),
        le(grown, squared(count + 1)),
    )
    least = and_(ge(norm2(w), dot(u, w) ** 2), ge(dot(u, w) ** 2, count**2))

    update = implies(and_(example, mistake, before), and_(kept, least))

    def too_many(bound: Term) -> Prop:
        return implies(gt(count, bound), gt(count**2, squared(count)))

    def holds_on_the_run(letter: str) -> Prop:
        return le(Q(len(RUN)), BOUNDS[letter](Q(RADIUS)))

    return {
        "a": holds_on_the_run("a"),
        "b": and_(update, too_many(BOUNDS["b"](r)), le(BOUNDS["b"](r), BOUNDS["c"](r)), holds_on_the_run("b")),
        "c": le(BOUNDS["c"](r), BOUNDS["b"](r)),
        "d": holds_on_the_run("d"),
    }


@claim()
def bound_of_the_key(count: Positive, r: Positive):
    """Above 8r² + 4r as well the inequalities contradict each other: the key's bound holds, and is not the smallest."""
    too_many = gt(count**2, 2 * r**2 * count + count * (count - 1) / 2)
    return and_(implies(gt(count, 4 * r**2), too_many), lt(4 * r**2, 8 * r**2 + 4 * r))


@claim()
def run_of_mistakes():
    """Every example of the run has margin 1 along the first axis and length at most r, and each is a mistake when it
    comes. Coordinates are in units of 1/100."""
    w, parts = (0, 0, 0), []
    for x in RUN:
        parts.append(and_(ge(x[0], UNIT), le(norm2(array(x)), (RADIUS * UNIT) ** 2)))
        if any(w):
            parts.append(le(2 * dot(array(w), array(x)), UNIT * norm(array(w))))
        w = tuple(a + b for a, b in zip(w, x, strict=True))
    return and_(*parts)
