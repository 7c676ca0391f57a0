"""Problem 2: a layer whose weights get fresh noise at every training step, and what it does at test time."""

from __future__ import annotations

from proofread import (
    E,
    Index,
    Matrix,
    Positive,
    RandomMatrix,
    RandomVector,
    Size,
    Smooth,
    Vector,
    assume,
    bsum,
    claim,
    code,
    computes,
    definition,
    dot,
    equal,
    grad,
    lt,
    nonzero,
    readings,
    relu,
    zeros,
)

m, n = Size("m"), Size("n")


def centred(eps):
    """All that is used of the noise: every entry has the mean 0."""
    return equal(E(eps), zeros(m, n))


# --- the update -----------------------------------------------------------------------------------------------------


@claim("ttic-midterm/P2.update")
def update(loss: Smooth[n], theta: Vector[n], noise: Vector[n]):
    """Where the gradient of the loss with the drawn noise is not 0, the step goes downhill. What stands before the
    gradient may have lost a minus sign."""
    slope = grad(lambda t: loss(t + noise))(theta)
    assume(nonzero(slope))
    downhill = lambda new: lt(dot(slope, new - theta), 0)
    return readings(assigned=downhill(slope), subtracted=downhill(theta - slope))


@claim()
def update_with_a_rate(loss: Smooth[n], theta: Vector[n], noise: Vector[n], rate: Positive):
    """With a rate the step goes downhill as well."""
    slope = grad(lambda t: loss(t + noise))(theta)
    assume(nonzero(slope))
    return lt(dot(slope, (theta - rate * slope) - theta), 0)


@claim(conforms_to="ttic-midterm/P2.update")
def our_update(theta: Vector[n], slope: Vector[n], rate: Positive):
    """The code makes the step."""
    return computes(code("impls.noisy_layer:sgd_step")(theta, slope, rate), theta - rate * slope, within=8)


# --- the test-time rule ---------------------------------------------------------------------------------------------


@claim("ttic-midterm/P2.answer")
def no_scaling(W: Matrix[m, n], eps: RandomMatrix[m, n], x: Vector[n]):
    """With the weights as they are, the input to the Relu is what is to be expected of it in training."""
    assume(definition("ttic-midterm/P2.noise", centred(eps)))
    definition("ttic-midterm/P2.train", relu((W + eps) @ x))
    return definition("ttic-midterm/P2.criterion", equal(W @ x, E((W + eps) @ x)))


@claim("ttic-midterm/P2.answer#random-input")
def no_scaling_for_random_inputs(W: Matrix[m, n], eps: RandomMatrix[m, n], x: RandomVector[n]):
    """The same holds of a random input that is independent of the noise."""
    assume(centred(eps))
    return equal(E(W @ x), E((W + eps) @ x))


@claim("ttic-midterm/P2.expectation")
def mean_of_a_product(w: Vector[n], eps: RandomVector[n], x: Vector[n], i: Index[n]):
    """An input times its noisy weight has for its mean the product without noise."""
    assume(equal(E(eps), zeros(n)))
    return equal(E((w[i] + eps[i]) * x[i]), w[i] * x[i])


@claim()
def input_to_the_relu_is_a_sum(W: Matrix[m, n], noise: Matrix[m, n], x: Vector[n], i: Index[m]):
    """The input to the Relu as the sum that is printed."""
    return equal(((W + noise) @ x)[i], bsum(lambda j: (W[i, j] + noise[i, j]) * x[j], n))


@claim(conforms_to="ttic-midterm/P2.train")
def our_layer(W: Matrix[m, n], noise: Matrix[m, n], x: Vector[n]):
    """The code computes the layer with drawn noise."""
    return computes(code("impls.noisy_layer:noisy_relu")(W, noise, x), relu((W + noise) @ x), within=16)
