"""The indexed normal form: polynomials over factors that carry indices, every repeated bound index summed.

An index is (label, size): a string label is free, a whole number is bound. A size is its canonical text; the size of a
space is "~" and its name (no number belongs to it). A factor is (head, indices). δ is one head for all finite sizes,
the number N is the factor `#N`. Two polynomials are equal for all sizes and values if their canonical forms agree.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from typing import Any

from proofread.trusted.sizes import Size, parse_size

Label = str | int
Index = tuple[Label, str]
Poly = dict[Any, Fraction]  # monomial → coefficient, no zeros; a monomial is a sorted tuple of factors


class Refused(ValueError):
    """The indexed form cannot say this."""


class Head(str):
    """What a factor is a value of: a variable, or a function of other polynomials. It is its own key, a text that says
    all of it: so equal heads are equal texts, whose hash is kept, and monomials are found quickly."""

    __slots__ = ("args", "kind", "name")
    kind: str
    name: str
    args: tuple[Any, ...]

    def __new__(cls, kind: str, name: str = "", args: tuple[Any, ...] = ()) -> Head:
        self = super().__new__(cls, f"{kind}\x1f{name}" + "".join(f"\x1e{frozen_text(a)}\x1d" for a in args))
        for slot, value in (("kind", kind), ("name", name), ("args", args)):
            object.__setattr__(self, slot, value)
        return self

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError("a head is immutable")

    def __delattr__(self, name: str) -> None:
        raise AttributeError("a head is immutable")

    @property
    def key(self) -> str:
        return self

    def __repr__(self) -> str:
        return f"{self.kind}:{self.name}" if not self.args else f"{self.kind}:{self.name}{list(self.args)}"


Factor = tuple[Head, tuple[Index, ...]]
DELTA = Head("δ")


def frozen_text(items: tuple[Any, ...]) -> str:
    """One text for a frozen polynomial, different for different ones."""
    return ";".join(
        f"{c}|" + "*".join(f"{h.key}[{','.join(f'{lab!r}:{size}' for lab, size in ix)}]" for h, ix in m)
        for m, c in items
    )


def freeze(p: Poly) -> tuple[Any, ...]:
    return tuple(sorted(p.items(), key=lambda mc: monomial_key(mc[0])))


def thaw(items: Iterable[Any]) -> Poly:
    return dict(items)


def monomial_key(m: Iterable[Factor]) -> tuple[Any, ...]:
    return tuple([_factor_key(f) for f in m])


def _factor_key(f: Factor) -> tuple[Any, ...]:
    return (f[0], tuple([_index_key(i) for i in f[1]]))


def _index_key(i: Index) -> tuple[int, int, str, str]:
    return (1, i[0], "", i[1]) if isinstance(i[0], int) else (0, 0, i[0], i[1])


# --- arithmetic -----------------------------------------------------------------------------------------------------


def constant(q: Fraction | int) -> Poly:
    return {(): Fraction(q)} if q else {}


def plus(*ps: Poly) -> Poly:
    out: Poly = {}
    for p in ps:
        for m, c in p.items():
            _put(out, m, c)
    return {m: c for m, c in out.items() if c}


def _put(out: Poly, m: tuple[Factor, ...], c: Fraction) -> None:
    out[m] = out[m] + c if m in out else c


def scale(q: Fraction | int, p: Poly) -> Poly:
    return {m: q * c for m, c in p.items()} if q else {}


def times(p: Poly, q: Poly) -> Poly:
    """The product; bound indices are renamed apart first."""
    if len(p) == 1 and () in p:
        return scale(p[()], q)
    if len(q) == 1 and () in q:
        return scale(q[()], p)
    out: Poly = {}
    for m, c in p.items():
        shift = 1 + max((i[0] for _, ix in m for i in ix if isinstance(i[0], int)), default=-1)
        for n, e in q.items():
            moved = [(h, tuple((i[0] + shift, i[1]) if isinstance(i[0], int) else i for i in ix)) for h, ix in n]
            _collect(out, c * e, [*m, *moved])
    return {m: c for m, c in out.items() if c}


def one_factor(head: Head, *indices: Index) -> Poly:
    return normal(Fraction(1), [(head, tuple(indices))])


def delta(i: Index, j: Index) -> Poly:
    return one_factor(DELTA, i, j)


def bind(p: Poly, *indices: Index) -> Poly:
    """Sum over free indices, each named once. A monomial that does not mention one is counted as often as its size
    says. The monomials of p need not be in canonical form."""
    out: Poly = {}
    for m, c in p.items():
        mentioned = {j for _, ix in m for j in ix}
        fresh = 1 + max([j[0] for j in mentioned if isinstance(j[0], int)], default=-1)
        names = {i: (fresh + k, i[1]) for k, i in enumerate(indices) if i in mentioned}
        summed: Poly = {}
        _collect(summed, c, [(h, tuple([names.get(j, j) for j in ix])) for h, ix in m])
        for i in indices:
            summed = summed if i in mentioned else times(summed, count(i[1]))
        for n, e in summed.items():
            _put(out, n, e)
    return {m: c for m, c in out.items() if c}


def rename(p: Poly, by: Mapping[Index, Index]) -> Poly:
    """Rename free indices, several may become one. Sizes must agree."""
    if any(i[1] != j[1] for i, j in by.items()):
        raise Refused("an index was renamed to one of another size")
    out: Poly = {}
    for m, c in p.items():
        _collect(out, c, [(h, tuple(by.get(i, i) for i in ix)) for h, ix in m])
    return {m: c for m, c in out.items() if c}


def count(size: str) -> Poly:
    """The number of values of an index: a polynomial in the named sizes."""
    if size.startswith("~"):
        raise Refused(f"the space {size[1:]} has no number of points; something is integrated without its measure")
    s: Size = parse_size(size, {})
    out = constant(s.const)
    for factors, k in s.monomials:
        out = plus(out, {canonical([(Head("#", name), ()) for name, _ in factors]): Fraction(k)})
    return out


def free_indices(p: Poly) -> set[Index]:
    return {i for m in p for _, ix in m for i in ix if isinstance(i[0], str)}


def heads(p: Poly) -> set[Head]:
    return {h for m in p for h, _ in m}


def map_factors(p: Poly, row: Callable[[Factor], Poly], fresh: Callable[[str], Index]) -> Poly:
    """Replace every factor by a polynomial over the same indices (bound ones are opened, then bound again)."""
    out: Poly = {}
    for m, c in p.items():
        factors, opened = open_bound(m, fresh)
        product = constant(c)
        for f in factors:
            product = times(product, row(f))
        out = plus(out, bind(product, *opened) if opened else product)
    return out


def open_bound(m: Iterable[Factor], fresh: Callable[[str], Index]) -> tuple[list[Factor], list[Index]]:
    """The factors with every bound index replaced by a new free one, and those."""
    names: dict[Index, Index] = {}
    for _, ix in m:
        for i in ix:
            if isinstance(i[0], int) and i not in names:
                names[i] = fresh(i[1])
    return [(h, tuple(names.get(i, i) for i in ix)) for h, ix in m], list(names.values())


# --- canonical form -------------------------------------------------------------------------------------------------


def normal(coefficient: Fraction, factors: list[Factor]) -> Poly:
    """The canonical polynomial of one product. δ is contracted; a loop δ[i,i] counts."""
    out: Poly = {}
    _collect(out, coefficient, factors)
    return out


def _collect(out: Poly, coefficient: Fraction, factors: list[Factor]) -> None:
    kept, loops = contract(factors)
    m = canonical(kept)
    if not loops:
        _put(out, m, coefficient)
        return
    p: Poly = {m: coefficient}
    for size in loops:
        p = times(p, count(size))
    for n, c in p.items():
        _put(out, n, c)


def contract(factors: list[Factor]) -> tuple[list[Factor], list[str]]:
    """Use up every δ that has a bound index. Between free indices it stays, and the others use the lesser one."""
    loops: list[str] = []
    todo = [f for f in factors if f[0] == DELTA]
    if not todo:
        return factors, loops
    rest = [f for f in factors if f[0] != DELTA]
    kept: list[Factor] = []
    while todo:
        i, j = todo.pop()[1]
        if i[1] != j[1] or i[1].startswith("~"):
            raise Refused(f"δ between an index of size {i[1]} and one of size {j[1]}")
        if i == j:
            alone = isinstance(i[0], int) and not any(i in ix for _, ix in (*rest, *todo, *kept))
            loops += [i[1]] if alone else []
            continue
        old, new = (i, j) if isinstance(i[0], int) else (j, i)
        if not isinstance(old[0], int):
            old, new = (i, j) if _index_key(i) > _index_key(j) else (j, i)
            kept = [*_renamed(kept, old, new), (DELTA, (new, old))]
        else:
            kept = _renamed(kept, old, new)
        rest, todo = _renamed(rest, old, new), _renamed(todo, old, new)
        if isinstance(new[0], int) and not any(new in ix for _, ix in (*rest, *todo, *kept)):
            loops.append(new[1])
    return rest + kept, loops


def _renamed(factors: list[Factor], old: Index, new: Index) -> list[Factor]:
    return [(h, tuple(new if k == old else k for k in ix)) for h, ix in factors]


def canonical(factors: list[Factor]) -> tuple[Factor, ...]:
    """Sort the factors and number the bound indices, independently of how they came."""
    if not any(isinstance(i[0], int) for _, ix in factors for i in ix):
        return tuple(sorted(factors, key=_factor_key))
    pieces = _pieces(factors)
    if len(pieces) == 1:
        return _canonical_piece(pieces[0])
    parts = sorted((_canonical_piece(piece) for piece in pieces), key=monomial_key)
    out: list[Factor] = []
    base = 0
    for part in parts:
        out += [(h, tuple((i[0] + base, i[1]) if isinstance(i[0], int) else i for i in ix)) for h, ix in part]
        base += 1 + max((i[0] for _, ix in part for i in ix if isinstance(i[0], int)), default=-1)
    return tuple(out)


def _pieces(factors: list[Factor]) -> list[list[Factor]]:
    """Split into products that share no bound index."""
    pieces: list[tuple[set[Index], list[Factor]]] = []
    for f in factors:
        mine, group = {i for i in f[1] if isinstance(i[0], int)}, [f]
        others = []
        for indices, members in pieces:
            if indices & mine:
                mine, group = mine | indices, members + group
            else:
                others.append((indices, members))
        pieces = [*others, (mine, group)]
    return [group for _, group in pieces]


def _canonical_piece(factors: list[Factor]) -> tuple[Factor, ...]:
    bound = {i for _, ix in factors for i in ix if isinstance(i[0], int)}
    if not bound:
        return tuple(sorted(factors, key=_factor_key))
    return _least(factors, dict.fromkeys(bound, 0))


def _least(factors: list[Factor], colour: dict[Index, int]) -> tuple[Factor, ...]:
    colour = _refine(factors, colour) if len(colour) > 1 else colour
    classes: dict[int, list[Index]] = {}
    for i, c in colour.items():
        classes.setdefault(c, []).append(i)
    tied = next((members for c, members in sorted(classes.items()) if len(members) > 1), None)
    if tied is None:
        rank = {i: n for n, i in enumerate(sorted(colour, key=lambda i: colour[i]))}
        return tuple(sorted(((h, tuple((rank[i], i[1]) if i in rank else i for i in ix)) for h, ix in factors),
                            key=_factor_key))  # fmt: skip
    tries = []
    for chosen in tied:
        split = {i: 2 * c + (1 if c == colour[chosen] and i != chosen else 0) for i, c in colour.items()}
        tries.append(_least(factors, split))
    return min(tries, key=monomial_key)


SMALL = 10  # so many colours sort as numbers as they do as texts: another pass would change nothing


def _refine(factors: list[Factor], colour: dict[Index, int]) -> dict[Index, int]:
    """Colour the bound indices by what they touch until nothing changes."""
    while True:
        signs = [(str(h), tuple((1, colour[i], "") if i in colour else (0, 0, f"{i[0]}:{i[1]}") for i in ix))
                 for h, ix in factors]  # fmt: skip
        seen: dict[Index, str] = {}
        for i, c in colour.items():
            touched = sorted((sign, tuple(k for k, j in enumerate(ix) if j == i))
                             for sign, (_, ix) in zip(signs, factors, strict=True) if i in ix)  # fmt: skip
            seen[i] = repr((c, i[1], touched))
        order = {s: n for n, s in enumerate(sorted(set(seen.values())))}
        fresh = {i: order[s] for i, s in seen.items()}
        apart = len(order)
        if apart == len(set(colour.values())) or (apart == len(colour) <= SMALL):
            return fresh
        colour = fresh
