"""Typed slips: a statement with one thing in it changed as people change it by mistake, its sizes checked anew.

Every node above the slip is built again by its own constructor, so that what no longer fits becomes poison.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations
from typing import Any

from proofread.mutation.rebuilding import remade, replaced
from proofread.trusted import terms as t
from proofread.trusted.kernel import Sequent
from proofread.trusted.sizes import Size, size_sum
from proofread.trusted.terms import Term
from proofread.trusted.trees import free_variables, size_names

HALF = t.const(1) / 2
ONE_MORE = Size((), 1)
Change = Callable[[Any, tuple[Size, ...]], Iterator[Any]]


def slips(sequent: Sequent) -> Iterator[tuple[str, Sequent]]:
    """Every slip at every place of the goal, named after its kind and place, without repetitions; last, variables
    declared with another size. A goal whose sizes no longer fit is kept: it is for others to see that."""
    nodes = (*sequent.hypotheses, sequent.goal)
    sizes = tuple(Size(((name, least, 1),), 0) for name, least in sorted({s for n in nodes for s in size_names(n)}))
    seen = {sequent.digest}
    for name, made in (*_in_goal(sequent, sizes), *_declared(sequent, sizes)):
        if made.digest not in seen:
            seen.add(made.digest)
            yield name, made


def _in_goal(sequent: Sequent, sizes: tuple[Size, ...]) -> Iterator[tuple[str, Sequent]]:
    for kind, change in KINDS.items():
        for place, goal in _somewhere(sequent.goal, change, sizes):
            yield f"{kind} at {place or 'the top'}", Sequent(sequent.hypotheses, goal)


def _somewhere(n: Any, change: Change, sizes: tuple[Size, ...]) -> Iterator[tuple[str, Any]]:
    """The node with the change made at one place; the place as the numbers of the arguments on the way there."""
    for made in change(n, sizes):
        yield "", made
    for i, a in enumerate(n.args):
        if a not in n.args[:i]:  # what is written once in a claim, as the x of norm2(x) = Σ x·x, slips once
            for place, other in _somewhere(a, change, sizes):
                yield f"{i}{place}", remade(n, tuple(other if b == a else b for b in n.args))


def _declared(sequent: Sequent, sizes: tuple[Size, ...]) -> Iterator[tuple[str, Sequent]]:
    """A variable of the goal with one axis of another size, wherever the statement has it."""
    found = {v for v in free_variables(sequent.goal) if isinstance(v, Term) and v.op == "var"}
    for v in sorted(found, key=lambda v: str(v.data[0])):
        for k, here in enumerate(v.shape):
            for other in () if here.is_one else _others(here, sizes):
                wrong = t.var(v.data[0], (*v.shape[:k], other, *v.shape[k + 1 :]), v.data[1])
                hypotheses = tuple(replaced(h, {v: wrong}) for h in sequent.hypotheses)
                yield f"size of {v.data[0]}", Sequent(hypotheses, replaced(sequent.goal, {v: wrong}))


# --- kinds of slips -------------------------------------------------------------------------------------------------


def _sign(x: Any, sizes: tuple[Size, ...]) -> Iterator[Any]:
    """Of one addend, or of a whole side."""
    if x.op == "equal":
        yield t.relation("equal", x.args[0], -x.args[1])
    for k, a in enumerate(x.args if x.op == "add" else ()):
        yield t.add(*x.args[:k], -a, *x.args[k + 1 :])


def _dropped(x: Any, sizes: tuple[Size, ...]) -> Iterator[Term]:
    """One addend."""
    for k in range(len(x.args)) if x.op == "add" else ():
        left = x.args[:k] + x.args[k + 1 :]
        yield t.add(*left) if len(left) > 1 else left[0]


def _factor(x: Any, sizes: tuple[Size, ...]) -> Iterator[Any]:
    """½ before a side, 2 before an addend, a number or its reciprocal left out of a product."""
    if x.op == "equal":
        yield t.relation("equal", x.args[0], HALF * x.args[1])
    for k, a in enumerate(x.args if x.op == "add" else ()):
        yield t.add(*x.args[:k], 2 * a, *x.args[k + 1 :])
    if x.op == "mul":
        for a, b in (x.args, x.args[::-1]):
            plain = a.args[0] if a.op == "recip" else a
            if plain.op in ("const", "size") and a != t.const(-1):
                yield b


def _transposed(x: Any, sizes: tuple[Size, ...]) -> Iterator[Term]:
    """One factor of a matrix product, one addend that is no number, or what an entry is taken from."""
    if x.op not in ("matmul", "add", "entry"):
        return
    for k, a in enumerate(x.args):
        if a.shape:
            other = a.args[0] if a.op == "transpose" else t.transpose(a)
            yield remade(x, (*x.args[:k], other, *x.args[k + 1 :]))


def _swapped(x: Any, sizes: tuple[Size, ...]) -> Iterator[Term]:
    """The factors of a matrix product."""
    if x.op == "matmul":
        yield t.matmul(x.args[1], x.args[0])


def _exchanged(x: Any, sizes: tuple[Size, ...]) -> Iterator[Term]:
    """Two variables of an integral that have one shape and one space, as in KL(p ‖ q) for KL(q ‖ p)."""
    if x.op != "integral":
        return
    found = {v for v in free_variables(x) if isinstance(v, Term) and v.op == "var" and v.data[1] == x.data[0]}
    for a, b in combinations(sorted(found, key=lambda v: str(v.data[0])), 2):
        if a.shape == b.shape:
            yield replaced(x, {a: b, b: a})


def _size(x: Any, sizes: tuple[Size, ...]) -> Iterator[Term]:
    """Another size of the statement, or one more; as a number, or as that of an identity."""
    if x.op == "size":
        yield from map(t.number, _others(x.data[0], sizes))
    elif x.op == "eye":
        yield from map(t.eye, _others(x.shape[0], sizes))


def _others(here: Size, sizes: tuple[Size, ...]) -> tuple[Size, ...]:
    return (*(s for s in sizes if s != here), size_sum([(1, here), (1, ONE_MORE)]))


def _space(x: Any, sizes: tuple[Size, ...]) -> Iterator[Term]:
    """The integral over a space that nothing in it lives on."""
    if x.op == "integral":
        yield t.integral((f"{x.data[0][0]}2", x.data[0][1]), x.args[0])


def _square(x: Any, sizes: tuple[Size, ...]) -> Iterator[Term]:
    """x for x², also where that is written x·x."""
    if (x.op == "power" and x.data[0] == 2) or (x.op == "mul" and x.args[0] == x.args[1]):
        yield x.args[0]


def _inverse(x: Any, sizes: tuple[Size, ...]) -> Iterator[Term]:
    """A for A⁻¹ or A⁺, x for 1/x or √x."""
    if x.op in ("inv", "pinv", "recip", "sqrt"):
        yield x.args[0]


KINDS: dict[str, Change] = {
    "sign": _sign, "factor": _factor, "transpose": _transposed, "swap": _swapped, "exchange": _exchanged,
    "size": _size, "space": _space,
    "square dropped": _square, "term dropped": _dropped, "inverse dropped": _inverse,
}  # fmt: skip
