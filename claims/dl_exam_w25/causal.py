"""Causal convolutions and autoregressive models. A network does not depend on an input if its derivative there is 0, or
if inputs that differ there alone give one output. Positions count from 0; before the first input there are zeros.
"""

from __future__ import annotations

from proofread import (
    Entrywise,
    Index,
    Matrix,
    Nat,
    Positive,
    Scalar,
    Sequence,
    Size,
    Vector,
    and_,
    assume,
    at,
    bsum,
    claim,
    correction,
    definition,
    equal,
    forall,
    ge,
    grad,
    gt,
    implies,
    le,
    lt,
    ones,
    same,
    total,
    unit,
)
from proofread.trusted.terms import Prop, Term

k, T, n, m = Size("k"), Size("T"), Size("n"), Size("m")


def window(w: Term, x: Term, t: Term) -> Term:
    """Σ_i w[i] x[t − i], the sum inside a layer at position t."""
    return bsum(lambda i: w[i] * at(x, t - i), k)


def alike_up_to(x: Term, y: Term, t: Term) -> Prop:
    """Two sequences that agree at every position up to t."""
    return forall(Index[T], lambda j: implies(le(j, t), equal(x[j], y[j])))


@claim("dl-exam-w25/I2.1")
def chain_rule(joint: Sequence[Positive], product: Sequence[Scalar]):
    """joint(t) is the probability of the first t elements; the product of all joint(t + 1)/joint(t) is joint(T)."""
    assume(equal(joint(0), 1), equal(product(0), 1))
    assume(forall(Nat, lambda t: equal(product(t + 1), product(t) * (joint(t + 1) / joint(t)))))
    return forall(Nat, lambda t: equal(product(t), joint(t)))


@claim("dl-exam-w25/I2.3")
def valid_factors(first: Vector[n], second: Matrix[n, m]):
    """Two elements: a factor for x₁ that does not see x₂ and one for x₂ given x₁ have a product that sums to 1."""
    definition("dl-exam-w25/I2.2", first)
    definition("dl-exam-w25/I2.2b", second)
    assume(equal(second @ ones(m), ones(n)), equal(total(first), 1))
    return equal(bsum(lambda i: bsum(lambda j: first[i] * second[i, j], m), n), 1)


@claim("dl-exam-w25/I2.3#needed")
def no_other_factor_is_valid(first: Matrix[n, m], second: Matrix[n, m], i: Index[n], j: Index[m], other: Index[m]):
    """A factor first[x₁, x₂] whose product with p(x₂|x₁) sums to 1, and still does after probability of x₂ given x₁ = i
    has moved from one value to another, is the same for both values: it does not see x₂."""
    moved = second + unit(i, n) @ (unit(j, m) - unit(other, m)).T
    assume(equal(total(first * second), 1), equal(total(first * moved), 1))
    return equal(first[i, j], first[i, other])


@claim("dl-exam-w25/I2.6")
def look_back(w: Vector[k], x: Vector[T], t: Index[T], s: Index[T]):
    """The derivative of the sum at t in x[s] is the weight at t − s, and before t − k + 1 there is none."""
    weight = at(w, t - s)
    before = implies(lt(s, t - k + 1), equal(weight, 0))
    return and_(equal(grad(lambda v: window(w, v, t))(x)[s], weight), before)


@claim("dl-exam-w25/I2.6#attained")
def look_back_is_attained(w: Vector[k], x: Vector[T], t: Index[T], s: Index[T], last: Index[k]):
    """The derivative in x[s] is the weight at t − s, the last weight where t − s is the last place."""
    derivative = grad(lambda v: window(w, v, t))(x)[s]
    return and_(equal(derivative, at(w, t - s)), equal(at(w, last), w[last]))


def sees_nothing_later(w: Term, x: Term, sigma: Entrywise, t: Term, s: Term) -> Prop:
    """The derivative of a layer at t in x[s] is σ′ times the weight at t − s; after t there is no such weight."""
    in_x = grad(lambda v: sigma(window(w, v, t)))(x)[s]
    weight = at(w, t - s)
    return and_(equal(in_x, grad(sigma)(window(w, x, t)) * weight), implies(gt(s, t), equal(weight, 0)))


