# ruff: noqa: F403, F405
"""Entries to statements: the same ones a Python claim makes; hostile entries cost an error with a place."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import hypothesis
import pytest
from hypothesis import strategies as st

import proofread
from proofread import *
from proofread.language.statements import Item, Statement
from proofread.text.entries import Entry
from proofread.text.errors import NoMethod, TextError
from proofread.text.items import build
from proofread.text.words import CONSTANTS, PLANNED, PLANNED_SORTS, SORTS, WORDS

N, d, n = Size("N"), Size("d"), Size("n")
Z = Space("Z")


def entry(**fields: Any) -> Entry:
    made = {"id": "p", **fields}
    return Entry("p", made, "key.jsonl", 3, json.dumps(made, ensure_ascii=False))


def stated(items: tuple[Item, ...]) -> list[tuple[Any, ...]]:
    return [(s.id, s.role, s.hypotheses, s.goal, s.variables) for i in items for s in i.statements
            if isinstance(s, Statement)]  # fmt: skip


# --- the same statements as in Python -------------------------------------------------------------------------------


@claim("p")
def expected_error(X: Matrix[N, d], eps: RandomVector[N], s2: Positive):
    assume(full_column_rank(X), equal(E(eps @ eps.T), s2 * eye(N)))
    return equal(E(norm2((X @ pinv(X) - eye(N)) @ eps)) / N, (N - d) * s2 / N)


@claim("p")
def gradient(L: Smooth[n], g: Scalar, u: Vector[n]):
    w = lambda v: g * v / norm(v)
    return equal(grad(lambda v: L(w(v)))(u), grad(L)(u))


@claim("p")
def quantified(x: Vector[n], i: Index[n]):
    return and_(
        forall(Scalar, Vector[n], lambda a, v: ge(a**2 * norm2(v), 0)), exists(Vector[n], lambda v: equal(v, x))
    )


@claim("p")
def summed(x: Vector[n]):
    return equal(bsum(lambda i: x[i] ** 2, n), x.T @ x)


@claim("p")
def limit(a: Sequence[Scalar]):
    assume(forall(Nat, lambda t: equal(a[t + 1], a[t] / 2)))
    return tends_to(lambda t: a[t], 0)


@claim("p")
def divergence(q: Density[Z], p: Density[Z]):
    return and_(ge(KL(q, p, Z), 0), equal(E(log(q), under=q, on=Z), 0))


@claim("p")
def corrected(x: Scalar):
    return correction(equal((x + 1) ** 2, x**2 + 1), to=equal((x + 1) ** 2, x**2 + 2 * x + 1))


@claim("p")
def conditional(x: Scalar):
    unstated(ge(x, 0))
    return le(x, 2 * x)


@claim("p")
def damaged(x: Scalar):
    return readings(a=equal(x, x), b=equal(x, 2))


@choice("p", key="a", correct="b")
def question(x: Scalar):
    return {"a": equal(sigmoid(x), x), "b": when(le(x, 2 * x), ge(x, 0))}


@answer("p", key="0.69")
def printed():
    return decimals([log(2)], ["0.69"])


@answer("p", key="")
def blank(A: Matrix[n, n]):
    return equal(inv(A) @ A, eye(n))


@derivation
def lines(x: Scalar):
    yield line("p#1", (x + 1) ** 2)
    yield line("p#2", correction(x**2 + 1, to=x**2 + 2 * x + 1), "expand")
    yield line("p#3", (x + 1) * (x + 1))


REGRESSION = {"N": "size", "d": "size", "X": "matrix[N, d]", "eps": "random_vector[N]", "s2": "positive"}
PAIRS: dict[str, tuple[Any, dict[str, Any]]] = {
    "expected error": (expected_error, {
        "let": REGRESSION, "assume": ["full_column_rank(X)", "E(eps @ eps.T) == s2 * eye(N)"],
        "says": "E(norm2((X @ pinv(X) - eye(N)) @ eps)) / N == (N - d) * s2 / N",
    }),
    "gradient": (gradient, {
        "let": {"n": "size", "L": "smooth[n]", "g": "scalar", "u": "vector[n]"},
        "where": {"w": "lambda v: g * v / norm(v)"}, "says": "grad(lambda v: L(w(v)))(u) == grad(L)(u)",
    }),
    "quantified": (quantified, {
        "let": {"n": "size", "x": "vector[n]", "i": "index[n]"},
        "says": "forall(scalar, vector[n], lambda a, v: a**2 * norm2(v) >= 0) and exists(vector[n], lambda v: v == x)",
    }),
    "summed": (summed, {"let": {"n": "size", "x": "Vector[n]"}, "says": "bsum(lambda i: x[i]**2, n) == x.T @ x"}),
    "limit": (limit, {
        "let": {"a": "sequence[scalar]"}, "assume": "forall(nat, lambda t: a[t + 1] == a[t] / 2)",
        "says": "tends_to(lambda t: a[t], 0)",
    }),
    "divergence": (divergence, {
        "let": {"Z": "space", "q": "density[Z]", "p": "density[Z]"},
        "says": "KL(q, p, Z) >= 0 and E(log(q), under=q, on=Z) == 0",
    }),
    "corrected": (corrected, {
        "let": {"x": "scalar"}, "says": "(x + 1)**2 == x**2 + 1", "corrected": "(x + 1)**2 == x**2 + 2*x + 1",
    }),
    "conditional": (conditional, {"let": {"x": "scalar"}, "unstated": ["x >= 0"], "says": "x <= 2*x"}),
    "damaged": (damaged, {"let": {"x": "scalar"}, "readings": {"a": "x == x", "b": "x == 2"}}),
    "question": (question, {
        "let": {"x": "scalar"}, "options": {"a": "sigmoid(x) == x", "b": "when(x <= 2*x, x >= 0)"}, "key": "a",
        "correct": "b",
    }),
    "printed": (printed, {"number": "log(2)", "rounds": "0.69"}),
    "blank": (blank, {"let": {"n": "size", "A": "matrix[n, n]"}, "answer": "inv(A) @ A == eye(n)"}),
    "lines": (lines, {
        "let": {"x": "scalar"},
        "lines": ["(x + 1)**2", {"says": "x**2 + 1", "corrected": "x**2 + 2*x + 1", "why": "expand"},
                  "(x + 1)*(x + 1)"],
    }),
}  # fmt: skip


@pytest.mark.parametrize("name", PAIRS)
def test_text_and_python_make_the_same_statements(name: str) -> None:
    python, fields = PAIRS[name]
    made = build(entry(**fields))
    assert stated(made) == stated(python.items) and stated(made)
    said = [(i.place, i.kind, i.key, i.correct, i.derived) for i in python.items]
    if name == "printed":
        assert made[0].key == "0.69"
    assert [(i.place, i.kind, i.key, i.correct, i.derived) for i in made] == said
    assert all(s.file == "key.jsonl" and s.line == 3 for i in made for s in i.statements)


def test_every_word_of_python_is_a_word_of_text() -> None:
    fields = {"answer", "assume", "choice", "claim", "convention", "correction", "decimals", "derivation", "line",
              "readings", "unstated", "given", "definition", "ClaimError"}  # fmt: skip
    declared, code = {"Size", "Space"}, {"code", "computes", "runs"}  # a file runs no code
    assert set(proofread.__all__) - fields - declared - code <= {*WORDS, *SORTS, *CONSTANTS}


def test_what_is_planned_is_no_word_yet() -> None:
    """A word that the language has got belongs into WORDS or SORTS, and no longer into PLANNED."""
    assert not PLANNED & (set(proofread.__all__) | set(WORDS))
    assert not PLANNED_SORTS & set(SORTS)


# --- what is refused ------------------------------------------------------------------------------------------------

X = {"x": "scalar"}
BAD: list[tuple[dict[str, Any], str]] = [
    ({"says": "x == 1"}, "x is not declared"),
    ({"let": X, "says": "X == 1"}, "X is not declared"),
    ({"let": X, "says": "x"}, "a term where a statement is needed"),
    ({"let": X, "says": "(x == 1) + 2 == 3"}, "a statement where a term is needed"),
    ({"let": X, "says": "x ** 1000000 == 1"}, "the exponent 1000000"),
    ({"says": "((9**99)**99)**99 == 1"}, "a number of more than 600 digits"),
    ({"let": {"X": "matrix[1000000, 2]"}, "says": "X == X"}, "the size 1000000"),
    ({"let": {"n": "size", "X": "matrix[1000*n, 2]"}, "says": "X == X"}, "the size 1000*n"),
    ({"says": "eye(100000) == 1"}, "the size 100000"),
    ({"let": X, "where": {"a": "b", "b": "a"}, "says": "a == b"},
     "b is used before it is defined, or defined by itself"),
    ({"let": X, "where": {"a": "a + 1"}, "says": "a == x"}, "a is used before it is defined, or defined by itself"),
    ({"let": X, "where": {"x": "1"}, "says": "x == 1"}, "x is declared twice"),
    ({"let": X, "where": {"f": "lambda g: g(g)"}, "says": "f(f) == 1"}, "a function where a term is needed"),
    ({"let": {"x": "scaler"}, "says": "x == 1"}, "scaler is no sort"),
    ({"let": {"x": "vector[m]"}, "says": "x == 1"}, "m is not declared"),
    ({"let": {"x": "vector"}, "says": "x == 1"}, "vector with 0 parameters"),
    ({"let": {"x": "__import__('os')"}, "says": "x == 1"}, "the name __import__"),
    ({"let": {"x y": "scalar"}, "says": "1 == 1"}, "'x y' is no name"),
    ({"let": {"__x": "scalar"}, "says": "1 == 1"}, "'__x' is no name"),
    ({"let": {"lambda": "scalar"}, "says": "1 == 1"}, "'lambda' is no name"),
    ({"let": X, "says": "exp(x, x) == 1"}, "exp takes 1 arguments, not 2"),
    ({"let": X, "says": "x(2) == 1"}, "this is no function"),
    ({"let": X, "says": "E(x, on=3, under=x) == 1"}, "a term is no measure space"),
    ({"let": X, "says": "open('/etc/passwd') == x"}, "open is not declared"),
    ({"let": X, "says": "exec == x"}, "exec is not declared"),
    ({"let": X, "says": "1/0 == x"}, "division by 0"),
    ({"let": X, "says": 'Q("1e999999999") == x'}, "not a number"),
    ({"let": X, "says": "x == 1", "sayz": "x"}, "the field sayz is unknown"),
    ({"let": X}, "an item that says nothing"),
    ({"let": X, "says": "x == 1", "lines": ["x", "x"]}, "an item with says and lines"),
    ({"let": X, "says": 3}, "says is a number"),
    ({"let": ["x"], "says": "1 == 1"}, "let is a list"),
    ({"number": "log(2)"}, "a number without its print"),
    ({"number": "log(2)", "rounds": "0,69"}, "not a printed decimal"),
    ({"number": ["1", "2"], "rounds": "1"}, "1 decimals for 2 numbers"),
    ({"let": X, "options": {"a": "x == 1"}, "key": "a"}, "a choice returns its options"),
    ({"let": X, "options": {"a": "x == 1", "b": "x == 2"}, "key": "z"}, "the key 'z' is not among the options a, b"),
    ({"let": X, "lines": ["x"]}, "a derivation of fewer than two lines"),
    ({"let": X, "lines": ["x", "x == 1"]}, "terms and statements in one chain"),
    ({"let": X, "lines": ["x", 3]}, "line 2 is a number"),
    ({"let": {"n": "size", "A": "matrix[n, n]"}, "assume": ["A @ A == A[0]"], "says": "A == A"},
     "an assumption is ill-shaped: 1 indices on a n×n term"),
    ({"let": {"n": "size", "u": "vector[n]"}, "says": "u != 0"}, "!= between columns or matrices"),
    ({"let": X, "where": {f"a{k + 1}": f"a{k} + a{k}" if k else "x + x" for k in range(40)}, "says": "a40 == 1"},
     "a term that is too large when written out"),
    ({"let": X, "says": "==".join(["x"] * 70)}, "this item takes too long to read"),
]  # fmt: skip


@pytest.mark.parametrize(("fields", "problem"), BAD[:-1], ids=[p for _, p in BAD[:-1]])
def test_what_cannot_be_read_says_why_and_where(fields: dict[str, Any], problem: str) -> None:
    with pytest.raises(TextError) as error:
        build(entry(**fields))
    assert error.value.problem == problem
    assert error.value.line == 3 and error.value.column >= 1 and error.value.file == "key.jsonl"


def test_the_column_is_that_of_the_file() -> None:
    given = entry(let={"x": "scalar"}, says="x + y == 1")
    with pytest.raises(TextError) as error:
        build(given)
    assert given.raw[error.value.column - 1] == "y" and error.value.remedy == 'declare it: let = {y = "scalar"}'


def test_repeated_doubling_inside_functions_runs_out_of_steps() -> None:
    functions = {f"f{k + 1}": f"lambda u: f{k}(u) - f{k}(u)" if k else "lambda u: 0" for k in range(30)}
    with pytest.raises(TextError, match=r"takes too long to read|too large when written out"):
        build(entry(let=X, where=functions, says="f30(x) == x"))


@pytest.mark.parametrize(("says", "word"), [("expm(A) == 1", "expm"), ("atan2(trace(A), 1) == 0", "atan2"),
                                            ("nuclear_norm(A) == 1", "nuclear_norm")])  # fmt: skip
def test_what_has_no_term_yet_is_said(says: str, word: str) -> None:
    with pytest.raises(NoMethod, match=f"no method: {word}") as error:
        build(entry(let={"n": "size", "A": "matrix[n, n]"}, says=says))
    assert error.value.word == word


def test_powers_without_a_term_are_no_method() -> None:
    with pytest.raises(NoMethod):
        build(entry(let={"N": "size", "x": "vector[N]", "y": "scalar"}, says="x**y == 1"))
    with pytest.raises(NoMethod):
        build(entry(let={"N": "size", "A": "matrix[N, N]"}, says="A**(1/3) == 1"))


@pytest.mark.parametrize("power", ["y", "1/3", "-y"])
def test_powers_of_numbers_are_exponentials_of_logarithms(power: str) -> None:
    let = {"x": "positive", "y": "scalar"}
    ways = (f"x**({power})", f"exp(({power})*log(x))")
    first, second = (stated(build(entry(let=let, says=f"{left} == 1"))) for left in ways)
    assert first == second


def test_a_declared_name_stands_before_a_word() -> None:
    made = build(entry(let={"E": "scalar", "det": "scalar"}, says="E == det"))
    assert [str(v.data[0]) for v in made[0].statements[0].variables] == ["E", "det"]


NAMES = st.sampled_from(
    ["x", "v", "A", "n", "f", "s", "Z", "q", "t", "y", *WORDS, "I", "z", "k", "complex", "vector", "lambda"]
)
ATOMS = NAMES | st.sampled_from(["0", "1", "2", "0.5", "[x, 1]", "[[x, 1], [0, x]]", '"0.5"', "[]", "n", "-1", "x.T"])
LET = {"n": "size", "x": "scalar", "v": "vector[n]", "A": "matrix[n, n]", "f": "smooth[n]", "s": "sequence[scalar]",
       "Z": "space", "q": "density[Z]", "t": "nat", "z": "complex", "k": "integer"}  # fmt: skip


def grown(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    joined: Callable[..., str] = lambda x, sign, y: f"({x} {sign} {y})"
    signs = st.sampled_from(["+", "-", "*", "/", "@", "**", "==", "<=", "!=", "and", "or"])
    return st.one_of(
        st.builds(joined, inner, signs, inner),
        st.builds(lambda g, xs: f"{g}({', '.join(xs)})", NAMES | inner, st.lists(inner, max_size=3)),
        st.builds(lambda x, i: f"{x}[{i}]", inner, inner),
        st.builds(lambda y, b: f"(lambda {y}: {b})", st.sampled_from(["y", "v"]), inner),
        st.builds(lambda x: f"(not {x})", inner),
    )


@hypothesis.settings(max_examples=400, deadline=None)
@hypothesis.given(st.recursive(ATOMS, grown, max_leaves=14))
def test_whatever_an_expression_says_is_read_or_refused(text: str) -> None:
    """Hostile or senseless, well formed or not: a statement, or an error with its place; never another exception."""
    for fields in ({"says": text}, {"lines": [text, text]}, {"let": {**LET, "w": text}, "says": "1 == 1"}):
        try:
            assert build(entry(**{"let": LET, **fields}))
        except TextError as error:
            assert error.line == 3 and error.column >= 1 and error.problem
