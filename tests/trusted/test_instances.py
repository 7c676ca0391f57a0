"""Instances are read strictly: whatever is missing, misshapen or outside its domain is refused by name."""

from __future__ import annotations

import copy
import json
import re
from dataclasses import FrozenInstanceError
from typing import Any

import pytest

from proofread.trusted import terms as t
from proofread.trusted.exact import InstanceError, evaluate, read_instance
from proofread.trusted.sizes import ONE, Size, size_sum, size_symbol
from proofread.trusted.terms import Term, relation, var

N, D = size_symbol("N"), size_symbol("d", 0)
OMEGA, Z = ("Omega", True), ("Z", False)
COLUMN = (D, ONE)
X, V, C = var("X", (N, D)), var("v", COLUMN), var("c")
R, F = var("r", COLUMN, OMEGA), var("f", (), Z)
K, I = t.nat("k"), t.index("i", N)
USES: list[Term] = [
    X, V, C, R, F, K, I, t.apply("L", "field", V), t.apply("G", "map", V, (N, ONE)), t.apply("phi", "entrywise", X),
    t.sequence("w", K, COLUMN),
]  # fmt: skip

GOOD: dict[str, Any] = {
    "sizes": {"N": 1, "d": 2},
    "values": {"X": [["1", "-2/3"]], "v": ["0", "5"], "c": "1/2", "r": {"points": [["1", "2"], ["3", "4"]]},
               "f": {"points": ["7"]}},
    "spaces": {"Omega": ["1/3", "2/3"], "Z": ["5"]},
    "nats": {"k": 0},
    "indices": {"i": 0},
    "functions": {
        "L": {"kind": "field", "constant": "1", "linear": ["1", "0"], "quadratic": [["0", "1"], ["0", "0"]]},
        "G": {"kind": "map", "components": [{"kind": "field", "linear": ["1", "1"]}]},
        "phi": {"kind": "entrywise", "coefficients": ["0", "1"]},
        "w": {"kind": "sequence", "values": [["1", "2"], ["3", "4"]]},
    },
}  # fmt: skip


def word(named: str) -> str:
    """A pattern for the name as a word of its own."""
    return rf"(?<!\w){re.escape(named)}(?!\w)"


def changed(path: str, value: Any) -> dict[str, Any]:
    """The good instance with one entry replaced, or removed when the value is `...`."""
    out = copy.deepcopy(GOOD)
    *way, last = path.split(".")
    inner = out
    for key in way:
        inner = inner[key]
    if value is ...:
        del inner[last]
    else:
        inner[last] = value
    return out


def test_a_good_instance_is_read_and_survives_json() -> None:
    instance = read_instance(json.loads(json.dumps(GOOD)), USES)
    assert instance.sizes == {"N": 1, "d": 2} and instance.numbers == {K: 0, I: 0}
    assert [x.lo for x in evaluate(t.apply("L", "field", V), instance).flat] == [1]
    assert evaluate(X, instance).dims == (1, 2) and len(instance.values[R]) == 2
    with pytest.raises(FrozenInstanceError):
        instance.work = 10**12  # type: ignore[misc]
    with pytest.raises(TypeError):
        instance.sizes["N"] = 5  # type: ignore[index]


