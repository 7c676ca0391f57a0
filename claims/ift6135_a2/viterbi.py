"""Question 2.2, a to c: the recurrence of Viterbi decoding, and why its maxima give a most likely sequence.

What comes before the words at hand is one of S pasts, so that the claims are about every time t. At time t: `joint` is
p(past, w_t = j); with the previous word apart, `before` is p(past, w_{t−1} = i). The vector `earlier` is δ_{t−1}.
"""

from __future__ import annotations

import itertools
from functools import reduce

from proofread import (
    Index,
    Matrix,
    Nat,
    Positive,
    Scalar,
    Sequence,
    Size,
    Tensor,
    Vector,
    and_,
    answer,
    array,
    assume,
    bsum,
    claim,
    code,
    computes,
    correction,
    derivation,
    equal,
    exists,
    forall,
    ge,
    gt,
    implies,
    le,
    line,
    log,
    maximum,
    runs,
    total,
    unit,
)

N, S, M = Size("N"), Size("S"), Size("M", min=0)


def is_max(value, f, *over):
    """The value is the largest f(…) over these index ranges."""
    ranges = [Index[n] for n in over]
    return and_(forall(*ranges, lambda *i: le(f(*i), value)), exists(*ranges, lambda *i: ge(f(*i), value)))


def is_best(f, at, *over):
    """f is largest at these indices."""
    return forall(*[Index[n] for n in over], lambda *i: le(f(*i), f(*at)))


def are_maxima(delta, f):
    """The vector holds, for every word, the largest value over the pasts."""
    return forall(Index[N], lambda i: is_max(delta[i], lambda s: f[s, i], S))


def transitions(P):
    """Every row of P holds probabilities that sum to 1."""
    sums = forall(Index[N], lambda i: equal(bsum(lambda j: P[i, j], N), 1))
    return forall(Index[N], Index[N], lambda j, i: ge(P[i, j], 0)), sums


def nonnegative(f, *over):
    return forall(*[Index[n] for n in over], lambda *i: ge(f(*i), 0))


@claim("ift6135-a2/2.chain-rule")
def chain_rule(p: Sequence[Positive], conditional: Sequence[Scalar], product: Sequence[Scalar]):
    """Along any sequence, p(w_{0:T})/p(w_0) is the product of p(w_{0:t})/p(w_{0:t−1}) over t = 1, …, T."""
    assume(forall(Nat, lambda t: equal(conditional[t + 1], p[t + 1] / p[t])))
    assume(equal(product[0], 1), forall(Nat, lambda t: equal(product[t + 1], product[t] * conditional[t + 1])))
    return forall(Nat, lambda t: equal(p[t] / p[0], product[t]))


# --- a: the recurrence ----------------------------------------------------------------------------------------------


@derivation
def definition_of_delta(joint: Matrix[S, N], past: Vector[S], best: Index[S], s: Index[S], j: Index[N]):
    """The maximum is over the words before, not over the word j that stands on the left, too."""
    assume(is_best(lambda s: joint[s, j], (best,), S), forall(Index[S], lambda s: gt(past[s], 0)))
    delta, product = joint[best, j], lambda s, k: joint[s, k] / past[s] * past[s]
    over_j, over_pasts = is_max(delta, lambda k: joint[s, k], N), is_max(delta, lambda s: joint[s, j], S)
    yield line("ift6135-a2/2.2.a.line1", correction(over_j, to=over_pasts), "definition")
    over_j, over_pasts = is_max(delta, lambda k: product(s, k), N), is_max(delta, lambda s: product(s, j), S)
    yield line("ift6135-a2/2.2.a.line2", correction(over_j, to=over_pasts), "product rule")


@claim("ift6135-a2/2.2.a.line3")
def steps_left_out(first: Positive, between: Vector[M], previous: Positive, last: Positive):
    """Under the maximum stand all steps, in logarithms; those between the first and the last two are left out."""
    log_p = log(first) + total(between) + log(previous) + log(last)
    return correction(
        equal(log_p, log(last * previous * first)), to=equal(log_p, log(last * previous * first) + total(between))
    )


@claim("ift6135-a2/2.2.a.line3#product")
def product_of_all_steps(p: Sequence[Positive], step: Sequence[Positive], between: Sequence[Positive]):
    """p_t = p(w_{1:t}) is the last step, the one before and the product of the others; step_t is p(w_{t+1} | w_t)."""
    assume(equal(p[0], 1), forall(Nat, lambda t: equal(p[t + 1], p[t] * step[t])))
    assume(equal(between[0], 1), forall(Nat, lambda t: equal(between[t + 1], between[t] * step[t])))
    return forall(Nat, lambda t: equal(p[t + 3], step[t + 2] * step[t + 1] * between[t + 1]))


