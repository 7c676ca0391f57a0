"""Terms and propositions as Coq text: one row an operator. A term with a shape is a function of two indices."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from proofread.second_kernel.names import NotExportedError
from proofread.second_kernel.scope import POINT, Scope
from proofread.trusted.sizes import Size
from proofread.trusted.terms import Prop, Term, const
from proofread.trusted.trees import free_spaces

FUNCTIONS = {"recip": "Rinv", "exp": "exp", "log": "ln", "sqrt": "sqrt", "tanh": "tanh", "abs": "Rabs"}


def number(q: Fraction) -> str:
    top = str(q.numerator) if q >= 0 else f"({q.numerator})"
    return top if q.denominator == 1 else f"({top} / {q.denominator})"


def subtracted(t: Term) -> Term | None:
    """What is taken away, where t is −1 · something."""
    return t.args[1] if t.op == "mul" and t.args[0] == const(-1) else None


def written_out(t: Term) -> tuple[Term, ...]:
    """The factors of a whole power."""
    return (t.args[0],) * int(t.data[0])


def inverted_number(t: Term) -> Fraction | None:
    """A reciprocal of a number is written as that number."""
    a = t.args[0]
    return 1 / a.data[0] if t.op == "recip" and a.op == "const" and a.data[0] else None


def dims(t: Term) -> tuple[Size, Size]:
    if len(t.shape) != 2:
        raise NotExportedError(f"a term with {len(t.shape)} axes")
    return t.shape[0], t.shape[1]


class Writer:
    """Writes into one scope."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope

    def term(self, t: Term) -> str:
        row = ROWS.get(t.op)
        if row is None:
            raise NotExportedError(f"the operator {t.op}")
        if t.shape:
            dims(t)
        return row(self, t)

    def lifted(self, t: Term, like: Term) -> str:
        """A number beside a matrix is a constant matrix."""
        return f"(cst {self.term(t)})" if like.shape and not t.shape else self.term(t)

    def entry(self, t: Term, i: str, j: str) -> str:
        return f"({self.term(t)} {i} {j})" if t.shape else self.term(t)

    def sizes(self, t: Term) -> str:
        return " ".join(self.scope.size(s) for s in dims(t))

    # propositions

    def prop(self, p: Prop) -> str:
        if p.op in RELATIONS:
            return self._relation(p)
        if p.op in PREDICATES:
            return self._predicate(p)
        if p.op in ("and", "or", "implies", "iff"):
            sign = {"and": " /\\ ", "or": " \\/ ", "implies": " -> ", "iff": " <-> "}[p.op]
            return "(" + sign.join(self.prop(a) for a in p.args) + ")"
        if p.op in ("forall", "exists"):
            return self._quantified(p)
        if p.op == "not":
            return f"(~ {self.prop(p.args[0])})"
        raise NotExportedError(f"a proposition of kind {p.op}")

    def _relation(self, p: Prop) -> str:
        a, b = p.args
        shaped = a if a.shape else b
        sides = [self.entry(t, "i_", "j_") for t in (a, b)]
        body = f"{sides[0]} {RELATIONS[p.op]} {sides[1]}"
        if shaped.shape:
            r, c = (self.scope.size(s) for s in dims(shaped))
            body = f"forall i_ j_, (i_ < {r})%nat -> (j_ < {c})%nat -> {body}"
        if free_spaces(p):
            body = f"forall {POINT}, {body}"
        return f"({body})"

    def _predicate(self, p: Prop) -> str:
        (a,) = p.args
        if free_spaces(p):
            raise NotExportedError(f"{p.op} of a random term")
        if not a.shape and p.op == "nonzero":
            return f"({self.term(a)} <> 0)"
        square = p.op in ("invertible", "pd")
        if square and not a.shape:
            raise NotExportedError(f"{p.op} of a number")
        return f"({PREDICATES[p.op]} {self.scope.size(dims(a)[0]) if square else self.sizes(a)} {self.term(a)})"

    def _quantified(self, p: Prop) -> str:
        bound = p.data[0]
        name = self.open(bound)
        body = self.prop(p.args[0])
        self.close(bound)
        if bound.op == "index":
            arrow = "->" if p.op == "forall" else "/\\"
            return f"({p.op} {name} : nat, ({name} < {self.scope.size(bound.data[1])})%nat {arrow} {body})"
        return f"({p.op} {name} : {'mat' if bound.shape else 'R'}, {body})"

    def open(self, bound: Term) -> str:
        """A name for a bound variable, until it is closed: by depth, so that equal terms read the same."""
        if bound.op not in ("index", "var"):
            raise NotExportedError(f"a quantifier over {bound.op}")
        self.scope.depth += 1
        self.scope.variables[bound] = f"{'x' if bound.op == 'var' else 'i'}{self.scope.depth}_"
        return self.scope.variables[bound]

    def close(self, bound: Term) -> None:
        self.scope.depth -= 1
        del self.scope.variables[bound]


