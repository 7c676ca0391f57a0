"""Names as a reader expects them: eps is ε, x_t has a subscript, b_hat wears a hat, sigma2 is σ²."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from functools import lru_cache

from proofread.trusted.terms import Node
from proofread.trusted.trees import FUNCTIONS, LEAVES, subnodes

_GREEK = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "eps": "ε", "zeta": "ζ", "eta": "η",
    "theta": "θ", "iota": "ι", "kappa": "κ", "lambda": "λ", "lam": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "pi": "π",
    "rho": "ρ", "sigma": "σ", "tau": "τ", "upsilon": "υ", "phi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω",
    "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ", "Phi": "Φ",
    "Psi": "Ψ", "Omega": "Ω", "ell": "ℓ",
}  # fmt: skip
ACCENTS = {"hat": "\u0302", "bar": "\u0304", "tilde": "\u0303", "dot": "\u0307"}
_SIGNS = {"star": "*", "prime": "′"}


@lru_cache(maxsize=8192)
def names_in(node: Node) -> frozenset[str]:
    """Variables, indices, functions and spaces."""
    plain = frozenset(str(n.data[0]) for n in subnodes(node) if n.op in LEAVES | FUNCTIONS)
    return plain | {str(n.data[0][0]) for n in subnodes(node) if n.op == "integral"}


def displayed(nodes: Iterable[Node]) -> Callable[[str], str]:
    """How each name in the nodes is shown. Two names never look the same: where they would, both stay as typed."""
    names = frozenset().union(*map(names_in, nodes))
    squares = {n for n in ("sigma2", "tau2", "s2") if n in names and not {n[:-1], n[:-1] + "1"} & names}
    shown = {n: _square(n) if n in squares else pretty(n) for n in names}
    looks = Counter(shown.values())
    fixed = {n: n if looks[s] > 1 else s for n, s in shown.items()}
    return lambda name: fixed[name] if name in fixed else pretty(name)


def pretty(name: str) -> str:
    """One name: Greek letters, accents, subscripts after an underscore."""
    head, *rest = [_part(p) for p in name.strip("_").split("_") if p] or [name]
    while rest and (rest[0] in ACCENTS or rest[0] in _SIGNS):
        word = rest.pop(0)
        head += ACCENTS[word] if word in ACCENTS and len(head) == 1 else _SIGNS.get(word, f"_{word}")
    return "_".join([head, *rest])


def _part(text: str) -> str:
    letters = text.rstrip("0123456789")
    number = text[len(letters) :]
    shown = _GREEK.get(letters, letters)
    return f"{shown}_{number}" if number and len(shown) == 1 else f"{shown}{number}"


def _square(name: str) -> str:
    return f"{pretty(name[:-1])}²"
