"""Every fact in words, at variables: the table in docs/facts.md, which `python -m tests.trusted.fact_table` writes."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from itertools import product
from pathlib import Path

from proofread.trusted import scalar_terms as s
from proofread.trusted import terms as t
from proofread.trusted.fact_rows import Row
from proofread.trusted.facts import FACTS, apply_fact
from proofread.trusted.printing import text
from proofread.trusted.terms import ONE, Term, is_poison, var
from proofread.trusted.trees import bind
from tests.trusted.attacks import OMEGA, D, N

FILE = Path(__file__).parents[2] / "docs" / "facts.md"
HEAD = """# Facts

What a proof may cite by name, beyond algebra: each fact with the conditions that have to be shown first. Nothing else
is known about functions, inverses, definiteness or rank. Facts about x, y and z are meant entry by entry: for numbers,
and for every entry of columns and matrices.

A test keeps this table in step with the program, and others try every row in exact arithmetic, inside its conditions
and at their edge, and with one condition dropped. After a change: `python -m tests.trusted.fact_table`.

"""
X = var("%x")


def _bound(make: Callable[[Term, Term], Term], v: Term, body: Term) -> Term:
    made = bind(make, v, body)
    assert isinstance(made, Term)
    return made


def _function(name: str, at: Term) -> Term:
    return t.apply(name, "entrywise", at)


def _of_x(k: int, make: Callable[[Term, Term], Term]) -> Term:
    return _bound(make, X, _function("fg"[k], X))


def _square(k: int) -> list[Term]:
    return [var("ABCD"[k], (N, N))]


_PLACES: dict[str, Callable[[int], list[Term]]] = {
    "any": lambda k: [var("xyz"[k]), var("xyz"[k], (N, ONE))],
    "scalar": lambda k: [var("xyz"[k]), t.const(Fraction(1, 4))],
    "square": _square,
    "matrix": lambda k: [var("XYZW"[k], shape) for shape in ((N, D), (D, N), (N, N))],
    "column": lambda k: [var("uvw"[k], (N, ONE))],
    "nat": lambda k: [t.nat("n")],
    "natural": lambda k: [t.nat("n"), t.const(2)],
    "index": lambda k: [t.index("i", N)],
    "gradient": lambda k: [_bound(lambda b, p: t.deriv(b, p, var("x")), var("?v"), _function("f", var("?v")))],
    "field": lambda k: [t.apply("L", "field", var("u", (N, ONE)))],
    "size": lambda k: [t.number(N)],
    "space": lambda k: [t.integral(OMEGA, t.const(1))],
    "definite": lambda k: [_of_x(k, lambda b, p: s.definite(b, p, var("a"), var("b")))],
    "ray": lambda k: [_of_x(k, lambda b, p: s.ray(b, p, var("a")))],
    "limit": lambda k: [_of_x(k, lambda b, p: s.limit(b, p))],
    "limit_at": lambda k: [_of_x(k, lambda b, p: s.limit_at(b, p, var("c")))],
    "series": lambda k: [_bound(lambda b, p: s.series(b, p), t.nat("%n"), t.sequence("ab"[k], t.nat("%n"), ()))],
}


def row(name: str) -> Row:
    """The fact at the first variables that it takes."""
    sorts = FACTS[name].sorts
    choices = [_PLACES[sort](k) for k, sort in enumerate(sorts)]
    if sorts[:1] and sorts[0] in ("definite", "ray", "limit_at") and sorts[1:] == ("scalar",):
        choices[1] = [_function("F", choices[0][0].data[0])]  # a function of what is bound there
    for chosen in product(*choices):
        try:
            conditions, conclusion = apply_fact(name, list(chosen))
        except (ValueError, IndexError):
            continue
        if not any(is_poison(p) for p in (*conditions, conclusion)):
            return conditions, conclusion
    raise AssertionError(f"no terms for {name}")


def line(name: str) -> str:
    conditions, conclusion = row(name)
    given = "; ".join(map(text, conditions))
    return f"{name}: {given + ' ⊢ ' if given else ''}{text(conclusion)}"


def page() -> str:
    lines = "\n".join(map(line, sorted(FACTS)))
    return f"{HEAD}{len(FACTS)} facts:\n\n```text\n{lines}\n```\n"


if __name__ == "__main__":
    FILE.write_text(page(), encoding="utf-8")
