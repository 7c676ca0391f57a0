"""Question 3: weight decay and L2 regularisation, under gradient descent and under Adam."""

from __future__ import annotations

from proofread import (
    Entrywise,
    Index,
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
    apart,
    assume,
    bsum,
    claim,
    code,
    computes,
    correction,
    definition,
    derivation,
    equal,
    exists,
    forall,
    ge,
    grad,
    le,
    line,
    lt,
    norm2,
    not_,
    sqrt,
    stationary,
    total,
)

n, m = Size("n"), Size("m")


def mean_loss(losses):
    """The mean of the losses of the m samples, as a function of the weights."""
    return lambda t: total(losses(t)) / m


def regularised(losses, gamma):
    """Every sample's loss with γ‖θ‖² added."""
    return lambda t: losses(t) + gamma * norm2(t)


def descent(losses, eta, theta):
    """A step of gradient descent on the mean loss."""
    return theta - eta * grad(mean_loss(losses))(theta)


def decayed(losses, eta, lam, theta):
    """The step of the weight decay scheme as printed, with +λθ."""
    return theta - eta * (Q(1) / m) * grad(lambda t: total(losses(t)))(theta) + lam * theta


# --- gradient descent -----------------------------------------------------------------------------------------------


@claim("ift6135-a2/3.stmt.decay")
def decay_of_the_weights(losses: SmoothMap[n, m], eta: Positive, lam: Unit, theta: Vector[n]):
    """Where the losses have no slope, a step takes off the fraction λ of the weights; +λθ would add it."""
    assume(stationary(lambda t: total(losses(t)), theta))
    printed = definition("ift6135-a2/3.stmt.update", decayed(losses, eta, lam, theta))
    left = (1 - lam) * theta
    return correction(equal(printed, left), to=equal(decayed(losses, eta, -lam, theta), left))


@claim("ift6135-a2/3.stmt.decay#exponentially")
def exponential_decay(theta: Sequence[Vector[n]], lam: Unit):
    """If every step takes off the fraction λ, the weights after t steps are (1 − λ)ᵗ of what they were."""
    assume(forall(Nat, lambda t: equal(theta[t + 1], theta[t] - lam * theta[t])))
    return forall(Nat, lambda t: equal(theta[t], (1 - lam) ** t * theta[0]))


@claim("ift6135-a2/3.1.claim")
def the_schemes_are_one(losses: SmoothMap[n, m], eta: Positive):
    """Each strength of the regulariser is some decay, at all weights, and each decay is some strength."""
    agree = lambda lam, gamma: forall(Vector[n], lambda theta: equal(
        decayed(losses, eta, lam, theta), descent(regularised(losses, gamma), eta, theta)))  # fmt: skip
    some_decay = lambda gamma: exists(Scalar, lambda lam: agree(lam, gamma), witness=-2 * eta * gamma)
    some_strength = lambda lam: exists(Scalar, lambda gamma: agree(lam, gamma), witness=-lam / (2 * eta))
    return and_(forall(Scalar, some_decay), forall(Scalar, some_strength))


@derivation
def descent_on_the_regularised_loss(losses: SmoothMap[n, m], gamma: Scalar, eta: Scalar, theta: Vector[n],
                                    j: Index[m]):  # fmt: skip
    """The regularised loss of a sample, its gradient, and the step of gradient descent."""
    loss, penalised = definition("ift6135-a2/3.stmt.L2", losses, regularised(losses, gamma))
    yield line("ift6135-a2/3.1.line1", equal(penalised(theta)[j], loss(theta)[j] + gamma * norm2(theta)), "definition")
    slope = grad(lambda t: loss(t)[j])(theta) + 2 * gamma * theta
    yield line("ift6135-a2/3.1.line2", equal(grad(lambda t: penalised(t)[j])(theta), slope), "differentiated")
    step = decayed(loss, eta, 0, theta) + -2 * eta * gamma * theta
    yield line("ift6135-a2/3.1.line3", equal(descent(penalised, eta, theta), step), "put into the step")