@pytest.mark.parametrize(
    ("path", "value", "named"),
    [
        ("sizes.N", ..., "N"), ("sizes.N", 0, "at least 1"), ("sizes.N", "1", "N"), ("sizes.N", True, "N"),
        ("sizes.d", 1, "X"), ("sizes", [], "sizes"), ("sizes", ..., "N"), ("extra", {}, "extra"),
        ("values.c", ..., "c"), ("values.c", 1, "rational string"), ("values.c", 0.5, "rational string"),
        ("values.c", "0.5", "rational string"), ("values.c", "1e9", "rational string"), ("values.c", "1/0", "c"),
        ("values.c", "٣", "rational string"), ("values.c", " 1", "rational string"), ("values.c", "nan", "c"),
        ("values.c", "9" * 5000, "c"), ("values.c", ["1"], "c"),
        ("values.v", ["1"], "v has 1 entries"), ("values.v", "12", "v"), ("values.v", {"points": ["1"]}, "v"),
        ("values.X", [["1", "2"], ["3", "4"]], "X"), ("values.X", [["1"]], "X"), ("values.X", ["1", "2"], "X"),
        ("values.r", [["1", "2"], ["3", "4"]], "points of r"), ("values.r", {"points": [["1", "2"]]}, "r has 1 values"),
        ("values.r", {"points": [["1"], ["2"]]}, "r"), ("values.r", ..., "r"),
        ("spaces.Omega", ..., "Omega"), ("spaces.Omega", [], "Omega"), ("spaces.Omega", ["1/2", "1/3"], "sum to 5/6"),
        ("spaces.Omega", ["3/2", "-1/2"], "positive"), ("spaces.Omega", ["1", "0"], "positive"),
        ("spaces.Omega", "1", "Omega"), ("spaces.Z", ["-1"], "positive"),
        ("nats.k", ..., "k"), ("nats.k", -1, "negative"), ("indices.i", 1, "range"), ("indices.i", -1, "negative"),
        ("functions.L", ..., "L"), ("functions.L.kind", "map", "L"), ("functions.L.linear", ["1"], "L"),
        ("functions.L.quadratic", [["1", "0"]], "L"), ("functions.L.quadratic", [["1"], ["1"]], "L"),
        ("functions.L.quadratic", [[], []], "L"), ("functions.L.quartic", [], "quartic"),
        ("functions.L.cubic_diagonal", ["1", "2", "3"], "L"), ("functions.L", [], "L"),
        ("functions.G.components", [], "G"), ("functions.G.components", [{"linear": ["1"]}], "G"),
        ("functions.G.components", ["1"], "G"), ("functions.phi.coefficients", None, "phi"),
        ("functions.phi.coefficients", [1], "phi"), ("functions.w.values", [["1"]], "w"),
        ("functions.w.values", None, "w"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_refused_and_named(path: str, value: Any, named: str) -> None:
    with pytest.raises(InstanceError, match=word(named)):
        read_instance(changed(path, value), USES)


def test_columns_may_be_flat_or_rows_of_one() -> None:
    flat, rows = read_instance(GOOD, USES), read_instance(changed("values.v", [["0"], ["5"]]), USES)
    assert flat.values[V] == rows.values[V]


@pytest.mark.parametrize(
    ("nodes", "named"),
    [
        ([V, var("v", (N, ONE))], "v"), ([V, var("v", COLUMN, OMEGA)], "v"), ([I, t.index("i", D)], "i"),
        ([F, var("g", (), ("Z", True))], "Z"), ([t.apply("L", "field", V), t.apply("L", "entrywise", V)], "L"),
        ([t.apply("L", "field", V), t.apply("L", "field", X)], "L"), ([t.ill("2×2 and 3×3")], "2×2"),
        ([t.sequence("w", K, COLUMN), t.sequence("w", K, ())], "w"),
        ([t.apply("L", "field", V), t.sequence("L", K, ())], "L"), ([t.apply("q", "strange", V, ())], "strange"),
        ([relation("equal", C, 1), var("b", (size_sum([(1, N), (-1, D)]), ONE))], "negative"),
        ([t.bsum(t.index("%1", size_sum([(1, N), (-1, D)])), C)], "negative"),
    ],
)  # fmt: skip
def test_statements_that_one_instance_cannot_fit_are_refused(nodes: list[Term], named: str) -> None:
    with pytest.raises(InstanceError, match=word(named)):
        read_instance(GOOD, nodes)


def test_a_difference_of_sizes_may_be_negative_as_a_number() -> None:
    number = t.number(size_sum([(1, N), (-1, D)]))
    assert evaluate(number, read_instance(GOOD, [number])).flat[0].lo == -1


def test_bound_variables_need_no_value_and_their_sizes_do() -> None:
    at = t.ones(3)
    bound = var("%1", (Size((), 3), ONE))
    term = t.deriv(bound, t.total(bound), at)
    assert [x.lo for x in evaluate(term, read_instance({}, [term])).flat] == [1, 1, 1]
    with pytest.raises(InstanceError, match="N"):
        read_instance({}, [t.bsum(t.index("%1", N), t.const(1))])
