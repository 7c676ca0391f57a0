"""Output sizes, parameter counts, dilation, transposed convolution and the DeconvNet map."""

from __future__ import annotations

from collections.abc import Callable

from proofread import (
    Matrix,
    Nat,
    Q,
    Size,
    and_,
    array,
    assume,
    choice,
    claim,
    code,
    computes,
    convention,
    definition,
    equal,
    ge,
    gt,
    lt,
    maximum,
    output_size,
    relu,
    sign,
    when,
)
from proofread.trusted.terms import Term

k, c_in, c_out = Size("k"), Size("c_in"), Size("c_out")


@choice("dl-exam-w25/B7", key="a")
def dilated_output_size(stride=convention(1, 2), padding=convention(0, 1, 2, 3)):
    """The side of what a dilated 3×3 kernel makes of a 7×7 input; stride and padding are not said."""
    side = output_size(7, kernel=3, stride=stride, padding=padding, dilation=2)
    return {"a": equal(side, 3), "b": equal(side, 5), "c": equal(side, 7), "d": equal(side, 9)}


@claim(conforms_to="dl-exam-w25/B7")
def output_size_code(n: Nat, kernel: Nat, stride: Nat, padding: Nat, dilation: Nat):
    """The code gives the length of a convolution along one axis."""
    assume(ge(n, 1), ge(kernel, 1), ge(stride, 1), ge(dilation, 1), ge(n + 2 * padding, dilation * (kernel - 1) + 1))
    size = output_size(n, kernel, stride, padding, dilation)
    return computes(code("impls.convolution:output_size")(n, kernel, stride, padding, dilation), size, within=0)


@choice("dl-exam-w25/B8", key="a")
def separable_parameters(biases=convention("none", "both layers")):
    """One 3×3 filter for each of 32 channels, then 1×1 filters to 64 channels; biases are not said."""
    weights = Q("3") * 3 * 32 + Q("32") * 64
    count = weights + (32 + 64 if biases == "both layers" else 0)
    return {"a": equal(count, 2336), "b": equal(count, 1152), "c": equal(count, 896), "d": equal(count, 448)}


@claim(conforms_to="dl-exam-w25/B8")
def separable_parameters_code(channels: Nat, filters: Nat, kernel: Nat):
    """The code counts the weights of a depthwise and a pointwise layer."""
    count = kernel * kernel * channels + channels * filters
    call = code("impls.convolution:depthwise_separable_parameters")(channels, filters, kernel)
    return computes(call, count, within=0)


@choice("dl-exam-w25/B12", key="c", correct="b")
def larger_dilation(smaller: Nat, more: Nat, room: Nat):
    """Kernel size k, stride 1, no padding: the same layer with dilation d and with a larger one that fits."""
    d = smaller + 1
    larger = d + more + 1
    length = larger * (k - 1) + 1 + room  # so that the larger one fits

    def parameters(dilation: Term) -> Term:
        return k * c_in * c_out + c_out

    def field(dilation: Term) -> Term:
        return dilation * (k - 1) + 1

    def map_size(dilation: Term) -> Term:
        return length - dilation * (k - 1)

    return {
        "a": gt(parameters(larger), parameters(d)),
        "b": when(gt(field(larger), field(d)), gt(k, 1)),
        "c": lt(field(larger), field(d)),
        "d": gt(map_size(larger), map_size(d)),
    }


# --- transposed convolution -----------------------------------------------------------------------------------------


def placement(at: int, kernel: int, size: int, stride: int, padding: int) -> Term:
    """size×kernel: tap u of a kernel laid down for input `at` lands on output stride·at + u − padding."""
    return array([[int(r == stride * at + u - padding) for u in range(kernel)] for r in range(size)])


