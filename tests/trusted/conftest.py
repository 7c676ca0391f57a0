"""Where only pytest is installed, tests that compare with other packages are left out; `tox -e tests` runs them all."""

from __future__ import annotations

from importlib.util import find_spec

COMPARED_WITH = {
    "test_enclosures.py": ("mpmath", "hypothesis"),
    "test_exact_identities.py": ("hypothesis",),
    "test_exact_numpy.py": ("hypothesis", "numpy"),
}
collect_ignore = [name for name, packages in COMPARED_WITH.items() if any(find_spec(p) is None for p in packages)]
