from __future__ import annotations

from typing import Any

import pytest

import proofread as p
from proofread.language.errors import ClaimError
from proofread.trusted import sizes, terms

N, d = p.Size("N"), p.Size("d")
Z = p.Space("Z")
ONE = sizes.ONE


@pytest.mark.parametrize(
    ("sort", "shape", "text"),
    [
        (p.Scalar, (), "Scalar"),
        (p.Positive, (), "Positive"),
        (p.NonNegative, (), "NonNegative"),
        (p.Unit, (), "Unit"),
        (p.Vector[N], (N, ONE), "Vector[N]"),
        (p.Vector[1], (), "Vector[1]"),
        (p.Matrix[N, d], (N, d), "Matrix[N, d]"),
        (p.Tensor[N, d, 3], (N, d, sizes.Size((), 3)), "Tensor[N, d, 3]"),
        (p.Symmetric[N], (N, N), "Symmetric[N]"),
        (p.PositiveDefinite[N], (N, N), "PositiveDefinite[N]"),
        (p.PositiveSemidefinite[N], (N, N), "PositiveSemidefinite[N]"),
        (p.Orthogonal[N], (N, N), "Orthogonal[N]"),
    ],
)
def test_a_parameter_is_a_variable_of_its_shape(sort: Any, shape: terms.Shape, text: str) -> None:
    declared = sort.declare("x")
    assert declared.value == terms.var("x", shape)
    assert declared.variables == (declared.value,) and declared.functions == ()
    assert sort.text == text


def test_what_is_known_of_a_parameter() -> None:
    x, a, q = terms.var("x"), terms.var("x", (N, N)), terms.var("x", (N, N))
    eye = terms.eye(sizes.size_symbol("N"))
    for sort, known in [
        (p.Scalar, ()),
        (p.Positive, (p.gt(x, 0),)),
        (p.NonNegative, (p.ge(x, 0),)),
        (p.Unit, (p.gt(x, 0), p.lt(x, 1))),
        (p.Vector[N], ()),
        (p.Symmetric[N], (p.equal(a.T, a),)),
        (p.PositiveDefinite[N], (p.equal(a.T, a), p.pd(a))),
        (p.PositiveSemidefinite[N], (p.equal(a.T, a), p.psd(a))),
        (p.Orthogonal[N], (p.equal(q.T @ q, eye), p.equal(q @ q.T, eye))),
    ]:
        assert sort.declare("x").hypotheses == known, sort.text


def test_natural_numbers_and_indices_are_leaves_of_their_own() -> None:
    assert p.Nat.declare("t").value == terms.nat("t")
    assert p.Index[N].declare("i").value == terms.index("i", sizes.size_symbol("N"))


@pytest.mark.parametrize(
    ("sort", "shape"),
    [(p.RandomScalar, ()), (p.RandomVector[N], (N, ONE)), (p.RandomMatrix[N, d], (N, d))],
)
def test_every_random_parameter_has_a_probability_space_of_its_own(sort: Any, shape: terms.Shape) -> None:
    assert sort.declare("eps").value == terms.var("eps", shape, ("eps", True))
    assert sort.declare("eta").value.data[1] == ("eta", True)


def test_functions_on_a_measure_space() -> None:
    q = terms.var("q", (), ("Z", False))
    assert p.OnSpace[Z].declare("q").value == q
    assert p.OnSpace[Z].declare("q").hypotheses == ()
    assert p.Density[Z].declare("q").hypotheses == (p.gt(q, 0), p.equal(p.integral(Z, q), 1))


def test_two_parameters_on_one_probability_space_are_jointly_distributed() -> None:
    omega = p.Space("omega", probability=True)
    x, y = p.OnSpace[omega, p.Vector[N]].declare("x"), p.OnSpace[omega, p.Positive].declare("y")
    assert x.value == terms.var("x", (N, ONE), ("omega", True))
    assert y.hypotheses == (p.gt(y.value, 0),)


def test_smooth_functions() -> None:
    field = p.Smooth[N].declare("L").value
    assert (field.kind, field.argument, field.result) == ("field", (N, ONE), ())
    assert field(terms.var("x", (N, ONE))) == terms.apply("L", "field", terms.var("x", (N, ONE)))
    assert p.Smooth[N, d].declare("L").value.argument == (N, d)
    assert p.Smooth[1].declare("L").value(3) == terms.apply("L", "field", terms.const(3))
    smooth_map = p.SmoothMap[N, d].declare("f").value
    assert smooth_map(terms.var("x", (N, ONE))).shape == (d, ONE)
    assert p.Entrywise.declare("s").value(terms.var("X", (N, d))).shape == (N, d)
    assert p.Entrywise.declare("s").functions[0].name == "s"


def test_a_function_at_a_term_of_another_shape_is_poison_and_names_both_sizes() -> None:
    message = terms.is_poison(p.Smooth[N].declare("L").value(terms.var("x", (d, ONE))))
    assert message == "L takes a N×1 argument, not d×1"


def test_sequences() -> None:
    h, t = p.Sequence[p.Vector[N]].declare("h").value, terms.nat("t")
    assert h[t + 1] == h(t + 1) == terms.sequence("h", t + 1, (N, ONE))
    assert h[0].shape == (N, ONE)
    with pytest.raises(ClaimError, match="a place in a sequence"):
        h[t - 1]
    with pytest.raises(ClaimError, match="not a sequence"):
        p.Smooth[N].declare("L").value[0]


def test_what_is_known_of_the_members_of_a_sequence_holds_at_every_place() -> None:
    declared = p.Sequence[p.Positive].declare("a")
    assert declared.hypotheses == (p.forall(p.Nat, lambda t: p.gt(declared.value[t], 0)),)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: p.Matrix[N], "takes 2 parameters, not 1"),
        (lambda: p.Smooth[N, d, 3], "takes 1 to 2 parameters, not 3"),
        (lambda: p.Vector["N"], "is not a size"),
        (lambda: p.Density[N], "is not a measure space"),
        (lambda: p.OnSpace[Z, N], "is not a sort of values"),
        (lambda: p.OnSpace[Z, p.RandomScalar], "is not a sort of values"),
        (lambda: p.Sequence[p.RandomScalar], "is not a sort of members"),
    ],
)
def test_a_wrong_sort_is_a_claim_error_at_its_line(make: Any, message: str) -> None:
    with pytest.raises(ClaimError, match=message) as caught:
        make()
    assert caught.value.file.endswith("test_sorts.py") and caught.value.line > 0
