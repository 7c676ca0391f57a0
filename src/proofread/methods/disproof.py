"""A witness for what has no exact value: an instance, and a proof that the contrary holds there."""

from __future__ import annotations

from collections.abc import Iterator

from proofread.methods.places import EMPTY, Json, verdict
from proofread.methods.prove import OpenObligation, find_proof
from proofread.methods.results import Declined
from proofread.trusted import kernel
from proofread.trusted.combination import Rejected
from proofread.trusted.kernel import Sequent
from proofread.trusted.scalar_terms import LIMITS
from proofread.trusted.trees import subnodes

NUMBERS = ("1/2", "2", "1/3")  # for variables without hypotheses


def find_disproof(sequent: Sequent, inside: Json | None, *, work: int) -> Json | Declined:
    """`inside`: an instance of the hypotheses; None where there are none."""
    if not any(n.op in LIMITS for n in subnodes(sequent.goal)):
        return Declined("no limit, integral or infinite sum")
    tried: Json | Declined = Declined("no instance to try")
    for at in _instances(sequent, inside or EMPTY):
        tried = _at(sequent, at, work)
        if not isinstance(tried, Declined):
            return tried
    return tried


def _at(sequent: Sequent, at: Json, work: int) -> Json | Declined:
    try:
        contrary = kernel.contrary_at(sequent.goal, at)
        found = find_proof(Sequent((), contrary), work=work)
        if isinstance(found, Declined):
            return found
        witness = {**at, "disproof": found}
        kernel.refute(sequent, witness)
    except (Rejected, OpenObligation, KeyError) as why:
        return Declined(f"the contrary is not proved: {why}")
    return witness


def _instances(sequent: Sequent, inside: Json) -> Iterator[Json]:
    """Numbers for the variables that no hypothesis speaks of; and other numbers where the hypotheses hold there."""
    free = sorted((v for v in sequent.goal.free if v.op in ("var", "nat")), key=lambda v: str(v.data[0]))
    values = {v.data[0]: NUMBERS[k % len(NUMBERS)] for k, v in enumerate(free) if v.op == "var"}
    nats = {v.data[0]: k + 1 for k, v in enumerate(free) if v.op == "nat"}
    plain = {**EMPTY, **inside, "values": {**values, **inside["values"]}, "nats": {**nats, **inside["nats"]}}
    other = {**plain, "values": {**inside["values"], **values}}
    held = all(verdict(h, other) is True for h in sequent.hypotheses)
    yield from (other, plain) if held and other != plain else (plain,)
