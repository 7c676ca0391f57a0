"""The gradient of a loss in one entry of a 2×2 kernel; the input's entries are lost in the text."""

from __future__ import annotations

from collections.abc import Callable

from proofread import Matrix, Scalar, Size, Smooth, bsum, choice, claim, equal, grad, readings
from proofread.trusted.terms import Term

n, m = Size("n"), Size("m")


def output(a: object, b: Term, c: Term, d: Term, x: Callable[[int, int], object]) -> Term:
    """The one entry that the kernel [[a, b], [c, d]] makes of a 2×2 input without padding."""
    return a * x(0, 0) + b * x(0, 1) + c * x(1, 0) + d * x(1, 1)


@choice("dl-exam-w25/B2", key="a")
def entry_of_the_gradient(L: Smooth[1], a: Scalar, b: Scalar, c: Scalar, d: Scalar, x: Matrix[2, 2]):
    """The derivative in a: for any input and loss, and for an input 1, 2, 3, 4 whose convolution is the loss."""
    general = grad(lambda v: L(output(v, b, c, d, lambda i, j: x[i, j])))(a)
    counted = grad(lambda v: output(v, b, c, d, lambda i, j: 2 * i + j + 1))(a)

    def value(number: int):
        return readings(any_input_and_loss=equal(general, number), counted_input=equal(counted, number))

    return {"a": value(1), "b": value(2), "c": value(3), "d": value(4)}


@claim()
def gradient_in_the_kernel(kernel: Matrix[n, m], x: Matrix[n, m], upstream: Scalar):
    """Where the kernel is as large as the input, the gradient is the input times the gradient in the output."""
    loss = lambda k: upstream * bsum(lambda i: bsum(lambda j: k[i, j] * x[i, j], m), n)
    return equal(grad(loss)(kernel), upstream * x)
