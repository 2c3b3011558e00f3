"""A computation graph: values forward, gradients backward, node by node; and two other ways.

The backward pass is written here by hand, with the derivatives of `operations`. JAX's own and
finite differences stand beside it, so that whoever looks sees whether they agree.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Annotated, Literal, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np

from optim_core.formulas.expression import Expression
from optim_core.formulas.operations import OPERATIONS
from optim_core.formulas.reader import MAX_LENGTH, parse
from optim_core.layers import ENTRIES
from optim_core.parameters import Range, Text, Typed, finite, parameters_of, set_fields
from optim_core.programs import Programs

MAX_PROGRAMS = 16  # that are kept compiled: of the formulas that were looked at last


class Forward(NamedTuple):
    """A graph at one point, computed by JAX in float64. What is not defined is nan, or infinite."""

    values: tuple[float, ...]  # of each node
    gradient: tuple[float, ...]  # of the result by each variable, as `jax.grad` has it
    differences: tuple[float, ...]  # the same from the result's values on both sides


class Backward(NamedTuple):
    """What the backward pass finds at each node. None stands for what is sent to a number."""

    gradients: tuple[float, ...]  # of the result by each node
    slopes: tuple[tuple[float | None, ...], ...]  # of each node by its inputs
    sent: tuple[tuple[float | None, ...], ...]  # what each node adds to its inputs' gradients
    order: tuple[int, ...]  # in which nodes send, from the result on


def forward(expression: Expression, given: Mapping[str, float]) -> Forward:
    """The value of each node at these values of the variables, and how the result changes."""
    at = np.array([given[name] for name in expression.variables], float)
    steps = np.cbrt(np.finfo(float).eps) * np.maximum(1.0, np.abs(at))
    values, gradient, above, below = _program(expression)(at, steps)
    with np.errstate(all="ignore"):
        differences = (np.asarray(above) - np.asarray(below)) / (2 * steps)
    return Forward(*(tuple(np.asarray(x).tolist()) for x in (values, gradient, differences)))


@lru_cache(maxsize=MAX_PROGRAMS)
def _program(expression: Expression) -> Callable:
    """All that JAX computes of a graph, compiled once it has run."""

    def every(vector):
        given = dict(zip(expression.variables, vector, strict=True))
        return [jnp.asarray(value, float) for value in expression.evaluate(given)]

    def result(vector):
        return every(vector)[-1]

    def run(at, steps):
        sides = [jax.vmap(result)(at + sign * jnp.diag(steps)) for sign in (1, -1)]
        return jnp.stack(every(at)), jax.grad(result)(at), *sides

    return Programs(run)


def backward(expression: Expression, values: tuple[float, ...]) -> Backward:
    """The chain rule from the result to the inputs, given each node's value.

    A node passes on its own gradient times its derivative by each input; where several use a node,
    what they send is added up.
    """
    nodes = expression.nodes
    varies = _varies(expression)
    gradients = [0.0] * len(nodes)
    gradients[-1] = 1.0
    slopes: list[tuple[float | None, ...]] = [()] * len(nodes)
    sent: list[tuple[float | None, ...]] = [()] * len(nodes)
    order = []
    for i in reversed(range(len(nodes))):
        inputs = nodes[i].inputs
        if not inputs or not varies[i]:
            continue
        order.append(i)
        found = _slopes(nodes[i].op, values[i], [values[j] for j in inputs])
        slopes[i] = tuple(s if varies[j] else None for s, j in zip(found, inputs, strict=True))
        sent[i] = tuple(None if slope is None else gradients[i] * slope for slope in slopes[i])
        for j, part in zip(inputs, sent[i], strict=True):
            gradients[j] += part or 0.0
    return Backward(tuple(gradients), tuple(slopes), tuple(sent), tuple(order))


def _varies(expression: Expression) -> list[bool]:
    """Whether each node depends on a variable."""
    varies: list[bool] = []
    for node in expression.nodes:
        varies.append(node.op == "variable" or any(varies[i] for i in node.inputs))
    return varies


def _slopes(op: str, value: float, inputs: list[float]) -> tuple[float, ...]:
    try:
        return tuple(float(slope) for slope in OPERATIONS[op].slopes(value, *inputs))
    except (ValueError, OverflowError):  # of what is not a number or infinite
        return (math.nan,) * len(inputs)


def descended(
    given: Mapping[str, float], gradient: Mapping[str, float], lr: float
) -> dict[str, float]:
    """The variables after one step of gradient descent at the rate `lr`."""
    return {name: value - lr * gradient[name] for name, value in given.items()}


Inputs = tuple[tuple[str, float], ...]
DEFAULT_INPUT = 1.0
INPUT = Range(-10.0, 10.0)  # of sliders and links


def defaults(form: str, formula: str) -> dict[str, float]:
    """The variables of such a computation, with what they are where nothing is said."""
    if form == "layers":
        return dict(ENTRIES)
    return dict.fromkeys(parse(formula).variables, DEFAULT_INPUT)


@dataclass(frozen=True, kw_only=True)
class Computation:
    """A formula, the values of its variables, and the rate of one step of gradient descent.

    Where `form` is "layers", the network of `layers` in place of the formula: its variables are the
    entries of its matrices and vectors.

    `inputs` may be given as a mapping or as pairs; variables that it leaves out are
    `DEFAULT_INPUT`, others are no part of the value. Raises FormulaError for a formula that cannot
    be read, ValueError for an input or a rate that is not finite.
    """

    form: Annotated[
        Literal["formula", "layers"],
        Text(
            "Graph",
            "a formula node by node, or a network of two layers in matrix form",
            {"formula": "Formula", "layers": "Layers (matrices)"},
        ),
    ] = "formula"
    formula: Annotated[
        str,
        Typed(parse, MAX_LENGTH),
        Text("Formula", "one assignment a line; the last line is the result"),
    ] = "(x + y)*z"
    inputs: Inputs = (("x", -2.0), ("y", 5.0), ("z", -4.0))
    lr: Annotated[
        float, Range(1e-3, 10.0, log=True), Text("Learning rate", "of one step down the gradient")
    ] = 0.1

    def __post_init__(self) -> None:
        given = dict(self.inputs)
        values = ((each, given.get(each, left_out)) for each, left_out in self.defaults.items())
        set_fields(
            self,
            inputs=tuple((name, finite(name, value)) for name, value in values),
            lr=finite("lr", self.lr, least=0),
        )

    @property
    def defaults(self) -> dict[str, float]:
        """What each variable is where nothing else is said."""
        return defaults(self.form, self.formula)

    @cached_property
    def expression(self) -> Expression:
        return parse(self.formula)


COMPUTATION_PARAMETERS = {
    parameter.name: parameter for parameter in parameters_of(Computation, but=("inputs",))
}
