# ruff: noqa: F403, F405
"""False statements about sums, places, powers, recursions, algorithms and orders of growth."""

from proofread import *

N, d, n, m = Size("N"), Size("d"), Size("n"), Size("m")
z = Size("z", min=0)


@claim("gauss-off-by-one")
def gauss_off_by_one(x: Vector[n]):
    """0 + 1 + … + (n − 1) is n(n − 1)/2."""
    return equal(bsum(lambda i: i, n), n * (n + 1) / 2)


@claim("place-of-a-sum")
def place_of_a_sum(j: Index[n]):
    """[j = Σ i] is not 1: a sum of places is no place."""
    return equal(same(j, bsum(lambda i: i, n)), 1)


@claim("place-of-a-multiple")
def place_of_a_multiple(j: Index[n]):
    return equal(bsum(lambda i: same(2 * i, j), n), 1)


@claim("places-all-the-same")
def places_all_the_same(i: Index[n], j: Index[n]):
    """False for n ≥ 2."""
    return equal(same(i, j), 1)


@claim("places-never-the-same")
def places_never_the_same(i: Index[n], j: Index[n]):
    return equal(same(i, j), 0)


@claim("place-beyond-the-end")
def place_beyond_the_end(j: Index[n]):
    """i + 1 = j for one i: false for j = 0."""
    return equal(bsum(lambda i: same(i + 1, j), n), 1)


@claim("place-of-another-size")
def place_of_another_size(k: Index[m]):
    return equal(bsum(lambda i: same(i, k), n), 1)


@claim("place-is-size")
def place_is_size(i: Index[n]):
    return equal(i, n)


@claim("place-positive")
def place_positive(i: Index[n]):
    return gt(i, 0)


@claim("place-below-the-last")
def place_below_the_last(i: Index[n]):
    return lt(i, n - 1)


@claim("place-by-parity")
def place_by_parity(i: Index[n]):
    """Two places only: false for n ≥ 3."""
    return equal(i * i, i)


@claim("shifted-entry")
def shifted_entry(x: Vector[n], i: Index[n]):
    return equal(at(x, i + 1), x[i])


@claim("shifted-sum")
def shifted_sum(x: Vector[n]):
    """The first entry is lost."""
    return equal(bsum(lambda i: at(x, i + 1), n), total(x))


@claim("convolution-flipped")
def convolution_flipped(x: Vector[n], w: Vector[m], j: Index[n]):
    return equal(bsum(lambda k: w[k] * at(x, j + k), m), bsum(lambda k: w[k] * at(x, j - k), m))


@claim("adjoint-not-flipped")
def adjoint_not_flipped(x: Vector[n], y: Vector[n]):
    return equal(bsum(lambda i: y[i] * at(x, i + 1), n), bsum(lambda i: x[i] * at(y, i + 1), n))


@claim("causal-at-the-end")
def causal_at_the_end(x: Vector[n], i: Index[n]):
    return equal(bsum(lambda j: same(j, i) * x[j], n), at(x, i - 1))


@claim("diagonal-of-place")
def diagonal_of_place(A: Matrix[n, n]):
    return equal(bsum(lambda i: bsum(lambda j: same(i, j) * A[i, j], n), n), total(A))


@claim("sum-of-products")
def sum_of_products(x: Vector[n], y: Vector[n]):
    return equal(bsum(lambda i: x[i] * y[i], n), bsum(lambda i: x[i], n) * bsum(lambda i: y[i], n))


@claim("double-sum-without-diagonal")
def double_sum_without_diagonal(x: Vector[n]):
    return equal(total(x) ** 2, bsum(lambda i: x[i] ** 2, n))


@claim("sum-with-a-constant")
def sum_with_a_constant(x: Vector[n], c: Scalar):
    return equal(bsum(lambda i: x[i] + c, n), total(x) + c)


@claim("sum-over-another-range")
def sum_over_another_range(x: Vector[n], c: Scalar):
    return equal(bsum(lambda i: c, n), bsum(lambda i: c, m))


@claim("mean-with-n-minus-one")
def mean_with_n_minus_one(x: Vector[n]):
    assume(gt(n, 1))
    return equal(total(x) / (n - 1), mean(x))


@claim("mean-of-means")
def mean_of_means(x: Vector[n], y: Vector[m]):
    return equal((total(x) + total(y)) / (n + m), (mean(x) + mean(y)) / 2)


@claim("variance-without-square")
def variance_without_square(x: Vector[n]):
    return equal(norm2(x - mean(x)) / n, norm2(x) / n - mean(x))


@claim("empty-sum-positive")
def empty_sum_positive(x: Vector[z]):
    """False for size 0 only."""
    assume(gt(x, 0))
    return gt(total(x), 0)


@claim("empty-is-some")
def empty_is_some():
    """False for size 0 only."""
    return gt(z, 0)


