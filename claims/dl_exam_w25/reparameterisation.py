"""The reparameterisation z = μ + σε with noise ε of mean 0 and variance 1."""

from __future__ import annotations

from proofread import (
    E,
    RandomVector,
    Scalar,
    Size,
    Smooth,
    Vector,
    and_,
    assume,
    choice,
    dot,
    equal,
    grad,
    lt,
)

n = Size("n")


@choice("dl-exam-w25/B19", key="b", correct="c")
def purpose_of_the_trick(
    error: Smooth[n], mu: Vector[n], sigma: Scalar, noise: RandomVector[n], z: RandomVector[n], x: Vector[n]
):  # fmt: skip
    """z is drawn from the law of μ + σε directly. The trick (a) saves operations beside the n draws, (b) lowers the
    expected error, (c) gives its gradient in μ and σ as a mean of gradients, (d) turns x into something of mean 0."""
    made = mu + sigma * noise
    assume(equal(E(noise), 0), equal(E(error(z)), E(error(made))))
    in_mu = equal(grad(lambda m: E(error(m + sigma * noise)))(mu), E(grad(error)(made)))
    in_sigma = equal(grad(lambda s: E(error(mu + s * noise)))(sigma), E(dot(grad(error)(made), noise)))
    return {
        "a": lt(n + 2 * n, n),
        "b": lt(E(error(made)), E(error(z))),
        "c": and_(in_mu, in_sigma),
        "d": equal(E(x + sigma * noise), 0),
    }
