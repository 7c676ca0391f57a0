"""Who may import whom, who may name the mint, what loads at start, and how large files and functions are."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SRC = ROOT / "src"
PACKAGE = SRC / "proofread"
FILE_LINES, FUNCTION_LINES = 400, 40
LONG_FUNCTIONS = 0.02  # the part of all functions that may be longer
HEAVY = ("sympy", "torch", "numpy", "hypothesis", "flint", "mpmath", "z3")

# What a part of the engine may import of the engine, besides itself.
MAY_IMPORT = {
    "trusted": set(),
    "language": {"trusted"},
    "methods": {"trusted"},
    "audit": {"language", "methods", "trusted"},
    "report": {"audit", "trusted"},
    "text": {"audit", "language", "trusted"},
    "mutation": {"audit", "language", "methods", "trusted"},
    "second_kernel": {"trusted"},
    "cli": {"audit", "language", "methods", "mutation", "report", "second_kernel", "text", "trusted"},
    "pytest_plugin": {"audit", "cli", "language", "methods", "trusted"},
    "": {"language"},  # the words a claim may use
}  # fmt: skip
# The terms language is written in, and nothing of proofs.
LANGUAGE_READS = {"sizes", "terms", "terms_matrices", "trees", "printing", "nodes", "scalar_terms"}


@cache
def parsed(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"), str(file))


def files() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def module_name(file: Path) -> str:
    parts = file.relative_to(SRC).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported(file: Path, deferred: bool = True) -> Iterator[str]:
    """Modules named by import statements, in full; `deferred`: also inside functions."""
    tree = parsed(file)
    nodes = ast.walk(tree) if deferred else _at_load(tree)
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            origin = ".".join((*_parents(file, node.level), *([node.module] if node.module else [])))
            names = [f"{origin}.{alias.name}" for alias in node.names]
            if not all(map(_is_module, names)):  # otherwise the package is only where the modules are found
                yield origin
            yield from names


def _is_module(name: str) -> bool:
    path = SRC.joinpath(*name.split("."))
    return path.with_suffix(".py").is_file() or (path / "__init__.py").is_file()


def _parents(file: Path, level: int) -> tuple[str, ...]:
    """The package that a relative import starts from."""
    return file.relative_to(SRC).parts[:-level] if level else ()


def _at_load(tree: ast.AST) -> Iterator[ast.AST]:
    """Everything that runs when the module is loaded."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        if isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING"):
            continue
        yield node
        yield from _at_load(node)


def part(module: str) -> str:
    """trusted, language …; the top-level helpers of the command line count as the command line."""
    names = module.split(".")[1:]
    first = names[0] if names else ""
    return "cli" if first.startswith("cli") or first == "__main__" else first


def ours(file: Path) -> set[str]:
    known = {module_name(f) for f in files()}
    return {name for name in imported(file) if name in known}


# --- who may import whom --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("file", files(), ids=module_name)
def test_parts_import_what_they_may(file: Path) -> None:
    mine = part(module_name(file))
    allowed = MAY_IMPORT[mine] | {mine}
    found = {name: part(name) for name in ours(file) if name != "proofread"}
    assert {name for name, other in found.items() if other not in allowed} == set()


@pytest.mark.parametrize("file", [f for f in files() if part(module_name(f)) == "trusted"], ids=module_name)
def test_the_trusted_part_needs_the_standard_library_only(file: Path) -> None:
    for name in imported(file):
        top = name.split(".")[0]
        assert top in sys.stdlib_module_names or name.startswith("proofread.trusted") or name == "proofread", name


@pytest.mark.parametrize("file", [f for f in files() if part(module_name(f)) == "language"], ids=module_name)
def test_claims_are_written_without_the_means_of_proof(file: Path) -> None:
    read = {name.split(".")[2] for name in ours(file) if name.startswith("proofread.trusted.")}
    assert read <= LANGUAGE_READS
    assert not {name.split(".")[0] for name in imported(file)} & set(HEAVY)


def test_nobody_imports_the_top() -> None:
    for file in files():
        if part(module_name(file)) not in ("cli", "pytest_plugin"):
            assert not {n for n in ours(file) if part(n) in ("cli", "pytest_plugin")}


@pytest.mark.parametrize("file", sorted((ROOT / "impls").rglob("*.py")), ids=lambda f: f.name)
def test_implementations_never_import_the_engine(file: Path) -> None:
    assert not [name for name in imported(file) if name.split(".")[0] == "proofread"]
    assert "proofread" not in file.read_text(encoding="utf-8")


def graph() -> dict[str, set[str]]:
    """Imports when loading; those inside functions cannot run in a circle."""
    known = {module_name(f): f for f in files()}
    return {
        name: {found for found in imported(f, deferred=False) if found in known and found not in (name, "proofread")}
        for name, f in known.items()
    }


