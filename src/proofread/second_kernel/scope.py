"""What the symbols of one statement are called in its Coq file, and what has to be declared for them."""

from __future__ import annotations

from dataclasses import dataclass, field

from proofread.second_kernel.names import Names, NotExportedError
from proofread.trusted.sizes import Size
from proofread.trusted.terms import Node, Space, Term
from proofread.trusted.trees import free_spaces, free_variables

POINT = "omega"  # of the one space


@dataclass
class Scope:
    """Filled while statements are written; `declarations` reads it when all of them are."""

    names: Names = field(default_factory=Names)
    sizes: dict[str, tuple[str, int]] = field(default_factory=dict)  # size → name, least value
    variables: dict[Node, str] = field(default_factory=dict)  # free ones, and bound ones while they are open
    section: list[tuple[str, str]] = field(default_factory=list)  # name and type of what the section declares
    ranges: list[tuple[str, str]] = field(default_factory=list)  # of free index variables
    functions: dict[str, str] = field(default_factory=dict)  # function and its derivatives → name
    smooth: list[str] = field(default_factory=list)  # hypotheses about derivatives of functions
    space: Space | None = None
    stands_for: dict[Term, tuple[str, str]] = field(default_factory=dict)  # inverse → name, what it is
    slopes: dict[Term, str] = field(default_factory=dict)  # derivative of a compound → name
    about_slopes: list[str] = field(default_factory=list)
    late: list[str] = field(default_factory=list)  # obtained inside proofs: inverses that only the evidence has
    depth: int = 0  # how many bound variables are open
    stating: bool = True  # False once the statement is written: what is new then belongs to the evidence

    def size(self, s: Size) -> str:
        """A size as a natural number."""
        if s.may_shrink or s.products:
            raise NotExportedError(f"the size {s} as a range")
        parts = [self._multiple(k, self.size_name(n, least)) for n, least, k in s.atoms]
        parts += [str(s.const)] if s.const or not parts else []
        text = " + ".join(parts)
        return text if text.isidentifier() else f"{text}%nat" if text.isdigit() else f"({text})%nat"

    @staticmethod
    def _multiple(k: int, name: str) -> str:
        return name if k == 1 else f"({k} * {name})"

    def size_name(self, n: str, least: int) -> str:
        if n not in self.sizes:
            self.sizes[n] = (self.names.fresh(n), least)
        return self.sizes[n][0]

    def variable(self, v: Term) -> str:
        """A free variable is declared when it is first met."""
        if v not in self.variables:
            if not self.stating:
                raise NotExportedError(f"a variable {v.data[0]} that is not in the statement")
            self._declare(v)
        return self.variables[v]

    def _declare(self, v: Term) -> None:
        name = self.names.fresh(v.data[0])
        self.variables[v] = name
        if v.op == "index":
            self.section.append((name, "nat"))
            self.ranges.append((f"{name}_range", f"({name} < {self.size(v.data[1])})%nat"))
        elif v.op == "var":
            self.section.append((name, self.type_of(v)))
        else:
            raise NotExportedError(f"a variable of kind {v.op}")

    def type_of(self, v: Term) -> str:
        kind = "mat" if v.shape else "R"
        if v.data[1] is None:
            return kind
        self.meet(v.data[1])
        return f"Omega -> {kind}"

    def meet(self, space: Space) -> None:
        if self.space not in (None, space):
            raise NotExportedError("two spaces in one statement")
        self.space = space

    def function(self, name: str, kind: str, primes: int, dims: tuple[str, ...]) -> str:
        """An uninterpreted function or its derivative; `dims` are the sizes of its argument, then of its value."""
        key = name + "'" * primes
        if key not in self.functions:
            types = {"field": "mat -> R", "map": "mat -> mat", "entrywise": "R -> R"}
            given = self.functions[key] = self.names.fresh(plain_prime(name, primes))
            self.section.append((given, types[kind] if not primes or kind == "entrywise" else "mat -> mat"))
            if primes:
                self._smooth(self.function(name, kind, primes - 1, dims), given, kind, primes, dims)
        return self.functions[key]

    def _smooth(self, below: str, name: str, kind: str, primes: int, dims: tuple[str, ...]) -> None:
        if kind == "entrywise":
            self.smooth.append(f"forall x_, derivable_pt_lim {below} x_ ({name} x_)")
        elif kind == "field" and primes == 1:
            self.smooth.append(f"gradient {dims[0]} {dims[1]} {below} {name}")
        elif kind == "field" and primes == 2 and dims[1] == "1%nat":
            self.smooth.append(f"jacobian {dims[0]} {dims[0]} {below} {name}")
        elif kind == "map" and primes == 1 and dims[1] == dims[3] == "1%nat":
            self.smooth.append(f"jacobian {dims[2]} {dims[0]} {below} {name}")
        else:
            raise NotExportedError(f"derivative number {primes} of a function of kind {kind}")

    def inverse(self, t: Term, what: str, wanted: str) -> str:
        """A name for an inverse or pseudo-inverse; `what` is the property that is all that is known of it."""
        if t not in self.stands_for:
            self.must_be_closed(t)
            name = self.names.fresh(wanted)
            self.stands_for[t] = (name, what)
            if self.stating:
                self.section.append((name, "mat"))
            elif t.op == "inv":
                self.late.append(f"destruct (inv_exists {what.removeprefix('is_inv ')}) as [{name} {name}_is].")
            else:
                raise NotExportedError("a pseudo-inverse that is not in the statement")
        return self.stands_for[t][0]

    def must_be_closed(self, t: Term) -> None:
        """A name for a term cannot depend on what is bound or random in it."""
        bound = [v for v in free_variables(t) if v.data[0].startswith("%")]
        if bound or free_spaces(t):
            raise NotExportedError(f"{t.op} of something that is bound or random")


def plain_prime(name: str, primes: int) -> str:
    return f"d{primes if primes > 1 else ''}{name}" if primes else name
