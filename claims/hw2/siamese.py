"""Problem 6.2: gradients of the siamese loss. W is m×n, b has m entries; row i of X1 and of X2 is the i-th pair."""

from __future__ import annotations

from proofread import (
    Index,
    Matrix,
    Size,
    Vector,
    and_,
    bsum,
    claim,
    code,
    computes,
    correction,
    derivation,
    derivative,
    equal,
    forall,
    grad,
    line,
    norm2,
    row,
    tanh,
)

m, n, B = Size("m"), Size("n"), Size("B")


def hidden(W, b, x):
    return tanh(W @ x + b)


def pair_loss(W, b, x1, x2):
    return norm2(hidden(W, b, x1) - hidden(W, b, x2))


def batch(of_pair, X1, X2):
    """The sum over the pairs."""
    return bsum(lambda i: of_pair(row(X1, i), row(X2, i)), B)


def loss(W, b, X1, X2):
    return norm2(W) + batch(lambda x1, x2: pair_loss(W, b, x1, x2), X1, X2)


def grad_W(W, b, x1, x2, sign):
    """The entrywise reading; the second branch enters with the given sign."""
    h1, h2 = hidden(W, b, x1), hidden(W, b, x2)
    return 2 * (((h1 - h2) * (1 - h1 * h1)) @ x1.T + sign * ((h1 - h2) * (1 - h2 * h2)) @ x2.T)


def grad_b(W, b, x1, x2, sign):
    h1, h2 = hidden(W, b, x1), hidden(W, b, x2)
    return 2 * (h1 - h2) * ((1 - h1 * h1) + sign * (1 - h2 * h2))


def printed_W(W, b, x1, x2):
    """As printed: a column times a matrix."""
    h1, h2 = hidden(W, b, x1), hidden(W, b, x2)
    return 2 * (h1 - h2) @ ((1 - h1 * h1) @ x1.T + (1 - h2 * h2) @ x2.T)


def printed_b(W, b, x1, x2):
    """As printed: a column times a column."""
    h1, h2 = hidden(W, b, x1), hidden(W, b, x2)
    return 2 * (h1 - h2) @ ((1 - h1 * h1) + (1 - h2 * h2))


@claim("hw2/6.2.tanh-derivative")
def slope_of_tanh(z: Vector[m]):
    """The derivative of tanh is 1 − tanh², entry by entry."""
    return equal(derivative(tanh)(z), 1 - tanh(z) ** 2)


@claim("hw2/6.2.eq6.4")
def weights_of_one_pair(W: Matrix[m, n], b: Vector[m], x1: Vector[n], x2: Vector[n]):
    """The gradient in W of the loss of one pair, the print read literally as a matrix product."""
    gradient = grad(lambda V: pair_loss(V, b, x1, x2))(W)
    return correction(equal(gradient, printed_W(W, b, x1, x2)), to=equal(gradient, grad_W(W, b, x1, x2, -1)))


@claim("hw2/6.2.eq6.5")
def bias_of_one_pair(W: Matrix[m, n], b: Vector[m], x1: Vector[n], x2: Vector[n]):
    """The gradient in b of the loss of one pair, the print read literally as a matrix product."""
    gradient = grad(lambda c: pair_loss(W, c, x1, x2))(b)
    return correction(equal(gradient, printed_b(W, b, x1, x2)), to=equal(gradient, grad_b(W, b, x1, x2, -1)))


@claim("hw2/6.2.eq6.7")
def gradient_of_the_sum(W: Matrix[m, n], b: Vector[m], X1: Matrix[B, n], X2: Matrix[B, n]):
    """The gradient of the whole loss is that of the penalty plus those of the pairs, in W and in b."""
    in_W = batch(lambda x1, x2: grad(lambda V: pair_loss(V, b, x1, x2))(W), X1, X2)
    in_b = batch(lambda x1, x2: grad(lambda c: pair_loss(W, c, x1, x2))(b), X1, X2)
    weights = equal(grad(lambda V: loss(V, b, X1, X2))(W), grad(norm2)(W) + in_W)
    return and_(weights, equal(grad(lambda c: loss(W, c, X1, X2))(b), grad(lambda c: norm2(W))(b) + in_b))


@claim("hw2/6.2.eq6.8")
def weights_of_the_batch(W: Matrix[m, n], b: Vector[m], X1: Matrix[B, n], X2: Matrix[B, n]):
    """The gradient in W of the whole loss, the print read literally as a matrix product."""
    gradient = grad(lambda V: loss(V, b, X1, X2))(W)
    printed = 2 * W + batch(lambda x1, x2: printed_W(W, b, x1, x2), X1, X2)
    right = 2 * W + batch(lambda x1, x2: grad_W(W, b, x1, x2, -1), X1, X2)
    return correction(equal(gradient, printed), to=equal(gradient, right))


