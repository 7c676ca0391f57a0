"""Question 4.1: means and variances of one 4 × 2 × 3 tensor for batch, layer and instance normalisation."""

from __future__ import annotations

from proofread import (
    Q,
    Size,
    Tensor,
    and_,
    apart,
    array,
    bsum,
    claim,
    code,
    computes,
    convention,
    correction,
    decimals,
    definition,
    equal,
    exists,
    mean,
    norm2,
    total,
    unit,
)

# Four samples, two channels, three features.
DATA = [[[1, 3, 2], [1, 2, 3]], [[3, 3, 2], [2, 4, 4]], [[4, 2, 2], [1, 2, 4]], [[3, 3, 2], [3, 3, 2]]]
SAMPLES, CHANNELS, FEATURES = range(4), range(2), range(3)


def entries(samples, channels):
    """The numbers of these samples and channels, as a column."""
    return array([DATA[s][c][f] for s in samples for c in channels for f in FEATURES])


def channel(c):
    return entries(SAMPLES, [c])


def sample(s):
    return entries([s], CHANNELS)


def variance(x, count):
    """The squared distances from the mean, summed and divided by the count."""
    return norm2(x - mean(x)) / count


def statistics(x, less):
    """Mean and variance; the variance is divided by the number of entries less `less`."""
    return [mean(x), variance(x, x.shape[0].const - less)]


# --- the tensor and what is averaged --------------------------------------------------------------------------------


@claim("ift6135-a2/4.1.tensor")
def size_of_the_tensor():
    """The tensor has 4 samples of 2 channels of 3 features."""
    tensor = definition("ift6135-a2/4.1.data", array(DATA))
    return exists(Tensor[4, 2, 3], lambda x: equal(x, tensor), witness=tensor)


@claim("ift6135-a2/4.1.q")
def three_different_means():
    """The three kinds average over different parts: around the first channel of the second sample, no two agree."""
    batch, layer, instance = mean(channel(0)), mean(sample(1)), mean(entries([1], [0]))
    return and_(apart(batch, layer), apart(batch, instance), apart(layer, instance))


@claim("ift6135-a2/4.1.bn.how")
def one_mean_a_channel():
    """The two batch means, 30/12 and 31/12, are the means of the channels."""
    return and_(equal(Q("30/12"), mean(channel(0))), equal(Q("31/12"), mean(channel(1))))


@claim("ift6135-a2/4.1.ln.how")
def one_mean_a_sample():
    """The four layer means, 12/6, 18/6, 15/6 and 16/6, are taken of the batch; they are taken of each sample."""
    printed = [Q("12/6"), Q("18/6"), Q("15/6"), Q("16/6")]
    of_the_batch = and_(*(equal(m, mean(entries(SAMPLES, CHANNELS))) for m in printed))
    return correction(of_the_batch, to=and_(*(equal(printed[s], mean(sample(s))) for s in SAMPLES)))


# --- lists and fractions --------------------------------------------------------------------------------------------


def fraction(x, numerator, count):
    """The entries sum to the numerator, and their mean is that over the count."""
    return and_(equal(total(x), numerator), equal(mean(x), Q(f"{numerator}/{count}")))


@claim("ift6135-a2/4.1.bn1#list")
def first_channel():
    """The first channel as listed; its mean is 30/12."""
    return and_(equal(channel(0), array([1, 3, 2, 3, 3, 2, 4, 2, 2, 3, 3, 2])), fraction(channel(0), 30, 12))


@claim("ift6135-a2/4.1.bn2#list")
def second_channel():
    """The second channel as listed; its mean is 31/12."""
    return and_(equal(channel(1), array([1, 2, 3, 2, 4, 4, 1, 2, 4, 3, 3, 2])), fraction(channel(1), 31, 12))


@claim("ift6135-a2/4.1.ln1#fraction")
def first_sample():
    """12/6."""
    return fraction(sample(0), 12, 6)


@claim("ift6135-a2/4.1.ln2#fraction")
def second_sample():
    """18/6."""
    return fraction(sample(1), 18, 6)


@claim("ift6135-a2/4.1.ln3#fraction")
def third_sample():
    """15/6."""
    return fraction(sample(2), 15, 6)


@claim("ift6135-a2/4.1.ln4#fraction")
def fourth_sample():
    """16/6."""
    return fraction(sample(3), 16, 6)


@claim("ift6135-a2/4.1.in11#fraction")
def first_sample_first_channel():
    """6/3."""
    return fraction(entries([0], [0]), 6, 3)


@claim("ift6135-a2/4.1.in12#fraction")
def first_sample_second_channel():
    """6/3."""
    return fraction(entries([0], [1]), 6, 3)


@claim("ift6135-a2/4.1.in21#fraction")
def second_sample_first_channel():
    """8/3."""
    return fraction(entries([1], [0]), 8, 3)


@claim("ift6135-a2/4.1.in22#fraction")
def second_sample_second_channel():
    """10/3."""
    return fraction(entries([1], [1]), 10, 3)


@claim("ift6135-a2/4.1.in31#fraction")
def third_sample_first_channel():
    """8/3."""
    return fraction(entries([2], [0]), 8, 3)


@claim("ift6135-a2/4.1.in32#fraction")
def third_sample_second_channel():
    """7/3."""
    return fraction(entries([2], [1]), 7, 3)


