"""Question 2.3: beam search as the algorithm is printed."""

from __future__ import annotations

from proofread import (
    Index,
    Matrix,
    Positive,
    Q,
    Scalar,
    Size,
    and_,
    array,
    assume,
    claim,
    correction,
    equal,
    forall,
    gt,
    implies,
    le,
    log,
    lt,
    not_,
    row,
    unit,
)

N, B, T = Size("N"), Size("B"), Size("T")


@claim("ift6135-a2/2.3.heuristic")
def narrow_beam_misses_the_best():
    """Two words: the word that is likelier at first, .6 against .4, is the beginning of the less likely sequences."""
    first, second = array([Q(".6"), Q(".4")]), array([[Q(".5"), Q(".5")], [Q(".9"), Q(".1")]])
    kept, missed = [first[0] * second[0, k] for k in range(2)], first[1] * second[1, 0]
    return and_(gt(first[0], first[1]), *(lt(k, missed) for k in kept))


@claim("ift6135-a2/2.3.alg.init")
def beams_start_apart(p: Positive, q: Positive):
    """Beams that start alike score each word alike and choose one word B times; all but one have to start lower.

    B different sequences are promised: any word (probability p) after the first beam, which starts at 0, has to come
    before every word (q) after another beam.
    """
    ahead = lambda start: gt(0 + log(p), start + log(q))
    low_enough = lambda start: gt(log(p) - log(q), start)
    return correction(ahead(0), to=forall(Scalar, lambda start: implies(low_enough(start), ahead(start))))


@claim("ift6135-a2/2.3.alg.score")
def score_is_a_log_likelihood(prefix: Positive, step: Positive, l: Scalar):
    """If l is the log-likelihood of the partial sequence, the score is that of the sequence with one word more."""
    assume(equal(l, log(prefix)))
    return equal(l + log(step), log(prefix * step))


@claim("ift6135-a2/2.3.alg.select")
def as_many_scores_as_are_selected():
    """There is a b-th largest of the BN scores for every b up to B."""
    return le(B, B * N)


@claim("ift6135-a2/2.3.alg.save")
def sum_stays_a_log_likelihood(parent: Positive, step: Positive, l: Scalar, saved: Scalar):
    """What is saved with sequence b' and word j is the log-likelihood of that sequence with that word."""
    assume(equal(l, log(parent)), equal(saved, l + log(step)))
    return equal(saved, log(parent * step))


@claim("ift6135-a2/2.3.alg.assign")
def partial_sequences_are_taken_over(choice: Matrix[B, B], words: Matrix[B, T], b: Index[B], parent: Index[B]):
    """Assigned from the saved copies, sequence b becomes the old sequence b'."""
    assume(equal(row(choice, b), unit(parent, B)))
    return equal(row(choice @ words, b), row(words, parent))


@claim("ift6135-a2/2.3.alg.assign#copies")
def copies_are_needed():
    """Without the copies, two sequences that change places both become the second."""
    first_from_second, second_from_first = array([[0, 1], [0, 1]]), array([[1, 0], [1, 0]])
    in_place = second_from_first @ first_from_second
    return and_(equal(in_place, first_from_second), not_(equal(in_place, array([[0, 1], [1, 0]]))))
