"""Mixup: training on images that are mixed of two, with both labels (Zhang et al. 2018)."""

from collections.abc import Callable
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
from jax import Array


class MixedLabels(NamedTuple):
    """The labels of images that are mixed of two."""

    labels: Array  # of the first, [batch]
    others: Array  # of the second, [batch]
    share: Array  # of the first; the rest is of the second


Labels = Array | MixedLabels


def mixed(images: Array, labels: Array, alpha: Any, key: Array) -> tuple[Array, MixedLabels]:
    """Each of the images `[batch, pixels]` with the next of its mini-batch.

    As in the authors' code one share, drawn from Beta(α, α), holds for the whole mini-batch. They
    pair the images at random; as a mini-batch is in random order, a neighbour is as random, and no
    image is mixed with itself. arXiv:1710.09412.
    """
    share = jax.random.beta(key, alpha, alpha, dtype=jnp.float32)
    others = jnp.roll(images, -1, axis=0)
    return share * images + (1 - share) * others, MixedLabels(labels, jnp.roll(labels, -1), share)


def over_labels(labels: Labels, of: Callable[[Array], Array]) -> Array:
    """`of(labels)`; where they are mixed, of both, by their shares."""
    if isinstance(labels, MixedLabels):
        return labels.share * of(labels.labels) + (1 - labels.share) * of(labels.others)
    return of(labels)
