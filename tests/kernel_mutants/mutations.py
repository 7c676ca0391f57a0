"""Small changes to a module of the kernel, one at a time: comparisons, conditions, numbers, conditions left out.

Left alone are what cannot be about truth: annotations, docstrings, messages of errors, what is printed, asserts (they
are notes for the type checker), names of modules.
"""

from __future__ import annotations

import ast
import copy
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import CodeType

SHOWN_ONLY = {"__repr__", "remainder"}  # functions whose result is read by people and decides nothing
COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
CALCULATED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult, ast.Mod: ast.Add,
    ast.Pow: ast.Mult, ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr,
}  # fmt: skip
NAMES = {
    "any": "all", "all": "any", "min": "max", "max": "min", "ZERO": "UNIT", "UNIT": "ZERO", "gt": "ge", "ge": "gt",
    "eq": "ge",
}  # fmt: skip
GENERIC = {"tuple", "dict", "list", "set", "frozenset", "Callable", "Mapping"}
BOOLEAN = (ast.Compare, ast.BoolOp)


@dataclass(frozen=True)
class Mutant:
    """One change. `line` is where it is today; the other fields name it for good."""

    module: str
    function: str  # qualified name; "" outside of functions
    old: str
    new: str
    nth: int  # among changes of the same text in the same function
    line: int
    live: bool  # inside a function, so that it can be put into a running program
    code: CodeType

    @property
    def key(self) -> str:
        return f"{self.module}:{self.function or '-'}: {self.old} → {self.new}" + (f" #{self.nth}" if self.nth else "")


@dataclass(frozen=True)
class Place:
    """Where a node stands: the field of its parent, and the position there if the field is a list."""

    parent: ast.AST
    field: str
    position: int | None
    function: str
    live: bool

    def get(self) -> ast.AST:
        value = getattr(self.parent, self.field)
        return value if self.position is None else value[self.position]  # type: ignore[no-any-return]

    def put(self, node: ast.AST) -> None:
        if self.position is None:
            setattr(self.parent, self.field, node)
        else:
            getattr(self.parent, self.field)[self.position] = node


