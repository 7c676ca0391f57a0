"""Shape checks, and what the reference implementations may import."""

from __future__ import annotations

import ast
from pathlib import Path

import numpy as np
import pytest

import impls
from impls.arrays import conform, nonzero_norm

MODULES = sorted(Path(impls.__file__).parent.glob("*.py"))


def test_conform_converts_to_float64():
    X, y = conform("X: N d; y: N", [[1, 2], [3, 4]], [5, 6])
    assert X.dtype == y.dtype == np.float64
    assert X.shape == (2, 2)


@pytest.mark.parametrize("shapes", [((3, 2), (4,)), ((3,), (3,)), ((3, 2), (3, 1)), ((3, 2), ())])
def test_conform_names_every_shape(shapes):
    with pytest.raises(ValueError) as error:
        conform("X: N d; y: N", *map(np.zeros, shapes))
    assert f"X is {shapes[0]}" in str(error.value)
    assert f"y is {shapes[1]}" in str(error.value)


def test_conform_holds_a_repeated_letter_to_one_size():
    conform("A: n n", np.zeros((2, 2)))
    with pytest.raises(ValueError, match=r"A is \(2, 3\)"):
        conform("A: n n", np.zeros((2, 3)))


@pytest.mark.parametrize("scale", [1e-300, 1.0, 1e300])
def test_norm_keeps_its_digits_at_extreme_scales(scale):
    assert nonzero_norm("u", scale * np.array([3.0, 4.0])) == pytest.approx(5 * scale, rel=1e-15)


def test_norm_of_zero_is_refused():
    with pytest.raises(ValueError, match=r"u of shape \(3,\)"):
        nonzero_norm("u", np.zeros(3))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_imports(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    names |= {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    tops = {name.split(".")[0] for name in names}
    assert "proofread" not in tops
    assert ("torch" in tops) == path.stem.endswith("_torch")
