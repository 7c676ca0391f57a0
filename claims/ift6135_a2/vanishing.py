"""Questions 1.2 and 1.3: when the gradients of a recurrent unit vanish, and when they explode.

Norms of matrices are stated through what they do to vectors: ‖A‖ ≤ c says that no vector becomes longer than c times
what it was. Where a matrix meets a vector of another size, both sizes are left open, which covers the square case.
"""

from __future__ import annotations

from proofread import (
    Matrix,
    Nat,
    NonNegative,
    Positive,
    Q,
    Scalar,
    Sequence,
    Size,
    SmoothMap,
    Unit,
    Vector,
    and_,
    array,
    assume,
    claim,
    correction,
    definition,
    derivation,
    equal,
    exists,
    eye,
    forall,
    ge,
    gt,
    implies,
    jac,
    le,
    line,
    lt,
    nonzero,
    norm,
    norm2,
    not_,
    psd,
    sqrt,
    symmetric,
    tends_to,
)

n, m, k = Size("n"), Size("m"), Size("k")


def at_most(c, image, size):
    """The norm of a linear map is at most c ≥ 0."""
    return forall(Vector[size], lambda v: le(norm2(image(v)), c**2 * norm2(v)))


def is_norm(c, image, size):
    """The norm of a linear map is c: the largest length of an image of a vector of length one."""
    attained = exists(Vector[size], lambda v: and_(equal(norm2(v), 1), equal(norm2(image(v)), c**2)))
    return and_(ge(c, 0), at_most(c, image, size), attained)


def eigenvalues_at_most(c, a):
    """No eigenvalue of the symmetric AᵀA is above c: xᵀAᵀAx ≤ c xᵀx for every x."""
    return forall(Vector[a.shape[1]], lambda x: le(norm2(a @ x), c * norm2(x)))


def largest_eigenvalue(c, a, v):
    """c is the largest eigenvalue of AᵀA, and v an eigenvector of length one."""
    return and_(equal(a.T @ a @ v, c * v), equal(norm2(v), 1), eigenvalues_at_most(c, a))


# --- 1.2: the operator norm -----------------------------------------------------------------------------------------


@claim("ift6135-a2/1.2.footnote")
def induced_by_the_length(A: Matrix[n, m], v: Vector[m]):
    """However much A stretches a vector, it stretches one of length one as much: the norm is the largest stretch."""
    assume(nonzero(v))
    as_much = lambda u: and_(equal(norm2(u), 1), equal(norm2(A @ u) * norm2(v), norm2(A @ v)))
    return exists(Vector[m], as_much, witness=v / norm(v))


@claim("ift6135-a2/1.2.prop1", "ift6135-a2/1.2.prop1.again")
def norm_of_a_product(A: Matrix[n, m], B: Matrix[m, k], a: NonNegative, b: NonNegative):
    """The norm of a product is at most the product of the norms."""
    assume(at_most(a, lambda v: A @ v, m), at_most(b, lambda v: B @ v, k))
    return at_most(a * b, lambda v: A @ (B @ v), k)


@claim("ift6135-a2/1.2.prop2", "ift6135-a2/1.2.prop2.again")
def norm_and_eigenvalue(A: Matrix[n, m], top: NonNegative, v: Vector[m]):
    """The norm of A is the root of the largest eigenvalue of AᵀA."""
    assume(definition("ift6135-a2/1.2.lambda", largest_eigenvalue(top, A, v)))
    return definition("ift6135-a2/1.2.norm-def", is_norm(sqrt(top), lambda x: A @ x, m))


# --- 1.2: one step --------------------------------------------------------------------------------------------------


@claim("ift6135-a2/1.2.chain#start")
def no_step(h0: Vector[n]):
    """Before any step the derivative is the identity: a product of no factors."""
    return equal(jac(lambda h: h)(h0), eye(n))


@claim("ift6135-a2/1.2.chain#step")
def one_more_factor(F: SmoothMap[n, n], step: SmoothMap[n, n], h0: Vector[n]):
    """Each further step puts one factor in front: its derivative at the state that was reached."""
    return equal(jac(lambda h: step(F(h)))(h0), jac(step)(F(h0)) @ jac(F)(h0))


