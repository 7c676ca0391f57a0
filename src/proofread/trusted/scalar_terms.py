"""Terms of analysis: sin, cos, atan, π; sums and products up to a natural number; integrals, limits, infinite sums.

What is not here is made of these: tan = sin/cos, asin x = 2 atan(x/(1 + √(1 − x²))), n! = Π_{k<n} (k + 1).
"""

from __future__ import annotations

from typing import Any

from proofread.trusted import terms as t
from proofread.trusted.nodes import is_poison
from proofread.trusted.terms import Prop, Term


def _entrywise(op: str, x: object) -> Term:
    a = t.to_term(x)
    return a if a.op == "ill" else Term(op, (a,), (), a.shape)


def sin(x: object) -> Term:
    """sin, entry by entry."""
    return _entrywise("sin", x)


def cos(x: object) -> Term:
    """cos, entry by entry."""
    return _entrywise("cos", x)


def atan(x: object) -> Term:
    """The angle between −π/2 and π/2 whose tangent is x, entry by entry."""
    return _entrywise("atan", x)


def pi() -> Term:
    """The number π."""
    return Term("pi")


def natsum(variable: Term, body: Term, count: object) -> Term:
    """Σ body over the naturals below `count`, itself a natural-number term; of no terms, 0."""
    return _of_naturals("natsum", variable, body, t.to_term(count))


def natprod(variable: Term, body: Term, count: object) -> Term:
    """Π body over the naturals below `count`; of no terms, 1."""
    return _of_naturals("natprod", variable, body, t.to_term(count))


def _of_naturals(op: str, variable: Term, body: Term, count: Term) -> Term:
    if variable.op != "nat" or (count.op != "ill" and not t.is_nat(count)):
        return t.ill("a sum or product over naturals runs up to a natural-number variable plus a constant")
    return _binding(op, variable, body, count)


# --- limits: of integrals, of sums, of functions ----------------------------------------------------------------------
# Where the limit does not exist, the value is no matter: `converges` is what has to hold for the term to be defined.


def definite(variable: Term, body: Term, lower: object, upper: object) -> Term:
    """∫ body from `lower` to `upper`, minus that from `upper` to `lower` where they are reversed. It converges if the
    body is defined between the bounds and integrable there, up to limits at the bounds themselves."""
    return _of_a_real("definite", variable, body, t.to_term(lower), t.to_term(upper))


def ray(variable: Term, body: Term, lower: object) -> Term:
    """∫ body from `lower` to ∞: the limit of the integrals up to larger and larger bounds."""
    return _of_a_real("ray", variable, body, t.to_term(lower))


def limit(variable: Term, body: Term) -> Term:
    """The limit as the variable goes to ∞. It converges if the body is defined from somewhere on and has one."""
    return _of_a_real("limit", variable, body)


def limit_at(variable: Term, body: Term, place: object) -> Term:
    """The limit as the variable goes to a number, from both sides, without the number itself."""
    return _of_a_real("limit_at", variable, body, t.to_term(place))


def series(variable: Term, body: Term) -> Term:
    """Σ body over all naturals: the limit of its partial sums."""
    return t.ill("a series is over naturals") if variable.op != "nat" else _binding("series", variable, body)


def converges(x: Term) -> Prop:
    """The integral, limit or sum exists; see what each of them says."""
    return Prop("converges", (x,), ())


def _of_a_real(op: str, variable: Term, body: Term, *rest: Term) -> Term:
    if variable.op != "var" or variable.shape or variable.data[1] is not None:
        return t.ill(f"{op} is taken in a real variable")
    return _binding(op, variable, body, *rest)


def _binding(op: str, variable: Term, *parts: Term) -> Term:
    """The variable is bound in the first part. All parts are scalars."""
    poison = next((x for x in parts if is_poison(x) is not None), None)
    if poison is not None:
        return poison if poison.op == "ill" else t.ill("a part is ill-shaped")
    wide = next((x for x in parts if x.shape), None)
    if wide is not None:
        return t.ill(f"{op} of a {t.shape_text(wide)} term: it takes scalars")
    return Term(op, parts, (variable,))


LIMITS = ("definite", "ray", "limit", "limit_at", "series")
MAKERS: dict[str, Any] = {
    "natsum": natsum, "natprod": natprod, "definite": definite, "ray": ray, "limit": limit, "limit_at": limit_at,
    "series": series,
}  # fmt: skip
PARTS = {"natsum": 2, "natprod": 2, "definite": 3, "ray": 2, "limit": 1, "limit_at": 2, "series": 1}

__all__ = [
    "LIMITS", "MAKERS", "PARTS", "atan", "converges", "cos", "definite", "limit", "limit_at", "natprod", "natsum", "pi",
    "ray", "series", "sin",
]  # fmt: skip
