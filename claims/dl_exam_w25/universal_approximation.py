"""Networks whose hidden units take the values 0 and 1 only, and continuous functions on an interval.

Grid points split the interval so finely that the function changes by at most `close` between one and the next. Unit j
is 1 from grid point j on; the linear output layer gives it the weight y(j) − y(j − 1), where y is the function there.
"""

from __future__ import annotations

from proofread import Nat, Positive, Scalar, Sequence, and_, assume, claim, correction, equal, forall, le, not_
from proofread.trusted.terms import Prop, Term


@claim("dl-exam-w25/B4")
def discrete_hidden_units(y: Sequence[Scalar], output: Sequence[Scalar], value: Sequence[Scalar], close: Positive):
    """Option (d), the key: such units keep a network from coming close; in truth it is within `close` everywhere.

    value(j) is the function anywhere between grid points j and j + 1, output(j) that of the network there. ReLU, one
    hidden layer without limit on its width and a linear output are in the theorem's usual form; so no option breaks it.
    """
    assume(equal(output(0), y(0)), forall(Nat, lambda j: equal(output(j + 1), output(j) + (y(j + 1) - y(j)))))

    def near(at: Term, f: Sequence) -> Prop:
        return and_(le(value(at) - f(at), close), le(f(at) - value(at), close))

    assume(forall(Nat, lambda j: near(j, y)))
    everywhere = forall(Nat, lambda j: near(j, output))
    exact = forall(Nat, lambda j: and_(equal(output(j), y(j)), near(j, output)))
    return correction(not_(everywhere), to=exact)
