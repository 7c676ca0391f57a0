"""The change of a loss when parameters are pruned: second-order expansion, Fisher matrix, diagonal.

m is 1 where a parameter is kept and 0 where it is pruned; `pruned` is 1 where m is 0 and 0 elsewhere.
"""

from __future__ import annotations

from proofread import (
    Density,
    Index,
    Matrix,
    OnSpace,
    Q,
    Scalar,
    Size,
    Smooth,
    Space,
    Vector,
    and_,
    apart,
    assume,
    bsum,
    claim,
    code,
    computes,
    correction,
    definition,
    derivation,
    diag,
    equal,
    ge,
    given,
    grad,
    hess,
    integral,
    le,
    line,
    lt,
    ones,
    readings,
    total,
    unit,
    unstated,
)
from proofread.trusted.terms import Prop, Term

d = Size("d")
Data = Space("Data")


def binary(m: Term) -> Prop:
    """Every entry is 0 or 1."""
    return equal(m * m, m)


def selects(pruned: Term, m: Term) -> Prop:
    """For a binary m: pruned is 0 where m is not 0, and 1 where it is not 1."""
    return and_(equal(pruned * m, 0), equal((pruned - 1) * (1 - m), 0))


def quadratic(matrix: Term, v: Term) -> Term:
    return v.T @ matrix @ v / 2


def importance(theta: Term, fisher: Term) -> Term:
    return theta**2 * fisher


def modelled(theta: Term, fisher: Term, m: Term) -> Term:
    """The change of the loss under all approximations."""
    return total((1 - m) * importance(theta, fisher)) / 2


@claim("dl-exam-w25/A1.3")
def second_order_expansion(L: Smooth[d], theta: Vector[d], m: Vector[d]):
    """Along the way from θ to θ⊙m the quadratic starts with the value, slope and second derivative of the loss."""
    v = theta * m - theta
    loss = lambda t: L(theta + t * v)
    expansion = lambda t: L(theta) + grad(L)(theta).T @ (t * v) + quadratic(hess(L)(theta), t * v)
    start = Q("0")
    slopes = equal(grad(loss)(start), grad(expansion)(start))
    return and_(
        equal(loss(start), expansion(start)), slopes, equal(grad(grad(loss))(start), grad(grad(expansion))(start))
    )


@claim("dl-exam-w25/A1.4")
def what_is_taken_away(theta: Vector[d], m: Vector[d]):
    """θ⊙m − θ = −θ⊙(1 − m): the bracket is lost in print, and 1 may be the number or the column of ones."""
    return readings(
        number=equal(theta * m - theta, -theta * (1 - m)), column=equal(theta * m - theta, -theta * (ones(d) - m))
    )


@derivation
def change_when_pruned(
    before: Scalar, after: Scalar, gradient: Vector[d], hessian: Matrix[d, d], theta: Vector[d], m: Vector[d],
    pruned: Vector[d], fisher: Vector[d], norm_F: Scalar,
):  # fmt: skip
    """From the expansion to the sum over what is pruned; each approximation is granted where the text makes it.

    before = L(θ) and after = L(θ⊙m), with the gradient and the Hessian of L at θ.
    """
    definition("dl-exam-w25/A1.1", m)
    definition("dl-exam-w25/A1.H", hessian)
    assume(binary(m), selects(pruned, m))
    v, taken = theta * m - theta, theta * (1 - m)
    yield line("dl-exam-w25/A1.2", after - before)
    expanded = equal(after, before + gradient.T @ v + quadratic(hessian, v))
    yield given("dl-exam-w25/A1.3", expanded, "the expansion taken as exact")
    yield line("dl-exam-w25/A1.5", -gradient.T @ taken + quadratic(hessian, taken), "what is taken away")
    yield given("dl-exam-w25/A1.6", equal(gradient, 0), "at a minimum")
    yield line("dl-exam-w25/A1.7", quadratic(hessian, taken), "the first-order term vanishes")
    yield given("dl-exam-w25/A1.9", equal(hessian, diag(fisher)), "Fisher for Hessian, and its diagonal")
    yield line("dl-exam-w25/A1.11", bsum(lambda i: (1 - m[i]) * theta[i] ** 2 * fisher[i], d) / 2, "m is binary")
    share = bsum(lambda i: pruned[i] * theta[i] ** 2 * fisher[i], d) / 2
    yield line("dl-exam-w25/A1.11#pruned", share, "1 − m is 1 where m is 0, and 0 where it is 1")
    whole = bsum(lambda j: theta[j] ** 2 * fisher[j], d)
    yield given("dl-exam-w25/A1.13", equal(norm_F, whole))
    yield given("dl-exam-w25/A1.12", apart(whole, 0), "it is divided by")
    normalised = bsum(lambda i: pruned[i] * (theta[i] ** 2 * fisher[i] / whole), d) / 2 * norm_F
    yield line("dl-exam-w25/A1.12", normalised, "divided and multiplied by the norm")


@claim("dl-exam-w25/A1.6")
def first_order_term_vanishes(L: Smooth[d], theta: Vector[d], m: Vector[d]):
    """Where the gradient is 0, as taken for granted at a minimum, the first-order term is 0 for every mask."""
    assume(equal(grad(L)(theta), 0))
    return equal(grad(L)(theta).T @ (theta * (1 - m)), 0)


