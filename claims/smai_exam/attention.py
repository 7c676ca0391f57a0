"""Part II, question 2: self-attention with two heads and no softmax. Blank key: our answers, proved.

A column of X is an input. Head by head Y = V KᵀQ, with Q = W_Q X, K = W_K X and V = W_V X, so that yᵢ = Σⱼ (kⱼᵀqᵢ) vⱼ.
"""

from __future__ import annotations

from proofread import (
    Index,
    Matrix,
    Size,
    Smooth,
    answer,
    array,
    bsum,
    column,
    convention,
    definition,
    equal,
    eye,
    grad,
    ones,
    total,
)

n, N = Size("n"), Size("N")
INPUTS = array([[1, -1, 2, 0], [1, -1, 2, 0]])


def head(X, WQ, WK, WV):
    """One head without softmax."""
    return (WV @ X) @ (WK @ X).T @ (WQ @ X)


@answer("smai-exam/II.2a", key="")
def sizes_of_the_matrices(inputs=convention(4, 2)):
    """Six square matrices and W_O from both heads to the outputs: 6·4·4 + 4·8 numbers (part (b) has length 2)."""
    square, joined = ones(inputs, inputs), ones(inputs, 2 * inputs)
    return equal(6 * total(square) + total(joined), {4: 128, 2: 32}[inputs])


@answer("smai-exam/II.2b", key="")
def outputs():
    """The outputs are (−72, −72), (72, 72), (−144, −144) and (0, 0), where the scores are not scaled either."""
    definition("smai-exam/II.2.head1", eye(2))
    definition("smai-exam/II.2.head2", ones(2, 2), -ones(2, 2), eye(2))
    first, second = head(INPUTS, eye(2), eye(2), eye(2)), head(INPUTS, ones(2, 2), -ones(2, 2), eye(2))
    left, right = definition("smai-exam/II.2.out", ones(2, 2), ones(2, 2))  # the two blocks of W_O
    return equal(left @ first + right @ second, [[-72, 72, -144, 0], [-72, 72, -144, 0]])


@answer("smai-exam/II.2c", key="")
def gradient_of_an_input(
    L: Smooth[n, N], X: Matrix[n, N], WQ: Matrix[n, n], WK: Matrix[n, n], WV: Matrix[n, n], i: Index[N]
):
    """∂L/∂xᵢ = Σⱼ (vⱼᵀgᵢ) W_Qᵀkⱼ + Σⱼ (kᵢᵀqⱼ) W_Vᵀgⱼ + Σⱼ (vᵢᵀgⱼ) W_Kᵀqⱼ with gⱼ = ∂L/∂yⱼ, for N inputs."""
    G = grad(L)(head(X, WQ, WK, WV))

    def q(j):
        return column(WQ @ X, j)

    def k(j):
        return column(WK @ X, j)

    def v(j):
        return column(WV @ X, j)

    def g(j):
        return column(G, j)

    through_query = bsum(lambda j: (v(j).T @ g(i)) * (WQ.T @ k(j)), N)
    through_value = bsum(lambda j: (k(i).T @ q(j)) * (WV.T @ g(j)), N)
    through_key = bsum(lambda j: (v(i).T @ g(j)) * (WK.T @ q(j)), N)
    whole = column(grad(lambda M: L(head(M, WQ, WK, WV)))(X), i)
    return equal(whole, through_query + through_value + through_key)
