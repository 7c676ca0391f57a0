"""Networks with one hidden layer, without limit on its width and with a linear output, and continuous functions.

Grid points split an interval so finely that anywhere between two of them the function, called value, differs by at most
`close` from what it is at either. Units are steps, 1 from a grid point on, or ramps, differences of two ReLUs.
"""

from __future__ import annotations

from proofread import (
    Nat,
    Positive,
    Scalar,
    Sequence,
    and_,
    assume,
    choice,
    claim,
    equal,
    forall,
    ge,
    le,
    not_,
    relu,
)
from proofread.trusted.terms import Prop, Term


def near(value: Term, f: Term, close: Term) -> Prop:
    return and_(le(value - f, close), le(f - value, close))


def ramp(u: Term) -> Term:
    """0 up to a grid point, 1 from the next one on, and linear between: u counts from the one to the other."""
    return relu(u) - relu(u - 1)


@choice("dl-exam-w25/B4", key="d", correct="none")
def which_condition_violates_the_theorem(
    y: Sequence[Scalar], steps: Sequence[Scalar], value: Sequence[Scalar], u: Scalar, close: Positive
):  # fmt: skip
    """An option violates the theorem if networks of its kind do not come close to the function between grid points.

    One of each kind that does is built here: (a) ReLU units, one ramp a cell; (b) one layer of as many units as there
    are cells; (c) the linear output that adds them up; (d) steps. That they do so for every function is proved below.
    """
    assume(equal(steps(0), y(0)), forall(Nat, lambda j: equal(steps(j + 1), steps(j) + (y(j + 1) - y(j)))))
    assume(forall(Nat, lambda j: and_(near(value(j), y(j), close), near(value(j), y(j + 1), close))))
    ramps = lambda j: y(j) + ramp(u) * (y(j + 1) - y(j))
    with_ramps = forall(Nat, lambda j: near(value(j), ramps(j), close))
    with_steps = forall(Nat, lambda j: near(value(j), steps(j), close))
    return {"a": not_(with_ramps), "b": not_(with_ramps), "c": not_(with_steps), "d": not_(with_steps)}


@claim("dl-exam-w25/B4#steps")
def steps_come_close(y: Sequence[Scalar], steps: Sequence[Scalar], value: Sequence[Scalar], close: Positive):
    """Steps with the weights y(j) − y(j − 1) are the function at grid points, and within `close` everywhere."""
    assume(equal(steps(0), y(0)), forall(Nat, lambda j: equal(steps(j + 1), steps(j) + (y(j + 1) - y(j)))))
    assume(forall(Nat, lambda j: near(value(j), y(j), close)))
    return forall(Nat, lambda j: and_(equal(steps(j), y(j)), near(value(j), steps(j), close)))


@claim("dl-exam-w25/B4#ramp")
def ramps_are_between(u: Scalar):
    """The difference of two ReLUs lies between 0 and 1."""
    return and_(ge(ramp(u), 0), le(ramp(u), 1))


@claim("dl-exam-w25/B4#ramps")
def ramps_come_close(left: Scalar, right: Scalar, value: Scalar, s: Scalar, close: Positive):
    """What lies between the function at two grid points is within `close` of it anywhere between them."""
    assume(ge(s, 0), le(s, 1), near(value, left, close), near(value, right, close))
    return near(value, left + s * (right - left), close)