@claim("dl-exam-w25/A1.q")
def formula_of_the_question(theta: Vector[d], m: Vector[d], pruned: Vector[d], fisher: Vector[d]):
    """The formula to derive sums over all i and j, whatever the mask; the derivation ends with the pruned i only."""
    whole = bsum(lambda j: theta[j] ** 2 * fisher[j], d)
    assume(binary(m), selects(pruned, m), apart(whole, 0))
    change = modelled(theta, fisher, m)

    def share(i: Term) -> Term:
        return theta[i] ** 2 * fisher[i] / whole

    printed = bsum(lambda i: bsum(lambda j: share(i), d), d) / 2 * whole
    meant = bsum(lambda i: pruned[i] * share(i), d) / 2 * whole
    return correction(equal(change, printed), to=equal(change, meant))


@claim("dl-exam-w25/A1.8")
def hessian_is_fisher(
    data: Density[Data], slope: OnSpace[Data, Vector[d]], curvature: OnSpace[Data, Matrix[d, d]],
    second: OnSpace[Data, Matrix[d, d]],
):  # fmt: skip
    """The mean over the data of a loss's second derivatives is that of the outer products of its gradients.

    Unstated: the loss is −log of a density in θ that is the data's at this θ. Its second derivatives `second` integrate
    to 0, and those of −log are the outer product less second/density.
    """
    definition("dl-exam-w25/A1.d", integral(Data, data * (slope @ slope.T)))
    unstated(equal(integral(Data, second), 0), equal(curvature, slope @ slope.T - second / data))
    return equal(integral(Data, data * curvature), integral(Data, data * (slope @ slope.T)))


@claim("dl-exam-w25/A1.10")
def square_of_a_binary_number(m: Vector[d], i: Index[d]):
    """(1 − m_i)² = 1 − m_i where m is binary."""
    assume(binary(m))
    return equal((1 - m[i]) ** 2, 1 - m[i])


@claim("dl-exam-w25/A1.12.rel")
def relative_change(theta: Vector[d], m: Vector[d], fisher: Vector[d]):
    """The shares of what is pruned add up to the change relative to half the norm."""
    whole = bsum(lambda j: theta[j] ** 2 * fisher[j], d)
    assume(apart(whole, 0))
    shares = bsum(lambda i: (1 - m[i]) * (theta[i] ** 2 * fisher[i] / whole), d)
    return equal(modelled(theta, fisher, m) / (whole / 2), shares)


@claim("dl-exam-w25/A1.15")
def smaller_importance(theta: Vector[d], fisher: Vector[d], i: Index[d], j: Index[d]):
    """Of two parameters the one of smaller importance changes the loss less when it alone is pruned."""
    worth = definition("dl-exam-w25/A1.14", importance(theta, fisher))
    assume(lt(worth[i], worth[j]))
    return lt(modelled(theta, fisher, 1 - unit(i, d)), modelled(theta, fisher, 1 - unit(j, d)))


@claim("dl-exam-w25/A1.16")
def smallest_importance_first(
    theta: Vector[d], fisher: Vector[d], m: Vector[d], other: Vector[d], threshold: Scalar
):  # fmt: skip
    """Among masks that keep equally many, one that prunes below a threshold and keeps above it costs least."""
    worth = importance(theta, fisher)
    assume(ge(other, 0), ge(1 - other, 0))  # as for 0 and 1
    assume(equal(threshold * total(m), threshold * total(other)))  # as for equal numbers kept
    assume(ge((1 - m) * (threshold - worth), 0), ge(m * (worth - threshold), 0))
    return le(modelled(theta, fisher, m), modelled(theta, fisher, other))


@claim("dl-exam-w25/A1.17")
def how_exact_it_is(L: Smooth[d], theta: Vector[d], m: Vector[d], fisher: Vector[d]):
    """Even with gradient 0 and Hessian diag(F) the formula is not the change of the loss; it is its second-order part.

    Every loss with these two properties at θ is a smooth one, put right there in its first and second order.
    """
    assume(binary(m))

    def loss(w: Term) -> Term:
        v = w - theta
        return L(w) - grad(L)(theta).T @ v + quadratic(diag(fisher) - hess(L)(theta), v)

    def along(t: Term) -> Term:
        return loss(theta + t * (theta * m - theta))

    start, formula = Q("0"), modelled(theta, fisher, m)
    second_order = and_(equal(grad(along)(start), 0), equal(grad(grad(along))(start) / 2, formula))
    return correction(equal(loss(theta * m) - loss(theta), formula), to=second_order)


@claim(conforms_to="dl-exam-w25/A1.11")
def loss_change_code(theta: Vector[d], fisher: Vector[d], m: Vector[d]):
    """The code computes half the importance of what is pruned."""
    assume(binary(m))
    return computes(code("impls.pruning:pruning_loss_change")(theta, fisher, m), modelled(theta, fisher, m), within=8)


@claim(conforms_to="dl-exam-w25/A1.3")
def taylor_change_code(gradient: Vector[d], hessian: Matrix[d, d], step: Vector[d]):
    """The code computes the second-order change of a loss."""
    call = code("impls.pruning:taylor_change")(gradient, hessian, step)
    return computes(call, gradient.T @ step + quadratic(hessian, step), within=8)
