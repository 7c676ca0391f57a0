"""Multiplications of a self-attention layer on l positions of dimension h.

Products of an l×h and an h×l matrix, of an l×l and an l×h one, and four projections of l×h by h×h matrices (queries,
keys, values, output).
"""

from __future__ import annotations

from proofread import Size, and_, choice, claim, equal, le, ones, readings, sqrt, total
from proofread.trusted.terms import Prop, Term

l, h = Size("l"), Size("h")


def products(l: object, h: object) -> Term:
    """The two products that are quadratic in the length."""
    return 2 * (l * l * h)


def multiplications(l: object, h: object) -> Term:
    return products(l, h) + 4 * (l * h * h)


def is_order(bound: Term) -> Prop:
    """The count is between 2 and 6 times the bound for all l and h. (With l = h = 1 that holds for every option: where
    one is false, it is so by its growth.)"""
    return and_(le(2 * bound, multiplications(l, h)), le(multiplications(l, h), 6 * bound))


@choice("dl-exam-w25/B25", key="c")
def order_of_the_layer():
    """The options as printed, and with a factor l or l² for the root sign that stands in a lost factor's place."""
    root = sqrt(h**2 + l**2)
    return {
        "a": readings(
            as_printed=is_order(root * h),
            factor_l=is_order(l * h**2 + l**2 * h),
            factor_l_squared=is_order(l**2 * h**2 + l**2 * h),
        ),
        "b": readings(
            as_printed=is_order(sqrt(h * 1) + l**2),
            factor_l=is_order(l * h + l**2),
            factor_l_squared=is_order(l**2 * h + l**2),
        ),
        "c": readings(
            as_printed=is_order(sqrt(h * 1) + l * h**2),
            factor_l=is_order(l * h + l * h**2),
            factor_l_squared=is_order(l**2 * h + l * h**2),
        ),
        "d": readings(
            as_printed=is_order(sqrt(h**3)), factor_l=is_order(l * h**3), factor_l_squared=is_order(l**2 * h**3)
        ),
    }


@claim("dl-exam-w25/B25.e1")
def attention_weights():
    """Scores: for every pair of positions one product of h numbers."""
    return equal(total(ones(l, l, h)), l**2 * h)


@claim("dl-exam-w25/B25.e2a")
def weights_applied_to_the_values():
    """Every entry of the l×h result is a sum over l positions: l²h again, so the order of the two together is l²h."""
    applied = total(ones(l, h, l))
    return and_(equal(applied, l**2 * h), equal(total(ones(l, l, h)) + applied, products(l, h)))


@claim("dl-exam-w25/B25.e2")
def linear_projections():
    """Each projection multiplies every one of l positions by an h×h matrix."""
    return equal(total(ones(l, h, h)), l * h**2)


@claim("dl-exam-w25/B25.e3")
def total_order():
    """The sum of the costs, as printed and with the l² that the costs before it give back to the lost factor."""
    return readings(as_printed=is_order(sqrt(h * 1) + l * h**2), factor_l_squared=is_order(l**2 * h + l * h**2))
