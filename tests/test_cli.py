"""The command line over small claim folders: verdicts, exit codes, and every kind of bad input a user can give."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from textwrap import dedent

import pytest
from click.testing import CliRunner, Result

from proofread.audit import records
from proofread.cli import main

HEAD = """
from proofread import *
n, m = Size("n"), Size("m")
"""
SOUND = """
@claim("doc/p1")
def squares(x: Scalar):
    return ge(x * x, 0)
"""
FALSE = """
@claim("doc/p1")
def squares(x: Scalar):
    return equal(x * x, x)
"""
SRC = str(Path(__file__).resolve().parents[1] / "src")


class Folder:
    """A repository with one document, doc, of the places doc/p1 to doc/p4."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.doc = root / "claims" / "doc"
        self.doc.mkdir(parents=True)
        self.places(
            *(f'id = "doc/p{k}"\nlines = [{k}, {k}]\nkind = "statement"\nprinted = "line {k}"' for k in range(1, 5))
        )

    def places(self, *tables: str) -> None:
        head = 'document = "doc"\ntitle = "A test"\nsource = "doc.txt"\nsha256 = "0"\nline_count = 9\n'
        (self.doc / "statements.toml").write_text(head + "".join(f"\n[[place]]\n{t}\n" for t in tables))

    def claim(self, text: str, name: str = "a.py", head: str = HEAD) -> Folder:
        (self.doc / name).write_text(head + dedent(text))
        return self

    def code(self, text: str) -> None:
        (self.root / "impls").mkdir(exist_ok=True)
        (self.root / "impls" / "__init__.py").touch()
        (self.root / "impls" / "slips.py").write_text(dedent(text))

    def run(self, *arguments: str) -> Result:
        before = Path.cwd()
        os.chdir(self.root)
        try:
            return CliRunner().invoke(main, list(arguments), catch_exceptions=False)
        finally:
            os.chdir(before)

    def check(self, *arguments: str) -> Result:
        return self.run("check", "-j", "1", *arguments)

    @property
    def reports(self) -> Path:
        return self.root / "reports"

    def records(self) -> dict[str, list[dict[str, str]]]:
        found: dict[str, list[dict[str, str]]] = json.loads((self.reports / "verdicts.json").read_text())
        return found


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


# --- what works -----------------------------------------------------------------------------------------------------


def test_a_true_claim_is_proved_and_recorded(folder: Folder) -> None:
    result = folder.claim(SOUND).check("claims")
    assert result.exit_code == 0, result.output
    assert "1 sound" in result.output and "3 missing" in result.output and "1 proved" in result.output
    assert [i["outcome"] for i in folder.records()["items"]] == ["sound", "missing", "missing", "missing"]
    assert {"verdicts.json", "index.html", "errata.md", "badge.svg", "badge.json", "evidence"} <= set(
        os.listdir(folder.reports)
    )


def test_a_false_claim_is_a_finding_with_its_witness_and_the_line_to_add(folder: Folder) -> None:
    result = folder.claim(FALSE).check("claims/doc/a.py")
    assert result.exit_code == 1
    assert "claims/doc/a.py:5: doc/p1: unrecorded" in result.output
    assert "witness: x = " in result.output and "correction(printed, to=…)" in result.output


def test_a_recorded_correction_is_no_finding(folder: Folder) -> None:
    result = folder.claim(
        """
        @claim("doc/p1")
        def squares(x: Scalar):
            return correction(equal((x + 1) ** 2, x**2 + 1), to=equal((x + 1) ** 2, x**2 + 2 * x + 1))
        """
    ).check()
    assert result.exit_code == 0, result.output
    assert "1 wrong" in result.output


def test_a_correction_of_what_is_true_is_not_confirmed(folder: Folder) -> None:
    result = folder.claim(
        """
        @claim("doc/p1")
        def squares(x: Scalar):
            return correction(equal(x + x, 2 * x), to=equal(x - x, 0))
        """
    ).check()
    assert result.exit_code == 1
    assert "the correction is not confirmed: what is printed is not false" in result.output