@claim("ift6135-a2/3.1.conclusion")
def decay_of_a_strength(losses: SmoothMap[n, m], gamma: Scalar, eta: Scalar, lam: Scalar, theta: Vector[n]):
    """The two steps are the same with λ = −2ηγ."""
    assume(equal(lam, -2 * eta * gamma))
    return equal(decayed(losses, eta, lam, theta), descent(regularised(losses, gamma), eta, theta))


# --- Adam -----------------------------------------------------------------------------------------------------------
def scaled(s_hat, r_hat, epsilon, delta):
    """−ε ŝ/√(r̂ + δ), the change by Adam from the corrected averages."""
    return -(epsilon * s_hat / sqrt(r_hat + delta))


def with_decay(s_hat, r_hat, theta, epsilon, delta, lam):
    """The change by Adam with weight decay."""
    return -(epsilon * s_hat / sqrt(r_hat + delta) + lam * theta)


@claim("ift6135-a2/3.2.claim")
def one_changed_line(losses: SmoothMap[n, m], rest: SmoothMap[n, n], gamma: Scalar, theta: Vector[n]):
    """Adam on the regularised loss is Adam with 2γθ added where it computes the gradient.

    The other lines see the loss through this gradient only: whatever they do with it, they do the same.
    """
    changed = grad(mean_loss(losses))(theta) + 2 * gamma * theta
    return equal(rest(grad(mean_loss(regularised(losses, gamma)))(theta)), rest(changed))


@claim("ift6135-a2/3.2.line1")
def gradient_of_the_mean(losses: SmoothMap[n, m], theta: Vector[n]):
    """The gradient step: the gradient of the sum over the samples, divided by their number."""
    return equal(grad(mean_loss(losses))(theta), Q(1) / m * grad(lambda t: total(losses(t)))(theta))


@claim("ift6135-a2/3.2.line1#index")
def index_of_the_sum(losses: SmoothMap[n, m], theta: Vector[n], j: Index[m]):
    """The sum runs over i, its terms carry j: literally m times one sample's loss; meant is one index."""
    gradient = lambda f: Q(1) / m * grad(f)(theta)
    of_mean = grad(mean_loss(losses))(theta)
    literal = lambda t: bsum(lambda i: losses(t)[j], m)
    meant = lambda t: bsum(lambda i: losses(t)[i], m)
    return correction(equal(of_mean, gradient(literal)), to=equal(of_mean, gradient(meant)))


@derivation
def gradient_of_the_regularised_mean(losses: SmoothMap[n, m], gamma: Scalar, theta: Vector[n]):
    """The gradient with regularisation; the misprinted index is read as the sum over the samples."""
    plain = Q(1) / m * grad(lambda t: total(losses(t)))(theta)
    yield line(None, grad(mean_loss(regularised(losses, gamma)))(theta))
    inside = grad(lambda t: Q(1) / m * total(losses(t)) + gamma * norm2(t))(theta)
    yield line("ift6135-a2/3.2.line2", correction(plain + gamma * norm2(theta), to=inside), "with regularisation")
    yield line("ift6135-a2/3.2.line3", plain + gamma * grad(norm2)(theta), "the new gradient")
    yield line("ift6135-a2/3.2.line4", plain + 2 * gamma * theta, "gradient of the square")


@claim("ift6135-a2/3.2.conclusion")
def added_to_the_gradient(losses: SmoothMap[n, m], gamma: Scalar, theta: Vector[n]):
    """Regularisation adds 2γθ to the gradient."""
    with_penalty = grad(mean_loss(regularised(losses, gamma)))(theta)
    return equal(with_penalty - grad(mean_loss(losses))(theta), 2 * gamma * theta)


# --- one weight under the two kinds of Adam -------------------------------------------------------------------------
# What the regulariser contributes to the change of a weight, relative to the weight.


