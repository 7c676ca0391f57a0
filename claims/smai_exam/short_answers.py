"""Part I, the short numerical questions: cross-entropy, counts of parameters, precision and recall."""

from __future__ import annotations

from proofread import (
    Index,
    Q,
    Scalar,
    Size,
    Vector,
    answer,
    array,
    assume,
    claim,
    code,
    computes,
    convention,
    correction,
    definition,
    dot,
    equal,
    gt,
    log,
    ones,
    output_size,
    relu,
    sign,
    total,
    unit,
)

n, c_in, c_out, k, stride = Size("n"), Size("c_in"), Size("c_out"), Size("k"), Size("stride")
more, padding = Size("more", min=0), Size("padding", min=0)

OUTPUT, TARGET = [Q("0.2"), Q("0.1"), Q("0.7"), Q("0.0")], [0, 0, 1, 0]
SCORES = array([Q(s) for s in ("0.7", "0.65", "0.92", "0.75", "0.45", "0.8", "0.3", "0.8", "0.1", "0.1")])
SPAM = array([1, 0, 1, 1, 0, 1, 1, 1, 0, 0])  # 1 where the label is +


# --- question 1: cross-entropy --------------------------------------------------------------------------------------


@answer("smai-exam/I.1a")
def cross_entropy_expression(p: Vector[n], true: Index[n], i: Index[n]):
    """Of positive probabilities and a target that is 1 at the true class: −yᵢ log pᵢ, for every i, is the loss."""
    assume(gt(p, 0), equal(total(p), 1))
    y, loss = unit(true, n), -log(p)[true]
    return correction(equal(-y[i] * log(p)[i], loss), to=equal(-total(y * log(p)), loss))


@answer("smai-exam/I.1b", key=r"\log(0.7)")
def cross_entropy_value(base=convention("e", 2, 10)):
    """The cross-entropy of the given output and target is log 0.7, in logarithms of any usual base."""
    definition("smai-exam/I.1.0", array(OUTPUT), array(TARGET))
    (probability,) = [p for p, y in zip(OUTPUT, TARGET, strict=True) if y]  # terms with target 0 count as 0

    def logarithm(x):
        return log(x) if base == "e" else log(x) / log(Q(base))

    loss = -logarithm(probability)
    return correction(equal(loss, logarithm(Q("0.7"))), to=equal(loss, -logarithm(Q("0.7"))))


# --- questions 2, 7 and 8: entries of weights and biases ------------------------------------------------------------


@answer("smai-exam/I.2a", key=r"7 \times 3 \times 5")
def convolution_without_bias():
    """Weights of 5 output by 3 input channels by 7 taps have 7·3·5 entries; length and stride do not enter."""
    return equal(total(ones(5, 3, 7)), Q(7) * 3 * 5)


@answer("smai-exam/I.2b", key="110 for bias")
def convolution_with_bias():
    """With one bias for each output channel there are 110 entries."""
    return equal(total(ones(5, 3, 7)) + total(ones(5)), 110)


@claim(conforms_to="smai-exam/I.2a")
def counted_without_bias():
    """The code counts the entries of the weights."""
    return computes(code("impls.convolution:conv1d_parameters")(3, 5, 7, 0), total(ones(5, 3, 7)), within=0)


@claim(conforms_to="smai-exam/I.2b")
def counted_with_bias():
    """The code counts the entries of weights and biases, for any channels and taps."""
    counted = code("impls.convolution:conv1d_parameters")(c_in, c_out, k)
    return computes(counted, total(ones(c_out, c_in, k)) + total(ones(c_out)), within=0)


@answer("smai-exam/I.7a", key="40")
def one_channel_convolution():
    """Weights of 5 by 1 channels by 7 taps and 5 biases have 40 entries."""
    return equal(total(ones(5, 1, 7)) + total(ones(5)), 40)


@answer("smai-exam/I.7b", key="12 * 5 * 100")
def convolution_output():
    """Twelve inputs of length 100, padded by 3 on both sides: twelve outputs of 5 channels and length 100."""
    batch, channels = 12, 5
    return equal(array([batch, channels, output_size(100, kernel=7, stride=1, padding=3, dilation=1)]), [12, 5, 100])


@claim(conforms_to="smai-exam/I.7b")
def output_length():
    """The code computes the length of the output, for any kernel that fits, stride and padding."""
    made = code("impls.convolution:output_size")(k + more, k, stride, padding)
    return computes(made, output_size(k + more, k, stride, padding), within=0)


@answer("smai-exam/I.8", key="50")
def two_linear_layers():
    """A 4 by 10 matrix, a 2 by 4 matrix and 2 biases have 50 entries."""
    return equal(total(ones(4, 10)) + total(ones(2, 4)) + total(ones(2)), 50)


# --- question 9: precision and recall -------------------------------------------------------------------------------


def reached(scores, theta):
    """1 where a score is at least θ, 0 elsewhere."""
    return 1 - relu(sign(theta - scores))


def precision(scores, positive, theta):
    """True positives over what the rule calls positive."""
    return dot(reached(scores, theta), positive) / total(reached(scores, theta))


def recall(scores, positive, theta):
    """True positives over all positives."""
    return dot(reached(scores, theta), positive) / total(positive)


@claim(conforms_to="smai-exam/I.9a")
def precision_of_code(scores: Vector[n], positive: Vector[n], theta: Scalar):
    """The code computes the precision of any scores and labels."""
    assume(equal(positive * positive, positive), gt(total(reached(scores, theta)), 0))
    return computes(code("impls.classification:precision")(scores, positive, theta),
                    precision(scores, positive, theta), within=2)  # fmt: skip


@claim(conforms_to="smai-exam/I.9b")
def recall_of_code(scores: Vector[n], positive: Vector[n], theta: Scalar):
    """The code computes the recall of any scores and labels."""
    assume(equal(positive * positive, positive), gt(total(positive), 0))
    return computes(code("impls.classification:recall")(scores, positive, theta),
                    recall(scores, positive, theta), within=2)  # fmt: skip


@answer("smai-exam/I.9a", key="")
def precision_at_one_half():
    """Of the 6 scores that reach 0.5, five are SPAM."""
    definition("smai-exam/I.9.0", SCORES, SPAM)
    return equal(precision(SCORES, SPAM, Q("0.5")), Q("5/6"))


@answer("smai-exam/I.9b", key="")
def recall_at_one_half():
    """Of the 6 SPAM mails, five reach 0.5."""
    return equal(recall(SCORES, SPAM, Q("0.5")), Q("5/6"))


@answer("smai-exam/I.9c", key="")
def precision_at_one_fifth():
    """Of the 8 scores that reach 0.2, six are SPAM."""
    return equal(precision(SCORES, SPAM, Q("0.2")), Q("3/4"))


@answer("smai-exam/I.9d", key="")
def recall_at_one_fifth():
    """All SPAM mails reach 0.2."""
    return equal(recall(SCORES, SPAM, Q("0.2")), 1)
