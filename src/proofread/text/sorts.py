"""What a symbol is declared to be: size, size(min=0), matrix[N, d], space, density[Z] …"""

from __future__ import annotations

from difflib import get_close_matches
from math import prod
from typing import Any

from proofread.language.sizes import Size, plain
from proofread.language.sorts import FunctionSort, MadeSort, Sort, Space
from proofread.text import arguments
from proofread.text.errors import no_method
from proofread.text.evaluating import Scope, argument
from proofread.text.limits import MOST_ENTRIES, MOST_SIZE
from proofread.text.syntax import Call, Compared, Expression, Indexed, Name, Number
from proofread.text.words import PLANNED_SORTS, SIZES, SORTS, SPACES, SortRow


def size_or_space(name: str, node: Expression, scope: Scope) -> Size | Space | None:
    """The size or space that `node` declares under this name; None where it declares something else."""
    if isinstance(node, Name) and node.name in SPACES:
        return Space(name, SPACES[node.name])
    if isinstance(node, Name) and node.name in SIZES:
        return Size(name)
    if isinstance(node, Call) and isinstance(node.function, Name) and node.function.name in SIZES:
        named = dict(node.named)
        if node.args or list(named) != ["min"]:
            raise scope.fail(node.at, "a size is declared without more, or with its least value", "write size(min=0)")
        return Size(name, _least(named["min"], scope))
    if isinstance(node, Compared) and isinstance(node.first, Name) and node.first.name in SIZES:
        sign, at, bound = node.rest[0]
        if sign != ">=" or len(node.rest) > 1:
            raise scope.fail(at, "a size is bounded from below", "write size >= 0")
        return Size(name, _least(bound, scope))
    return None


def _least(node: Expression, scope: Scope) -> int:
    if not isinstance(node, Number) or not node.text.isdigit() or int(node.text) > MOST_SIZE:
        raise scope.fail(node.at, "the least value of a size", f"a whole number from 0 to {MOST_SIZE}")
    return int(node.text)


def sort(node: Expression, scope: Scope) -> Any:
    """The sort of terms or functions that is written."""
    name, row = _row(node, scope)
    given = node.where if isinstance(node, Indexed) else ()
    wanted = len(row.takes)
    if not wanted <= len(given) <= wanted + len(row.rest) * (7 if name in ("tensor", "Tensor") else 1):
        shown = f"{name}[{', '.join('Z' if k == 'z' else 'n' for k in row.takes)}]" if wanted else name
        raise scope.fail(node.at, f"{name} with {len(given)} parameters", f"write {shown}")
    kinds = row.takes + row.rest * (len(given) - wanted)
    parameters = tuple(_parameter(k, p, scope) for k, p in zip(kinds, given, strict=True))
    known = [plain(p) for k, p in zip(kinds, parameters, strict=True) if k == "n"]
    if prod(max(s.const, 1) for s in known if s.is_number) > MOST_ENTRIES:
        raise scope.fail(node.at, f"more than {MOST_ENTRIES} entries", "use a symbol for a size")
    made = row.made[parameters] if parameters else row.made
    assert isinstance(made, Sort | MadeSort | FunctionSort)
    return made


def _row(node: Expression, scope: Scope) -> tuple[str, SortRow]:
    of = node.of if isinstance(node, Indexed) else node
    if not isinstance(of, Name):
        raise scope.fail(node.at, "this is no sort", "write scalar, vector[n], matrix[N, d] …")
    if of.name in PLANNED_SORTS:
        raise no_method(scope.source, of.at, of.name)
    if of.name not in SORTS:
        near = get_close_matches(of.name, [*SORTS, *SIZES, *SPACES], 1)
        raise scope.fail(of.at, f"{of.name} is no sort", f"did you mean {near[0]}?" if near else "write scalar …")
    return of.name, SORTS[of.name]


def _parameter(kind: str, node: Expression, scope: Scope) -> Any:
    if kind == "n":
        if isinstance(node, Name) and node.name not in scope.names:
            raise scope.fail(node.at, f"{node.name} is not declared", f'declare it: let = {{{node.name} = "size"}}')
        return arguments.size(argument("n", node, scope), scope, node.at)
    return argument(kind, node, scope)