def transposed(x: Callable[[int, int], Term], n: int, kernel: Term, side: int, stride: int, padding: int) -> Term:
    """Every entry of an n×n input lays down its multiple of the kernel; what overlaps is added."""
    size = (n - 1) * stride - 2 * padding + side
    rows = [placement(i, side, size, stride, padding) for i in range(n)]
    out = 0 * (rows[0] @ kernel @ rows[0].T)
    for i in range(n):
        for j in range(n):
            out = out + x(i, j) * (rows[i] @ kernel @ rows[j].T)
    return out


@choice("dl-exam-w25/B17", key="a", correct="none")
def transposed_convolution(padding=convention(1, 0), filter_turned=convention("no", "yes")):
    """Three entries of a transposed convolution with stride 2; another padding or a turned filter only explain."""
    x = array([[1, 2], [3, 4]])
    kernel = array([[1, 0, -1]] * 3) if filter_turned == "no" else array([[-1, 0, 1]] * 3)
    out = transposed(lambda i, j: x[i, j], 2, kernel, 3, 2, padding)

    def values(X: int, Y: int, Z: int):
        return and_(equal(out[0, 0], X), equal(out[2, 0], Y), equal(out[2, 2], Z))

    return {"a": values(-1, -4, -2), "b": values(0, -6, -4), "c": values(2, -6, -4), "d": values(1, -2, 0)}


@claim()
def transposed_convolution_values():
    """The whole output at the stated stride and padding: the three entries asked for are 0."""
    x = array([[1, 2], [3, 4]])
    out = transposed(lambda i, j: x[i, j], 2, array([[1, 0, -1]] * 3), 3, 2, 1)
    return equal(out, array([[0, 1, 0], [0, 2, 0], [0, 1, 0]]))


@claim(conforms_to="dl-exam-w25/B17")
def transposed_convolution_code(x: Matrix[2, 2], kernel: Matrix[3, 3], stride: Nat, padding: Nat):
    """The code computes the transposed convolution at the printed sizes, stride and padding."""
    assume(equal(stride, 2), equal(padding, 1))
    call = code("impls.convolution:conv_transpose2d")(x, kernel, stride, padding)
    return computes(call, transposed(lambda i, j: x[i, j], 2, kernel, 3, 2, 1), within=8)


# --- DeconvNet ------------------------------------------------------------------------------------------------------


def correlation(x: Term, w: Term) -> Term:
    """2×2 kernel on a 3×3 input without padding: row i + u, column j + v of x meet w[u, v]."""
    out = array([[0, 0], [0, 0]])
    shift = [array([[int(c == r + u) for c in range(3)] for r in range(2)]) for u in range(2)]
    for u in range(2):
        for v in range(2):
            out = out + w[u, v] * (shift[u] @ x @ shift[v].T)
    return out


def pooled(y: Term) -> Term:
    """The largest entry of a 2×2 map."""
    return maximum(maximum(y[0, 0], y[0, 1]), maximum(y[1, 0], y[1, 1]))


@choice("dl-exam-w25/B20", key="a")
def deconvnet_map(put_back=convention("1", "the maximum")):
    """The map that goes back from the pooled maximum; the text says that 1 is put there."""
    x = array([[1, 2, 3], [4, 5, 6], [7, 8, 9]])
    w = array([[1, 1], [1, 1]])
    definition("dl-exam-w25/B20.data", x, w)
    activations = relu(correlation(x, w))
    top = pooled(activations)
    winner = 1 - sign(top - activations)  # 1 where the maximum is, 0 where the entry is smaller
    back = relu(winner if put_back == "1" else top * winner)
    saliency = definition("dl-exam-w25/B20.pass", transposed(lambda i, j: back[i, j], 2, w, 2, 1, 0))
    return {
        "a": equal(saliency, array([[0, 0, 0], [0, 1, 1], [0, 1, 1]])),
        "b": equal(saliency, array([[0, 0, 0], [0, 2, 2], [0, 2, 2]])),
        "c": equal(saliency, array([[0, 0, 0], [0, 1, 0], [0, 0, 0]])),
        "d": equal(saliency, array([[0, 0, 0], [0, 0, 0], [0, 0, 1]])),
    }
