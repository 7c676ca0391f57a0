"""Problem 3: a three-dimensional convolution, its programs, and what flows back to the kernel F and the input L1.

D stands for C′. Loops over all indices that add into an array are sums in which each term counts where it is written.
"""

from __future__ import annotations

from functools import reduce
from operator import mul

from proofread import (
    Index,
    Nat,
    Size,
    Tensor,
    and_,
    assume,
    at,
    bsum,
    claim,
    correction,
    definition,
    equal,
    forall,
    grad,
    le,
    same,
)

B, H, W, T, C, D = (Size(name) for name in ("B", "H", "W", "T", "C", "D"))
U, V, Z, N = Size("U"), Size("V"), Size("Z"), Size("N")
HIGH, WIDE, LONG = H + U - 1, W + V - 1, T + Z - 1  # the extents of L1 that the layer reads
POSITIONS, OFFSETS = (B, H, W, T, C), (U, V, Z, D)
Input, Output, Kernel = Tensor[B, HIGH, WIDE, LONG, D], Tensor[POSITIONS], Tensor[U, V, Z, D, C]
ALL = (B, H, W, T, C, U, V, Z, D)  # of the loops, in the printed order


def sums(body, *sizes):
    """The sum of body(i, j, …) over indices of these sizes."""
    if not sizes:
        return body()
    return bsum(lambda i: sums(lambda *others: body(i, *others), *sizes[1:]), sizes[0])


def meet(places, others):
    """1 where all places agree, else 0."""
    first, *rest = (same(p, q) for p, q in zip(places, others, strict=True))
    return reduce(mul, rest, first)


def added(entry, written, value):
    """What loops over all nine indices add to one entry: value(…) wherever written(…) is that entry."""
    return sums(lambda *i: meet(written(*i), entry) * value(*i), *ALL)


def read(L1, b, x, y, t, u, v, z, d):
    """The entry of L1 at an offset from (x, y, t)."""
    return at(L1, b, x + u, y + v, t + z, d)


def layer(L1, F, b, x, y, t, c):
    """One output of the convolution."""
    return sums(lambda *i: F[(*i, c)] * read(L1, b, x, y, t, *i), *OFFSETS)


def loss(g, L1, F):
    """A loss whose gradient in L2 is g."""
    return sums(lambda *i: g[i] * layer(L1, F, *i), *POSITIONS)


def kernel_gradient(g, L1, F, place):
    return grad(lambda f: loss(g, L1, f))(F)[place]


def input_gradient(g, L1, F, place):
    return grad(lambda l: loss(g, l, F))(L1)[place]


# --- the layer --------------------------------------------------------------------------------------------------------


@claim("ttic-midterm/P3.eq")
def equation(L1: Input, F: Kernel, b: Index[B], x: Index[H], y: Index[W], t: Index[T], c: Index[C]):
    """An output sums all entries of L1, each times the weight that lies on it with the kernel at (x, y, t)."""
    summand = lambda p, q, r, d: at(F, p - x, q - y, r - t, d, c) * L1[b, p, q, r, d]
    convolved = sums(summand, HIGH, WIDE, LONG, D)
    printed = sums(lambda u, v, z, d: F[u, v, d] * L1[b, x + u, y + v, t + z, d, c], *OFFSETS)
    return correction(equal(printed, convolved), to=equal(layer(L1, F, b, x, y, t, c), convolved))


@claim("ttic-midterm/P3.shapes")
def shapes(x: Nat, y: Nat, t: Nat):
    """With the extents of L2, L1 has every entry that is read, up to those at the last offsets."""
    assume(le(x, H - 1), le(y, W - 1), le(t, T - 1))
    last = x + (U - 1), y + (V - 1), t + (Z - 1)
    inside = lambda *extents: and_(*[le(place, extent - 1) for place, extent in zip(last, extents, strict=True)])
    return correction(inside(H, W, T), to=inside(HIGH, WIDE, LONG))


