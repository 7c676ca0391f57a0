"""The words of a claim for terms and propositions: relations, connectives, quantifiers, linear algebra."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

from proofread.language import complex_numbers
from proofread.language.complex_numbers import Complex
from proofread.language.errors import ClaimError
from proofread.language.sizes import plain
from proofread.language.sorts import MadeSort, Sort
from proofread.trusted import sizes, terms, trees
from proofread.trusted.terms import (
    Prop,
    Term,
    absolute,
    diag,
    diagonal,
    floor,
    inv,
    log,
    pinv,
    sign,
    sqrt,
    tanh,
    trace,
    transpose,
)
from proofread.trusted.terms import total as _total

_fresh = itertools.count(1)


def term(x: object) -> Term:
    """A term from a term, number, size, or nested lists of these. ClaimError for a statement or a float."""
    if isinstance(x, Prop):
        raise ClaimError(f"{x!r} is a statement where a term is needed")
    if isinstance(x, list | tuple):
        return array(x)
    if isinstance(x, Complex):
        raise ClaimError("a complex number where a real one is needed", "write re(z), im(z) or abs(z)")
    if isinstance(x, float):
        raise ClaimError(f"{x!r} is a float, which is not the number that was typed", f'write Q("{x}")')
    try:
        return terms.to_term(x)
    except TypeError as error:
        raise ClaimError(str(error)) from error


def proposition(x: object, word: str) -> Prop:
    """The proposition, or a ClaimError that says which word needed one."""
    if isinstance(x, Prop):
        return x
    what = "a truth value; == compares terms, it does not state" if isinstance(x, bool) else f"{x!r}, not a statement"
    raise ClaimError(f"{word} was given {what}", "state equality with equal(x, y)")


# --- relations and properties ---------------------------------------------------------------------------------------


def equal(x: object, y: object) -> Prop:
    """x = y, entry by entry; of complex numbers, in both parts."""
    if isinstance(x, Complex) or isinstance(y, Complex):
        return complex_numbers.same(x, y)
    return terms.relation("equal", term(x), term(y))


def ge(x: object, y: object) -> Prop:
    """x ≥ y, entry by entry."""
    return terms.relation("ge", term(x), term(y))


def gt(x: object, y: object) -> Prop:
    """x > y, entry by entry."""
    return terms.relation("gt", term(x), term(y))


def le(x: object, y: object) -> Prop:
    """x ≤ y, entry by entry."""
    return ge(y, x)


def lt(x: object, y: object) -> Prop:
    """x < y, entry by entry."""
    return gt(y, x)


def apart(x: object, y: object) -> Prop:
    """x ≠ y in every entry."""
    if isinstance(x, Complex) or isinstance(y, Complex):
        return complex_numbers.different(x, y)
    return terms.relation("apart", term(x), term(y))


def nonzero(x: object) -> Prop:
    """Not all entries are 0."""
    return terms.predicate("nonzero", term(x))


def full_column_rank(x: object) -> Prop:
    """The columns are linearly independent."""
    return terms.predicate("full_rank", term(x))


def invertible(a: object) -> Prop:
    return terms.predicate("invertible", _square(a, "invertible"))


def psd(a: object) -> Prop:
    """Symmetric positive semidefinite."""
    return terms.predicate("psd", _square(a, "psd"))


def pd(a: object) -> Prop:
    """Symmetric positive definite."""
    return terms.predicate("pd", _square(a, "pd"))


def symmetric(a: object) -> Prop:
    return equal(transpose(_square(a, "symmetric")), a)


def orthogonal(q: object) -> Prop:
    """QᵀQ = I for a square Q."""
    a = _square(q, "orthogonal")
    return equal(transpose(a) @ a, eye(a.shape[0]) if a.shape else 1)


def _square(x: object, word: str) -> Term:
    a = term(x)
    if a.op == "ill" or not a.shape or (len(a.shape) == 2 and a.shape[0] == a.shape[1]):
        return a
    return terms.ill(f"{word} of a {terms.shape_text(a)} term: it is said of a square matrix")


# --- connectives and quantifiers ------------------------------------------------------------------------------------


def and_(*props: Prop) -> Prop:
    return _joined("and", props)


def or_(*props: Prop) -> Prop:
    return _joined("or", props)


def not_(p: Prop) -> Prop:
    return terms.connective("not", proposition(p, "not_"))


def implies(p: Prop, q: Prop) -> Prop:
    return terms.connective("implies", proposition(p, "implies"), proposition(q, "implies"))


def iff(p: Prop, q: Prop) -> Prop:
    return terms.connective("iff", proposition(p, "iff"), proposition(q, "iff"))


def exactly_one(*props: Prop) -> Prop:
    """One of them holds, and no two do."""
    pairs = [not_(and_(p, q)) for p, q in itertools.combinations(props, 2)]
    return and_(or_(*props), *pairs)


def forall(*sorts_and_body: Any) -> Prop:
    """forall(Vector[n], lambda x: …), or forall(Scalar, Scalar, lambda x, y: …)."""
    return _quantified("forall", sorts_and_body)


def exists(*sorts_and_body: Any, witness: object = None) -> Prop:
    """exists(Matrix[d, d], lambda F: …): there is a member of the sort for which the statement holds.

    `witness` (one sort only): the member the document names. It is tried first, and proves nothing by being named.
    """
    if witness is None:
        return _quantified("exists", sorts_and_body)
    if len(sorts_and_body) != 2:
        raise ClaimError(
            "a witness goes with one sort", "nest: exists(A, lambda a: exists(B, …, witness=…), witness=…)"
        )
    sort = sorts_and_body[0]
    return _quantified(
        "exists", sorts_and_body, sort.parts(witness) if isinstance(sort, MadeSort) else (term(witness),)
    )


def _joined(op: str, props: tuple[Prop, ...]) -> Prop:
    if not props:
        raise ClaimError(f"{op}_() needs at least one statement")
    parts = [proposition(p, f"{op}_") for p in props]
    return parts[0] if len(parts) == 1 else terms.connective(op, *parts)


def _quantified(op: str, sorts_and_body: tuple[Any, ...], named: tuple[Term, ...] | None = None) -> Prop:
    *sorts, body = sorts_and_body if len(sorts_and_body) > 1 else (None, None)
    if not sorts or not callable(body) or not all(isinstance(s, Sort | MadeSort) and not s.random for s in sorts):
        raise ClaimError(f"{op} takes sorts of terms and a function", f"write {op}(Vector[n], lambda x: …)")
    declared = [s.bound(fresh_name()) for s in sorts]
    prop = proposition(body(*(d.value for d in declared)), op)
    for d in reversed(declared):
        known = d.hypotheses
        prop = prop if not known else implies(and_(*known), prop) if op == "forall" else and_(*known, prop)
        for k, leaf in reversed(list(enumerate(d.variables))):
            prop = trees.bind(lambda v, p: terms.quantifier(op, v, p), leaf, prop)
            prop = prop if named is None else Prop(op, prop.args, (*prop.data, named[k]))
    return prop


def fresh_name() -> str:
    """A name no claim can write, for a variable about to be bound."""
    return f"?{next(_fresh)}"


def restart_names() -> None:
    """Count from 1 again, so that a message about a claim does not depend on the claims before it."""
    global _fresh
    _fresh = itertools.count(1)


# --- terms ----------------------------------------------------------------------------------------------------------


def array(rows: Any) -> Term:
    """A literal column (list), matrix (list of lists) or tensor."""
    try:
        return terms.array(rows)
    except (ValueError, TypeError) as error:
        raise ClaimError(str(error)) from error


def eye(n: object) -> Term:
    """The identity matrix; of size 1, the number 1."""
    size = plain(n)
    return terms.const(1) if size.is_one else terms.eye(size)


def ones(*axes: object) -> Term:
    """All ones: ones(n) is a column, ones(n, m) a matrix."""
    shape = [plain(a) for a in axes]
    return terms.const(1) if all(s.is_one for s in shape) else terms.ones(*shape)


def zeros(*axes: object) -> Term:
    return terms.mul(0, ones(*axes))


def abs_(x: object) -> Term:
    """The absolute value, entry by entry; of a complex number, its modulus."""
    return complex_numbers.modulus(x) if isinstance(x, Complex) else absolute(term(x))


def exp(x: object) -> Any:
    """e to the x, entry by entry, or of a complex number."""
    return complex_numbers.exponential(x) if isinstance(x, Complex) else terms.exp(term(x))


def maximum(x: object, y: object) -> Term:
    """The larger of two, entry by entry."""
    return terms.maximum(term(x), term(y))


def relu(x: object) -> Term:
    return maximum(x, 0)


def sigmoid(x: object) -> Term:
    """1/(1 + e^(−x)), entry by entry."""
    return 1 / (1 + terms.exp(-term(x)))


def softmax(z: object) -> Term:
    """e^z over the sum of its entries."""
    powers = terms.exp(term(z))
    return powers / total(powers)


def total(x: object) -> Term:
    """The sum of all entries."""
    return _total(term(x))


def mean(x: object) -> Term:
    """The sum of all entries over their number."""
    a = term(x)
    count = terms.const(1)
    for size in (s for s in a.shape if not s.is_one):
        count = terms.number(size) if count == terms.const(1) else count * terms.number(size)
    return total(a) / count if a.shape else a


def dot(x: object, y: object) -> Term:
    """The sum of the entrywise products of two terms of one shape."""
    a, b = term(x), term(y)
    if "ill" not in (a.op, b.op) and a.shape != b.shape:
        return terms.ill(f"dot of {terms.shape_text(a)} and {terms.shape_text(b)}: the shapes differ")
    return total(a * b)


def norm2(x: object) -> Term:
    """The squared Euclidean (Frobenius) norm."""
    a = term(x)
    return total(a * a)


def norm(x: object) -> Term:
    """The Euclidean (Frobenius) norm."""
    return sqrt(norm2(x))


def bsum(body: Callable[[Term], object], size: sizes.Size | int) -> Term:
    """The sum over an index: bsum(lambda i: x[i], N)."""
    i = terms.index(fresh_name(), plain(size))
    result: Term = trees.bind(terms.bsum, i, term(body(i)))
    return result


def minimises(f: Callable[[Any], object], x: object, sort: Sort | MadeSort) -> Prop:
    """x is of the sort, and f(x) ≤ f(v) for every v of it."""
    at = _member(x, sort)
    return and_(*_conditions(at, sort), forall(sort, lambda v: le(f(at), f(v))))


def maximises(f: Callable[[Any], object], x: object, sort: Sort | MadeSort) -> Prop:
    """x is of the sort, and f(x) ≥ f(v) for every v of it."""
    at = _member(x, sort)
    return and_(*_conditions(at, sort), forall(sort, lambda v: ge(f(at), f(v))))


def same_minimisers(f: Callable[[Any], object], g: Callable[[Any], object], sort: Sort | MadeSort) -> Prop:
    """A member of the sort minimises f exactly when it minimises g."""

    def same(x: Any) -> Prop:
        return iff(*(forall(sort, lambda v, h=h: le(h(x), h(v))) for h in (f, g)))

    return forall(sort, same)


def _member(x: object, sort: Sort | MadeSort) -> Any:
    """An integer, rational or complex number has to be seen to be one; the conditions of other sorts are stated."""
    if not isinstance(sort, MadeSort):
        return term(x)
    if sort.parts(x) is None:
        raise ClaimError(f"a place that is not seen to be of the sort {sort.text}", "write a number, e.g. 2")
    return x if isinstance(x, Complex) else term(x)


def _conditions(at: Any, sort: Sort | MadeSort) -> tuple[Prop, ...]:
    """That it is of the sort: −1 minimises nothing among positive numbers."""
    return sort.conditions(at) if isinstance(sort, Sort) else ()


__all__ = [
    "abs_", "and_", "apart", "array", "bsum", "diag", "diagonal", "dot", "equal", "exactly_one", "exists", "exp",
    "eye", "floor", "forall", "full_column_rank", "ge", "gt", "iff", "implies", "inv", "invertible", "le", "log", "lt",
    "maximises", "maximum", "mean", "minimises", "nonzero", "norm", "norm2", "not_", "ones", "or_", "orthogonal", "pd",
    "pinv", "proposition", "psd", "relu", "same_minimisers", "sigmoid", "sign", "softmax", "sqrt", "symmetric", "tanh",
    "term", "total", "trace", "transpose", "zeros",
]  # fmt: skip
