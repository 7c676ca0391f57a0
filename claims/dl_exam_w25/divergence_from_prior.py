"""What minimising KL(q‖p) over q does, with p the prior as printed, or the posterior."""

from __future__ import annotations

from proofread import (
    KL,
    Density,
    E,
    OnSpace,
    Positive,
    Space,
    assume,
    choice,
    claim,
    convention,
    ge,
    gt,
    integral,
    le,
    log,
)

Z = Space("Z")


@choice("dl-exam-w25/B10", key="b", correct="none")
def minimised_divergence(
    prior: Density[Z], likelihood: OnSpace[Z, Positive], q: Density[Z], p=convention("prior", "posterior")
):  # fmt: skip
    """The minimiser of KL(q‖p) is p: does it also attain what each option optimises, against any other q?

    (a) the expected log-likelihood, (b) the divergence from the posterior, (c) the expected log of the joint density,
    (d) the evidence if it is made the prior.
    """
    joint = prior * likelihood
    evidence = integral(Z, joint)
    assume(gt(evidence, 0))
    posterior = joint / evidence
    best = prior if p == "prior" else posterior

    def mean(f, under):
        return E(f, under=under, on=Z)

    return {
        "a": ge(mean(log(likelihood), best), mean(log(likelihood), q)),
        "b": le(KL(best, posterior, Z), KL(q, posterior, Z)),
        "c": ge(mean(log(joint), best), mean(log(joint), q)),
        "d": ge(integral(Z, best * likelihood), integral(Z, q * likelihood)),
    }


@claim()
def minimiser_of_the_divergence(p: Density[Z], q: Density[Z]):
    """No q has a smaller KL(q‖p) than p itself."""
    return le(KL(p, p, Z), KL(q, p, Z))