@claim("ift6135-a2/3.3.a.answer", "ift6135-a2/3.4.a")
def smaller_gradients_are_regularised_more(root_small: Positive, root_large: Positive, part_small: Positive,
                                           part_large: Positive):  # fmt: skip
    """Adam with L2 takes the part 2γε/√(r̂ + δ) of a weight a step: the larger part where gradients are smaller."""
    assume(lt(root_small, root_large))
    assume(equal(part_small * root_small, part_large * root_large))  # both are 2γε
    return not_(ge(part_large, part_small))


@claim("ift6135-a2/3.3.a.answer#roots")
def smaller_roots(delta: Positive, r_small: NonNegative, r_large: NonNegative):
    """A smaller average of squared gradients has the smaller root."""
    assume(definition("ift6135-a2/3.3.partition", lt(r_small, r_large)))
    return not_(ge(sqrt(r_small + delta), sqrt(r_large + delta)))


@claim("ift6135-a2/3.3.a.answer#part")
def part_of_the_regulariser(epsilon: Positive, gamma: Positive, delta: Positive, s_hat: Scalar, r_hat: NonNegative,
                            theta: Scalar):  # fmt: skip
    """The term 2γθ in the averaged gradient changes the weight by −(2γε/√(r̂ + δ)) θ."""
    difference = scaled(s_hat + 2 * gamma * theta, r_hat, epsilon, delta) - scaled(s_hat, r_hat, epsilon, delta)
    return equal(difference, -(epsilon * 2 * gamma / sqrt(r_hat + delta)) * theta)


@claim("ift6135-a2/3.3.a.reason")
def averages_of_smaller_gradients(r_small: Sequence[Scalar], r_large: Sequence[Scalar], h_small: Sequence[Scalar],
                                  h_large: Sequence[Scalar], rho: Unit):  # fmt: skip
    """The average holds squares of the gradients, so that it is smaller where every gradient is smaller."""
    average = lambda r, h: forall(Nat, lambda t: equal(r[t + 1], rho * r[t] + (1 - rho) * h[t] ** 2))
    assume(equal(r_small[0], 0), average(r_small, h_small), equal(r_large[0], 0), average(r_large, h_large))
    assume(forall(Nat, lambda t: lt(h_small[t] ** 2, h_large[t] ** 2)))
    return forall(Nat, lambda t: lt(r_small[t + 1], r_large[t + 1]))


@claim("ift6135-a2/3.3.a.formula")
def update_without_decay(loss: Entrywise, gamma: Positive, lam: Positive, theta: Scalar, epsilon: Positive,
                         delta: Positive):  # fmt: skip
    """Adam with L2 has no term λθ beside the average: 2γθ stands in the gradient h. A first step: ŝ = h, r̂ = h²."""
    h = definition("ift6135-a2/3.3.l2", grad(lambda t: loss(t) + gamma * t**2)(theta))
    update, changed = scaled(h, h**2, epsilon, delta), grad(loss)(theta) + 2 * gamma * theta
    printed = with_decay(changed, changed**2, theta, epsilon, delta, lam)
    return correction(equal(update, printed), to=equal(update, scaled(changed, changed**2, epsilon, delta)))


def decay_part(s_hat, r_hat, theta, epsilon, delta, lam):
    """What the decay adds to the change of a weight."""
    return with_decay(s_hat, r_hat, theta, epsilon, delta, lam) - scaled(s_hat, r_hat, epsilon, delta)


@claim("ift6135-a2/3.3.b.answer", "ift6135-a2/3.4.c")
def decay_does_not_look_at_gradients(epsilon: Positive, delta: Positive, lam: Positive, theta: Scalar, s_hat: Scalar,
                                     r_hat: NonNegative, other: Scalar, s_other: Scalar,
                                     r_other: NonNegative):  # fmt: skip
    """Weight decay takes the same part of two weights a step, whatever the averages of their gradients."""
    assume(apart(theta, 0), apart(other, 0))
    of_one = decay_part(s_hat, r_hat, theta, epsilon, delta, lam) / theta
    return equal(of_one, decay_part(s_other, r_other, other, epsilon, delta, lam) / other)


