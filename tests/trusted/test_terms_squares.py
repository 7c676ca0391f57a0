"""A number where a square matrix is asked for: only its diagonal makes a matrix of it."""

from __future__ import annotations

from proofread.trusted import terms as t
from tests.trusted.attacks import s


def test_of_a_number_the_diagonal_alone_makes_a_matrix() -> None:
    assert t.diagonal(s).args == (t.Term("array", (s,), (), (t.ONE, t.ONE)),)
    assert t.inverse_of_matrix(s).args == (s,) and t.inverse_of_matrix(s).shape == ()
    assert t._trace(s).args == (s,)