def test_the_record_is_the_same_from_nothing_from_saved_evidence_and_with_more_workers(folder: Folder) -> None:
    folder.claim(SOUND).claim(FALSE.replace("p1", "p2"), "b.py")
    seen = set()
    for arguments in (["--fresh"], [], ["-j", "2", "--fresh"]):
        folder.check(*arguments)
        seen.add((folder.reports / "verdicts.json").read_bytes() + (folder.reports / "evidence/doc.jsonl").read_bytes())
    assert len(seen) == 1
    assert str(folder.root).encode() not in seen.pop()


def test_a_part_of_a_document_leaves_the_record_alone(folder: Folder) -> None:
    folder.claim(SOUND).claim(FALSE.replace("p1", "p2"), "b.py").check()
    before = (folder.reports / "verdicts.json").read_bytes()
    folder.claim(SOUND.replace("p1", "p2"), "b.py")
    assert "not written: only a part" in folder.check("-k", "p2").output
    assert "not written: only a part" in folder.check("claims/doc/b.py").output
    assert (folder.reports / "verdicts.json").read_bytes() == before


def test_a_document_folder_keeps_the_record_of_the_others(folder: Folder) -> None:
    other = folder.root / "claims" / "other"
    other.mkdir()
    (other / "statements.toml").write_text(
        (folder.doc / "statements.toml").read_text().replace("doc/", "other/").replace('"doc"', '"other"')
    )
    (other / "a.py").write_text(HEAD + SOUND.replace("doc/", "other/"))
    folder.claim(SOUND).check()
    folder.claim(FALSE).check("claims/doc")
    outcomes = {i["id"]: i["outcome"] for i in folder.records()["items"]}
    assert outcomes["doc/p1"] == "wrong" and outcomes["other/p1"] == "sound"


def test_json_is_the_record(folder: Folder) -> None:
    result = folder.claim(SOUND).check("--format", "json")
    assert json.loads(result.stdout)["items"][0]["outcome"] == "sound"


def test_show_gives_the_print_the_verdict_and_the_witness(folder: Folder) -> None:
    folder.claim(FALSE).check()
    shown = folder.run("show", "doc/p1").output
    assert "printed: line 1" in shown and "refuted" in shown and "witness: x = " in shown
    unknown = folder.run("show", "doc/p9")
    assert unknown.exit_code == 2 and "near: doc/p" in unknown.output


def test_report_is_written_from_the_record(folder: Folder) -> None:
    folder.claim(SOUND).check()
    (folder.reports / "errata.md").unlink()
    assert folder.run("report").exit_code == 0
    assert (folder.reports / "errata.md").is_file()


def test_code_is_held_against_its_formula(folder: Folder) -> None:
    folder.code("def twice(x): return x + x\ndef off(x): return x + x * 1.0001")
    folder.claim(
        """
        @claim(conforms_to="doc/p1")
        def right(x: Vector[n]):
            return computes(code("impls.slips:twice")(x), 2 * x, within=2)

        @claim(conforms_to="doc/p1")
        def wrong(x: Vector[n]):
            return computes(code("impls.slips:off")(x), 2 * x, within=2)
        """
    )
    result = folder.check()
    assert result.exit_code == 1
    assert "doc/p1: code: impls.slips:off does not compute the formula" in result.output
    assert "1 refuted" in result.output and "1 supported" in result.output
    assert folder.records()["items"][0]["outcome"] == "missing", "claims about code never move an outcome"


# --- the baseline ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("fails", "name", "code"), [(True, "off", 0), (False, "off", 1), (True, "right", 1)])
def test_a_printed_program_is_said_to_fail_or_not(folder: Folder, fails: bool, name: str, code: int) -> None:
    folder.code("off = lambda x: x + 1\nright = lambda x: x\n")
    folder.claim(
        f"""
        @claim(conforms_to="doc/p2")
        def program(x: Scalar):
            return runs(code("impls.slips:{name}")(x), x, fails={fails})
        """
    )
    run = folder.check()
    assert run.exit_code == code, run.output
    assert ("is said to fail, and no input was found where it does" in run.output) == (fails and name == "right")


