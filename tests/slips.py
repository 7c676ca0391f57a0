"""Typed slips: a statement with one thing in it changed as people change it by mistake, its sizes checked anew.

Every node above the slip is built again by its own constructor, so that what no longer fits becomes poison.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from proofread.trusted import terms as t
from proofread.trusted.sizes import Size, size_sum
from proofread.trusted.terms import Prop, Term
from proofread.trusted.trees import size_names

HALF = t.const(1) / 2
ONE_MORE = Size((), 1)
Change = Callable[[Any, tuple[Size, ...]], Iterator[Any]]


def slips(goal: Prop) -> Iterator[tuple[str, Prop]]:
    """Every slip at every place of a statement, named after its kind and place, without repetitions."""
    sizes = tuple(Size(((name, least, 1),), 0) for name, least in sorted(size_names(goal)))
    seen = {goal}
    for kind, change in KINDS.items():
        for place, made in _somewhere(goal, change, sizes):
            if made not in seen:
                seen.add(made)
                yield f"{kind} at {place or 'the top'}", made


def _somewhere(n: Any, change: Change, sizes: tuple[Size, ...]) -> Iterator[tuple[str, Any]]:
    """The node with the change made at one place; the place as the numbers of the arguments on the way there."""
    for made in change(n, sizes):
        yield "", made
    for i, a in enumerate(n.args):
        if a not in n.args[:i]:  # what is written once in a claim, as the x of norm2(x) = Σ x·x, slips once
            for place, other in _somewhere(a, change, sizes):
                yield f"{i}{place}", remade(n, tuple(other if b == a else b for b in n.args))


def remade(n: Any, args: tuple[Any, ...]) -> Any:
    """The same operator over other arguments; poison where their sizes do not fit."""
    if isinstance(n, Prop):
        return t.relation(n.op, *args) if isinstance(args[0], Term) and len(args) == 2 else Prop(n.op, args, n.data)
    fixed = n.op in ("apply", "array", "sequence") and any(
        a.shape != b.shape for a, b in zip(args, n.args, strict=True)
    )
    if fixed and not (n.op == "apply" and n.data[1] == "entrywise"):
        return next((a for a in args if a.op == "ill"), t.ill(f"{n.op} of another shape"))
    return MAKERS[n.op](n, args)


def _plain(make: Callable[..., Term]) -> Callable[[Term, tuple[Term, ...]], Term]:
    return lambda n, args: make(*args)


MAKERS: dict[str, Callable[[Term, tuple[Term, ...]], Term]] = {
    **{name: _plain(getattr(t, name)) for name in (
        "add", "mul", "maximum", "matmul", "transpose", "recip", "exp", "log", "sqrt", "tanh", "sign", "floor", "inv",
        "pinv", "trace", "diagonal", "diag", "total", "entry",
    )},
    "abs": _plain(t.absolute),
    "power": lambda n, args: t.power(args[0], n.data[0]),
    "natpow": _plain(t.power),
    "apply": lambda n, args: t.apply(*n.data, args[0], n.shape),
    "array": lambda n, args: Term("array", args, (), n.shape),
    "sequence": lambda n, args: t.sequence(n.data[0], args[0], n.shape),
    "deriv": lambda n, args: t.deriv(n.data[0], *args),
    "bsum": lambda n, args: t.bsum(n.data[0], *args),
    "integral": lambda n, args: t.integral(n.data[0], *args),
}  # fmt: skip


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
    """One factor of a matrix product."""
    for k, a in enumerate(x.args if x.op == "matmul" else ()):
        other = a.args[0] if a.op == "transpose" else t.transpose(a)
        yield t.matmul(*x.args[:k], other, *x.args[k + 1 :])


def _swapped(x: Any, sizes: tuple[Size, ...]) -> Iterator[Term]:
    """The factors of a matrix product."""
    if x.op == "matmul":
        yield t.matmul(x.args[1], x.args[0])


def _size(x: Any, sizes: tuple[Size, ...]) -> Iterator[Term]:
    """Another size of the statement, or one more; as a number, or as that of an identity."""
    if x.op not in ("size", "eye"):
        return
    here = x.data[0] if x.op == "size" else x.shape[0]
    for other in (*(s for s in sizes if s != here), size_sum([(1, here), (1, ONE_MORE)])):
        yield t.number(other) if x.op == "size" else t.eye(other)


def _square(x: Any, sizes: tuple[Size, ...]) -> Iterator[Term]:
    """x for x², also where that is written x·x."""
    if (x.op == "power" and x.data[0] == 2) or (x.op == "mul" and x.args[0] == x.args[1]):
        yield x.args[0]


def _inverse(x: Any, sizes: tuple[Size, ...]) -> Iterator[Term]:
    """A for A⁻¹ or A⁺, x for 1/x or √x."""
    if x.op in ("inv", "pinv", "recip", "sqrt"):
        yield x.args[0]


KINDS: dict[str, Change] = {
    "sign": _sign, "factor": _factor, "transpose": _transposed, "swap": _swapped, "size": _size,
    "square dropped": _square, "term dropped": _dropped, "inverse dropped": _inverse,
}  # fmt: skip
