"""The compiled loops of the lab: steps of an optimizer on a network, and its evaluation."""

from collections.abc import Mapping
from functools import partial
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from jax import Array
from numpy.typing import NDArray

from optim_core.lane import Lane
from optim_core.network.mlp import (
    BN_MEMORY,
    Dropout,
    Network,
    Penalty,
    cross_entropies,
    initial_weights,
    objective,
    outputs,
    ravel,
    unravel,
    zero_statistics,
)
from optim_core.network.settings import Initial, Settings

EVAL_BATCH = 1000  # images that are evaluated at a time


class StaticConfig(NamedTuple):
    """What is compiled in of a lane. All else is traced: no change of a number compiles anew.

    Dropout, the weights' running average and the penalties are there or not, as they cost time.
    """

    optimizer: Any
    switches: tuple
    network: Network
    use_dropout: bool
    use_ema: bool
    use_penalty: bool

    @classmethod
    def of(cls, lane: Lane, settings: Settings, pixels: int, classes: int) -> "StaticConfig":
        return cls(
            lane.optimizer.entry,
            lane.optimizer.switches,
            Network((pixels, *settings.hidden, classes), settings.activation, settings.batch_norm),
            settings.dropout > 0,
            settings.ema_decay > 0,
            settings.l1 > 0 or settings.l2 > 0,
        )


class TracedConfig(NamedTuple):
    """What is traced of a lane, in float32."""

    hyperparameters: Mapping[str, np.float32]  # `lr` for the first state: it comes step by step
    label_smoothing: np.float32
    penalty: Penalty
    dropout: np.float32
    ema_decay: np.float32

    @classmethod
    def of(cls, lane: Lane, settings: Settings) -> "TracedConfig":
        numbers = lane.optimizer.numbers
        with np.errstate(over="ignore"):  # what float32 cannot hold is infinite, and is seen
            return cls(
                {name: np.float32(value) for name, value in numbers.items()},
                np.float32(settings.label_smoothing),
                Penalty(np.float32(settings.l1), np.float32(settings.l2)),
                np.float32(settings.dropout),
                np.float32(settings.ema_decay),
            )


class Images(NamedTuple):
    """A data set as the programs take it."""

    images: Array  # [n, pixels] uint8
    labels: Array  # [n] uint8
    scale: np.float32  # a full pixel times this is 1

    def at(self, indices):
        """The images `[batch, pixels]` from 0 to 1 and the labels `[batch]`; -1 is as 0."""
        images = jnp.take(self.images, indices, axis=0, mode="clip").astype(jnp.float32)
        return images * self.scale, jnp.take(self.labels, indices, mode="clip")


class TrainState(NamedTuple):
    """How far a run has come."""

    x: Array  # the weights, [n]
    state: Any  # the optimizer's
    ema: Array | None  # the running one of the weights, [n]
    statistics: Array  # batch normalization's, [2, units]

    @property
    def weights(self) -> Array:
        """Those that are evaluated."""
        return self.x if self.ema is None else self.ema


def begin(static: StaticConfig, traced: TracedConfig, init: Initial, seed: int) -> TrainState:
    """Before the first step. The weights depend on the network and the seed alone."""
    x = jnp.asarray(initial_weights(static.network, init, seed))
    return TrainState(
        x,
        _state(static.optimizer, static.switches, traced.hyperparameters, x),
        x if static.use_ema else None,
        jnp.asarray(zero_statistics(static.network)),
    )


@partial(jax.jit, static_argnums=(0, 1))
def _state(optimizer, switches, hyperparameters, x):
    return optimizer.init(x, **hyperparameters, **dict(switches))


class Steps(NamedTuple):
    """Some steps: where they lead, and what was seen at the beginning of each."""

    train_state: TrainState
    finite: Array  # whether all weights are, at the end
    loss: Array  # of each step's mini-batch, [most]
    gradient_norm: Array  # of what the optimizer minimizes, [most]


