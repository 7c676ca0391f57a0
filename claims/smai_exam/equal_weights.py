"""Part I, question 5: an MLP whose weights all start out equal.

Two hidden layers, any widths, activation and differentiable loss, one sample (the gradients of several are sums). What
the question offers as an answer and its key rejects is judged as the key has it: as false.
"""

from __future__ import annotations

from proofread import (
    Entrywise,
    Index,
    Matrix,
    Q,
    Scalar,
    Size,
    Smooth,
    Vector,
    and_,
    answer,
    apart,
    array,
    derivative,
    equal,
    ge,
    grad,
    norm2,
    ones,
    relu,
    unstated,
)

n, m, k, q = Size("n"), Size("m"), Size("k"), Size("q")


def network(s, W1, W2, W3, x):
    return W3 @ s(W2 @ s(W1 @ x))


def equal_weights(c):
    """All weights of the three layers are c."""
    return c * ones(m, n), c * ones(k, m), c * ones(q, k)


def hidden_gradient(s, L, W1, W2, W3, x):
    """The gradient in the weights between the hidden layers."""
    return grad(lambda W: L(network(s, W1, W, W3, x)))(W2)


def output_gradient(s, L, W1, W2, W3, x):
    """The gradient in the weights of the output layer."""
    return grad(lambda W: L(network(s, W1, W2, W, x)))(W3)


@answer("smai-exam/I.5#hidden", key="same derivative")
def hidden_weights_have_one_derivative(
    s: Entrywise, L: Smooth[q], c: Scalar, x: Vector[n], i: Index[k], j: Index[m], a: Index[k], b: Index[m]
):  # fmt: skip
    """All weights between hidden layers have the same derivative."""
    D = hidden_gradient(s, L, *equal_weights(c), x)
    return equal(D[i, j], D[a, b])


@answer("smai-exam/I.5", key="same derivative")
def output_weights_have_one_derivative(
    s: Entrywise, L: Smooth[q], c: Scalar, x: Vector[n], i: Index[q], j: Index[k], a: Index[q], b: Index[k]
):  # fmt: skip
    """So have the weights of the output layer, if the loss has the same slope in all outputs, as with one output."""
    weights = equal_weights(c)
    slopes = grad(L)(network(s, *weights, x))
    unstated(equal(slopes[i], slopes[a]))
    D = output_gradient(s, L, *weights, x)
    return equal(D[i, j], D[a, b])


@answer("smai-exam/I.5.e1#hidden", key="remain the same")
def hidden_weights_remain_equal(
    s: Entrywise, L: Smooth[q], r: Vector[n], v: Vector[q], c: Scalar, x: Vector[n], rate: Scalar,
    i: Index[k], j: Index[m], a: Index[k], b: Index[m],
):  # fmt: skip
    """Equal weights between layers whose nodes are copies are equal after a step, and so at any time."""
    W1, W2, W3 = ones(m) @ r.T, c * ones(k, m), v @ ones(1, k)
    new = W2 - rate * hidden_gradient(s, L, W1, W2, W3, x)
    return equal(new[i, j], new[a, b])


@answer("smai-exam/I.5.e1", key="remain the same")
def output_weights_remain_equal(
    s: Entrywise, L: Smooth[q], r: Vector[n], c2: Scalar, c3: Scalar, x: Vector[n], rate: Scalar,
    i: Index[q], j: Index[k], a: Index[q], b: Index[k],
):  # fmt: skip
    """So are those of the output layer, if the loss has the same slope in all outputs."""
    W1, W2, W3 = ones(m) @ r.T, c2 * ones(k, m), c3 * ones(q, k)
    slopes = grad(L)(network(s, W1, W2, W3, x))
    unstated(equal(slopes[i], slopes[a]))
    new = W3 - rate * output_gradient(s, L, W1, W2, W3, x)
    return equal(new[i, j], new[a, b])


# --- symmetry -------------------------------------------------------------------------------------------------------


def one_hidden_layer(s, W1, W2, x):
    return W2 @ s(W1 @ x)


