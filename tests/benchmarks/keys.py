"""A long key of small items, true ones and false twins, each with the outcome it must have: no two of them alike.

    python -m tests.benchmarks.keys 100000 > key.jsonl

Item k is made from k alone, so that the same number gives the same key everywhere. A false twin differs from its true
item by one number, chosen so that the two sides differ as polynomials (or as exact numbers).
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any

Fields = dict[str, Any]
SCALAR, PAIR = {"x": "scalar"}, {"x": "scalar", "y": "scalar"}


def _square(a: int, b: int, off: int) -> Fields:
    return {"let": PAIR, "says": f"({a}*x + {b}*y)**2 == {a * a}*x**2 + {2 * a * b + off}*x*y + {b * b}*y**2"}


def _factors(a: int, b: int, off: int) -> Fields:
    return {"let": SCALAR, "says": f"(x + {a})*(x - {b}) == x**2 + {a - b + off}*x - {a * b}"}


def _difference(a: int, b: int, off: int) -> Fields:
    return {"let": PAIR, "says": f"{a * a}*x**2 - {b * b}*y**2 == ({a}*x - {b}*y)*({a}*x + {b + off}*y)"}


def _slope(a: int, b: int, off: int) -> Fields:
    return {"let": SCALAR, "says": f"derivative(lambda t: {a}*t**3 + {b}*t)(x) == {3 * a}*x**2 + {b + off}"}


def _exponential(a: int, b: int, off: int) -> Fields:
    return {"let": SCALAR, "says": f"derivative(lambda t: {a}*exp({b}*t))(x) == {a * b + off}*exp({b}*x)"}


def _logarithm(a: int, b: int, off: int) -> Fields:
    return {"let": {"x": "positive"}, "says": f"derivative(lambda t: {a}*log(t) + {b}*t)(x) == {a + off}/x + {b}"}


def _trace(a: int, b: int, off: int) -> Fields:
    let = {"n": "size", "A": "matrix[n, n]", "B": "matrix[n, n]"}
    return {"let": let, "says": f"trace({a}*A + {b}*B.T) == {a}*trace(A) + {b + off}*trace(B)"}


def _gradient(a: int, b: int, off: int) -> Fields:
    let = {"n": "size", "x": "vector[n]", "c": "vector[n]"}
    return {"let": let, "says": f"grad(lambda v: {a}*v.T @ v + {b}*c.T @ v)(x) == {2 * a}*x + {b + off}*c"}


def _transposed(a: int, b: int, off: int) -> Fields:
    let = {"n": "size", "k": "size", "A": "matrix[n, k]", "B": "matrix[k, n]"}
    return {"let": let, "says": f"(({a}*A) @ ({b}*B)).T == {a * b + off}*B.T @ A.T"}


def _variance(a: int, b: int, off: int) -> Fields:
    return {"let": {"x": "random_scalar"}, "says": f"Var({a}*x + {b}) == {a * a + off}*Var(x)"}


def _number(a: int, b: int, off: int) -> Fields:
    hundredths = int(Fraction(100 * a, b) + Fraction(1, 2)) + off  # rounded half up
    return {"number": f"{a}/{b}", "rounds": f"{hundredths // 100}.{hundredths % 100:02d}"}


def _question(a: int, b: int, off: int) -> Fields:
    options = {"a": f"x**2 + {a * a + b} > {a * a}", "b": f"(x + {a})**2 == x**2 + {2 * a}*x + {a * a} + {b}"}
    return {"let": SCALAR, "options": options, "key": "b" if off else "a"}


def _lines(a: int, b: int, off: int) -> Fields:
    middle = f"x**2 + {2 * a + off}*x + {a * a - b * b}"
    return {"let": SCALAR, "lines": [f"(x + {a})**2 - {b * b}", middle, f"(x + {a - b})*(x + {a + b})"]}


MAKERS: tuple[Callable[[int, int, int], Fields], ...] = (
    _square, _factors, _difference, _slope, _exponential, _logarithm, _trace, _gradient, _transposed, _variance,
    _number, _question, _lines,
)  # fmt: skip


def item(k: int) -> Fields:
    """Item k: each maker in turn with other numbers, every second round a false twin."""
    round_, which = divmod(k, len(MAKERS))
    pair, false = divmod(round_, 2)
    made = MAKERS[which](2 + pair // 70, 2 + pair % 70 if which != 10 else 3 + pair % 70, false)
    return {"id": f"{MAKERS[which].__name__[1:]}-{k}", **made, "expect": "wrong" if false else "sound"}


def items(count: int) -> Iterator[Fields]:
    return map(item, range(count))


if __name__ == "__main__":
    for made in items(int(sys.argv[1])):
        print(json.dumps(made))
