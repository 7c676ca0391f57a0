"""Problem 5: the step along the gradient that minimises a quadratic, from one Hessian-vector product."""

from __future__ import annotations

from proofread import (
    Q,
    Scalar,
    Size,
    Smooth,
    Symmetric,
    Vector,
    and_,
    apart,
    assume,
    claim,
    code,
    computes,
    correction,
    definition,
    derivation,
    dot,
    equal,
    forall,
    grad,
    gt,
    hess,
    iff,
    line,
    minimises,
    norm2,
    stationary,
    unstated,
    zeros,
)

n = Size("n")


def quadratic(A, b, c):
    """½ΘᵀAΘ + bᵀΘ + c: with a symmetric A, every quadratic function."""
    return lambda t: t.T @ A @ t / 2 + dot(b, t) + c


@claim("ttic-midterm/P5.quadratic#is-constant")
def quadratic_has_constant_hessian(A: Symmetric[n], b: Vector[n], c: Scalar, s: Vector[n], t: Vector[n]):
    """The Hessian of a quadratic function is the same at any two points."""
    loss = quadratic(A, b, c)
    return equal(hess(loss)(s), hess(loss)(t))


@claim("ttic-midterm/P5.quadratic#is-quadratic")
def constant_hessian_is_quadratic(loss: Smooth[n], H: Symmetric[n], t: Vector[n]):
    """A function with the same Hessian everywhere is a quadratic function."""
    assume(forall(Vector[n], lambda s: equal(hess(loss)(s), H)))
    return equal(loss(t), quadratic(H, grad(loss)(zeros(n)), loss(zeros(n)))(t))


@claim("ttic-midterm/P5.complex-step")
def complex_step(A: Symmetric[n], b: Vector[n], theta: Vector[n], h: Scalar):
    """The gradient at Θ + ihg, complex columns being pairs of real ones, has the imaginary part h times Hg."""
    assume(apart(h, 0))
    loss = quadratic(A, b, 0)
    g, H = grad(loss)(theta), hess(loss)(theta)
    point = (theta, h * g)
    gradient = (A @ point[0] + b, A @ point[1])
    return equal(gradient[1] / h, H @ g)


@claim("ttic-midterm/P5.exact")
def expansion_is_exact(A: Symmetric[n], b: Vector[n], c: Scalar, theta: Vector[n], d: Vector[n]):
    """A quadratic function equals its expansion to second order."""
    loss = quadratic(A, b, c)
    expansion = loss(theta) + dot(grad(loss)(theta), d) + d.T @ hess(loss)(theta) @ d / 2
    return equal(loss(theta + d), expansion)


def around(theta, c, g, H):
    """c + gᵀ(t − Θ) + ½(t − Θ)ᵀH(t − Θ): every quadratic function, by its value, gradient and Hessian at Θ."""
    return lambda t: c + dot(g, t - theta) + (t - theta).T @ H @ (t - theta) / 2


@claim()
def every_quadratic_is_one_around_theta(A: Symmetric[n], b: Vector[n], c: Scalar, theta: Vector[n], t: Vector[n]):
    """A quadratic function is the one around Θ that has its value, gradient and Hessian there."""
    loss = quadratic(A, b, c)
    return equal(loss(t), around(theta, loss(theta), grad(loss)(theta), hess(loss)(theta))(t))


@claim()
def gradient_and_hessian(c: Scalar, g: Vector[n], H: Symmetric[n], theta: Vector[n]):
    """The quadratic function around Θ has there the gradient and the Hessian it is written with."""
    loss = around(theta, c, g, H)
    return and_(equal(grad(loss)(theta), g), equal(hess(loss)(theta), H))


@derivation
def best_step(c: Scalar, g: Vector[n], H: Symmetric[n], theta: Vector[n], d: Vector[n], lam: Scalar):
    """Expansion, its value along the gradient, and where that is stationary."""
    loss = around(theta, c, g, H)
    definition("ttic-midterm/P5.setup", grad(loss)(theta))
    along = lambda s: loss(theta - s * g)
    curvature = dot(g, H @ g)
    assume(apart(curvature, 0))

    to_first_order = loss(theta) + dot(g, d)
    printed = equal(loss(theta + d), to_first_order + d.T @ H @ d)
    right = equal(loss(theta + d), to_first_order + Q("1/2") * (d.T @ H @ d))
    yield line("ttic-midterm/P5.line1", correction(printed, to=right), "expansion")
    value = equal(along(lam), loss(theta) - lam * norm2(g) + Q("1/2") * lam**2 * curvature)
    yield line("ttic-midterm/P5.line2", value, "the change is −λg")
    condition = equal(lam * curvature, norm2(g))
    yield line("ttic-midterm/P5.stationary", iff(stationary(along, lam), condition), "derivative in λ set to zero")
    solved = iff(stationary(along, lam), equal(lam, norm2(g) / curvature))
    yield line("ttic-midterm/P5.result#solved", solved, "divided by g·ġ")


@claim("ttic-midterm/P5.result")
def step_minimises(c: Scalar, g: Vector[n], H: Symmetric[n], theta: Vector[n], lam: Scalar):
    """The step ‖g‖²/(g·ġ) minimises the function along the gradient."""
    loss = around(theta, c, g, H)
    curvature = dot(g, H @ g)
    assume(apart(curvature, 0), equal(lam, norm2(g) / curvature))
    unstated(gt(curvature, 0))
    return minimises(lambda s: loss(theta - s * g), lam, Scalar)


@claim(conforms_to="ttic-midterm/P5.result")
def our_step(g: Vector[n], product: Vector[n]):
    """The code computes the step."""
    assume(gt(dot(g, product), 0))
    formula = norm2(g) / dot(g, product)
    return computes(code("impls.optimizers:exact_line_search_step")(g, product), formula, within=8)