@claim("ttic-midterm/P3a.sol")
def forward(L1: Input, F: Kernel, b: Index[B], x: Index[H], y: Index[W], t: Index[T], c: Index[C]):
    """From 0, the loops leave the output of the layer in every entry of L2."""
    output = definition("ttic-midterm/P3a.form", layer(L1, F, b, x, y, t, c))
    written = lambda b, x, y, t, c, u, v, z, d: (b, x, y, t, c)
    printed = lambda b, x, y, t, c, u, v, z, d: F[u, v, z, d, c] * L1[x + u, y + v, z + t, d]
    right = lambda b, x, y, t, c, u, v, z, d: F[u, v, z, d, c] * at(L1, b, x + u, y + v, z + t, d)
    result = lambda value: equal(added((b, x, y, t, c), written, value), output)
    return correction(result(printed), to=result(right))


# --- the program of the forward pass ----------------------------------------------------------------------------------


def row_major(u, v, z, d):
    """Where an entry of a slice, or of the kernel, stands in the flattened array."""
    return ((V * u + v) * Z + z) * D + d


def rows_are_flattened(length):
    """Each entry has a place of its own in a flattened array of this length; reshape makes the length U·V·Z·D."""
    places = lambda *i: bsum(lambda j: same(row_major(*i[:4]), j) * same(row_major(*i[4:]), j), length)
    indices = [Index[size] for size in (*OFFSETS, *OFFSETS)]
    return forall(*indices, lambda *i: equal(places(*i), meet(i[:4], i[4:])))


@claim("ttic-midterm/P3b.code#slices")
def slices_of_the_forward_pass(x: Nat, y: Nat, t: Nat):
    """No slice of L1 reaches past the end of an axis, where it would be cut and not fit the kernel."""
    assume(le(x, H - 1), le(y, W - 1), le(t, T - 1))
    fits = lambda high, wide, long: and_(le(x + U, high), le(y + V, wide), le(t + Z, long))
    return correction(fits(H, W, T), to=fits(HIGH, WIDE, LONG))


@claim("ttic-midterm/P3b.code#product")
def product_of_the_reshaped(L1: Input, F: Kernel, b: Index[B], x: Index[H], y: Index[W], t: Index[T], c: Index[C]):
    """One matrix product of the slice and the kernel, both flattened row by row, is the output of the layer."""
    assume(rows_are_flattened(N))
    flat_slice = lambda j: sums(lambda *i: same(row_major(*i), j) * read(L1, b, x, y, t, *i), *OFFSETS)
    flat_kernel = lambda j: sums(lambda *i: same(row_major(*i), j) * F[(*i, c)], *OFFSETS)
    product = bsum(lambda j: flat_slice(j) * flat_kernel(j), N)
    return equal(product, layer(L1, F, b, x, y, t, c))


# --- the gradients ----------------------------------------------------------------------------------------------------


@claim("ttic-midterm/P3b2.F.grad")
def back_to_the_kernel(
    L1: Input, F: Kernel, g: Output, u: Index[U], v: Index[V], z: Index[Z], d: Index[D], c: Index[C]
):
    """From 0, the loops leave the gradient in the kernel in F.grad; w is read as z."""
    written = lambda b, x, y, t, c, u, v, z, d: (u, v, z, d, c)
    printed = lambda b, x, y, t, c, u, v, z, d: g[b, x, y, t, c] * L1[x + u, y + v, z + t, d]
    right = lambda b, x, y, t, c, u, v, z, d: g[b, x, y, t, c] * at(L1, b, x + u, y + v, z + t, d)
    place = (u, v, z, d, c)
    result = lambda value: equal(added(place, written, value), kernel_gradient(g, L1, F, place))
    definition("ttic-midterm/P3b2.indices", loss(g, L1, F))
    return correction(result(printed), to=result(right))


def slopes(g, F):
    """What is added to L1.grad in one pass through the loops."""
    return lambda b, x, y, t, c, u, v, z, d: g[b, x, y, t, c] * F[u, v, z, d, c]


def place_read(b, x, y, t, c, u, v, z, d):
    """The entry of L1 that is read in one pass through the loops."""
    return b, x + u, y + v, t + z, d


@claim()
def derivative_in_a_direction(L1: Input, F: Kernel, g: Output, K: Input):
    """Along K the loss changes at the rate loss(K), being linear in L1."""
    return equal(grad(lambda s: loss(g, L1 + s * K, F))(0), loss(g, K, F))


