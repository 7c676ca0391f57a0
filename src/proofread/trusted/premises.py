"""Why a hypothesis holds at an instance where computing it does not show that: it says how a sequence goes on.

    ∀t∈ℕ: s[t + 1] = body                 the next member at once
    ∀t∈ℕ: ∀i: ∀j: s[t + 1][i, j] = body   each of its entries once

where the body speaks of s at t only. Of s the instance gives some first members; whatever they are, the others can be
taken as the hypothesis says. What is computed from the members given holds whatever the others are.
"""

from __future__ import annotations

from typing import Any

from proofread.trusted import exact
from proofread.trusted.combination import need
from proofread.trusted.instances import Instance
from proofread.trusted.obligations import obligations
from proofread.trusted.terms import Prop, Term, add, const, index, nat
from proofread.trusted.trees import free_spaces, open_binder, subnodes

_AT = nat("%t")  # no plain name, so none of a statement
_PLACE = "%at"  # begins the name of the index of an entry; as little a plain name


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
    """The sequence that ∀t: s[t + 1] = body is about, or ∀t: ∀i: s[t + 1][i] = body, and the body, t being `_AT`."""
    need(h.op == "forall" and h.data[0].op == "nat", "it says nothing of all naturals")
    equation, places = _at_places(open_binder(h, _AT))
    need(equation.op == "equal", "no equation")
    left, right = equation.args
    need(left.shape == right.shape and not free_spaces(equation), "not of one shape, or random")
    member = _of_all_entries(left, places) if places else left
    need(member.op == "sequence" and member.args[0] == add(_AT, 1), "it does not begin with the next member")
    return member.data[0], right


def _at_places(p: Prop) -> tuple[Prop, tuple[Term, ...]]:
    """What is said for all of some indices, and these, each under a name of its own."""
    places: tuple[Term, ...] = ()
    while p.op == "forall" and p.data[0].op == "index":
        place = index(f"{_PLACE}{len(places)}", p.data[0].data[1])
        p, places = open_binder(p, place), (*places, place)
    return p, places


def _of_all_entries(left: Any, places: tuple[Term, ...]) -> Any:
    """Of x[i, j] with each of the indices once, and with nothing else, each running over the whole of its axis: x. An
    axis of size one may have its only place instead. Thus each entry is spoken of once, none twice, none not at all."""
    need(left.op == "entry", "it speaks of something else than one entry for each of its indices")
    x, where = left.args[0], left.args[1:]
    need(len(where) == len(x.shape), "a place for every axis")
    named = [(i, size) for i, size in zip(where, x.shape, strict=True) if not (size.is_one and i == const(0))]
    need(all(i in places and i.data[1] == size for i, size in named), "an entry at other places than its indices")
    need(len(named) == len(places) == len({i for i, _ in named}), "not each of the indices once")
    return x
