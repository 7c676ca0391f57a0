"""Question 1.1: a recurrent unit that stores pre-activations, and the usual one that stores activations."""

from __future__ import annotations

from proofread import (
    Entrywise,
    Matrix,
    Nat,
    Sequence,
    Size,
    Vector,
    and_,
    assume,
    claim,
    code,
    computes,
    definition,
    derivation,
    equal,
    forall,
    given,
    implies,
    line,
    tanh,
    unit,
    zeros,
)

n, m = Size("n"), Size("m")
State, Input = Vector[n], Vector[m]


@claim("ift6135-a2/1.1.claim")
def the_units_agree(
    s: Entrywise, W: Matrix[n, n], U: Matrix[n, m], b: State, x: Sequence[Input], h: Sequence[State], g: Sequence[State]
):
    """Started at the activated state, the usual unit holds at every time the activation of what the other one holds."""
    unit_h = forall(Nat, lambda t: equal(h[t + 1], W @ s(h[t]) + U @ x[t + 1] + b))
    unit_g = forall(Nat, lambda t: equal(g[t + 1], s(W @ g[t] + U @ x[t + 1] + b)))
    assume(definition("ift6135-a2/1.unit", unit_h), definition("ift6135-a2/1.1.g", unit_g))
    assume(equal(g[0], s(h[0])))
    return forall(Nat, lambda t: equal(g[t], s(h[t])))


@claim("ift6135-a2/1.1.claim#step")
def one_step_suffices(
    s: Entrywise,
    W: Matrix[n, n],
    U: Matrix[n, m],
    b: State,
    x: Sequence[Input],
    h: Sequence[State],
    g: Sequence[State],
    t: Nat,
):
    """If the relation holds at one time, it holds at the next."""
    assume(equal(h[t + 1], W @ s(h[t]) + U @ x[t + 1] + b), equal(g[t + 1], s(W @ g[t] + U @ x[t + 1] + b)))
    return implies(equal(g[t], s(h[t])), equal(g[t + 1], s(h[t + 1])))


@derivation
def first_step(
    s: Entrywise, W: Matrix[n, n], U: Matrix[n, m], b: State, x: Sequence[Input], h: Sequence[State], g: Sequence[State]
):
    """The two units at the first time, line by line."""
    unit_g, unit_h = equal(g[1], s(W @ g[0] + U @ x[1] + b)), equal(h[1], W @ s(h[0]) + U @ x[1] + b)
    assume(unit_g, unit_h)
    yield given("ift6135-a2/1.1.assume", equal(g[0], s(h[0])))
    yield line("ift6135-a2/1.1.base1", unit_g, "the usual unit at time 1")
    yield line("ift6135-a2/1.1.base2", unit_h, "the unit at time 1")
    yield line("ift6135-a2/1.1.base3", equal(h[1] - W @ s(h[0]), U @ x[1] + b), "moved to the left")
    yield line("ift6135-a2/1.1.base4", equal(g[1], s(W @ g[0] + (h[1] - W @ s(h[0])))), "put into the first line")
    yield line("ift6135-a2/1.1.base5", equal(g[1], s(W @ zeros(n) + (h[1] - W @ zeros(n)))))


@derivation
def induction_step(
    s: Entrywise,
    W: Matrix[n, n],
    U: Matrix[n, m],
    b: State,
    x: Sequence[Input],
    h: Sequence[State],
    g: Sequence[State],
    t: Nat,
):
    """The step from one time to the next, line by line; the document's t is t + 1 here."""
    hypothesis = equal(g[t], s(h[t]))
    unit_g, unit_h = equal(g[t + 1], s(W @ g[t] + U @ x[t + 1] + b)), equal(h[t + 1], W @ s(h[t]) + U @ x[t + 1] + b)
    assume(unit_g, unit_h)
    yield given("ift6135-a2/1.1.step1", hypothesis, "induction hypothesis")
    yield line("ift6135-a2/1.1.step2", and_(unit_g, unit_h), "the two units")
    yield line("ift6135-a2/1.1.step3", equal(g[t + 1], s(W @ g[t] + h[t + 1] - W @ s(h[t]))), "the second in the first")
    yield line(
        "ift6135-a2/1.1.step4",
        equal(g[t + 1], s(W @ g[t] + h[t + 1] - W @ g[t])),
        "induction hypothesis",
        using=(hypothesis,),
    )
    yield line("ift6135-a2/1.1.step5", equal(g[t + 1], s(h[t + 1])), "the products cancel")


@claim(conforms_to="ift6135-a2/1.unit")
def preactivations_of_two_inputs(W: Matrix[n, n], U: Matrix[n, m], b: Vector[n], x: Matrix[2, m], h0: Vector[n]):
    """The code runs the unit with tanh over two inputs."""
    h1 = W @ tanh(h0) + U @ (x.T @ unit(0, 2)) + b
    h2 = W @ tanh(h1) + U @ (x.T @ unit(1, 2)) + b
    states = unit(0, 2) @ h1.T + unit(1, 2) @ h2.T
    return computes(code("impls.recurrent:preactivation_states")(W, U, b, x, h0), states, within=16)


@claim(conforms_to="ift6135-a2/1.1.g")
def activations_of_two_inputs(W: Matrix[n, n], U: Matrix[n, m], b: Vector[n], x: Matrix[2, m], g0: Vector[n]):
    """The code runs the usual unit with tanh over two inputs."""
    g1 = tanh(W @ g0 + U @ (x.T @ unit(0, 2)) + b)
    g2 = tanh(W @ g1 + U @ (x.T @ unit(1, 2)) + b)
    states = unit(0, 2) @ g1.T + unit(1, 2) @ g2.T
    return computes(code("impls.recurrent:activation_states")(W, U, b, x, g0), states, within=16)
