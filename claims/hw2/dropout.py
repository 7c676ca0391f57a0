"""Problem 4: least squares with Gaussian dropout. One data point x with label y; δ has mean 1 and variance σ².

Of the noise only the first two moments are used.
"""

from __future__ import annotations

from proofread import (
    Cov,
    E,
    Index,
    Positive,
    RandomScalar,
    RandomVector,
    Scalar,
    Size,
    Var,
    Vector,
    and_,
    assume,
    bsum,
    claim,
    code,
    computes,
    correction,
    derivation,
    diag,
    diagonal,
    dot,
    equal,
    eye,
    forall,
    given,
    grad,
    implies,
    line,
    norm2,
    ones,
    total,
    unstated,
)

n = Size("n")


def noisy_loss(x, y, delta):
    """J_D as a function of the weights."""
    return lambda w: (y - bsum(lambda k: delta[k] * w[k] * x[k], n)) ** 2


def plain_loss(x, y):
    """J_N as a function of the weights."""
    return lambda w: (y - bsum(lambda k: w[k] * x[k], n)) ** 2


def others(i, term):
    """The sum over k ≠ i."""
    return bsum(lambda k: (1 - eye(n)[k, i]) * term(k), n)


def off_diagonal(k, j, value, worth):
    """value = worth where k ≠ j."""
    return equal((1 - eye(n)[k, j]) * value, (1 - eye(n)[k, j]) * worth)


def dropout_noise(delta, s2):
    """Mean 1, variance σ², uncorrelated."""
    return equal(E(delta), ones(n)), equal(Cov(delta, delta), s2 * eye(n))


@claim("hw2/4.setup.inputs")
def weights_or_inputs(w: Vector[n], x: Vector[n], delta: Vector[n]):
    """The output is the same whether the weights or the inputs are multiplied by the noise."""
    return equal(dot(delta * w, x), dot(w, delta * x))


@derivation
def expected_gradient(x: Vector[n], y: Scalar, w: Vector[n], delta: RandomVector[n], s2: Positive, i: Index[n]):
    """The derivative of J_D in w_i, then its expectation with the moments put in."""
    slope = grad(lambda v: (y - (delta * v).T @ x) ** 2)(w)[i]
    yield line(None, slope)
    yield line("hw2/4.1.eq4.1", grad(noisy_loss(x, y, delta))(w)[i], "definition of J_D")
    yield line("hw2/4.1.eq4.2", -2 * (y - bsum(lambda k: delta[k] * w[k] * x[k], n)) * delta[i] * x[i], "chain rule")
    mixed = others(i, lambda k: delta[k] * delta[i] * w[k] * x[k] * x[i])
    yield line("hw2/4.1.eq4.3", -2 * (y * delta[i] * x[i] - delta[i] ** 2 * x[i] ** 2 * w[i] - mixed), "k = i apart")
    first, second = E(delta[i]), E(delta[i] ** 2)
    mixed = others(i, lambda k: E(delta[k] * delta[i]) * w[k] * x[k] * x[i])
    yield line(None, E(slope), start=True)
    yield line("hw2/4.1.eq4.4", -2 * (y * first * x[i] - second * x[i] ** 2 * w[i] - mixed), "expectation is linear")
    yield given("hw2/4.1.eq4.5", equal(E(delta), ones(n)))
    yield given("hw2/4.1.eq4.6", forall(Index[n], lambda k: equal(E(delta[k] ** 2), 1 + s2)))
    yield given("hw2/4.1.eq4.7", forall(Index[n], Index[n], lambda k, j: off_diagonal(k, j, E(delta[k] * delta[j]), 1)))
    mixed = others(i, lambda k: w[k] * x[k] * x[i])
    inserted = -2 * (y * x[i] - (1 + s2) * x[i] ** 2 * w[i] - mixed)
    yield line("hw2/4.1.eq4.8", inserted, "the moments")
    whole = bsum(lambda k: w[k] * x[k] * x[i], n)
    yield line("hw2/4.1.eq4.9", -2 * (y * x[i] - s2 * x[i] ** 2 * w[i] - whole), "k = i back into the sum")
    fit = bsum(lambda k: w[k] * x[k], n)
    yield line("hw2/4.1.eq4.10", -2 * (y - fit) * x[i] + 2 * s2 * x[i] ** 2 * w[i], "factor x_i out")


@claim("hw2/4.1.eq4.5")
def first_moment(z: RandomScalar, sigma: Positive):
    """N(1, σ²) is the law of δ = 1 + σz for a standard normal z; its mean is 1."""
    assume(equal(E(z), 0), equal(E(z**2), 1))
    return equal(E(1 + sigma * z), 1)


@claim("hw2/4.1.eq4.6")
def second_moment(z: RandomScalar, sigma: Positive):
    """E[δ²] is the squared mean plus the variance, which is 1 + σ²."""
    assume(equal(E(z), 0), equal(E(z**2), 1))
    delta = 1 + sigma * z
    parts = E(delta) ** 2 + Var(delta)
    return and_(equal(E(delta**2), parts), equal(parts, 1 + sigma**2))


