"""Part III, question 1: the primal problem of a support vector machine, hard and soft margin, step by step.

Said of one sample x with its label y, which stands for all of them.
"""

from __future__ import annotations

from proofread import (
    Matrix,
    NonNegative,
    Positive,
    Scalar,
    Size,
    Vector,
    abs_,
    and_,
    apart,
    assume,
    claim,
    code,
    computes,
    definition,
    equal,
    forall,
    ge,
    gt,
    iff,
    implies,
    le,
    lt,
    nonzero,
    norm,
    norm2,
    relu,
    sign,
    total,
)

N, d = Size("N"), Size("d")
Point = Vector[d]


def score(w, b, x):
    """w·x + b."""
    return w.T @ x + b


def width(w):
    """The printed width of the margin."""
    return 2 / norm(w)


def objective(w):
    """The printed objective without slack."""
    return norm2(w) / 2


# --- a point and a hyperplane ---------------------------------------------------------------------------------------


@claim("smai-exam/III.1.3")
def distance_is_reached(w: Vector[d], b: Scalar, x: Vector[d]):
    """The hyperplane has a point that is |w·x + b|/‖w‖ away from x (both sides squared)."""
    assume(nonzero(w))
    definition("smai-exam/III.1.1", equal(score(w, b, x), 0))
    foot = x - score(w, b, x) / norm2(w) * w
    return and_(equal(score(w, b, foot), 0), equal(norm2(x - foot), (abs_(score(w, b, x)) / norm(w)) ** 2))


@claim("smai-exam/III.1.3#closest")
def no_point_is_closer(w: Vector[d], b: Scalar, x: Vector[d]):
    """For every point z of the hyperplane |w·x + b| = |w·(x − z)| ≤ ‖x − z‖ ‖w‖."""
    assume(nonzero(w))

    def farther(z):
        inner = w.T @ (x - z)
        return and_(equal(inner, score(w, b, x)), ge(norm(x - z) * norm(w), abs_(inner)))

    return forall(Point, lambda z: implies(equal(score(w, b, z), 0), farther(z)))


@claim("smai-exam/III.1.3b")
def correctly_classified(w: Vector[d], b: Scalar, x: Vector[d], s: Scalar):
    """With s = w·x + b: where the label is the decision sign(s) (1 or −1, not 0), its product with s is > 0."""
    definition("smai-exam/III.1.0", x)
    assume(equal(s, score(w, b, x)), apart(s, 0))
    y = definition("smai-exam/III.1.2", sign(s))
    return gt(y * s, 0)


# --- scaling --------------------------------------------------------------------------------------------------------


@claim("smai-exam/III.1.4")
def scaling_keeps_the_hyperplane(w: Vector[d], b: Scalar, z: Vector[d], m: Positive):
    """Dividing w and b by a positive number m, that of the closest samples, leaves the hyperplane as it is."""
    return iff(equal(score(w, b, z), 0), equal(score(w / m, b / m, z), 0))


@claim("smai-exam/III.1.4a")
def closest_positive_samples(w: Vector[d], b: Scalar, x: Vector[d], y: Scalar, m: Positive):
    """A sample with label 1 and y(w·x + b) = m, the least of all, has w·x + b = 1 after the scaling."""
    assume(equal(y, 1), equal(y * score(w, b, x), m))
    return equal(score(w / m, b / m, x), 1)


@claim("smai-exam/III.1.4b")
def closest_negative_samples(w: Vector[d], b: Scalar, x: Vector[d], y: Scalar, m: Positive):
    """A sample with label −1 and y(w·x + b) = m, the least of all, has w·x + b = −1 after the scaling."""
    assume(equal(y, -1), equal(y * score(w, b, x), m))
    return equal(score(w / m, b / m, x), -1)


@claim("smai-exam/III.1.5a")
def distance_of_the_positive_side(w: Vector[d], b: Scalar, x: Vector[d]):
    """A point with w·x + b = 1 is 1/‖w‖ away from the hyperplane."""
    assume(nonzero(w), equal(score(w, b, x), 1))
    return equal(abs_(score(w, b, x)) / norm(w), 1 / norm(w))


@claim("smai-exam/III.1.5a#negative")
def distance_of_the_negative_side(w: Vector[d], b: Scalar, x: Vector[d]):
    """A point with w·x + b = −1 is 1/‖w‖ away from the hyperplane."""
    assume(nonzero(w), equal(score(w, b, x), -1))
    return equal(abs_(score(w, b, x)) / norm(w), 1 / norm(w))


@claim("smai-exam/III.1.5b")
def width_of_the_margin(w: Vector[d], b: Scalar, x: Vector[d]):
    """From a point on one side, some point on the other is 2/‖w‖ away (both sides squared)."""
    assume(nonzero(w), equal(score(w, b, x), 1))
    across = x - 2 / norm2(w) * w
    return and_(equal(score(w, b, across), -1), equal(norm2(x - across), width(w) ** 2))


@claim("smai-exam/III.1.5b#least")
def nothing_is_narrower(w: Vector[d], b: Scalar, x: Vector[d], z: Vector[d]):
    """For any points x, z of the two sides 2 = |w·(x − z)| ≤ ‖x − z‖ ‖w‖."""
    assume(nonzero(w), equal(score(w, b, x), 1), equal(score(w, b, z), -1))
    inner = w.T @ (x - z)
    return and_(equal(inner, 2), ge(norm(x - z) * norm(w), abs_(inner)))


