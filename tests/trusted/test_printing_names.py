"""Names as a document displays them, domains of variables, and what a reader sees in a term: norms, ∇L, f′, a slice."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from proofread.trusted import printing
from proofread.trusted import terms as t
from proofread.trusted.printing import domain, line, readable, text
from proofread.trusted.sizes import ONE, Size, size_sum
from proofread.trusted.terms import Node, Term, array, index, nat, var
from proofread.trusted.trees import free_variables
from proofread.trusted.views import derivative_of_function, inner_product
from tests.trusted.attacks import OMEGA, A, D, E, N, X, e, eq, f, ge, s, u, x, y
from tests.trusted.contradictions import all_of, slope, some_of, sum_of

FEWER = size_sum([(1, N), (-1, ONE)])
SHOWN = {"x": "χ", "s": "σ", "Om": "Ω", "L": "ℓ", "w": "ω", "n": "ν"}
v, i, n = var("?v"), index("?i", N), nat("n")


def show(name: str) -> str:
    return SHOWN.get(name, name)


def gradient(body: Callable[[Term], Term], at: Term) -> Term:
    variable = var("?w", at.shape)
    return slope(variable, body(variable), at)


# --- names ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("node", "displayed"),
    [
        (t.total(x * y), "⟨χ, y⟩"),
        (E(e * s), "E_Ω[e·σ]"),
        (t.apply("L", "field", x), "ℓ(χ)"),
        (t.sequence("w", n + 1, (N, ONE)), "ω[ν + 1]"),
        (sum_of(i, x[i] * s), "Σ_{i<N} χ[i]·σ"),
        (all_of(v, ge(v * v, s)), "∀ v ∈ ℝ: v·v ≥ σ"),
        (gradient(lambda z: t.total(z * z), x), "∇_χ[‖χ‖²]"),
        (gradient(lambda z: t.apply("L", "field", z), x), "∇ℓ(χ)"),
        (array([[s, 1], [2, 3]]), "[[σ, 1], [2, 3]]"),
        (t.eye(N) @ A, "I_N A"),
    ],
    ids=lambda p: repr(p) if isinstance(p, Node) else p,
)
def test_every_name_is_displayed_and_nothing_else_changes(node: Node, displayed: str) -> None:
    assert line(readable(node, show)) == displayed
    assert line(readable(node, lambda name: name)) == text(node)


def test_a_bound_variable_is_not_called_as_something_is_displayed() -> None:
    """Where s is shown as v, the bound variable is w: ∀ v: v ≥ v would say something else."""
    claim = all_of(v, ge(v, s))
    assert line(readable(claim, lambda name: {"s": "v"}.get(name, name))) == "∀ w ∈ ℝ: w ≥ v"
    assert line(readable(sum_of(i, x[i]), lambda name: {"x": "i"}.get(name, name))) == "Σ_{j<N} i[j]"


def test_a_readable_node_has_no_canonical_names_left() -> None:
    both = all_of(v, some_of(var("?w"), eq(v, var("?w") + s)))
    shown = readable(both, lambda name: {"s": "σ"}.get(name, name))
    assert line(shown) == "∀ v ∈ ℝ: ∃ w ∈ ℝ: v = w + σ"
    assert [m.data[0] for m in free_variables(shown)] == ["σ"] and readable(readable(both)) == readable(both)


@pytest.mark.parametrize(
    ("variable", "where"),
    [
        (s, "∈ ℝ"),
        (x, "∈ ℝ^N"),
        (var("w", (FEWER, ONE)), "∈ ℝ^(N − 1)"),
        (var("w", (Size((), 3), ONE)), "∈ ℝ^(3)"),
        (X, "∈ ℝ^(N×d)"),
        (var("w", (ONE, N)), "∈ ℝ^(1×N)"),
        (var("w", (FEWER, D)), "∈ ℝ^((N − 1)×d)"),
        (var("w", (N, D, Size((), 2))), "∈ ℝ^(N×d×2)"),
        (n, "∈ ℕ"),
        (index("i", N), "∈ {0, …, N − 1}"),
        (index("i", FEWER), "∈ {0, …, N − 1 − 1}"),
    ],
)
def test_where_a_variable_lives(variable: Term, where: str) -> None:
    assert domain(variable) == where
    if variable.op in ("var", "nat"):
        assert line(t.quantifier("forall", variable, eq(0, 0))) == f"∀ {variable.data[0]} {where}: 0 = 0"


# --- what stands there ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("term", "printed"),
    [
        (-(A @ x), "−A x"),
        (-A @ x, "−A x"),  # a minus in front of the first factor is one in front of the product
        (A @ -x, "A (−x)"),
        (-2 * A @ x, "−2·A x"),
        (s * A @ x, "s·A x"),
        (A @ (A @ x), "A A x"),
        ((A + A) @ x, "(A + A) x"),
        (x - A @ x, "x − A x"),
        (t.total(x**2), "‖x‖²"),
        (t.total(x * x), "‖x‖²"),
        (t.sqrt(t.total(x**2)), "‖x‖"),
        (t.sqrt(t.total(x * y)), "√(⟨x, y⟩)"),
        (t.total(x**3), "sum(x^∘3)"),
        (t.total(s * x), "sum(s·x)"),
        (t.recip(t.sqrt(t.total((x - u) ** 2))) * (x - u), "(1/‖x − u‖)·(x − u)"),
        (E(e * f), "E_Om[e·f]"),
        (t.integral(("Psi", True), E(e)), "E_Psi,Om[e]"),
        (t.integral(("Z", False), s), "∫_Z[s]"),
    ],
)
def test_products_norms_and_averages_read_as_such(term: Term, printed: str) -> None:
    assert text(term) == printed


def test_the_two_factors_of_a_sum_of_products() -> None:
    assert inner_product(t.total(x * y)) == (x, y) and inner_product(t.total(x**2)) == (x, x)
    for other in (t.total(x), t.total(x**3), t.total(s * x), t.trace(A), x * y):
        assert inner_product(other) is None


@pytest.mark.parametrize(
    ("body", "at", "named", "printed"),
    [
        (lambda z: t.apply("L", "field", z), x, ("L", "field"), "∇L(x)"),
        (lambda z: t.apply("F", "map", z, (D, ONE)), x, ("F", "map"), "DF(x)"),
        (lambda z: t.apply("f", "entrywise", z), s, ("f", "prime"), "f′(s)"),
        (lambda z: t.total(t.apply("f", "entrywise", z)), x, ("f", "prime"), "f′(x)"),
        (lambda z: t.apply("L", "field", z), s, ("L", "prime"), "L′(s)"),
        # the Jacobian of f entry by entry is a diagonal matrix, and no f′ of the same shape
        (lambda z: t.apply("f", "entrywise", z), x, None, "D_x[f(x)]"),
        (lambda z: t.apply("L", "field", 2 * z), x, None, "∇_x[L(2·x)]"),
        (lambda z: t.total(t.apply("f", "entrywise", A @ z)), x, None, "∇_x[sum(f(A x))]"),
        (lambda z: t.total(t.apply("G", "map", z, (D, ONE))), x, None, "∇_x[sum(G(x))]"),
        (lambda z: t.exp(z), s, None, "d/ds[exp(s)]"),
    ],
)
def test_a_derivative_of_a_function_itself_has_its_own_sign(
    body: Callable[[Term], Term], at: Term, named: tuple[str, str] | None, printed: str
) -> None:
    assert derivative_of_function(gradient(body, at)) == named
    assert text(gradient(body, at)) == printed


def test_the_space_of_a_random_variable_does_not_show() -> None:
    assert OMEGA == ("Om", True) and text(e + 1) == "e + 1" and printing.text(E(e)) == "E_Om[e]"
