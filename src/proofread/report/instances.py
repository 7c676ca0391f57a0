"""A witness in words and small matrices: what every name is at the instance, in exact rationals."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from html import escape
from itertools import groupby
from typing import Any

from proofread.report import elements, mathml
from proofread.report.names import displayed
from proofread.trusted import printing, terms
from proofread.trusted.sizes import ONE, Size, size_symbol
from proofread.trusted.terms import Node, Term
from proofread.trusted.trees import subnodes

Instance = Mapping[str, Any]
_TOKEN = re.compile(r"[^\[\],\s]+")


@dataclass(frozen=True)
class Binding:
    """name = term; of a random quantity one value a point of its space, with the point's weight. `last`: the last of
    several members of a sequence that are equal, of which `name` is the first."""

    name: str
    values: tuple[Term, ...]
    weights: tuple[str, ...] = ()
    argument: str = ""
    last: str = ""


def bindings(instance: Instance, nodes: Iterable[Node]) -> list[Binding]:
    """Sizes, numbers, values and functions of an instance, named as the nodes are shown. Raises ValueError, KeyError,
    TypeError or IndexError for what is no instance."""
    nodes = tuple(nodes)
    show = displayed(nodes)
    out = [_number(n, v) for s in ("sizes", "nats", "indices") for n, v in instance.get(s, {}).items()]
    spaces = {str(n.data[0]): n.data[1] for node in nodes for n in subnodes(node) if n.op == "var"}
    for name, value in instance.get("values", {}).items():
        out.append(_value(show(name), value, _weights(instance, spaces.get(name))))
    names = _chosen(nodes, show)
    out += [_value(names.get(name, name), value, ()) for name, value in instance.get("choose", ())]
    for name, given in instance.get("functions", {}).items():
        out += _function(show(name), given)
    return out


def _number(name: str, value: Any) -> Binding:
    return Binding(name, (_constant(value),))


def _constant(value: Any) -> Term:
    return terms.const(Fraction(str(value)))


def _value(name: str, value: Any, weights: tuple[str, ...]) -> Binding:
    if isinstance(value, dict):
        return Binding(name, tuple(_tensor(v) for v in value["points"]), weights)
    return Binding(name, (_tensor(value),))


def _tensor(value: Any) -> Term:
    if not isinstance(value, list):
        return _constant(value)
    return terms.array(_entries(value)) if value else Term("array", (), (), (Size((), 0), ONE))


def _entries(value: Any) -> Any:
    return [_entries(v) for v in value] if isinstance(value, list) else _constant(value)


def _weights(instance: Instance, space: Any) -> tuple[str, ...]:
    return tuple(map(str, instance.get("spaces", {}).get(space[0], ()))) if space else ()


def _chosen(nodes: tuple[Node, ...], show: Callable[[str], str]) -> dict[str, str]:
    """What the outermost quantified variables of the statement are called where it is shown."""
    found = {}
    for node in nodes:
        shown = printing.readable(node, show)
        while node.op == "forall" and shown.op == "forall":
            found[str(node.data[0].data[0])] = str(shown.data[0].data[0])
            node, shown = node.args[0], shown.args[0]
    return found


# --- functions ------------------------------------------------------------------------------------------------------


def _function(name: str, given: Mapping[str, Any]) -> list[Binding]:
    kind, x = given["kind"], terms.var("x")
    if kind == "sequence":
        return _sequence(name, given["values"])
    if kind == "entrywise":
        powers = [_times(c, terms.power(x, k) if k else None) for k, c in enumerate(given["coefficients"])]
        return [Binding(name, (_sum(powers),), argument="x")]
    if kind == "map":
        fields = [_polynomial(c) for c in given["components"]]
        return [Binding(name, (terms.array(fields) if len(fields) > 1 else fields[0],), argument="x")]
    return [Binding(name, (_polynomial(given),), argument="x")]


def _sequence(name: str, values: list[Any]) -> list[Binding]:
    """Its members; three or more equal ones in a row are one."""
    found = []
    for _, run in groupby(enumerate(values), key=lambda member: member[1]):
        members = [Binding(f"{name}_{k}", (_tensor(value),)) for k, value in run]
        found += [replace(members[0], last=members[-1].name)] if len(members) > 2 else members
    return found


def _polynomial(given: Mapping[str, Any]) -> Term:
    """c + bᵀx + xᵀAx + Σ k_i x_i³, written out in the entries of x."""
    linear, quadratic, cubic = (given.get(k, []) for k in ("linear", "quadratic", "cubic_diagonal"))
    n = max(len(linear), len(quadratic), len(cubic))
    x = [terms.var("x")] if n == 1 else [terms.entry(_column("x"), i) for i in range(n)]
    parts = [_times(given.get("constant", 0), None)]
    parts += [_times(c, x[i]) for i, c in enumerate(linear)]
    for i, row in enumerate(quadratic):
        parts.append(_times(row[i], terms.power(x[i], 2)))
        for j in range(i + 1, n):
            parts.append(_times(Fraction(str(row[j])) + Fraction(str(quadratic[j][i])), terms.mul(x[i], x[j])))
    parts += [_times(c, terms.power(x[i], 3)) for i, c in enumerate(cubic)]
    return _sum(parts)


def _column(name: str) -> Term:
    return terms.var(name, (size_symbol("n"), ONE))


def _times(coefficient: Any, monomial: Term | None) -> Term | None:
    c = Fraction(str(coefficient))
    if not c or monomial is None:
        return terms.const(c) if c else None
    if monomial.op == "power" and monomial.data[0] == 1:
        monomial = monomial.args[0]
    return monomial if c == 1 else terms.mul(c, monomial)


def _sum(parts: Iterable[Term | None]) -> Term:
    kept = [p for p in parts if p is not None]
    return terms.add(*kept) if len(kept) > 1 else kept[0] if kept else terms.const(0)


# --- values as the audit writes them ---------------------------------------------------------------------------------


def written(value: str) -> str:
    """A value as text ("-1/2", "[[0, 1], [1, 0]]") in MathML; what is not exact stays as it is."""
    try:
        entries = json.loads(_TOKEN.sub(lambda m: f'"{m[0]}"', value))
        return f"<math>{mathml.markup(_tensor(entries))}</math>"
    except ValueError:
        return f"<code>{escape(value)}</code>"


# --- shown ----------------------------------------------------------------------------------------------------------


def as_text(found: Iterable[Binding]) -> str:
    """One line: N = 2, X = [[1, 0], [0, 1]], ε = 1 with weight 1/2, −1 with weight 1/2."""
    return ", ".join(_text(b) for b in found)


def _text(b: Binding) -> str:
    head = f"{b.name}({b.argument})" if b.argument else f"{b.name} = … = {b.last}" if b.last else b.name
    if len(b.values) == 1 and not b.weights:
        return f"{head} = {printing.text(b.values[0])}"
    weights = b.weights or ("?",) * len(b.values)
    if len(b.values) == 1:
        return f"{head} = {printing.text(b.values[0])} with certainty"
    if len(set(weights)) == 1:
        return f"{head} = {' or '.join(map(printing.text, b.values))} with weight {weights[0]} each"
    return f"{head} = " + " or ".join(
        f"{printing.text(v)} (weight {w})" for v, w in zip(b.values, weights, strict=False)
    )


def as_html(found: Iterable[Binding]) -> str:
    """Small matrices side by side."""
    return f'<ul class="instance">{"".join(f"<li>{_html(b)}</li>" for b in found)}</ul>'


def _html(b: Binding) -> str:
    head = elements.name(b.name) + (elements.fenced(elements.mi(b.argument)) if b.argument else "")
    if b.last:
        head += elements.mo("=") + elements.mo_plain("…") + elements.mo("=") + elements.name(b.last)
    if len(b.values) == 1 and not b.weights:
        return f"<math>{head}{elements.mo('=')}{mathml.markup(b.values[0])}</math>"
    weights = b.weights or ("?",) * len(b.values)
    if len(b.values) == 1:
        certain = f"{elements.mo('=')}{mathml.markup(b.values[0])}"
        return f"<math>{head}{certain}</math> <small>with certainty</small>"
    values = [
        f"<math>{mathml.markup(v)}</math> <small>weight</small> <math>{elements.number(w)}</math>"
        for v, w in zip(b.values, weights, strict=False)
    ]
    return f"<math>{head}{elements.mo('=')}</math> {'<small>, or </small>'.join(values)}"