def test_a_weaker_verdict_than_the_baseline_fails(folder: Folder) -> None:
    folder.claim(SOUND).check()
    folder.claim(SOUND.replace("x * x, 0", "x * x / x, x"))
    result = folder.check("--baseline", "reports/verdicts.json")
    assert result.exit_code == 1
    assert "weaker: doc/p1: proved in the baseline, undecided now" in result.output


def test_a_place_that_nothing_speaks_of_any_more_is_weaker(folder: Folder) -> None:
    folder.claim(SOUND).claim(SOUND.replace("p1", "p2"), "b.py").check()
    (folder.doc / "b.py").unlink()
    result = folder.check("--baseline", "reports/verdicts.json")
    assert result.exit_code == 1 and "the place was sound in the baseline, and is missing now" in result.output


def test_proved_once_and_refuted_once_is_a_conflict(folder: Folder) -> None:
    folder.claim(FALSE).check()
    earlier = folder.root / "earlier.json"
    earlier.write_bytes(resealed(folder, '"verdict": "refuted"', '"verdict": "proved"'))
    result = folder.check("--baseline", str(earlier))
    assert result.exit_code == 3, result.output
    assert "conflict" in result.output


# --- claims that cannot be read -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("def broken(:\n    pass", "a.py:4: syntax error"),
        ("import a_module_that_is_not_there", "No module named 'a_module_that_is_not_there'"),
        ('@claim("doc/p1")\ndef f(x: Scalar):\n    equal(x, x)', "returns nothing"),
        ('@claim("doc/p1")\ndef f(x: Scalar):\n    return x == x', "truth value"),
        ('@claim("doc/p1")\ndef f(x: Vektor[n]):\n    return equal(x, x)', "Vektor"),
        ('@claim("doc/p1")\ndef f(x):\n    return equal(x, x)', "no sort"),
        ('@claim("doc/p1")\ndef f(x: Scalar):\n    return equal(x, 0.5)', "float"),
        (
            '@claim("doc/p1")\ndef f(x: Vector[n], y: Vector[m]):\n    assume(equal(x, y))\n    return ge(x, x)',
            "ill-shaped",
        ),
        ('@derivation\ndef f(x: Scalar):\n    yield line("doc/p1", x)', "fewer than two lines"),
        ('@claim("doc/p9")\ndef f(x: Scalar):\n    return equal(x, x)', "no document has the place doc/p9"),
        (SOUND + SOUND, "the id doc/p1 is taken"),
    ],
)
def test_a_claim_that_cannot_be_read_costs_only_itself(folder: Folder, text: str, said: str) -> None:
    folder.claim(text).claim(SOUND.replace("p1", "p2"), "b.py")
    result = folder.check()
    assert result.exit_code == 2
    assert said in result.output and "claims/doc/a.py:" in result.output
    assert "proved" in result.output, "the other file is still judged"
    assert not (folder.reports / "verdicts.json").exists()


def test_a_near_id_is_suggested(folder: Folder) -> None:
    result = folder.claim(SOUND.replace("doc/p1", "doc/p11")).check()
    assert "did you mean doc/p1?" in result.output


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ('id = "doc/p1"\nlines = [1, 99]\nkind = "statement"\nprinted = "x"', "lie outside the 9 lines"),
        ('id = "doc/p1"\nlines = [1, 1]\nkind = "theorem"\nprinted = "x"', "unknown kind 'theorem'"),
        ('id = "doc/p1"\nlines = [1, 1]\nkind = "prose"\nprinted = "x"', "say why"),
        (
            'id = "doc/p1"\nlines = [1, 1]\nkind = "statement"\nprinted = "x"\noutcome = "sound"',
            "unknown key 'outcome'",
        ),
        ('id = "doc/p1"\nlines = [1, 1]\nkind = "statement"', "lacks printed"),
        ('id = "p1"\nlines = [1, 1]\nkind = "statement"\nprinted = "x"', "has to begin with doc/"),
    ],
)
def test_a_print_that_cannot_be_used_is_refused_with_its_line(folder: Folder, table: str, said: str) -> None:
    folder.places(table)
    result = folder.claim(SOUND).check()
    assert result.exit_code == 2
    assert said in result.output and "statements.toml:7:" in result.output


