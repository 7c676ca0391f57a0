"""Part I, question 11: which bag a white ball came from."""

from __future__ import annotations

from proofread import Nat, Q, assume, choice, claim, code, computes, convention, equal, gt, none_of


@choice("smai-exam/I.11", key="d")
def white_ball_from_bag_one(w1: Nat, b1: Nat, w2: Nat, b2: Nat, drawn=convention("a bag first", "from all balls")):
    """A bag is taken at random, then a ball from it, which is white: how probable is bag I now?"""
    bag1, bag2 = w1 + b1, w2 + b2
    first, second = (Q("1/2"), Q("1/2")) if drawn == "a bag first" else (bag1 / (bag1 + bag2), bag2 / (bag1 + bag2))
    white = first * (w1 / bag1) + second * (w2 / bag2)
    b, c, d = w1 * bag1 + w2 * bag2, w1 * (b1 + b2) + w2 * (b1 + b2), w1 * bag2 + w2 * bag1
    assume(*(gt(x, 0) for x in (bag1, bag2, white, d)))  # no bag is empty, a white ball can be drawn
    posterior = first * (w1 / bag1) / white
    return {
        "a": equal(posterior, w1 / bag1),
        "b": equal(posterior, w1 * bag1 / b),
        "c": equal(posterior, w1 * (b1 + b2) / c),
        "d": equal(posterior, w1 * bag2 / d),
        "e": none_of("a", "b", "c", "d"),
    }


@claim(conforms_to="smai-exam/I.11")
def posterior_of_code(w1: Nat, b1: Nat, w2: Nat, b2: Nat):
    """The code computes this probability, a bag being taken first."""
    assume(gt(w1 + b1, 0), gt(w2 + b2, 0), gt(w1 + w2, 0))
    first, second = w1 / (w1 + b1), w2 / (w2 + b2)
    return computes(code("impls.classification:bayes_two_bags")(w1, b1, w2, b2), first / (first + second), within=4)
