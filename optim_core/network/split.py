"""Which images are for what, and the mini-batches that are taken of them."""

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from optim_core.network.datasets import Dataset
from optim_core.network.evaluation import EVAL_BATCH


class Sizes(NamedTuple):
    """How many images are for what: known before any is loaded."""

    training: int
    validation: int
    batch_size: int

    @classmethod
    def of(cls, images: int, validation: float, examples: int, batch_size: int) -> "Sizes":
        """Of so many images that are for training: at least one is left to train on."""
        held = min(round(validation * images), images - 1)
        rest = min(images - held, examples)
        return cls(rest, held, min(batch_size, rest))

    @property
    def steps_per_epoch(self) -> int:
        return self.training // self.batch_size


class Split(NamedTuple):
    """Which images are for what, by their indices."""

    training: NDArray[np.int32]
    validation: NDArray[np.int32]
    test: NDArray[np.int32]
    batch_size: int

    @classmethod
    def of(cls, dataset: Dataset, validation: float, examples: int, batch_size: int) -> "Split":
        """The last part of the training images is held out, the same for every seed."""
        sizes = Sizes.of(dataset.training, validation, examples, batch_size)
        return cls(
            np.arange(sizes.training, dtype=np.int32),
            np.arange(dataset.training - sizes.validation, dataset.training, dtype=np.int32),
            np.arange(dataset.training, len(dataset.images), dtype=np.int32),
            sizes.batch_size,
        )

    @property
    def steps_per_epoch(self) -> int:
        return len(self.training) // self.batch_size

    def batches(self, seed: int, first: int, count: int) -> NDArray[np.int32]:
        """The images of `count` mini-batches from number `first` on (from 0), `[count, batch]`."""
        rows = []
        while count:
            epoch, row = divmod(first, self.steps_per_epoch)
            part = min(count, self.steps_per_epoch - row)
            order = _shuffled(len(self.training), seed, epoch)
            cut = order[row * self.batch_size : (row + part) * self.batch_size]
            rows.append(self.training[cut].reshape(part, self.batch_size))
            first, count = first + part, count - part
        return np.concatenate(rows)


@lru_cache(maxsize=16)  # lanes and seeds that are side by side; up to 240 kB each
def _shuffled(examples: int, seed: int, epoch: int) -> NDArray[np.int32]:
    """The order of the images in an epoch, by NumPy's frozen generator: the same in every lane."""
    return np.random.RandomState([seed, epoch]).permutation(examples).astype(np.int32)


def evaluation_blocks(split: Split, images: int) -> tuple[NDArray[np.int32], int, int]:
    """The validation and the test images in blocks of indices; how many of the first, and of all.

    There is always room for all images, so that no other split compiles anew.
    """
    parts = []
    for indices in (split.validation, split.test):
        padding = np.full(-len(indices) % EVAL_BATCH, -1, np.int32)
        parts.append(np.concatenate([indices, padding]).reshape(-1, EVAL_BATCH))
    blocks = np.full((images // EVAL_BATCH + 2, EVAL_BATCH), -1, np.int32)
    count = len(parts[0]) + len(parts[1])
    blocks[:count] = np.concatenate(parts)
    return blocks, len(parts[0]), count
