"""Part I, question 11: which bag a white ball came from."""

from __future__ import annotations

from proofread import Nat, Q, Scalar, assume, choice, claim, code, computes, convention, equal, gt, none_of


@choice("smai-exam/I.11", key="d")
def white_ball_from_bag_one(
    w1: Nat, b1: Nat, w2: Nat, b2: Nat, p: Scalar, drawn=convention("a bag first", "from all balls")
):
    """A bag is taken at random, then a ball from it; p times the probability of white is that of white from bag I."""
    bag1, bag2 = w1 + b1, w2 + b2
    first, second = (Q("1/2"), Q("1/2")) if drawn == "a bag first" else (bag1 / (bag1 + bag2), bag2 / (bag1 + bag2))
    white = first * (w1 / bag1) + second * (w2 / bag2)
    c, d = w1 * (b1 + b2) + w2 * (b1 + b2), w1 * bag2 + w2 * bag1
    assume(gt(bag1, 0), gt(bag2, 0), gt(white, 0), gt(d, 0))  # no bag is empty, a white ball can be drawn
    assume(equal(p * white, first * (w1 / bag1)))
    if drawn == "from all balls":
        assume(gt(c, 0))  # where (c) is defined
    return {
        "a": equal(p, w1 / bag1),
        "b": equal(p, w1 * bag1 / (w1 * bag1 + w2 * bag2)),
        "c": equal(p, w1 * (b1 + b2) / c),
        "d": equal(p, w1 * bag2 / d),
        "e": none_of("a", "b", "c", "d"),
    }


@claim(conforms_to="smai-exam/I.11")
def posterior_of_code(w1: Nat, b1: Nat, w2: Nat, b2: Nat):
    """The code computes this probability, a bag being taken first."""
    assume(gt(w1 + b1, 0), gt(w2 + b2, 0), gt(w1 + w2, 0))
    first, second = w1 / (w1 + b1), w2 / (w2 + b2)
    return computes(code("impls.classification:bayes_two_bags")(w1, b1, w2, b2), first / (first + second), within=4)