def copies(r, v):
    """The hidden nodes have the same weights r from the inputs and v to the outputs."""
    return ones(m) @ r.T, v @ ones(1, m)


@answer("smai-exam/I.5.e2", key="symmetry has to be broken")
def copies_are_one_node(s: Entrywise, r: Vector[n], v: Vector[q], x: Vector[n]):
    """Hidden nodes that are copies are worth one node only: it has to start otherwise to be more."""
    return equal(one_hidden_layer(s, *copies(r, v), x), m * s(r.T @ x) * v)


@answer("smai-exam/I.5.e2#in", key="symmetry has to be broken")
def copies_stay_copies_in(
    s: Entrywise, L: Smooth[q], r: Vector[n], v: Vector[q], x: Vector[n], rate: Scalar,
    i: Index[m], j: Index[n], a: Index[m],
):  # fmt: skip
    """Training does not break it: after a step the nodes have the same weights from the inputs."""
    W1, W2 = copies(r, v)
    new = W1 - rate * grad(lambda W: L(one_hidden_layer(s, W, W2, x)))(W1)
    return equal(new[i, j], new[a, j])


@answer("smai-exam/I.5.e2#out", key="symmetry has to be broken")
def copies_stay_copies_out(
    s: Entrywise, L: Smooth[q], r: Vector[n], v: Vector[q], x: Vector[n], rate: Scalar,
    i: Index[q], j: Index[m], a: Index[m],
):  # fmt: skip
    """Nor to the outputs: after a step these are the same, too."""
    W1, W2 = copies(r, v)
    new = W2 - rate * grad(lambda W: L(one_hidden_layer(s, W1, W, x)))(W2)
    return equal(new[i, j], new[i, a])


# --- the answers that the question offers ---------------------------------------------------------------------------


@answer("smai-exam/I.5.ans1", key="false")
def copies_do_not_learn_the_absolute_value(c: Scalar, r: Scalar):
    """It is not fine: on the inputs 1 and −1 copies of a ReLU node, together c·relu(rx), keep a loss of 1."""

    def output(x):
        return c * relu(r * x)

    return ge((1 - output(1)) ** 2 + (1 - output(-1)) ** 2, 1)


@answer("smai-exam/I.5.ans1#different", key="false")
def different_nodes_learn_it():
    """Two nodes with different weights, 1 and −1, get |x| without any loss."""

    def output(x):
        return ones(1, 2) @ relu(array([1, -1]) * x)

    return and_(equal(output(1), 1), equal(output(-1), 1))


@answer("smai-exam/I.5.ans2", key="false")
def derivatives_exist(
    s: Entrywise, L: Smooth[q], W1: Matrix[m, n], W2: Matrix[k, m], W3: Matrix[q, k], x: Vector[n]
):  # fmt: skip
    """The derivatives can be found by the chain rule, for any weights: equal ones are no exception."""
    hidden = s(W1 @ x)
    back = W3.T @ grad(L)(network(s, W1, W2, W3, x)) * derivative(s)(W2 @ hidden)
    return equal(hidden_gradient(s, L, W1, W2, W3, x), back @ hidden.T)


@answer("smai-exam/I.5.ans3", key="false")
def weights_learn_at_different_speeds():
    """Not all at one speed, nor at a constant one: two linear nodes with weights 1, input (1, 2) and target 0."""
    x, rate, start = array([1, 2]), Q("1/100"), ones(2, 2)

    def gradient(W):
        return grad(lambda W: norm2(ones(1, 2) @ W @ x))(W)

    first = gradient(start)
    return and_(apart(first[0, 0], first[0, 1]), apart(gradient(start - rate * first)[0, 0], first[0, 0]))


@answer("smai-exam/I.5.ans3#sparse", key="false")
def weights_can_become_zero():
    """Nor are zeros ruled out: with rate 1/12 the weights of the first input are 0 after one step."""
    x, start = array([1, 2]), ones(2, 2)
    new = start - Q("1/12") * grad(lambda W: norm2(ones(1, 2) @ W @ x))(start)
    return and_(equal(new[0, 0], 0), equal(new[1, 0], 0))