@partial(jax.jit, static_argnums=0)
def steps(
    static: StaticConfig,
    traced: TracedConfig,
    data: Images,
    train_state: TrainState,
    seed: Any,
    t: Any,
    rates: NDArray,
    batches: NDArray,
    count: Any,
) -> Steps:
    """`count` steps from number `t` on, over mini-batches `[most, batch]` at `rates [most]`.

    The loss and the gradient are those at the weights. Most rules take the very same gradient; the
    look-ahead form of Nesterov's takes another one, elsewhere, so there the curves cost a second.
    """
    optimizer, switches, network, use_dropout, use_ema, use_penalty = static

    def step(i, carry):
        (x, state, ema, statistics), losses, norms = carry
        now = t + i
        images, labels = data.at(batches[i])
        dropout = (
            Dropout(jax.random.fold_in(jax.random.key(seed), now), traced.dropout)
            if use_dropout
            else None
        )

        def f_and_metrics(arrays):
            return objective(
                arrays, network, images, labels,
                traced.label_smoothing, traced.penalty if use_penalty else None, dropout,
            )  # fmt: skip

        (value, metrics), by_array = jax.value_and_grad(f_and_metrics, has_aux=True)(
            unravel(x, network.shapes)
        )
        f = _known_at(
            lambda x: f_and_metrics(unravel(x, network.shapes))[0],
            x, value, ravel(by_array),
        )  # fmt: skip
        hyperparameters = {**traced.hyperparameters, **dict(switches)}
        if optimizer.has_rate:
            hyperparameters["lr"] = rates[i]
        x, state = optimizer.function(f, x, state, now.astype(x.dtype), **hyperparameters)
        if use_ema:  # the mean of all so far, until that remembers as much as is asked for
            kept = jnp.minimum(traced.ema_decay, 1 - 1 / now.astype(x.dtype))
            ema = kept * ema + (1 - kept) * x
        statistics = BN_MEMORY * statistics + (1 - BN_MEMORY) * metrics.statistics
        losses = losses.at[i].set(metrics.loss)
        norms = norms.at[i].set(jnp.sqrt(sum((array**2).sum() for array in by_array)))
        return TrainState(x, state, ema, statistics), losses, norms

    curve = jnp.zeros(len(batches), train_state.x.dtype)
    train_state, losses, norms = jax.lax.fori_loop(0, count, step, (train_state, curve, curve))
    return Steps(train_state, jnp.isfinite(train_state.x).all(), losses, norms)


def _known_at(f, x, value, gradient):
    """`f`, which at the point `x` itself is not computed again. Differentiable backward only."""
    known = jax.custom_vjp(f)

    def forward(point):
        return (value, gradient) if point is x else jax.value_and_grad(f)(point)

    known.defvjp(forward, lambda gradient, weight: (weight * gradient,))
    return known


class Evaluation(NamedTuple):
    """Of some blocks of images."""

    loss: Array  # the sum of the cross-entropies, [most]
    right: Array  # how many are classified rightly, [most]
    max_activation: Array  # in each hidden layer the largest |activation| of all, [hidden layers]


@partial(jax.jit, static_argnums=0)
def evaluate(
    network: Network, data: Images, x: Array, statistics: Array, blocks: NDArray, count: Any
) -> Evaluation:
    """Of the first `count` of the blocks of indices `[most, EVAL_BATCH]`, where -1 is no image."""

    def block(i, carry):
        losses, rights, max_activation = carry
        indices = blocks[i]
        images, labels = data.at(indices)
        out = outputs(x, network, images, statistics, None)
        there = indices >= 0
        loss = jnp.where(there, cross_entropies(out.logits, labels), 0).sum()
        right = (there & (out.logits.argmax(axis=1) == labels)).sum(dtype=jnp.int32)
        return (
            losses.at[i].set(loss),
            rights.at[i].set(right),
            jnp.maximum(max_activation, out.max_activation),
        )

    most = len(blocks)
    layers = max(len(network.widths) - 2, 1)
    begin = (jnp.zeros(most, x.dtype), jnp.zeros(most, jnp.int32), jnp.zeros(layers, x.dtype))
    return Evaluation(*jax.lax.fori_loop(0, count, block, begin))


@partial(jax.jit, static_argnums=0)
def statistics_of(network: Network, data: Images, x: Array, blocks: NDArray) -> Array:
    """Batch normalization's means and variances for the weights `x`, `[2, units]`.

    The mean of those of some blocks of images, by their indices `[k, size]`.
    """

    def add(i, total):
        images, _ = data.at(blocks[i])
        return total + outputs(x, network, images, None, None).statistics

    begin = jnp.zeros((2, sum(network.widths[1:-1])), x.dtype)
    return jax.lax.fori_loop(0, len(blocks), add, begin) / len(blocks)


@partial(jax.jit, static_argnums=0)
def probabilities(
    network: Network, data: Images, x: Array, statistics: Array, indices: NDArray
) -> Array:
    """What the network gives each class for each image at `indices [k]`: `[k, classes]`."""
    images, _ = data.at(indices)
    return jax.nn.softmax(outputs(x, network, images, statistics, None).logits)


def forget() -> None:
    """Lets go of all compiled programs: each takes some MB, and what is needed compiles anew."""
    programs: tuple[Any, ...] = _state, steps, evaluate, statistics_of, probabilities
    for program in programs:
        program.clear_cache()
