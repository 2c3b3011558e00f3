"""Regularizers beside dropout and penalties: inputs and weights dropped at random, max-norm."""

from typing import Any

import jax
import jax.numpy as jnp
from jax import Array

# apart from the keys of dropout, which are those of the layers, from 0
INPUTS, WEIGHTS = 1000, 2000


def drop_inputs(key: Array, images: Array, rate: Any) -> Array:
    """The images `[batch, pixels]` with a share of their pixels at 0, the others so much larger.

    Srivastava et al. 2014, JMLR 15: the mean over all that may be dropped is the image itself.
    """
    keep = 1 - rate
    kept = jax.random.bernoulli(jax.random.fold_in(key, INPUTS), keep, images.shape)
    return jnp.where(kept, images / keep, 0)


def drop_weights(key: Array, arrays: tuple[Array, ...], rate: Any) -> tuple[Array, ...]:
    """The network with a share of the weights into its hidden units at 0, the others larger.

    Wan et al. 2013, ICML (DropConnect). The paper draws a mask for each image of the mini-batch;
    here one is drawn for all of them, which costs a network and not a hundred. It also draws the
    sums when it tests; here, as in dropout, the network with all its weights is tested.
    """
    keep, key = 1 - rate, jax.random.fold_in(key, WEIGHTS)
    last = last_matrix(arrays)
    return tuple(
        jnp.where(jax.random.bernoulli(jax.random.fold_in(key, k), keep, w.shape), w / keep, 0)
        if w.ndim == 2 and k != last
        else w
        for k, w in enumerate(arrays)
    )


def shortened(arrays: tuple[Array, ...], most: Any) -> tuple[Array, ...]:
    """The network with the weights into each hidden unit no longer than `most`, as a vector.

    Srebro & Shraibman 2005; as Srivastava et al. 2014 use it: a longer one is projected back.
    """
    last = last_matrix(arrays)
    return tuple(
        w * jnp.minimum(1, most / jnp.sqrt((w**2).sum(axis=0))) if w.ndim == 2 and k != last else w
        for k, w in enumerate(arrays)
    )


def last_matrix(arrays: tuple[Array, ...]) -> int:
    """Where the weights of the classes stand: they are into no hidden unit."""
    return max(k for k, w in enumerate(arrays) if w.ndim == 2)
