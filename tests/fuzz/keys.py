"""Coverage-guided fuzzing of what reads a key: bytes go in, items or errors with a place come out, and nothing else.

    python -m tests.fuzz.keys -max_total_time=60 [options of libFuzzer]

The first byte chooses the format. Skips, with a message, where atheris is not installed.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

SEEDS = (
    b'0{"id": "a", "let": {"x": "scalar"}, "says": "derivative(lambda t: t**2)(x) == 2*x"}\n',
    b'0{"options": {"a": "1 == 1", "b": "none_of(\\"a\\")"}, "key": "a"}\n{"number": "1/3", "rounds": "0.33"}\n',
    b'1[[item]]\nlet = {N = "size", X = "matrix[N, 2]"}\n'
    b'assume = "full_column_rank(X)"\nsays = "X @ pinv(X) @ X == X"\n',
    b'1[[item]]\nlines = ["1 + 1", {says = "3", corrected = "2", why = "so"}]\n'
    b'[[item]]\nreadings = {a = "1 == 1", b = "1 == 2"}\n',
    b'2# page\n```claim\nlet = {Z = "space", q = "density[Z]"}\nsays = "entropy(q, Z) == entropy(q, Z)"\n```\n',
    b'2~~~claim\nwhere = {f = "lambda v: v"}\nlet = {x = "random_vector[3]"}\nsays = "E(f(x)) == E(x)"\n~~~\n',
)
SUFFIXES = (".jsonl", ".toml", ".md")
LONGEST = 4096


def check(data: bytes, folder: Path) -> None:
    """AssertionError, or whatever escapes, where the reader misbehaves."""
    from proofread.text.batches import entries, made

    if not data:
        return
    file = folder / f"key{SUFFIXES[data[0] % len(SUFFIXES)]}"
    file.write_bytes(data[1:])
    for item in map(made, entries([file])):
        error = {} if item.result is None else item.result.record.get("error", {})
        assert item.statements or item.result is not None
        assert not error or (error["line"] >= 1 and error["column"] >= 1 and error["problem"]), error
        assert "report this" not in error.get("remedy", ""), error  # a fault of ours


def main() -> None:
    try:
        import atheris
    except ImportError:
        print("skipped: atheris is not installed here (pip install atheris); nothing was fuzzed")
        return
    with atheris.instrument_imports(include=["proofread.text", "proofread.language"]):
        pass
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as seeds:
        for k, seed in enumerate(SEEDS):
            Path(seeds, str(k)).write_bytes(seed)
        atheris.Setup([*sys.argv, f"-max_len={LONGEST}", seeds], lambda data: check(data, Path(folder)))
        atheris.Fuzz()


if __name__ == "__main__":
    main()