@claim("empty-has-a-place")
def empty_has_a_place(x: Vector[z]):
    return exists(Index[z], lambda i: equal(x[i], x[i]))


@claim("empty-mean")
def empty_product(x: Vector[z]):
    """A sum of ones over nothing is 0."""
    return ge(total(ones(z)), 1)


@claim("one-and-more")
def one_and_more(x: Vector[n]):
    """False for n ≥ 2."""
    return equal(total(x), x[0])


@claim("five-and-more")
def five_and_more(x: Vector[n]):
    """False for n ≥ 5 only."""
    return le(n, 4)


@claim("parity")
def parity(x: Vector[n]):
    """n(n − 1) is divisible by 2, and not always by 4."""
    quarter = n * (n - 1) / 4
    return equal(floor(quarter), quarter)


@claim("squares-of-sizes")
def squares_of_sizes(x: Vector[n]):
    return equal(bsum(lambda i: i * i, n), n * (n - 1) * (2 * n - 1) / 3)


@claim("arithmetic-recursion")
def arithmetic_recursion(a: Sequence[Scalar], c: Scalar, t: Nat):
    assume(forall(Nat, lambda k: equal(a(k + 1), a(k) + c)))
    return equal(a(t), a(0) + (t + 1) * c)


@claim("geometric-recursion")
def geometric_recursion(a: Sequence[Scalar], q: Scalar, t: Nat):
    assume(forall(Nat, lambda k: equal(a(k + 1), q * a(k))))
    return equal(a(t + 1), q**t * a(0))


@claim("momentum-forgets")
def momentum_forgets(v: Sequence[Scalar], g: Scalar, b: Unit, t: Nat):
    assume(equal(v(0), 0), forall(Nat, lambda k: equal(v(k + 1), b * v(k) + (1 - b) * g)))
    return equal(v(t), g)


@claim("matrix-recursion-transposed")
def matrix_recursion_transposed(h: Sequence[Vector[n]], W: Matrix[n, n]):
    assume(forall(Nat, lambda k: equal(h(k + 1), W @ h(k))))
    return equal(h(2), W.T @ (W @ h(0)))


@claim("descent-too-long")
def descent_too_long(x: Sequence[Scalar], t: Nat):
    """With step 1 on x² the iterates swing and do not shrink."""
    assume(forall(Nat, lambda k: equal(x(k + 1), x(k) - 2 * x(k))))
    return le(x(t + 1), x(t))


@claim("descent-in-one-step")
def descent_in_one_step(x: Scalar, step: Positive):
    f = lambda v: v**2
    return lt(f(x - step * derivative(f)(x)), f(x))


@claim("newton-step-of-cubic")
def newton_step_of_cubic(x: Scalar):
    f = lambda v: v**3
    assume(apart(x, 0))
    return equal(x - derivative(f)(x) / derivative(derivative(f))(x), 0)


@claim("perceptron-update-sign")
def perceptron_update_sign(w: Vector[n], x: Vector[n]):
    return ge(dot(w - x, x), dot(w, x))


@claim("clipping-from-below")
def clipping_entrywise(x: Vector[n]):
    return le(norm2(maximum(x, 1)), norm2(x))


@claim("greedy-is-best")
def greedy_is_best(a: Scalar, b: Scalar, c: Scalar, d: Scalar):
    """The larger first step need not lie on the larger path."""
    assume(gt(a, b))
    return ge(a + c, b + d)


@claim("cubic-is-quadratic")
def cubic_is_quadratic():
    return big_o(lambda n: n**3, lambda n: n**2)


@claim("linear-is-constant")
def linear_is_constant():
    return big_o(lambda n: n, lambda n: 1)


@claim("two-variables-one-forgotten")
def two_variables_one_forgotten():
    return big_o(lambda n, m: n * m, lambda n, m: n, variables=2)


@claim("constant-vanishes")
def constant_vanishes():
    return tends_to(lambda t: Q("1/1000"), 0)


@claim("powers-of-two-vanish")
def powers_of_two_vanish():
    return tends_to(lambda t: Q("2") ** t, 0)


@claim("powers-of-minus-one-vanish")
def powers_of_minus_one_vanish():
    return tends_to(lambda t: Q("-1") ** t, 0)


@claim("limit-is-one-of-half")
def limit_of_half():
    return tends_to(lambda t: Q("1/2") ** t, 1)


@claim("bounded-converges")
def bounded_vanishes(q: Scalar):
    assume(le(q**2, 1))
    return tends_to(lambda t: q**t, 0)


@claim("output-size-with-padding")
def output_size_with_padding():
    return equal(output_size(8, kernel=3, stride=2, padding=1, dilation=1), 5)


@claim("rounded-down")
def rounded_down():
    return rounds_to(Q("2.665"), "2.66")


@claim("cut-off-up")
def cut_off_up():
    return truncates_to(Q("2.669"), "2.67")
