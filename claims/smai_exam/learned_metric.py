"""Part III, question 3: distances after a linear map. Blank key: our answers, proved."""

from __future__ import annotations

from proofread import (
    Matrix,
    Scalar,
    Size,
    Vector,
    and_,
    answer,
    assume,
    bsum,
    claim,
    code,
    column,
    computes,
    definition,
    equal,
    exists,
    forall,
    ge,
    gt,
    implies,
    le,
    lt,
    nonzero,
    norm,
    norm2,
    psd,
    relu,
    trace,
    zeros,
)

N, n, m = Size("N"), Size("n"), Size("m")


def distance(x, y):
    """The squared Euclidean distance of the question."""
    return (x - y).T @ (x - y)


@answer("smai-exam/III.3a", key="")
def distance_after_the_map(L: Matrix[m, n], x: Vector[n], y: Vector[n]):
    """The distance of Lx and Ly is (x − y)ᵀLᵀL(x − y)."""
    image_x, image_y = definition("smai-exam/III.3a.z", L @ x, L @ y)
    return equal(distance(image_x, image_y), (x - y).T @ L.T @ L @ (x - y))


@answer("smai-exam/III.3a#objective", key="")
def objective_of_a_class(L: Matrix[m, n], X: Matrix[n, N]):
    """The sum over all pairs of a class (the columns of X), to be minimised over L, is tr(LSLᵀ): a number."""

    def between(i, j):
        return column(X, i) - column(X, j)

    distances = bsum(lambda i: bsum(lambda j: distance(L @ column(X, i), L @ column(X, j)), N), N)
    scatter = bsum(lambda i: bsum(lambda j: between(i, j) @ between(i, j).T, N), N)
    return equal(distances, trace(L @ scatter @ L.T))


@answer("smai-exam/III.3b", key="")
def pitfall_of_zero(x: Vector[n], y: Vector[n]):
    """With L = 0 every distance is 0."""
    L = zeros(m, n)
    return equal(distance(L @ x, L @ y), 0)


@answer("smai-exam/III.3b#constraint", key="")
def constraint_against_zero():
    """With L = 0, tr(LᵀL) is 0: the constraint tr(LᵀL) = 1 rules L = 0 out."""
    L = zeros(m, n)
    return equal(trace(L.T @ L), 0)


@answer("smai-exam/III.3c", key="")
def weights_of_the_map(L: Matrix[m, n], x: Vector[n], y: Vector[n]):
    """A = LᵀL: it is positive semidefinite, and the form with A is the distance of Lx and Ly."""
    A = L.T @ L
    return and_(psd(A), equal((x - y).T @ A @ (x - y), norm2(L @ x - L @ y)))


@claim("smai-exam/III.3c.claim")
def weights_do_the_job(L: Matrix[m, n], x: Vector[n], y: Vector[n]):
    """Whatever the map L, there are weights A (namely LᵀL) that give every pair the distance of Lx and Ly."""

    def same_distances(A):
        return forall(Vector[n], Vector[n], lambda x, y: equal((x - y).T @ A @ (x - y), distance(L @ x, L @ y)))

    return exists(Matrix[n, n], same_distances, witness=L.T @ L)


# --- the distance of the question -----------------------------------------------------------------------------------


@claim("smai-exam/III.3.0")
def nearer_is_nearer(x: Vector[n], y: Vector[n], z: Vector[n]):
    """Without the root it is no metric, but it finds the same neighbours: what is nearer in length is nearer in d."""
    weakly = implies(ge(norm(x - z), norm(x - y)), ge(distance(x, z), distance(x, y)))
    return and_(weakly, implies(gt(norm(x - z), norm(x - y)), gt(distance(x, z), distance(x, y))))


@claim("smai-exam/III.3.0#zero")
def only_the_same_point_is_at_zero(x: Vector[n], y: Vector[n]):
    """It is symmetric, not negative, and positive for different points."""
    positive = implies(nonzero(x - y), gt(distance(x, y), 0))
    return and_(equal(distance(x, y), distance(y, x)), ge(distance(x, y), 0), positive)


# --- a margin -------------------------------------------------------------------------------------------------------


def violation(near, far):
    """How much a distance to class B falls short of one within class A and the margin 1."""
    return relu(1 + near - far)


@answer("smai-exam/III.3d", key="")
def margin_as_a_loss(near: Scalar, far: Scalar):
    """For i, j in A and l in B add max(0, 1 + ‖L(xᵢ − xⱼ)‖² − ‖L(xᵢ − xₗ)‖²): no loss where the margin is kept …"""
    return implies(ge(far, near + 1), le(violation(near, far), 0))


@answer("smai-exam/III.3d#violated", key="")
def violated_margins_cost(near: Scalar, far: Scalar):
    """… a loss where it is not kept, and none below 0."""
    return and_(ge(violation(near, far), 0), implies(lt(far, near + 1), gt(violation(near, far), 0)))


@answer("smai-exam/III.3d#slack", key="")
def margin_with_slack(near: Scalar, far: Scalar, xi: Scalar):
    """It is the least slack ξ ≥ 0 with ‖L(xᵢ − xₗ)‖² − ‖L(xᵢ − xⱼ)‖² ≥ 1 − ξ."""
    assume(ge(xi, 0), ge(far - near, 1 - xi))
    return ge(xi, violation(near, far))


@answer("smai-exam/III.3d#zero", key="")
def zero_map_is_penalised(x: Vector[n], y: Vector[n], z: Vector[n]):
    """L = 0 keeps no margin: it costs 1 for every such three samples."""
    L = zeros(m, n)
    return equal(violation(distance(L @ x, L @ y), distance(L @ x, L @ z)), 1)


@answer("smai-exam/III.3d#weights", key="")
def margin_in_the_weights(L: Matrix[m, n], x: Vector[n], y: Vector[n], z: Vector[n]):
    """With A = LᵀL, what is compared is linear in A: tr A((x − y)(x − y)ᵀ − (x − z)(x − z)ᵀ)."""
    difference = distance(L @ x, L @ y) - distance(L @ x, L @ z)
    return equal(difference, trace(L.T @ L @ ((x - y) @ (x - y).T - (x - z) @ (x - z).T)))


@claim(conforms_to="smai-exam/III.3d")
def violation_of_code(L: Matrix[m, n], x: Vector[n], y: Vector[n], z: Vector[n]):
    """The code computes this loss of three samples."""
    value = violation(distance(L @ x, L @ y), distance(L @ x, L @ z))
    return computes(code("impls.embedding_losses:margin_violation")(L, x, y, z), value, within=32)
