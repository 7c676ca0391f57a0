"""Problems 5.4 and 5.5: Newton's method on wᵀHw for a symmetric H, and what it costs."""

from __future__ import annotations

from proofread import (
    Matrix,
    Nat,
    Positive,
    Q,
    Scalar,
    Size,
    Smooth,
    Symmetric,
    Vector,
    and_,
    apart,
    assume,
    big_o,
    bsum,
    claim,
    code,
    computes,
    derivation,
    dot,
    equal,
    exists,
    eye,
    forall,
    ge,
    grad,
    gt,
    hess,
    implies,
    inv,
    invertible,
    line,
    minimises,
    nonzero,
    psd,
    sqrt,
    stationary,
    tends_to,
    zeros,
)

n = Size("n")


def quadratic(H):
    return lambda w: w.T @ H @ w


def descent_step(f, w, eps):
    return w - eps * grad(f)(w)


def newton_step(f, w):
    return w - inv(hess(f)(w)) @ grad(f)(w)


def expansion(f, w):
    """The second-degree expansion of f at w."""
    return lambda v: f(w) + dot(grad(f)(w), v - w) + dot(v - w, hess(f)(w) @ (v - w)) / 2


# --- 5.4 ----------------------------------------------------------------------------------------------------------


@claim("hw2/5.4.eq5.8")
def step_to_the_stationary_point(H: Symmetric[n], w: Vector[n], new: Vector[n]):
    """The step goes to the stationary point of the expansion at w; the inverse that is printed exists."""
    f = quadratic(H)
    assume(invertible(hess(f)(w)), stationary(expansion(f, w), new))
    return equal(new, newton_step(f, w))


@derivation
def newton_on_a_quadratic(H: Symmetric[n], w: Vector[n]):
    """The step worked out; the inverses that are printed exist."""
    f = quadratic(H)
    assume(invertible(H), invertible(hess(f)(w)))
    yield line(None, newton_step(f, w))
    yield line("hw2/5.4.eq5.9", w - inv(2 * H) @ (2 * H @ w), "gradient and Hessian of wᵀHw")
    yield line("hw2/5.4.eq5.10", w - w, "the inverse cancels")
    yield line("hw2/5.4.eq5.11", 0, "subtract")


@claim("hw2/5.4.one-step")
def one_step(H: Symmetric[n], w: Vector[n]):
    """From any w one step of (5.9) ends at a minimiser, for a positive semi-definite H, as the parenthesis has it."""
    assume(psd(H), invertible(H))
    return minimises(quadratic(H), w - inv(2 * H) @ (2 * H @ w), Vector[n])


@claim("hw2/5.4.minimum")
def least_at_zero(H: Symmetric[n]):
    """For a positive semi-definite H the function is least at 0."""
    assume(psd(H))
    return minimises(quadratic(H), zeros(n), Vector[n])


@claim("hw2/5.4.unbounded")
def any_negative_value(H: Symmetric[n], u: Vector[n], c: Positive):
    """H is not positive semi-definite: some u has −uᵀHu > 0. Then every value −c < 0 is taken, on the line of u."""
    f = quadratic(H)
    assume(gt(-f(u), 0))
    return exists(Vector[n], lambda v: equal(f(v), -c), witness=sqrt(c / -f(u)) * u)


@claim(conforms_to="hw2/5.4.eq5.9")
def step_code(H: Symmetric[n], w: Vector[n]):
    """The code computes the formula: 0, from any w."""
    assume(invertible(H))
    return computes(code("impls.quadratics:newton_step")(H, w), w - inv(2 * H) @ (2 * H @ w), within=64)


# --- 5.5 ----------------------------------------------------------------------------------------------------------


@claim("hw2/5.5.first-second")
def what_the_steps_depend_on(L: Smooth[n], M: Smooth[n], w: Vector[n], eps: Scalar):
    """Losses of one gradient have one descent step; losses of one gradient and Hessian have one Newton step."""
    assume(invertible(hess(L)(w)), invertible(hess(M)(w)))
    slopes, curvatures = equal(grad(L)(w), grad(M)(w)), equal(hess(L)(w), hess(M)(w))
    first = implies(slopes, equal(descent_step(L, w, eps), descent_step(M, w, eps)))
    return and_(first, implies(and_(slopes, curvatures), equal(newton_step(L, w), newton_step(M, w))))


