"""What a training minimizes: the mean cross-entropy of a mini-batch, with what is added to it."""

from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
from jax import Array

from optim_core.network.mixup import Labels, over_labels
from optim_core.network.mlp import Dropout, Network, apply
from optim_core.network.multi_task import parity


class Penalty(NamedTuple):
    """What is added to the cross-entropy."""

    l1: Any
    l2: Any


def cross_entropies(logits: Array, labels: Array, smoothing: Any = 0.0) -> Array:
    """Of each row of `logits [batch, classes]` with its label, in nats; `[batch]`.

    A share `smoothing` of the target is spread evenly over all classes.
    """
    log_p = jax.nn.log_softmax(logits)
    classes = jnp.arange(logits.shape[-1], dtype=labels.dtype)
    right = jnp.where(labels[:, None] == classes, log_p, 0).sum(axis=-1)
    return -(1 - smoothing) * right - smoothing * log_p.mean(axis=-1)


class StepMetrics(NamedTuple):
    """What the training loop keeps of an evaluation of the objective."""

    loss: Array  # the batch's mean cross-entropy with its labels, neither smoothed nor penalized
    accuracy: Array  # the share of the batch that is given its label
    statistics: Array  # [2, units]


def objective(
    arrays: tuple[Array, ...],
    network: Network,
    images: Array,
    labels: Labels,
    smoothing: Array,
    penalty: Penalty | None,
    dropout: Dropout | None,
    seen: tuple[Array, ...] | None = None,
    second_weight: Any = 0.0,
) -> tuple[Array, StepMetrics]:
    """What is minimized over a mini-batch, as a function of the weights, taken apart.

    The mean cross-entropy plus `l1` times the sum of |w| plus `l2 / 2` times that of w², over all
    weights w but biases, scales and shifts; with a second head, plus `second_weight` times its mean
    cross-entropy, which is not in the loss that is told. The images are as the network sees them:
    pooled, if they are to be. `seen` are the weights with which they are classified, where those
    are others: some may be silenced.
    """
    out = apply(arrays if seen is None else seen, network, images, None, dropout)
    loss = over_labels(labels, lambda each: cross_entropies(out.logits, each).mean())
    value = over_labels(labels, lambda each: cross_entropies(out.logits, each, smoothing).mean())
    if (second := out.second) is not None:
        value += second_weight * over_labels(
            labels, lambda each: cross_entropies(second, parity(each)).mean()
        )
    if penalty is not None:
        weights = [array for array in arrays if array.ndim == 2]
        value += penalty.l1 * sum(jnp.abs(w).sum() for w in weights)
        value += penalty.l2 / 2 * sum((w**2).sum() for w in weights)
    found = out.logits.argmax(axis=1)
    accuracy = over_labels(labels, lambda each: (found == each).mean(dtype=loss.dtype))
    return value, StepMetrics(jax.lax.stop_gradient(loss), accuracy, out.statistics)
