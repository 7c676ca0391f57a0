"""Part II, question 1: a 4-5-1 perceptron worked through by hand. Blank key; what the question leaves open is swept.

Open are the values of the biases, and whether a row of W₁ belongs to a hidden neuron or to an input.
"""

from __future__ import annotations

from proofread import (
    Matrix,
    Q,
    Size,
    Vector,
    answer,
    apart,
    array,
    assume,
    claim,
    code,
    computes,
    convention,
    definition,
    equal,
    grad,
    norm2,
    ones,
    relu,
    total,
)

n, h, m = Size("n"), Size("h"), Size("m")
ROWS, BIASES = ("hidden neurons", "inputs"), (0, 1)
INPUT = array([1, 2, 1, 4])


def weights(rows, v):
    """W₁ with one row for each hidden neuron: odd rows +1, even rows −1; v from the first input to the first neuron."""
    sign = (lambda neuron, x: neuron) if rows == "hidden neurons" else (lambda neuron, x: x)
    entries = [[(-1) ** sign(neuron, x) for x in range(4)] for neuron in range(5)]
    return array([[v, *entries[0][1:]], *entries[1:]])


def output(rows, bias, v=1):
    """The linear output neuron over five ReLU neurons."""
    hidden = relu(weights(rows, v) @ INPUT + bias * ones(5))
    return ones(1, 5) @ hidden + bias


def loss(rows, bias, v=1):
    """(t − o)² for the target 15."""
    return (15 - output(rows, bias, v)) ** 2


@answer("smai-exam/II.1a", key="")
def number_of_weights(counted=convention("with biases", "without")):
    """5 by 4 and 1 by 5 weights, 5 and 1 biases: 31 trainable numbers, 25 of them weights proper."""
    counts = total(ones(5, 4)) + total(ones(1, 5))
    return equal(counts + total(ones(5)) + 1, 31) if counted == "with biases" else equal(counts, 25)


@answer("smai-exam/II.1b", key="")
def output_value(rows=convention(*ROWS), bias=convention(*BIASES)):
    """The output is 24: three neurons of 8, and two that are not active."""
    definition("smai-exam/II.1.0", weights(rows, 1), ones(1, 5))
    return equal(output(rows, bias), {(0, 0): 24, (0, 1): 28, (1, 0): 0, (1, 1): 1}[ROWS.index(rows), bias])


@answer("smai-exam/II.1c", key="")
def loss_value(rows=convention(*ROWS), bias=convention(*BIASES)):
    """The squared error is (15 − 24)² = 81."""
    return equal(loss(rows, bias), {(0, 0): 81, (0, 1): 169, (1, 0): 225, (1, 1): 196}[ROWS.index(rows), bias])


def slope(rows, bias):
    """∂L/∂v at v = 1."""
    return grad(lambda v: loss(rows, bias, v))(1)


@answer("smai-exam/II.1d", key="")
def loss_derivative(rows=convention(*ROWS), bias=convention(*BIASES)):
    """The derivative of the loss in v is 2(24 − 15) = 18."""
    return equal(slope(rows, bias), {(0, 0): 18, (0, 1): 26, (1, 0): 0, (1, 1): 0}[ROWS.index(rows), bias])


@answer("smai-exam/II.1e", key="")
def updated_weight(rows=convention(*ROWS), bias=convention(*BIASES)):
    """v − 0.1 ∂L/∂v is 1 − 1.8 = −0.8."""
    new = {(0, 0): Q("-0.8"), (0, 1): Q("-1.6"), (1, 0): 1, (1, 1): 1}[ROWS.index(rows), bias]
    return equal(1 - Q("0.1") * slope(rows, bias), new)


# --- code -----------------------------------------------------------------------------------------------------------


@claim(conforms_to="smai-exam/II.1a")
def parameters_of_code():
    """The code counts weights and biases, for any sizes."""
    counts = total(ones(h, n)) + total(ones(h)) + total(ones(m, h)) + total(ones(m))
    return computes(code("impls.mlp:parameter_count")(n, h, m), counts, within=0)


@claim(conforms_to="smai-exam/II.1b")
def output_of_code(W1: Matrix[h, n], b1: Vector[h], W2: Matrix[m, h], b2: Vector[m], x: Vector[n]):
    """The code computes the outputs, for any sizes."""
    return computes(code("impls.mlp:forward")(W1, b1, W2, b2, x), W2 @ relu(W1 @ x + b1) + b2, within=8)


@claim(conforms_to="smai-exam/II.1c")
def loss_of_code(W1: Matrix[h, n], b1: Vector[h], W2: Matrix[m, h], b2: Vector[m], x: Vector[n], t: Vector[m]):
    """The code computes the squared error, for any sizes."""
    o = W2 @ relu(W1 @ x + b1) + b2
    return computes(code("impls.mlp:squared_error")(W1, b1, W2, b2, x, t), norm2(t - o), within=8)


@claim(conforms_to="smai-exam/II.1d")
def gradient_of_code(W1: Matrix[h, n], b1: Vector[h], W2: Matrix[m, h], b2: Vector[m], x: Vector[n], t: Vector[m]):
    """The code computes the gradient of the squared error in the first weights, where no neuron is at its kink."""
    assume(apart(W1 @ x + b1, 0))
    gradient = grad(lambda W: norm2(t - W2 @ relu(W @ x + b1) - b2))(W1)
    return computes(code("impls.mlp:gradient")(W1, b1, W2, b2, x, t)[0], gradient, within=8)
