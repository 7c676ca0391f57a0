"""Facts about indices as numbers, and about [x = 0]."""

from __future__ import annotations

from proofread.trusted import terms as t
from proofread.trusted.fact_rows import UNIT, ZERO, Row, apart, eq, fact, ge
from proofread.trusted.terms import Term


@fact("index")
def index_nonnegative(i: Term) -> Row:
    """Indices count from 0."""
    return (), ge(i, ZERO)


@fact("index")
def index_below_size(i: Term) -> Row:
    """An index over n places is at most n − 1."""
    return (), ge(t.number(i.data[1]) - 1, i)


@fact("any")
def is_zero_of_apart(x: Term) -> Row:
    return (apart(x),), eq(t.is_zero(x), ZERO)


@fact("any")
def is_zero_of_zero(x: Term) -> Row:
    return (eq(x, ZERO),), eq(t.is_zero(x), UNIT)
