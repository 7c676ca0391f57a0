"""Statements of ours as a reader sees them: the formula, what it holds for, under which assumptions."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from html import escape

from proofread.report import elements, mathml
from proofread.report.names import displayed, names_in
from proofread.trusted import printing
from proofread.trusted.terms import Node, Prop, Term
from proofread.trusted.trees import FUNCTIONS, LEAVES, free_variables, size_names, subnodes

LONG = 40  # characters of text from which a formula may be broken
ENDLESS = 700  # characters of text from which a formula is folded away, as text
MANY = 6  # parts of a conjunction from which the rest is folded away


def term_text(nodes: Iterable[Node], node: Node) -> str:
    """One line of text, named as in the page."""
    return printing.text(printing.readable(node, displayed(tuple(nodes))))


def formula(node: Node, show: Callable[[str], str]) -> str:
    """A node as MathML that wraps at its relation and between its summands; a long conjunction as a list."""
    return _formula(node, tuple(sorted((name, show(name)) for name in names_in(node))))


@lru_cache(maxsize=8192)
def _formula(node: Node, shown: tuple[tuple[str, str], ...]) -> str:
    """The same assumption stands under many statements, so it is kept."""
    names = dict(shown)
    parts = _conjuncts(printing.readable(node, lambda name: names.get(name, name)))
    lines = _paired(parts)
    if len(lines) == 1:
        return f'<div class="formula">{lines[0]}</div>'
    items = [f'<li class="formula">{line}</li>' for line in lines]
    folded = f"<details><summary>{len(items) - MANY} more</summary><ul>{''.join(items[MANY:])}</ul></details>"
    return f'<ul class="all">{"".join(items[:MANY])}</ul>{folded if len(items) > MANY else ""}'


def _conjuncts(n: Node) -> list[Node]:
    return [p for a in n.args for p in _conjuncts(a)] if n.op == "and" else [n]


def _paired(parts: list[Node]) -> list[str]:
    """One line a part; two bounds on one term are one line."""
    lines, k = [], 0
    while k < len(parts):
        both = mathml.between(parts[k], parts[k + 1]) if k + 1 < len(parts) else None
        lines.append(f'<math displaystyle="true">{both}</math>' if both else math(parts[k]))
        k += 2 if both else 1
    return lines


def math(shown: Node) -> str:
    """A readable node, in parts if it is long, folded away if it is very long."""
    text = printing.line(shown)
    if len(text) < LONG:
        return f'<math displaystyle="true" alttext="{escape(text)}">{mathml.markup(shown)}</math>'
    if len(text) < ENDLESS:
        return " ".join(f'<math displaystyle="true">{p}</math>' for p in mathml.pieces(shown))
    if shown.op not in ("equal", "ge", "gt", "apart"):
        return f"<details><summary>a formula of {len(text)} characters</summary><code>{escape(text)}</code></details>"
    left, sign, right = printing.sides(shown)
    return f"{math(left)} <math>{elements.mo(sign)}</math> {math(right)}"


def quantified(nodes: Iterable[Node], show: Callable[[str], str]) -> str:
    """For which sizes, variables and functions the statement is meant."""
    nodes = tuple(nodes)
    said = [*_variables(nodes, show), *_functions(nodes, show), *_sizes(nodes)]
    return f"for all {', '.join(said)}" if said else "a statement about numbers"


def _variables(nodes: tuple[Node, ...], show: Callable[[str], str]) -> list[str]:
    free = frozenset().union(*(free_variables(n) for n in nodes)) if nodes else frozenset()
    ordered = dict.fromkeys(m for n in reversed(nodes) for m in subnodes(n) if m.op in LEAVES and m in free)
    return [_variable(v, show) for v in ordered if isinstance(v, Term)]


def _variable(v: Term, show: Callable[[str], str]) -> str:
    body = f"<math>{elements.name(show(v.data[0]))}{elements.domain(v)}</math>"
    space = v.data[1] if v.op == "var" else None
    if space is None:
        return body
    return f"{body} random" if space[1] else f"{body} on <math>{elements.name(show(space[0]))}</math>"


def _functions(nodes: tuple[Node, ...], show: Callable[[str], str]) -> list[str]:
    found = (m for n in nodes for m in subnodes(n) if isinstance(m, Term) and m.op in FUNCTIONS)
    named = {str(m.data[0]): m for m in found}
    return [_function(m, show) for m in named.values()]


def _function(m: Term, show: Callable[[str], str]) -> str:
    name = elements.name(show(m.data[0]))
    if m.op == "sequence":
        return f"sequence <math>{name}{elements.domain(m)}</math>"
    if m.data[1] == "entrywise":
        return f"smooth <math>{name}</math>, entry by entry"
    of, to = (elements.domain(t).removeprefix(elements.mo("∈")) for t in (m.args[0], m))
    return f"smooth <math>{name}{elements.mo(':')}{of}{elements.mo('→')}{to}</math>"


def _sizes(nodes: tuple[Node, ...]) -> list[str]:
    """Sizes that may be less than 1, or must be more; all others are at least 1."""
    unusual = sorted({(name, least) for n in nodes for name, least in size_names(n) if least != 1})
    return [f"<math>{elements.name(n)}{elements.mo('≥')}{elements.mn(k)}</math>" for n, k in unusual]


def assumed(hypotheses: Iterable[Prop], show: Callable[[str], str]) -> str:
    """The hypotheses, as a list."""
    items = [f"<li>{formula(h, show)}</li>" for h in hypotheses]
    return f'<ul class="assumed">{"".join(items)}</ul>' if items else ""