@claim("ift6135-a2/3.3.b.proportional")
def only_the_decay_is_proportional(epsilon: Positive, delta: Positive, lam: Positive, theta: Scalar, c: Scalar,
                                   s_hat: Scalar, r_hat: NonNegative):  # fmt: skip
    """A weight c times as large does not change c times as much; only its decay does."""
    change = lambda w: definition("ift6135-a2/3.3.formula", with_decay(s_hat, r_hat, w, epsilon, delta, lam))
    decay = lambda w: decay_part(s_hat, r_hat, w, epsilon, delta, lam)
    return correction(equal(change(c * theta), c * change(theta)), to=equal(decay(c * theta), c * decay(theta)))


@claim("ift6135-a2/3.4.d")
def decay_is_added_directly(epsilon: Positive, delta: Positive, lam: Positive, theta: Scalar, s_hat: Scalar,
                            r_hat: NonNegative):  # fmt: skip
    """With decay a weight becomes what Adam makes of it less λθ: the term does not pass through the averages."""
    after = theta + scaled(s_hat, r_hat, epsilon, delta)
    return equal(theta + with_decay(s_hat, r_hat, theta, epsilon, delta, lam), after - lam * theta)


@claim("ift6135-a2/3.4.e#averages")
def regulariser_in_the_averages(s: Scalar, r: NonNegative, g: Scalar, gamma: Positive, theta: Scalar, rho1: Unit,
                                rho2: Unit):  # fmt: skip
    """With L2 the regulariser enters both averages, the second with its square and its product with the gradient."""
    h = g + 2 * gamma * theta
    first = equal(rho1 * s + (1 - rho1) * h, rho1 * s + (1 - rho1) * g + (1 - rho1) * 2 * gamma * theta)
    more = (1 - rho2) * (4 * gamma * theta * g + 4 * gamma**2 * theta**2)
    return and_(first, equal(rho2 * r + (1 - rho2) * h**2, rho2 * r + (1 - rho2) * g**2 + more))


@claim("ift6135-a2/3.4.e#effect")
def regulariser_is_held_back(h: Scalar, delta: Positive, root: Positive):
    """However strong the regulariser makes the gradient h, a first step εh/√(h² + δ) with L2 is no longer than ε."""
    assume(equal(root**2, h**2 + delta))
    return le((h / root) ** 2, 1)


# --- code -----------------------------------------------------------------------------------------------------------


@claim(conforms_to="ift6135-a2/3.1.line3")
def our_descent_with_l2(theta: Vector[n], gradient: Vector[n], eta: Positive, gamma: Positive):
    """The code takes the step on the regularised loss."""
    formula = theta - eta * gradient - 2 * eta * gamma * theta
    return computes(code("impls.weight_decay:sgd_l2_step")(theta, gradient, eta, gamma), formula, within=8)


@claim(conforms_to="ift6135-a2/3.stmt.update")
def our_descent_with_decay(theta: Vector[n], gradient: Vector[n], eta: Positive, lam: Unit):
    """The code takes the step that decays: with −λθ."""
    formula = theta - eta * gradient - lam * theta
    return computes(code("impls.weight_decay:sgd_decay_step")(theta, gradient, eta, lam), formula, within=8)


@claim(conforms_to="ift6135-a2/3.3.formula")
def our_update_with_decay(s_hat: Vector[n], r_hat: Vector[n], theta: Vector[n], epsilon: Positive, delta: Positive,
                          lam: Unit):  # fmt: skip
    """The code computes the change by Adam with weight decay."""
    assume(ge(r_hat, 0))
    formula = with_decay(s_hat, r_hat, theta, epsilon, delta, lam)
    call = code("impls.weight_decay:decoupled_update")(s_hat, r_hat, theta, epsilon, delta, lam)
    return computes(call, formula, within=8)