@claim("smai-exam/III.1.6")
def all_samples(w: Vector[d], b: Scalar, x: Vector[d], y: Scalar, m: Positive):
    """A sample with y(w·x + b) ≥ m, the value of the closest ones, has y(w·x + b) ≥ 1 after the scaling."""
    assume(ge(y * score(w, b, x), m))
    return ge(y * score(w / m, b / m, x), 1)


# --- the problem ----------------------------------------------------------------------------------------------------


@claim("smai-exam/III.1.7")
def wider_is_shorter(v: Vector[d], w: Vector[d]):
    """The wider of two margins has the smaller ‖w‖."""
    assume(nonzero(v), nonzero(w))
    return implies(gt(width(v), width(w)), lt(norm(v), norm(w)))


@claim("smai-exam/III.1.7#shorter")
def shorter_is_wider(v: Vector[d], w: Vector[d]):
    """A margin that is as wide or wider has no larger ‖w‖: the widest and the shortest are the same."""
    assume(nonzero(v), nonzero(w))
    return implies(ge(width(w), width(v)), le(norm(w), norm(v)))


@claim("smai-exam/III.1.7#square")
def wider_is_less(v: Vector[d], w: Vector[d]):
    """The wider of two margins has the smaller ½‖w‖²."""
    assume(nonzero(v), nonzero(w))
    return implies(gt(width(v), width(w)), lt(objective(v), objective(w)))


@claim("smai-exam/III.1.7#less")
def less_is_wider(v: Vector[d], w: Vector[d]):
    """A margin that is as wide or wider has no larger ½‖w‖²: the widest and the least are the same."""
    assume(nonzero(v), nonzero(w))
    return implies(ge(width(v), width(w)), le(objective(v), objective(w)))


@claim("smai-exam/III.1.8")
def constraint_of_a_sample(w: Vector[d], b: Scalar, x: Vector[d], y: Scalar):
    """The constraint says that a sample is on its side of the hyperplane, half the width of the margin away or more."""
    assume(nonzero(w))
    return iff(ge(y * score(w, b, x), 1), ge(y * score(w, b, x) / norm(w), width(w) / 2))


@claim("smai-exam/III.1.8#least")
def the_solution_has_the_widest_margin(v: Vector[d], w: Vector[d]):
    """What has a wider margin than w has a smaller objective: w is no solution if it satisfies the constraints, too."""
    assume(nonzero(v), nonzero(w))
    return implies(gt(width(v), width(w)), lt(objective(v), objective(w)))


def best_slack(w, b, x, y):
    """max(0, 1 − y(w·x + b))."""
    return relu(1 - y * score(w, b, x))


@claim("smai-exam/III.1.9")
def every_hyperplane_is_allowed(w: Vector[d], b: Scalar, x: Vector[d], y: Scalar):
    """With max(0, 1 − y(w·x + b)) as slack the constraint holds for any w, b: also where no hyperplane separates."""
    return ge(y * score(w, b, x), 1 - best_slack(w, b, x, y))


@claim("smai-exam/III.1.9#sign")
def slack_is_not_negative(w: Vector[d], b: Scalar, x: Vector[d], y: Scalar):
    """This slack is not negative."""
    return ge(best_slack(w, b, x, y), 0)


@claim("smai-exam/III.1.9#least")
def least_slack(w: Vector[d], b: Scalar, x: Vector[d], y: Scalar, xi: Scalar):
    """No slack that satisfies the constraints is smaller."""
    definition("smai-exam/III.1.9s", ge(xi, 0))
    assume(ge(xi, 0), ge(y * score(w, b, x), 1 - xi))
    return ge(xi, best_slack(w, b, x, y))


@claim("smai-exam/III.1.9#objective")
def smaller_slack_is_better(w: Vector[d], xi: Vector[N], zeta: Vector[N], C: NonNegative):
    """The objective does not fall when the sum of slacks grows: the least ones solve the problem for given w and b."""
    assume(ge(total(xi), total(zeta)))
    return ge(objective(w) + C * total(xi), objective(w) + C * total(zeta))


@claim("smai-exam/III.1.9#hard")
def without_slack(w: Vector[d], b: Scalar, x: Vector[d], y: Scalar):
    """Where the constraint of the hard margin holds, the least slack is not above 0 (nor below it)."""
    assume(ge(y * score(w, b, x), 1))
    return le(best_slack(w, b, x, y), 0)


# --- code -----------------------------------------------------------------------------------------------------------


@claim(conforms_to="smai-exam/III.1.3")
def distance_of_code(w: Vector[d], b: Scalar, x: Vector[d]):
    """The code computes the distance from the hyperplane."""
    assume(nonzero(w))
    return computes(code("impls.svm:distance_to_hyperplane")(w, b, x), abs_(score(w, b, x)) / norm(w), within=8)


@claim(conforms_to="smai-exam/III.1.9")
def objective_of_code(w: Vector[d], b: Scalar, X: Matrix[N, d], y: Vector[N], C: NonNegative):
    """The code computes the objective with the least slacks."""
    assume(equal(y * y, 1))
    value = objective(w) + C * total(relu(1 - y * (X @ w + b)))
    return computes(code("impls.svm:soft_margin_objective")(w, b, X, y, C), value, within=8)