def mutants(file: Path, module: str) -> Iterator[Mutant]:
    """Every change to the file, in the order of its lines."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    seen: Counter[tuple[str, str, str]] = Counter()
    for place in list(places(tree, "", False)):
        node = place.get()
        for new in replacements(node, place):
            texts = (place.function, ast.unparse(node), ast.unparse(new))
            if texts[1] == texts[2]:
                continue
            place.put(_located(new, node))
            code = compile(tree, str(file), "exec", dont_inherit=True)
            place.put(node)
            yield Mutant(module, *texts, seen[texts], getattr(node, "lineno", 0), place.live, code)
            seen[texts] += 1


def function_at(file: Path) -> dict[int, str]:
    """The qualified name of the innermost function of each line that is in one."""
    found: dict[int, str] = {}

    def visit(node: ast.AST, name: str) -> None:
        for child in ast.iter_child_nodes(node):
            inner, _ = _scope(child, name)
            if isinstance(child, ast.FunctionDef):
                found.update(dict.fromkeys(range(child.lineno, (child.end_lineno or child.lineno) + 1), inner))
            visit(child, inner)

    visit(ast.parse(file.read_text(encoding="utf-8")), "")
    return found


def headers(file: Path) -> set[int]:
    """The lines of functions that are run where they are defined: decorators, names, defaults."""
    found: set[int] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef):
            first = min([node.lineno, *(d.lineno for d in node.decorator_list)])
            found.update(range(first, node.body[0].lineno))
    return found


def _located(new: ast.AST, old: ast.AST) -> ast.AST:
    return ast.fix_missing_locations(ast.copy_location(new, old))


def places(node: ast.AST, function: str, live: bool) -> Iterator[Place]:
    """Places of all nodes that may be changed, outermost first."""
    for field, value in ast.iter_fields(node):
        if (type(node), field) in _LEFT_ALONE:
            continue
        items = list(enumerate(value)) if isinstance(value, list) else [(None, value)]
        for position, child in items:
            if not isinstance(child, ast.AST) or _left_alone(node, field, position, child):
                continue
            own, inside = _scope(child, function)
            lives = live or (field == "body" and isinstance(node, ast.FunctionDef | ast.Lambda))
            yield Place(node, field, position, own, lives)
            if not inside:
                yield from places(child, own, lives)


def _scope(child: ast.AST, function: str) -> tuple[str, bool]:
    if isinstance(child, ast.FunctionDef | ast.ClassDef):
        name = f"{function}.{child.name}" if function else child.name
        return name, child.name in SHOWN_ONLY
    return function, False


_LEFT_ALONE = {
    (ast.FunctionDef, "returns"), (ast.arg, "annotation"), (ast.AnnAssign, "annotation"), (ast.AnnAssign, "target"),
    (ast.Assign, "targets"), (ast.Raise, "exc"),
}  # fmt: skip


def _left_alone(parent: ast.AST, field: str, position: int | None, child: ast.AST) -> bool:
    if isinstance(child, ast.Import | ast.ImportFrom | ast.Assert | ast.JoinedStr):
        return True
    if isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant):
        return True  # a docstring
    if isinstance(child, ast.Subscript) and isinstance(child.value, ast.Name) and child.value.id in GENERIC:
        return True  # a type
    if isinstance(child, ast.Assign) and isinstance(child.targets[0], ast.Name):
        return child.targets[0].id in ("__all__", "__slots__")
    message = isinstance(parent, ast.Call) and isinstance(parent.func, ast.Name) and parent.func.id == "need"
    return message and field == "args" and position == 1


def replacements(node: ast.AST, place: Place) -> Iterator[ast.AST]:
    """What may stand there instead."""
    row = _ROWS.get(type(node))
    if row is not None:
        yield from row(node)
    parent, field = place.parent, place.field
    if isinstance(node, ast.expr) and _is_condition(parent, field, node):
        yield from (ast.Constant(b) for b in ((False,) if isinstance(parent, ast.While) else (True, False)))


def _is_condition(parent: ast.AST, field: str, node: ast.expr) -> bool:
    if isinstance(node, ast.Constant):
        return False
    tested = field == "test" or (isinstance(parent, ast.comprehension) and field == "ifs")
    return tested or (isinstance(parent, ast.Return) and isinstance(node, BOOLEAN))


def _compare(node: ast.Compare) -> Iterator[ast.AST]:
    for k, op in enumerate(node.ops):
        new = copy.deepcopy(node)
        new.ops[k] = COMPARED[type(op)]()
        yield new


def _bool_op(node: ast.BoolOp) -> Iterator[ast.AST]:
    yield ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
    for k in range(len(node.values)):
        rest = node.values[:k] + node.values[k + 1 :]
        yield rest[0] if len(rest) == 1 else ast.BoolOp(node.op, rest)


def _unary(node: ast.UnaryOp) -> Iterator[ast.AST]:
    if isinstance(node.op, ast.Not | ast.USub):
        yield node.operand


def _binary(node: ast.BinOp) -> Iterator[ast.AST]:
    if isinstance(node.op, ast.MatMult):
        yield ast.BinOp(node.right, node.op, node.left)
    elif type(node.op) in CALCULATED:
        yield ast.BinOp(node.left, CALCULATED[type(node.op)](), node.right)


def _aug_assign(node: ast.AugAssign) -> Iterator[ast.AST]:
    if type(node.op) in CALCULATED:
        yield ast.AugAssign(node.target, CALCULATED[type(node.op)](), node.value)


def _constant(node: ast.Constant) -> Iterator[ast.AST]:
    if isinstance(node.value, bool):
        yield ast.Constant(not node.value)
    elif isinstance(node.value, int):
        yield ast.Constant(node.value + 1)
    elif isinstance(node.value, str):
        yield ast.Constant(node.value + "X")


def _name(node: ast.Name) -> Iterator[ast.AST]:
    if node.id in NAMES and isinstance(node.ctx, ast.Load):
        yield ast.Name(NAMES[node.id], ast.Load())


def _call(node: ast.Call) -> Iterator[ast.AST]:
    if isinstance(node.func, ast.Name) and node.func.id in ("gt", "ge") and len(node.args) == 2:
        yield ast.Call(node.func, node.args[::-1], node.keywords)


def _display(node: ast.Tuple | ast.List | ast.Set) -> Iterator[ast.AST]:
    if isinstance(getattr(node, "ctx", ast.Load()), ast.Load):
        for k in range(len(node.elts) if not isinstance(node, ast.Set) or len(node.elts) > 1 else 0):
            new = copy.copy(node)
            new.elts = node.elts[:k] + node.elts[k + 1 :]
            yield new


def _dict(node: ast.Dict) -> Iterator[ast.AST]:
    for k in range(len(node.keys)):
        yield ast.Dict(node.keys[:k] + node.keys[k + 1 :], node.values[:k] + node.values[k + 1 :])


def _statement(node: ast.Expr | ast.Raise) -> Iterator[ast.AST]:
    yield ast.Pass()


_ROWS: dict[type[ast.AST], Callable[..., Iterator[ast.AST]]] = {
    ast.Compare: _compare, ast.BoolOp: _bool_op, ast.UnaryOp: _unary, ast.BinOp: _binary, ast.AugAssign: _aug_assign,
    ast.Constant: _constant, ast.Name: _name, ast.Call: _call, ast.Tuple: _display, ast.List: _display,
    ast.Set: _display, ast.Dict: _dict, ast.Expr: _statement, ast.Raise: _statement,
    ast.Break: lambda node: iter([ast.Continue()]), ast.Continue: lambda node: iter([ast.Break()]),
}  # fmt: skip
