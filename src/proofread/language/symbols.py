"""Names of functions a statement leaves uninterpreted: what a claim applies, and what an instance interprets."""

from __future__ import annotations

from dataclasses import dataclass

from proofread.language.errors import ClaimError
from proofread.trusted import terms
from proofread.trusted.terms import Shape, Term


@dataclass(frozen=True)
class FunctionSymbol:
    """A smooth function, or a sequence. `kind`: entrywise | field (tensor → number) | map (column → column) | sequence.

    `argument` is the shape it takes (None: any, or a natural number), `result` the shape it gives (None: the same).
    """

    name: str
    kind: str
    argument: Shape | None
    result: Shape | None

    def __call__(self, x: object) -> Term:
        """The value at a term; at a term of another shape, a poison term."""
        at = terms.to_term(x)
        if self.kind == "sequence":
            return self._member(at)
        if at.op == "ill":
            return at
        if self.argument is not None and at.shape != self.argument:
            return terms.ill(f"{self.name} takes a {_text(self.argument)} argument, not {terms.shape_text(at)}")
        return terms.apply(self.name, self.kind, at, self.result)

    def __getitem__(self, at: object) -> Term:
        if self.kind != "sequence":
            raise ClaimError(f"{self.name} is a function, not a sequence", f"write {self.name}(x)")
        return self._member(terms.to_term(at))

    def _member(self, at: Term) -> Term:
        if not terms.is_nat(at):
            raise ClaimError(f"{self.name}[{at!r}]: a place in a sequence is t, t + 1 or a number",
                             "count from the earliest member, so that no index is a difference")  # fmt: skip
        assert self.result is not None
        return terms.sequence(self.name, at, self.result)


def _text(shape: Shape) -> str:
    return "×".join(map(str, shape)) if shape else "scalar"
