"""Σ_j [e − j = 0]·b(j) is printed as b at e where it is that, and as it stands where it is not."""

from __future__ import annotations

import pytest

from proofread.trusted import terms as t
from proofread.trusted.printing import line
from proofread.trusted.shifts import shifted
from proofread.trusted.sizes import ONE, size_symbol
from proofread.trusted.terms import Term, bsum, const, index, is_zero, var

N, D = size_symbol("N"), size_symbol("d")
i, j, k = index("i", N), index("j", D), index("k", N)
v, w = var("v", (D, ONE)), var("w", (N, ONE))
MINUS_J = const(-1) * j


@pytest.mark.parametrize(
    ("place", "moved", "printed"),
    [
        (i + 2, v[i + 2] * (i + 2), "v[i + 2]·(i + 2)"),
        (i + k, v[i + k] * (i + k), "v[i + k]·(i + k)"),
        (const(0), v[0] * 0, "v[0]·0"),
    ],
    ids=["i + 2", "i + k", "0"],
)
def test_the_place_stands_where_the_index_was(place: Term, moved: Term, printed: str) -> None:
    whole = bsum(j, is_zero(place + MINUS_J) * (v[j] * j))
    assert shifted(whole) == (place, moved) and line(whole) == printed


@pytest.mark.parametrize(
    ("other", "printed"),
    [
        (bsum(j, v[j]), "Σ_{j<d} v[j]"),  # no product
        (t.total(v * v), "‖v‖²"),  # no sum over an index
        (bsum(j, v[j] * is_zero(i + MINUS_J)), "Σ_{j<d} v[j]·[i − j = 0]"),  # the indicator stands behind
        (bsum(j, is_zero(j) * v[j]), "Σ_{j<d} [j = 0]·v[j]"),  # no difference of two
        (bsum(j, is_zero(t.add(i, 1, MINUS_J)) * v[j]), "Σ_{j<d} [i + 1 − j = 0]·v[j]"),
        (bsum(j, is_zero(i + j) * v[j]), "Σ_{j<d} [i + j = 0]·v[j]"),  # at −i, not at i
        (bsum(j, is_zero(i + const(-2) * j) * v[j]), "Σ_{j<d} [i − 2·j = 0]·v[j]"),  # at i/2
        (bsum(j, is_zero(i + const(-1) * k) * v[j]), "Σ_{j<d} [i − k = 0]·v[j]"),  # of another index
        (bsum(j, is_zero(j * j + MINUS_J) * v[j]), "Σ_{j<d} [j·j − j = 0]·v[j]"),  # at 0 and at 1
    ],
    ids=lambda x: x if isinstance(x, str) else "",
)
def test_other_sums_stay_as_they_are(other: Term, printed: str) -> None:
    assert shifted(other) is None and line(other) == printed


def test_a_place_does_not_get_under_a_binder_of_its_name() -> None:
    """Σ_j [i − j = 0] Σ_i w[i]·v[j] is (Σ_k w[k])·v[i]; put in as it stands, i would be the bound one."""
    m = index("m", N)
    outer = lambda inside: bsum(m, is_zero(i + const(-1) * m) * inside)
    assert shifted(outer(bsum(i, w[i] * w[m]))) is None
    assert line(outer(bsum(i, w[i] * w[m]))) == "Σ_{m<N} [i − m = 0]·(Σ_{i<N} w[i]·w[m])"
    assert shifted(outer(bsum(k, w[k] * w[m]))) == (i, bsum(k, w[k] * w[i]))
