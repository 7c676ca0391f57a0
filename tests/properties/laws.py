"""Laws of algebra, true ones and those that people believe: to make a term into one that may or may not be equal."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from proofread.trusted import terms as t
from proofread.trusted.terms import Term, is_poison
from proofread.trusted.trees import bind, open_binder, subnodes
from proofread.trusted.well_formed import well_formed

Law = Callable[[Term, Random], Term]


def _sum(x: Term, rng: Random) -> Term:
    a, *rest = x.args
    return rng.choice([t.add(*rest, a), t.add(*rest), t.add(a, *rest, *rest), -t.add(*(-b for b in x.args))])


def _product(x: Term, rng: Random) -> Term:
    a, b = x.args
    swapped, distributed = b * a, a * b
    if b.op == "add":
        distributed = t.add(*(a * c for c in b.args))
    return rng.choice([swapped, distributed, -((-a) * b), a + b, a * b * b])


def _matrix_product(x: Term, rng: Random) -> Term:
    a, b = x.args
    made = [(b.T @ a.T).T, b @ a, a.T @ b, a @ b.T, (2 * a) @ (b / 2)]
    if b.op == "add":
        made.append(t.add(*(a @ c for c in b.args)))
    if b.op == "matmul":
        made.append((a @ b.args[0]) @ b.args[1])
    return rng.choice(made)


def _transpose(x: Term, rng: Random) -> Term:
    (a,) = x.args
    made = [a, x.T.T]
    if a.op == "add":
        made.append(t.add(*(b.T for b in a.args)))
    if a.op == "matmul":
        made += [a.args[1].T @ a.args[0].T, a.args[0].T @ a.args[1].T]
    return rng.choice(made)


def _trace(x: Term, rng: Random) -> Term:
    (a,) = x.args
    made = [t.trace(a.T), t.total(t.diagonal(a)), t.total(a), t.trace(t.diag(t.diagonal(a)))]
    if a.op == "matmul":
        made += [t.trace(a.args[1] @ a.args[0]), t.total(a.args[0] * a.args[1].T), t.total(a.args[0] * a.args[1])]
    return rng.choice(made)


def _total(x: Term, rng: Random) -> Term:
    (a,) = x.args
    n, *more = a.shape or (t.ONE,)
    column = not more or more[0].is_one
    return rng.choice([t.total(a.T), t.ones(n).T @ a if column else t.ones(n).T @ a @ t.ones(more[0]), t.total(a * a)])


def _power(x: Term, rng: Random) -> Term:
    a, k = x.args[0], x.data[0]
    return rng.choice([a * t.power(a, k - 1) if k else t.const(1), t.power(-a, k), t.power(a, k + 1), k * a])


def _natpow(x: Term, rng: Random) -> Term:
    a, k = x.args
    return rng.choice([t.power(a, k + 1), a * t.power(a, k), t.power(a, k) * t.power(a, k), t.power(a * a, k)])


def _bsum(x: Term, rng: Random) -> Term:
    i = t.index("fresh", x.data[0].data[1])
    body = open_binder(x, i)
    halves = [body, body / 2 + body / 2, body + 1 - 1, 2 * body, body * i, body + body]
    if body.op == "add":
        return t.add(*(bind(t.bsum, i, b) for b in body.args))
    return bind(t.bsum, i, rng.choice(halves))


def _integral(x: Term, rng: Random) -> Term:
    body, space = x.args[0], x.data[0]
    if body.op == "add":
        return t.add(*(t.integral(space, b) for b in body.args))
    if body.op == "mul":
        a, b = body.args
        return rng.choice([t.integral(space, b * a), a * t.integral(space, b), t.integral(space, a) * b])
    return rng.choice([2 * t.integral(space, body / 2), body, t.integral(space, body * body)])


def _inverse(x: Term, rng: Random) -> Term:
    (a,) = x.args
    return rng.choice([t.inv(a.T).T, t.inv(a), a, 2 * t.inv(2 * a), t.inv(a).T])


LAWS: dict[str, Law] = {
    "add": _sum, "mul": _product, "matmul": _matrix_product, "transpose": _transpose, "trace": _trace,
    "total": _total, "power": _power, "natpow": _natpow, "bsum": _bsum, "integral": _integral, "inv": _inverse,
    "recip": lambda x, r: r.choice([-t.recip(-x.args[0]), t.recip(x.args[0]) ** 2 * x.args[0]]),
    "abs": lambda x, r: r.choice([x.args[0], t.absolute(-x.args[0])]),
    "maximum": lambda x, r: r.choice([t.maximum(*x.args[::-1]), x.args[0] + x.args[1]]),
    "is_zero": lambda x, r: r.choice([t.is_zero(-x.args[0]), t.is_zero(2 * x.args[0]), t.is_zero(x.args[0] + 1)]),
    "diag": lambda x, r: r.choice([t.diag(x.args[0]).T, x.args[0] @ x.args[0].T]),
    "diagonal": lambda x, r: r.choice([t.diagonal(x.args[0].T), x.args[0] @ t.ones(x.args[0].shape[1])]),
}  # fmt: skip


def rewritten(x: Term, rng: Random, times: int) -> Term:
    """The term with a law used at one of its parts, several times over."""
    for _ in range(times):
        parts = [n for n in subnodes(x) if isinstance(n, Term) and n.op in LAWS]
        if not parts:
            return x
        old = rng.choice(parts)
        try:
            new = LAWS[old.op](old, rng)
        except (ValueError, TypeError, IndexError):
            continue
        made = put(x, old, new)
        if new.shape == old.shape and is_poison(made) is None and well_formed(made):
            x = made
    return x


def put(x: Term, old: Term, new: Term) -> Term:
    """x with every occurrence of a part exchanged; what is bound around it stays as it is."""
    if x == old:
        return new
    args = tuple(put(a, old, new) if isinstance(a, Term) else a for a in x.args)
    return x if args == x.args else Term(x.op, args, x.data, x.shape)
