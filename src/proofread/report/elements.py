"""Elements of presentation MathML: identifiers, numbers, brackets, matrices, names and sizes."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from proofread.trusted.sizes import Size
from proofread.trusted.terms import Term

INVISIBLE = "<mo>&#x2062;</mo>"  # times
APPLY = "<mo>&#x2061;</mo>"


def mi(name: str) -> str:
    return f"<mi>{escape(name)}</mi>"


def mn(number: object) -> str:
    return f"<mn>{escape(str(number))}</mn>"


def mo(sign: str) -> str:
    return f"<mo>{escape(sign)}</mo>"


def infix(sign: str) -> str:
    """A sign that keeps its spaces at the head of a line."""
    return f'<mo form="infix">{escape(sign)}</mo>'


def mo_plain(bracket: str) -> str:
    """A bracket by itself, which does not grow."""
    return f'<mo stretchy="false">{escape(bracket)}</mo>'


def mtext(words: str) -> str:
    return f"<mtext>{escape(words)}</mtext>"


def row(parts: Iterable[str]) -> str:
    return f"<mrow>{''.join(parts)}</mrow>"


def fenced(s: str, left: str = "(", right: str = ")") -> str:
    """Brackets or bars, which grow only around what is tall: grown ones are set wider."""
    tall = any(tag in s for tag in ("<mfrac", "<mtable", "<munder", "<msqrt", "∫"))
    kind = 'fence="true"' if tall else 'fence="true" stretchy="false"'
    return row([f'<mo {kind} form="prefix">{left}</mo>', s, f'<mo {kind} form="postfix">{right}</mo>'])


def sup(base: str, exponent: str) -> str:
    return f"<msup>{base}{exponent}</msup>"


def sub(base: str, index: str) -> str:
    return f"<msub>{base}{index}</msub>"


def frac(above: str, below: str) -> str:
    return f"<mfrac>{above}{below}</mfrac>"


def commas(parts: Iterable[str]) -> str:
    return row([mo(",").join(parts)])


def table(rows: Iterable[Iterable[str]]) -> str:
    body = "".join(f"<mtr>{''.join(f'<mtd>{e}</mtd>' for e in r)}</mtr>" for r in rows)
    return f'<mtable class="matrix">{body}</mtable>'  # the style sheet draws the brackets: few systems stretch them


def number(value: object) -> str:
    """A rational number; a minus sign in front, a fraction upright."""
    s = str(value)
    minus, s = s.startswith("-"), s.removeprefix("-")
    above, _, below = s.partition("/")
    body = frac(mn(above), mn(below)) if below else mn(above)
    return row([mo("−"), body]) if minus else body


def name(text: str) -> str:
    """A displayed name: subscripts after an underscore, accents, a square."""
    head, *rest = text.split("_")
    base = _letter(head)
    return sub(base, commas(mn(p) if p.isdigit() else _letter(p) for p in rest)) if rest else base


def _letter(text: str) -> str:
    if len(text) > 1 and text[-1] in "²*′″":
        return sup(_letter(text[:-1]), mn(2) if text[-1] == "²" else mo(text[-1]))
    if len(text) == 2 and text[1] in "\u0302\u0303\u0304\u0307":
        sign = {"\u0302": "^", "\u0303": "~", "\u0304": "¯", "\u0307": "˙"}[text[1]]
        return f'<mover accent="true">{mi(text[0])}{mo(sign)}</mover>'
    return mi(text)


def size(s: Size, more: int = 0) -> str:
    """A size as a sum; `more` is added to it."""
    parts: list[str] = []
    for factors, k in s.monomials:
        parts += [mo("+" if k > 0 else "−")] if parts or k < 0 else []
        parts += [mn(abs(k)), INVISIBLE] if abs(k) != 1 else []
        parts += [row([piece for n, _ in factors for piece in (INVISIBLE, name(n))][1:])]
    const = s.const + more
    if const or not parts:
        parts += [mo("+" if const > 0 else "−")] if parts or const < 0 else []
        parts.append(mn(abs(const)))
    return row(parts) if len(parts) > 1 else parts[0]


def domain(v: Term) -> str:
    """∈ ℝ^(N×d) and the like."""
    if v.op == "nat":
        return mo("∈") + mi("ℕ")
    if v.op == "index":
        return row([mo("∈"), fenced(row([mn(0), mo(","), mo("…"), mo(","), size(v.data[1], -1)]), "{", "}")])
    axes = v.shape[:1] if len(v.shape) == 2 and v.shape[1].is_one else v.shape
    if not axes:
        return mo("∈") + mi("ℝ")
    return mo("∈") + sup(mi("ℝ"), row([mo("×").join(size(a) for a in axes)]))
