# ruff: noqa: F403, F405
"""False statements about expectations, densities and entropies."""

from proofread import *

N, d, n = Size("N"), Size("d"), Size("n")
Z = Space("Z")


@claim("mean-of-product")
def mean_of_product(x: RandomScalar):
    return equal(E(x * x), E(x) * E(x))


@claim("mean-of-product-of-functions")
def mean_of_product_of_functions(x: RandomScalar):
    return equal(E(x * (x + 1)), E(x) * E(x + 1))


@claim("variance-of-difference")
def variance_of_difference(x: RandomScalar, y: RandomScalar):
    return equal(Var(x - y), Var(x) - Var(y))


@claim("variance-of-sum-on-one-space")
def variance_of_sum_on_one_space(x: RandomScalar):
    return equal(Var(x + x**2), Var(x) + Var(x**2))


@claim("variance-of-multiple")
def variance_of_multiple(x: RandomScalar, c: Scalar):
    return equal(Var(c * x), c * Var(x))


@claim("variance-positive")
def variance_positive(x: RandomScalar):
    """False only for a constant."""
    return gt(Var(x), 0)


@claim("jensen-reversed")
def jensen_reversed(x: RandomScalar):
    return ge(E(x) ** 2, E(x**2))


@claim("jensen-of-exp-reversed")
def jensen_of_exp_reversed(x: RandomScalar):
    return ge(exp(E(x)), E(exp(x)))


@claim("mean-of-reciprocal")
def mean_of_reciprocal(x: RandomScalar):
    assume(gt(x, 0))
    return equal(E(1 / x), 1 / E(x))


@claim("independent-means-uncorrelated-only")
def product_zero_by_turns(x: RandomScalar):
    """x(x − 1) = 0 at every point does not make x constant."""
    assume(equal(x * (x - 1), 0))
    return or_(equal(x, 0), equal(x, 1))


@claim("zero-mean-is-zero")
def zero_mean_is_zero(x: RandomScalar):
    assume(equal(E(x), 0))
    return equal(x, 0)


@claim("second-moment-is-variance")
def second_moment_is_variance(x: RandomVector[N]):
    return equal(E(x @ x.T), Var(x))


@claim("residual-without-covariance")
def residual_without_covariance(A: Matrix[N, N], eps: RandomVector[N], sigma2: Positive):
    """A second moment of ε is asked for; a mean of 0 does not do."""
    assume(equal(E(eps), 0))
    return equal(E(norm2(A @ eps)), sigma2 * trace(A.T @ A))


@claim("kl-symmetric")
def kl_symmetric(p: Density[Z], q: Density[Z]):
    return equal(KL(q, p, Z), KL(p, q, Z))


@claim("kl-nonpositive")
def kl_nonpositive(p: Density[Z], q: Density[Z]):
    return le(KL(q, p, Z), 0)


@claim("kl-positive")
def kl_positive(p: Density[Z], q: Density[Z]):
    """False only where q = p."""
    return gt(KL(q, p, Z), 0)


@claim("elbo-without-simplex")
def elbo_without_simplex(p: OnSpace[Z], q: OnSpace[Z], px: Positive):
    """log p(x) ≥ ∫ q log(p/q) needs ∫ q = 1."""
    assume(gt(p, 0), gt(q, 0), equal(integral(Z, p), px))
    return ge(log(px), integral(Z, q * log(p / q)))


@claim("entropy-constant")
def entropy_zero(q: Density[Z]):
    return equal(entropy(q, Z), 0)


@claim("gibbs-without-positivity")
def gibbs_wrong_way(p: Density[Z], q: Density[Z]):
    return ge(integral(Z, q * log(p)), integral(Z, q * log(q)))


@claim("softmax-of-multiple")
def softmax_of_multiple(z: Vector[n]):
    return equal(softmax(2 * z), softmax(z))


@claim("softmax-sums-to-n")
def softmax_sums_to_n(z: Vector[n]):
    """True for n = 1."""
    return equal(total(softmax(z)), n)
