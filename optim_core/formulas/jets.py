"""Heights, gradients and Hessians of a typed formula in NumPy: for what lives too short to compile.

A jet is a function of x and y near many points at once, up to its second derivatives. Each
operation makes one of those of its inputs, by the chain rule (Griewank & Walther 2008, Evaluating
Derivatives, chapter 13).
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from optim_core.formulas.expression import Expression
from optim_core.formulas.operations import MAX_WHOLE_EXPONENT

Array = NDArray[np.float64]
Shape = tuple[Array, Array, Array]  # a function of one number, its first and second derivative


class Jet(NamedTuple):
    """At `k` points; what is beyond the order that was asked for has no rows.

    No derivative is defined at a kink; there it is the mean of both sides, as JAX has it.
    """

    value: Array  # [k]
    gradient: Array  # [2, k], by x and by y
    hessian: Array  # [3, k], by xx, xy and yy


@np.errstate(all="ignore")
def jet(expression: Expression, points: Array, order: int = 2) -> Jet:
    """Of the expression, whose variables are `x` and `y`, at `points [k, 2]`."""
    k = len(points)
    given = {
        name: Jet(points[:, i], np.repeat(np.eye(2)[:, i : i + 1], k, 1)[: 2 * bool(order)], _NONE)
        for i, name in enumerate("xy")
    }
    jets: list[Jet] = []
    for node in expression.nodes:
        if node.op == "variable":
            jets.append(given[node.name])
        elif node.op == "number":
            jets.append(Jet(np.float64(node.value), _NONE, _NONE))  # type: ignore[arg-type]
        elif node.op in BINARY:
            a, b = (jets[i] for i in node.inputs)
            jets.append(BINARY[node.op](a, b, order))
        else:
            (u,) = (jets[i] for i in node.inputs)
            jets.append(_chain(u, UNARY[node.op](u.value), order))
    value, gradient, hessian = jets[-1]
    return Jet(
        np.broadcast_to(value, k),
        np.broadcast_to(gradient if len(gradient) else np.zeros((2, 1)), (2, k)),
        np.broadcast_to(hessian if len(hessian) else np.zeros((3, 1)), (3, k)),
    )


_NONE = np.zeros((0, 1))  # all are zero


def _add(a: Array, b: Array) -> Array:
    """The sum of two parts, either of which may be none."""
    return a + b if len(a) and len(b) else a if len(a) else b


def _times(factor: Array, a: Array) -> Array:
    return factor * a if len(a) else a


def _outer(a: Array, b: Array) -> Array:
    """The rows xx, xy, yy of a product of two gradients `[2, k]`, made symmetric."""
    if not (len(a) and len(b)):
        return _NONE
    return np.stack(np.broadcast_arrays(a[0] * b[0], (a[0] * b[1] + a[1] * b[0]) / 2, a[1] * b[1]))


def _chain(u: Jet, of: Shape, order: int) -> Jet:
    f, f1, f2 = of
    if not (order and len(u.gradient)):
        return Jet(f, _NONE, _NONE)
    gradient = f1 * u.gradient
    if order < 2:
        return Jet(f, gradient, _NONE)
    bend = _outer(u.gradient, u.gradient)
    return Jet(f, gradient, _add(f2 * bend, _times(f1, u.hessian)))


def _sum(a: Jet, b: Jet, order: int) -> Jet:
    return Jet(a.value + b.value, _add(a.gradient, b.gradient), _add(a.hessian, b.hessian))


def _difference(a: Jet, b: Jet, order: int) -> Jet:
    minus = Jet(b.value, -b.gradient, -b.hessian)
    return _sum(a, minus, order)._replace(value=a.value - b.value)


def _product(a: Jet, b: Jet, order: int) -> Jet:
    gradient = _add(_times(b.value, a.gradient), _times(a.value, b.gradient))
    if order < 2:
        return Jet(a.value * b.value, gradient, _NONE)
    straight = _add(_times(b.value, a.hessian), _times(a.value, b.hessian))
    return Jet(a.value * b.value, gradient, _add(straight, 2 * _outer(a.gradient, b.gradient)))


def _quotient(a: Jet, b: Jet, order: int) -> Jet:
    part = 1 / b.value
    inverse = _chain(b, (part, -(part**2), 2 * part**3), order)
    return _product(a, inverse, order)._replace(value=a.value / b.value)


def _power(a: Jet, b: Jet, order: int) -> Jet:
    if not len(b.gradient):
        return _chain(a, _power_of(a.value, float(b.value)), order)
    value = np.power(a.value, b.value)
    exponent = _product(b, _chain(a, UNARY["log"](a.value), order), order)
    return _chain(exponent, (value, value, value), order)


def _power_of(x: Array, c: float) -> Shape:
    def power(exponent: float) -> Array:
        whole = exponent == int(exponent) and abs(exponent) <= MAX_WHOLE_EXPONENT
        return np.power(x, int(exponent)) if whole and exponent >= 0 else np.power(x, exponent)

    zero = np.zeros_like(x)
    slope = c * power(c - 1) if c else zero
    return power(c), slope, c * (c - 1) * power(c - 2) if c * (c - 1) else zero


def _lesser(a: Jet, b: Jet, order: int) -> Jet:
    return _either(a, b, np.minimum(a.value, b.value), order)


def _greater(a: Jet, b: Jet, order: int) -> Jet:
    return _either(a, b, np.maximum(a.value, b.value), order)


def _either(a: Jet, b: Jet, value: Array, order: int) -> Jet:
    """The one that has the value, or the mean of both where both have it."""
    first, second = (value == a.value) * 1.0, (value == b.value) * 1.0
    shares = first / (first + second), second / (first + second)

    def mixed(one: Array, other: Array) -> Array:
        return _add(_share(shares[0], one), _share(shares[1], other))

    return Jet(value, mixed(a.gradient, b.gradient), mixed(a.hessian, b.hessian))


def _share(share: Array, part: Array) -> Array:
    """What is not chosen counts for nothing, even where it is not finite."""
    return np.where(share == 0, 0.0, share * part) if len(part) else part


def _tanh(x: Array) -> Shape:
    y = np.tanh(x)
    return y, 1 - y**2, -2 * y * (1 - y**2)


def _tan(x: Array) -> Shape:
    y = np.tan(x)
    return y, 1 + y**2, 2 * y * (1 + y**2)


def _exp(x: Array) -> Shape:
    y = np.exp(x)
    return y, y, y


def _log(x: Array) -> Shape:
    return np.log(x), 1 / x, -1 / x**2


def _sqrt(x: Array) -> Shape:
    y = np.sqrt(x)
    return y, 0.5 / y, -0.25 / (y * x)


def _sigmoid(x: Array) -> Shape:
    small = np.exp(-np.abs(x))  # that of a great number would be no number
    y = np.where(x >= 0, 1.0, small) / (1 + small)
    slope = small / (1 + small) ** 2
    return y, slope, slope * (1 - 2 * y)


def _straight(value: Callable, slope: Callable) -> Callable[[Array], Shape]:
    return lambda x: (value(x), slope(x), np.zeros_like(x))


UNARY: dict[str, Callable[[Array], Shape]] = {
    "negative": _straight(np.negative, lambda x: np.full_like(x, -1.0)),
    "sin": lambda x: (np.sin(x), np.cos(x), -np.sin(x)),
    "cos": lambda x: (np.cos(x), -np.sin(x), -np.cos(x)),
    "tan": _tan,
    "tanh": _tanh,
    "exp": _exp,
    "log": _log,
    "sqrt": _sqrt,
    "abs": _straight(np.abs, np.sign),
    "sign": _straight(np.sign, np.zeros_like),
    "sigmoid": _sigmoid,
    "relu": _straight(lambda x: np.maximum(x, 0.0), lambda x: (x > 0) * 1.0),
}
BINARY: dict[str, Callable[[Jet, Jet, int], Jet]] = {
    "+": _sum,
    "-": _difference,
    "*": _product,
    "/": _quotient,
    "^": _power,
    "min": _lesser,
    "max": _greater,
}