@claim("ift6135-a2/2.2.a.w0")
def begins_with_certainty(p: Scalar, bos: Index[N]):
    """If all the probability of w_0 lies on the first token, it is 1."""
    assume(equal(total(p * unit(bos, N)), 1))
    return equal(p, 1)


@claim("ift6135-a2/2.2.a.line4")
def recurrence(before: Matrix[S, N], P: Matrix[N, N], s: Index[S], h: Index[N], g: Index[S], i: Index[N], j: Index[N]):
    """The best way to end in j, which is (s, h), has the best previous word: the maximum is over i, not over j.

    The best past of i is g, so that δ_{t−1}(i) is p(g, w_{t−1} = i).
    """
    way = lambda s, i: P[i, j] * before[s, i]
    assume(*transitions(P), is_best(way, (s, h), S, N))
    delta = way(s, h)
    known = and_(nonnegative(lambda s, i: before[s, i], S, N), is_best(lambda s: before[s, i], (g,), S))
    over_j = implies(known, is_max(delta, lambda k: P[i, k] * before[g, i], N))
    over_i = lambda earlier: is_max(delta, lambda i: P[i, j] * earlier[i], N)
    right = forall(Vector[N], lambda earlier: implies(are_maxima(earlier, before), over_i(earlier)))
    return correction(over_j, to=right)


@claim("ift6135-a2/2.2.a.line4#first")
def recurrence_at_one(P: Matrix[N, N], bos: Index[N], j: Index[N]):
    """Of the products P_ij δ_0(i), only that of the first token is not zero: p(w_1 = j), sum and maximum."""
    assume(*transitions(P))
    delta_0 = unit(bos, N)
    return and_(ge(P[bos, j], 0), equal(bsum(lambda i: P[i, j] * delta_0[i], N), P[bos, j]))


# --- b: the last word -----------------------------------------------------------------------------------------------


@claim("ift6135-a2/2.2.b.claim")
def last_word_is_best(joint: Matrix[S, N], delta: Vector[N], s: Index[S], j: Index[N]):
    """The last word of a most likely sequence maximises δ_T."""
    assume(are_maxima(delta, joint))
    assume(is_best(lambda s, k: joint[s, k], (s, j), S, N))
    return forall(Index[N], lambda k: le(delta[k], delta[j]))


@claim("ift6135-a2/2.2.b.claim#converse")
def best_last_word_is_of_a_best_sequence(joint: Matrix[S, N], delta: Vector[N], j: Index[N]):
    """Where δ_T is largest, a most likely sequence ends."""
    assume(are_maxima(delta, joint))
    assume(forall(Index[N], lambda k: le(delta[k], delta[j])))
    every = lambda s: forall(Index[S], Index[N], lambda t, k: le(joint[t, k], delta[j]))
    return exists(Index[S], lambda s: and_(ge(joint[s, j], delta[j]), every(s)))


@claim("ift6135-a2/2.2.b")
def last_word_from_the_recurrence(P: Matrix[N, N], earlier: Vector[N], i: Index[N], j: Index[N]):
    """A last word is a j that is best for the maximum over i of P_ij δ_{T−1}(i), not one that is best for some i.

    By the recurrence, the last two words (h, j) of a most likely sequence maximise P_hj δ_{T−1}(h).
    """
    assume(*transitions(P), forall(Index[N], lambda i: ge(earlier[i], 0)))
    step = lambda i, k: P[i, k] * earlier[i]
    is_last = exists(Index[N], lambda h: is_best(step, (h, j), N, N))
    of_maxima = lambda delta: forall(Index[N], lambda k: is_max(delta[k], lambda i: step(i, k), N))
    best_of_maxima = lambda delta: and_(of_maxima(delta), is_best(lambda k: delta[k], (j,), N))
    return correction(
        implies(is_best(lambda k: step(i, k), (j,), N), is_last),
        to=forall(Vector[N], lambda delta: implies(best_of_maxima(delta), is_last)),
    )


# --- c: the words before --------------------------------------------------------------------------------------------


