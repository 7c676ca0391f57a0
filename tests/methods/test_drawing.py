"""What is drawn fits its statement, is the same for the same seed, and holds what hides errors when left out."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest

from proofread.methods.drawing import LEVELS, draw
from proofread.methods.places import numbers, refilled
from proofread.trusted import exact
from proofread.trusted.kernel import Sequent
from proofread.trusted.sizes import size_sum, size_symbol
from proofread.trusted.terms import eye, matmul, relation, total, var
from tests.methods.statements_for_instances import FALSE, TRUE, A, D, N, X, eps, p, u, v

STATEMENTS = {**FALSE, **{f"true: {k}": s for k, s in TRUE.items()}}


def matrices(count: int, level: int) -> list[list[list[Fraction]]]:
    made = [draw([relation("equal", A, A)], Random(k), level) for k in range(count)]
    return [[list(map(Fraction, row if isinstance(row, list) else [row])) for row in d["values"]["A"]] for d in made]


@pytest.mark.parametrize("level", range(LEVELS))
@pytest.mark.parametrize("name", STATEMENTS)
def test_every_instance_is_read_back(name: str, level: int) -> None:
    s: Sequent = STATEMENTS[name]
    nodes = (*s.hypotheses, s.goal.args[0] if s.goal.op == "forall" else s.goal)
    for k in range(3):
        made = draw(nodes, Random(k), level)
        read = exact.read_instance(made, nodes)
        assert read.sizes == made["sizes"] and set(read.functions) == set(made["functions"])


def test_the_seed_decides() -> None:
    s = FALSE["weight norm"]
    first, again, other = (draw((s.goal,), Random(seed), 2) for seed in (5, 5, 6))
    assert first == again
    assert first != other


def test_level_0_is_tiny() -> None:
    for k in range(50):
        made = draw([relation("equal", total(X), 0)], Random(k), 0)
        assert set(made["sizes"].values()) <= {1, 2}
        assert all(abs(q) <= 2 and q.denominator == 1 for q in numbers(made["values"]["X"]))


def test_sizes_are_unequal_both_ways_and_equal() -> None:
    pairs = {tuple(draw([relation("equal", total(X), 0)], Random(k), 1)["sizes"].values()) for k in range(80)}
    assert {(n > d) - (n < d) for n, d in pairs} == {-1, 0, 1}


def test_least_values_are_kept_and_met() -> None:
    small, large = size_symbol("m", 0), size_symbol("k", 3)
    goal = relation("equal", total(var("x", (small, large))), 0)
    sizes = [draw([goal], Random(i), 1)["sizes"] for i in range(60)]
    assert min(s["m"] for s in sizes) == 0
    assert min(s["k"] for s in sizes) == 3


def test_matrices_of_special_form() -> None:
    found = [m for m in matrices(300, 1) if len(m) > 1]
    n_by_n = [(m, range(len(m))) for m in found]
    assert any(all(x == 0 for row in m for x in row) for m in found)
    assert any(all(m[i][j] == (i == j) for i in r for j in r) for m, r in n_by_n)
    assert any(m != found[0] and all(m[i][j] == m[j][i] for i in r for j in r) and m[0][1] for m, r in n_by_n)
    assert any(m[0][0] * m[1][1] == m[0][1] * m[1][0] and m[0][1] and m[1][0] for m in found)
    assert any(m[0][0] * m[1][1] != m[0][1] * m[1][0] for m in found)


def test_spaces_have_1_to_4_points_and_unequal_weights() -> None:
    made = [draw([relation("equal", p * v, 0)], Random(k), 1)["spaces"] for k in range(100)]
    assert {len(m["omega"]) for m in made} == {1, 2, 3, 4}
    assert any(len(set(m["omega"])) > 1 for m in made)
    assert all(sum(map(Fraction, m["omega"])) == 1 for m in made)
    assert any(sum(map(Fraction, m["Z"])) != 1 for m in made)


def test_no_axis_is_negative() -> None:
    """An axis of N − d rows."""
    rest = size_sum([(1, N), (-1, D)])
    goal = relation("equal", total(matmul(eye(rest), var("r", (rest, D)))), 0)
    assert all(m["N"] >= m["d"] for m in (draw([goal], Random(k), 2)["sizes"] for k in range(40)))


def test_polynomials_of_every_degree() -> None:
    made = [draw([FALSE["weight norm"].goal], Random(k), 1)["functions"]["L"] for k in range(40)]
    assert {("quadratic" in f, "cubic_diagonal" in f) for f in made} == {(False, False), (True, False), (True, True)}


def test_numbers_go_out_and_in_again() -> None:
    made = draw([relation("equal", total(X) * total(eps) * total(u), 0)], Random(1), 2)["values"]
    assert refilled(made, numbers(made)) == made
