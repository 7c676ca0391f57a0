"""Part II, question 3: stochastic minibatch gradient descent for least squares. Blank key: our answers, proved.

L(w) = Σᵢ (yᵢ − w·xᵢ)², the samples being the rows of X. The pseudocode stands in impls/minibatches.py.
"""

from __future__ import annotations

from proofread import (
    Matrix,
    Positive,
    Scalar,
    Size,
    Unit,
    Vector,
    and_,
    answer,
    assume,
    bsum,
    claim,
    code,
    computes,
    equal,
    full_column_rank,
    ge,
    grad,
    hess,
    implies,
    inv,
    le,
    minimises,
    norm2,
    psd,
    row,
    stationary,
    zeros,
)

N, d, B = Size("N"), Size("d"), Size("B")
Weights = Vector[d]


def loss(X, y):
    """The printed sum of squares."""
    return lambda w: bsum(lambda i: (y[i] - w.T @ row(X, i)) ** 2, N)


def residual_form(X, y):
    """The same as a squared norm."""
    return lambda w: norm2(y - X @ w)


@answer("smai-exam/II.3.0", key="")
def one_step(X: Matrix[N, d], y: Vector[N], w: Vector[d], rate: Positive):
    """A step on a batch (the rows of X) goes from w to w + 2η Σ (yᵢ − w·xᵢ) xᵢ, against the gradient of its loss."""
    step = w + 2 * rate * bsum(lambda i: (y[i] - w.T @ row(X, i)) * row(X, i), N)
    return equal(w - rate * grad(loss(X, y))(w), step)


@answer("smai-exam/II.3.0#matrix", key="")
def one_step_in_matrices(X: Matrix[N, d], y: Vector[N], w: Vector[d], rate: Positive):
    """In matrices the step is w + 2η Xᵀ(y − Xw)."""
    return equal(w - rate * grad(loss(X, y))(w), w + 2 * rate * X.T @ (y - X @ w))


@answer("smai-exam/II.3.0#epoch", key="")
def batches_add_up(X: Matrix[N, d], y: Vector[N], Z: Matrix[B, d], t: Vector[B], w: Vector[d]):
    """The gradients of the batches that the samples are split into sum to the gradient of L."""
    whole = grad(lambda v: norm2(y - X @ v) + norm2(t - Z @ v))(w)
    return equal(whole, grad(residual_form(X, y))(w) + grad(residual_form(Z, t))(w))


@answer("smai-exam/II.3.0#mean", key="")
def batches_of_one_are_unbiased(X: Matrix[N, d], y: Vector[N], w: Vector[d]):
    """For a sample drawn at random, N times its gradient is the gradient of L in the mean."""
    one = bsum(lambda i: N * grad(lambda v: (y[i] - v.T @ row(X, i)) ** 2)(w), N) / N
    return equal(one, grad(loss(X, y))(w))


@answer("smai-exam/II.3.i", key="")
def the_weights_are_sought(X: Matrix[N, d], y: Vector[N]):
    """w is sought, the minimiser of L: with independent columns it is (XᵀX)⁻¹Xᵀy."""
    assume(full_column_rank(X))
    return minimises(residual_form(X, y), inv(X.T @ X) @ X.T @ y, Weights)


@answer("smai-exam/II.3.ii", key="")
def any_start_will_do(X: Matrix[N, d], y: Vector[N], w: Vector[d]):
    """With any w, zero or random: where the gradient is 0, and descent stands still, L is at its minimum already."""
    return implies(stationary(residual_form(X, y), w), minimises(residual_form(X, y), w, Weights))


@answer("smai-exam/II.3.iii", key="")
def convex_by_curvature(X: Matrix[N, d], y: Vector[N], w: Vector[d]):
    """Yes: the Hessian 2XᵀX is positive semidefinite everywhere."""
    curvature = 2 * (X.T @ X)
    return and_(equal(hess(residual_form(X, y))(w), curvature), psd(curvature))


@answer("smai-exam/II.3.iii#chords", key="")
def convex_by_chords(X: Matrix[N, d], y: Vector[N], v: Vector[d], w: Vector[d], t: Unit):
    """Yes: between any two points L is not above the straight line."""
    L = residual_form(X, y)
    return le(L(t * v + (1 - t) * w), t * L(v) + (1 - t) * L(w))


@answer("smai-exam/II.3.iv", key="")
def one_minimum(X: Matrix[N, d], y: Vector[N], w: Vector[d]):
    """No, if the columns are independent and the steps converge: only (XᵀX)⁻¹Xᵀy has gradient 0."""
    assume(full_column_rank(X), stationary(residual_form(X, y), w))
    return equal(w, inv(X.T @ X) @ X.T @ y)


@answer("smai-exam/II.3.iv#dependent", key="")
def start_remains(X: Matrix[N, d], y: Vector[N], w: Vector[d], u: Vector[d], rate: Positive):
    """Otherwise it depends on the start: what X maps to 0 is not changed by a step, nor does L see it."""
    assume(equal(X @ u, zeros(N)))
    L = residual_form(X, y)

    def step(v):
        return v - rate * grad(L)(v)

    return and_(equal(L(w + u), L(w)), equal(step(w + u), step(w) + u))


@answer("smai-exam/II.3.v", key="")
def small_rates_descend(X: Matrix[N, d], y: Vector[N], w: Vector[d], g: Vector[d], rate: Positive):
    """A small rate: L does not grow in a full step along the gradient g if η‖Xg‖² ≤ ‖g‖², as it is for small η."""
    L = residual_form(X, y)
    assume(equal(g, grad(L)(w)), ge(norm2(g), rate * norm2(X @ g)))
    return le(L(w - rate * g), L(w))


@answer("smai-exam/II.3.vi", key="")
def small_gradients_are_near_the_minimum(
    X: Matrix[N, d], y: Vector[N], w: Vector[d], u: Vector[d], g: Vector[d], mu: Positive
):  # fmt: skip
    """Stop where the gradient g is small: if ‖Xu‖² ≥ μ‖u‖², then L(w) − L(w + u) ≤ ‖g‖²/(4μ), less a square."""
    L = residual_form(X, y)
    assume(equal(g, grad(L)(w)), ge(norm2(X @ u), mu * norm2(u)))
    return le(L(w) - L(w + u), norm2(g) / (4 * mu) - norm2(g + 2 * mu * u) / (4 * mu))


# --- code -----------------------------------------------------------------------------------------------------------


@claim(conforms_to="smai-exam/II.3.0")
def step_of_code(X: Matrix[N, d], y: Vector[N], w: Vector[d], rate: Scalar):
    """The code takes this step."""
    assume(ge(rate, 0))
    return computes(code("impls.minibatches:step")(X, y, w, rate), w + 2 * rate * X.T @ (y - X @ w), within=16)


@claim(conforms_to="smai-exam/II.3.0")
def gradient_of_code(X: Matrix[N, d], y: Vector[N], w: Vector[d]):
    """The code takes the gradient of the loss of a batch."""
    return computes(code("impls.minibatches:gradient")(X, y, w), grad(residual_form(X, y))(w), within=16)
