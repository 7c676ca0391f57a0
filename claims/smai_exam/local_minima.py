"""Part I, questions 3, 4 and 6: momentum, solving for a zero gradient, and autoencoders that keep a loss.

Words about training are read as statements on losses that are as small as possible. Where a question offers answers
that its key rejects, or a sentence that its key changes, the claim is what the key says of them: that they are false.
"""

from __future__ import annotations

from proofread import (
    Entrywise,
    Matrix,
    Nat,
    Positive,
    Q,
    Scalar,
    Sequence,
    Size,
    Smooth,
    Vector,
    and_,
    answer,
    apart,
    assume,
    claim,
    code,
    computes,
    derivative,
    equal,
    eye,
    forall,
    ge,
    grad,
    gt,
    implies,
    le,
    lt,
    minimises,
    nonzero,
    norm2,
    relu,
    stationary,
)

n, m, k, q = Size("n"), Size("m"), Size("k"), Size("q")

# --- question 3: momentum -------------------------------------------------------------------------------------------


def valley(w):
    """w²(1 − w)(3 − w): a local minimum at 0, behind a hill a lower one."""
    return (w * (1 - w)) ** 2 + 2 * w**2 * (1 - w)


def heavy_ball(w, v, rate, beta):
    """One step: v′ = βv − ηf′(w), w′ = w + v′."""
    v = beta * v - rate * grad(valley)(w)
    return w + v, v


@answer("smai-exam/I.3.q", key="false")
def momentum_stays_at_a_local_minimum(w: Sequence[Scalar], v: Sequence[Scalar], beta: Scalar, rate: Scalar):
    """Momentum does not remove the problem: started at the local minimum, at rest, it stays for ever."""
    assume(equal(w(0), 0), equal(v(0), 0))
    assume(forall(Nat, lambda t: equal(v(t + 1), beta * v(t) - rate * grad(valley)(w(t)))))
    assume(forall(Nat, lambda t: equal(w(t + 1), w(t) + v(t + 1))))
    return forall(Nat, lambda t: and_(equal(w(t), 0), equal(v(t), 0)))


@answer("smai-exam/I.3.q#local", key="false")
def there_it_is_least_nearby(w: Scalar):
    """Up to w = 1 the function is nowhere below its value at this local minimum."""
    assume(le(w, 1))
    return ge(valley(w), valley(Q(0)))


@answer("smai-exam/I.3.q#lower", key="false")
def but_not_least():
    """At 2 the function is lower: the local minimum is no global one."""
    return lt(valley(Q(2)), valley(Q(0)))


@answer("smai-exam/I.3", key="reduces")
def momentum_passes_a_local_minimum():
    """It can help: from −1 with rate 1/22, momentum 0.9 goes on from the local minimum at 0 and comes below it."""
    rate, beta = Q("1/22"), Q("0.9")
    w, v = Q(-1), Q(0)
    for _ in range(3):
        w, v = heavy_ball(w, v, rate, beta)
    return lt(valley(w), valley(Q(0)))


@answer("smai-exam/I.3#plain", key="reduces")
def descent_without_momentum_stops():
    """Without momentum the first step leads to the local minimum, too, and there the gradient is 0."""
    first = Q(-1) - Q("1/22") * grad(valley)(Q(-1))
    return and_(equal(first, 0), equal(grad(valley)(first), 0))


# --- question 4: all derivatives equal to zero ----------------------------------------------------------------------


def two_in_a_row(v, w, x=1):
    """The squared error of the output vwx for the target x: two linear neurons, one after the other."""
    return norm2(x - v * w * x)


def slopes(v, w, x=1):
    """Its derivatives in the two weights."""
    return grad(lambda v: two_in_a_row(v, w, x))(v), grad(lambda w: two_in_a_row(v, w, x))(w)


@answer("smai-exam/I.4", key="Ans 2.")
def equations_are_not_linear():
    """The equations are not linear in the weights, not even for two: halfway from (0, 0) to (2, 2) is not half."""
    (start, _), (middle, _), (end, _) = slopes(Q(0), Q(0)), slopes(Q(1), Q(1)), slopes(Q(2), Q(2))
    return apart(2 * middle, start + end)


@answer("smai-exam/I.4#possible", key="Ans 2.")
def optimum_solves_the_equations(L: Smooth[n], w: Vector[n]):
    """Possible in principle: where a loss is least, all its derivatives are 0."""
    return implies(minimises(L, w, Vector[n]), stationary(L, w))


