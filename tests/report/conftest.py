"""A small run made by hand: every outcome, with evidence and prints on disk."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from proofread.audit import evidence, verdicts
from proofread.audit.verdicts import Proved, Refuted, SampleCount, Supported, Undecided, Verdict
from proofread.trusted import terms
from proofread.trusted.kernel import Sequent
from proofread.trusted.sizes import ONE, size_symbol
from proofread.trusted.terms import Prop
from proofread.trusted.trees import bind

n = size_symbol("n")
a, b, sigma2 = terms.var("a"), terms.var("b"), terms.var("sigma2")
A, B = terms.var("A", (n, n)), terms.var("B", (n, n))
eps = terms.var("eps", (n, ONE), ("eps", True))
PROVED = Proved({"obligations": [], "proof": ["x"]}, ("fact transpose_product",), None, SampleCount(20, 20))
NOTHING: dict[str, Any] = {
    "kind": "statement", "flags": [], "grade": None, "severity": None, "key": None, "corrected": None,
    "condition": None, "note": "", "claims": [], "statements": [],
}  # fmt: skip


def equal(x: object, y: object) -> Prop:
    return terms.relation("equal", x, y)


class Run:
    """Collects places and statements, and writes what a finished run leaves on disk."""

    def __init__(self, root: Path) -> None:
        self.reports, self.claims = root / "reports", root / "claims"
        self.items: list[dict[str, Any]] = []
        self.statements: list[dict[str, Any]] = []
        self.findings: list[dict[str, Any]] = []
        self.kept: list[evidence.Record] = []

    def place(self, name: str, outcome: str, printed: str = "x = y", **more: Any) -> None:
        fixed = {"id": f"doc/{name}", "document": "doc", "outcome": outcome, "printed": printed}
        self.items.append({**fixed, **NOTHING, **more})

    def says(
        self, name: str, role: str, goal: Prop, verdict: Verdict, *hypotheses: Prop, values: tuple[str, ...] = ()
    ) -> None:
        found, record = verdicts.to_json(verdict), evidence.record(Sequent(hypotheses, goal), verdict)
        self.kept.append(record)
        self.statements.append({
            "id": f"doc/{name}#{role}", "place": f"doc/{name}", "document": "doc", "role": role,
            "claim": {"file": "claims/doc/a.py", "name": "f"}, "text": repr(goal), "reading": "", "why": "",
            "verdict": found["verdict"], "hash": record["hash"], "evidence": record["checksum"],
            "ledger": list(found.get("ledger", ())), "samples": found.get("samples"),
            "reasons": list(found.get("reasons", ())), "witness": found.get("witness"),
            "values": list(values), "detail": "", "reproduce": "proofread check claims/doc/a.py",
        })  # fmt: skip

    def records(self) -> dict[str, Any]:
        evidence.save(self.reports / "evidence", "doc", self.kept)
        folder = self.claims / "doc"
        folder.mkdir(parents=True, exist_ok=True)
        head = 'document = "doc"\ntitle = "t"\nsource = "d.txt"\nsha256 = "0"\nline_count = 99\n'
        places = "".join(
            f'[[place]]\nid = "{i["id"]}"\nlines = [{k}, {k + 1}]\nkind = "statement"\nprinted = "p"\n'
            for k, i in enumerate(self.items, 1)
        )
        (folder / "statements.toml").write_text(head + places, encoding="utf-8")
        document = {"id": "doc", "title": "A homework", "source": "d.txt", "sha256": "0", "places": len(self.items)}
        return {
            "schema": 1, "seed": 0, "documents": [document], "items": self.items, "statements": self.statements,
            "findings": self.findings,
        }  # fmt: skip


@pytest.fixture
def run(tmp_path: Path) -> Run:
    return Run(tmp_path)


@pytest.fixture
def full(run: Run) -> Run:
    """One place of every outcome."""
    _sound(run)
    _wrong(run)
    _conditional(run)
    _choice(run)
    run.place("history", "unchecked", "who found it", note="the literature decides it")
    run.place("setup", "definition", r"g_i = \frac{\partial E}{\partial u_i}")
    run.place("open", "undecided")
    run.says("open", "printed", equal(a**2, b), Undecided(("proof: nothing found",)))
    run.place("sampled", "supported")
    run.says("sampled", "printed", equal(a, b + 1), Supported(SampleCount(20, 20)))
    run.place("quiet", "missing", r"\lim_t \theta_t <b> & more")
    return run


def _sound(run: Run) -> None:
    run.place("sound", "sound", r"(AB)^T = B^T A^T", grade="proved")
    run.says("sound", "printed", equal((A @ B).T, B.T @ A.T), PROVED)
    run.place("table", "sound", "0.6", grade="computed")
    run.place("gap", "sound", "= (a+b)(a+b)", grade="proved", flags=["gap"])
    run.says("gap", "truth", equal(a, a), PROVED)
    run.says("gap", "step", equal(a, b), Refuted({"values": {"a": "1", "b": "2"}}), values=("a = 1", "b = 2"))


def _wrong(run: Run) -> None:
    run.place("trace", "wrong", r"AB = BA", severity="result", grade="proved", corrected="A B = A B")
    witness = {"sizes": {"n": 2}, "values": {"A": [["0", "1"], ["0", "0"]], "B": [["1/2", "0"], ["0", "0"]]}}
    sides = ("A B = [[0, 0], [0, 0]]", "B A = [[0, 1/2], [0, 0]]")
    run.says("trace", "printed", equal(A @ B, B @ A), Refuted(witness), values=sides)
    run.says("trace", "corrected", equal(A @ B, A @ B), PROVED)
    run.place("guess", "wrong", "a = b", severity="slip", corrected="a = 2b")
    run.says("guess", "printed", equal(a, b), Refuted({"values": {"a": "1", "b": "0"}}), values=("a = 1", "b = 0"))
    run.says("guess", "corrected", equal(a, 2 * b), Undecided(("nothing found",)))
    run.place("later", "wrong", "a + 1 = b + 1", severity="slip", flags=["inherits"])
    run.place("noise", "wrong", "E = 0", severity="result")
    witness = {
        "sizes": {"n": 1}, "values": {"eps": {"points": [["1"], ["-1"]]}, "sigma2": "1"},
        "spaces": {"eps": ["1/3", "2/3"]},
    }  # fmt: skip
    mean = terms.integral(("eps", True), eps.T @ eps)
    run.says("noise", "printed", equal(mean, 2 * sigma2), Refuted(witness), values=("x = 1", "y = 2"))
    run.findings.append({
        "place": "doc/noise", "document": "doc", "claim": {"file": "claims/doc/a.py", "name": "f"},
        "kind": "unrecorded", "message": "what is printed is false", "remedy": "correction(printed, to=…)",
        "witness": witness,
    })  # fmt: skip


def _conditional(run: Run) -> None:
    run.place("root", "conditional", r"\sqrt{x^2} = x", severity="slip", grade="proved", condition="a ≥ 0")
    root, positive = equal(terms.sqrt(a**2), a), terms.relation("ge", a, 0)
    run.says("root", "without-condition", root, Refuted({"values": {"a": "-1"}}), values=("√(a²) = 1", "a = -1"))
    run.says("root", "with-condition", root, PROVED, positive)
    run.place("torn", "damaged", "x 2", flags=["damaged"], note="read as square: wrong · read as double: sound")


def _choice(run: Run) -> None:
    run.place("Q1", "wrong", "side? (a) 3 (b) 5", severity="answer", grade="proved", key="b", corrected="a")
    run.says("Q1", "option:a", equal(3, 3), PROVED)
    run.says("Q1", "option:b", equal(3, 5), Refuted({}), values=("3 = 3", "5 = 5"))
    run.place("Q2", "several", "which? (a) (b)", severity="answer", grade="proved", key="a", corrected="ab")
    run.place("Q3", "none", "which? (a)", severity="answer", grade="proved", key="a", corrected="none")
    run.place("Q4", "blank", "1 + 2 =", kind="blank", grade="proved", key="", corrected="1 + 2 = 3")
    run.says("Q4", "corrected", equal(terms.add(1, 2), 3), PROVED)


@pytest.fixture
def quantified() -> Callable[..., Prop]:
    """forall x of a shape: body(x)."""

    def make(body: Callable[[Any], Prop], shape: terms.Shape = ()) -> Prop:
        v = terms.var("?1", shape)
        return bind(lambda w, p: terms.quantifier("forall", w, p), v, body(v))  # type: ignore[no-any-return]

    return make
