"""The exact evaluator on random exact matrices: identities that hold of every one of them."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from proofread.trusted import terms as t
from proofread.trusted.exact import holds, read_instance
from proofread.trusted.sizes import size_symbol
from proofread.trusted.terms import Prop, array, predicate, var
from tests.trusted.attacks import eq

N, D = size_symbol("N", 0), size_symbol("d", 0)
X = var("X", (N, D))


def truth(prop: Prop, given_: dict[str, Any] | None = None) -> bool | None:
    return holds(prop, read_instance(given_ or {}, [prop]))


small = st.integers(-3, 3)
shapes = st.tuples(st.integers(0, 3), st.integers(0, 3))
matrices = shapes.flatmap(lambda s: st.lists(st.lists(small, min_size=s[1], max_size=s[1]),
                                             min_size=s[0], max_size=s[0]).map(lambda rows: (s, rows)))  # fmt: skip


@settings(deadline=None)
@given(matrices)
def test_the_pseudo_inverse_fulfils_the_four_conditions_of_penrose(sample: Any) -> None:
    (n, d), rows = sample
    p = t.pinv(X)
    conditions = [eq(X @ p @ X, X), eq(p @ X @ p, p), eq((X @ p).T, X @ p), eq((p @ X).T, p @ X)]
    given_ = {"sizes": {"N": n, "d": d}, "values": {"X": [[str(x) for x in row] for row in rows]}}
    assert [truth(c, given_) for c in conditions] == [True] * 4
    assert truth(predicate("full_rank", X), given_) == truth(predicate("invertible", X.T @ X), given_)
    assert truth(predicate("psd", X.T @ X), given_) is True
    assert truth(predicate("pd", X.T @ X), given_) == truth(predicate("invertible", X.T @ X), given_)
    if truth(predicate("invertible", X.T @ X), given_):
        assert truth(eq(t.inv(X.T @ X) @ (X.T @ X), t.eye(D)), given_) is True


@settings(deadline=None)
@given(st.lists(small, min_size=6, max_size=6))
def test_a_quadratic_form_that_is_negative_somewhere_is_not_psd(entries: list[int]) -> None:
    a, b, c, x, y, _ = entries
    verdict = truth(predicate("psd", array([[a, b], [b, c]])))
    assert verdict is (a >= 0 and c >= 0 and a * c - b * b >= 0)
    assert not (verdict and a * x * x + 2 * b * x * y + c * y * y < 0)
    assert truth(predicate("pd", array([[a, b], [b, c]]))) is (a > 0 and a * c - b * b > 0)