@derivation
def derivative_of_a_step(W: Matrix[n, n], U: Matrix[n, m], b: Vector[n], s: SmoothMap[n, n], x: Vector[m],
                         h: Vector[n], v: Vector[n]):  # fmt: skip
    """The derivative of a step is W times that of the activation; both stretch every direction alike."""
    step, inner = jac(lambda g: W @ s(g) + U @ x + b)(h), jac(s)(h)
    yield line("ift6135-a2/1.2.local", equal(step, W @ inner), "chain rule")
    yield line("ift6135-a2/1.2.norm-eq", equal(norm(step @ v), norm(W @ (inner @ v))), "norms of both sides")


@derivation
def norm_of_a_step(W: Matrix[n, m], S: Matrix[m, k], w: NonNegative, inner: NonNegative, top: NonNegative):
    """W after the derivative S of the activation: the two properties of the norm, one after the other."""
    image = lambda v: W @ (S @ v)
    assume(at_most(w, lambda v: W @ v, m), at_most(inner, lambda v: S @ v, k), equal(w, sqrt(top)))
    yield line("ift6135-a2/1.2.ineq1", at_most(w * inner, image, k), "norm of a product")
    yield line("ift6135-a2/1.2.ineq2", at_most(sqrt(top) * inner, image, k), "norm and eigenvalue")


@claim("ift6135-a2/1.2.ineq3", "ift6135-a2/1.2.claim#step", "ift6135-a2/1.3.necessary#step")
def a_step_shrinks(W: Matrix[n, m], S: Matrix[m, k], gamma: Positive, delta: NonNegative, ratio: NonNegative):
    """With no eigenvalue of WᵀW above δ²/γ² and the derivative of the activation at most γ: at most (δ/γ)γ."""
    assume(equal(ratio * gamma, delta))  # ratio is δ/γ
    assume(eigenvalues_at_most(ratio**2, W), definition("ift6135-a2/1.2.gamma", at_most(gamma, lambda v: S @ v, k)))
    return at_most(ratio * gamma, lambda v: W @ (S @ v), k)


# --- 1.2: many steps ------------------------------------------------------------------------------------------------


def norms(whole, r):
    """‖∂h_t/∂h_0‖ starts at 1, and a step multiplies it by at most its own norm r: chain rule, norm of a product."""
    return and_(equal(whole[0], 1), forall(Nat, lambda t: le(whole[t + 1], r[t + 1] * whole[t])))


def products(product, r):
    """The product of the first t norms."""
    return and_(equal(product[0], 1), forall(Nat, lambda t: equal(product[t + 1], r[t + 1] * product[t])))


@claim("ift6135-a2/1.2.product1")
def product_of_norms(whole: Sequence[NonNegative], r: Sequence[NonNegative], product: Sequence[Scalar]):
    """The norm of the derivative over t steps is at most the product of the norms of the steps."""
    assume(norms(whole, r), products(product, r))
    return forall(Nat, lambda t: le(whole[t], product[t]))


@claim("ift6135-a2/1.2.product1#entries")
def entries_are_bounded_too(D: Matrix[n, m], c: NonNegative, u: Vector[n], v: Vector[m]):
    """The norm is not printed on the left: what bounds the norm of a matrix bounds its entries uᵀDv as well."""
    assume(at_most(c, lambda x: D @ x, m), equal(norm2(u), 1), equal(norm2(v), 1))
    return le((u.T @ (D @ v)) ** 2, c**2)


@claim("ift6135-a2/1.2.product2")
def product_of_small_norms(r: Sequence[NonNegative], product: Sequence[Scalar], delta: NonNegative):
    """If every norm is at most δ, the product of t of them is at most δᵗ, and not negative."""
    assume(products(product, r))
    assume(forall(Nat, lambda t: le(r[t + 1], delta)))
    return forall(Nat, lambda t: and_(ge(product[t], 0), le(product[t], delta**t)))


@claim("ift6135-a2/1.2.limit")
def powers_vanish(delta: NonNegative):
    """δᵗ tends to 0."""
    assume(definition("ift6135-a2/1.2.delta", lt(delta, 1)))
    return tends_to(lambda t: delta**t, 0)


@claim("ift6135-a2/1.2.claim#bound", "ift6135-a2/1.3.necessary#bound")
def shrinks_like_a_power(whole: Sequence[NonNegative], r: Sequence[NonNegative], delta: NonNegative):
    """If no step has a norm above δ, the norm over t steps is at most δᵗ."""
    assume(norms(whole, r), forall(Nat, lambda t: le(r[t + 1], delta)))
    return forall(Nat, lambda t: le(whole[t], delta**t))


