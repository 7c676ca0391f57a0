from __future__ import annotations

import pytest

from proofread.language.errors import ClaimError
from proofread.language.sizes import Size, plain, shape_of
from proofread.trusted import sizes, terms

N, d = Size("N"), Size("d")
x = terms.var("x")


def test_a_size_equals_the_plain_size_of_its_name_in_both_directions() -> None:
    base = sizes.size_symbol("N")
    assert base == N
    assert N.__eq__(base)
    assert hash(base) == hash(N)
    assert d != N and base != d
    assert {base: "found"}[N] == "found"
    assert Size("N", min=0) != N


def test_linear_arithmetic_stays_a_size() -> None:
    assert str(N + d) == str(d + N) == "N+d"
    assert str(N - d) == "N-1*d"
    assert str(2 * N + 1) == "2*N+1"
    assert str(3 - N) == "-1*N+3"
    assert str(-N) == "-1*N"
    assert all(isinstance(s, Size) for s in (N + d, N - 1, 1 + N, 2 * N, -N))
    assert N + d - d == N


def test_other_arithmetic_is_a_term() -> None:
    n = terms.number(plain(N))
    assert N * d == terms.mul(n, terms.number(plain(d)))
    assert N * x == terms.mul(n, x) == x.__rmul__(N)
    assert x / N == terms.mul(x, terms.recip(n))
    assert terms.mul(1, terms.recip(n)) == 1 / N
    assert N / d == terms.mul(n, terms.recip(terms.number(plain(d))))
    assert terms.power(n, 2) == N**2
    assert N + x == terms.add(n, x) and x + N == terms.add(x, n)
    assert N - x == terms.add(n, terms.mul(-1, x))


def test_a_float_is_refused() -> None:
    with pytest.raises(TypeError, match=r"0\.5 is a float"):
        N * 0.5


def test_a_size_is_no_truth_value() -> None:
    with pytest.raises(TypeError, match="not a truth value"):
        bool(N)


@pytest.mark.parametrize("name", ["2N", "", "N d"])
def test_a_bad_name_says_where(name: str) -> None:
    with pytest.raises(ClaimError, match=r"test_sizes\.py:\d+: not a size"):
        Size(name)


def test_a_size_is_at_least_zero() -> None:
    with pytest.raises(ClaimError, match="cannot be negative"):
        Size("N", min=-1)


def test_shapes() -> None:
    assert shape_of(N) == (N, sizes.ONE)
    assert shape_of(1) == shape_of(1, 1) == ()
    assert shape_of(1, N) == (sizes.ONE, N)
    assert all(type(s) is sizes.Size for s in shape_of(N, N + d))


@pytest.mark.parametrize("wrong", [-1, True, "N", 2.0, None])
def test_what_is_no_size(wrong: object) -> None:
    with pytest.raises(ClaimError, match="is not a size"):
        plain(wrong)
