"""Part II, question 4: a loss for six classes with terms that pull to centers and push centers apart."""

from __future__ import annotations

from proofread import (
    E,
    Index,
    Matrix,
    NonNegative,
    Positive,
    RandomVector,
    Scalar,
    Size,
    Smooth,
    SmoothMap,
    Unit,
    Vector,
    and_,
    assume,
    bsum,
    claim,
    code,
    computes,
    correction,
    definition,
    dot,
    equal,
    exp,
    eye,
    ge,
    grad,
    gt,
    jac,
    le,
    log,
    lt,
    nonzero,
    norm,
    norm2,
    ones,
    row,
    softmax,
    total,
    unit,
    unstated,
)

d, p, K, B = Size("d"), Size("p"), Size("K"), Size("B")
CLASSES = 6


def cross_entropy(z, y):
    """−log of the softmax at the true class."""
    return -log(softmax(z)[y])


def to_center(f, c):
    """Half the squared distance of an embedding from its center."""
    return norm2(f - c) / 2


def between(c, e):
    """The summand of two different centers in the third term."""
    return 1 / norm2(c - e)


def log_sum(z, y):
    """The cross-entropy of logits, taken apart."""
    return log(total(exp(z))) - z[y]


# --- cross-entropy --------------------------------------------------------------------------------------------------


@claim("smai-exam/II.4a4")
def higher_probability_is_less_loss(lower: Positive, higher: Positive):
    """The loss is smaller for a higher probability of the correct class."""
    assume(gt(higher, lower))
    return lt(-log(higher), -log(lower))


@claim("smai-exam/II.4a4#logits")
def cross_entropy_of_logits(z: Vector[CLASSES], y: Index[CLASSES]):
    """The cross-entropy is log Σ exp(zⱼ) − z_y."""
    definition("smai-exam/II.4.logits", z)
    definition("smai-exam/II.4a1", softmax(z))
    definition("smai-exam/II.4.label", unit(y, CLASSES))
    assume(gt(softmax(z), 0), gt(total(exp(z)), 0))  # as they always are
    return equal(definition("smai-exam/II.4a2", -log(softmax(z))[y]), log_sum(z, y))


@claim("smai-exam/II.4a4#gradient")
def gradient_of_cross_entropy(z: Vector[CLASSES], y: Index[CLASSES]):
    """Its gradient in the logits is the softmax less 1 at the correct class: a step raises that logit."""
    assume(gt(total(exp(z)), 0))  # as it always is
    return equal(grad(lambda z: log_sum(z, y))(z), softmax(z) - unit(y, CLASSES))


# --- the term of an embedding ---------------------------------------------------------------------------------------


@claim("smai-exam/II.4b0")
def moving_a_class_away(f: Vector[d], c: Vector[d], shift: Vector[d]):
    """A class moved away from the others as a whole would have less of this term; the term does not change."""
    definition("smai-exam/II.4b1.def", f, c)
    assume(nonzero(shift))
    here, away = to_center(f, c), to_center(f + shift, c + shift)
    return correction(lt(away, here), to=equal(away, here))


@claim("smai-exam/II.4b2")
def pulled_to_the_center(f: Vector[d], c: Vector[d], rate: Scalar):
    """A step against the gradient brings an embedding nearer to its center: what parts them is multiplied by 1 − η."""
    step = f - rate * grad(lambda f: to_center(f, c))(f)
    definition("smai-exam/II.4b1", to_center(f, c))
    return equal(step - c, (1 - rate) * (f - c))


@claim("smai-exam/II.4b2#compact")
def more_compact(f: Vector[d], g: Vector[d], c: Vector[d], rate: Unit):
    """After the step, with a rate below 1, two embeddings of a class are no further apart than before."""

    def step(f):
        return f - rate * grad(lambda f: to_center(f, c))(f)

    return le(norm2(step(f) - step(g)), norm2(f - g))


# --- the term between centers ---------------------------------------------------------------------------------------


@claim("smai-exam/II.4b3")
def spread_out_by_a_factor(c: Vector[d], e: Vector[d], s: Positive):
    """With all centers s times as far apart, every summand is 1/s² of what it was."""
    assume(gt(norm2(c - e), 0), gt(norm2(s * c - s * e), 0))
    return equal(between(s * c, s * e) * s**2, between(c, e))


@claim("smai-exam/II.4b4")
def closer_costs_more(c: Vector[d], e: Vector[d], b: Vector[d]):
    """Of two other centers the closer one has the larger summand."""
    assume(nonzero(c - b), nonzero(c - e), lt(norm2(c - b), norm2(c - e)))
    return gt(between(c, b), between(c, e))


@claim("smai-exam/II.4b4#pushed")
def pushed_apart(c: Vector[d], e: Vector[d]):
    """The direction against the gradient in a center leads straight away from the other one."""
    assume(gt(norm2(c - e), 0))
    return equal(-grad(lambda c: between(c, e))(c), 2 * between(c, e) ** 2 * (c - e))


# --- the total loss -------------------------------------------------------------------------------------------------


def of_embedding(W, b, y, c, lam1, rest):
    """The total loss as a function of an embedding; the term between centers does not depend on it."""
    return lambda f: log_sum(W @ f + b, y) + lam1 * to_center(f, c) + rest


