"""Question 2.2.d: what the printed pseudo-code of Viterbi decoding reads, writes and returns, in log-probabilities.

`L` holds log P; `past` the log-probabilities p(past, w_t = k) of the S pasts of every word k; `above` and `row` are
two rows of the table one under the other, log δ_t and log δ_{t+1}.
"""

from __future__ import annotations

from proofread import (
    Index,
    Matrix,
    Positive,
    Q,
    Size,
    Vector,
    and_,
    assume,
    bsum,
    claim,
    correction,
    equal,
    exists,
    forall,
    ge,
    gt,
    implies,
    le,
    log,
    same,
)

N, S, T, M = Size("N"), Size("S"), Size("T"), Size("M", min=0)


def is_max(value, f, *over):
    """The value is the largest f(…) over these index ranges."""
    ranges = [Index[n] for n in over]
    return and_(forall(*ranges, lambda *i: le(f(*i), value)), exists(*ranges, lambda *i: ge(f(*i), value)))


def is_best(f, at, *over):
    """f is largest at these indices."""
    return forall(*[Index[n] for n in over], lambda *i: le(f(*i), f(*at)))


def are_maxima(row, past):
    """The row holds, for every word, the largest value over the pasts."""
    return forall(Index[N], lambda k: is_max(row[k], lambda s: past[s, k], S))


def follows(row, above, L):
    """The row holds, for every word, the largest sum of a step and what stands in the row above."""
    return forall(Index[N], lambda j: is_max(row[j], lambda k: L[k, j] + above[k], N))


def loops(*sizes):
    """How often the body of nested loops runs."""
    return bsum(lambda _: loops(*sizes[1:]), sizes[0]) if sizes else Q(1)


# --- what surrounds the code ----------------------------------------------------------------------------------------


@claim("ift6135-a2/2.2.d.bos-eos")
def best_sequence_of_so_many_words(p: Matrix[S, N], s: Index[S], j: Index[N], eos: Index[N]):
    """Found is the best of all sequences of T words; nothing makes it end in a given last word."""
    assume(is_best(lambda s, k: p[s, k], (s, j), S, N))
    return correction(
        is_max(p[s, j], lambda past: p[past, eos], S), to=is_max(p[s, j], lambda past, k: p[past, k], S, N)
    )


@claim("ift6135-a2/2.2.d.prose")
def best_way_in(past: Matrix[S, N], L: Matrix[N, N], above: Vector[N], s: Index[S], h: Index[N], j: Index[N]):
    """The best way into j, which is (s, h), has the largest sum of the log-probabilities of a word and of its step."""
    way = lambda s, k: past[s, k] + L[k, j]
    assume(are_maxima(above, past), is_best(way, (s, h), S, N))
    return is_max(way(s, h), lambda k: L[k, j] + above[k], N)


# --- input and table ------------------------------------------------------------------------------------------------


@claim("ift6135-a2/2.2.d.code.input")
def transitions_enter_as_logarithms(path: Positive, step: Positive):
    """To the log-probability of a path the log-probability of a step is added, not its probability P_ij."""
    return correction(equal(log(path * step), log(path) + step), to=equal(log(path * step), log(path) + log(step)))


@claim("ift6135-a2/2.2.d.code.sum")
def logarithms_add(path: Positive, step: Positive):
    """Products of probabilities are sums of logarithms, and such a sum starts at 0."""
    return and_(equal(log(1), 0), equal(log(path * step), log(path) + log(step)))


@claim("ift6135-a2/2.2.d.code.alloc", "ift6135-a2/2.2.d.code.loop")
def table_is_filled():
    """For T = M + 1 words: the first row and M passes of the inner loop fill the T×N table, M passes the pointers."""
    return and_(equal(loops(N) + loops(M, N), (M + 1) * N), equal(loops(M, N), ((M + 1) - 1) * N))


