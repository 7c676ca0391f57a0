"""The markup of a term has to mean the term: it is well-formed, and read back as arithmetic."""

from __future__ import annotations

import random
from collections.abc import Callable
from fractions import Fraction
from xml.etree import ElementTree

import pytest

from proofread.report import mathml
from proofread.report.elements import name, number, size
from proofread.trusted import printing, terms
from proofread.trusted.sizes import ONE, Size, size_sum, size_symbol
from proofread.trusted.terms import Prop, Term
from proofread.trusted.trees import bind

n, d = size_symbol("n"), size_symbol("d")
a, b, c = (terms.var(x) for x in "abc")
u, v = terms.var("u", (n, ONE)), terms.var("v", (n, ONE))
A, B = terms.var("A", (n, n)), terms.var("B", (n, n))


def unit(k: Term) -> Term:
    w = terms.var("?1", (n, ONE))
    return bind(lambda x, body: terms.deriv(x, body, terms.const(0) * terms.ones(n, ONE)), w, w[k])


def row(a: Term, k: Term) -> Term:
    w, j = terms.var("?1", (n, ONE)), terms.index("?j", n)
    summed = bind(terms.bsum, j, w[j] * a[k, j])
    return bind(lambda x, body: terms.deriv(x, body, terms.const(0) * terms.ones(n, ONE)), w, summed)


def plain(markup: str) -> str:
    """The characters of the markup, brackets and signs included."""
    characters = "".join(ElementTree.fromstring(f"<math>{markup}</math>").itertext())
    return characters.replace("\u2061", "").replace("\u2062", " ")


def test_rows_are_those_of_the_text_printer() -> None:
    assert set(mathml.ROWS) == set(printing.ROWS)


@pytest.mark.parametrize(
    ("node", "expected"),
    [
        (a - (b - c), "a−(b−c)"),
        ((A * B) @ u, "(A⊙B) u"),
        ((u.T @ v) * u, "(u⊤ v) u"),
        (terms.inv(A @ B), "(A B)−1"),
        ((A + B).T, "(A+B)⊤"),
        (terms.sqrt(terms.total(u * u)), "‖u‖"),
        (a * (b + c), "a⋅(b+c)"),
        ((a + b) * (b + c), "(a+b) (b+c)"),
        (2 * terms.const(3), "2⋅3"),
        (terms.var("prior") * a, "prior⋅a"),
        (terms.number(size_sum([(1, n), (-1, d)])) * terms.var("σ²"), "(−d+n) σ2"),
        (terms.relation("gt", 1, a), "a<1"),
        (terms.predicate("pd", A), "A≻0"),
        (terms.predicate("full_rank", A), "A\u00a0has full column rank"),
        (terms.var("w_t"), "wt"),
        (unit(terms.index("k", n)), "ek"),
        (row(A, terms.index("k", n)), "Ak,·"),
        (row(A.T, terms.index("k", n)), "(A⊤)k,·"),
        (A @ unit(terms.index("k", n)), "A·,k"),
        (A.T @ unit(terms.index("k", n)), "Ak,·"),
        (Term("ill", (), ("2×1 and <3>",)), "the sizes do not fit: 2×1 and <3>"),
        (Term("strange", (a, b)), "strange(a,b)"),
    ],
)  # fmt: skip
def test_brackets_and_signs(node: Term, expected: str) -> None:
    assert plain(mathml.markup(node)) == expected


def test_a_matrix_is_a_table_of_its_rows() -> None:
    table = ElementTree.fromstring(mathml.markup(terms.array([[1, 2], [3, terms.const(Fraction(-1, 2))]])))
    rows = [["".join(cell.itertext()) for cell in row] for row in table]
    assert rows == [["1", "2"], ["3", "−12"]]
    assert table.findall(".//mfrac")


def test_names_sizes_and_numbers() -> None:
    assert name("ε") == "<mi>ε</mi>"
    assert name("w_t_1") == "<msub><mi>w</mi><mrow><mi>t</mi><mo>,</mo><mn>1</mn></mrow></msub>"
    assert name("σ²") == "<msup><mi>σ</mi><mn>2</mn></msup>"
    assert "<mover" in name("y\u0302")
    assert plain(size(size_sum([(2, n), (-1, d), (1, Size((), 3))]))) in ("2 n−d+3", "−d+2 n+3")
    assert plain(size(n, -1)) == "n−1"
    assert number("-3/4") == "<mrow><mo>−</mo><mfrac><mn>3</mn><mn>4</mn></mfrac></mrow>"


def test_pieces_make_up_the_whole() -> None:
    claim = terms.relation("equal", a + b - c, (a + b) ** 2)
    assert "".join(plain(p) for p in mathml.pieces(claim)) == plain(mathml.markup(claim))
    assert len(mathml.pieces(claim)) == 4


def test_brackets_stay_with_the_pieces_they_close(quantified: Callable[..., Prop]) -> None:
    inner = quantified(lambda x: terms.connective("implies", terms.relation("gt", x, a), terms.relation("gt", x, 0)))
    claim = printing.readable(terms.connective("and", terms.relation("gt", a, 0), inner))
    parts = [plain(p) for p in mathml.pieces(claim)]
    assert parts == ["a", ">0", "∧(∀v∈ℝ:", "v", ">a", "⇒v", ">0)"]
    assert "".join(parts) == plain(mathml.markup(claim))


def test_two_bounds_are_one_line() -> None:
    low, high = terms.relation("ge", a, 1), terms.relation("gt", 2, a)
    assert plain(mathml.between(low, high) or "") == "1≤a<2"
    assert mathml.between(low, terms.relation("gt", 2, b)) is None
    assert mathml.between(high, low) is None


# --- read back as arithmetic ----------------------------------------------------------------------------------------


def random_term(rng: random.Random, depth: int) -> tuple[Term, Fraction]:
    if depth == 0 or rng.random() < 0.15:
        k = rng.choice([-3, -1, Fraction(1, 2), Fraction(-2, 3), 4])
        return rng.choice([(a, Fraction(2)), (b, Fraction(3)), (c, Fraction(5)), (terms.const(k), Fraction(k))])
    x, xv = random_term(rng, depth - 1)
    y, yv = random_term(rng, depth - 1)
    kinds = ["add", "sub", "mul", "neg", "power", *(["recip", "div"] if yv else [])]
    made = {
        "add": lambda: (x + y, xv + yv), "sub": lambda: (x - y, xv - yv), "mul": lambda: (x * y, xv * yv),
        "neg": lambda: (-x, -xv), "recip": lambda: (terms.recip(y) * x, xv / yv), "div": lambda: (x / y, xv / yv),
        "power": lambda: (x**2, xv**2),
    }  # fmt: skip
    return made[rng.choice(kinds)]()


def code(e: ElementTree.Element) -> str:
    """Python source of the presentation markup, as a reader would take it."""
    parts = [code(x) for x in e]
    if e.tag == "mfrac":
        return f"(({parts[0]})/({parts[1]}))"
    if e.tag == "msup":
        return f"{parts[0]}**{parts[1]}"
    text = {"\u2062": "*", "⋅": "*", "−": "-"}.get(e.text or "", e.text or "")
    return f"Fraction({text})" if e.tag == "mn" else "".join(parts) or text


@pytest.mark.parametrize("seed", range(300))
def test_the_markup_means_the_term(seed: int) -> None:
    term, value = random_term(random.Random(seed), 4)
    source = code(ElementTree.fromstring(f"<math>{mathml.markup(term)}</math>"))
    assert eval(source, {"Fraction": Fraction, "a": Fraction(2), "b": Fraction(3), "c": Fraction(5)}) == value
