"""The weighted squared distance."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from impls.metric import tau

checked = settings(deadline=None, max_examples=50)
integers = st.integers(-5, 5)


@checked
@given(
    st.tuples(st.integers(1, 4), st.integers(1, 4)).flatmap(
        lambda s: st.tuples(*(arrays(np.int64, shape, elements=integers) for shape in (s, s[1], s[1])))
    )
)
def test_gram_matrix_gives_the_euclidean_distance_of_images(data):
    W, x, y = data
    assert tau(x, y, W.T @ W) == np.sum((W @ x - W @ y) ** 2)


@checked
@given(
    st.integers(1, 4).flatmap(lambda n: st.tuples(*(arrays(np.int64, s, elements=integers) for s in (n, n, (n, n)))))
)
def test_is_the_double_sum_and_symmetric_in_its_points(data):
    x, y, A = data
    n = range(len(x))
    assert tau(x, y, A) == sum(A[i, j] * (x[i] - y[i]) * (x[j] - y[j]) for i in n for j in n)
    assert tau(x, y, A) == tau(y, x, A)


def test_errors():
    with pytest.raises(ValueError, match=r"A is \(2, 2\)"):
        tau(np.ones(3), np.ones(3), np.eye(2))
