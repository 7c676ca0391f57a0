"""Questions 4.2 and 4.3: batch normalisation of whitened data as weight normalisation, and the gradient through it."""

from __future__ import annotations

from proofread import (
    E,
    OnSpace,
    Positive,
    RandomScalar,
    Scalar,
    Size,
    Smooth,
    Space,
    Var,
    Vector,
    and_,
    assume,
    claim,
    code,
    computes,
    convention,
    correction,
    definition,
    derivation,
    dot,
    equal,
    exists,
    eye,
    forall,
    grad,
    gt,
    implies,
    jac,
    line,
    nonzero,
    norm,
    norm2,
    sqrt,
    symmetric,
    zeros,
)

n = Size("n")
SAMPLES = Space("Ω", probability=True)


def weight(gamma, u):
    """The reparameterised weight γ u / ‖u‖."""
    return gamma * u / norm(u)


def projector(u):
    """I − u uᵀ / ‖u‖²."""
    return eye(n) - u @ u.T / norm2(u)


def whitened(x):
    """Mean zero, and the identity as covariance."""
    return equal(E(x), zeros(n)), equal(Var(x), eye(n))


# --- 4.2 ------------------------------------------------------------------------------------------------------------


@claim("ift6135-a2/4.2.param.meaning#magnitude")
def magnitude(gamma: Scalar, u: Vector[n]):
    """The squared length of the weight is γ², so that it is as long as |γ|."""
    assume(nonzero(u))
    return equal(norm2(definition("ift6135-a2/4.2.param", weight(gamma, u))), gamma**2)


@claim("ift6135-a2/4.2.param.meaning#direction")
def direction(gamma: Scalar, u: Vector[n]):
    """The weight is γ times the vector of length one in the direction of u."""
    assume(nonzero(u))
    points_along = lambda c: and_(equal(weight(gamma, u), gamma * (c * u)), equal(norm2(c * u), 1))
    return exists(Positive, points_along, witness=1 / norm(u))


@claim("ift6135-a2/4.2.claim")
def normalised_preactivation(gamma: Scalar, beta: Scalar, u: Vector[n], x: OnSpace[SAMPLES, Vector[n]]):
    """On whitened data the normalised, scaled and shifted pre-activation is the linear map with the weight w."""
    y = u.T @ x
    assume(nonzero(u), *whitened(x), gt(Var(y), 0))
    return equal(gamma * (y - E(y)) / sqrt(Var(y)) + beta, weight(gamma, u).T @ x + beta)


@derivation
def mean_of_the_preactivation(u: Vector[n], x: OnSpace[SAMPLES, Vector[n]]):
    """The mean of the pre-activation, printed twice."""
    y = u.T @ x
    assume(*definition("ift6135-a2/4.2.white", *whitened(x)))
    dropped = equal(E(y), y)
    yield line("ift6135-a2/4.2.mean1", correction(dropped, to=equal(E(y), u.T @ E(x))))
    yield line("ift6135-a2/4.2.mean2", equal(y, u.T @ E(x)))
    yield line("ift6135-a2/4.2.mean3", equal(u.T @ E(x), 0), "the data are centred")
    yield line("ift6135-a2/4.2.mean1.again", dropped, "printed once more", using=(dropped,))
    yield line("ift6135-a2/4.2.mean2.again", equal(y, u.T @ E(x)))
    yield line("ift6135-a2/4.2.mean3.again", equal(u.T @ E(x), 0), "the data are centred")


@claim("ift6135-a2/4.2.sigma")
def deviation_of_the_preactivation(u: Vector[n], x: OnSpace[SAMPLES, Vector[n]]):
    """The deviation of the pre-activation is ‖u‖ times the root of the variance of I; meant is ‖u‖."""
    assume(nonzero(u), *whitened(x))
    deviation = sqrt(Var(u.T @ x))
    return correction(equal(deviation, norm(u) * sqrt(Var(eye(n)))), to=equal(deviation, norm(u)))


@derivation
def output_of_the_layer(gamma: Scalar, beta: Scalar, u: Vector[n], x: OnSpace[SAMPLES, Vector[n]],
                        output: OnSpace[SAMPLES]):  # fmt: skip
    """Mean and deviation put into the definition of the output."""
    y = u.T @ x
    normalised = equal(output, gamma * (y - E(y)) / sqrt(Var(y)) + beta)
    assume(nonzero(u), *whitened(x), gt(Var(y), 0), definition("ift6135-a2/4.2.bn", normalised))
    yield line("ift6135-a2/4.2.restate", normalised, "definition")
    yield line("ift6135-a2/4.2.subst", equal(output, gamma * (y - 0) / norm(u) + beta), "mean and deviation put in")
    yield line("ift6135-a2/4.2.result", equal(output, weight(gamma, u).T @ x + beta), "definition of w")


