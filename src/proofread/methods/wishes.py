"""What an instance had better meet besides the hypotheses, so that these can be borne out and the goal can fail.

A statement about all naturals is decided where its sequences stop changing; so they had better move once and then
stop. Nothing rests on these wishes: they only say where to look.
"""

from __future__ import annotations

from collections.abc import Iterable

from proofread.trusted import terms as t
from proofread.trusted.terms import Node, Prop, Term
from proofread.trusted.trees import subnodes

Wish = tuple[Prop, ...]


def wishes(nodes: Iterable[Node]) -> tuple[Wish, ...]:
    """Several wishes to be tried in turn; to have none is one of them, and the only one where there is no sequence."""
    used = {n.data[0]: n for node in nodes for n in subnodes(node) if n.op == "sequence" and isinstance(n, Term)}
    uses = [used[name] for name in sorted(used)]
    return (_joined(map(_ended, uses)), (), _joined(map(_stopped, uses))) if uses else ((),)


def _joined(parts: Iterable[Wish]) -> Wish:
    return tuple(p for part in parts for p in part)


def _member(use: Term, k: int) -> Term:
    return t.sequence(use.data[0], t.const(k), use.shape)


def _ended(use: Term) -> Wish:
    """The first member is not zero, the second is: whatever is linear stays there."""
    return (t.relation("equal", _member(use, 1), 0), _nonzero(_member(use, 0)))


def _stopped(use: Term) -> Wish:
    """The second member is another one than the first, and the third is the second."""
    first, second, third = (_member(use, k) for k in range(3))
    return (t.relation("equal", third, second), _nonzero(second - first))


def _nonzero(x: Term) -> Prop:
    return t.predicate("nonzero", x) if x.shape else t.relation("apart", x, 0)
