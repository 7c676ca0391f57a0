from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from proofread.report.instances import as_html, as_text, bindings, written
from proofread.trusted import terms
from proofread.trusted.sizes import ONE, size_symbol

n = size_symbol("n")
A = terms.var("A", (n, n))
eps = terms.var("eps", (n, ONE), ("eps", True))


def shown(instance: dict[str, Any], *nodes: terms.Node) -> str:
    return as_text(bindings(instance, nodes))


def test_sizes_matrices_and_numbers() -> None:
    instance = {"sizes": {"n": 2}, "values": {"A": [["0", "1/2"], ["-1", "0"]]}, "nats": {"t": 1}}
    assert shown(instance, A) == "n = 2, t = 1, A = [[0, 1/2], [−1, 0]]"
    assert as_html(bindings(instance, [A])).count("<mtr>") == 2


@pytest.mark.parametrize(
    ("weights", "expected"),
    [
        (["1/2", "1/2"], "ε = [1] or [−1] with weight 1/2 each"),
        (["1/3", "2/3"], "ε = [1] (weight 1/3) or [−1] (weight 2/3)"),
    ],
)
def test_a_random_quantity_has_a_value_a_point(weights: list[str], expected: str) -> None:
    instance = {"values": {"eps": {"points": [["1"], ["-1"]]}}, "spaces": {"eps": weights}}
    assert shown(instance, terms.integral(("eps", True), terms.total(eps))) == expected


def test_functions_are_polynomials_written_out() -> None:
    square = [["1", "1"], ["1", "0"]]
    field = {"kind": "field", "constant": "1", "linear": ["0", "-2"], "quadratic": square, "cubic_diagonal": ["0", "3"]}
    assert shown({"functions": {"L": field}}) == "L(x) = 1 − 2·x[1] + x[0]² + 2·x[0]·x[1] + 3·x[1]³"
    entrywise = {"kind": "entrywise", "coefficients": ["0", "1", "1/2"]}
    assert shown({"functions": {"f": entrywise}}) == "f(x) = x + (1/2)·x²"
    assert shown({"functions": {"f": {"kind": "entrywise", "coefficients": ["0", "0"]}}}) == "f(x) = 0"
    assert shown({"functions": {"s": {"kind": "sequence", "values": ["1", "2"]}}}) == "s_0 = 1, s_1 = 2"
    many = ["1", "1", *["2"] * 3, "0"]
    same = shown({"functions": {"s": {"kind": "sequence", "values": many}}})
    assert same == "s_0 = 1, s_1 = 1, s_2 = … = s_4 = 2, s_5 = 0"
    two = {"kind": "map", "components": [{"kind": "field", "linear": ["1"]}, {"kind": "field", "constant": "4"}]}
    assert shown({"functions": {"F": two}}) == "F(x) = [x, 4]"


def test_a_quantified_variable_has_the_name_it_is_shown_with(quantified: Callable[..., terms.Prop]) -> None:
    claim = quantified(lambda x: terms.relation("ge", x, terms.var("v")))
    assert shown({"values": {"v": "1"}, "choose": [["%1", "0"]]}, claim) == "v = 1, w = 0"


def test_what_is_no_instance_is_refused() -> None:
    with pytest.raises(ValueError):
        bindings({"values": {"a": "not a number"}}, [])


def test_values_are_exact_or_left_as_they_are() -> None:
    assert written("[[0, 1], [1, -1/2]]").count("<mtr>") == 2
    assert written("-1/2").startswith("<math>")
    assert written("0.333…") == "<code>0.333…</code>"
    assert written("<b>") == "<code>&lt;b&gt;</code>"
