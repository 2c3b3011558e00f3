"""What a network says of images, how sure it is, and which it mistakes for which."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from optim_core.network import evaluation
from optim_core.network.datasets import Dataset
from optim_core.network.evaluation import EVAL_BATCH
from optim_core.network.images import Images
from optim_core.network.run import Checkpoint


class Predictions(NamedTuple):
    """What a network says of some images."""

    indices: NDArray  # [k], into the data set
    labels: NDArray  # [k]
    predicted: NDArray  # [k], the class that it gives the most
    confidence: NDArray  # [k], how much it gives it, 0 to 1
    probabilities: NDArray  # [k, classes]

    def confusion(self) -> NDArray[np.int64]:
        """How many images of each class (rows) are taken for which (columns)."""
        classes = self.probabilities.shape[1]
        return np.bincount(
            self.labels.astype(int) * classes + self.predicted, minlength=classes**2
        ).reshape(classes, classes)

    def mistakes(self, count: int) -> "Predictions":
        """The wrong ones of which it is the most sure, at most `count`."""
        wrong = np.flatnonzero(self.predicted != self.labels)
        order = wrong[np.argsort(-self.confidence[wrong], kind="stable")[:count]]
        return self.at(order)

    def at(self, rows: ArrayLike) -> "Predictions":
        """Some of them."""
        return Predictions(*(column[np.asarray(rows)] for column in self))


def predictions(
    checkpoint: Checkpoint, dataset: Dataset, indices: ArrayLike | None = None
) -> Predictions:
    """What the network says of the images at `indices`; of all test images where that is None."""
    whole = np.arange(dataset.training, len(dataset.images))
    chosen = np.asarray(whole if indices is None else indices, np.int32)
    padded = np.zeros(-(-len(chosen) // EVAL_BATCH) * EVAL_BATCH, np.int32)
    padded[: len(chosen)] = chosen
    data = Images(dataset.images, dataset.labels, np.float32(1 / dataset.white))
    blocks = [
        np.asarray(
            evaluation.probabilities(
                checkpoint.network, data, checkpoint.x, checkpoint.statistics, block
            )
        )
        for block in padded.reshape(-1, EVAL_BATCH)
    ]
    probabilities = np.concatenate([*blocks, np.zeros((0, len(dataset.classes)), np.float32)])
    probabilities = probabilities[: len(chosen)]
    return Predictions(
        chosen,
        np.asarray(dataset.labels)[chosen],
        probabilities.argmax(axis=1),
        probabilities.max(axis=1),
        probabilities,
    )
