"""A formula as nodes: what is computed from what, one after another."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from optim_core.formulas.operations import OPERATIONS


@dataclass(frozen=True)
class Node:
    """`op` is an operation, "number" or "variable"; `inputs` are indices of nodes before it."""

    op: str
    inputs: tuple[int, ...] = ()
    value: float = 0.0  # of a number
    name: str = ""  # of a variable, or of the line whose outcome it is
    at: int = 0  # the character where it stands


@dataclass(frozen=True)
class Expression:
    """Nodes, each after its inputs; the last one is the result."""

    nodes: tuple[Node, ...]

    @property
    def variables(self) -> tuple[str, ...]:
        """The names of what is to be given, in the order in which they occur."""
        return tuple(node.name for node in self.nodes if node.op == "variable")

    def evaluate(self, given: Mapping[str, Any]) -> list[Any]:
        """The value of every node, in JAX; NumPy's and JAX's arrays of one shape may be given."""
        values: list[Any] = []
        for node in self.nodes:
            if node.op == "variable":
                values.append(given[node.name])
            elif node.op == "number":
                values.append(node.value)
            else:
                values.append(OPERATIONS[node.op].apply(*(values[i] for i in node.inputs)))
        return values
