"""What a reader sees in a term: a quotient, a norm, a unit vector. Shared by the printers; nothing rests on it."""

from __future__ import annotations

from proofread.trusted.terms import Node
from proofread.trusted.trees import free_variables, rebuild


def signed(n: Node) -> tuple[bool, Node]:
    """Whether a minus sign stands in front, and what it stands in front of."""
    if n.op == "const" and n.data[0] < 0:
        return True, rebuild(n, (), (-n.data[0],))
    if n.op not in ("mul", "matmul"):
        return False, n
    minus, first = signed(n.args[0])
    if not minus:
        return False, n
    one = n.op == "mul" and first.op == "const" and first.data[0] == 1
    return True, n.args[1] if one else rebuild(n, (first, n.args[1]))


def is_zero(n: Node) -> bool:
    """Zeros of a shape are written 0 times ones."""
    return bool(n.op == "mul" and n.args[0].op == "const" and n.args[0].data[0] == 0 and n.args[1].op == "ones")


def quotient(n: Node) -> tuple[Node, Node] | None:
    """Numerator and denominator of a product with a scalar reciprocal."""
    if n.op == "mul" and n.args[1].op == "recip" and not n.args[1].shape:
        return n.args[0], n.args[1].args[0]
    return None


def inner_product(n: Node) -> tuple[Node, Node] | None:
    """The two tensors whose entrywise product is summed."""
    if n.op != "total":
        return None
    body = n.args[0]
    if body.op == "power" and body.data[0] == 2:
        return body.args[0], body.args[0]
    return tuple(body.args) if body.op == "mul" and all(a.shape for a in body.args) else None


def norm_of(n: Node) -> Node | None:
    """x, if the term is ‖x‖."""
    pair = inner_product(n.args[0]) if n.op == "sqrt" and not n.shape else None  # type: ignore[attr-defined]
    return pair[0] if pair and pair[0] == pair[1] else None


def derivative_of_function(n: Node) -> tuple[str, str] | None:
    """(function, how the derivative is written) where a function itself is differentiated: ∇L, f′, DF."""
    v, body = n.data[0], n.args[0]
    if body.op == "total" and body.args[0].op == "apply" and body.args[0].data[1] == "entrywise":
        body = body.args[0]  # the sum of f(v_i) has the gradient f′(v_i)
    elif body.op == "apply" and body.data[1] == "entrywise" and body.shape:
        return None
    if body.op != "apply" or body.args[0] != v:
        return None
    kind = "prime" if body.data[1] == "entrywise" or not (v.shape or body.shape) else "map" if body.shape else "field"
    return str(body.data[0]), kind


def blocks(n: Node) -> list[list[Node]]:
    """The rows of a block matrix, each a list of blocks."""
    if n.op == "above":
        return [row for a in n.args for row in (blocks(a) if a.op in ("above", "beside") else [[a]])]
    return [[b for a in n.args for b in (blocks(a)[0] if a.op == "beside" else [a])]]


def expectation(n: Node) -> tuple[list[str], Node]:
    """The probability spaces integrated over one after another, and what is integrated."""
    names = []
    while n.op == "integral" and n.data[0][1]:
        names.append(str(n.data[0][0]))
        n = n.args[0]
    return names, n


def positions(n: Node) -> tuple[Node, ...]:
    """The indices of an entry; a column takes one."""
    column = len(n.args[0].shape) == 2 and n.args[0].shape[1].is_one
    return n.args[1:2] if column else n.args[1:]


Slice = tuple[Node | None, tuple[Node | None, ...]]


def line_of(n: Node) -> Slice | None:
    """A column A e_j or a row Aᵀe_i of a named matrix, as a slice."""
    if n.op != "matmul" or n.args[1].op != "deriv":
        return None
    a, unit = n.args[0], slice_of(n.args[1])
    named = a.args[0] if a.op == "transpose" else a
    if unit is None or unit[0] is not None or named.op != "var":
        return None
    return named, (unit[1][0], None) if a.op == "transpose" else (None, unit[1][0])


def slice_of(n: Node) -> Slice | None:
    """The part of a tensor at fixed places, which is written as the gradient at 0 of v ↦ Σ v[j, k]·A[i, j, k]: the
    tensor, and for each axis its place (None: the axis is kept). The gradient of v ↦ v[i] has no tensor: it is e_i."""
    v, (body, at) = n.data[0], n.args
    running = []
    while body.op == "bsum":
        running.append(body.data[0])
        body = body.args[0]
    entry, *more = body.args if body.op == "mul" else (body,)
    if not is_zero(at) or entry.op != "entry" or entry.args[0] != v:
        return None
    if not more:
        return (None, positions(entry)) if not running and len(positions(entry)) == 1 else None
    part = more[0]
    if part.op != "entry" or v in free_variables(part) or positions(entry) != tuple(running):
        return None
    kept = tuple(None if p in running else p for p in positions(part))
    fixed = [p for p in kept if p is not None]
    whole = [p for p in positions(part) if p in running] == running
    return (
        (part.args[0], kept) if fixed and whole and not any(free_variables(p) & set(running) for p in fixed) else None
    )
