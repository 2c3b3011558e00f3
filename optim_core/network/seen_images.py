"""A mini-batch as the network sees it in training; validation and test images stay as they are."""

from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from jax import Array

from optim_core.network.augmentation import Amounts, Augmentation, augmented
from optim_core.network.images import Images
from optim_core.network.mixup import Labels, mixed
from optim_core.network.pooling import Pooling, pooled
from optim_core.network.settings import Settings
from optim_core.programs import Programs

STREAM = 2**31  # of a step's random numbers for its images: of no layer


class ImageChanges(NamedTuple):
    """What is compiled in of what becomes of the images."""

    augmentation: Augmentation | None
    mixup: bool
    pooling: Pooling | None

    @classmethod
    def of(cls, settings: Settings, shape: tuple[int, int]) -> "ImageChanges":
        return cls(
            Augmentation.of(settings, shape), settings.mixup > 0, Pooling.of(settings, shape)
        )


UNCHANGED = ImageChanges(None, False, None)


class ImageAmounts(NamedTuple):
    """What is traced of it. Of a type of its own: random numbers are drawn in it."""

    augmentation: Amounts
    mixup: Any  # α

    @classmethod
    def of(cls, settings: Settings) -> "ImageAmounts":
        return cls(Amounts.of(settings), np.float32(settings.mixup))


def seen_images(
    changes: ImageChanges, amounts: ImageAmounts, data: Images, indices: Array, seed: Any, t: Any
) -> tuple[Array, Labels]:
    """The images `[batch, pixels]` and labels `[batch]` of step `t`.

    What is random follows from the seed and the step: the same in lanes with the same settings.
    """
    images, labels = data.at(indices)
    if changes == UNCHANGED:
        return images, labels
    key = jax.random.fold_in(jax.random.fold_in(jax.random.key(seed), t), STREAM)
    of_pooling, of_mixup, of_augmentation = jax.random.split(key, 3)
    if changes.augmentation is not None:
        raw = jnp.take(data.images, indices, axis=0, mode="clip")
        changed = augmented(changes.augmentation, amounts.augmentation, raw, of_augmentation)
        images = changed * data.scale
    if changes.pooling is not None:
        images = pooled(changes.pooling, images, of_pooling)
    if changes.mixup:
        return mixed(images, labels, amounts.mixup, of_mixup)
    return images, labels


see = Programs(seen_images, statics=1)  # alone, for those who want to look at them
