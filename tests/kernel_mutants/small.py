"""A module of a few lines, for the tests of the tester."""

from __future__ import annotations

from pathlib import Path

from tests.kernel_mutants.mutations import Mutant, mutants

SOURCE = '''
"""A docstring is left alone."""
LIMIT = 3

def need(condition, why):
    if not condition:
        raise ValueError(why)

def checked(n: int, more=()) -> bool:
    need(n >= 0, "a message is left alone")
    return n < LIMIT and n not in (1, *more)

def twice(x):
    def inner(y):
        return x + y
    return inner(x)

def summed(xs):
    need(sum(x for x in xs) > 0, "the sum")

TABLE = {"double": lambda x: 2 * x}
'''


def changes(file: Path) -> dict[str, Mutant]:
    """Every change to the small module by its name."""
    found = list(mutants(file, "small_module"))
    assert len({m.key for m in found}) == len(found)
    return {m.key.partition(":")[2]: m for m in found}
