"""The cell of an LSTM with constant gates, C_{t+1} = f C_t + i C̃_t (the text's t is t + 1 here)."""

from __future__ import annotations

from proofread import (
    Nat,
    Q,
    Scalar,
    Sequence,
    Size,
    Vector,
    and_,
    assume,
    choice,
    claim,
    code,
    computes,
    definition,
    equal,
    exp,
    forall,
    ge,
    gt,
    implies,
    jac,
    le,
    lt,
)
from proofread.trusted.terms import Prop

n = Size("n")
State = Vector[n]
PAIRS = {
    "a": (Q("1.0"), Q("0.0")),
    "b": (Q("0.99"), Q("0.01")),
    "c": (Q("0.9"), Q("0.9")),
    "d": (Q("0.5"), Q("0.5")),
}


def runs(cell: Sequence, fresh: Sequence, f: object, i: object) -> Prop:
    """At every time the cell is updated with these gates."""
    return forall(Nat, lambda t: equal(cell(t + 1), f * cell(t) + i * fresh(t)))


@choice("dl-exam-w25/B22", key="b")
def strong_memory():
    """i > 0, and fᵀ at every time at least as near to 1 as for the other pairs with i > 0.

    Strictly no f < 1 keeps fᵀ near 1 for large T; the explanation says moderate T.
    """

    def nearest(letter: str) -> Prop:
        f, i = PAIRS[letter]
        others = [pair for k, pair in PAIRS.items() if k != letter]
        as_near = [forall(Nat, lambda t, g=g: and_(ge(g**t, 0), ge(f**t, g**t))) for g, _ in others]
        return and_(gt(i, 0), *(implies(gt(j, 0), near) for (_, j), near in zip(others, as_near, strict=True)))

    return {letter: nearest(letter) for letter in PAIRS}


@claim("dl-exam-w25/B22.q")
def contribution_of_the_initial_state(
    one: Sequence[State], two: Sequence[State], fresh: Sequence[State], f: Scalar, i: Scalar
):
    """Of two runs that differ in the initial state only, the cells differ by fᵀ times that difference."""
    assume(definition("dl-exam-w25/B22.update", runs(one, fresh, f, i)), runs(two, fresh, f, i))
    return forall(Nat, lambda t: equal(one(t) - two(t), f**t * (one(0) - two(0))))


@claim("dl-exam-w25/B22.ea")
def perfect_memory(cell: Sequence[State], fresh: Sequence[State]):
    """With f = 1 and i = 0: fᵀ = 1, and the cell never changes."""
    assume(runs(cell, fresh, *PAIRS["a"]))
    return and_(forall(Nat, lambda t: equal(PAIRS["a"][0] ** t, 1)), forall(Nat, lambda t: equal(cell(t), cell(0))))


@claim("dl-exam-w25/B22.ea2")
def nothing_new_is_learned(one: Sequence[State], two: Sequence[State], fresh: Sequence[State], other: Sequence[State]):
    """With f = 1 and i = 0, two runs from one state agree for ever, whatever their inputs."""
    assume(runs(one, fresh, *PAIRS["a"]), runs(two, other, *PAIRS["a"]), equal(one(0), two(0)))
    return forall(Nat, lambda t: equal(one(t), two(t)))


@claim("dl-exam-w25/B22.eb")
def nine_tenths_vanishes():
    """0.9ᵀ (1 + T/9) is at most 1 for every T, and 0.9ᵀ positive: so 0.9ᵀ → 0."""
    f = PAIRS["c"][0]
    return forall(Nat, lambda t: and_(gt(f**t, 0), le(f**t * (9 + t), 9)))


@claim("dl-exam-w25/B22.eb2")
def much_updating_and_exponential_decay():
    """No other i is larger than 0.9; what is kept of the past shrinks by the same factor, below 1, at every step."""
    f, i = PAIRS["c"]
    largest = and_(*(ge(i, j) for _, j in PAIRS.values()))
    return and_(largest, lt(f, 1), forall(Nat, lambda t: and_(gt(f**t, 0), equal(f ** (t + 1), f * f**t))))


@claim("dl-exam-w25/B22.ec")
def severe_forgetting(cell: Sequence[State], fresh: Sequence[State]):
    """With f = i = ½ the new content weighs as much as all that was there, and after 10 steps 0.1 % is left."""
    f, i = PAIRS["d"]
    assume(runs(cell, fresh, f, i))
    halves = forall(Nat, lambda t: equal(cell(t + 1), (cell(t) + fresh(t)) / 2))
    return and_(halves, lt(f**10, Q("0.001")), lt(f**10, PAIRS["c"][0] ** 10))


@claim("dl-exam-w25/B22.ed1")
def close_to_an_exponential():
    """For every T up to 500, in steps of 50, e^(−0.01T) exceeds 0.99ᵀ by no more than 0.002."""
    f = PAIRS["b"][0]
    gaps = [exp(Q(-T) / 100) - f**T for T in range(50, 501, 50)]
    return and_(*(and_(gt(gap, 0), lt(gap, Q("0.002"))) for gap in gaps))


@claim("dl-exam-w25/B22.ed1#order")
def factor_agrees_to_second_order():
    """One step: e^(−0.01) and 0.99 differ by less than 0.01²/2."""
    gap = exp(Q("-0.01")) - PAIRS["b"][0]
    return and_(gt(gap, 0), lt(gap, Q("0.01") ** 2 / 2))


@claim("dl-exam-w25/B22.ed2")
def near_one_for_moderate_times():
    """0.99ᵀ is at least 1 − T/100 and at most 1: near 1 while T is small against 100."""
    f = PAIRS["b"][0]
    return forall(Nat, lambda t: and_(ge(f**t, 0), le(f**t, 1), ge(f**t, 1 - t / Q("100"))))


@claim("dl-exam-w25/B22.ed2b")
def new_information_enters(cell: State, fresh: State, d: Vector[n]):
    """A change d of the new content changes the next cell by 0.01 d."""
    f, i = PAIRS["b"]
    step = lambda v: f * cell + i * v
    return and_(equal(step(fresh + d) - step(fresh), i * d), gt(i, 0))


@claim("dl-exam-w25/B22.ed3")
def gradients_and_fresh_inputs(cell: State, fresh: State):
    """Both derivatives of a step are positive multiples of I, and T steps keep at least 1 − T/100 of the gradient."""
    f, i = PAIRS["b"]
    in_cell = equal(jac(lambda v: f * v + i * fresh)(cell), f * jac(lambda v: v)(cell))
    in_fresh = equal(jac(lambda v: f * cell + i * v)(fresh), i * jac(lambda v: v)(fresh))
    kept = forall(Nat, lambda t: and_(ge(f**t, 0), ge(f**t, 1 - t / Q("100"))))
    return and_(in_cell, in_fresh, gt(i, 0), kept)


@claim()
def what_is_left_in_the_long_run():
    """After 500 steps less than 1 % of C_0 is left with f = 0.99, too."""
    return lt(PAIRS["b"][0] ** 500, Q("0.01"))


@claim(conforms_to="dl-exam-w25/B22.update")
def two_steps_of_code(f: Scalar, i: Scalar, start: State, first: State, second: State):
    """The code runs the cell over two inputs."""
    call = code("impls.gated_cell:two_steps")(f, i, start, first, second)
    return computes(call, f * (f * start + i * first) + i * second, within=16)
