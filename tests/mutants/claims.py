# ruff: noqa: F403, F405
"""True statements of the kinds the documents make; test_mutant_evidence.py damages them."""

from proofread import *

N, d, n, m, k = Size("N"), Size("d"), Size("n"), Size("m"), Size("k")
Z = Space("Z")


@claim("ols-residual")
def ols_residual(X: Matrix[N, d], eps: RandomVector[N], sigma2: Positive):
    assume(full_column_rank(X), equal(E(eps @ eps.T), sigma2 * eye(N)))
    return equal(E(norm2((X @ pinv(X) - eye(N)) @ eps)) / N, (N - d) * sigma2 / N)


@claim("hat-idempotent")
def hat_idempotent(X: Matrix[N, d]):
    assume(full_column_rank(X))
    hat = X @ inv(X.T @ X) @ X.T
    return equal(hat @ hat, hat)


@claim("normal-equations")
def normal_equations(X: Matrix[N, d], y: Vector[N], w: Vector[d]):
    assume(full_column_rank(X), equal(w, inv(X.T @ X) @ X.T @ y))
    return equal(X.T @ (y - X @ w), zeros(d))


@claim("ols-gradient")
def ols_gradient(X: Matrix[N, d], y: Vector[N], w: Vector[d]):
    return equal(grad(lambda v: norm2(X @ v - y) / 2)(w), X.T @ (X @ w - y))


@claim("ridge-stationary")
def ridge_stationary(X: Matrix[N, d], y: Vector[N], w: Vector[d], lam: Positive):
    assume(equal((X.T @ X + lam * eye(d)) @ w, X.T @ y))
    return stationary(lambda v: norm2(X @ v - y) + lam * norm2(v), w)


@claim("ridge-minimum")
def ridge_minimum(X: Matrix[N, d], y: Vector[N], w: Vector[d], lam: Positive):
    assume(equal((X.T @ X + lam * eye(d)) @ w, X.T @ y))
    return minimises(lambda v: norm2(X @ v - y) + lam * norm2(v), w, Vector[d])


@claim("gls-forward")
def gls_forward(X: Matrix[N, d], S: PositiveDefinite[N], F: Matrix[d, d], y: Vector[N]):
    assume(full_column_rank(X), equal(S @ X, X @ F))
    return equal(inv(X.T @ inv(S) @ X) @ X.T @ inv(S) @ y, inv(X.T @ X) @ X.T @ y)


@claim("gls-backward")
def gls_backward(X: Matrix[N, d], S: PositiveDefinite[N]):
    assume(full_column_rank(X))
    assume(equal(inv(X.T @ inv(S) @ X) @ X.T @ inv(S), inv(X.T @ X) @ X.T))
    return equal(S @ X, X @ inv(X.T @ inv(S) @ X) @ (X.T @ X))


@claim("weight-norm-gradient")
def weight_norm_gradient(L: Smooth[n], g: Scalar, u: Vector[n]):
    assume(nonzero(u))
    w = lambda u: g * u / norm(u)
    return equal(grad(lambda u: L(w(u)))(u), g / norm(u) * (eye(n) - u @ u.T / norm2(u)) @ grad(L)(w(u)))


@claim("weight-norm-orthogonal")
def weight_norm_orthogonal(L: Smooth[n], g: Scalar, u: Vector[n]):
    assume(nonzero(u))
    return equal(dot(u, grad(lambda u: L(g * u / norm(u)))(u)), 0)


@claim("siamese-gradient")
def siamese_gradient(W: Matrix[m, n], a: Vector[n], b: Vector[n]):
    return equal(grad(lambda V: norm2(V @ a - V @ b) / 2)(W), W @ (a - b) @ (a - b).T)


@claim("chain-rule")
def chain_rule(L: Smooth[m], W: Matrix[m, n], x: Vector[n], b: Vector[m]):
    return equal(grad(lambda v: L(W @ v + b))(x), W.T @ grad(L)(W @ x + b))


@claim("weights-gradient")
def weights_gradient(L: Smooth[m], W: Matrix[m, n], x: Vector[n]):
    return equal(grad(lambda V: L(V @ x))(W), grad(L)(W @ x) @ x.T)


@claim("rnn-step")
def rnn_step(sigma: Entrywise, W: Matrix[n, n], U: Matrix[n, n], x: Vector[n], h: Vector[n], g: Vector[n]):
    assume(equal(g, sigma(h)))
    return equal(W @ sigma(h) + U @ x, W @ g + U @ x)


@claim("hessian")
def hessian(A: Matrix[n, n], x: Vector[n]):
    return equal(hess(lambda v: v.T @ A @ v / 2)(x), (A + A.T) / 2)


@claim("elbo")
def elbo(p: OnSpace[Z], q: OnSpace[Z], px: Positive):
    assume(gt(p, 0), gt(q, 0), equal(integral(Z, p), px), equal(integral(Z, q), 1))
    return ge(log(px), integral(Z, q * log(p / q)))


@claim("gibbs")
def gibbs(p: Density[Z], q: Density[Z]):
    return ge(integral(Z, q * log(q)), integral(Z, q * log(p)))


@claim("cauchy-schwarz")
def cauchy_schwarz(x: Vector[n], y: Vector[n]):
    return ge(norm2(x) * norm2(y), dot(x, y) ** 2)


@claim("sum-of-squares")
def sum_of_squares(x: Vector[n], y: Vector[n]):
    return ge(2 * norm2(x) + 2 * norm2(y), norm2(x + y))


@claim("sigmoid-prime")
def sigmoid_prime(x: Scalar):
    return equal(derivative(sigmoid)(x), sigmoid(x) * (1 - sigmoid(x)))


@claim("tanh-prime")
def tanh_prime(x: Scalar):
    return equal(derivative(tanh)(x), 1 - tanh(x) ** 2)


@claim("variance-of-sum")
def variance_of_sum(x: RandomScalar, y: RandomScalar, c: Scalar):
    return equal(Var(x + c * y), Var(x) + c**2 * Var(y))


@claim("second-moment")
def second_moment(A: Matrix[N, N], eps: RandomVector[N], sigma2: Positive):
    assume(equal(E(eps @ eps.T), sigma2 * eye(N)))
    return equal(E(norm2(A @ eps)), sigma2 * trace(A.T @ A))


@claim("push-through")
def push_through(A: Matrix[n, m], lam: Scalar):
    assume(invertible(A.T @ A + lam * eye(m)), invertible(A @ A.T + lam * eye(n)))
    return equal(inv(A.T @ A + lam * eye(m)) @ A.T, A.T @ inv(A @ A.T + lam * eye(n)))


@claim("trace-cyclic")
def trace_cyclic(A: Matrix[n, m], B: Matrix[m, k], C: Matrix[k, n]):
    return equal(trace(A @ B @ C), trace(C @ A @ B))


@claim("gradient-of-norm")
def gradient_of_norm(u: Vector[n]):
    assume(nonzero(u))
    return equal(grad(norm)(u), u / norm(u))
