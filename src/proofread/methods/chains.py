"""Chains of matrices as words: hypotheses and goal whose monomials run from one axis to another go to the word search,
and the cofactors it finds come back as contexts and glue. Nothing here is trusted.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from proofread.methods import words as w
from proofread.methods.cofactors import Cofactor, Combination, Lemma
from proofread.trusted.combination import Fact, fixed
from proofread.trusted.indexed import DELTA, Factor, Head, Index, Poly

END = ("", "1")  # the missing axis of a column, a row or a scalar
Term = tuple[Fraction, tuple[Factor, ...]]


class NotAChain(ValueError):
    """A trace, an entrywise product or an outer scalar: the word search cannot say this."""


class Alphabet:
    """Heads as letters, and back."""

    def __init__(self) -> None:
        self.heads: dict[str, Head] = {}

    def name(self, head: Head) -> str:
        name = f"{head.key}"
        self.heads[name] = head
        return name

    def letter(self, f: Factor, i: Index, j: Index) -> w.Letter:
        """The factor as a letter from index i to index j."""
        head, indices = f
        pair = (*indices, END) if len(indices) == 1 else indices
        flipped = pair != (i, j)
        return w.Letter(self.name(head), flipped, i[1], j[1])

    def element(self, p: Poly, rows: Index, cols: Index) -> dict[tuple[w.Monomial, w.Word], Fraction]:
        out: dict[tuple[w.Monomial, w.Word], Fraction] = {}
        for m, c in p.items():
            key = self.chain(m, rows, cols)
            out[key] = out.get(key, Fraction(0)) + c
        return out

    def chain(self, m: tuple[Factor, ...], rows: Index, cols: Index) -> tuple[w.Monomial, w.Word]:
        """One monomial as scalars and a word from `rows` to `cols`."""
        scalars: dict[str, int] = {}
        links = []
        for f in m:
            if not f[1]:
                name = self.name(f[0])
                scalars[name] = scalars.get(name, 0) + 1
            elif len(f[1]) > 2:
                raise NotAChain("a factor with three indices")
            else:
                links.append(f)
        letters = self._walk(links, rows, cols)
        return tuple(sorted(scalars.items())), w.Word(rows[1], tuple(letters), cols[1])

    def _walk(self, links: list[Factor], rows: Index, cols: Index) -> list[w.Letter]:
        at, todo = rows, list(links)
        letters: list[w.Letter] = []
        while todo:
            here = [f for f in todo if at in (f[1] if len(f[1]) == 2 else (*f[1], END))]
            if not here or (at != END and len(here) > 1) or (at == END and letters):
                at, here = self._through_one(at, cols, todo, letters)
            f = here[0]
            pair = f[1] if len(f[1]) == 2 else (*f[1], END)
            after = pair[1] if pair[0] == at else pair[0]
            todo.remove(f)
            if f[0] != DELTA:
                letters.append(self.letter(f, at, after))
            at = after
        if at != cols:
            raise NotAChain("the chain does not end at the second axis")
        return letters

    def _through_one(
        self, at: Index, cols: Index, todo: list[Factor], letters: list[w.Letter]
    ) -> tuple[Index, list[Factor]]:
        """u[i]·v[j] is u·vᵀ, through the size 1. Only from a finished column to a started row."""
        if at != END or not letters:
            raise NotAChain("the factors do not form one chain")
        ends = [f for f in todo if len(f[1]) == 1]
        if len(ends) != 1:
            raise NotAChain("more than one column is left")
        return END, ends


def readings(p: Poly) -> list[tuple[Index, Index]]:
    """The pairs of axes a polynomial may run between (one orientation; the search knows the transposes)."""
    free = sorted({i for m in p for _, ix in m for i in ix if isinstance(i[0], str)}, key=str)
    if any(fixed(i) for i in free) or len(free) > 2:
        return []
    if not free:
        return [(END, END)]
    return [(free[0], END)] if len(free) == 1 else [(free[0], free[1])]


def find(goal: Poly, facts: Sequence[Fact], *, work: int = 6000) -> Combination | None:
    """Cofactors and lemmas with goal = Σ cofactors, where goal and facts are chains."""
    alphabet, relations, sources = Alphabet(), [], []
    ends = readings(goal)
    if not ends:
        return None
    try:
        target = alphabet.element(goal, *ends[0])
    except (NotAChain, ValueError):
        return None
    for k, fact in enumerate(facts):
        if fact.kind != "equal" or not fact.poly:
            continue
        for pair in readings(fact.poly):
            try:
                relations.append(alphabet.element(fact.poly, *pair))
            except (NotAChain, ValueError):
                continue
            sources.append((k, pair))
    try:
        steps = w.derive(target, relations, work=work)
    except ValueError:
        return None
    if steps is None:
        return None
    return _combination(alphabet, steps, sources, len(facts), ends[0])


def _combination(
    alphabet: Alphabet, steps: Sequence[w.Step], sources: list[tuple[int, tuple[Index, Index]]],
    count: int, ends: tuple[Index, Index],
) -> Combination:  # fmt: skip
    lemmas: list[Lemma] = []
    all_sources = list(sources)
    cofactors: tuple[Cofactor, ...] = ()
    for n, step in enumerate(steps):
        last = n == len(steps) - 1
        shape = w.shape(step.element)
        own = ends if last or shape is None else _own_axes(*shape)
        cofactors = tuple(_cofactor(alphabet, c, all_sources, own) for c in step.cofactors)
        if not last:
            poly = tuple((q, _monomial(alphabet, s, word, own)) for (s, word), q in step.element.items())
            lemmas.append(Lemma(poly, cofactors))
            all_sources.append((count + n, own))
    return Combination(cofactors, (), tuple(lemmas))


def _own_axes(rows: str, cols: str) -> tuple[Index, Index]:
    return (END if rows == "1" else ("_0", rows)), (END if cols == "1" else ("_1", cols))


def _monomial(alphabet: Alphabet, s: w.Monomial, word: w.Word, ends: tuple[Index, Index]) -> tuple[Factor, ...]:
    scalars = [(alphabet.heads[name], ()) for name, power in s for _ in range(power)]
    return tuple(scalars) + tuple(_spell(alphabet, word, ends[0], ends[1], "?m"))


def _spell(alphabet: Alphabet, word: w.Word, start: Index, end: Index, mark: str) -> list[Factor]:
    """The letters as factors; a bound place is the dummy ?mark0, ?mark1, … and a place of size 1 has no index."""
    if not word.letters:
        return [] if start == end else [(DELTA, (start, end))]
    places = [start, *(END if x.cols == "1" else (f"?{mark}{k}", x.cols) for k, x in enumerate(word.letters[:-1])), end]
    out = []
    for x, i, j in zip(word.letters, places, places[1:], strict=False):
        pair = (j, i) if x.transposed else (i, j)
        out.append((alphabet.heads[x.name], tuple(p for p in pair if p != END)))
    return out


def _cofactor(
    alphabet: Alphabet, c: w.Cofactor, sources: list[tuple[int, tuple[Index, Index]]], ends: tuple[Index, Index]
) -> Cofactor:
    """left · relation · right: the relation's axes are glued to where left ends and right begins."""
    number, (rows, cols) = sources[c.relation]
    left_end = ends[0] if not c.left.letters else END if c.left.cols == "1" else ("?l", c.left.cols)
    right_start = ends[1] if not c.right.letters else END if c.right.rows == "1" else ("?r", c.right.rows)
    scalars = [(alphabet.heads[name], ()) for name, power in c.scalar for _ in range(power)]
    context = [*scalars, *_spell(alphabet, c.left, ends[0], left_end, "a"),
               *_spell(alphabet, c.right, right_start, ends[1], "b")]  # fmt: skip
    if rows == END and cols == END and (left_end, right_start) != (END, END):
        context += [] if left_end == right_start else [(DELTA, (left_end, right_start))]
        return Cofactor(c.coefficient, tuple(context), number, ())
    first, second = (right_start, left_end) if c.transposed else (left_end, right_start)
    glue = [(i, j) for i, j in ((rows, first), (cols, second)) if i != END]
    return Cofactor(c.coefficient, tuple(context), number, tuple(glue))
