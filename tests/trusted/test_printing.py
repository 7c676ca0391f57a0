"""The text of a term has to mean the term: it is read back as arithmetic, and brackets are where they have to be."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest

from proofread.trusted import printing, scalar_terms, terms
from proofread.trusted.printing import text
from proofread.trusted.sizes import ONE, Size, size_sum, size_symbol
from proofread.trusted.terms import Prop, Term
from proofread.trusted.trees import bind

N, d, n = size_symbol("N"), size_symbol("d"), size_symbol("n")
a, b, c = (terms.var(x) for x in "abc")
u, v = terms.var("u", (n, ONE)), terms.var("v", (n, ONE))
A, B = terms.var("A", (n, n)), terms.var("B", (n, n))
X = terms.var("X", (N, d))
eps = terms.var("eps", (N, ONE), ("eps", True))
OPS = {
    "const", "size", "var", "index", "nat", "eye", "ones", "array", "add", "mul", "maximum", "power", "natpow",
    "matmul", "transpose", "recip", "exp", "log", "sqrt", "tanh", "abs", "sign", "floor", "is_zero", "inv", "pinv",
    "det", "rank", "kron", "vec", "above", "beside",
    "trace", "diagonal", "diag", "total", "entry", "apply", "sequence", "deriv", "bsum", "integral",
    "ill", "equal", "ge", "gt", "apart", "nonzero", "invertible", "full_rank", "psd", "pd", "and", "or", "not",
    "implies", "iff", "forall", "exists", "sin", "cos", "atan", "pi", *scalar_terms.MAKERS, "converges",
}  # fmt: skip


def derivative(f, at: Term) -> Term:
    v = terms.var("?1", at.shape)
    return bind(lambda w, body: terms.deriv(w, body, at), v, f(v))


def quantify(op: str):
    return lambda x, p: terms.quantifier(op, x, p)


def field(name: str, x: Term) -> Term:
    return terms.apply(name, "field", x)


def summed(size: Size, f) -> Term:
    i = terms.index("?i", size)
    return bind(terms.bsum, i, f(i))


ZEROS = terms.const(0) * terms.ones(n, ONE)
T3, i = terms.var("T", (N, n, d)), terms.index("i", N)
FLAT = terms.const(0) * terms.ones(n, d)
SLICES = [
    (derivative(lambda w: w[terms.index("k", n)], ZEROS), "e_k"),
    (derivative(lambda w: summed(n, lambda j: w[j] * A[terms.index("k", n), j]), ZEROS), "A[k, ·]"),
    (derivative(lambda w: summed(n, lambda j: summed(d, lambda k: w[j, k] * T3[i, j, k])), FLAT), "T[i, ·, ·]"),
    (A @ derivative(lambda w: w[terms.index("k", n)], ZEROS), "A[·, k]"),
    (A.T @ derivative(lambda w: w[terms.index("k", n)], ZEROS), "A[k, ·]"),
    ((A + B) @ derivative(lambda w: w[terms.index("k", n)], ZEROS), "(A + B) e_k"),
    # none of these is a part of a tensor
    (derivative(lambda w: w[terms.index("k", n)], u), "∇_u[u[k]]"),
    (derivative(lambda w: summed(n, lambda j: w[j] * A[j, j]), ZEROS), "∇_v[Σ_{i<n} v[i]·A[i, i] at v = 0]"),
    (derivative(lambda w: summed(n, lambda j: w[j] * w[j]), ZEROS), "∇_v[Σ_{i<n} v[i]·v[i] at v = 0]"),
]

CASES = [
    *SLICES,
    (a - (b - c), "a − (b − c)"),
    (a - b + c, "a − b + c"),
    (-(a + b), "−(a + b)"),
    (a * (b + c), "a·(b + c)"),
    (a * -b, "a·(−b)"),
    (-a * b, "−a·b"),
    (a / (b * c), "a/(b·c)"),
    (a / b / c, "(a/b)/c"),
    (a / b * c, "(a/b)·c"),
    ((a + b) / c, "(a + b)/c"),
    (terms.recip(a) * b, "(1/a)·b"),
    ((a + b) ** 2, "(a + b)²"),
    ((-a) ** 2, "(−a)²"),
    ((a**2) ** 3, "(a²)³"),
    (terms.const(Fraction(1, 2)) ** 2, "(1/2)²"),
    (terms.const(-2) * a, "−2·a"),
    (a + terms.const(-2), "a − 2"),
    (A @ (B + A) @ u, "A (B + A) u"),
    ((A * B) @ u, "(A ⊙ B) u"),
    (A.T @ A, "Aᵀ A"),
    (terms.inv(A.T), "(Aᵀ)⁻¹"),
    (terms.inv(A @ B), "(A B)⁻¹"),
    ((A + B).T, "(A + B)ᵀ"),
    ((u.T @ v) * u, "(uᵀ v)·u"),
    (2 * (u.T @ v), "2·uᵀ v"),
    ((2 * (u.T @ v)) * u, "(2·uᵀ v)·u"),
    (-(A @ B), "−A B"),
    (A - A @ B, "A − A B"),
    (u**2, "u^∘2"),
    (terms.power(A, terms.nat("t") + 1), "A^(t + 1)"),
    (terms.sqrt(terms.total(u * u)), "‖u‖"),
    (terms.total(u * u), "‖u‖²"),
    (terms.total(u * v), "⟨u, v⟩"),
    (terms.total(u), "sum(u)"),
    (u + 0 * terms.ones(n), "u + 0"),
    (terms.sqrt(a + b), "√(a + b)"),
    (terms.absolute(a - b), "|a − b|"),
    (terms.maximum(a, 0), "max(a, 0)"),
    (u[0], "u[0]"),
    (A[0, 1], "A[0, 1]"),
    ((A @ u)[0], "(A u)[0]"),
    (X @ terms.pinv(X) - terms.eye(N), "X X⁺ − I_N"),
    (terms.eye(size_sum([(1, N), (-1, d)])), "I_{N − d}"),
    (terms.number(size_sum([(2, N), (-1, d), (1, Size((), 3))])) * a, "(2N − d + 3)·a"),
    (terms.integral(("eps", True), terms.total(eps * eps)) / N, "E_eps[‖eps‖²]/N"),
    (terms.integral(("Z", False), terms.var("q", (), ("Z", False))), "∫_Z[q]"),
    (derivative(lambda x: field("L", x), u), "∇L(u)"),
    (derivative(lambda x: field("L", x), A @ u), "∇L(A u)"),
    (derivative(lambda x: field("L", A @ x), u), "∇_u[L(A u)]"),
    (derivative(lambda x: field("L", A @ x + u), u), "∇_v[L(A v + u) at v = u]"),
    (derivative(lambda x: A @ x, u), "D_u[A u]"),
    (derivative(lambda x: x**2, a), "d/da[a²]"),
    (derivative(lambda x: terms.apply("f", "entrywise", x), a), "f′(a)"),
    (derivative(lambda x: terms.total(terms.apply("f", "entrywise", x)), u), "f′(u)"),
    (terms.relation("gt", 1, a), "a < 1"),
    (terms.relation("ge", a, b), "a ≥ b"),
]


@pytest.mark.parametrize(("node", "expected"), CASES, ids=[e for _, e in CASES])
def test_brackets_and_signs(node: Term | Prop, expected: str) -> None:
    assert text(node) == expected


def test_connectives_are_bracketed_by_precedence() -> None:
    p, q = terms.relation("equal", a, b), terms.relation("gt", a, 0)
    both, either = terms.connective("and", p, q), terms.connective("or", p, q)
    assert text(terms.connective("and", either, p)) == "(a = b ∨ a > 0) ∧ a = b"
    assert text(terms.connective("or", both, p)) == "a = b ∧ a > 0 ∨ a = b"
    assert text(terms.connective("implies", both, either)) == "a = b ∧ a > 0 ⇒ a = b ∨ a > 0"
    nested = terms.connective("implies", terms.connective("implies", p, q), p)
    assert text(nested) == "(a = b ⇒ a > 0) ⇒ a = b"
    assert text(terms.connective("not", p)) == "not (a = b)"


def test_bound_variables_get_names_that_nothing_else_has() -> None:
    i = terms.index("?1", n)
    total = bind(terms.bsum, i, u[i] * terms.var("i"))
    assert text(total) == "Σ_{j<n} u[j]·i"
    claim = bind(quantify("forall"), terms.var("?1", (n, ONE)), terms.predicate("nonzero", v))
    assert text(claim) == "∀ w ∈ ℝ^n: v ≠ 0"
    inner = bind(quantify("exists"), terms.var("?2"), terms.relation("gt", terms.var("?2"), c))
    outer = bind(quantify("forall"), terms.var("?1"), terms.connective("and", inner, inner))
    assert text(outer).count("∃ w ∈ ℝ: w > c") == 2


def test_a_readable_node_stays_as_it_is() -> None:
    node = derivative(lambda x: field("L", A @ x + u), u)
    once = printing.readable(node)
    assert printing.readable(once) == once
    assert text(once) == text(node)


def test_every_operator_has_a_row() -> None:
    assert set(printing.ROWS) == OPS


def test_an_unknown_operator_is_still_shown() -> None:
    assert text(Term("strange", (a, b))) == "strange(a, b)"


# --- read back as arithmetic ----------------------------------------------------------------------------------------


def random_term(rng: random.Random, depth: int) -> tuple[Term, Fraction]:
    """A scalar term with its value at a = 2, b = 3, c = 5."""
    if depth == 0 or rng.random() < 0.15:
        k = rng.choice([-3, -1, Fraction(1, 2), Fraction(-2, 3), 4])
        return rng.choice([(a, Fraction(2)), (b, Fraction(3)), (c, Fraction(5)), (terms.const(k), Fraction(k))])
    x, xv = random_term(rng, depth - 1)
    y, yv = random_term(rng, depth - 1)
    choice = rng.choice(["add", "sub", "mul", "mul", "neg", "recip", "div", "power"])
    if choice in ("recip", "div") and not yv:
        choice = "add"
    made = {
        "add": lambda: (x + y, xv + yv), "sub": lambda: (x - y, xv - yv), "mul": lambda: (x * y, xv * yv),
        "neg": lambda: (-x, -xv), "recip": lambda: (terms.recip(y) * x, xv / yv), "div": lambda: (x / y, xv / yv),
        "power": lambda: (x**2, xv**2),
    }  # fmt: skip
    return made[choice]()


@pytest.mark.parametrize("seed", range(300))
def test_the_text_means_the_term(seed: int) -> None:
    term, value = random_term(random.Random(seed), 4)
    digits = "".join(f"Fraction({p})" if p.isdigit() else p for p in _tokens(text(term)))
    code = digits.replace("·", "*").replace("−", "-").replace("²", "**2")
    assert eval(code, {"Fraction": Fraction, "a": Fraction(2), "b": Fraction(3), "c": Fraction(5)}) == value


def _tokens(s: str) -> list[str]:
    out = [""]
    for ch in s:
        if ch in "0123456789" and out[-1].isascii() and out[-1].isdigit():
            out[-1] += ch
        else:
            out.append(ch)
    return [t if t.isascii() else t.replace("²", "**2") for t in out]


def test_entries_at_computed_positions_read_as_such() -> None:
    """Σ_j [i + k − j = 0]·v[j] is v at i + k; other indicators keep their brackets."""
    i, j, k = terms.index("i", N), terms.index("j", n), terms.index("k", d)
    place = terms.is_zero(i + k + terms.mul(-1, j))
    assert text(bind(terms.bsum, j, place * v[j])) == "v[i + k]"
    assert text(bind(terms.bsum, j, v[j] * place)) == "Σ_{j<n} v[j]·[i + k − j = 0]"
    assert text(bind(terms.bsum, j, terms.is_zero(j) * v[j])) == "Σ_{i<n} [i = 0]·v[i]"
