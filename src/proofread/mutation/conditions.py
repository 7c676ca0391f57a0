"""The missing condition: of a refuted statement, the weakest of the usual side conditions under which it is proved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, permutations

from proofread.audit.verdicts import Proved, Refuted, Verdict
from proofread.mutation.nearby import UNLIKELY
from proofread.mutation.run import Settings, verdicts_of
from proofread.mutation.slips import sizes_of
from proofread.trusted import terms as t
from proofread.trusted.kernel import Sequent
from proofread.trusted.nodes import connective
from proofread.trusted.obligations import obligations
from proofread.trusted.printing import text
from proofread.trusted.sizes import Size
from proofread.trusted.terms import Prop, Term
from proofread.trusted.trees import free_variables

MOST = 32  # conditions tried one by one
PAIRED = 9  # of those that are compatible, tried two at a time where none does alone


@dataclass(frozen=True)
class Condition:
    """What was missing; a pair of conditions where no single one will do."""

    said: tuple[Prop, ...]

    @property
    def text(self) -> str:
        return " and ".join(text(p) for p in self.said)

    @property
    def prop(self) -> Prop:
        return self.said[0] if len(self.said) == 1 else connective("and", *self.said)


def usual(sequent: Sequent) -> tuple[Prop, ...]:
    """The side conditions that such statements tend to forget, for their variables and sizes: what they need to be
    defined, then the others. Not what is assumed already, and not the goal."""
    nodes = (*sequent.hypotheses, sequent.goal)
    found = {v for n in nodes for v in free_variables(n) if isinstance(v, Term) and v.op == "var"}
    variables = sorted(found, key=lambda v: (str(v.data[0]), str(v.shape)))
    made = [*obligations(nodes)]
    for v in variables:
        made += _of_variable(v)
    for a, b in combinations(variables, 2):
        made += _of_two(a, b)
    made += _of_sizes(sizes_of(sequent))
    known = (*sequent.hypotheses, sequent.goal)
    return tuple(p for p in dict.fromkeys(made) if p not in known)[:MOST]


def _of_variable(v: Term) -> Iterator[Prop]:
    if v.data[1] is not None:
        yield from _of_random(v)
    elif not v.shape:
        yield from _of_scalar(v)
    elif len(v.shape) == 2 and v.shape[1].is_one:
        yield from _of_column(v)
    elif len(v.shape) == 2:
        yield from _of_square(v) if v.shape[0] == v.shape[1] else _of_tall(v)


def _of_scalar(v: Term) -> Iterator[Prop]:
    yield t.relation("apart", v, 0)
    yield t.relation("ge", v, 0)
    yield t.relation("gt", v, 0)
    yield t.relation("ge", 1, v)
    yield t.relation("ge", v, 1)


def _of_column(v: Term) -> Iterator[Prop]:
    """Not zero, centred, of length one, entries positive."""
    yield t.predicate("nonzero", v)
    yield t.relation("equal", t.total(v), 0)
    yield t.relation("equal", t.matmul(v.T, v), 1)
    yield t.relation("ge", v, 0)
    yield t.relation("gt", v, 0)


def _of_square(v: Term) -> Iterator[Prop]:
    """Invertible, symmetric, (semi)definite, orthonormal."""
    symmetric = t.relation("equal", v.T, v)
    yield t.predicate("invertible", v)
    yield symmetric
    yield connective("and", symmetric, t.predicate("psd", v))
    yield connective("and", symmetric, t.predicate("pd", v))
    yield _orthonormal(v)


def _of_tall(v: Term) -> Iterator[Prop]:
    """Of full column rank, centred, orthonormal columns."""
    yield t.predicate("full_rank", v)
    yield t.relation("equal", t.matmul(t.ones(v.shape[0], 1).T, v), 0)
    yield _orthonormal(v)


def _orthonormal(v: Term) -> Prop:
    return t.relation("equal", t.matmul(v.T, v), t.eye(v.shape[1]))


def _of_random(v: Term) -> Iterator[Prop]:
    """Centred; a density: positive, of integral one."""
    space = v.data[1]
    if space[1]:
        yield t.relation("equal", t.integral(space, v), 0)
        if not v.shape:
            yield t.relation("equal", t.integral(space, t.power(v, 2)), 1)
        elif v.shape[1].is_one:
            yield t.relation("equal", t.integral(space, t.matmul(v, v.T)), t.eye(v.shape[0]))
    else:
        yield t.relation("gt", v, 0)
        yield t.relation("equal", t.integral(space, v), 1)


def _of_two(a: Term, b: Term) -> Iterator[Prop]:
    """Different, ordered; orthogonal; commuting; uncorrelated."""
    if a.shape != b.shape or (a.data[1] != b.data[1]):
        return
    if a.data[1] is not None:
        if a.data[1][1] and not a.shape:
            mean = t.integral(a.data[1], a) * t.integral(b.data[1], b)
            yield t.relation("equal", t.integral(a.data[1], a * b), mean)
    elif not a.shape:
        yield t.relation("apart", a, b)
        yield t.relation("ge", a, b)
        yield t.relation("ge", b, a)
    elif len(a.shape) == 2 and a.shape[1].is_one:
        yield t.relation("equal", t.matmul(a.T, b), 0)
    elif len(a.shape) == 2 and a.shape[0] == a.shape[1]:
        yield t.relation("equal", t.matmul(a, b), t.matmul(b, a))


def _of_sizes(sizes: Sequence[Size]) -> Iterator[Prop]:
    for s in sizes:
        yield t.relation("ge", t.number(s), 2)
    for a, b in permutations(sizes, 2):
        yield t.relation("ge", t.number(a), t.number(b))
        yield t.relation("gt", t.number(a), t.number(b))


# --- the search -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Tried:
    """A condition under which the statement was looked at."""

    condition: Condition
    sequent: Sequent
    verdict: Verdict

    @property
    def proved(self) -> bool:
        return isinstance(self.verdict, Proved)


@dataclass(frozen=True)
class Conditions:
    """The weakest ones under which a statement is proved, and how many were tried."""

    weakest: tuple[Tried, ...]
    tried: int


def missing(sequents: Sequence[Sequent], settings: Settings) -> tuple[list[Conditions], bool]:
    """Of each the conditions under which it is proved, without those that demand more than another one does; and
    whether no safety net ended a search. Pairs are tried where no single condition will do."""
    singles, whole = _tried(sequents, [[Condition((p,)) for p in usual(s)] for s in sequents], settings)
    pairs, wholly = _tried(sequents, [_pairs(of) for of in singles], settings)
    proved = [[x for x in (*one, *two) if x.proved] for one, two in zip(singles, pairs, strict=True)]
    weakest, entirely = _weakest(sequents, proved, settings)
    counts = [len(one) + len(two) for one, two in zip(singles, pairs, strict=True)]
    found = [Conditions(w, n) for w, n in zip(weakest, counts, strict=True)]
    return found, whole and wholly and entirely


def _tried(
    sequents: Sequence[Sequent], conditions: Sequence[Sequence[Condition]], settings: Settings
) -> tuple[list[list[Tried]], bool]:
    given = [(s, [(c, Sequent((*s.hypotheses, *c.said), s.goal)) for c in of])
             for s, of in zip(sequents, conditions, strict=True)]  # fmt: skip
    found, whole = verdicts_of([(q, UNLIKELY) for _, of in given for _, q in of], settings)
    answers = iter(found)
    return [[Tried(c, q, next(answers)) for c, q in of] for _, of in given], whole


def _pairs(singles: Sequence[Tried]) -> list[Condition]:
    """Of those that may be combined, where none does alone: the ones under which it is not refuted come first."""
    if any(x.proved for x in singles):
        return []
    likely = sorted(singles, key=lambda x: isinstance(x.verdict, Refuted))[:PAIRED]
    return [Condition((*a.condition.said, *b.condition.said)) for a, b in combinations(likely, 2)]


def _weakest(
    sequents: Sequence[Sequent], proved: Sequence[Sequence[Tried]], settings: Settings
) -> tuple[list[tuple[Tried, ...]], bool]:
    """Without every condition from which a weaker one of them follows, as far as that is proved."""
    ordered = [list(permutations(range(len(of)), 2)) for of in proved]
    asked = [
        (Sequent((*s.hypotheses, *of[a].condition.said), of[b].condition.prop), {"prove": True})
        for s, of, pairs in zip(sequents, proved, ordered, strict=True) for a, b in pairs
    ]  # fmt: skip
    found, whole = verdicts_of(asked, settings)
    answers = iter(found)
    out = []
    for of, pairs in zip(proved, ordered, strict=True):
        follows = {p for p in pairs if isinstance(next(answers), Proved)}
        stronger = {a for a, b in follows if (b, a) not in follows or b < a}
        out.append(tuple(x for k, x in enumerate(of) if k not in stronger))
    return out, whole
