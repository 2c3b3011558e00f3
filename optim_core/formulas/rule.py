"""An update rule as nodes, and the lines from which it was read."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import jax
import jax.numpy as jnp

from optim_core.formulas.expression import Node
from optim_core.formulas.operations import RULE_OPERATIONS


@dataclass(frozen=True)
class Line:
    """A line of the text; `node` is what it computes, None where it says a number or a start."""

    at: int  # the character at which it begins
    text: str
    target: str = ""  # the name that it sets
    node: int | None = None
    before: Mapping[str, int] | None = None  # the node of each name that was known before it


@dataclass(frozen=True)
class Rule:
    """Nodes, each after its inputs; `x` and `states` are those after a step.

    `numbers` are those that stand by themselves, in their order; `skeleton` is the rule without
    their values: what is compiled.
    """

    nodes: tuple[Node, ...]
    lines: tuple[Line, ...]
    x: int
    states: tuple[tuple[str, int], ...]
    numbers: tuple[tuple[str, float], ...]
    skeleton: str

    @property
    def gradients(self) -> int:
        """How many a step takes, of those at one point one."""
        elsewhere = {node.inputs for node in self.nodes if node.op == "gradient"}
        at_x = any(node.op == "variable" and node.name == "g" for node in self.nodes)
        return len(elsewhere) + at_x

    def values(
        self, f: Any, x: Any, states: Mapping[str, Any], t: Any, lr: Any, numbers: Mapping[str, Any]
    ) -> list[Any]:
        """The value of every node in a step from `x [n]`."""
        read = {node.name for node in self.nodes if node.op == "variable"}
        given: dict[str, Any] = {"x": x, "t": t, "lr": lr, **states, **numbers}
        if {"f", "g"} <= read:
            given["f"], given["g"] = jax.value_and_grad(f)(x)
        elif "g" in read:
            given["g"] = jax.grad(f)(x)
        elif "f" in read:
            given["f"] = f(x)
        values: list[Any] = []
        elsewhere: dict[int, Any] = {}  # gradients, by the node of their point
        for node in self.nodes:
            inputs = [values[i] for i in node.inputs]
            if node.op == "variable":
                values.append(given[node.name])
            elif node.op == "number":
                values.append(node.value)
            elif node.op == "gradient":
                (point,) = node.inputs
                if point not in elsewhere:
                    elsewhere[point] = jax.grad(f)(jnp.broadcast_to(inputs[0], x.shape))
                values.append(elsewhere[point])
            else:
                values.append(RULE_OPERATIONS[node.op].apply(*inputs))
        return values
