"""A data set as the compiled programs take it."""

from typing import NamedTuple

import jax.numpy as jnp
import numpy as np
from jax import Array


class Images(NamedTuple):
    """A data set as the programs take it."""

    images: Array  # [n, pixels] uint8
    labels: Array  # [n] uint8
    scale: np.float32  # a full pixel times this is 1

    def at(self, indices):
        """The images `[batch, pixels]` from 0 to 1 and the labels `[batch]`; -1 is as 0."""
        images = jnp.take(self.images, indices, axis=0, mode="clip").astype(jnp.float32)
        return images * self.scale, jnp.take(self.labels, indices, mode="clip")