@claim("ift6135-a2/4.1.in41#fraction")
def fourth_sample_first_channel():
    """8/3."""
    return fraction(entries([3], [0]), 8, 3)


@claim("ift6135-a2/4.1.in42#fraction")
def fourth_sample_second_channel():
    """8/3."""
    return fraction(entries([3], [1]), 8, 3)


# --- decimals: one group, one rule ----------------------------------------------------------------------------------


# Mean and variance, a line each.
BATCH = [["2.50", "0.58"], ["2.58", "1.07"]]
LAYER = [["2.00", "0.66"], ["3.00", "0.66"], ["2.50", "1.25"], ["2.66", "0.22"]]
INSTANCE = [
    ["2.00", "0.66"], ["2.00", "0.66"], ["2.66", "0.22"], ["3.33", "0.88"],
    ["2.66", "0.88"], ["2.33", "1.55"], ["2.66", "0.22"], ["2.66", "0.22"],
]  # fmt: skip
# Means of batch, variances of batch, and so on.
TABLES = [
    ["2.50", "2.58"],
    ["0.58", "1.07"],
    ["2.00", "3.00", "2.50", "2.66"],
    ["0.66", "0.66", "1.25", "0.22"],
    ["2.00", "2.00", "2.66", "3.33", "2.66", "2.33", "2.66", "2.66"],
    ["0.66", "0.66", "0.22", "0.88", "0.88", "1.55", "0.22", "0.22"],
]


@claim(
    *(f"ift6135-a2/4.1.bn{k}" for k in (1, 2, ".vec")),
    *(f"ift6135-a2/4.1.ln{k}" for k in (1, 2, 3, 4, ".vec")),
    *(f"ift6135-a2/4.1.in{k}" for k in (11, 12, 21, 22, 31, 32, 41, 42, ".vec")),
)
def printed_decimals(less=convention(0, 1)):
    """All means and variances, as printed line by line and again in the tables, by one rounding rule."""
    batch = [statistics(channel(c), less) for c in CHANNELS]
    layer = [statistics(sample(s), less) for s in SAMPLES]
    instance = [statistics(entries([s], [c]), less) for s in SAMPLES for c in CHANNELS]
    tables = [[x[k] for x in group] for group in (batch, layer, instance) for k in (0, 1)]
    return decimals([batch, layer, instance, tables], [BATCH, LAYER, INSTANCE, TABLES])


# --- code -----------------------------------------------------------------------------------------------------------

B, C, F = Size("B"), Size("C"), Size("F")


def batch_mean(x, c):
    return bsum(lambda b: bsum(lambda f: x[b, c, f], F), B) / (B * F)


def layer_mean(x, b):
    return bsum(lambda c: bsum(lambda f: x[b, c, f], F), C) / (C * F)


def instance_mean(x, b, c):
    return bsum(lambda f: x[b, c, f], F) / F


def column(entry, size):
    """The column with these entries."""
    return bsum(lambda i: entry(i) * unit(i, size), size)


@claim(conforms_to="ift6135-a2/4.1.bn.how")
def our_batch_means(x: Tensor[B, C, F]):
    """The code computes the mean of each channel."""
    means = column(lambda c: batch_mean(x, c), C)
    return computes(code("impls.normalization:batch_statistics")(x)[0], means, within=8)


@claim(conforms_to="ift6135-a2/4.1.bn.how")
def our_batch_variances(x: Tensor[B, C, F]):
    """The code computes the variance of each channel."""
    around = lambda c: bsum(lambda b: bsum(lambda f: (x[b, c, f] - batch_mean(x, c)) ** 2, F), B) / (B * F)
    return computes(code("impls.normalization:batch_statistics")(x)[1], column(around, C), within=8)


@claim(conforms_to="ift6135-a2/4.1.ln.how")
def our_layer_means(x: Tensor[B, C, F]):
    """The code computes the mean of each sample."""
    means = column(lambda b: layer_mean(x, b), B)
    return computes(code("impls.normalization:layer_statistics")(x)[0], means, within=8)


@claim(conforms_to="ift6135-a2/4.1.ln.how")
def our_layer_variances(x: Tensor[B, C, F]):
    """The code computes the variance of each sample."""
    around = lambda b: bsum(lambda c: bsum(lambda f: (x[b, c, f] - layer_mean(x, b)) ** 2, F), C) / (C * F)
    return computes(code("impls.normalization:layer_statistics")(x)[1], column(around, B), within=8)


@claim(conforms_to="ift6135-a2/4.1.in.vec")
def our_instance_means(x: Tensor[B, C, F]):
    """The code computes the mean of each channel of each sample."""
    means = bsum(lambda b: bsum(lambda c: instance_mean(x, b, c) * (unit(b, B) @ unit(c, C).T), C), B)
    return computes(code("impls.normalization:instance_statistics")(x)[0], means, within=8)


@claim(conforms_to="ift6135-a2/4.1.in.vec")
def our_instance_variances(x: Tensor[B, C, F]):
    """The code computes the variance of each channel of each sample."""
    around = lambda b, c: bsum(lambda f: (x[b, c, f] - instance_mean(x, b, c)) ** 2, F) / F
    table = bsum(lambda b: bsum(lambda c: around(b, c) * (unit(b, B) @ unit(c, C).T), C), B)
    return computes(code("impls.normalization:instance_statistics")(x)[1], table, within=8)
