"""Problems 5.1 to 5.3: gradient descent on wᵀHw, where H = QΛQᵀ with Q orthogonal and Λ = diag(λ)."""

from __future__ import annotations

from proofread import (
    Index,
    Matrix,
    Nat,
    Orthogonal,
    Positive,
    Scalar,
    Sequence,
    Size,
    Symmetric,
    Vector,
    abs_,
    and_,
    apart,
    assume,
    claim,
    code,
    column,
    computes,
    correction,
    definition,
    derivation,
    diag,
    equal,
    exists,
    eye,
    forall,
    ge,
    given,
    grad,
    gt,
    iff,
    implies,
    line,
    lt,
    norm2,
    pd,
    readings,
    symmetric,
    tends_to,
    unstated,
)

n = Size("n")


def quadratic(H):
    return lambda w: w.T @ H @ w


def descends(w, H, eps):
    """The iteration: a step of length ε against the gradient."""
    return forall(Nat, lambda t: equal(w[t + 1], w[t] - eps * grad(quadratic(H))(w[t])))


def steps(w, H, eps):
    """The iteration with the gradient worked out, (5.1)."""
    return forall(Nat, lambda t: equal(w[t + 1], w[t] - 2 * eps * H @ w[t]))


def multiplied(z, a):
    """z ← Az for a diagonal A."""
    return forall(Nat, lambda t: equal(z[t + 1], a * z[t]))


def composed(Q, lam):
    return Q @ diag(lam) @ Q.T


def same_limit(f, g):
    """Whatever one tends to, as t grows, the other tends to as well."""
    near = lambda h, u, e, s: forall(Nat, lambda t: implies(ge(t, s), lt(norm2(h(t) - u), e)))
    tends = lambda h, u: forall(Positive, lambda e: exists(Nat, lambda s: near(h, u, e, s)))
    return forall(Vector[n], lambda u: iff(tends(f, u), tends(g, u)))


def factors(eps, lam):
    """The diagonal of A: 1 − 2ελ_i."""
    return 1 - 2 * eps * lam


@derivation
def iteration(H: Symmetric[n], w: Sequence[Vector[n]], eps: Scalar):
    """The step of gradient descent, and t of them."""
    assume(descends(w, H, eps))
    M = eye(n) - 2 * eps * H
    yield line("hw2/5.1.eq5.1", steps(w, H, eps), "H is symmetric")
    yield line("hw2/5.2.eq5.2", forall(Nat, lambda t: equal(w[t + 1], M @ w[t])), "factor w out")
    yield line("hw2/5.2.eq5.3", forall(Nat, lambda t: equal(w[t], M**t @ w[0])), "t times")


@claim("hw2/5.1.symmetric")
def composed_is_symmetric(Q: Orthogonal[n], lam: Vector[n]):
    """QΛQᵀ is symmetric."""
    return symmetric(composed(Q, lam))


@claim("hw2/5.3.decomposable")
def decomposable(H: Matrix[n, n], Q: Orthogonal[n], lam: Vector[n]):
    """H = QΛQᵀ, which is given, is an eigendecomposition: the columns of Q are eigenvectors, with eigenvalues λ."""
    assume(equal(H, composed(Q, lam)))
    return forall(Index[n], lambda j: equal(H @ column(Q, j), lam[j] * column(Q, j)))


@claim("hw2/5.3.eig")
def decomposition_of_the_step(H: Matrix[n, n], Q: Orthogonal[n], lam: Vector[n], eps: Scalar):
    """I − 2εH is decomposed by the same Q, with eigenvalues 1 − 2ελ_i."""
    assume(equal(H, composed(Q, lam)))
    M, a = eye(n) - 2 * eps * H, factors(eps, lam)
    eigenvectors = forall(Index[n], lambda j: equal(M @ column(Q, j), a[j] * column(Q, j)))
    return and_(equal(M, composed(Q, a)), eigenvectors)


@claim("hw2/5.3.eq5.4")
def limit_of_the_iterates(H: Symmetric[n], w: Sequence[Vector[n]], eps: Scalar):
    """The iterates are (I − 2εH)ᵗw₀, (5.3), and have the same limit, if they have one."""
    assume(steps(w, H, eps))
    M = eye(n) - 2 * eps * H
    powers = forall(Nat, lambda t: equal(w[t], M**t @ w[0]))
    return and_(powers, implies(powers, same_limit(w, lambda t: M**t @ w[0])))


@claim("hw2/5.3.eq5.5")
def limit_of_the_powers(Q: Orthogonal[n], lam: Vector[n], eps: Scalar, w0: Vector[n]):
    """(I − 2εH)ᵗ is QAᵗQᵀ, so (I − 2εH)ᵗw₀ and QAᵗQᵀw₀ have the same limit."""
    M = eye(n) - 2 * eps * composed(Q, lam)
    A = definition("hw2/5.3.A", diag(factors(eps, lam)))
    powers = forall(Nat, lambda t: equal(M**t, Q @ A**t @ Q.T))
    limits = same_limit(lambda t: M**t @ w0, lambda t: Q @ A**t @ Q.T @ w0)
    return and_(powers, implies(powers, limits))


@claim("hw2/5.3.eq5.5#powers")
def powers_by_the_diagonal(Q: Orthogonal[n], lam: Vector[n], eps: Scalar):
    """(I − 2εH)ᵗ = QAᵗQᵀ for every t."""
    M, A = eye(n) - 2 * eps * composed(Q, lam), diag(factors(eps, lam))
    return forall(Nat, lambda t: equal(M**t, Q @ A**t @ Q.T))


