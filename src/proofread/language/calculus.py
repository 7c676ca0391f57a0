"""The words of a claim for derivatives, expectations, integrals and what is defined through them."""

from __future__ import annotations

from collections.abc import Callable

from proofread.language.errors import ClaimError
from proofread.language.sorts import Space
from proofread.language.words import equal, fresh_name, norm2, term, total, zeros
from proofread.trusted import terms, trees
from proofread.trusted.terms import Prop, Term, log

Function = Callable[[Term], object]


def grad(f: Function) -> Callable[[object], Term]:
    """The gradient of a scalar function, as a function: grad(f)(x) is shaped like x (x a scalar: the derivative)."""
    return lambda x: _derivative(f, x, "grad")


def jac(f: Function) -> Callable[[object], Term]:
    """The Jacobian: of a column in a column, one row for each entry of f, one column for each entry of x."""
    return lambda x: _derivative(f, x, "jac")


def hess(f: Function) -> Callable[[object], Term]:
    """The Hessian of a scalar function: the Jacobian of its gradient."""
    return jac(grad(f))


def derivative(f: Function) -> Callable[[object], Term]:
    """f′ entry by entry, for a function that acts entry by entry."""
    return grad(lambda z: total(f(z)))


def stationary(f: Function, x: object) -> Prop:
    """The gradient of f at x is 0."""
    return equal(grad(f)(x), 0)


def unit(i: object, n: object) -> Term:
    """The i-th column of the identity of size n: the gradient of v ↦ v_i. The place i may be a bound index."""
    return grad(lambda v: v[i])(zeros(n))


def row(a: object, i: object) -> Term:
    """The i-th row of a matrix, as a column (x_i of a data matrix X)."""
    matrix = term(a)
    return matrix if matrix.op == "ill" else matrix.T @ unit(i, matrix.shape[0] if matrix.shape else 1)


def column(a: object, j: object) -> Term:
    """The j-th column of a matrix."""
    matrix = term(a)
    return matrix if matrix.op == "ill" else matrix @ unit(j, matrix.shape[-1] if matrix.shape else 1)


def _derivative(f: Function, x: object, word: str) -> Term:
    if not callable(f):
        raise ClaimError(f"{word} takes a function, not {f!r}", f"write {word}(lambda x: …)(x)")
    at = term(x)
    if at.op == "ill":
        return at
    variable = terms.var(fresh_name(), at.shape)
    body = term(f(variable))
    if word == "grad" and body.op != "ill" and body.shape:
        return terms.ill(f"gradient of a {terms.shape_text(body)} term: it is taken of a scalar; use jac")
    result: Term = trees.bind(lambda v, b: terms.deriv(v, b, at), variable, body)
    return result


# --- measures -------------------------------------------------------------------------------------------------------


def E(t: object, under: object = None, on: Space | None = None) -> Term:
    """The expectation over everything random in it; E(f, under=q, on=Z) is ∫ q f over Z for a density q."""
    if (under is None) != (on is None):
        raise ClaimError("an expectation under a density needs both", "write E(f, under=q, on=Z)")
    body = term(t)
    if on is not None:
        return integral(on, term(under) * body)
    for space in sorted(s for s in trees.free_spaces(body) if s[1]):
        body = terms.integral(space, body)
    return body


def Var(x: object) -> Term:
    """The variance of a scalar, the covariance matrix of a column."""
    return Cov(x, x)


def Cov(x: object, y: object) -> Term:
    """E[(x − E x)(y − E y)ᵀ] of scalars or columns."""
    a, b = term(x), term(y)
    for t in (a, b):
        if t.shape and not (len(t.shape) == 2 and t.shape[1].is_one):
            return terms.ill(f"covariance of a {terms.shape_text(t)} term: it is taken of scalars and columns")
    return E((a - E(a)) @ (b - E(b)).T)


def integral(space: Space, t: object) -> Term:
    """The integral over a space against its measure; on a finite space, the weighted sum."""
    if not isinstance(space, Space):
        raise ClaimError(f"{space!r} is not a measure space", 'write Z = Space("Z") and integral(Z, f)')
    return terms.integral(space.key, term(t))


def KL(q: object, p: object, space: Space) -> Term:
    """∫ q (log q − log p), in nats."""
    a, b = term(q), term(p)
    return integral(space, a * (log(a) - log(b)))


def entropy(p: object, space: Space) -> Term:
    """−∫ p log p, in nats."""
    a = term(p)
    return -integral(space, a * log(a))


def log_normal_density(x: object, mean: object, variance: object, pi: object) -> Term:
    """log N(x; mean, variance·I) of a scalar or column.

    π is no rational: the claim declares `pi: Positive`, and the claim is then about every positive number.
    """
    a, s = term(x), term(variance)
    if s.shape:
        return terms.ill(f"variance of shape {terms.shape_text(s)}: one number, for independent entries")
    half = term(1) / 2
    count = terms.number(a.shape[0]) if a.shape else term(1)
    return -half * count * log(2 * term(pi) * s) - half * norm2(a - term(mean)) / s
