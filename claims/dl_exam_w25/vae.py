"""The log-evidence against a variational distribution, over any base space."""

from __future__ import annotations

from proofread import KL, Density, E, OnSpace, Positive, Space, assume, choice, claim, equal, ge, gt, integral, log

Z = Space("Z")


@choice("dl-exam-w25/B18", key="d", correct="cd")
def log_evidence(prior: Density[Z], likelihood: OnSpace[Z, Positive], q: Density[Z]):
    """log p(x) for a prior p(z), a likelihood p(x|z) and any q(z|x), all positive where z lives."""
    joint = prior * likelihood
    evidence = integral(Z, joint)
    assume(gt(evidence, 0))  # its logarithm is printed
    posterior = joint / evidence
    reconstruction = E(log(likelihood), under=q, on=Z)
    return {
        "a": equal(log(evidence), reconstruction + KL(q, prior, Z)),
        "b": equal(log(evidence), E(log(joint), under=q, on=Z) - E(log(q), under=q, on=Z)),
        "c": equal(log(evidence), log(E(joint / q, under=q, on=Z))),
        "d": equal(log(evidence), KL(q, posterior, Z) + reconstruction - KL(q, prior, Z)),
    }


@claim()
def evidence_lower_bound(prior: Density[Z], likelihood: OnSpace[Z, Positive], q: Density[Z]):
    """The right side of option b falls short of log p(x) by the divergence of q from the posterior."""
    joint = prior * likelihood
    evidence = integral(Z, joint)
    assume(gt(evidence, 0))  # its logarithm is printed
    bound = E(log(joint), under=q, on=Z) - E(log(q), under=q, on=Z)
    return equal(log(evidence) - bound, KL(q, joint / evidence, Z))


@claim()
def divergence_is_not_negative(p: Density[Z], q: Density[Z]):
    """So the right side of option b is a lower bound."""
    return ge(KL(q, p, Z), 0)
