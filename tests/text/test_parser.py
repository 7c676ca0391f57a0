"""The strict parser: what it reads, where it points when it does not, and that nothing else ever comes out of it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from proofread.text.errors import Source, TextError
from proofread.text.limits import MOST_DEPTH, MOST_TEXT
from proofread.text.parser import parse
from proofread.text.syntax import Call, Chain, Compared, Indexed, Joined, Lambda, Name, Negated, Power, Transposed
from proofread.text.words import SORTS, WORDS


def test_operators_bind_as_in_python() -> None:
    found = parse(Source("-x**2 + y * z == a @ b.T and not p or q"))
    assert isinstance(found, Joined) and found.word == "or"
    both = found.parts[0]
    assert isinstance(both, Joined) and both.word == "and"
    relation = both.parts[0]
    assert isinstance(relation, Compared) and [r[0] for r in relation.rest] == ["=="]
    assert isinstance(relation.first, Chain) and isinstance(relation.first.first, Negated)
    assert isinstance(relation.first.first.of, Power)
    product = relation.rest[0][2]
    assert isinstance(product, Chain) and product.rest[0][0] == "@" and isinstance(product.rest[0][2], Transposed)


def test_calls_indices_and_lambdas() -> None:
    found = parse(Source("grad(lambda u, v: u)(x[i, 0], under=q)"))
    assert isinstance(found, Call) and isinstance(found.function, Call)
    inner = found.function.args[0]
    assert isinstance(inner, Lambda) and inner.parameters == ("u", "v")
    assert isinstance(found.args[0], Indexed) and found.named == (("under", Name(36, "q")),)


@pytest.mark.parametrize(
    ("text", "column", "problem"),
    [
        ("x.__class__", 3, "the name __class__"),
        ("x.real", 2, ".real"),
        ("x = y", 3, "a single ="),
        ("x ^ 2", 3, "^ is not an operator"),
        ("2x", 2, "'x' is not expected here"),
        ("x y", 3, "'y' is not expected here"),
        ("(x + y", 1, "the bracket ( is not closed"),
        ("x + ", 5, "the expression ends too early"),
        ("f(x,, y)", 5, "',' is not expected here"),
        ("", 1, "nothing is written here"),
        ("x + $", 5, "the character '$'"),
        ("'abc", 1, "a quotation that is not closed"),
        ("_x", 1, "the name _x"),
        ("x\n + \n ]", 2, "']' is not expected here"),
        ("1" * 101, 1, "a number of 101 digits"),
        ("lambda x x: x", 10, "'x' is not expected here"),
        ("x" + "+x" * MOST_TEXT, 1, f"{2 * MOST_TEXT + 1} characters in one expression"),
    ],
)
def test_errors_name_the_column(text: str, column: int, problem: str) -> None:
    with pytest.raises(TextError) as error:
        parse(Source(text))
    assert (error.value.problem, error.value.column) == (problem, column)
    assert error.value.remedy


@pytest.mark.parametrize(
    "text",
    [
        "(" * 5000,
        "[" * 5000,
        "-" * 5000,
        "not " * 2000,
        "f" + "(x)" * 2000,
        "x" + ".T" * 2000,
        "lambda x: " * 900 + "x",
        "2" + "**2" * 2000,
    ],
)
def test_depth_is_limited(text: str) -> None:
    with pytest.raises(TextError, match=rf"nested too deeply \(at most {MOST_DEPTH} levels"):
        parse(Source(text))


PIECES = st.sampled_from(
    [
        *"()[]{}.,:=+-*/@<>!^|\\'\"_ \n\t0123456789xyzTNE",
        "**",
        "==",
        "<=",
        "!=",
        "lambda ",
        "not ",
        "and ",
        "or ",
        "__",
        "import",
        "eval",
        "x.T",
        "1e9",
        "\x00",
        "é",
        "α",
        "−",
        "\u202e",
        "𝐱",
        "9" * 120,
        *WORDS,
        *SORTS,
    ]
)


@settings(max_examples=400, deadline=None)
@given(st.lists(PIECES, max_size=60).map("".join) | st.text(max_size=80))
def test_whatever_is_written_is_parsed_or_refused_with_its_place(text: str) -> None:
    try:
        parse(Source(text, line=7))
    except TextError as error:
        rows = text.split("\n")
        assert 7 <= error.line < 7 + len(rows) and error.column >= 1 and error.problem
        assert error.column <= len(rows[error.line - 7]) + 1
