"""What is said of a term is said of its equal: for every relation and predicate, and for nothing else."""

from __future__ import annotations

import pytest

from proofread.trusted.terms import Prop, predicate, relation
from tests.trusted.attacks import CLEAR, A, B, X, accepted, eq, refused, s

SAID = {
    **{name: (lambda a, name=name: predicate(name, a)) for name in ("nonzero", "invertible", "full_rank", "psd", "pd")},
    **{name: (lambda a, name=name: relation(name, a, B)) for name in ("equal", "ge", "gt", "apart")},
}


@pytest.mark.parametrize("name", sorted(SAID))
def test_what_is_said_of_a_matrix_is_said_of_its_equal(name: str) -> None:
    """Of A + A and of 2A; not of A and of 2A."""
    said, parts = SAID[name], [CLEAR] * len(SAID[name](A).args)
    accepted([said(A + A)], said(2 * A), ["congruent", 0, *parts])
    refused([said(A)], said(2 * A), ["congruent", 0, *parts], "left over")
    refused([said(A)], said(X), ["congruent", 0, *parts], "shape") if name in ("nonzero", "full_rank") else None
    refused([said(A + A)], said(2 * A), ["congruent", 0, *parts, CLEAR], "not the same predicate")


@pytest.mark.parametrize("op", ["and", "or", "implies", "iff", "not"])
def test_connectives_are_not_said_of_terms(op: str) -> None:
    parts = (eq(s, 0),) if op == "not" else (eq(s, 0), eq(s, 1))
    said = Prop(op, parts, ())
    refused([said], said, ["congruent", 0, *[CLEAR] * len(parts)], "not the same predicate")
