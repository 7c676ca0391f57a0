"""Facts about integrals, limits and infinite sums of numbers. Each gives existence and value together.

A function of x is given as a term in which the bound variable of the integral or limit stands free.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from proofread.trusted import scalar_terms as s
from proofread.trusted import terms as t
from proofread.trusted.fact_rows import UNIT, ZERO, Row, apart, eq, fact, ge, gt
from proofread.trusted.facts_calculus import every
from proofread.trusted.obligations import obligations
from proofread.trusted.terms import Prop, Term, connective, const, nat, var
from proofread.trusted.trees import bind, free_spaces, subnodes, substitute

X = var("%x")
HALF = const(Fraction(1, 2))


def _numbers(*xs: Term) -> None:
    """Of numbers, not of random ones: existence and order would be said of all points of a space at once."""
    if any(free_spaces(x) or any(n.op == "integral" for n in subnodes(x)) for x in xs):
        raise ValueError("functions of numbers that are not random")


def _at(body: Term, bound: Term, place: Term) -> Term:
    made = substitute(body, {bound: place})
    assert isinstance(made, Term)
    return made


def _both(x: Term, value: Term) -> Prop:
    return connective("and", s.converges(x), eq(x, value))


def _slope(body: Term, bound: Term, at: Term) -> Term:
    made = bind(lambda b, p: t.deriv(b, p, at), X, _at(body, bound, X))
    assert isinstance(made, Term)
    return made


# --- the fundamental theorem ------------------------------------------------------------------------------------------


def _fundamental(d: Term, antiderivative: Term, guard: Callable[[Term], tuple[Prop, ...]]) -> Row:
    """F′ = f where the guard says; F is differentiable and f defined there, so that f is continuous there."""
    _numbers(d, antiderivative)
    (body, lower, upper), bound = d.args, d.data[0]

    def everywhere(make: Callable[[Term], Prop]) -> Prop:
        def guarded(v: Term) -> Prop:
            given = guard(v)
            return make(v) if not given else connective("implies", connective("and", *given), make(v))

        return every((), guarded)

    def duties(v: Term) -> tuple[Prop, ...]:
        return obligations([_slope(antiderivative, bound, v), _at(body, bound, v)])

    count = len(duties(var("%v")))
    conditions = [everywhere(lambda v, k=k: duties(v)[k]) for k in range(count)]  # type: ignore[misc]
    conditions.append(everywhere(lambda v: eq(_slope(antiderivative, bound, v), _at(body, bound, v))))
    return tuple(conditions), _both(d, _at(antiderivative, bound, upper) - _at(antiderivative, bound, lower))


@fact("definite", "scalar")
def integral_between(d: Term, antiderivative: Term) -> Row:
    """∫ f from a to b is F(b) − F(a), for a ≤ b and F′ = f between them."""
    _, a, b = d.args
    conditions, conclusion = _fundamental(d, antiderivative, lambda v: (ge(v, a), ge(b, v)))
    return (ge(b, a), *conditions), conclusion


@fact("definite", "scalar")
def integral_backwards(d: Term, antiderivative: Term) -> Row:
    """The same for b ≤ a."""
    _, a, b = d.args
    conditions, conclusion = _fundamental(d, antiderivative, lambda v: (ge(v, b), ge(a, v)))
    return (ge(a, b), *conditions), conclusion


@fact("definite", "scalar")
def integral_anywhere(d: Term, antiderivative: Term) -> Row:
    """The same for any bounds, where F′ = f everywhere."""
    return _fundamental(d, antiderivative, lambda v: ())


@fact("ray", "scalar")
def integral_to_infinity(d: Term, antiderivative: Term) -> Row:
    """∫ f from a to ∞ is lim F − F(a), for F′ = f from a on."""
    (body, a), bound = d.args, d.data[0]
    finite = s.definite(bound, body, a, a)
    conditions, _ = _fundamental(finite, antiderivative, lambda v: (ge(v, a),))
    end = bind(lambda b, p: s.limit(b, p), X, _at(antiderivative, bound, X))
    assert isinstance(end, Term)
    return (s.converges(end), *conditions), _both(d, end - _at(antiderivative, bound, a))


# --- limits at infinity -----------------------------------------------------------------------------------------------


def _limit(body: Callable[[Term], Term]) -> Term:
    made = bind(lambda b, p: s.limit(b, p), X, body(X))
    assert isinstance(made, Term)
    return made


def _member(x: Term, at: Term) -> Term:
    return _at(x.args[0], x.data[0], at)


@fact("scalar")
def limit_of_constant(c: Term) -> Row:
    """It has to be defined, as the limit converges only where its body is."""
    _numbers(c)
    return obligations([c]), _both(_limit(lambda x: c), c)


@fact()
def limit_of_reciprocal() -> Row:
    return (), _both(_limit(lambda x: t.recip(x)), ZERO)


@fact("limit", "limit")
def limit_of_sum(x: Term, y: Term) -> Row:
    _numbers(x, y)
    return (s.converges(x), s.converges(y)), _both(_limit(lambda v: _member(x, v) + _member(y, v)), x + y)


@fact("limit", "limit")
def limit_of_product(x: Term, y: Term) -> Row:
    _numbers(x, y)
    return (s.converges(x), s.converges(y)), _both(_limit(lambda v: _member(x, v) * _member(y, v)), x * y)


@fact("limit")
def limit_of_quotient(x: Term) -> Row:
    _numbers(x)
    return (s.converges(x), apart(x)), _both(_limit(lambda v: t.recip(_member(x, v))), t.recip(x))


@fact("limit")
def limit_of_exponential(x: Term) -> Row:
    _numbers(x)
    return (s.converges(x),), _both(_limit(lambda v: t.exp(_member(x, v))), t.exp(x))


@fact("limit")
def limit_of_sine(x: Term) -> Row:
    _numbers(x)
    return (s.converges(x),), _both(_limit(lambda v: s.sin(_member(x, v))), s.sin(x))


@fact("limit")
def limit_of_cosine(x: Term) -> Row:
    _numbers(x)
    return (s.converges(x),), _both(_limit(lambda v: s.cos(_member(x, v))), s.cos(x))


@fact("limit")
def limit_of_arctangent(x: Term) -> Row:
    _numbers(x)
    return (s.converges(x),), _both(_limit(lambda v: s.atan(_member(x, v))), s.atan(x))


@fact("scalar")
def limit_of_arctangent_itself(c: Term) -> Row:
    """atan(cx) → π/2 for c > 0."""
    _numbers(c)
    return (*obligations([c]), gt(c, ZERO)), _both(_limit(lambda x: s.atan(c * x)), s.pi() / 2)


@fact("scalar")
def limit_of_tanh(c: Term) -> Row:
    _numbers(c)
    return (*obligations([c]), gt(c, ZERO)), _both(_limit(lambda x: t.tanh(c * x)), UNIT)


@fact("scalar", "natural")
def limit_of_decay(c: Term, n: Term) -> Row:
    """xⁿ e^(−cx) → 0 for c > 0 and a natural number n."""
    if n.op != "const" or n.data[0] > 12:
        raise ValueError("a power that is a small number")
    _numbers(c)
    k = int(n.data[0])
    return (*obligations([c]), gt(c, ZERO)), _both(_limit(lambda x: t.power(x, k) * t.exp(-(c * x))), ZERO)


@fact("scalar", "natural")
def limit_of_gaussian_decay(c: Term, n: Term) -> Row:
    """xⁿ e^(−cx²) → 0 for c > 0."""
    if n.op != "const" or n.data[0] > 12:
        raise ValueError("a power that is a small number")
    _numbers(c)
    k = int(n.data[0])
    return (*obligations([c]), gt(c, ZERO)), _both(_limit(lambda x: t.power(x, k) * t.exp(-(c * (x * x)))), ZERO)


@fact()
def limit_of_logarithm_over_argument() -> Row:
    return (), _both(_limit(lambda x: t.log(x) * t.recip(x)), ZERO)


@fact("limit", "limit")
def limit_of_the_same(x: Term, y: Term) -> Row:
    """Functions that agree from 1 on have one limit. The first has to be defined there, too."""
    _numbers(x, y)

    def later(make: Callable[[Term], Prop]) -> Prop:
        return every((), lambda v: connective("implies", ge(v, UNIT), make(v)))

    duties = len(obligations([_member(x, var("%v"))]))
    conditions = [later(lambda v, k=k: obligations([_member(x, v)])[k]) for k in range(duties)]  # type: ignore[misc]
    same = later(lambda v: eq(_member(x, v), _member(y, v)))
    return (s.converges(y), *conditions, same), _both(x, y)


# --- limits at a number -----------------------------------------------------------------------------------------------


@fact("limit_at")
def limit_where_continuous(x: Term) -> Row:
    """What is differentiable at a number is continuous there."""
    _numbers(x)
    (body, place), bound = x.args, x.data[0]
    return obligations([_slope(body, bound, place)]), _both(x, _at(body, bound, place))


@fact("limit_at", "scalar")
def limit_is_derivative(x: Term, f: Term) -> Row:
    """(F(v) − F(c))/(v − c) → F′(c). The quotient may be written otherwise, within 1/2 of c."""
    _numbers(x, f)
    (body, place), bound = x.args, x.data[0]
    slope = _slope(f, bound, place)

    def apart_from_place(make: Callable[[Term], Prop]) -> Prop:
        def guarded(v: Term) -> Prop:
            near = connective("and", apart(v, place), ge(v, place - HALF), ge(place + HALF, v))
            return connective("implies", near, make(v))

        return every((), guarded)

    def quotient(v: Term) -> Prop:
        change = _at(f, bound, v) - _at(f, bound, place)
        return eq(_at(body, bound, v) * (v - place), change)

    duties = len(obligations([_at(body, bound, var("%v"))]))
    defined = [
        apart_from_place(lambda v, k=k: obligations([_at(body, bound, v)])[k])  # type: ignore[misc]
        for k in range(duties)
    ]
    return (*obligations([slope]), *defined, apart_from_place(quotient)), _both(x, slope)


# --- infinite sums ----------------------------------------------------------------------------------------------------


def _series(body: Callable[[Term], Term]) -> Term:
    made = bind(lambda b, p: s.series(b, p), nat("%n"), body(nat("%n")))
    assert isinstance(made, Term)
    return made


@fact("scalar")
def geometric_series(q: Term) -> Row:
    _numbers(q)
    conditions = (*obligations([q]), gt(UNIT, q), gt(q, const(-1)))
    return conditions, _both(_series(lambda n: t.power(q, n)), t.recip(UNIT - q))


@fact("scalar")
def weighted_geometric_series(q: Term) -> Row:
    _numbers(q)
    value = q * t.recip((UNIT - q) * (UNIT - q))
    conditions = (*obligations([q]), gt(UNIT, q), gt(q, const(-1)))
    return conditions, _both(_series(lambda n: n * t.power(q, n)), value)


@fact("scalar")
def exponential_series(x: Term) -> Row:
    """Σ xⁿ/n! = eˣ, n! as the product of k + 1 below n."""
    _numbers(x)

    def term(n: Term) -> Term:
        k = nat("%k")
        made = bind(lambda b, p: s.natprod(b, p, n), k, k + 1)
        assert isinstance(made, Term)
        return t.power(x, n) * t.recip(made)

    return obligations([x]), _both(_series(term), t.exp(x))


@fact("series", "scalar")
def series_scaled(x: Term, c: Term) -> Row:
    _numbers(x, c)
    body, bound = x.args[0], x.data[0]
    return (*obligations([c]), s.converges(x)), _both(_series(lambda n: c * _at(body, bound, n)), c * x)


@fact("series", "series")
def series_added(x: Term, y: Term) -> Row:
    _numbers(x, y)
    sums = _series(lambda n: _at(x.args[0], x.data[0], n) + _at(y.args[0], y.data[0], n))
    return (s.converges(x), s.converges(y)), _both(sums, x + y)


@fact("series", "series")
def series_the_same(x: Term, y: Term) -> Row:
    """Sums whose terms agree."""
    _numbers(x, y)
    n = nat("%n")

    def all_naturals(p: Prop) -> Prop:
        made = bind(lambda b, q: t.quantifier("forall", b, q), n, p)
        assert isinstance(made, Prop)
        return made

    mine, other = _at(x.args[0], x.data[0], n), _at(y.args[0], y.data[0], n)
    defined = [all_naturals(p) for p in obligations([mine])]
    return (s.converges(y), *defined, all_naturals(eq(mine, other))), _both(x, y)