@claim("hw2/5.3.At")
def powers_of_the_diagonal(lam: Vector[n], eps: Scalar):
    """The powers of A have the powers of 1 − 2ελ_i on the diagonal and zeros beside it."""
    a = factors(eps, lam)
    entry = lambda t, i, j: equal((diag(a) ** t)[i, j], eye(n)[i, j] * a[i] ** t)
    return forall(Nat, lambda t: forall(Index[n], Index[n], lambda i, j: entry(t, i, j)))


@claim("hw2/5.3.converge#coordinates")
def coordinates(H: Matrix[n, n], Q: Orthogonal[n], lam: Vector[n], eps: Scalar, w: Sequence[Vector[n]]):
    """The coordinates z = Qᵀw along the eigenvectors follow z ← Az, and w is as long as z."""
    assume(equal(H, composed(Q, lam)), steps(w, H, eps))
    follow = lambda t: equal(Q.T @ w[t + 1], factors(eps, lam) * (Q.T @ w[t]))
    return forall(Nat, lambda t: and_(follow(t), equal(norm2(Q.T @ w[t]), norm2(w[t]))))


@claim("hw2/5.3.converge")
def convergence(z: Sequence[Vector[n]], lam: Vector[n], eps: Scalar):
    """With all |1 − 2ελ_i| < 1 the iterates tend to 0: each of the coordinates is (1 − 2ελ_i)ᵗ z_i, and that does."""
    a = factors(eps, lam)
    assume(multiplied(z, a), forall(Index[n], lambda i: lt(abs_(a[i]), 1)))
    powers = forall(Nat, lambda t: forall(Index[n], lambda i: equal(z[t][i], a[i] ** t * z[0][i])))
    return and_(powers, forall(Index[n], lambda i: tends_to(lambda t: a[i] ** t * z[0][i], 0)))


@claim("hw2/5.3.diverge")
def divergence(z: Sequence[Vector[n]], lam: Vector[n], eps: Positive, i: Index[n]):
    """Otherwise they grow without bound, from a start with a part along an eigenvector of |1 − 2ελ_i| ≥ 1."""
    # Where λ_i = 0 that part stands still: no divergence in any sense of the word.
    assume(multiplied(z, factors(eps, lam)), apart(z[0][i], 0))
    a = factors(eps, lam)[i]
    grows = lambda size: forall(Scalar, lambda c: exists(Nat, lambda t: gt(size(t), c)))
    printed = forall(Scalar, lambda c: implies(ge(abs_(a), 1), exists(Nat, lambda t: gt(norm2(z[t]), c))))
    powers = forall(Nat, lambda t: equal(z[t][i] ** 2, (a**2) ** t * z[0][i] ** 2))
    return correction(printed, to=implies(gt(abs_(a), 1), and_(powers, grows(lambda t: (a**2) ** t))))


@claim()
def neither(z: Sequence[Vector[n]], lam: Vector[n], eps: Scalar, i: Index[n]):
    """Where |1 − 2ελ_i| = 1 the part along that eigenvector neither vanishes nor grows."""
    assume(multiplied(z, factors(eps, lam)), equal(abs_(factors(eps, lam)[i]), 1))
    return forall(Nat, lambda t: equal(z[t][i] ** 2, z[0][i] ** 2))


@derivation
def admissible_steps(lam: Vector[n], eps: Scalar, i: Index[n]):
    """From −1 < 1 − 2ελ_i < 1 to 0 < ελ_i < 1."""
    a, doubled = factors(eps, lam)[i], -2 * eps * lam[i]
    yield given("hw2/5.3.eq5.6#premise", and_(gt(a, -1), lt(a, 1)))
    yield line("hw2/5.3.eq5.6#doubled", and_(gt(doubled, -2), lt(doubled, 0)), "subtract 1")
    yield line("hw2/5.3.eq5.6", and_(gt(eps * lam[i], 0), lt(eps * lam[i], 1)), "divide by −2")


@claim("hw2/5.3.eq5.7a")
def definite(Q: Orthogonal[n], lam: Vector[n]):
    """Eigenvalues that are all positive make H = QΛQᵀ positive definite."""
    return implies(gt(lam, 0), pd(composed(Q, lam)))


@claim("hw2/5.3.eq5.7a#eigenvalues")
def positive_eigenvalue(lam: Vector[n], eps: Scalar, i: Index[n]):
    """0 < ελ_i < 1 makes λ_i positive; that ε > 0 is not printed."""
    assume(gt(eps * lam[i], 0), lt(eps * lam[i], 1))
    unstated(gt(eps, 0))
    return gt(lam[i], 0)


@claim("hw2/5.3.eq5.7b#each")
def bound_for_each(lam: Vector[n], eps: Scalar, i: Index[n]):
    """For a positive eigenvalue ελ_i < 1 says ε < 1/λ_i."""
    assume(gt(lam[i], 0), lt(eps * lam[i], 1))
    return lt(eps, 1 / lam[i])


@claim("hw2/5.3.eq5.7b")
def bound_by_the_largest(lam: Vector[n], eps: Positive, k: Index[n]):
    """ε < 1/λ_i for all i gives ε < 1/λ_max, where λ_max = λ_k; the print has two ε there."""
    assume(forall(Index[n], lambda i: gt(lam[i], 0)), forall(Index[n], lambda i: ge(lam[k], lam[i])))
    assume(forall(Index[n], lambda i: lt(eps, 1 / lam[i])))
    return readings(one_epsilon=lt(eps, 1 / lam[k]), their_product=lt(eps * eps, 1 / lam[k]))


@claim(conforms_to="hw2/5.1.eq5.1")
def step_code(H: Symmetric[n], w: Vector[n], eps: Scalar):
    """One step of the code is that of the formula."""
    return computes(code("impls.quadratics:descent_step")(H, w, eps), w - 2 * eps * H @ w, within=16)