@answer("ift6135-a2/2.2.c", key="")
def rest_factors_out(before: Matrix[S, N], P: Matrix[N, N], odds: Positive, s: Index[S], i: Index[N], j: Index[N]):
    """After w_{t+1} = j the rest has a probability, 1/odds, of its own: the best past of all is the best way to j."""
    assume(is_best(lambda s, i: before[s, i] * P[i, j] / odds, (s, i), S, N))
    return is_best(lambda s, i: before[s, i] * P[i, j], (s, i), S, N)


@claim("ift6135-a2/2.2.c.all-t")
def word_before_is_a_best_predecessor(
    past: Matrix[S, N], step: Vector[N], rest: Scalar, earlier: Vector[N], s: Index[S], i: Index[N]
):
    """A most likely sequence has before w_{t+1} = j a word i at which the maximum of P_ij δ_t(i) is reached.

    In logarithms: `step` holds log P_ij for the word j that follows, `rest` is what comes after j.
    """
    assume(are_maxima(earlier, past), is_best(lambda s, i: past[s, i] + step[i] + rest, (s, i), S, N))
    largest, score = past[s, i] + step[i], lambda k: step[k] + earlier[k]
    return and_(is_max(largest, score, N), ge(score(i), largest))


# --- f: models without the Markov property --------------------------------------------------------------------------


@claim("ift6135-a2/2.2.f.reason")
def markov_property_gives_the_recurrence(
    before: Matrix[S, N], last: Matrix[S, N], step: Vector[N], earlier: Vector[N], s: Index[S], h: Index[N]
):
    """If the step depends on the previous word alone, the best way in is found among the best ways to that word."""
    way = lambda s, i: last[s, i] * before[s, i]
    assume(forall(Index[N], lambda i: ge(step[i], 0)), are_maxima(earlier, before), is_best(way, (s, h), S, N))
    markov = forall(Index[S], Index[N], lambda s, i: equal(last[s, i], step[i]))
    return implies(markov, is_max(way(s, h), lambda i: step[i] * earlier[i], N))


@answer("ift6135-a2/2.2.f.example", key="")
def bigram_model(counts: Matrix[N, N], i: Index[N]):
    """A bigram model qualifies: pairs are counted, and each row divided by its sum gives transition probabilities."""
    row_sum = bsum(lambda j: counts[i, j], N)
    assume(forall(Index[N], lambda j: ge(counts[i, j], 0)), gt(row_sum, 0))
    P = lambda j: counts[i, j] / row_sum
    return and_(equal(bsum(P, N), 1), forall(Index[N], lambda j: ge(P(j), 0)))


# --- code -----------------------------------------------------------------------------------------------------------


def largest(scores):
    """The largest of several numbers."""
    return reduce(maximum, scores)


@claim(conforms_to="ift6135-a2/2.2.a.line4")
def our_best_score_of_three_words(first: Vector[2], steps: Tensor[2, 2, 2]):
    """The code finds the largest of the eight sums of log-probabilities."""
    sums = [first[i] + steps[0, i, j] + steps[1, j, k] for i, j, k in itertools.product(range(2), repeat=3)]
    return computes(code("impls.viterbi:viterbi")(first, steps)[0], largest(sums), within=8)


@claim(conforms_to="ift6135-a2/2.2.d.code.recurrence")
def printed_best_score_of_two_words(first: Vector[2], P: Matrix[2, 2], more: Vector[2]):
    """The printed pseudo-code, from scores of the first word: the best of the four sums is not what it finds."""
    sums = [first[i] + P[i, j] for i, j in itertools.product(range(2), repeat=2)]
    delta = array([[first[0], first[1]], [more[0], more[1]]])
    repairs = (
        "the table begins as zeros",
        "k and the first word of the way back are the argmax of the last row",
        "the way back runs over the rows of pointers",
    )
    call = code("impls.viterbi:viterbi_as_printed")(delta, P)
    return runs(call[0], largest(sums), repairs=repairs, fails=True)


@claim(conforms_to="ift6135-a2/2.2.d.code.recurrence")
def repaired_best_score_of_three_words(first: Vector[2], steps: Tensor[2, 2, 2]):
    """The row above is read, and nothing is added to it but the step: the best of the eight sums, exactly."""
    sums = [first[i] + steps[0, i, j] + steps[1, j, k] for i, j, k in itertools.product(range(2), repeat=3)]
    return runs(
        code("impls.viterbi:viterbi")(first, steps)[0], largest(sums), repairs=("the recurrence, as corrected",)
    )
