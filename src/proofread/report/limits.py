"""MathML of sums, products, integrals and limits of numbers; see `mathml`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from proofread.report.elements import mi, mn, mo, mtext, name, row
from proofread.trusted.printing import ATOM, RELATION, SUM
from proofread.trusted.terms import Node

Marked = tuple[int, str]


def rows(markup: Callable[[Node], str], operand: Callable[[Node], str]) -> dict[str, Callable[[Any], Marked]]:
    """`markup` and `operand` write a part."""

    def variable(n: Any) -> str:
        return name(n.data[0].data[0])

    def summed(sign: str) -> Callable[[Any], Marked]:
        return lambda n: _under(sign, row([variable(n), mo("<"), markup(n.args[1])]), operand(n.args[0]))

    def integral(n: Any) -> Marked:
        upper = mi("∞") if n.op == "ray" else markup(n.args[2])
        sign = f"<msubsup>{mo('∫')}{row([markup(n.args[1])])}{row([upper])}</msubsup>"
        return SUM, row([sign, operand(n.args[0]), mi("d"), variable(n)])

    def limit(n: Any) -> Marked:
        to = mi("∞") if n.op == "limit" else markup(n.args[1])
        return _under("lim", row([variable(n), mo("→"), to]), operand(n.args[0]))

    return {
        "pi": lambda n: (ATOM, mi("π")),
        "natsum": summed("∑"),
        "natprod": summed("∏"),
        "series": lambda n: _under("∑", row([variable(n), mo("="), mn(0)]), operand(n.args[0])),
        "definite": integral,
        "ray": integral,
        "limit": limit,
        "limit_at": limit,
        "converges": lambda n: (RELATION, row([operand(n.args[0]), mtext("\u00a0converges")])),
    }


def _under(sign: str, below: str, body: str) -> Marked:
    return SUM, row([f"<munder>{mo(sign)}{below}</munder>", body])