@claim("ift6135-a2/1.2.claim#limit")
def norm_vanishes(whole: Sequence[NonNegative], delta: NonNegative):
    """Norms of at most δᵗ tend to 0."""
    assume(lt(delta, 1), forall(Nat, lambda t: le(whole[t], delta**t)))
    return tends_to(lambda t: whole[t], 0)


@claim("ift6135-a2/1.2.claim.verbal")
def eigenvalues_of_the_weights(W: Matrix[n, n], v: Vector[n], gamma: Positive, ratio: NonNegative):
    """The bound has to be on the eigenvalues of WᵀW: those of W may be negative, and δ²/γ² may be above δ/γ.

    With symmetric W and an activation of slope γ a step is γW: gradients vanish exactly if it shortens every direction.
    """
    assume(nonzero(v), lt(ratio * gamma, 1))  # ratio is δ/γ
    of_weights = and_(symmetric(W), psd(ratio**2 * eye(n) - W))
    step = gamma**2 * norm2(W @ v)  # the squared length of γWv
    printed = implies(of_weights, lt(step, norm2(v)))
    return correction(printed, to=implies(eigenvalues_at_most(ratio**2, W), le(step, (ratio * gamma) ** 2 * norm2(v))))


# --- 1.3 ------------------------------------------------------------------------------------------------------------


@claim("ift6135-a2/1.3.explode")
def explodes(W: Matrix[n, n], S: Matrix[n, n], d: Sequence[Vector[n]], gamma: Positive, ratio: NonNegative):
    """With an eigenvalue of WᵀW above δ²/γ² a gradient need not explode; it does if every step doubles it."""
    step = lambda v: W @ (S @ v)
    assume(forall(Nat, lambda t: equal(d[t + 1], step(d[t]))), nonzero(d[0]))
    assume(psd(gamma**2 * eye(n) - S.T @ S), lt(ratio * gamma, 1))  # ratio is δ/γ
    assume(definition("ift6135-a2/1.3.condition", not_(psd(ratio**2 * eye(n) - W.T @ W))))
    beyond_all_bounds = forall(Positive, lambda c: exists(Nat, lambda t: gt(norm2(d[t]), c)))
    doubling = forall(Nat, lambda t: equal(step(d[t]), 2 * d[t]))
    powers = forall(Nat, lambda t: equal(d[t], Q(2) ** t * d[0]))
    return correction(beyond_all_bounds, to=implies(doubling, powers))


@claim("ift6135-a2/1.3.explode#powers")
def powers_of_two_grow():
    """The powers of two are at least 1 + t, which is beyond all bounds."""
    return forall(Nat, lambda t: ge(Q(2) ** t, 1 + t))


@claim("ift6135-a2/1.3.necessary")
def bounded_without_it(delta: NonNegative):
    """Without the condition the norm over t steps is at most δᵗ, which is never above 1: nothing explodes."""
    assume(lt(delta, 1))
    return forall(Nat, lambda t: le(delta**t, 1))


@claim("ift6135-a2/1.3.not-sufficient")
def constant_gradients(d: Sequence[Vector[n]], S: Sequence[Matrix[n, n]], gamma: Positive, w: Positive, delta: Unit):
    """W = I/γ is above the bound; with an activation of slope γ every gradient stays as it is."""
    assume(equal(w * gamma, 1))  # w is 1/γ, the norm of W
    assume(forall(Nat, lambda t: equal(S[t], gamma * eye(n))))
    assume(forall(Nat, lambda t: equal(d[t + 1], (w * eye(n)) @ (S[t] @ d[t]))))
    above = gt(w, delta * w)
    return and_(above, forall(Nat, lambda t: equal(d[t], d[0])))


@claim("ift6135-a2/1.3.reason")
def smaller_norm_of_the_product():
    """The matrices that keep one coordinate each have the norm 1, and their product is 0."""
    first, second = array([[1, 0], [0, 0]]), array([[0, 0], [0, 1]])
    one = lambda a: is_norm(1, lambda v: a @ v, 2)
    return and_(one(first), one(second), is_norm(0, lambda v: first @ (second @ v), 2))
