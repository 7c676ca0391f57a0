"""Facts about derivatives: what is extremal is stationary, and the expansion of a smooth function to second order."""

from __future__ import annotations

from collections.abc import Callable

from proofread.trusted import terms as t
from proofread.trusted.fact_rows import ZERO, Row, eq, fact, ge, gt, sumsq
from proofread.trusted.obligations import obligations
from proofread.trusted.terms import Prop, Shape, Term, connective, quantifier
from proofread.trusted.trees import bind, free_spaces, substitute


def every(shape: Shape, body: Callable[[Term], Prop]) -> Prop:
    v = Term("var", (), ("%v", None), shape)
    made = bind(lambda bound, p: quantifier("forall", bound, p), v, body(v))
    assert isinstance(made, Prop)
    return made


def some_positive(name: str, body: Callable[[Term], Prop]) -> Prop:
    c = Term("var", (), (name, None), ())
    made = bind(lambda bound, p: quantifier("exists", bound, p), c, connective("and", gt(c, ZERO), body(c)))
    assert isinstance(made, Prop)
    return made


def _value(d: Term, at: Term) -> Term:
    made = substitute(d.args[0], {d.data[0]: at})
    assert isinstance(made, Term)
    return made


@fact("gradient")
def minimum_stationary(d: Term) -> Row:
    """Where a function is least everywhere, and has a derivative, the derivative is 0."""
    at = d.args[1]
    least = every(at.shape, lambda v: ge(_value(d, v), _value(d, at)))
    return (*obligations([d]), least), eq(d, ZERO)


@fact("gradient")
def maximum_stationary(d: Term) -> Row:
    at = d.args[1]
    greatest = every(at.shape, lambda v: ge(_value(d, at), _value(d, v)))
    return (*obligations([d]), greatest), eq(d, ZERO)


@fact("gradient")
def local_minimum_stationary(d: Term) -> Row:
    """The same where it is least among all points within some r > 0."""
    at = d.args[1]

    def near(r: Term) -> Prop:
        return every(at.shape, lambda v: connective("implies", ge(r, _norm(v)), ge(_value(d, at + v), _value(d, at))))

    return (*obligations([d]), some_positive("%r", near)), eq(d, ZERO)


@fact("field")
def expansion_to_second_order(x: Term) -> Row:
    """|L(u + v) − L(u) − ∇L(u)·v − ½ vᵀ∇²L(u)v| ≤ C‖v‖³ for ‖v‖ ≤ r, for some C, r > 0, as L is smooth."""
    if free_spaces(x):
        raise ValueError("one C serves one point, not all points of a space")
    name, u = x.data[0], x.args[0]
    w = Term("var", (), ("%w", None), u.shape)

    def value(at: Term) -> Term:
        return t.apply(name, "field", at)

    def gradient(at: Term) -> Term:
        made = bind(lambda b, p: t.deriv(b, p, at), w, value(w))
        assert isinstance(made, Term)
        return made

    hessian = bind(lambda b, p: t.deriv(b, p, u), w, gradient(w))

    def close(c: Term, r: Term) -> Prop:
        def at(v: Term) -> Prop:
            rest = value(u + v) - value(u) - t.total(gradient(u) * v) - v.T @ hessian @ v / 2
            return connective("implies", ge(r, _norm(v)), ge(c * _norm(v) ** 3, t.absolute(rest)))

        return every(u.shape, at)

    return (), some_positive("%C", lambda c: some_positive("%r", lambda r: close(c, r)))


@fact("field", "square")
def constant_second_derivative(x: Term, h: Term) -> Row:
    """A smooth function of a column whose second derivative is H everywhere is its expansion around 0."""
    name, u = x.data[0], x.args[0]
    if free_spaces(x) or free_spaces(h):
        raise ValueError("no random function")
    w = Term("var", (), ("%w", None), u.shape)

    def value(at: Term) -> Term:
        return t.apply(name, "field", at)

    def gradient(at: Term) -> Term:
        made = bind(lambda b, p: t.deriv(b, p, at), w, value(w))
        assert isinstance(made, Term)
        return made

    def second(at: Term) -> Term:
        made = bind(lambda b, p: t.deriv(b, p, at), w, gradient(w))
        assert isinstance(made, Term)
        return made

    zero = t.mul(ZERO, Term("ones", (), (), u.shape))
    around = lambda v: eq(value(v), value(zero) + t.total(gradient(zero) * v) + v.T @ h @ v / 2)  # noqa: E731
    return (every(u.shape, lambda v: eq(second(v), h)),), every(u.shape, around)


def _norm(v: Term) -> Term:
    return t.sqrt(sumsq(v))