@claim("dl-exam-w25/I2.7")
def first_layer(w: Vector[k], x: Vector[T], sigma: Entrywise, t: Index[T], s: Index[T]):
    """The derivative of the first layer at t in an input after t is 0."""
    definition("dl-exam-w25/I2.5", sigma(window(w, x, t)))
    return sees_nothing_later(w, x, sigma, t, s)


@claim("dl-exam-w25/I2.10")
def windows_of_a_layer(w: Vector[k], h: Vector[T], g: Vector[T], t: Index[T], s: Index[T]):
    """If a layer's outputs up to t are the same for two inputs, the sums of the next layer at s ≤ t differ by 0."""
    assume(definition("dl-exam-w25/I2.8", alike_up_to(h, g, t)), le(s, t))
    difference = bsum(lambda i: w[i] * bsum(lambda j: same(s - i, j) * (h[j] - g[j]), T), k)
    return and_(equal(window(w, h, s) - window(w, g, s), difference), equal(difference, 0))


def layers(h: Sequence, w: Sequence, sigma: Entrywise) -> Prop:
    """h(l + 1)[s] = σ(Σ_i w(l)[i] h(l)[s − i]) at every depth and position; h(0) is the input."""
    at_depth = lambda l, s: equal(h(l + 1)[s], sigma(window(w(l), h(l), s)))
    return forall(Nat, lambda l: forall(Index[T], lambda s: at_depth(l, s)))


@claim("dl-exam-w25/I2.4", "dl-exam-w25/I2.11")
def all_layers(h: Sequence[Vector[T]], g: Sequence[Vector[T]], w: Sequence[Vector[k]], sigma: Entrywise, t: Index[T]):
    """Two inputs that agree up to t give, at every depth, outputs that agree up to t."""
    assume(definition("dl-exam-w25/I2.9", layers(h, w, sigma)), layers(g, w, sigma), alike_up_to(h(0), g(0), t))
    return forall(Nat, lambda l: alike_up_to(h(l), g(l), t))


@claim("dl-exam-w25/I2.11#step")
def one_more_layer(w: Vector[k], h: Vector[T], g: Vector[T], sigma: Entrywise, t: Index[T], s: Index[T]):
    """From one depth to the next, at a position s up to t."""
    assume(alike_up_to(h, g, t), le(s, t))
    return equal(sigma(window(w, h, s)), sigma(window(w, g, s)))


@claim("dl-exam-w25/I2.q1")
def model_of_the_next_element(w: Vector[k], x: Vector[T], sigma: Entrywise, t: Index[T], s: Index[T]):
    """The output at t as model of x_t given what is before t: it must not depend on x_s for s ≥ t, but the sum begins
    at i = 0, so that it sees x_t itself. It does not depend on x_s for s > t: it can model the element after t."""
    in_x = grad(lambda v: sigma(window(w, v, t)))(x)[s]
    return correction(implies(ge(s, t), equal(in_x, 0)), to=sees_nothing_later(w, x, sigma, t, s))


@claim("dl-exam-w25/I2.q2")
def conditional_independence(
    joint: Matrix[n, m], i: Index[n], given: Index[n], w: Vector[k], x: Vector[T], sigma: Entrywise, t: Index[T],
    s: Index[T],
):  # fmt: skip
    """Of two elements with positive joint probabilities, p(x₁ = i) is said to be p(x₁ = i | x₁ = given, x₂), which is 1
    or 0. What holds is independence of the network's output from later inputs, no property of the distribution."""
    assume(gt(joint, 0), equal(total(joint), 1))
    before = bsum(lambda c: joint[i, c], m)
    return correction(equal(before, same(i, given)), to=sees_nothing_later(w, x, sigma, t, s))


@claim()
def independence_of_later_elements(joint: Matrix[n, m], row: Index[n], j: Index[m]):
    """Without x₁ among what is given it is no identity either: where p(x₁|x₂) = p(x₁), the joint is a product."""
    assume(gt(joint, 0), equal(total(joint), 1))
    of_x1, of_x2 = bsum(lambda c: joint[row, c], m), bsum(lambda r: joint[r, j], n)
    assume(equal(joint[row, j] / of_x2, of_x1), gt(of_x2, 0))
    return equal(joint[row, j], of_x1 * of_x2)
