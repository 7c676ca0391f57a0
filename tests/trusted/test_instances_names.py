"""One name in an instance stands for one thing; and numbers fill exactly the shape they are given for."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from proofread.trusted import terms as t
from proofread.trusted.instances import EMPTY, InstanceError, Interpretation, Polynomial, read_instance
from proofread.trusted.sizes import ONE, Size, size_sum
from proofread.trusted.terms import Term, nat, var
from tests.trusted.attacks import OMEGA, UNIT, E, N, X, e, s, x

K = nat("k")


def read(nodes: list[Term], **sections: Any) -> Any:
    return read_instance({"nats": {"k": 0}, "values": {"s": "1", "x": ["1"]}, "sizes": {"N": 1}, **sections}, nodes)


def test_a_space_is_a_probability_everywhere_or_nowhere() -> None:
    other = t.integral((OMEGA[0], False), UNIT)
    assert read([E(UNIT)], spaces={"Om": ["1"]}).spaces == {OMEGA: (1,)}
    for nodes in ([E(UNIT), other], [other, E(UNIT)], [E(UNIT) + other]):
        with pytest.raises(InstanceError, match="a probability in one place and none in another"):
            read(nodes, spaces={"Om": ["1"]})
    assert read([e * s], spaces={"Om": ["1"]}, values={"e": {"points": ["2"]}, "s": "1"}).spaces == {OMEGA: (1,)}


TWO_WAYS = [
    [t.sequence("w", K, (N, ONE)), t.sequence("w", K, ())],
    [t.apply("w", "field", x), t.apply("w", "map", x, ())],
    [t.apply("w", "map", x, (N, ONE)), t.apply("w", "map", x, ())],
    [t.apply("w", "field", x), t.apply("w", "field", s)],
    [t.apply("w", "entrywise", x), t.apply("w", "field", x)],
    [t.apply("w", "entrywise", s), t.sequence("w", K, ())],
    [t.apply("w", "field", s), t.sequence("w", K, ())],
]


@pytest.mark.parametrize("nodes", TWO_WAYS, ids=range(len(TWO_WAYS)))
@pytest.mark.parametrize("kind", ["sequence", "field", "map", "entrywise"])
def test_a_function_is_used_in_one_way(nodes: list[Term], kind: str) -> None:
    meaning = {"kind": kind, "values": [], "coefficients": [], "components": []}
    for order in (nodes, nodes[::-1]):
        with pytest.raises(InstanceError, match="the function w is used in two ways"):
            read(order, functions={"w": meaning})


def test_an_entrywise_function_is_one_for_every_shape() -> None:
    nodes = [t.apply("f", "entrywise", s), t.apply("f", "entrywise", x)]
    found = read(nodes, functions={"f": {"kind": "entrywise", "coefficients": ["1", "2"]}})
    assert found.functions["f"].coefficients == (1, 2)


def test_a_sequence_without_members_does_not_stay_what_it_was() -> None:
    for values, then, constant in ((["1"], "constant", True), (["1"], "on", False), ([], "constant", False)):
        meaning = {"kind": "sequence", "values": values, "then": then}
        assert read([t.sequence("w", K, ())], functions={"w": meaning}).functions["w"].constant is constant


@pytest.mark.parametrize(
    ("component", "why"),
    [([], "is an object"), (3, "is an object"), (None, "is an object"), ("1", "is an object"),
     ({"quadratic": [["0", "1"], ["0"]]}, "2×2 matrix"), ({"quadratic": [["0"], ["0", "1"]]}, "2×2 matrix"),
     ({"quadratic": [["0", "1"]]}, "2×2 matrix"), ({"quartic": []}, "the unknown part quartic")],
)  # fmt: skip
def test_a_polynomial_is_an_object_and_its_parts_fit(component: Any, why: str) -> None:
    field = t.apply("F", "map", x, ())
    with pytest.raises(InstanceError, match=why):
        read(
            [field],
            sizes={"N": 2},
            values={"x": ["1", "2"]},
            functions={"F": {"kind": "map", "components": [component]}},
        )


@pytest.mark.parametrize("given", [["1", "2"], ["1", "2", "3", "4"], [["1", "2"]], [["1"], ["2"]], 3, None, "12", {}])
def test_a_matrix_is_a_list_of_rows(given: Any) -> None:
    with pytest.raises(InstanceError, match="X"):
        read([X], sizes={"N": 2, "d": 2}, values={"X": given})


@pytest.mark.parametrize("given", [3, None, True, "12", {}, [["1"], "2"], ["1", ["2"]], ["1"], [["1", "2"]]])
def test_a_column_is_a_list_of_numbers(given: Any) -> None:
    with pytest.raises(InstanceError, match="x"):
        read([x], sizes={"N": 2}, values={"x": given})


def test_an_empty_column_is_an_empty_list() -> None:
    v = var("v", (t.Size((("M", 0, 1),), 0), ONE))
    assert read([v], sizes={"M": 0}, values={"v": []}).values[v][0].dims == (0, 1)


@pytest.mark.parametrize("held", [Polynomial(1), Interpretation("field"), EMPTY])
def test_what_is_read_stays_as_it_was_read(held: Any) -> None:
    first = dataclasses.fields(held)[0].name
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(held, first, None)
    assert not hasattr(held, "__dict__") and Interpretation("field").constant is False


def test_an_axis_is_not_negative() -> None:
    short = size_sum([(1, N), (-2, ONE)])
    assert read([s], values={"s": "1"}).size(Size((), 0)) == 0
    at = read([x])
    assert at.size(short, axis=False) == -1
    with pytest.raises(InstanceError, match="which is negative"):
        at.size(short)
