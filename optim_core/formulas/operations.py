"""The operations of typed formulas: how each is computed, and its derivatives, written out."""

import math
from collections.abc import Callable
from dataclasses import dataclass

import jax
import jax.numpy as jnp

CONSTANTS = {"pi": math.pi, "e": math.e}

# An exponent that is a whole number up to this is taken as one: exact, and differentiable at 0.
MAX_WHOLE_EXPONENT = 64


@dataclass(frozen=True)
class Operation:
    """`apply(*inputs) -> output` in JAX; `slopes(output, *inputs)` in floats, one by each input."""

    name: str
    count: int  # of inputs
    apply: Callable
    slopes: Callable[..., tuple[float, ...]]


def _power(base, exponent):
    known = isinstance(exponent, float) and abs(exponent) <= MAX_WHOLE_EXPONENT
    if known and exponent == int(exponent):
        return base ** int(exponent)
    return jnp.power(base, exponent)


def _power_slopes(out, base, exponent):
    by_base = exponent * _float_power(base, exponent - 1)
    if base > 0:
        return by_base, out * math.log(base)
    return by_base, 0.0 if base == 0 and exponent > 0 else math.nan


def _float_power(base: float, exponent: float) -> float:
    try:
        return math.pow(base, exponent)
    except OverflowError:
        return math.inf
    except ValueError:  # of zero to less than one, or of less than zero to no whole number
        return math.inf if base == 0 else math.nan


def _over(a: float, b: float) -> float:
    if b == 0:
        return math.nan if a == 0 else math.copysign(math.inf, a) * math.copysign(1, b)
    return a / b


def _chosen(first: bool, second: bool) -> tuple[float, float]:
    """To whom a minimum or maximum passes its gradient: by halves where both are equal."""
    both = first + second
    return (first / both, second / both) if both else (math.nan, math.nan)


def _sign(a: float) -> float:
    return a if math.isnan(a) else float((a > 0) - (a < 0))


OPERATIONS = {
    each.name: each
    for each in (
        Operation("+", 2, lambda a, b: a + b, lambda out, a, b: (1.0, 1.0)),
        Operation("-", 2, lambda a, b: a - b, lambda out, a, b: (1.0, -1.0)),
        Operation("*", 2, lambda a, b: a * b, lambda out, a, b: (b, a)),
        Operation("/", 2, lambda a, b: a / b, lambda out, a, b: (_over(1, b), -_over(out, b))),
        Operation("^", 2, _power, _power_slopes),
        Operation("negative", 1, lambda a: -a, lambda out, a: (-1.0,)),
        Operation("sin", 1, jnp.sin, lambda out, a: (math.cos(a),)),
        Operation("cos", 1, jnp.cos, lambda out, a: (-math.sin(a),)),
        Operation("tan", 1, jnp.tan, lambda out, a: (1 + out * out,)),
        Operation("tanh", 1, jnp.tanh, lambda out, a: (1 - out * out,)),
        Operation("exp", 1, jnp.exp, lambda out, a: (out,)),
        Operation("log", 1, jnp.log, lambda out, a: (_over(1, a),)),
        Operation("sqrt", 1, jnp.sqrt, lambda out, a: (_over(0.5, out),)),
        Operation("abs", 1, jnp.abs, lambda out, a: (_sign(a),)),
        Operation("min", 2, jnp.minimum, lambda out, a, b: _chosen(a == out, b == out)),
        Operation("max", 2, jnp.maximum, lambda out, a, b: _chosen(a == out, b == out)),
        Operation("sigmoid", 1, jax.nn.sigmoid, lambda out, a: (out * (1 - out),)),
        Operation("relu", 1, jax.nn.relu, lambda out, a: (float(a > 0),)),
    )
}

# What an update rule may compute.
RULE_OPERATIONS = OPERATIONS | {
    "sign": Operation("sign", 1, jnp.sign, lambda out, a: (0.0,)),
    "square": Operation("square", 1, lambda a: a * a, lambda out, a: (2 * a,)),
}