@claim("ift6135-a2/2.2.d.code.init")
def first_row(p: Positive, bos: Index[N], j: Index[N]):
    """The first row is log δ_1, the log-probability p of the first word; not δ_0, which is 1 or 0."""
    indicator = same(j, bos)
    return correction(equal(log(p), indicator), to=equal(log(p), log(1) + log(p)))


@claim("ift6135-a2/2.2.d.code.recurrence")
def row_from_the_row_above(
    past: Matrix[S, N], L: Matrix[N, N], above: Vector[N], row: Vector[N], delta: Positive, j: Index[N]
):
    """An entry is the largest sum of a step and the row above; δ is not added, the row itself is not read."""
    printed = implies(follows(row, above, L), is_max(row[j], lambda k: delta + (L[k, j] + row[k]), N))
    ways = lambda row: is_max(row[j], lambda s, k: past[s, k] + L[k, j], S, N)
    right = implies(and_(are_maxima(above, past), ways(row)), is_max(row[j], lambda k: L[k, j] + above[k], N))
    return correction(printed, to=right)


@claim("ift6135-a2/2.2.d.code.backpointer")
def pointer_into_the_row_above(
    past: Matrix[S, N], L: Matrix[N, N], above: Vector[N], row: Vector[N], a: Index[N], j: Index[N]
):
    """The pointer is where the sum of a step and the row above is largest, whatever the row itself holds so far."""
    here, there = lambda k: L[k, j] + row[k], lambda k: L[k, j] + above[k]
    none_better = forall(Index[S], Index[N], lambda s, k: le(past[s, k] + L[k, j], there(a)))
    leads = lambda score: implies(is_best(score, (a,), N), none_better)
    assume(are_maxima(above, past))
    return correction(leads(here), to=leads(there))


# --- the way back ---------------------------------------------------------------------------------------------------


@claim("ift6135-a2/2.2.d.code.comment")
def words_that_remain():
    """Of T words, T − 1 remain when the last one is known; N is the size of the vocabulary."""
    return correction(equal(loops(T) - 1, N - 1), to=equal(loops(T) - 1, T - 1))


@claim("ift6135-a2/2.2.d.code.backtrace#rows")
def rows_of_pointers():
    """The loop runs over the T − 1 rows of pointers; N − 1, …, 0 are N rows."""
    return correction(equal(loops(N), T - 1), to=equal(loops(T) - 1, T - 1))


@claim("ift6135-a2/2.2.d.code.backtrace")
def way_back_starts_at_the_best_last_word(L: Matrix[N, N], above: Vector[N], a: Index[N], j: Index[N]):
    """The pointer a of the word j leads along a best sequence if the last entry of j is the largest; not from any j."""
    there = lambda k, i: L[k, i] + above[k]
    assume(is_best(lambda k: there(k, j), (a,), N))
    leads = is_best(there, (a, j), N, N)
    largest_entry = exists(Index[N], lambda b: is_best(there, (b, j), N, N))
    return correction(leads, to=implies(largest_entry, leads))


@claim("ift6135-a2/2.2.d.code.score")
def score_is_the_largest_last_entry(row: Vector[N], best: Index[N], k: Index[N]):
    """The largest log-probability of all sequences is the largest entry of the last row, not the entry of any k."""
    entry = lambda j: row[j]
    of_sequences = lambda p: implies(are_maxima(row, p), is_max(row[best], lambda s, j: p[s, j], S, N))
    right = implies(is_best(entry, (best,), N), forall(Matrix[S, N], of_sequences))
    return correction(is_max(row[k], entry, N), to=right)


@claim("ift6135-a2/2.2.d.code.return")
def score_of_the_sequence(p: Vector[S], y: Index[S]):
    """For a most likely sequence y, the largest log-probability is that of y."""
    assume(forall(Index[S], lambda s: gt(p[s], 0)), is_best(lambda s: p[s], (y,), S))
    return forall(Index[S], lambda s: le(log(p[s]), log(p[y])))
