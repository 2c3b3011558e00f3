"""The compiled evaluation of a network: its losses, what it classifies rightly, what it says."""

from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
from jax import Array
from numpy.typing import NDArray

from optim_core.network.images import Images
from optim_core.network.mlp import Network, outputs
from optim_core.network.multi_task import parity
from optim_core.network.objective import cross_entropies
from optim_core.programs import programs

EVAL_BATCH = 1000  # images that are evaluated at a time


class Evaluation(NamedTuple):
    """Of some blocks of images."""

    loss: Array  # the sum of the cross-entropies, [most]
    right: Array  # how many are classified rightly, [most]
    max_activation: Array  # in each hidden layer the largest |activation| of all, [hidden layers]
    second_right: Array | None  # likewise of the second head, where there is one, [most]


@programs(statics=1)
def evaluate(
    network: Network, data: Images, x: Array, statistics: Array, blocks: NDArray, count: Any
) -> Evaluation:
    """Of the first `count` of the blocks of indices `[most, EVAL_BATCH]`, where -1 is no image."""

    def block(i, carry):
        losses, rights, max_activation, seconds = carry
        indices = blocks[i]
        images, labels = data.at(indices)
        out = outputs(x, network, images, statistics, None)
        there = indices >= 0
        loss = jnp.where(there, cross_entropies(out.logits, labels), 0).sum()

        def right_of(logits, labels):
            return (there & (logits.argmax(axis=1) == labels)).sum(dtype=jnp.int32)

        return (
            losses.at[i].set(loss),
            rights.at[i].set(right_of(out.logits, labels)),
            jnp.maximum(max_activation, out.max_activation),
            None if out.second is None else seconds.at[i].set(right_of(out.second, parity(labels))),
        )

    most = len(blocks)
    layers = max(len(network.widths) - 2, 1)
    none = jnp.zeros(most, jnp.int32)
    seconds = none if network.has_second_task else None
    begin = (jnp.zeros(most, x.dtype), none, jnp.zeros(layers, x.dtype), seconds)
    return Evaluation(*jax.lax.fori_loop(0, count, block, begin))


@programs(statics=1)
def statistics_of(network: Network, data: Images, x: Array, blocks: NDArray) -> Array:
    """Batch normalization's means and variances for the weights `x`, `[2, units]`.

    The mean of those of some blocks of images, by their indices `[k, size]`.
    """

    def add(i, total):
        images, _ = data.at(blocks[i])
        return total + outputs(x, network, images, None, None).statistics

    begin = jnp.zeros((2, sum(network.widths[1:-1])), x.dtype)
    return jax.lax.fori_loop(0, len(blocks), add, begin) / len(blocks)


@programs(statics=1)
def probabilities(
    network: Network, data: Images, x: Array, statistics: Array, indices: NDArray
) -> Array:
    """What the network gives each class for each image at `indices [k]`: `[k, classes]`."""
    images, _ = data.at(indices)
    return jax.nn.softmax(outputs(x, network, images, statistics, None).logits)


PROGRAMS = evaluate, statistics_of, probabilities
