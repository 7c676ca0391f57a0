"""Whether an integral between two numbers certainly exists: its integrand is defined on every cell, and enclosed there.

An enclosed function without undefined places is bounded, and continuous but for jumps of floor and sign: integrable.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from proofread.trusted import quadrature
from proofread.trusted.enclosures import Undefined
from proofread.trusted.exact_matrices import scalar
from proofread.trusted.exact_scalars import primal
from proofread.trusted.exact_terms import Scope, value
from proofread.trusted.obligations import obligations
from proofread.trusted.terms import Prop, Term

Verdict = bool | None


def converges(t: Term, s: Scope, judge: Callable[[Prop, Scope], Verdict]) -> Verdict:
    """True where that is certain; never False."""
    if t.op != "definite":
        return None
    (body, *ends), v = t.args, t.data[0]
    try:
        value(t, s)
        lower, upper = (primal(value(a, s).flat[0]) for a in ends)
    except Undefined:
        return None
    duties = obligations([body])
    a, b = sorted((Fraction(lower.lo), Fraction(upper.lo)))
    whole = [*quadrature.cells(a, b), *(end for end in (lower, upper) if not end.is_point)]
    defined = all(judge(p, s.binding(v, scalar(cell))) is True for cell in whole for p in duties)
    return True if defined else None