@answer("smai-exam/I.4.ans1", key="false")
def equations_do_not_give_an_optimum(v: Scalar, w: Scalar):
    """Not feasible in one step: at (0, 0) both derivatives are 0, and small weights of one sign have less loss."""
    assume(gt(v * w, 0), lt(v * w, 1))
    at_zero = slopes(Q(0), Q(0))
    return and_(equal(at_zero[0], 0), equal(at_zero[1], 0), lt(two_in_a_row(v, w), two_in_a_row(Q(0), Q(0))))


@answer("smai-exam/I.4.ans2", key="false")
def derivatives_are_known(s: Entrywise, L: Smooth[q], W1: Matrix[m, n], W2: Matrix[q, m], x: Vector[n]):
    """We can differentiate in single weights: in those of the first layer it is (W₂ᵀ∇L ∗ s′(W₁x)) xᵀ.

    The question says that the answers it offers may be incorrect; its key gives this one, the closest, 1 mark of 5.
    """
    z = W1 @ x
    formula = (W2.T @ grad(L)(W2 @ s(z)) * derivative(s)(z)) @ x.T
    return equal(grad(lambda W: L(W2 @ s(W @ x)))(W1), formula)


# --- question 6: autoencoders ---------------------------------------------------------------------------------------


@answer("smai-exam/I.6", key="non-convex, minimised locally")
def loss_is_not_convex(x: Vector[n]):
    """Non-convex: with two weights, halfway from (1, 1) to (−1, −1), both without loss, there is a loss."""
    assume(nonzero(x))
    ends = two_in_a_row(Q(1), Q(1), x) + two_in_a_row(Q(-1), Q(-1), x)
    return gt(two_in_a_row(Q(0), Q(0), x), ends / 2)


@answer("smai-exam/I.6#stopped", key="non-convex, minimised locally")
def descent_stops_with_a_loss(x: Vector[n]):
    """There the derivatives are 0, so that descent stops, with the loss ‖x‖²."""
    first, second = slopes(Q(0), Q(0), x)
    return and_(equal(first, 0), equal(second, 0), equal(two_in_a_row(Q(0), Q(0), x), norm2(x)))


def reconstruction_error(encoder, decoder):
    """The loss of a linear autoencoder with one hidden neuron on the n unit vectors."""
    return norm2(eye(n) - decoder @ encoder.T)


def at_least(loss, encoder, decoder):
    """The loss is n − 1 and two things more that are not negative."""
    product = encoder.T @ decoder
    lengths = norm2(encoder) * norm2(decoder)
    rest = (1 - product) ** 2 + (lengths - product**2)
    return and_(equal(loss, n - 1 + rest), ge(lengths, product**2))


@answer("smai-exam/I.6#bottleneck", key="the bottleneck cannot capture the data")
def bottleneck_keeps_a_loss(a: Vector[n], b: Vector[n]):
    """With one hidden neuron the loss on n unit vectors is at least n − 1, whatever the weights."""
    return at_least(reconstruction_error(a, b), a, b)


@answer("smai-exam/I.6.ans1", key="false")
def identity_can_be_represented(x: Scalar):
    """A network can be the identity: two ReLU neurons for each input, relu(x) − relu(−x) is not below or above x."""
    output = relu(x) - relu(-x)
    return and_(ge(output, x), le(output, x))


@answer("smai-exam/I.6.ans2", key="false")
def training_can_reach_zero(a: Positive, rate: Scalar):
    """Descent can make the loss 0: two equal weights a > 0 both become 1 in a step with rate 1/(2a(1 + a))."""
    assume(equal(rate * 2 * a * (1 + a), 1))
    first, second = slopes(a, a)
    return and_(equal(a - rate * first, 1), equal(a - rate * second, 1), equal(two_in_a_row(Q(1), Q(1)), 0))


@answer("smai-exam/I.6.ans3", key="false")
def depth_does_not_help(a: Vector[n], inner: Vector[k], outer: Matrix[n, k]):
    """With another layer after a hidden layer of one neuron the loss is at least n − 1 all the same."""
    return at_least(norm2(eye(n) - outer @ inner @ a.T), a, outer @ inner)


# --- code -----------------------------------------------------------------------------------------------------------


@claim(conforms_to="smai-exam/I.3")
def momentum_of_code(w: Scalar, v: Scalar, rate: Positive, beta: Positive):
    """The code moves the weight by the velocity."""
    slope = grad(valley)(w)
    moved = w + beta * v - rate * slope
    return computes(code("impls.momentum:momentum_step")(w, v, slope, rate, beta)[0], moved, within=16)