@claim("smai-exam/II.4c1")
def differentiable_in_the_embedding(
    W: Matrix[CLASSES, d], b: Vector[CLASSES], y: Index[CLASSES], f: Vector[d], c: Vector[d], lam1: Scalar, rest: Scalar
):  # fmt: skip
    """The gradient in an embedding is Wᵀ(softmax − e_y) + λ₁(f − c), with logits Wf + b."""
    definition("smai-exam/II.4b5", of_embedding(W, b, y, c, lam1, rest)(f))
    definition("smai-exam/II.4b5.def", lam1)
    z = W @ f + b
    assume(gt(total(exp(z)), 0))  # as it always is
    gradient = W.T @ (softmax(z) - unit(y, CLASSES)) + lam1 * (f - c)
    return equal(grad(of_embedding(W, b, y, c, lam1, rest))(f), gradient)


@claim("smai-exam/II.4c1#centers")
def differentiable_in_a_center(f: Vector[d], c: Vector[d], e: Vector[d], lam1: Scalar, lam2: Scalar):
    """The gradient in a center is λ₁(c − f) and −4λ₂(c − e)/‖c − e‖⁴ for every other one (it occurs twice)."""
    assume(gt(norm2(c - e), 0))
    terms = grad(lambda c: lam1 * to_center(f, c) + lam2 * 2 * between(c, e))(c)
    return equal(terms, lam1 * (c - f) - 4 * lam2 * between(c, e) ** 2 * (c - e))


@claim("smai-exam/II.4c1#network")
def differentiable_in_the_parameters(phi: SmoothMap[p, d], L: Smooth[d], theta: Vector[p]):
    """For a smooth network f = φ(θ) and a differentiable loss the gradient in θ is Jᵀ∇L."""
    return equal(grad(lambda t: L(phi(t)))(theta), jac(phi)(theta).T @ grad(L)(phi(theta)))


def supports(slope, u, h):
    """The numbers D with ‖u + th‖ ≥ ‖u‖ + tD for all t: if there is one of them only, it is the derivative along h."""
    return and_(equal(slope * norm(u), dot(u, h)), ge(norm2(h), slope**2))


@claim("smai-exam/II.4c1b")
def distance_is_differentiable(f: Vector[d], c: Vector[d], h: Vector[d], slope: Scalar, other: Scalar):
    """The Euclidean distance ‖f − c‖ has one derivative along every h: not at f = c (its square has)."""
    assume(supports(slope, f - c, h), supports(other, f - c, h))
    unstated(nonzero(f - c))
    return equal(slope, other)


@claim("smai-exam/II.4c1b#supports")
def supporting_slopes(u: Vector[d], h: Vector[d], slope: Scalar, t: Scalar):
    """Such a number is the slope of a line that ‖u + th‖ is not below: ‖u + th‖² = (‖u‖ + tD)² + t²(‖h‖² − D²)."""
    assume(supports(slope, u, h))
    return equal(norm2(u + t * h), (norm(u) + t * slope) ** 2 + t**2 * (norm2(h) - slope**2))


@claim("smai-exam/II.4c1b#square")
def squared_distance_is_differentiable(f: Vector[d], c: Vector[d], h: Vector[d]):
    """What the loss contains, half the squared distance, is everywhere its tangent and half the square of the step."""
    return equal(to_center(f + h, c), to_center(f, c) + dot(f - c, h) + norm2(h) / 2)


@claim("smai-exam/II.4c2")
def a_sample_has_its_own_term(L: Smooth[d], F: Matrix[B, d], i: Index[B]):
    """The gradient of a batch in the embedding of one sample is that of its own term: no other sample enters."""
    whole = grad(lambda F: bsum(lambda j: L(row(F, j)), B))(F)
    return equal(row(whole, i), grad(L)(row(F, i)))


@claim("smai-exam/II.4c3")
def other_centers_enter(c: Vector[d], e: Vector[d], b: Vector[d]):
    """With the center of its own class unchanged, the term changes with another center."""
    assume(nonzero(c - b), nonzero(c - e), lt(norm2(c - b), norm2(c - e)))
    return lt(between(c, e), between(c, b))


# --- batches with K samples of each class ---------------------------------------------------------------------------


@claim("smai-exam/II.4d2")
def variation_within_a_class():
    """A batch has pairs of different samples of a class: K(K − 1)/2 of them, none for K = 1."""
    definition("smai-exam/II.4d1", ones(CLASSES, K))
    unstated(ge(K, 2))
    return gt(K * (K - 1) / 2, 0)


@claim("smai-exam/II.4d2#updated")
def every_center_is_updated(F: Matrix[K, d], c: Vector[d]):
    """In every batch each center is drawn, with weight K, to the mean of the K samples of its class."""
    term = grad(lambda c: bsum(lambda k: to_center(row(F, k), c), K))(c)
    return equal(term, K * (c - bsum(lambda k: row(F, k), K) / K))


@claim("smai-exam/II.4d2#reliable")
def reliable_means(noise: RandomVector[K], sigma2: NonNegative):
    """The mean of K uncorrelated samples of a class has the Kth part of their variance, in every coordinate."""
    assume(equal(E(noise @ noise.T), sigma2 * eye(K)))
    return equal(E((total(noise) / K) ** 2), sigma2 / K)


# --- code -----------------------------------------------------------------------------------------------------------


@claim(conforms_to="smai-exam/II.4b1")
def center_loss_of_code(f: Vector[d], c: Vector[d]):
    """The code computes half the squared distance from the center."""
    return computes(code("impls.embedding_losses:center_loss")(f, c), to_center(f, c), within=8)


@claim(conforms_to="smai-exam/II.4b3")
def repulsion_of_code(a: Vector[d], b: Vector[d]):
    """The code computes the term between centers, here for two of them."""
    assume(nonzero(a - b))
    C = unit(0, 2) @ a.T + unit(1, 2) @ b.T
    return computes(code("impls.embedding_losses:center_repulsion")(C), 2 * between(a, b), within=16)