RELATIONS = {"equal": "=", "ge": ">=", "gt": ">", "apart": "<>"}
PREDICATES = {"nonzero": "nonzero", "full_rank": "full_rank", "pd": "pd", "invertible": "invertible"}

# --- rows -------------------------------------------------------------------------------------------------------------

Row = Callable[[Writer, Term], str]


def _size(w: Writer, t: Term) -> str:
    """A size as a number: N − d may be written though it is no range."""
    (s,) = t.data
    if s.products:
        raise NotExportedError(f"the size {s}, a product")
    out = ""
    for n, least, k in s.atoms:
        one = f"INR {w.scope.size_name(n, least)}"
        part = one if abs(k) == 1 else f"{abs(k)} * {one}"
        out += (f" {'-' if k < 0 else '+'} " if out else "- " if k < 0 else "") + part
    if s.const:
        out += f" {'-' if s.const < 0 else '+'} {abs(s.const)}"
    return f"({out})"


def _var(w: Writer, t: Term) -> str:
    name = w.scope.variable(t)
    return f"({name} {POINT})" if t.data[1] is not None else name


def _add(w: Writer, t: Term) -> str:
    out = w.lifted(t.args[0], t)
    for a in t.args[1:]:
        less = subtracted(a)
        part = w.lifted(a if less is None else less, t)
        if t.shape:
            out = f"({'plus' if less is None else 'minus'} {out} {part})"
        else:
            out = f"({out} {'+' if less is None else '-'} {part})"
    return out


def _mul(w: Writer, t: Term) -> str:
    less = subtracted(t)
    if less is not None:
        return f"(opp {w.lifted(less, t)})" if t.shape else f"(- {w.term(less)})"
    return product([w.lifted(a, t) for a in t.args], bool(t.shape))


def product(parts: list[str], shaped: bool) -> str:
    out = parts[-1]
    for a in reversed(parts[:-1]):
        out = f"(times {a} {out})" if shaped else f"({a} * {out})"
    return out


def _power(w: Writer, t: Term) -> str:
    parts = [w.term(a) for a in written_out(t)]
    return product(parts, bool(t.shape)) if parts else "(cst 1)" if t.shape else "1"


def _function(w: Writer, t: Term) -> str:
    q = inverted_number(t)
    if q is not None:
        return number(q)
    name = FUNCTIONS[t.op]
    if t.shape:
        return f"(each {name} {w.term(t.args[0])})"
    return f"(/ {w.term(t.args[0])})" if name == "Rinv" else f"({name} {w.term(t.args[0])})"


def _matmul(w: Writer, t: Term) -> str:
    a, b = t.args
    made = f"mm {w.scope.size(dims(a)[1])} {w.term(a)} {w.term(b)}"
    return f"({made})" if t.shape else f"({made} 0%nat 0%nat)"


def _entry(w: Writer, t: Term) -> str:
    where = []
    for i, size in zip(t.args[1:], dims(t.args[0]), strict=True):
        if i.op != "index" and not size.is_one:
            raise NotExportedError("an entry at a fixed position")
        where.append("0%nat" if size.is_one else w.scope.variable(i))
    return f"({w.term(t.args[0])} {' '.join(where)})"


def _bsum(w: Writer, t: Term) -> str:
    if t.shape:
        raise NotExportedError("a sum of matrices over an index")
    name = w.open(t.data[0])
    body = w.term(t.args[0])
    w.close(t.data[0])
    return f"(sum {w.scope.size(t.data[0].data[1])} (fun {name} => {body}))"


def _integral(w: Writer, t: Term) -> str:
    w.scope.meet(t.data[0])
    made = f"(fun {POINT} => {w.term(t.args[0])})"
    return f"(expect I {made})" if t.shape else f"(I {made})"


