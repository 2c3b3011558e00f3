"""A network of two layers in matrix form: values forward, gradients backward layer by layer.

    z1 = W1 x + b1,  h = sigmoid(z1),  z2 = W2 h + b2,  p = softmax(z2),  loss = -log p_1

The backward pass is written here by hand; JAX's own and finite differences stand beside it.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray

from optim_core.programs import Programs


class Layer(NamedTuple):
    """A node of the graph; `inputs` are indices of nodes before it."""

    op: str  # "variable" of what is given
    name: str
    shape: tuple[int, ...]
    inputs: tuple[int, ...] = ()


NODES = (
    Layer("variable", "W1", (2, 2)),
    Layer("variable", "x", (2,)),
    Layer("variable", "b1", (2,)),
    Layer("affine", "z1", (2,), (0, 1, 2)),
    Layer("sigmoid", "h", (2,), (3,)),
    Layer("variable", "W2", (2, 2)),
    Layer("variable", "b2", (2,)),
    Layer("affine", "z2", (2,), (5, 4, 6)),
    Layer("softmax", "p", (2,), (7,)),
    Layer("cross_entropy", "loss", (), (8,)),
)
RIGHT = 0  # the index of the right class
GIVEN = tuple(i for i, node in enumerate(NODES) if node.op == "variable")
START = {
    "W1": ((0.5, -1.0), (1.5, 0.5)),
    "x": (1.0, 2.0),
    "b1": (0.5, -0.5),
    "W2": ((1.0, -1.0), (-0.5, 1.5)),
    "b2": (0.0, 0.5),
}


def entries() -> Iterator[tuple[str, float]]:
    """Each number that is given, by its name: `W1_12` is in row 1 and column 2, from 1."""
    for i in GIVEN:
        value = np.array(START[NODES[i].name])
        for at in np.ndindex(value.shape):
            yield f"{NODES[i].name}_{''.join(str(n + 1) for n in at)}", float(value[at])


ENTRIES = dict(entries())


class Passes(NamedTuple):
    """Both ways through the graph, by node; the rest by each of `GIVEN`."""

    values: tuple[NDArray, ...]
    gradients: tuple[NDArray, ...]  # of the loss by each node
    sent: tuple[tuple[NDArray, ...], ...]  # what each node adds to its inputs' gradients
    order: tuple[int, ...]  # in which nodes send, from the loss on
    by_jax: tuple[NDArray, ...]
    differences: tuple[NDArray, ...]


def passes(given: Mapping[str, float]) -> Passes:
    """At these entries."""
    at = np.array([given[name] for name in ENTRIES], float)
    step = np.cbrt(np.finfo(float).eps)
    values, by_jax, above, below = _program()(at, step)
    values = tuple(np.asarray(value) for value in values)
    gradients, sent = _backward(values)
    order = tuple(i for i in reversed(range(len(NODES))) if NODES[i].inputs)
    differences = (np.asarray(above) - np.asarray(below)) / (2 * step)
    parts = (tuple(_by_node(np.asarray(each))) for each in (by_jax, differences))
    return Passes(values, gradients, sent, order, *parts)


def loss(given: Mapping[str, float]) -> float:
    return float(passes(given).values[-1])


def _by_node(flat):
    """The given nodes' values out of one vector."""
    begin = 0
    for i in GIVEN:
        size = int(np.prod(NODES[i].shape, dtype=int))
        yield flat[begin : begin + size].reshape(NODES[i].shape)
        begin += size


def _forward(flat):
    W1, x, b1, W2, b2 = _by_node(flat)
    z1 = W1 @ x + b1
    h = jax.nn.sigmoid(z1)
    z2 = W2 @ h + b2
    p = jax.nn.softmax(z2)
    return W1, x, b1, z1, h, W2, b2, z2, p, -jnp.log(p[RIGHT])


@cache
def _program() -> Programs:
    def run(at, step):
        def result(vector):
            return _forward(vector)[-1]

        sides = [jax.vmap(result)(at + sign * step * jnp.eye(len(at))) for sign in (1, -1)]
        return _forward(at), jax.grad(result)(at), *sides

    return Programs(run)


def _backward(values):
    """The chain rule from the loss to what is given, a layer at a time."""
    gradients = [np.zeros(node.shape) for node in NODES]
    gradients[-1] = np.ones(())
    sent: list[tuple[NDArray, ...]] = [()] * len(NODES)
    for i in reversed(range(len(NODES))):
        inputs = NODES[i].inputs
        if not inputs:
            continue
        sent[i] = RULES[NODES[i].op](gradients[i], values[i], *(values[j] for j in inputs))
        for j, part in zip(inputs, sent[i], strict=True):
            gradients[j] = gradients[j] + part
    return tuple(gradients), tuple(sent)


def _affine(g, z, W, x, b):
    return np.outer(g, x), W.T @ g, g


def _sigmoid(g, h, z):
    return (g * h * (1 - h),)


def _softmax(g, p, z):
    return (p * (g - g @ p),)


def _cross_entropy(g, loss, p):
    sent = np.zeros_like(p)
    sent[RIGHT] = -g / p[RIGHT]
    return (sent,)


RULES = {
    "affine": _affine,
    "sigmoid": _sigmoid,
    "softmax": _softmax,
    "cross_entropy": _cross_entropy,
}
