"""Question 2.4: three ways to decode one small tree. The figure is lost; judged is what the printed numbers say."""

from __future__ import annotations

from proofread import (
    Index,
    Positive,
    Q,
    and_,
    array,
    bsum,
    claim,
    correction,
    equal,
    forall,
    ge,
    gt,
    iff,
    le,
    log,
    lt,
    not_,
    or_,
    total,
)

# Log-probabilities the answers print: of edges, and of sequences.
THE, GREEN, RED = Q("-1.5"), Q("-3.4"), Q("-3.1")  # the; green and red after "the"
AFTER_GREEN, AFTER_RED = Q("-3.3"), Q("-4.5")  # rectangle after "the green" and "the red"
MOST_LIKELY, GREEDY = Q("-8.2"), Q("-9.1")
OF_TWO = ["-4.9", "-4.6", "-4.3", "-4.5"]  # the green, the red, a blue, a red
OF_THREE = ["-9.7", "-9.3", "-9.4", "-9.6"]  # a blue ellipse, a blue square, a red circle, a red square
A_BLUE, A_RED = Q("-4.3"), Q("-4.5")
BEAM = Q("-9.3")


def scores(printed):
    return array([Q(x) for x in printed])


def among_best_two(x, i, places):
    """At most one other entry is larger."""
    return or_(*(and_(*(le(x[m], x[i]) for m in places if m != k)) for k in places if k != i))


@claim("ift6135-a2/2.4.a.sum")
def likeliest_sequence():
    """The three log-probabilities of the green rectangle sum to −8.2."""
    return equal(THE + GREEN + AFTER_GREEN, MOST_LIKELY)


@claim("ift6135-a2/2.4.b.sum")
def greedy_sequence():
    """The three log-probabilities of the red rectangle sum to −9.1."""
    return equal(THE + RED + AFTER_RED, GREEDY)


@claim("ift6135-a2/2.4.c.t2")
def two_words():
    """Two of the four scores are sums of printed edges, and "a blue" and "a red" are the two best of the four."""
    x = scores(OF_TWO)
    best = [among_best_two(x, i, range(4)) for i in range(4)]
    return and_(equal(THE + GREEN, x[0]), equal(THE + RED, x[1]), best[2], best[3], not_(best[0]), not_(best[1]))


@claim("ift6135-a2/2.4.c.t3")
def three_words():
    """Of the four sequences listed, "a blue square" has the largest score."""
    x = scores(OF_THREE)
    return and_(*(gt(x[1], x[i]) for i in (0, 2, 3)))


@claim("ift6135-a2/2.4.c.answer")
def two_sequences_are_asked_for():
    """The beam of width 2 ends with the two best of the four; only one is given, the other is "a red circle"."""
    x = scores(OF_THREE)
    kept = [among_best_two(x, i, range(4)) for i in range(4)]
    only_one = and_(kept[1], *(not_(kept[i]) for i in (0, 2, 3)))
    return correction(only_one, to=and_(kept[1], kept[2], not_(kept[0]), not_(kept[3]), equal(x[2], Q("-9.4"))))


@claim("ift6135-a2/2.4.d.ml")
def maximum_likelihood_beats_greedy():
    """−8.2 is larger than −9.1."""
    return gt(MOST_LIKELY, GREEDY)


@claim("ift6135-a2/2.4.d.beam")
def beam_is_worse_than_greedy():
    """−9.3, the best that the beam lists, is smaller than −9.1."""
    return and_(*(le(x, BEAM) for x in map(Q, OF_THREE)), lt(BEAM, GREEDY))


@claim("ift6135-a2/2.4.d.best")
def maximum_likelihood_is_best():
    """−8.2 is the largest of the scores of three words that are printed."""
    return and_(*(gt(MOST_LIKELY, x) for x in (GREEDY, *map(Q, OF_THREE))))


@claim("ift6135-a2/2.4.d.increase")
def wider_beam_finds_better():
    """Of the four sequences of two words, a beam of 3 keeps one that leads to −9.1, a beam of 4 one to −8.2."""
    x = scores(OF_TWO)
    third = and_(gt(x[2], x[1]), gt(x[3], x[1]), gt(x[1], x[0]))
    better = and_(equal(x[1] + AFTER_RED, GREEDY), equal(x[0] + AFTER_GREEN, MOST_LIKELY))
    return and_(third, better, lt(BEAM, GREEDY), lt(GREEDY, MOST_LIKELY))


# --- Viterbi decoding -----------------------------------------------------------------------------------------------


@claim("ift6135-a2/2.4.a.viterbi")
def tree_is_not_markov():
    """If "red" went on in the same way after "a" as after "the", "a red rectangle" would beat the best listed."""
    return gt(A_RED + AFTER_RED, BEAM)


@claim("ift6135-a2/2.4.a.viterbi#pairs", "ift6135-a2/2.2.f.answer")
def two_models_of_the_same_pairs():
    """Where the whole past counts, what follows each word does not determine the likeliest sequence of three words."""
    first = array([[[Q("3/8"), Q("1/8")], [0, 0]], [[Q("1/8"), Q("3/8")], [0, 0]]])
    second = array([[[Q("1/8"), Q("3/8")], [0, 0]], [[Q("3/8"), Q("1/8")], [0, 0]]])
    law = lambda p: and_(ge(p, 0), equal(total(p), 1))
    begins = lambda p, s, i: bsum(lambda j: p[s, i, j], 2)
    ends = lambda p, i, j: bsum(lambda s: p[s, i, j], 2)
    same = lambda of: forall(Index[2], Index[2], lambda a, b: equal(of(first, a, b), of(second, a, b)))
    every = lambda f: forall(Index[2], Index[2], Index[2], f)
    best_of_first = every(lambda s, i, j: le(first[s, i, j], first[0, 0, 0]))
    return and_(law(first), law(second), same(begins), same(ends), best_of_first, lt(second[0, 0, 0], second[0, 0, 1]))


# --- what a beam keeps ----------------------------------------------------------------------------------------------


@claim("ift6135-a2/2.4.c.rule")
def beam_compares_sequences(past: Positive, word: Positive, other_past: Positive, other_word: Positive):
    """One continuation scores above another when the sequence is more probable, not when its last word is."""
    before = ge(log(past * word), log(other_past * other_word))
    return correction(iff(before, ge(word, other_word)), to=iff(before, ge(past * word, other_past * other_word)))
