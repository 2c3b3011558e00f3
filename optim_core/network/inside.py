"""What happens inside a network: its hidden layers' activations and gradients, its updates."""

from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from jax import Array
from numpy.typing import NDArray

from optim_core.network.images import Images
from optim_core.network.mlp import Network, apply, as_tested, unravel
from optim_core.network.objective import cross_entropies
from optim_core.programs import programs

BOUNDS = {"sigmoid": (0.0, 1.0), "tanh": (-1.0, 1.0)}  # of activations that saturate
SATURATED = 0.01  # so close to a bound, as a share of the distance between the two


class Inside(NamedTuple):
    """Of some images, by hidden layer, as in training but without dropout.

    A gradient is that of an image's own cross-entropy, so that it does not depend on how many
    images are looked at; under batch normalization, which mixes them, that of the sum of all.
    """

    activations: tuple[Array, ...]  # of each hidden layer, [images, units]
    gradients: tuple[Array, ...]  # of the loss by these activations, likewise
    statistics: Array  # the images' own means and variances for normalization, [2, units]


@programs(statics=1)
def look_inside(network: Network, data: Images, x: Array, indices: NDArray) -> Inside:
    """Of the images at `indices [k]`, at the weights `x [n]`."""
    images, labels = data.at(indices)
    images = as_tested(network, images)
    arrays = unravel(x, network.shapes)

    def loss(nudges: tuple[Array, ...]) -> tuple[Array, Any]:
        seen: list[Array] = []

        def look(h: Array) -> Array:
            seen.append(h)
            return h + nudges[len(seen) - 1]

        out = apply(arrays, network, images, None, None, look)
        return cross_entropies(out.logits, labels).sum(), (tuple(seen), out.statistics)

    nudges = tuple(jnp.zeros((len(images), units), x.dtype) for units in network.widths[1:-1])
    gradients, (activations, statistics) = jax.grad(loss, has_aux=True)(nudges)
    return Inside(activations, gradients, statistics)


def dead_units(activations: NDArray) -> float:
    """The share of a layer's units that give zero for every image of `[images, units]`."""
    return float((np.asarray(activations) == 0).all(axis=0).mean())


def saturated(activations: NDArray, activation: str) -> float | None:
    """The share of a layer's activations that are next to a bound; None where there is none."""
    if activation not in BOUNDS:
        return None
    low, high = BOUNDS[activation]
    near = SATURATED * (high - low)
    values = np.asarray(activations)
    return float(((values < low + near) | (values > high - near)).mean())


def update_ratios(network: Network, before: Array, after: Array) -> NDArray[np.float64]:
    """By layer, |W after - W before| / |W before| of its weights without biases, `[layers]`."""
    old, new = np.asarray(before, float), np.asarray(after, float)
    found, begin = [], 0
    with np.errstate(all="ignore"):
        for shape in network.shapes:
            end = begin + int(np.prod(shape))
            if len(shape) == 2:
                found.append(_length(new[begin:end] - old[begin:end]) / _length(old[begin:end]))
            begin = end
    return np.array(found)


def _length(vector: NDArray) -> np.float64:
    """Its norm. By a sum, as NumPy's own starts threads, for which a busy machine lets it wait."""
    return np.sqrt(np.square(vector).sum())


PROGRAMS = (look_inside,)
