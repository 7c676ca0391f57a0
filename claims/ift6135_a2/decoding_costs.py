"""Questions 2.1, 2.2.e, 2.3, 2.4.d: how many sequences there are, and what the four ways to decode cost."""

from __future__ import annotations

from proofread import (
    Nat,
    Q,
    Scalar,
    Sequence,
    Size,
    and_,
    assume,
    big_o,
    bsum,
    claim,
    convention,
    equal,
    exists,
    forall,
    gt,
    le,
)

N, T, B = Size("N"), Size("T"), Size("B")
V = Size("V", min=2)  # a vocabulary with a word beside the first token


def loops(*sizes):
    """How often the body of nested loops runs."""
    return bsum(lambda _: loops(*sizes[1:]), sizes[0]) if sizes else Q(1)


def power_of_two(k):
    return Q(2) ** k


# --- how many sequences ---------------------------------------------------------------------------------------------


@claim("ift6135-a2/2.1", "ift6135-a2/2.2.d.naive", "ift6135-a2/2.4.d.cost")
def number_of_sequences(count: Sequence[Scalar], never_again=convention(0, 1)):
    """One sequence is the first token alone; each sequence goes on with any word (convention: but the token)."""
    longer = lambda t: bsum(lambda word: count[t], N) - never_again * count[t]
    assume(equal(count[0], 1), forall(Nat, lambda t: equal(count[t + 1], longer(t))))
    return forall(Nat, lambda t: equal(count[t], N**t))


@claim("ift6135-a2/2.2.d.sumlog", "ift6135-a2/2.2.e.naive")
def enumeration_against_viterbi(t: Nat):
    """With t + 2 words, to add up all sequences costs N^t times what Viterbi does, twice that for one word more."""
    enumeration, viterbi = lambda words: words * V**words, lambda words: words * V * V
    return and_(equal(enumeration(t + 2), V**t * viterbi(t + 2)), le(2 * V**t, V ** (t + 1)))


@claim("ift6135-a2/2.4.d.cost-greedy")
def enumeration_against_greedy(t: Nat):
    """One word more adds one choice among the words to greedy decoding; enumeration has at least twice as much."""
    sequences, choices = lambda words: V**words, lambda words: words * V
    return and_(le(2 * sequences(t), sequences(t + 1)), equal(choices(t + 1), choices(t) + V))


# --- Viterbi --------------------------------------------------------------------------------------------------------


@claim("ift6135-a2/2.2.e.loops")
def viterbi_loops():
    """A loop over T, in it one over N, in it a maximum over N: T·N·N sums are compared."""
    return equal(loops(T, N, N), T * N * N)


@claim("ift6135-a2/2.2.e.time")
def viterbi_time():
    """The sums compared are O(T·N·N)."""
    return big_o(lambda t, n: t * n * n, lambda t, n: t * n * n, 2)


@claim("ift6135-a2/2.2.e.time#all")
def viterbi_time_in_all():
    """The first row and the steps after it take at most twice T·N·N."""
    return le(loops(N) + (T - 1) * loops(N, N), 2 * (T * N * N))


@claim("ift6135-a2/2.2.e.space")
def viterbi_space(with_input=convention(0, 1)):
    """Scores, pointers and the sequence are at most three times T·N numbers (convention: the matrix P counts, too)."""
    return le(loops(T, N) + (T - 1) * loops(N) + loops(T) + with_input * loops(N, N), 3 * (T * N))


# --- beam search ----------------------------------------------------------------------------------------------------


@claim("ift6135-a2/2.3.first-term")
def beam_scores():
    """At each step N scores for each of B sequences are computed."""
    return equal(loops(B, N), B * N)


@claim("ift6135-a2/2.3.second-term")
def sorting(comparisons: Sequence[Scalar]):
    """Sorting n = 2^k scores by merging halves takes n log₂ n comparisons."""
    n = power_of_two
    halves = forall(Nat, lambda k: equal(comparisons[k + 1], 2 * comparisons[k] + n(k + 1)))
    assume(equal(comparisons[0], 0), halves)
    return forall(Nat, lambda k: equal(comparisons[k], n(k) * k))


@claim("ift6135-a2/2.3.time-sort")
def time_with_sorting(comparisons: Sequence[Scalar]):
    """T steps that compute n = BN = 2^k scores and sort them take T(n + n log₂ n)."""
    n = power_of_two
    halves = forall(Nat, lambda k: equal(comparisons[k + 1], 2 * comparisons[k] + n(k + 1)))
    assume(equal(comparisons[0], 0), halves)
    return forall(Nat, lambda k: equal(T * (n(k) + comparisons[k]), T * (n(k) + n(k) * k)))


@claim("ift6135-a2/2.3.time-select")
def time_with_selection(comparisons: Sequence[Scalar]):
    """Where each partition of quick selection halves what is left, n = BN = 2^k scores cost at most 3/2·T(n + n)."""
    n = power_of_two
    halved = forall(Nat, lambda k: equal(comparisons[k + 1], comparisons[k] + n(k + 1)))
    assume(equal(comparisons[0], 1), halved)
    return forall(Nat, lambda k: le(T * (n(k) + comparisons[k]), Q("3/2") * (T * (n(k) + n(k)))))


@claim("ift6135-a2/2.3.time-select#unlucky")
def unlucky_partitions(comparisons: Sequence[Scalar]):
    """Partitions that set one score aside make n(n − 1)/2 comparisons: only a good pivot makes the time linear."""
    assume(equal(comparisons[0], 0), forall(Nat, lambda n: equal(comparisons[n + 1], comparisons[n] + n)))
    quadratic = lambda n: n * (n - 1) / 2
    exceeds = lambda c, n: gt(T * (n + quadratic(n)), c * (T * (n + n)))
    beyond = forall(Nat, lambda c: exists(Nat, lambda n: exceeds(c, n), witness=c + c + c + c + 2))
    return and_(forall(Nat, lambda n: equal(comparisons[n], quadratic(n))), beyond)


@claim("ift6135-a2/2.3.depends")
def sorting_against_selection(k: Nat):
    """For n = BN = 2^k scores, sorting costs (1 + log₂ n)/2 times the T(n + n) of a linear selection."""
    n = power_of_two(k)
    return equal(T * (n + n * k), (1 + k) / 2 * (T * (n + n)))


@claim("ift6135-a2/2.3.space")
def beam_space():
    """BN scores, B sums and two copies of B sequences of T + 1 words are at most five times BN + BT numbers."""
    return le(loops(B, N) + loops(B) + 2 * loops(B, T + 1), 5 * (B * N + B * T))


@claim("ift6135-a2/2.3.practical")
def vocabulary_of_twice_the_words(t: Nat, b: Nat, n: Nat):
    """Twice the words cost the beam (with linear selection) twice as much, Viterbi four times."""
    beam, viterbi = lambda n: t * (b * n + b * n), lambda n: t * n * n
    return and_(equal(beam(2 * n), 2 * beam(n)), equal(viterbi(2 * n), 4 * viterbi(n)))


@claim("ift6135-a2/2.3.practical#better")
def beam_against_viterbi(t: Nat, b: Nat):
    """For any width, from some vocabulary on the beam costs no more than Viterbi."""
    cheaper = lambda n: le(t * (b * n + b * n), t * n * n)
    return exists(Nat, lambda least: forall(Nat, lambda k: cheaper(least + k)), witness=b + b)