def test_there_is_no_import_cycle() -> None:
    edges = graph()
    done: set[str] = set()

    def visit(name: str, path: tuple[str, ...]) -> None:
        assert name not in path, " → ".join((*path, name))
        if name not in done:
            for other in sorted(edges[name]):
                visit(other, (*path, name))
            done.add(name)

    for name in edges:
        visit(name, ())


def test_the_checker_notices_an_import(tmp_path: Path) -> None:
    file = tmp_path / "m.py"
    file.write_text("import a.b\nfrom c import d\ndef f():\n    from e import g\n")
    assert set(imported(file)) == {"a.b", "c", "c.d", "e", "e.g"}
    assert set(imported(file, deferred=False)) == {"a.b", "c", "c.d"}


# --- the mint -------------------------------------------------------------------------------------------------------


def test_only_the_kernel_names_the_mint() -> None:
    named = [module_name(f) for f in files() if "_MINT" in f.read_text(encoding="utf-8")]
    assert named == ["proofread.trusted.kernel"]


def test_only_the_kernel_makes_theorems_and_writes_past_frozen_fields() -> None:
    made, written = set(), set()
    for file in files():
        for node in ast.walk(parsed(file)):
            if isinstance(node, ast.Call):
                called = ast.unparse(node.func)
                if called.split(".")[-1] == "Theorem":
                    made.add(module_name(file))
                if called == "object.__setattr__" and "self" not in ast.unparse(node.args[0]):
                    written.add(module_name(file))
    assert made == {"proofread.trusted.kernel"}
    assert not any(name.startswith("proofread.trusted") for name in written)


def test_the_tests_of_trust_run_alone() -> None:
    """tests/trusted runs where nothing but pytest is installed, but for the files its conftest names."""
    folder = ROOT / "tests" / "trusted"
    heavier = (folder / "conftest.py").read_text(encoding="utf-8")
    known = {"pytest", "tests", "proofread", *sys.stdlib_module_names}
    for file in sorted(folder.glob("*.py")):
        others = {name.split(".")[0] for name in imported(file)} - known
        assert all(f'"{other}"' in heavier and f'"{file.name}"' in heavier for other in others), (file.name, others)
        assert not [n for n in imported(file) if n.startswith("proofread.") and part(n) != "trusted"], file.name


# --- what loads at start --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("what", ["import proofread", "import sys; sys.argv = ['proofread', '--help']; "
                                  "from proofread.cli import main\ntry: main()\nexcept SystemExit: pass"])  # fmt: skip
def test_nothing_heavy_loads_at_start(what: str) -> None:
    script = f"{what}\nimport sys\nprint('LOADED', sorted(set({HEAVY!r}) & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip().splitlines()[-1] == "LOADED []"


def test_recheck_loads_the_trusted_part_only() -> None:
    script = ("import sys; from proofread.trusted import recheck; "
              "print(sorted(m for m in sys.modules if m.startswith('proofread.') and 'trusted' not in m))")  # fmt: skip
    bare = f"import sys, types; m = types.ModuleType('proofread'); m.__path__ = [{str(PACKAGE)!r}]\n"
    start = bare + "sys.modules['proofread'] = m\n"
    done = subprocess.run(
        [sys.executable, "-c", start + script], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.stdout.strip() == "[]", done.stderr


# --- sizes ----------------------------------------------------------------------------------------------------------


def functions() -> list[tuple[int, str]]:
    """Lines and place of every function, longest first."""
    found = []
    for file in files():
        for node in ast.walk(parsed(file)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                found.append((int(node.end_lineno or 0) - node.lineno + 1, f"{module_name(file)}:{node.name}"))
    return sorted(found, reverse=True)


def test_files_are_small(capsys: pytest.CaptureFixture[str]) -> None:
    lines = sorted(((len(f.read_text(encoding="utf-8").splitlines()), module_name(f)) for f in files()), reverse=True)
    with capsys.disabled():
        print("\nlargest files:", ", ".join(f"{name} {n}" for n, name in lines[:4]))
    assert [(n, name) for n, name in lines if n > FILE_LINES] == []


def test_functions_are_short(capsys: pytest.CaptureFixture[str]) -> None:
    found = functions()
    with capsys.disabled():
        print("\nlongest functions:", ", ".join(f"{name} {n}" for n, name in found[:4]))
    assert [f for f in found if f[0] > FUNCTION_LINES] == []


def test_the_median_function_has_a_few_lines() -> None:
    lengths = [n for n, _ in functions()]
    assert lengths[len(lengths) // 2] <= 9
