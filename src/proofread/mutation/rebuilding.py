"""One place of a tree changed, and every node above it built again by its own constructor, so that what no longer
fits becomes poison."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from proofread.trusted import scalar_terms as scalars
from proofread.trusted import terms as t
from proofread.trusted import terms_matrices as tm
from proofread.trusted.terms import Prop, Term
from proofread.trusted.trees import free_variables

Change = Callable[[Any], Iterator[Any]]


def somewhere(
    n: Any, change: Change, wanted: Callable[[str], bool] = lambda place: True, here: str = ""
) -> Iterator[tuple[str, Any]]:
    """The node with the change made at one wanted place; the place as the numbers of the arguments on the way there.
    `here`: where the node itself stands."""
    for made in change(n) if wanted(here) else ():
        yield "", made
    for i, a in enumerate(n.args):
        sides = isinstance(n, Prop)
        if sides or a not in n.args[:i]:  # what a claim writes once, as the x of norm2(x) = Σ x·x, slips once
            for place, other in somewhere(a, change, wanted, f"{here}.{i}" if here else str(i)):
                made = remade(n, tuple(other if k == i or (b == a and not sides) else b for k, b in enumerate(n.args)))
                if made is not None:
                    yield f"{i}.{place}" if place else str(i), made


def replaced(n: Any, by: dict[Term, Term]) -> Any:
    """Free variables replaced by others, of any size. None where that cannot be written."""
    if n in by or not n.args:
        return by.get(n, n)
    parts = tuple(replaced(a, by) for a in n.args)
    return None if any(p is None for p in parts) else remade(n, parts)


def remade(n: Any, args: tuple[Any, ...]) -> Any:
    """The same operator over other arguments; poison where their sizes do not fit, None where it takes no such thing
    (an exponent that is no natural number)."""
    if isinstance(n, Prop) and n.op in ("forall", "exists"):
        idle = n.data[0].op == "var" and n.data[0] not in free_variables(args[0])  # there are always reals
        return args[0] if idle else Prop(n.op, args, n.data)
    if isinstance(n, Prop):
        return t.relation(n.op, *args) if isinstance(args[0], Term) and len(args) == 2 else Prop(n.op, args, n.data)
    fixed = n.op in ("array", "sequence") or (n.op == "apply" and n.data[1] != "entrywise")
    if fixed and any(a.shape != b.shape for a, b in zip(args, n.args, strict=True)):
        return next((a for a in args if a.op == "ill"), t.ill(f"{n.op} of another shape"))
    try:
        return MAKERS[n.op](n, args)
    except TypeError:
        return None


def _plain(make: Callable[..., Term]) -> Callable[[Term, tuple[Term, ...]], Term]:
    return lambda n, args: make(*args)


MAKERS: dict[str, Callable[[Term, tuple[Term, ...]], Term]] = {
    **{name: _plain(getattr(t, name)) for name in (
        "add", "mul", "maximum", "matmul", "transpose", "recip", "exp", "log", "sqrt", "tanh", "sign", "floor", "inv",
        "pinv", "trace", "diagonal", "diag", "total", "entry", "is_zero",
    )},
    "abs": _plain(t.absolute),
    **{name: _plain(getattr(scalars, name)) for name in ("sin", "cos", "atan")},
    **{op: lambda n, args: scalars.MAKERS[n.op](n.data[0], *args) for op in scalars.MAKERS},
    **{name: _plain(getattr(tm, name)) for name in ("det", "rank", "kron", "vec", "above", "beside")},
    "power": lambda n, args: t.power(args[0], n.data[0]),
    "natpow": _plain(t.power),
    "apply": lambda n, args: t.apply(n.data[0], n.data[1], args[0], n.shape),
    "array": lambda n, args: Term("array", args, (), n.shape),
    "sequence": lambda n, args: t.sequence(n.data[0], args[0], n.shape),
    "deriv": lambda n, args: t.deriv(n.data[0], *args),
    "bsum": lambda n, args: t.bsum(n.data[0], *args),
    "integral": lambda n, args: t.integral(n.data[0], *args),
}  # fmt: skip
