"""A multi-layer perceptron for classes, as a function of one flat vector of all its weights."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from jax import Array
from numpy.typing import NDArray

from optim_core.network.multi_task import heads
from optim_core.network.pooling import Pooling, pooled
from optim_core.network.settings import Initial, Widths

# Biases and shifts start at 0, scales at 1; the weights are normal, with this deviation.
DEVIATIONS = {
    "he": lambda inputs, outputs: np.sqrt(2 / inputs),  # He et al. 2015, arXiv:1502.01852
    "xavier": lambda inputs, outputs: np.sqrt(2 / (inputs + outputs)),  # Glorot & Bengio 2010
    "too_small": lambda inputs, outputs: 0.01,  # both as in Stanford's CS231n, lecture 6
    "too_large": lambda inputs, outputs: 1.0,
}
ACTIVATIONS: Mapping[str, Callable[..., Array]] = {
    "relu": jax.nn.relu,
    "sigmoid": jax.nn.sigmoid,
    "tanh": jnp.tanh,
    "gelu": partial(jax.nn.gelu, approximate=False),
}
BN_EPSILON = 1e-5
BN_MEMORY = 0.9  # how much of the running statistics is kept at a step


class Network(NamedTuple):
    """What is compiled in of a network: its widths from images to classes, and its parts."""

    widths: Widths  # the first is of images as they are after pooling
    activation: str
    batch_norm: bool
    pooling: Pooling | None = None
    has_second_task: bool = False  # whose logits are the last two of the last layer

    @property
    def shapes(self) -> tuple[tuple[int, ...], ...]:
        """Of the arrays in the flat vector: per layer W, b and, with batch normalization, γ, β."""
        shapes: list[tuple[int, ...]] = []
        for layer, (inputs, outputs) in enumerate(zip(self.widths, self.widths[1:], strict=False)):
            shapes += [(inputs, outputs), (outputs,)]
            if self.batch_norm and layer < len(self.widths) - 2:
                shapes += [(outputs,), (outputs,)]
        return tuple(shapes)

    @property
    def size(self) -> int:
        """How many numbers the flat vector holds."""
        return sum(int(np.prod(shape)) for shape in self.shapes)


class Dropout(NamedTuple):
    """Dropout at one step: which units are dropped follows from the key."""

    key: Array
    rate: Array  # the share of units that are dropped


def initial_weights(network: Network, init: Initial, seed: int) -> NDArray[np.float32]:
    """The flat vector `[network.size]` at the start.

    From NumPy's legacy generator, whose stream is frozen; every `init` scales the same numbers.
    """
    normal = np.random.RandomState(seed).standard_normal
    parts = []
    for k, shape in enumerate(network.shapes):
        if len(shape) == 2:
            parts.append(DEVIATIONS[init](*shape) * normal(shape))
        else:  # a scale γ stands third in its layer, after W and b
            is_scale = k >= 2 and len(network.shapes[k - 2]) == 2 and network.batch_norm
            parts.append(np.full(shape, float(is_scale)))
    return np.concatenate([part.ravel() for part in parts]).astype(np.float32)


@partial(jax.custom_vjp, nondiff_argnums=(1,))
def unravel(x: Array, shapes: tuple[tuple[int, ...], ...]) -> tuple[Array, ...]:
    """The arrays of these shapes that lie one after another in `x [n]`.

    The gradient of a slice would be a vector of n zeros around it, one for every array; here they
    are simply put together again. Differentiable backward only.
    """
    ends = np.cumsum([int(np.prod(shape)) for shape in shapes]).tolist()
    return tuple(
        jax.lax.slice(x, (begin,), (end,)).reshape(shape)
        for begin, end, shape in zip([0, *ends], ends, shapes, strict=False)
    )


def _forward(x, shapes):
    return unravel(x, shapes), None


def ravel(arrays: tuple[Array, ...]) -> Array:
    """The flat vector `[n]` of which these are the parts.

    Each is written to its place, which XLA does faster on a CPU than it concatenates.
    """
    x = jnp.zeros(sum(array.size for array in arrays), arrays[0].dtype)
    begin = 0
    for array in arrays:
        x = jax.lax.dynamic_update_slice(x, array.ravel(), (begin,))
        begin += array.size
    return x


unravel.defvjp(_forward, lambda shapes, _, gradients: (ravel(gradients),))


def zero_statistics(network: Network) -> NDArray[np.float32]:
    """Batch normalization's running means and variances before the first batch, `[2, units]`."""
    units = sum(network.widths[1:-1]) if network.batch_norm else 0
    return np.stack([np.zeros(units), np.ones(units)]).astype(np.float32)


class Outputs(NamedTuple):
    """What a network makes of a batch of images."""

    logits: Array  # [batch, classes]
    statistics: Array  # the batch's means and variances for normalization, [2, units]
    max_activation: Array  # in each hidden layer the largest |activation|, [hidden layers]
    second: Array | None = None  # the second head's logits, [batch, 2], where there is one


def outputs(
    x: Array, network: Network, images: Array, statistics: Array | None, dropout: Dropout | None
) -> Outputs:
    """Of `images [batch, pixels]`, in float32.

    Batches are normalized by `statistics` or, where that is None as in training, by their own;
    images are pooled over fixed regions.
    """
    arrays = unravel(x, network.shapes)
    return apply(arrays, network, as_tested(network, images), statistics, dropout)


def as_tested(network: Network, images: Array) -> Array:
    """What the first layer gets of images `[batch, pixels]` in testing."""
    return images if network.pooling is None else pooled(network.pooling, images)


def apply(
    arrays: tuple[Array, ...],
    network: Network,
    images: Array,
    statistics: Array | None,
    dropout: Dropout | None,
    look: Callable[[Array], Array] | None = None,
) -> Outputs:
    """The same of weights that are taken apart, and of images as the first layer gets them.

    `look` takes each hidden layer's activations in turn, and gives what goes on from them.
    """
    parts = iter(arrays)
    activation = ACTIVATIONS[network.activation]
    h, done, seen, max_activation = images, 0, [], []
    for layer, units in enumerate(network.widths[1:-1]):
        h = h @ next(parts) + next(parts)
        if network.batch_norm:
            if statistics is None:
                mean, variance = h.mean(axis=0), h.var(axis=0)
            else:
                mean, variance = statistics[:, done : done + units]
            scale, shift = next(parts), next(parts)
            h = scale * (h - mean) * jax.lax.rsqrt(variance + BN_EPSILON) + shift
            seen.append(jnp.stack([mean, variance]))
            done += units
        h = activation(h)
        if look is not None:
            h = look(h)
        max_activation.append(jnp.abs(h).max())
        if dropout is not None:
            keep = 1 - dropout.rate
            kept = jax.random.bernoulli(jax.random.fold_in(dropout.key, layer), keep, h.shape)
            h = jnp.where(kept, h / keep, 0)
    logits, second = heads(h @ next(parts) + next(parts), network.has_second_task)
    none = jnp.zeros((2, 0), h.dtype)
    return Outputs(
        logits,
        jax.lax.stop_gradient(jnp.concatenate([none, *seen], axis=1)),
        jax.lax.stop_gradient(
            jnp.stack(max_activation) if max_activation else jnp.ones(1, h.dtype)
        ),
        second,
    )
