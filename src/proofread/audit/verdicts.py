"""What was found about one statement. A verdict is never a truth value; unknown and vacuous are not passes."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields, replace
from typing import Any


@dataclass(frozen=True)
class SampleCount:
    """How a statement fared at drawn instances. `unknown`: neither side was certain; `gap`: the smallest relative
    difference that would have been noticed, as text."""

    tried: int = 0
    passed: int = 0
    discarded: int = 0
    unknown: int = 0
    gap: str = ""


class _Verdict:
    """No verdict is a bool."""

    def __bool__(self) -> bool:
        raise TypeError(f"{type(self).__name__} is a verdict, not a truth value; ask isinstance(verdict, Proved)")


@dataclass(frozen=True)
class Proved(_Verdict):
    """True for every size and value: the kernel multiplied `evidence` out. `satisfying`: an instance of the
    hypotheses, None where there are none."""

    evidence: Any
    ledger: tuple[str, ...] = ()
    satisfying: dict[str, Any] | None = None
    samples: SampleCount = SampleCount()


@dataclass(frozen=True)
class Computed(_Verdict):
    """Established by an exact computation outside the kernel, named `oracle`, from `input`."""

    oracle: str
    input: Any
    ledger: tuple[str, ...] = ()
    samples: SampleCount = SampleCount()


@dataclass(frozen=True)
class Refuted(_Verdict):
    """False at `witness`, confirmed exactly or with rational enclosures. `values`: both sides there, as text."""

    witness: dict[str, Any]
    ledger: tuple[str, ...] = ()
    values: tuple[str, ...] = ()


@dataclass(frozen=True)
class Supported(_Verdict):
    """No proof; it survived sampling. `detail`: of code, the worst error seen."""

    samples: SampleCount
    reasons: tuple[str, ...] = ()
    detail: str = ""


@dataclass(frozen=True)
class Undecided(_Verdict):
    """Neither, with each method's reason. `tripped`: a safety net (time, memory, a crash) ended the work."""

    reasons: tuple[str, ...]
    tripped: bool = False


@dataclass(frozen=True)
class IllPosed(_Verdict):
    """`cause`: "shapes" where sizes do not fit, "assumptions" where nothing satisfies the hypotheses."""

    message: str
    cause: str = "shapes"


@dataclass(frozen=True)
class Conflict(_Verdict):
    """Two kinds of evidence disagree: one of our own parts is wrong. `parts` holds both."""

    message: str
    parts: tuple[Any, ...] = ()


Verdict = Proved | Computed | Refuted | Supported | Undecided | IllPosed | Conflict
KINDS: dict[str, type[Verdict]] = {
    "proved": Proved, "computed": Computed, "refuted": Refuted, "supported": Supported,
    "undecided": Undecided, "ill-posed": IllPosed, "conflict": Conflict,
}  # fmt: skip
WORDS = {made: word for word, made in KINDS.items()}


def word(verdict: Verdict) -> str:
    """The verdict's name in records: proved, computed, refuted, supported, undecided, ill-posed, conflict."""
    return WORDS[type(verdict)]


def settled(verdict: Verdict) -> bool:
    """Proved or computed."""
    return isinstance(verdict, Proved | Computed)


def to_json(verdict: Verdict) -> dict[str, Any]:
    if isinstance(verdict, Conflict):
        return {"verdict": word(verdict), **asdict(verdict)}
    made = {f.name: getattr(verdict, f.name) for f in fields(verdict)}  # evidence is not copied: nobody writes to it
    return {"verdict": word(verdict), **made, **({"samples": asdict(made["samples"])} if "samples" in made else {})}


def from_json(given: dict[str, Any]) -> Verdict:
    """Read back what `to_json` wrote."""
    fields = {k: v for k, v in given.items() if k != "verdict"}
    for name in ("ledger", "reasons", "values", "parts"):
        if name in fields:
            fields[name] = tuple(fields[name])
    if "samples" in fields:
        fields["samples"] = SampleCount(**fields["samples"])
    return KINDS[given["verdict"]](**fields)


def because(verdict: Verdict, *reasons: str) -> Verdict:
    """The same verdict with further reasons, where it carries reasons."""
    if isinstance(verdict, Supported | Undecided):
        return replace(verdict, reasons=(*verdict.reasons, *reasons))
    return verdict
