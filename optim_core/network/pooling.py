"""Images averaged over regions before the first layer: of 2 x 2 pixels, or drawn at each step."""

from typing import Any, Literal, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from jax import Array

from optim_core.network.settings import Settings

RATIO = 2**0.5  # Graham's: how many times smaller rows and columns become


class Pooling(NamedTuple):
    """What is compiled in: of which images, and how."""

    kind: Literal["average", "fractional"]
    rows: int
    columns: int

    @classmethod
    def of(cls, settings: Settings, shape: tuple[int, int]) -> "Pooling | None":
        """Of images of this shape; None where they stay as they are."""
        return None if settings.pooling == "none" else cls(settings.pooling, *shape)

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns of what it makes."""
        return _pooled(self.kind, self.rows), _pooled(self.kind, self.columns)

    @property
    def pixels(self) -> int:
        """How many the first layer gets."""
        rows, columns = self.shape
        return rows * columns


def _pooled(kind: str, length: int) -> int:
    return length // 2 if kind == "average" else round(length / RATIO)


def pooled(pooling: Pooling, images: Array, key: Array | None = None) -> Array:
    """The means over regions of `images [n, pixels]`, `[n, pooling.pixels]`.

    Fixed regions, as in testing, where there is no `key`. Fractional pooling (Graham 2014,
    arXiv:1412.6071, there of maxima) draws the widths of the regions, each 1 or 2, in random order
    (his "random", disjoint regions); it draws once for a mini-batch.
    """
    of_rows, of_columns = None, None
    if key is not None and pooling.kind == "fractional":
        of_rows, of_columns = jax.random.split(key)
    down = _means(pooling.kind, pooling.rows, of_rows)
    right = _means(pooling.kind, pooling.columns, of_columns)
    pictures = images.reshape(-1, pooling.rows, pooling.columns)
    return jnp.einsum("ir,nrc,jc->nij", down, pictures, right).reshape(len(images), -1)


def _means(kind: str, length: int, key: Array | None) -> Array:
    """The matrix `[regions, length]` of the means over regions of a row."""
    count = _pooled(kind, length)
    ends: Any
    if kind == "average":
        ends = 2 * np.arange(1, count + 1)  # an odd pixel at the end is left out
    elif key is None:
        ends = np.round(np.arange(1, count + 1) * (length / count)).astype(int)
    else:
        widths = 1 + (jnp.arange(count) < length - count)
        ends = jnp.cumsum(jax.random.permutation(key, widths))
    begins = jnp.concatenate([jnp.zeros(1, int), ends[:-1]])
    at = jnp.arange(length)
    inside = (begins[:, None] <= at) & (at < jnp.asarray(ends)[:, None])
    return inside / (jnp.asarray(ends) - begins)[:, None].astype(jnp.float32)