@claim("hw2/5.5.first-second#curvature")
def gradient_is_not_enough(w: Scalar):
    """Newton's step does use the second derivative: here are two losses of one slope at w and of different steps."""
    assume(nonzero(w))
    flat, steep = (lambda v: v**2), (lambda v: 2 * v**2 - 2 * w * v)
    return and_(equal(grad(flat)(w), grad(steep)(w)), apart(newton_step(flat, w), newton_step(steep, w)))


@claim("hw2/5.5.cost-second")
def second_derivatives():
    """One second derivative for every pair of parameters: n² of them."""
    pairs = bsum(lambda i: bsum(lambda j: 1, n), n)
    return and_(equal(pairs, n * (n * Q(1))), big_o(lambda k: k**2, lambda k: k**2))


@claim("hw2/5.5.cost-inverse")
def inversion():
    """Gauss–Jordan elimination multiplies or divides once for every pivot, row and column: n³ times."""
    operations = bsum(lambda p: bsum(lambda i: bsum(lambda j: 1, n), n), n)
    return and_(equal(operations, n * (n * (n * Q(1)))), big_o(lambda k: k**3, lambda k: k**3))


@claim("hw2/5.5.cost-inverse#by-products")
def inversion_by_products(A: Matrix[n, n], B: Matrix[n, n], C: Matrix[n, n], D: Matrix[n, n]):
    """More efficient, 1: a matrix of twice the size is inverted with two inverses and products of its blocks."""
    S = D - C @ inv(A) @ B
    assume(invertible(A), invertible(S))
    CA, AB = C @ inv(A), inv(A) @ B
    above, right, below, corner = inv(A) + AB @ inv(S) @ CA, -AB @ inv(S), -inv(S) @ CA, inv(S)
    left_half = and_(equal(A @ above + B @ below, eye(n)), equal(C @ above + D @ below, zeros(n, n)))
    return and_(left_half, equal(A @ right + B @ corner, zeros(n, n)), equal(C @ right + D @ corner, eye(n)))


@claim("hw2/5.5.cost-inverse#seven-products")
def seven_products(
    A: Matrix[n, n], B: Matrix[n, n], C: Matrix[n, n], D: Matrix[n, n],
    E: Matrix[n, n], F: Matrix[n, n], G: Matrix[n, n], H: Matrix[n, n],
):  # fmt: skip
    """More efficient, 2: seven products of blocks, not eight, make up a product of matrices of twice the size."""
    p = (A + D) @ (E + H), (C + D) @ E, A @ (F - H), D @ (G - E), (A + B) @ H, (C - A) @ (E + F), (B - D) @ (G + H)
    above = and_(equal(A @ E + B @ G, p[0] + p[3] - p[4] + p[6]), equal(A @ F + B @ H, p[2] + p[4]))
    below = and_(equal(C @ E + D @ G, p[1] + p[3]), equal(C @ F + D @ H, p[0] - p[1] + p[2] + p[5]))
    return and_(above, below)


@claim("hw2/5.5.cost-inverse#exponent")
def smaller_order():
    """More efficient, 3: 7ᵗ products for the size 2ᵗ are a vanishing part of the 8ᵗ = (2ᵗ)³."""
    return tends_to(lambda t: Q("7/8") ** t, 0)


@claim("hw2/5.5.faster")
def faster(h: Positive, eps: Positive, w: Positive):
    """It can: on hw², with 2εh < 1, descent never reaches the minimum at 0, the first step of (5.9) does."""
    assume(gt(1, 2 * eps * h))
    never = forall(Nat, lambda t: gt((1 - 2 * eps * h) ** t * w, 0))
    return and_(equal(w - 2 * h * w / (2 * h), 0), never)


@claim("hw2/5.5.infeasible")
def many_second_derivatives():
    """From a thousand parameters on there are at least a thousand times as many second derivatives as first ones."""
    return forall(Nat, lambda k: ge((1000 + k) ** 2, 1000 * (1000 + k)))
