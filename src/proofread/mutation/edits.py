"""What people and scanners change by mistake, one thing at a time: the changes of one node, by kind.

What can only make a statement weaker (≥ for >, one side of an "and" dropped) is no slip: nothing could tell it from
the truth.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Any

from proofread.mutation.rebuilding import Change, remade, replaced
from proofread.trusted import terms as t
from proofread.trusted.nodes import connective, quantifier
from proofread.trusted.sizes import ONE, Size, size_sum
from proofread.trusted.terms import Prop, Term
from proofread.trusted.trees import free_variables

Sizes = tuple[Size, ...]
HALF = t.const(1) / 2
SIDED = ("equal", "ge", "gt")
PREDICATES = ("apart", "nonzero", "invertible", "full_rank", "psd", "pd", "exists")


def changes(sizes: Sizes) -> dict[str, Change]:
    """Every kind of slip; `sizes`: those of the statement. The order is that in which a reader would suspect them."""
    return {
        "sign": _sign,
        "factor": _factor,
        "transpose": _transposed,
        "swapped factors": _swapped,
        "power": _power,
        "inverse dropped": _inverse,
        "mean for sum": _mean,
        "size": lambda x: _size(x, sizes),
        "number": _number,
        "index": _index,
        "exchanged": _exchanged,
        "relation": _relation,
        "entrywise product": _entrywise,
        "term dropped": _dropped,
        "case dropped": _case,
        "logic": _logic,
    }


def is_zero(x: Any) -> bool:
    """Written as zero: a change of it changes nothing."""
    return (x.op == "const" and x.data[0] == 0) or (x.op == "mul" and any(is_zero(a) for a in x.args))


def _addends(x: Any) -> Iterator[tuple[int, Any]]:
    """Those that are not written as zero, by place."""
    return ((k, a) for k, a in enumerate(x.args if x.op == "add" else ()) if not is_zero(a))


def _sign(x: Any) -> Iterator[Any]:
    """Of one addend, or of a whole side."""
    if x.op in SIDED and not is_zero(x.args[1]):
        yield t.relation(x.op, x.args[0], -x.args[1])
    for k, a in _addends(x):
        yield t.add(*x.args[:k], -a, *x.args[k + 1 :])


def _factor(x: Any) -> Iterator[Any]:
    """½ or 2 before a side, 2 before an addend, a number or its reciprocal left out of a product."""
    if x.op in SIDED and not is_zero(x.args[1]):
        yield t.relation(x.op, x.args[0], HALF * x.args[1])
        yield t.relation(x.op, x.args[0], 2 * x.args[1])
    for k, a in _addends(x):
        yield t.add(*x.args[:k], 2 * a, *x.args[k + 1 :])
    if x.op == "mul":
        for a, b in (x.args, x.args[::-1]):
            plain = a.args[0] if a.op == "recip" else a
            if plain.op in ("const", "size") and a != t.const(-1) and not is_zero(a):
                yield b


def _transposed(x: Any) -> Iterator[Any]:
    """One factor of a matrix product, one square addend or side, or what an entry is taken from."""
    if x.op not in ("matmul", "add", "entry", "equal"):
        return
    for k, a in enumerate(x.args):
        if len(a.shape) == 2 and (x.op in ("matmul", "entry") or a.shape[0] == a.shape[1]):
            other = a.args[0] if a.op == "transpose" else t.transpose(a)
            yield remade(x, (*x.args[:k], other, *x.args[k + 1 :]))


def _swapped(x: Any) -> Iterator[Any]:
    if x.op == "matmul":
        yield t.matmul(x.args[1], x.args[0])


def _power(x: Any) -> Iterator[Any]:
    """One factor too few: x for x², also where that is written x·x. One step on: a power or a member too far."""
    if x.op == "power" and x.data[0] >= 2:
        yield x.args[0] if x.data[0] == 2 else t.power(x.args[0], x.data[0] - 1)
    elif x.op == "mul" and x.args[0] == x.args[1]:
        yield x.args[0]
    elif x.op == "nat":
        yield t.add(x, 1)


def _inverse(x: Any) -> Iterator[Any]:
    """A for A⁻¹ or A⁺, x for 1/x, √x or |x|."""
    if x.op in ("inv", "pinv", "recip", "sqrt", "abs"):
        yield x.args[0]


def _mean(x: Any) -> Iterator[Any]:
    count = _counted(x)
    if count is not None and not count.is_one:
        yield x / t.number(count)


def _counted(x: Any) -> Size | None:
    """How many things are summed up."""
    if x.op == "bsum":
        size: Size = x.data[0].data[1]
        return size
    if x.op not in ("total", "trace"):
        return None
    axes = [s for s in x.args[0].shape if not s.is_one]
    return axes[0] if axes and (len(axes) == 1 or x.op == "trace") else None


def _size(x: Any, sizes: Sizes) -> Iterator[Any]:
    """Another size of the statement, one more or one less; as a number, or as that of an identity."""
    if x.op == "size":
        yield from map(t.number, (*_others(x.data[0], sizes), size_sum([(1, x.data[0]), (-1, ONE)])))
    elif x.op == "eye":
        yield from map(t.eye, _others(x.shape[0], sizes))


def _others(here: Size, sizes: Sizes) -> Sizes:
    return (*(s for s in sizes if s != here), size_sum([(1, here), (1, ONE)]))


def _number(x: Any) -> Iterator[Any]:
    """A digit misread. A minus sign is a slip of its own."""
    if x.op == "const" and x.data[0] != -1:
        yield t.const(x.data[0] + 1)


def _index(x: Any) -> Iterator[Any]:
    """A[j, i] for A[i, j]."""
    if x.op != "entry":
        return
    for k, m in combinations(range(1, len(x.args)), 2):
        at = list(x.args)
        at[k], at[m] = at[m], at[k]
        if at[k] != at[m] and not t.is_nat(at[k]):
            yield t.entry(*at)


def _exchanged(x: Any) -> Iterator[Any]:
    """Two variables of an integral that have one shape and one space, as in KL(p ‖ q) for KL(q ‖ p)."""
    if x.op != "integral":
        return
    found = {v for v in free_variables(x) if isinstance(v, Term) and v.op == "var" and v.data[1] == x.data[0]}
    for a, b in combinations(sorted(found, key=lambda v: str(v.data[0])), 2):
        if a.shape == b.shape:
            yield replaced(x, {a: b, b: a})


def _relation(x: Any) -> Iterator[Any]:
    if x.op in ("ge", "gt"):
        yield t.relation(x.op, x.args[1], x.args[0])
    if x.op == "ge":
        yield t.relation("gt", *x.args)
    if x.op == "psd":
        yield t.predicate("pd", x.args[0])


def _entrywise(x: Any) -> Iterator[Any]:
    if x.op == "matmul" and x.args[0].shape == x.args[1].shape:
        yield t.mul(*x.args)


def _dropped(x: Any) -> Iterator[Any]:
    """One addend."""
    for k, _ in _addends(x):
        left = x.args[:k] + x.args[k + 1 :]
        yield t.add(*left) if len(left) > 1 else left[0]


def _case(x: Any) -> Iterator[Any]:
    """One of several possibilities, or one argument of a maximum."""
    if x.op == "maximum":
        yield from x.args
    elif x.op == "or":
        for k in range(len(x.args)):
            left = x.args[:k] + x.args[k + 1 :]
            yield left[0] if len(left) == 1 else connective("or", *left)


def _logic(x: Any) -> Iterator[Any]:
    """Is not for is, the converse, all for some."""
    if not isinstance(x, Prop):
        return
    if x.op in PREDICATES:
        yield connective("not", x)
    elif x.op == "not":
        yield x.args[0]
    elif x.op == "implies":
        yield connective("implies", x.args[1], x.args[0])
    elif x.op == "iff":
        yield connective("iff", x.args[0], connective("not", x.args[1]))
    if x.op == "exists":
        yield quantifier("forall", x.data[0], x.args[0])


# --- the other way round --------------------------------------------------------------------------------------------


def mendings(sizes: Sizes) -> dict[str, Change]:
    """What puts back what a slip left out: ½, a square, a root, an inverse, the number of summands."""
    return {"factor": _halved, "power": _squared, "inverse": _inverted, "mean or sum": lambda x: _scaled(x, sizes)}


def _halved(x: Any) -> Iterator[Any]:
    for k, a in enumerate(x.args if x.op == "add" else ()):
        yield t.add(*x.args[:k], HALF * a, *x.args[k + 1 :])


def _squared(x: Any) -> Iterator[Any]:
    if isinstance(x, Term) and not x.shape and x.op not in ("const", "index", "nat"):
        yield t.power(x, 2)
        yield t.sqrt(x)


def _inverted(x: Any) -> Iterator[Any]:
    if not isinstance(x, Term) or x.op in ("const", "index", "nat", "eye"):
        return
    if not x.shape:
        yield t.recip(x)
    elif len(x.shape) == 2 and x.shape[0] == x.shape[1]:
        yield t.inv(x)


def _scaled(x: Any, sizes: Sizes) -> Iterator[Any]:
    for s in sizes if x.op in SIDED and not is_zero(x.args[1]) else ():
        yield t.relation(x.op, x.args[0], x.args[1] * t.number(s))
        yield t.relation(x.op, x.args[0], x.args[1] / t.number(s))