def test_two_places_of_one_id_are_refused(folder: Folder) -> None:
    table = 'id = "doc/p1"\nlines = [1, 1]\nkind = "statement"\nprinted = "x"'
    folder.places(table, table)
    assert "ids are unique" in folder.claim(SOUND).check().output


# --- claims that say too much or too little -------------------------------------------------------------------------


def test_a_print_whose_shapes_do_not_fit_names_both_sizes(folder: Folder) -> None:
    result = folder.claim('@claim("doc/p1")\ndef f(A: Matrix[n, m]):\n    return equal(A @ A, A)').check()
    assert result.exit_code == 1
    assert "n×m" in result.output and "ill-shaped" in result.output


def test_contradictory_assumptions_are_ill_posed(folder: Folder) -> None:
    result = folder.claim(
        """
        @claim("doc/p1")
        def f(x: Scalar):
            assume(equal(x, 0), apart(x, 0))
            return equal(x, 1)
        """
    ).check()
    assert result.exit_code == 1, result.output
    assert "1 ill-posed" in result.output and "contradict each other" in result.output


@pytest.mark.parametrize(("goal", "needs"), [("equal(x / x, 1)", "x ≠ 0"), ("equal(log(x * x), 2 * log(x))", "x > 0")])
def test_a_condition_that_is_not_assumed_is_an_open_obligation(folder: Folder, goal: str, needs: str) -> None:
    result = folder.claim(f'@claim("doc/p1")\ndef f(x: Scalar):\n    return {goal}').check()
    assert "open obligation" in result.output and "assume(" in result.output
    assert "1 undecided" in result.output and "wrong" not in result.output


def test_an_assumption_nothing_was_found_to_satisfy_is_never_proved(folder: Folder) -> None:
    result = folder.claim(
        """
        @claim("doc/p1")
        def f(x: Scalar):
            assume(equal(exp(x), 2))
            return ge(exp(x), 0)
        """
    ).check()
    assert "possibly vacuous" in result.output and "1 undecided" in result.output


# --- limits ---------------------------------------------------------------------------------------------------------

SLIPS = """
import os, time

def hang(x):
    open("hanging", "w").close()
    time.sleep(600)

def eat(x):
    held = []
    while True:
        held.append(bytearray(1 << 24))

def die(x):
    os._exit(7)
"""


@pytest.mark.parametrize(
    ("name", "seconds", "said"),
    [
        ("hang", "3", "time limit"),
        ("eat", "60", "memory limit"),
        ("die", "60", "crashed: the process ended with code 7"),
    ],
)
def test_what_hangs_dies_or_eats_memory_costs_its_own_statement(
    folder: Folder, name: str, seconds: str, said: str
) -> None:
    folder.code(SLIPS)
    folder.claim(SOUND)
    folder.claim(
        f"""
        @claim(conforms_to="doc/p2")
        def runs(x: Scalar):
            return computes(code("impls.slips:{name}")(x), x, within=1)
        """,
        "0_first.py",
    )
    result = folder.check("--time-limit", seconds, "--memory-limit", "1500")
    assert f"undecided: {said}" in result.output
    assert "1 proved" in result.output and "incomplete" in result.output
    record = (folder.reports / "verdicts.json").read_bytes()  # the first one is kept, with what is undecided in it
    again = folder.check("--time-limit", seconds, "--memory-limit", "1500", "--seed", "1")
    assert "not written: a safety net ended some statements" in again.output
    assert (folder.reports / "verdicts.json").read_bytes() == record


