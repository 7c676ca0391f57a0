"""Why a hypothesis holds at an instance where computing it does not show that: it says how a sequence goes on.

    ∀t∈ℕ: s[t + 1] = body

where the body speaks of s at t only. Of s the instance gives some first members; whatever they are, the others can be
taken as the hypothesis says. What is computed from the members given holds whatever the others are.
"""

from __future__ import annotations

from typing import Any

from proofread.trusted import exact
from proofread.trusted.combination import need
from proofread.trusted.instances import Instance
from proofread.trusted.obligations import obligations
from proofread.trusted.terms import Prop, Term, add, const, nat
from proofread.trusted.trees import free_spaces, open_binder, subnodes

_AT = nat("%t")  # no plain name, so none of a statement


def goes_on(h: Prop, names: list[str], instance: Instance) -> str:
    """Check that the hypothesis defines the later members of a sequence, and that those of the instance are as it says;
    the name of the sequence. `names`: the sequences so defined, in order; those before it may be at t + 1 as well."""
    name, body = head(h)
    need(names.count(name) == 1, "two hypotheses say how {} goes on", name)
    before = names[: names.index(name)]
    for n in subnodes(body):
        if n.op == "sequence" and n.data[0] in names:
            there = n.args[0] == _AT or (n.data[0] in before and n.args[0] == add(_AT, 1))
            need(there, "{} at another place than t", n.data[0])
    need(not obligations((h,)), "it may be undefined how {} goes on", name)
    meaning = instance.functions[name]
    need(bool(meaning.members) and not meaning.constant, "{} is given whole", name)
    for k in range(len(meaning.members) - 1):
        need(exact.holds(open_binder(h, const(k)), instance) is True, "{} does not go on so", name)
    return name


def head(h: Any) -> tuple[str, Term]:
    """The sequence that ∀t: s[t + 1] = body is about, and the body, t being `_AT`."""
    need(h.op == "forall" and h.data[0].op == "nat", "it says nothing of all naturals")
    equation = open_binder(h, _AT)
    need(equation.op == "equal", "no equation")
    left, right = equation.args
    need(left.op == "sequence" and left.args[0] == add(_AT, 1), "it does not begin with the next member")
    need(left.shape == right.shape and not free_spaces(equation), "not of one shape, or random")
    return left.data[0], right