@claim("hw2/4.1.eq4.7")
def mixed_moment(delta: RandomVector[n], s2: Positive, i: Index[n], j: Index[n], k: Index[n]):
    """E[δ_k δ_i] = 1; the print says for i ≠ j, where no j occurs, and k ≠ i is meant."""
    assume(*dropout_noise(delta, s2))
    product, apart = E(delta[k]) * E(delta[i]), lambda a, b: lambda p, q: off_diagonal(a, b, p, q)
    chain = lambda holds: and_(holds(E(delta[k] * delta[i]), product), holds(product, 1))
    return correction(chain(apart(i, j)), to=chain(apart(k, i)))


@claim("hw2/4.1.eq4.7#independence")
def uncorrelated(delta: RandomVector[n], s2: Positive, i: Index[n], k: Index[n]):
    """For k ≠ i; that the noise of different weights is independent, or only uncorrelated, is not printed."""
    variances = Cov(delta, delta)
    assume(equal(E(delta), ones(n)), equal(diagonal(variances), s2 * ones(n)))
    unstated(equal(variances, diag(diagonal(variances))))
    return off_diagonal(k, i, E(delta[k] * delta[i]), 1)


@claim("hw2/4.1.eq4.7#independent")
def independent(e: RandomScalar, f: RandomScalar):
    """Of independent factors of mean 1 the product has mean 1."""
    assume(equal(E(e), 1), equal(E(f), 1))
    return and_(equal(E(e * f), E(e) * E(f)), equal(E(e) * E(f), 1))


@claim("hw2/4.1.eq4.11")
def plain_gradient(x: Vector[n], y: Scalar, w: Vector[n], i: Index[n]):
    """The derivative of the loss without noise, which in sums reads −2(y − Σ w_k x_k) x_i."""
    slope = grad(lambda v: (y - v.T @ x) ** 2)(w)[i]
    fit = bsum(lambda k: w[k] * x[k], n)
    return and_(equal(slope, grad(plain_loss(x, y))(w)[i]), equal(slope, -2 * (y - fit) * x[i]))


@claim("hw2/4.1.eq4.12")
def added_term(x: Vector[n], y: Scalar, w: Vector[n], delta: RandomVector[n], s2: Positive, i: Index[n]):
    """The expectation on the left is of the loss without noise in print, and of the noisy loss in truth."""
    assume(*dropout_noise(delta, s2))
    plain, noisy = (grad(loss)(w)[i] for loss in (plain_loss(x, y), noisy_loss(x, y, delta)))
    added = plain + 2 * s2 * x[i] ** 2 * w[i]
    return correction(equal(E(plain), added), to=equal(E(noisy), added))


@claim("hw2/4.2.resembles")
def weight_decay(x: Vector[n], y: Scalar, w: Vector[n], delta: RandomVector[n], s2: Positive):
    """What is added shrinks each weight in proportion to itself; for inputs ±1 it is the gradient of σ²‖w‖²."""
    assume(*dropout_noise(delta, s2))
    added = E(grad(noisy_loss(x, y, delta))(w)) - grad(plain_loss(x, y))(w)
    ordinary = grad(lambda v: s2 * norm2(v))(w)
    return and_(equal(added, 2 * s2 * x**2 * w), implies(equal(x**2, ones(n)), equal(added, ordinary)))


@claim("hw2/4.2.penalty")
def penalty(x: Vector[n], y: Scalar, w: Vector[n], delta: RandomVector[n], s2: Positive):
    """The gradient of σ² Σ x_i² w_i² is what is added to the gradient without noise."""
    assume(*dropout_noise(delta, s2))
    added = E(grad(noisy_loss(x, y, delta))(w)) - grad(plain_loss(x, y))(w)
    return equal(grad(lambda v: s2 * bsum(lambda k: x[k] ** 2 * v[k] ** 2, n))(w), added)


@claim("hw2/4.2.L2")
def weighted_penalty(x: Vector[n], y: Scalar, w: Vector[n], delta: RandomVector[n], s2: Positive):
    """The expected noisy loss is the plain one with an L2 penalty of λ = σ² in which w_i² has the factor x_i²."""
    assume(*dropout_noise(delta, s2))
    return equal(E(noisy_loss(x, y, delta)(w)), plain_loss(x, y)(w) + s2 * total(x**2 * w**2))


@claim(conforms_to="hw2/4.1.eq4.2")
def gradient_code(x: Vector[n], y: Scalar, w: Vector[n], delta: Vector[n]):
    """The code computes the gradient for one draw of the noise."""
    formula = -2 * (y - dot(delta * w, x)) * delta * x
    return computes(code("impls.dropout:noisy_gradient")(x, y, w, delta), formula, within=16)


@claim(conforms_to="hw2/4.1.eq4.10")
def expected_gradient_code(x: Vector[n], y: Scalar, w: Vector[n], s2: Positive):
    """The code computes the expected gradient."""
    formula = -2 * (y - dot(w, x)) * x + 2 * s2 * x**2 * w
    return computes(code("impls.dropout:expected_gradient")(x, y, w, s2), formula, within=16)


@claim(conforms_to="hw2/4.2.L2")
def expected_loss_code(x: Vector[n], y: Scalar, w: Vector[n], s2: Positive):
    """The code computes the expected loss."""
    formula = (y - dot(w, x)) ** 2 + s2 * total(x**2 * w**2)
    return computes(code("impls.dropout:expected_loss")(x, y, w, s2), formula, within=16)