@claim("ift6135-a2/4.2.var-rule")
def variance_of_a_multiple(a: Scalar, x: RandomScalar):
    """A constant factor leaves the variance squared."""
    return equal(Var(a * x), a**2 * Var(x))


@claim(conforms_to="ift6135-a2/4.2.param")
def our_weight(u: Vector[n], gamma: Scalar):
    """The code computes the reparameterised weight."""
    assume(nonzero(u))
    return computes(code("impls.normalization:weight_norm")(u, gamma), weight(gamma, u), within=8)


@claim(conforms_to="ift6135-a2/4.2.subst")
def our_whitened_batch_norm(u: Vector[n], x: Vector[n], gamma: Scalar, beta: Scalar):
    """The code computes the output for whitened data."""
    assume(nonzero(u))
    formula = gamma * (u.T @ x) / norm(u) + beta
    return computes(code("impls.normalization:batch_norm_whitened")(u, x, gamma, beta), formula, within=8)


# --- 4.3 ------------------------------------------------------------------------------------------------------------


@claim("ift6135-a2/4.3.claim")
def gradient_is_a_projection(L: Smooth[n], gamma: Scalar, u: Vector[n]):
    """The gradient in u of any loss of w is a multiple of the projected gradient in w."""
    assume(nonzero(u))
    gradient = grad(lambda v: L(weight(gamma, v)))(u)
    projected = definition("ift6135-a2/4.3.Wperp", projector(u)) @ grad(L)(weight(gamma, u))
    return exists(Scalar, lambda s: equal(gradient, s * projected), witness=gamma / norm(u))


@claim("ift6135-a2/4.3.Wu")
def projector_removes_u(u: Vector[n]):
    """The projector sends u to zero."""
    assume(nonzero(u))
    return equal(projector(u) @ u, zeros(n))


@claim("ift6135-a2/4.3.gradnorm")
def gradient_of_the_norm(u: Vector[n], layout=convention("column", "row")):
    """The gradient of the length of u is uᵀ/‖u‖; gradients are columns in this question."""
    assume(nonzero(u))
    gradient = grad(norm)(u)
    printed = equal(gradient if layout == "column" else gradient.T, u.T / norm(u))
    return correction(printed, to=equal(gradient, u / norm(u)))


@derivation
def gradient_through_the_weight(L: Smooth[n], gamma: Scalar, u: Vector[n]):
    """Chain rule, derivative of w by the quotient rule, and the result."""
    assume(nonzero(u))

    def w(v):
        return weight(gamma, v)

    definition("ift6135-a2/4.3.w", w(u))
    gradient, in_w, jacobian = grad(lambda v: L(w(v)))(u), grad(L)(w(u)), jac(w)(u)
    printed = gamma * ((norm(u) - u @ u.T / norm(u)) / norm2(u))
    right = gamma * ((norm(u) * eye(n) - u @ u.T / norm(u)) / norm2(u))
    chain_rule = equal(gradient, jacobian @ in_w)
    yield line("ift6135-a2/4.3.chain", chain_rule, "chain rule")
    quotient = correction(equal(jacobian, printed), to=equal(jacobian, right))
    yield line("ift6135-a2/4.3.dwdu", quotient, "quotient rule and gradient of the norm")
    put_in = correction(equal(gradient, printed @ in_w), to=equal(gradient, right @ in_w))
    yield line("ift6135-a2/4.3.subst", put_in, "put into the chain rule", using=(chain_rule,))
    yield line("ift6135-a2/4.3.result", equal(gradient, gamma / norm(u) * (projector(u) @ in_w)), "factored")


@claim("ift6135-a2/4.3.s")
def factor_and_projector(L: Smooth[n], gamma: Scalar, u: Vector[n]):
    """With the factor γ/‖u‖ and this projector the gradient has the form that was asked for."""
    assume(nonzero(u))
    s, in_w = gamma / norm(u), grad(L)(weight(gamma, u))
    return equal(grad(lambda v: L(weight(gamma, v)))(u), s * projector(u) @ in_w)


@claim("ift6135-a2/4.3.footnote-a")
def projects_away_from_w(gamma: Scalar, u: Vector[n]):
    """The matrix is the orthogonal projection along w: it removes w and keeps whatever is orthogonal to u."""
    assume(nonzero(u))
    p = projector(u)
    keeps = forall(Vector[n], lambda v: implies(equal(dot(u, v), 0), equal(p @ v, v)))
    return and_(symmetric(p), equal(p @ p, p), equal(p @ weight(gamma, u), zeros(n)), keeps)


@claim(conforms_to="ift6135-a2/4.3.result")
def our_backward_pass(grad_w: Vector[n], gamma: Scalar, u: Vector[n]):
    """The code computes the projected gradient."""
    assume(nonzero(u))
    formula = gamma / norm(u) * (projector(u) @ grad_w)
    return computes(code("impls.normalization:weight_norm_backward")(grad_w, gamma, u), formula, within=8)