def test_ctrl_c_keeps_what_was_decided(folder: Folder) -> None:
    folder.code(SLIPS)
    longer = """
    @claim("doc/p1")
    def decided_first(x: Scalar):
        return equal((x + 1) * (x + 2) * (x + 3), x**3 + 6 * x**2 + 11 * x + 6)
    """
    folder.claim(longer, "a.py").claim(
        """
        @claim(conforms_to="doc/p2")
        def hangs(x: Scalar):
            return computes(code("impls.slips:hang")(x), x, within=1)
        """,
        "b.py",
    )
    command = [sys.executable, "-m", "proofread.cli", "check", "-j", "1"]
    heard = lambda: signal.signal(signal.SIGINT, signal.SIG_DFL)  # background jobs start deaf to it
    more = {"env": {**os.environ, "PYTHONPATH": SRC}, "cwd": folder.root, "text": True, "preexec_fn": heard}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **more) as process:  # type: ignore[call-overload]
        for _ in range(300):
            if (folder.root / "hanging").exists():
                break
            time.sleep(0.1)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=120)
    assert process.returncode == 130, err
    assert "1 proved" in out and "interrupted: 1 statements were not decided" in out
    assert "Traceback" not in err
    assert not (folder.reports / "verdicts.json").exists()


# --- files ----------------------------------------------------------------------------------------------------------


def test_no_claims_at_all_is_a_usage_error(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["check", str(tmp_path)])
    assert result.exit_code == 2 and "no statements.toml" in result.output
    assert "there is no such file" in CliRunner().invoke(main, ["check", str(tmp_path / "nowhere")]).output


def test_nothing_to_check(folder: Folder) -> None:
    assert folder.claim(SOUND).check("-k", "ridge").exit_code == 5
    malformed = folder.check("-k", "not (ols")
    assert malformed.exit_code == 2 and "bracket" in malformed.output


@pytest.mark.parametrize(
    ("content", "said"), [(None, "there is no verdict file"), ("{", "cannot be read"), ("[]", "schema")]
)
def test_a_missing_or_broken_baseline(folder: Folder, content: str | None, said: str) -> None:
    if content is not None:
        (folder.root / "old.json").write_text(content)
    result = folder.claim(SOUND).check("--baseline", "old.json")
    assert result.exit_code == 2 and said in result.output and "proofread check claims" in result.output


def test_a_missing_or_broken_verdict_file(folder: Folder) -> None:
    folder.claim(SOUND)
    assert folder.run("show", "doc/p1").exit_code == 2
    assert folder.run("report").exit_code == 2
    folder.check()
    (folder.reports / "verdicts.json").write_text("broken")
    result = folder.check()
    assert result.exit_code == 0 and "everything is decided anew" in result.output
    assert folder.records()["items"], "it is written again"


def test_reports_that_cannot_be_written(folder: Folder) -> None:
    (folder.root / "taken").write_text("a file where a folder is needed")
    result = folder.claim(SOUND).check("--reports", "taken")
    assert result.exit_code == 2
    assert "cannot be written" in result.output and "--reports" in result.output


def test_recheck_counts_and_refuses(folder: Folder) -> None:
    folder.claim(SOUND).claim(FALSE.replace("p1", "p2"), "b.py").check()
    assert _recheck(folder)[0] == 0
    assert "2 rechecked" in _recheck(folder)[1]
    file = folder.reports / "evidence" / "doc.jsonl"
    swapped = _with_checksums([{**r, "kind": "proved", "evidence": None, "satisfying": None} for r in _read(file)])
    file.write_text(swapped)
    code, out = _recheck(folder)
    assert code == 1 and "2 failed" in out and "malformed evidence" in out