@claim("hw2/6.2.eq6.9")
def bias_of_the_batch(W: Matrix[m, n], b: Vector[m], X1: Matrix[B, n], X2: Matrix[B, n]):
    """The gradient in b of the whole loss, the print read literally as a matrix product."""
    gradient = grad(lambda c: loss(W, c, X1, X2))(b)
    printed = batch(lambda x1, x2: printed_b(W, b, x1, x2), X1, X2)
    right = batch(lambda x1, x2: grad_b(W, b, x1, x2, -1), X1, X2)
    return correction(equal(gradient, printed), to=equal(gradient, right))


@derivation
def weights_read_entrywise(W: Matrix[m, n], b: Vector[m], X1: Matrix[B, n], X2: Matrix[B, n]):
    """The print repaired to the entrywise product, its plus sign kept: one pair, then the batch."""
    of_pair = lambda sign: forall(Index[B], lambda i: equal(
        grad(lambda V: pair_loss(V, b, row(X1, i), row(X2, i)))(W), grad_W(W, b, row(X1, i), row(X2, i), sign)
    ))  # fmt: skip
    of_batch = lambda sign: equal(
        grad(lambda V: loss(V, b, X1, X2))(W), 2 * W + batch(lambda x1, x2: grad_W(W, b, x1, x2, sign), X1, X2)
    )
    yield line("hw2/6.2.eq6.4#entrywise", correction(of_pair(1), to=of_pair(-1)), "chain rule")
    yield line("hw2/6.2.eq6.8#entrywise", correction(of_batch(1), to=of_batch(-1)), "sum over the pairs")


@derivation
def bias_read_entrywise(W: Matrix[m, n], b: Vector[m], X1: Matrix[B, n], X2: Matrix[B, n]):
    """The same in b."""
    of_pair = lambda sign: forall(Index[B], lambda i: equal(
        grad(lambda c: pair_loss(W, c, row(X1, i), row(X2, i)))(b), grad_b(W, b, row(X1, i), row(X2, i), sign)
    ))  # fmt: skip
    of_batch = lambda sign: equal(
        grad(lambda c: loss(W, c, X1, X2))(b), batch(lambda x1, x2: grad_b(W, b, x1, x2, sign), X1, X2)
    )
    yield line("hw2/6.2.eq6.5#entrywise", correction(of_pair(1), to=of_pair(-1)), "chain rule")
    yield line("hw2/6.2.eq6.9#entrywise", correction(of_batch(1), to=of_batch(-1)), "sum over the pairs")


@claim(conforms_to="hw2/6.2.eq6.4")
def pair_weights_code(W: Matrix[m, n], b: Vector[m], x1: Vector[n], x2: Vector[n]):
    """The code computes the corrected gradient in W."""
    return computes(code("impls.siamese:pair_gradients")(W, b, x1, x2)[0], grad_W(W, b, x1, x2, -1), within=32)


@claim(conforms_to="hw2/6.2.eq6.5")
def pair_bias_code(W: Matrix[m, n], b: Vector[m], x1: Vector[n], x2: Vector[n]):
    """The code computes the corrected gradient in b."""
    return computes(code("impls.siamese:pair_gradients")(W, b, x1, x2)[1], grad_b(W, b, x1, x2, -1), within=32)


@claim(conforms_to="hw2/6.2.eq6.8")
def batch_weights_code(W: Matrix[m, n], b: Vector[m], X1: Matrix[B, n], X2: Matrix[B, n]):
    """The code computes the corrected gradient of the whole loss in W."""
    formula = 2 * W + batch(lambda x1, x2: grad_W(W, b, x1, x2, -1), X1, X2)
    return computes(code("impls.siamese:gradients")(W, b, X1, X2)[0], formula, within=64)


@claim(conforms_to="hw2/6.2.eq6.9")
def batch_bias_code(W: Matrix[m, n], b: Vector[m], X1: Matrix[B, n], X2: Matrix[B, n]):
    """The code computes the corrected gradient of the whole loss in b."""
    formula = batch(lambda x1, x2: grad_b(W, b, x1, x2, -1), X1, X2)
    return computes(code("impls.siamese:gradients")(W, b, X1, X2)[1], formula, within=64)
