"""The annotated example that `proofread new` writes, as TOML, Markdown or JSON lines."""

from __future__ import annotations

import json
import tomllib

HEAD = "# An answer key for proofread. Audit it with:  proofread check {name}\n"
ITEMS = (
    (
        "A statement. Symbols are declared with their sorts; relations are ==, <=, <, >=, >; @ is the matrix product.",
        """\
id = "training-error"
let = {N = "size", d = "size", X = "matrix[N, d]", eps = "random_vector[N]", s2 = "positive"}
assume = ["full_column_rank(X)", "E(eps @ eps.T) == s2 * eye(N)"]
says = "E(norm2((X @ pinv(X) - eye(N)) @ eps)) / N == (N - d) * s2 / N"
""",
    ),
    (
        'A question with its printed key. Here the key is wrong: correct = "b" records that, and is checked.',
        """\
id = "gradient"
let = {n = "size", A = "matrix[n, n]", x = "vector[n]"}
where = {f = "lambda v: v.T @ A @ v"}
options = {a = "grad(f)(x) == 2 * A @ x", b = "grad(f)(x) == (A + A.T) @ x"}
key = "a"
correct = "b"
""",
    ),
    (
        "Lines of a derivation. Each is judged twice: is it true, and does it follow from the line before.",
        """\
id = "completing-the-square"
let = {x = "scalar", b = "scalar"}
lines = [
    "x**2 + b*x",
    {says = "(x + b/2)**2 - b**2/2", why = "complete the square", corrected = "(x + b/2)**2 - b**2/4"},
]
""",
    ),
    (
        "A number as printed. It is compared exactly; decimals are written as text.",
        """\
id = "entropy"
number = "-log(1/4)/4 - 3*log(3/4)/4"
rounds = "0.56"
""",
    ),
    (
        "Damaged text: what it may have said, each reading judged.",
        """\
id = "smudged"
let = {a = "scalar", b = "scalar"}
readings = {square = "(a - b)**2 == a**2 - 2*a*b + b**2", product = "(a - b)*2 == a**2 - 2*a*b + b**2"}
""",
    ),
    (
        "The key is blank: this is our answer, which is proved.",
        """\
id = "blank"
let = {x = "positive"}
answer = "derivative(log)(x) == 1/x"
""",
    ),
)
SUFFIXES = (".toml", ".md", ".jsonl")


def example(name: str) -> str:
    """The text of a new file of this name. ValueError for a suffix that is no text."""
    if name.endswith(".toml"):
        return HEAD.format(name=name) + "".join(f"\n# {about}\n[[item]]\n{item}" for about, item in ITEMS)
    if name.endswith(".md"):
        head = f"# An answer key\n\nAudit it with `proofread check {name}`: each block below is one item.\n"
        return head + "".join(f"\n{about}\n\n```claim\n{item}```\n" for about, item in ITEMS)
    if name.endswith(".jsonl"):
        return "".join(json.dumps(tomllib.loads(item), ensure_ascii=False) + "\n" for _, item in ITEMS)
    raise ValueError(f"{name}: a new key is a file with the suffix {', '.join(SUFFIXES)}")
