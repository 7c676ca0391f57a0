"""Terms as one line of text, for messages. Not part of what is trusted to be true, but standard library only."""

from __future__ import annotations

from proofread.trusted.terms import Node

_INFIX = {"equal": " = ", "ge": " ≥ ", "gt": " > ", "apart": " ≠ ", "and": " ∧ ", "or": " ∨ ",
          "implies": " ⇒ ", "iff": " ⇔ "}  # fmt: skip


def text(n: Node) -> str:
    """A readable line; brackets where in doubt."""
    row = _ROWS.get(n.op)
    if row is not None:
        return row(n)
    if n.op in _INFIX:
        return _INFIX[n.op].join(_closed(a) if a.op in _INFIX else text(a) for a in n.args)
    return f"{n.op}({', '.join(text(a) for a in n.args)})"


def _closed(n: Node) -> str:
    s = text(n)
    return f"({s})" if any(c in s for c in " ") and not (s.endswith(")") and s.find("(") == s.rfind("(")) else s


def _sum(n: Node) -> str:
    out = text(n.args[0])
    for a in n.args[1:]:
        s = text(a)
        out += f" − {s[1:]}" if s.startswith("−") else f" + {s}"
    return out


def _mul(n: Node) -> str:
    a, b = n.args
    if a.op == "const" and a.data[0] == -1:
        return f"−{_closed(b)}"
    if b.op == "recip":
        return f"{_closed(a)}/{_closed(b.args[0])}"
    return f"{_closed(a)}·{_closed(b)}"


def _binder(word: str) -> object:
    return lambda n: f"{word} {n.data[0].data[0]}: {text(n.args[0])}"


_ROWS = {
    "const": lambda n: str(n.data[0]).replace("-", "−"),
    "size": lambda n: str(n.data[0]),
    "var": lambda n: str(n.data[0]),
    "index": lambda n: str(n.data[0]),
    "nat": lambda n: str(n.data[0]),
    "eye": lambda n: f"I_{n.shape[0]}",  # type: ignore[attr-defined]
    "ones": lambda n: f"ones({', '.join(map(str, n.shape))})",  # type: ignore[attr-defined]
    "array": lambda n: "[" + ", ".join(text(a) for a in n.args) + "]",
    "add": _sum,
    "mul": _mul,
    "matmul": lambda n: f"{_closed(n.args[0])} {_closed(n.args[1])}",
    "transpose": lambda n: f"{_closed(n.args[0])}ᵀ",
    "recip": lambda n: f"1/{_closed(n.args[0])}",
    "inv": lambda n: f"{_closed(n.args[0])}⁻¹",
    "pinv": lambda n: f"{_closed(n.args[0])}⁺",
    "power": lambda n: f"{_closed(n.args[0])}^{n.data[0]}",
    "natpow": lambda n: f"{_closed(n.args[0])}^{_closed(n.args[1])}",
    "total": lambda n: f"sum({text(n.args[0])})",
    "entry": lambda n: f"{_closed(n.args[0])}[{', '.join(text(a) for a in n.args[1:])}]",
    "apply": lambda n: f"{n.data[0]}({text(n.args[0])})",
    "sequence": lambda n: f"{n.data[0]}[{text(n.args[0])}]",
    "deriv": lambda n: f"D[{n.data[0].data[0]} ↦ {text(n.args[0])}]({text(n.args[1])})",
    "bsum": lambda n: f"Σ_{n.data[0].data[0]}({text(n.args[0])})",
    "integral": lambda n: f"{'E' if n.data[0][1] else '∫'}[{text(n.args[0])}]",
    "ill": lambda n: f"⟨ill-shaped: {n.data[0]}⟩",
    "not": lambda n: f"not {_closed(n.args[0])}",
    "forall": _binder("∀"),
    "exists": _binder("∃"),
}
