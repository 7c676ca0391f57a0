"""Batched products of matrices: what each operation computes at batch i, row r and column c."""

from __future__ import annotations

from proofread import Index, Size, Tensor, bsum, choice, claim, equal, grad, zeros
from proofread.trusted.terms import Term

b, n, m, p = Size("b"), Size("n"), Size("m"), Size("p")


def matrix_at(tensor: Term, i: Term, rows: object, columns: object) -> Term:
    """The i-th matrix of a batch: the gradient of M ↦ Σ M[r, c] tensor[i, r, c]."""
    paired = lambda M: bsum(lambda r: bsum(lambda c: M[r, c] * tensor[i, r, c], columns), rows)
    return grad(paired)(zeros(rows, columns))


def product(A: Term, B: Term, i: Term) -> Term:
    """A_i B_i, what torch.bmm and, for two batches of one length, torch.matmul document."""
    return matrix_at(A, i, n, m) @ matrix_at(B, i, m, p)


@choice("dl-exam-w25/B24", key="b", correct="abd")
def batched_product(A: Tensor[b, n, m], B: Tensor[b, m, p], i: Index[b], r: Index[n], k: Index[m], c: Index[p]):
    """All but ⊗ give Σ_k A[i,r,k] B[i,k,c] in one call and as many multiplications; ⊗ multiplies single entries."""
    summed = bsum(lambda j: A[i, r, j] * B[i, j, c], m)
    matrices = product(A, B, i)[r, c]
    return {
        "a": equal(matrices, summed),
        "b": equal(matrices, summed),
        "c": equal(A[i, r, k] * B[i, k, c], matrices),
        "d": equal(summed, matrices),
    }


@claim("dl-exam-w25/B24.e1")
def matmul_computes_it_too(A: Tensor[b, n, m], B: Tensor[b, m, p], i: Index[b], r: Index[n], c: Index[p]):
    """The product of the matrices at one place of the batch, which is what torch.matmul documents."""
    return equal(product(A, B, i)[r, c], bsum(lambda j: A[i, r, j] * B[i, j, c], m))
