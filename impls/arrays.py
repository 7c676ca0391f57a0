"""Shape checks shared by the reference implementations."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]


def conform(spec: str, *arrays: ArrayLike) -> tuple[Array, ...]:
    """The arrays as float64, once their shapes fit a specification such as ``"X: N d; y: N"``.

    Arrays of objects, such as Fractions, stay what they are.
    Equal letters must stand for equal sizes. Raises ValueError naming every shape if they do not.
    """
    fields = [tuple(part.split(":")) for part in spec.split(";")]
    given = [np.asarray(array) for array in arrays]
    converted = tuple(a if a.dtype == object else a.astype(np.float64, copy=False) for a in given)
    sizes: dict[str, int] = {}
    for (_, letters), array in zip(fields, converted, strict=True):
        axes = letters.split()
        if len(axes) != array.ndim or any(sizes.setdefault(a, n) != n for a, n in zip(axes, array.shape, strict=True)):
            shapes = ", ".join(f"{name.strip()} is {a.shape}" for (name, _), a in zip(fields, converted, strict=True))
            raise ValueError(f"shapes do not fit '{spec}': {shapes}")
    return converted


def nonzero_norm(name: str, v: Array) -> float:
    """Euclidean norm of a vector (n,); ValueError if it is zero. ``hypot`` neither overflows nor underflows midway."""
    norm = math.hypot(*v)
    if norm == 0:
        raise ValueError(f"{name} of shape {v.shape} must not be the zero vector")
    return norm
