"""Problem 1: pruning by second-order saliencies. E is any smooth loss of n weights, U the trained weights."""

from __future__ import annotations

from proofread import (
    Index,
    Matrix,
    Positive,
    Q,
    Scalar,
    Size,
    Smooth,
    Vector,
    agrees_to_order,
    and_,
    assume,
    big_o,
    bsum,
    claim,
    code,
    computes,
    derivation,
    diag,
    diagonal,
    dot,
    equal,
    exists,
    eye,
    forall,
    ge,
    given,
    grad,
    hess,
    iff,
    implies,
    le,
    line,
    norm,
    total,
    unit,
)

n = Size("n")


def taylor(E, U, du):
    """g·δ + ½ δᵀHδ, written with the sums of the print."""
    g, h = grad(E)(U), hess(E)(U)
    linear = bsum(lambda i: g[i] * du[i], n)
    return linear + bsum(lambda i: bsum(lambda j: h[i, j] * du[i] * du[j], n), n) / 2


def change(E, U, du):
    return E(U + du) - E(U)


def model(E, U):
    """The stated simplification: the loss is its second-degree expansion at U."""
    return forall(Vector[n], lambda v: equal(change(E, U, v), taylor(E, U, v)))


def only(U, i):
    """The perturbation that sets weight i to zero and leaves the others."""
    return -U[i] * unit(i, n)


@claim("hw2/1.1.perturbation")
def perturbation(u: Scalar, du: Scalar):
    """A parameter u lands on zero exactly when it is moved by −u."""
    return iff(equal(u + du, 0), equal(du, -u))


@claim("hw2/1.1.eq1.1")
def expansion(E: Smooth[n], U: Vector[n]):
    """Gradient and Hessian terms give the change of the loss up to a third-order remainder."""
    near = agrees_to_order(lambda v: change(E, U, v), lambda v: taylor(E, U, v), 3, Vector[n])
    slope = equal(grad(lambda v: taylor(E, U, v))(U - U), grad(E)(U))
    return and_(equal(taylor(E, U, U - U), 0), slope, near)


@claim(conforms_to="hw2/1.1.eq1.1")
def second_order_code(g: Vector[n], H: Matrix[n, n], du: Vector[n]):
    """The code computes the second-order change."""
    return computes(code("impls.pruning:taylor_change")(g, H, du), dot(g, du) + dot(du, H @ du) / 2, within=8)


@claim("hw2/1.1.least-effect")
def one_weight(E: Smooth[n], U: Vector[n], i: Index[n]):
    """With δ = −u_i in place i, weight i becomes 0 and the expansion reads −g_i u_i + ½ h_ii u_i²."""
    g, h, du = grad(E)(U), hess(E)(U), only(U, i)
    return and_(equal((U + du)[i], 0), equal(taylor(E, U, du), -g[i] * U[i] + h[i, i] * U[i] ** 2 / 2))


@claim("hw2/1.2.hessian-cost")
def second_derivatives():
    """Of n weights there are n² second derivatives, n(n + 1)/2 of them different: O(n²) either way."""
    pairs = bsum(lambda i: bsum(lambda j: 1, n), n)
    different = bsum(lambda i: bsum(lambda j: (1 + eye(n)[i, j]) / 2, n), n)  # i < j as a half twice, i = j once
    counted = and_(equal(pairs, n * (n * Q(1))), equal(different, n * (n + Q(1)) / 2))
    return and_(counted, big_o(lambda k: k**2, lambda k: k**2), big_o(lambda k: Q("1/2") * k * (k + 1), lambda k: k**2))


@claim("hw2/1.2.gradient-zero")
def gradient_at_minimum(E: Smooth[n], U: Vector[n]):
    """At a local minimum of the loss the gradient vanishes."""
    near = lambda r: forall(Vector[n], lambda v: implies(le(norm(v), r), ge(E(U + v), E(U))))
    assume(exists(Positive, near))
    return equal(grad(E)(U), 0)


@derivation
def saliency(E: Smooth[n], U: Vector[n], i: Index[n]):
    """The change of the modelled loss, then of one weight set to zero."""
    h = hess(E)(U)
    yield given("hw2/1.intro.taylor", model(E, U))
    yield given("hw2/1.2.diagonal", equal(h, diag(diagonal(h))))
    yield given("hw2/1.2.gradient-zero", equal(grad(E)(U), 0))
    simplified = lambda v: equal(change(E, U, v), bsum(lambda j: h[j, j] * v[j] ** 2, n) / 2)
    yield line("hw2/1.2.eq1.4", forall(Vector[n], simplified), "diagonal Hessian, zero gradient")
    yield line("hw2/1.2.eq1.5", equal(change(E, U, only(U, i)), h[i, i] * U[i] ** 2 / 2), "δ = −u_i in place i")


@claim(conforms_to="hw2/1.2.eq1.5")
def saliency_code(h: Vector[n], u: Vector[n]):
    """The code computes the saliencies."""
    return computes(code("impls.pruning:obd_saliency")(h, u), h * u**2 / 2, within=4)


@claim("hw2/1.2.lowest")
def lowest_weight(h: Vector[n], U: Vector[n], i: Index[n], j: Index[n]):
    """Of two weights the one of lower saliency changes the modelled loss less when it is set to zero."""
    s = h * U**2 / 2
    modelled = lambda du: total(h * du**2) / 2
    return implies(le(s[i], s[j]), le(modelled(only(U, i)), modelled(only(U, j))))


@claim("hw2/1.2.lowest#sets")
def lowest_set(h: Vector[n], U: Vector[n], m: Vector[n], other: Vector[n], t: Scalar):
    """Masks prune equally many weights; at most t is what only m prunes, at least t what only the other does."""
    s = h * U**2 / 2
    assume(equal(m * m, m), equal(other * other, other), equal(total(m), total(other)))
    assume(ge(m * (1 - other) * (t - s), 0), ge(other * (1 - m) * (s - t), 0))
    modelled = lambda mask: total(h * (mask * U) ** 2) / 2
    return le(modelled(m), modelled(other))


@claim("hw2/1.2.identity")
def identity_hessian(E: Smooth[n], U: Vector[n], i: Index[n]):
    """With the identity as Hessian the diagonal is 1 and setting weight i to zero costs ½ u_i²."""
    h = hess(E)(U)
    assume(model(E, U), equal(grad(E)(U), 0), equal(h, eye(n)))
    return and_(equal(h[i, i], 1), equal(change(E, U, only(U, i)), U[i] ** 2 / 2))
