"""The gradient through a residual block."""

from __future__ import annotations

from proofread import (
    Matrix,
    Size,
    Smooth,
    SmoothMap,
    Vector,
    choice,
    claim,
    code,
    computes,
    equal,
    eye,
    grad,
    jac,
    readings,
)

n = Size("n")


@choice("dl-exam-w25/B9", key="b", correct="none")
def residual_gradient(L: Smooth[n], F: SmoothMap[n, n], x: Vector[n]):
    """A loss of y = F(x) + x: what its gradient in x is, for any smooth loss and block."""
    y = F(x) + x
    in_x = grad(lambda u: L(F(u) + u))(x)
    in_F = grad(lambda f: L(f + x))(F(x))
    in_y = grad(L)(y)
    return {
        "a": equal(in_x, in_F),
        "b": equal(in_x, in_F + in_x),
        "c": equal(in_x, in_F * 1 + jac(F)(x)),
        "d": equal(in_x, in_F + in_y),
    }


@claim("dl-exam-w25/B9")
def damaged_options(L: Smooth[n], F: SmoothMap[n, n], x: Vector[n], f: Vector[n]):
    """What brackets around 1 + ∂F/∂x, or a block F(w) = f that does not see x, would make of the options."""
    in_x, in_F = grad(lambda u: L(F(u) + u))(x), grad(L)(F(x) + x)
    fixed_in_x, fixed_in_F = grad(lambda u: L(f + u))(x), grad(lambda v: L(v + x))(f)
    return readings(
        c_without_brackets=equal(in_x, in_F * 1 + jac(F)(x)),
        c_with_brackets=equal(in_x, (eye(n) + jac(F)(x)).T @ in_F),
        a_if_F_ignores_x=equal(fixed_in_x, fixed_in_F),
        b_if_F_ignores_x=equal(fixed_in_x, fixed_in_F + fixed_in_x),
    )


@claim()
def residual_gradient_formula(L: Smooth[n], F: SmoothMap[n, n], x: Vector[n]):
    """The gradient in x is that in y, plus the part that comes back through F."""
    in_y = grad(L)(F(x) + x)
    return equal(grad(lambda u: L(F(u) + u))(x), in_y + jac(F)(x).T @ in_y)


@claim(conforms_to="dl-exam-w25/B9")
def residual_backward_code(jacobian: Matrix[n, n], in_y: Vector[n]):
    """The code computes (I + Jᵀ) times the gradient in y."""
    return computes(code("impls.residual:residual_backward")(jacobian, in_y), in_y + jacobian.T @ in_y, within=8)
