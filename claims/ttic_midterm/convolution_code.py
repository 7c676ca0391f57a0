"""Problem 3: the repaired programs against the index sums, at one set of sizes; D stands for C′."""

from __future__ import annotations

from itertools import product

from proofread import Tensor, array, claim, code, computes, runs, zeros

B, H, W, T, D, C, U, V, Z = 1, 2, 1, 2, 2, 1, 1, 2, 2
PRINTED = (B, H, W, T, D)  # L1 as printed, with the extents of L2
OUTPUT, KERNEL, INPUT = (B, H, W, T, C), (U, V, Z, D, C), (B, H + U - 1, W + V - 1, T + Z - 1, D)


def tensor(entry, *extents):
    """The literal tensor of entry(i, j, …)."""
    if not extents:
        return entry()
    return [tensor(lambda *others, i=i: entry(i, *others), *extents[1:]) for i in range(extents[0])]


def everywhere(*extents):
    return product(*map(range, extents))


def layer(L1, F, b, x, y, t, c):
    return sum(F[u, v, z, d, c] * L1[b, x + u, y + v, t + z, d] for u, v, z, d in everywhere(U, V, Z, D))


def kernel_gradient(L1, g, u, v, z, d, c):
    return sum(g[b, x, y, t, c] * L1[b, x + u, y + v, t + z, d] for b, x, y, t in everywhere(B, H, W, T))


def input_gradient(F, g, b, p, q, r, d):
    pairs = ((at, (p - at[0], q - at[1], r - at[2])) for at in everywhere(H, W, T))
    inside = [(at, offset) for at, offset in pairs if offset in set(everywhere(U, V, Z))]
    return sum(g[(b, *at, c)] * F[(*offset, d, c)] for at, offset in inside for c in range(C))


@claim(conforms_to="ttic-midterm/P3b.code")
def our_forward_pass(L1: Tensor[INPUT], F: Tensor[KERNEL]):
    """The repaired program computes the layer."""
    outputs = array(tensor(lambda *i: layer(L1, F, *i), *OUTPUT))
    return computes(code("impls.convolution3d:conv3d_valid")(L1, F), outputs, within=16)


@claim(conforms_to="ttic-midterm/P3c.code")
def our_kernel_gradient(L1: Tensor[INPUT], g: Tensor[OUTPUT]):
    """The repaired program computes the gradient in the kernel, from any kernel."""
    call = code("impls.convolution3d:conv3d_backward")(L1, zeros(*KERNEL), g)
    return computes(call[0], array(tensor(lambda *i: kernel_gradient(L1, g, *i), *KERNEL)), within=16)


@claim(conforms_to="ttic-midterm/P3c.code")
def our_input_gradient(F: Tensor[KERNEL], g: Tensor[OUTPUT]):
    """The repaired program computes the gradient in the input, from any input."""
    call = code("impls.convolution3d:conv3d_backward")(zeros(*INPUT), F, g)
    return computes(call[1], array(tensor(lambda *i: input_gradient(F, g, *i), *INPUT)), within=16)


@claim(conforms_to="ttic-midterm/P3c.loops")
def our_two_loops(F: Tensor[KERNEL], g: Tensor[OUTPUT]):
    """So does the program that loops over x and y alone."""
    call = code("impls.convolution3d:conv3d_backward_two_loops")(zeros(*INPUT), F, g)
    return computes(call[1], array(tensor(lambda *i: input_gradient(F, g, *i), *INPUT)), within=16)


# --- the programs as printed, and repaired, over rational numbers ----------------------------------------------------

SPELLING = ("Range is range, with colons", "Li, LiSlice and x_U are L1, L1Slice and x + U", "a stray point is left out")
ROOM = "L1 has as many entries along each axis as the kernel reaches, and the loops run over the extents of L2"


def cut(L1, *at):
    """An entry of L1 as printed, 0 past its end."""
    return L1[at] if all(i < n for i, n in zip(at, PRINTED, strict=True)) else 0


@claim(conforms_to="ttic-midterm/P3b.code")
def printed_forward_pass(L1: Tensor[PRINTED], F: Tensor[KERNEL]):
    """As printed, with L1 as long as L2: slices are cut at the end of L1, and do not fit the kernel."""
    entry = lambda b, x, y, t, c: sum(
        F[u, v, z, d, c] * cut(L1, b, x + u, y + v, t + z, d) for u, v, z, d in everywhere(U, V, Z, D)
    )
    outputs = array(tensor(entry, *OUTPUT))
    return runs(code("impls.convolution3d_printed:forward")(L1, F), outputs, repairs=SPELLING, fails=True)


@claim(conforms_to="ttic-midterm/P3b.code")
def repaired_forward_pass(L1: Tensor[INPUT], F: Tensor[KERNEL]):
    """With room for the kernel at every output, the program computes the layer, exactly."""
    outputs = array(tensor(lambda *i: layer(L1, F, *i), *OUTPUT))
    return runs(code("impls.convolution3d:conv3d_valid")(L1, F), outputs, repairs=(*SPELLING, ROOM))


@claim(conforms_to="ttic-midterm/P3c.code")
def printed_backward_pass(L1: Tensor[PRINTED], F: Tensor[KERNEL], g: Tensor[OUTPUT]):
    """As printed, with L1 as long as L2: slices are cut at the end of L1, and do not fit the kernel."""
    entry = lambda u, v, z, d, c: sum(
        g[b, x, y, t, c] * cut(L1, b, x + u, y + v, t + z, d) for b, x, y, t in everywhere(B, H, W, T)
    )
    call = code("impls.convolution3d_printed:backward")(L1, F, g)
    return runs(call[0], array(tensor(entry, *KERNEL)), repairs=SPELLING, fails=True)


@claim(conforms_to="ttic-midterm/P3c.code")
def repaired_kernel_gradient(L1: Tensor[INPUT], F: Tensor[KERNEL], g: Tensor[OUTPUT]):
    """With room for the kernel the program computes the gradient in the kernel, exactly."""
    call = code("impls.convolution3d:conv3d_backward")(L1, F, g)
    gradient = array(tensor(lambda *i: kernel_gradient(L1, g, *i), *KERNEL))
    return runs(call[0], gradient, repairs=(*SPELLING, ROOM))


@claim(conforms_to="ttic-midterm/P3c.code")
def repaired_input_gradient(L1: Tensor[INPUT], F: Tensor[KERNEL], g: Tensor[OUTPUT]):
    """And the gradient in the input."""
    call = code("impls.convolution3d:conv3d_backward")(L1, F, g)
    return runs(call[1], array(tensor(lambda *i: input_gradient(F, g, *i), *INPUT)), repairs=(*SPELLING, ROOM))


@claim(conforms_to="ttic-midterm/P3b2.L1.grad")
def printed_input_gradient(F: Tensor[KERNEL], g: Tensor[OUTPUT]):
    """The printed += adds at (x, y, t) what belongs to (x + u, y + v, t + z)."""
    call = code("impls.convolution3d_printed:input_gradient")(g, F)
    return runs(call, array(tensor(lambda *i: input_gradient(F, g, *i), *PRINTED)), fails=True)
