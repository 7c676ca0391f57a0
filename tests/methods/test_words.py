"""The word search: what it must find, the false twin of each that it must not, and what its answers are made of."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from proofread.methods.words import (
    Cofactor,
    Element,
    Letter,
    Word,
    collect,
    derive,
    expand,
    express,
    identity,
    only_scalars,
    product,
    transpose,
)

Sizes = Mapping[str, tuple[str, str]]


def element(text: str, sizes: Sizes, at: str = "1") -> Element:
    """Read "2 s A B' - C"; names without sizes are scalars; `at`: the size of I."""
    signs = re.findall(r"(?:^|(?<=\s))([+-])?\s*([^+-]+)", text)
    return collect(term(-1 if sign == "-" else 1, body, sizes, at) for sign, body in signs)


def term(sign: int, body: str, sizes: Sizes, at: str) -> tuple[tuple[tuple[str, int], ...], Word, Fraction]:
    letters: list[Letter] = []
    powers: dict[str, int] = {}
    coefficient = Fraction(sign)
    for token in body.split():
        name = token.rstrip("'")
        if token[0].isdigit():
            coefficient *= Fraction(token)
        elif name in sizes:
            letter = Letter(name, False, *sizes[name])
            letters.append(letter.T if token != name else letter)
        elif name != "I":
            powers[name] = powers.get(name, 0) + 1
    return tuple(sorted(powers.items())), product(*letters) if letters else identity(at), coefficient


@dataclass(frozen=True)
class Case:
    """Relations are `text` or `text @ size` with the size of I in it; `twin` replaces the goal or a relation."""

    name: str
    sizes: Sizes
    relations: tuple[str, ...]
    goal: str
    twin: str
    dropped: int | None = None  # the relation that is missing in the false twin; None: the twin is another goal

    def read(self, text: str) -> Element:
        body, _, size = text.partition(" @ ")
        return element(body, self.sizes, size or "1")

    def given(self) -> list[Element]:
        return [self.read(text) for text in self.relations]

    def twins(self) -> tuple[Element, list[Element]]:
        """(goal, relations) of the false twin."""
        if self.dropped is None:
            return self.read(self.twin), self.given()
        kept = [text for number, text in enumerate(self.relations) if number != self.dropped]
        return self.read(self.goal), [self.read(text) for text in [*kept, *filter(None, [self.twin])]]


N = {"A": ("n", "m"), "B": ("m", "n"), "C": ("n", "n"), "Ci": ("n", "n"), "D": ("m", "m")}
REGRESSION = {"X": ("N", "d"), "G": ("d", "d"), "R": ("d", "d"), "F": ("d", "d"), "Fi": ("d", "d")}
GLS = REGRESSION | {"Sigma": ("N", "N"), "S": ("N", "N")}
PSEUDO = {"A": ("m", "n"), "P": ("n", "m"), "Q": ("n", "n"), "R": ("n", "m")}
RIDGE = {"X": ("N", "d"), "b": ("d", "1"), "y": ("N", "1")}
INVERSES = (
    "Sigma S - I @ N",
    "S Sigma - I @ N",
    "F Fi - I @ d",
    "Fi F - I @ d",
    "G X' S X - I @ d",
    "X' S X G - I @ d",
    "R X' X - I @ d",
    "X' X R - I @ d",
    "Sigma' - Sigma",
)
MOORE_PENROSE = (
    "A P A - A",
    "P A P - P",
    "P' A' - A P",
    "A' P' - P A",
    "A' A Q A' A - A' A",
    "Q A' A Q - Q",
    "Q' A' A - A' A Q",
    "A' A Q' - Q A' A",
)

CASES = (
    Case(
        "push-through: (I + AB)^-1 A = A (I + BA)^-1",
        {"A": ("n", "m"), "B": ("m", "n"), "P": ("n", "n"), "Q": ("m", "m")},
        ("P + P A B - I @ n", "P + A B P - I @ n", "Q + Q B A - I @ m", "Q + B A Q - I @ m"),
        "P A - A Q",
        "P A + A Q",
    ),
    Case(
        "Woodbury: (A + UCV) (Ai - Ai U K V Ai) = I with K (Ci + V Ai U) = I",
        {"A": ("n", "n"), "Ai": ("n", "n"), "U": ("n", "k"), "C": ("k", "k"), "Ci": ("k", "k"), "V": ("k", "n")}
        | {"K": ("k", "k")},
        (
            "A Ai - I @ n",
            "Ai A - I @ n",
            "C Ci - I @ k",
            "Ci C - I @ k",
            "Ci K + V Ai U K - I @ k",
            "K Ci + K V Ai U - I @ k",
        ),
        "A Ai - A Ai U K V Ai + U C V Ai - U C V Ai U K V Ai - I @ n",
        "A Ai + A Ai U K V Ai + U C V Ai - U C V Ai U K V Ai - I @ n",
    ),
    Case(
        "the hat matrix is idempotent",
        REGRESSION,
        ("G X' X - I @ d", "X' X G - I @ d"),
        "X G X' X G X' - X G X'",
        "X G X' X G X' - 2 X G X'",
    ),
    Case(
        "the hat matrix is idempotent for a left inverse",
        REGRESSION,
        ("G X' X - I @ d",),
        "X G X' X G X' - X G X'",
        "X G X' - X G' X'",
        dropped=0,
    ),
    Case("the hat matrix is symmetric", REGRESSION, ("G X' X - I @ d",), "X G X' - X G' X'", "X G X' + X G' X'"),
    Case("GLS = OLS if Sigma X = X F", GLS, ("Sigma X - X F", *INVERSES), "G X' S - R X'", "", dropped=0),
    Case("GLS = OLS, wrong sign", GLS, ("Sigma X - X F", *INVERSES), "G X' S - R X'", "G X' S + R X'"),
    Case(
        "GLS = OLS, no F inverse given",
        GLS,
        ("Sigma X - X F", *INVERSES[:2], *INVERSES[4:]),
        "G X' S - R X'",
        "Sigma Sigma X - X F",
        dropped=0,
    ),
    Case(
        "Sigma X = X F if GLS = OLS",
        GLS,
        ("G X' S - R X'", *INVERSES[:2], *INVERSES[4:]),
        "Sigma X - X G' X' X",
        "Sigma X - X R X' X",
    ),
    Case(
        "Sigma X = X F, without GLS = OLS",
        GLS,
        ("G X' S - R X'", *INVERSES[:2], *INVERSES[4:]),
        "Sigma X - X G' X' X",
        "",
        dropped=0,
    ),
    Case(
        "ridge normal equations from the mean loss",
        RIDGE,
        ("iN X' X b + l b - iN X' y", "N iN - I"),
        "X' X b + l N b - X' y",
        "X' X b + l b - X' y",
    ),
    Case(
        "ridge, back to the mean loss",
        RIDGE,
        ("X' X b + l N b - X' y", "N iN - I"),
        "iN X' X b + l b - iN X' y",
        "iN X' X b + l iN b - iN X' y",
    ),
    Case("(A'A)^+ A' = A^+", PSEUDO, MOORE_PENROSE, "Q A' - P", "Q A' + P"),
    Case("(A'A)^+ A' = A^+, one identity missing", PSEUDO, MOORE_PENROSE, "Q A' - P", "", dropped=4),
    Case(
        "the pseudoinverse is unique",
        PSEUDO,
        (*MOORE_PENROSE[:4], *(text.replace("P", "R") for text in MOORE_PENROSE[:4])),
        "P - R",
        "",
        dropped=2,
    ),
    Case(
        "a left inverse and a right inverse agree",
        {"A": ("n", "n"), "L": ("n", "n"), "R": ("n", "n")},
        ("L A - I @ n", "A R - I @ n"),
        "L - R",
        "L - R'",
    ),
    Case("s A = B and t s = 1, so A = t B", N, ("s A - B'", "s t - I"), "A - t B'", "A - s B'"),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_true_goal_is_found(case: Case) -> None:
    relations, goal = case.given(), case.read(case.goal)
    cofactors = express(goal, relations)
    assert cofactors
    assert expand(cofactors, relations) == goal


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_false_twin_is_not_found(case: Case) -> None:
    goal, relations = case.twins()
    assert goal
    assert express(goal, relations) is None


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_steps_are_a_straight_line_to_the_goal(case: Case) -> None:
    known, goal = case.given(), case.read(case.goal)
    steps = derive(goal, known)
    assert steps
    for step in steps:
        assert all(cofactor.relation < len(known) for cofactor in step.cofactors)
        assert expand(step.cofactors, known) == step.element
        known.append(step.element)
    assert steps[-1].element == goal


def test_symmetry_may_be_a_relation() -> None:
    relations = [element("C' - C", N)]
    goal = element("B C' B' - B C B'", N)
    assert express(goal, relations) is not None
    assert express(element("A D' B - A D B", N), relations) is None


def test_relations_are_known_transposed() -> None:
    relations = [element("A B - C", N)]
    cofactors = express(element("B' A' - C'", N), relations)
    assert cofactors == [Cofactor(Fraction(1), (), identity("n"), 0, True, identity("n"))]


def test_scalar_relations_hold_at_every_size() -> None:
    relations = [element("s t - I", N), element("s u - I", N)]
    for text in ("t A B - u A B", "t D - u D", "s t t D A' - u D A'"):
        goal = element(text, N)
        cofactors = express(goal, relations)
        assert cofactors and expand(cofactors, relations) == goal


def test_a_scalar_lemma_holds_only_at_the_size_where_it_was_found() -> None:
    """From s C = C with C invertible, s = 1 follows if C has rows; nothing follows for another size."""
    relations = [element("s C - C", N), element("C Ci - I", N, "n")]
    assert express(element("s A - A", N), relations) is not None
    assert express(element("s D - D", N), relations) is None
    assert express(element("s - 1", N), relations) is None
    assert express(element("s I - I", N, "n"), relations) is not None


def test_cancelling_a_scalar_or_a_letter_is_refused() -> None:
    assert express(element("A - 2 B'", N), [element("s A - 2 s B'", N)]) is None
    assert express(element("C - Ci", N), [element("C B' - Ci B'", N)]) is None


def test_rational_coefficients() -> None:
    goal, relations = element("A B - 1/6 C", N), [element("3 A - 1/2 B'", N), element("B' B - C", N)]
    cofactors = express(goal, relations)
    assert cofactors and expand(cofactors, relations) == goal


def test_scalars_that_meet_in_overlapping_words() -> None:
    relations = [element("s C - D1", N | {"D1": ("n", "n")})]
    assert express(element("D1 C - C D1", N | {"D1": ("n", "n")}), relations) is not None


def test_the_zero_goal_needs_nothing() -> None:
    assert express({}, [element("A B - C", N)]) == []


def test_an_unknown_goal_without_relations_is_not_found() -> None:
    assert express(element("A", N), []) is None


def test_work_bounds_the_search() -> None:
    case = next(case for case in CASES if case.name == "(A'A)^+ A' = A^+")
    assert derive(case.read(case.goal), case.given(), work=100) is None


def test_the_answer_is_reproducible() -> None:
    for case in CASES:
        goal, relations = case.read(case.goal), case.given()
        assert derive(goal, relations) == derive(dict(reversed(goal.items())), [dict(r) for r in relations])


def test_damaged_evidence_does_not_multiply_out() -> None:
    for case in CASES:
        goal, relations = case.read(case.goal), case.given()
        cofactors = express(goal, relations) or []
        for place, cofactor in enumerate(cofactors[:10]):
            damaged = list(cofactors)
            damaged[place] = replace(cofactor, coefficient=-cofactor.coefficient)
            assert expand(damaged, relations) != goal
            assert expand(cofactors[:place] + cofactors[place + 1 :], relations) != goal


def test_lemmas_are_kept_only_where_they_shorten() -> None:
    lengths = []
    for case in CASES:
        goal, relations = case.read(case.goal), case.given()
        steps, flat = derive(goal, relations) or [], express(goal, relations) or []
        lengths.append((len(steps), sum(len(step.cofactors) for step in steps), len(flat)))
    assert all(count == 1 or total < flat for count, total, flat in lengths)
    assert any(count > 1 for count, _, _ in lengths)


def test_a_heavy_letter_is_rewritten_away_at_once() -> None:
    sizes = {"X": ("N", "d"), "G": ("d", "d"), "H": ("N", "N")}
    relations = [element("H - X G X'", sizes), element("G X' X - I", sizes, "d")]
    goal = element("H H - H", sizes)
    assert derive(goal, relations, work=10, weights={"H": 4}) is not None
    assert derive(goal, relations, work=10) is None


@settings(max_examples=40, deadline=None, derandomize=True)
@given(st.data())
def test_every_combination_of_a_confluent_system_is_found(data: st.DataObject) -> None:
    relations = [
        element("C Ci - I", N, "n"),
        element("Ci C - I", N, "n"),
        element("C B' - A", N),
        element("s t - I", N),
    ]
    square = [product(Letter(name, False, "n", "n")) for name in ("C", "Ci")]
    square += [word.T for word in square] + [identity("n")]
    a = product(Letter("A", False, "n", "m"))
    whole = [(0, False, identity("n")), (1, True, identity("n")), (2, False, a.T), (3, False, identity("n"))]
    planted = []
    for _ in range(data.draw(st.integers(1, 4))):
        number, transposed, right = data.draw(st.sampled_from(whole))
        left, outer = data.draw(st.sampled_from(square)), data.draw(st.sampled_from(square))
        scalar = data.draw(st.sampled_from([(), (("s", 1),), (("s", 1), ("t", 2))]))
        value = Fraction(data.draw(st.integers(1, 3)), 2)
        planted.append(Cofactor(value, scalar, left, number, transposed, right * outer))
    goal = expand(planted, relations)
    found = express(goal, relations)
    assert found is not None
    assert expand(found, relations) == goal


def test_transposition_reverses_and_flips() -> None:
    one = element("2 s A B - C", N)
    assert transpose(one) == element("2 s B' A' - C'", N)
    assert transpose(transpose(one)) == one


def test_only_scalars() -> None:
    assert only_scalars(element("s t - I", N, "n"))
    assert not only_scalars(element("s C - I", N, "n"))


def test_sizes_must_chain() -> None:
    with pytest.raises(ValueError, match="A has n rows where m"):
        element("A A", N)
    with pytest.raises(ValueError, match="n x m times n x m"):
        product(Letter("A", False, "n", "m")) * product(Letter("A", False, "n", "m"))
    with pytest.raises(ValueError, match="several shapes"):
        express(element("A - C", N), [])
    with pytest.raises(ValueError, match="ends with n columns"):
        Word("m", (Letter("B", False, "m", "n"),), "m")


def test_expand_refuses_what_does_not_fit() -> None:
    relation = element("A B - C", N)
    with pytest.raises(ValueError, match="times"):
        expand([Cofactor(Fraction(1), (), identity("m"), 0, False, identity("m"))], [relation])
    for number in (-1, 1):
        with pytest.raises(LookupError):
            expand([Cofactor(Fraction(1), (), identity("n"), number, False, identity("n"))], [relation])


def test_powers_and_weights_must_be_positive() -> None:
    with pytest.raises(ValueError, match="powers"):
        express({((("s", -1),), identity("n")): Fraction(1)}, [])
    with pytest.raises(ValueError, match="weights"):
        express(element("A", N), [], weights={"A": 0})
