"""Part I, question 11: which bag a white ball came from."""

from __future__ import annotations

from proofread import Nat, Q, assume, choice, claim, code, computes, convention, equal, gt, none_of


def posterior(w1, b1, w2, b2, first):
    """Bayes' rule: P(bag 1 | white), when bag 1 is taken with probability `first`."""
    white1, white2 = w1 / (w1 + b1), w2 / (w2 + b2)
    return first * white1 / (first * white1 + (1 - first) * white2)


@choice("smai-exam/I.11", key="d")
def white_ball_from_the_first_bag(
    w1: Nat, b1: Nat, w2: Nat, b2: Nat, taken=convention("bags alike", "balls alike")
):
    """A bag is taken at random, then a ball from it, which is white: the probability that it was bag 1."""
    assume(gt(w1 + b1, 0), gt(w2 + b2, 0), gt(w1 + w2, 0), gt(b1 + b2, 0))
    first = Q("1/2") if taken == "bags alike" else (w1 + b1) / (w1 + b1 + w2 + b2)
    answer = posterior(w1, b1, w2, b2, first)
    return {
        "a": equal(answer, w1 / (w1 + b1)),
        "b": equal(answer, w1 * (w1 + b1) / (w1 * (w1 + b1) + w2 * (w2 + b2))),
        "c": equal(answer, w1 * (b1 + b2) / (w1 * (b1 + b2) + w2 * (b1 + b2))),
        "d": equal(answer, w1 * (w2 + b2) / (w1 * (w2 + b2) + w2 * (w1 + b1))),
        "e": none_of("a", "b", "c", "d"),
    }


@claim(conforms_to="smai-exam/I.11")
def posterior_of_code(w1: Nat, b1: Nat, w2: Nat, b2: Nat):
    """The code computes this probability."""
    assume(gt(w1 + b1, 0), gt(w2 + b2, 0), gt(w1 + w2, 0))
    return computes(code("impls.classification:bayes_two_bags")(w1, b1, w2, b2),
                    posterior(w1, b1, w2, b2, Q("1/2")), within=4)  # fmt: skip