@claim("ttic-midterm/P3b2.L1.grad")
def back_to_the_input(F: Kernel, g: Output, K: Input):
    """In every direction K the loss changes at a rate that is the inner product of K and what the loops add up."""
    value = slopes(g, F)
    printed = lambda b, x, y, t, c, u, v, z, d: (b, x, y, t, d)
    product = lambda written: sums(lambda *i: value(*i) * at(K, *written(*i)), *ALL)
    rate = loss(g, K, F)
    return correction(equal(product(printed), rate), to=equal(product(place_read), rate))


@claim("ttic-midterm/P3b2.L1.grad#entries")
def back_to_an_entry_of_the_input(
    L1: Input, F: Kernel, g: Output, b: Index[B], p: Index[HIGH], q: Index[WIDE], r: Index[LONG], d: Index[D]
):
    """From 0, the loops as corrected leave the gradient in every entry of L1.grad."""
    place = (b, p, q, r, d)
    return equal(added(place, place_read, slopes(g, F)), input_gradient(g, L1, F, place))


# --- the program of the backward pass ---------------------------------------------------------------------------------


@claim()
def loops():
    """The body runs once for every x, y and t; the task, unlike part b, names only x and y for loops."""
    return equal(sums(lambda x, y, t: 1, H, W, T), H * W * T)


@claim("ttic-midterm/P3c.code#slices")
def slices_of_the_backward_pass(x: Nat, y: Nat, t: Nat):
    """No slice of L1 or of its gradient reaches past the end of an axis; x_U is read as x + U."""
    assume(le(x, H - 1), le(y, W - 1), le(t, T - 1))
    fits = lambda high, wide, long: and_(le(x + U, high), le(y + V, wide), le(t + Z, long))
    return correction(fits(H, W, T), to=fits(HIGH, WIDE, LONG))


@claim("ttic-midterm/P3c.code#F.grad")
def program_back_to_the_kernel(
    L1: Input, F: Kernel, g: Output, u: Index[U], v: Index[V], z: Index[Z], d: Index[D], c: Index[C]
):
    """The products summed over axis 0, the batch, add up to the gradient in the kernel."""
    summed = lambda x, y, t: bsum(lambda b: g[b, x, y, t, c] * read(L1, b, x, y, t, u, v, z, d), B)
    return equal(sums(summed, H, W, T), kernel_gradient(g, L1, F, (u, v, z, d, c)))


def summed_over_channels(g, F, b, x, y, t, u, v, z, d):
    """The last line of the program: the products summed over axis 5."""
    return bsum(lambda c: g[b, x, y, t, c] * F[u, v, z, d, c], C)


def added_to_the_slice(block, x, y, t, place):
    """What adding a block to the slice at (x, y, t) adds to the array at a place."""
    return sums(lambda u, v, z: meet((x + u, y + v, t + z), place) * block(u, v, z), U, V, Z)


@claim("ttic-midterm/P3c.code#L1.grad")
def program_back_to_the_input(
    L1: Input, F: Kernel, g: Output, b: Index[B], p: Index[HIGH], q: Index[WIDE], r: Index[LONG], d: Index[D]
):
    """The products summed over axis 5, the channels of L2, and added to the slices, add up to the gradient in L1."""
    block = lambda *at_xyt: lambda u, v, z: summed_over_channels(g, F, b, *at_xyt, u, v, z, d)
    result = sums(lambda *at_xyt: added_to_the_slice(block(*at_xyt), *at_xyt, (p, q, r)), H, W, T)
    return equal(result, input_gradient(g, L1, F, (b, p, q, r, d)))


@claim("ttic-midterm/P3c.update")
def update_of_a_slice(
    L1: Input, F: Kernel, g: Output, before: Input, b: Index[B], x: Index[H], y: Index[W], t: Index[T],
    p: Index[HIGH], q: Index[WIDE], r: Index[LONG], d: Index[D],
):  # fmt: skip
    """Adding to the slice at (x, y, t) adds to L1.grad the gradient of what the outputs there add to the loss."""
    place = (b, p, q, r, d)
    block = lambda u, v, z: summed_over_channels(g, F, b, x, y, t, u, v, z, d)
    after = before[place] + added_to_the_slice(block, x, y, t, (p, q, r))
    here = lambda l: sums(lambda b, c: g[b, x, y, t, c] * layer(l, F, b, x, y, t, c), B, C)
    return equal(after, before[place] + grad(here)(L1)[place])
