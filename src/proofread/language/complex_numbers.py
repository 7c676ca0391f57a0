"""Complex numbers as pairs of real terms: what a claim computes with, and what becomes of it.

A statement about complex numbers is one about real and imaginary parts, so nothing else has to know them.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from proofread.language.errors import ClaimError
from proofread.trusted import scalar_terms, terms, trees
from proofread.trusted.sizes import Size
from proofread.trusted.terms import Node, Prop, Term

REAL = (Term, Size, int, Fraction)
TOTAL = frozenset({
    "var", "nat", "index", "size", "const", "pi", "add", "mul", "power", "natpow", "exp", "abs", "sign", "floor", "sin",
    "cos", "tanh", "maximum",
})  # fmt: skip


@dataclass(frozen=True, eq=False)
class Complex:
    """re + im·i, both real scalars."""

    re: Term
    im: Term
    computes_with_terms = True  # so that Python asks us for x + z, where x is a term

    def __add__(self, other: object) -> Complex:
        w = complex_number(other)
        return Complex(_sum(self.re, w.re), _sum(self.im, w.im))

    def __radd__(self, other: object) -> Complex:
        return complex_number(other) + self

    def __neg__(self) -> Complex:
        return Complex(_negative(self.re), _negative(self.im))

    def __sub__(self, other: object) -> Complex:
        return self + -complex_number(other)

    def __rsub__(self, other: object) -> Complex:
        return complex_number(other) - self

    def __mul__(self, other: object) -> Complex:
        w = complex_number(other)
        if _is_zero(self) or _is_zero(w):
            return Complex(*(_carrying(terms.const(0), (x.re, x.im)) for x in (self, w)))
        real = _sum(_product(self.re, w.re), _negative(_product(self.im, w.im)))
        return Complex(real, _sum(_product(self.re, w.im), _product(self.im, w.re)))

    def __rmul__(self, other: object) -> Complex:
        return complex_number(other) * self

    def __truediv__(self, other: object) -> Complex:
        """z·w̄/|w|²; that w is not 0 becomes an obligation of the statement."""
        w = complex_number(other)
        return self * conjugate(w) * terms.recip(squared_modulus(w))

    def __rtruediv__(self, other: object) -> Complex:
        return complex_number(other) / self

    def __pow__(self, exponent: object) -> Complex:
        """For a whole number; others have no one value, or no method yet."""
        if isinstance(exponent, Term) and exponent.op == "const" and exponent.data[0].denominator == 1:
            exponent = int(exponent.data[0])
        if not isinstance(exponent, int) or isinstance(exponent, bool):
            raise ClaimError("a power of a complex number other than z ** 3", "an exponent is a whole number")
        if exponent < 0:
            return 1 / self**-exponent
        if not exponent:
            return 0 * self + 1
        half = self ** (exponent // 2) if exponent > 1 else complex_number(1)
        return half * half * self if exponent % 2 else half * half


def complex_number(x: object) -> Complex:
    """A real scalar with imaginary part 0, or the number itself."""
    if isinstance(x, Complex):
        return x
    if not isinstance(x, REAL):
        raise ClaimError(f"{x!r} is no number", "write a scalar, or a complex number")
    made = terms.to_term(x)
    if made.shape:
        raise ClaimError(f"a {terms.shape_text(made)} term beside a complex number", "complex numbers are scalars")
    return Complex(made, terms.const(0))


I = Complex(terms.const(0), terms.const(1))  # noqa: E741  the imaginary unit has this name


def re(z: object) -> Term:
    """The real part."""
    w = complex_number(z)
    return _carrying(w.re, (w.im,))


def im(z: object) -> Term:
    """The imaginary part, a real number."""
    w = complex_number(z)
    return _carrying(w.im, (w.re,))


def conjugate(z: object) -> Complex:
    """re − im·i."""
    w = complex_number(z)
    return Complex(w.re, _negative(w.im))


def both_parts(x: object) -> tuple[Term, Term] | None:
    """Real and imaginary part of a scalar."""
    if not isinstance(x, (Complex, *REAL)) or (isinstance(x, Term) and x.shape):
        return None
    return re(x), im(x)


def _is_zero(z: Complex) -> bool:
    return z.re == z.im == terms.const(0)


def _carrying(x: Term, others: tuple[Term, ...]) -> Term:
    """x, which is defined only where all the others are: what does not count still has to exist."""
    for y in others:
        if not _partial(y) <= _partial(x):
            x = x + 0 * y
    return x


def _partial(x: Term) -> set[Node]:
    """What stands in a term and is not defined everywhere, or may not be."""
    return {n for n in trees.subnodes(x) if n.op not in TOTAL}


def _sum(x: Term, y: Term) -> Term:
    """Without what adds nothing, so that statements stay short."""
    zero = terms.const(0)
    return y if x == zero else x if y == zero else x + y


def _negative(x: Term) -> Term:
    return terms.const(-x.data[0]) if x.op == "const" else -x


def _product(x: Term, y: Term) -> Term:
    zero, one = terms.const(0), terms.const(1)
    if zero in (x, y):
        return zero
    return y if x == one else x if y == one else x * y


def squared_modulus(z: Complex) -> Term:
    return _sum(_product(z.re, z.re), _product(z.im, z.im))


# --- what the words for real terms do with complex ones --------------------------------------------------------------


def same(z: object, w: object) -> Prop:
    """Real parts are equal, and imaginary parts."""
    a, b = complex_number(z), complex_number(w)
    parts = terms.relation("equal", re(a), re(b)), terms.relation("equal", im(a), im(b))
    return terms.connective("and", *parts)


def different(z: object, w: object) -> Prop:
    return terms.relation("apart", squared_modulus(complex_number(z) - w), 0)


def modulus(z: Complex) -> Term:
    made: Term = terms.sqrt(squared_modulus(z))
    return made


def exponential(z: Complex) -> Complex:
    """e^re (cos im + i sin im)."""
    return Complex(scalar_terms.cos(z.im), scalar_terms.sin(z.im)) * terms.exp(z.re)


def hyperbolic_cosine(z: Complex) -> Complex:
    return (exponential(z) + exponential(-z)) * Fraction(1, 2)


def hyperbolic_sine(z: Complex) -> Complex:
    return (exponential(z) - exponential(-z)) * Fraction(1, 2)


def cosine(z: Complex) -> Complex:
    """cosh(iz)."""
    return hyperbolic_cosine(I * z)


def sine(z: Complex) -> Complex:
    """−i sinh(iz)."""
    return -I * hyperbolic_sine(I * z)