def test_evidence_that_does_not_fit_its_statement_is_found_again(folder: Folder) -> None:
    folder.claim(FALSE).check()
    file = folder.reports / "evidence" / "doc.jsonl"
    moved = [{**r, "witness": {**r["witness"], "values": {"x": "1"}}} for r in _read(file)]
    file.write_text(_with_checksums(moved))
    assert "the goal is not refuted at the instance" in _recheck(folder)[1]
    result = folder.check()
    assert "does not fit the statement; it was decided again" in result.output and "1 refuted" in result.output
    file.write_text(file.read_text().replace('"checksum":"', '"checksum":"0'))
    assert "the checksum does not fit" in folder.check().output


def resealed(folder: Folder, old: str, new: str) -> bytes:
    """The verdict file with a text exchanged, and the checksum that then fits."""
    text = (folder.reports / "verdicts.json").read_text()
    assert old in text
    return records.dump(json.loads(text.replace(old, new)))


def test_a_verdict_file_edited_by_hand_is_found_out(folder: Folder) -> None:
    """First the checksum does not fit; where it was made to fit, the evidence beside the file is for something else."""
    folder.claim(FALSE).claim(SOUND.replace("p1", "p2"), "b.py").check()
    assert folder.run("recheck").exit_code == 0
    file = folder.reports / "verdicts.json"
    whole = file.read_bytes()
    for old, new in (('"verdict": "refuted"', '"verdict": "proved"'), ('"outcome": "wrong"', '"outcome": "sound"')):
        file.write_text(whole.decode().replace(old, new))
        for command in (("recheck",), ("report",), ("check", "-j", "1", "--baseline", str(file))):
            result = folder.run(*command)
            assert result.exit_code != 0 and "the checksum does not fit" in result.output, (command, result.output)
        file.write_bytes(whole)
    forged = [
        ('"verdict": "refuted"', '"verdict": "proved"', "is proved, and the record of its evidence says refuted"),
        ('"verdict": "proved"', '"verdict": "refuted"', "is refuted, and the record of its evidence says proved"),
        ('"evidence": "', '"evidence": "0', "the record of its evidence is not there"),
        ('"hash": "', '"hash": "0', "the record of its evidence is not there"),
    ]
    for old, new, said in forged:
        file.write_bytes(resealed(folder, old, new))
        result = folder.run("recheck")
        assert result.exit_code == 1 and said in result.output, result.output
        file.write_bytes(whole)
    file.write_text(re.sub('"checksum": "[0-9a-f]*",\n', "", whole.decode()))
    result = folder.run("recheck")
    assert result.exit_code == 1 and "it has no checksum" in result.output


def test_a_record_of_evidence_taken_away_is_missed(folder: Folder) -> None:
    folder.claim(SOUND).check()
    (folder.reports / "evidence" / "doc.jsonl").write_text("")
    result = folder.run("recheck")
    assert result.exit_code == 1 and "the record of its evidence is not there" in result.output


def test_recheck_binds_evidence_to_the_claims(folder: Folder) -> None:
    folder.claim(SOUND).check()
    assert folder.run("recheck", "--bind").exit_code == 0
    folder.claim(SOUND.replace("x * x", "x * x + 1"))
    result = folder.run("recheck", "--bind")
    assert result.exit_code == 1 and "doc/p1 has no record" in result.output


def _recheck(folder: Folder) -> tuple[int, str]:
    file = folder.reports / "evidence" / "doc.jsonl"
    command = [sys.executable, "-m", "proofread.trusted.recheck", str(file)]
    done = subprocess.run(command, env={**os.environ, "PYTHONPATH": SRC}, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout


def _read(file: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in file.read_text().splitlines()]


def _with_checksums(records: list[dict[str, object]]) -> str:
    from proofread.trusted.recheck import checksum

    return "".join(json.dumps({**r, "checksum": checksum(r)}) + "\n" for r in records)


# --- what is loaded -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("what", [["-m", "proofread.cli", "--help"], ["-c", "import proofread"]])
def test_help_and_import_load_nothing_heavy(what: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", *what],
        env={**os.environ, "PYTHONPATH": SRC},
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert not loaded & {"sympy", "torch", "numpy", "hypothesis", "flint", "rich", "z3"}