def _inverse(w: Writer, t: Term) -> str:
    a = t.args[0]
    what = f"is_inv {w.scope.size(dims(a)[0])}" if t.op == "inv" else f"is_pinv {w.sizes(a)}"
    text = w.term(a)
    return w.scope.inverse(t, f"{what} {text}", f"{text}_{t.op}" if text.isidentifier() else f"a_{t.op}")


def applied(t: Term) -> tuple[str, str, int, Term, Term] | None:
    """A function or its derivative of any order at a point: name, kind, order, the point, and the innermost call."""
    if t.op == "apply":
        return t.data[0], t.data[1], 0, t.args[0], t
    if t.op == "deriv":
        inner = applied(t.args[0])
        if inner is not None and inner[3] == t.data[0]:
            return inner[0], inner[1], inner[2] + 1, t.args[1], inner[4]
    return None


def _applied(w: Writer, t: Term) -> str:
    found = applied(t)
    if found is None:
        return w.scope.slopes[t] if t in w.scope.slopes else slope(w, t)
    name, kind, primes, at, call = found
    if kind == "entrywise":
        if primes and at.shape:
            raise NotExportedError("a derivative entry by entry")
        f = w.scope.function(name, kind, primes, ())
        return f"(each {f} {w.term(at)})" if t.shape else f"({f} {w.term(at)})"
    around = tuple(w.scope.size(s) for s in (*dims(at), *(call.shape if kind == "map" else ())))
    return f"({w.scope.function(name, kind, primes, around)} {w.term(at)})"


def slope(w: Writer, t: Term) -> str:
    """A derivative of a compound is a name, and the hypothesis that it is the derivative."""
    (body, at), v = t.args, t.data[0]
    if t.shape and not v.shape:
        raise NotExportedError("a derivative of a matrix by a number")
    if not w.scope.stating:
        raise NotExportedError("a derivative that is not in the statement")
    w.scope.must_be_closed(t)
    name = w.scope.names.fresh("D")
    point = w.term(at)
    w.scope.slopes[t] = name
    w.scope.section.append((name, "mat" if t.shape else "R"))
    w.scope.about_slopes.append(slope_prop(w, body, v, point, name))
    return name


def slope_prop(w: Writer, body: Term, v: Term, point: str, value: str) -> str:
    """That `value` holds the partial derivatives of the body at the point."""
    bound = w.open(v)
    if not v.shape:
        whole = f"derivable_pt_lim (fun {bound} => {w.term(body)}) {point} {value}"
        w.close(v)
        return whole
    function = f"(fun {bound} => {w.entry(body, 'i_', '0%nat')})"
    w.close(v)
    r, c = (w.scope.size(s) for s in dims(v))
    if not body.shape:
        return (f"forall i_ j_, (i_ < {r})%nat -> (j_ < {c})%nat -> "
                f"partial {function} {point} i_ j_ ({value} i_ j_)")  # fmt: skip
    if not (dims(body)[1].is_one and dims(v)[1].is_one):
        raise NotExportedError("a derivative that is no gradient and no Jacobian of columns")
    m = w.scope.size(dims(body)[0])
    return (f"forall i_ j_, (i_ < {m})%nat -> (j_ < {r})%nat -> "
            f"partial {function} {point} j_ 0%nat ({value} i_ j_)")  # fmt: skip


ROWS: dict[str, Row] = {
    "const": lambda w, t: number(t.data[0]),
    "size": _size,
    "var": _var,
    "eye": lambda w, t: "eye",
    "ones": lambda w, t: "(cst 1)",
    "add": _add,
    "mul": _mul,
    "power": _power,
    "matmul": _matmul,
    "transpose": lambda w, t: f"(tr {w.term(t.args[0])})",
    "trace": lambda w, t: f"(trace {w.scope.size(dims(t.args[0])[0])} {w.term(t.args[0])})",
    "total": lambda w, t: f"(total {w.sizes(t.args[0])} {w.term(t.args[0])})",
    "diag": lambda w, t: f"(diag {w.term(t.args[0])})",
    "diagonal": lambda w, t: f"(diagonal {w.term(t.args[0])})",
    "entry": _entry,
    "bsum": _bsum,
    "integral": _integral,
    "apply": _applied,
    "deriv": _applied,
    "inv": _inverse,
    "pinv": _inverse,
    **dict.fromkeys(FUNCTIONS, _function),
}
