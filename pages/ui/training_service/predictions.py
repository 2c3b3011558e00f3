"""What a trained network says of test images, as it travels."""

from functools import lru_cache
from typing import Any

import numpy as np

from optim_core.network.datasets import Dataset
from optim_core.network.predictions import Predictions, predictions
from optim_core.network.run import Checkpoint

MAX_SHOWN = 16  # images, and mistakes


@lru_cache(maxsize=8)
def samples(dataset: Dataset) -> tuple[int, ...]:
    """The test images that are always shown, by their indices: as many of each class, in order."""
    labels = np.asarray(dataset.labels)[dataset.training :]
    rank = np.zeros(len(labels), int)  # the how manieth of its class
    for label in np.unique(labels):
        rank[labels == label] = np.arange((labels == label).sum())
    chosen = np.lexsort((labels, rank))[:MAX_SHOWN]
    chosen = chosen[np.lexsort((rank[chosen], labels[chosen]))]
    return tuple((dataset.training + chosen).tolist())


def summary(
    checkpoint: Checkpoint, dataset: Dataset, lane: int, step: int
) -> dict[str, Any] | None:
    """For a header: how the network of `lane` after `step` steps takes the test images.

    An image is [index, label, predicted, confidence]. None where the weights are not finite: such a
    network says nothing.
    """
    found = predictions(checkpoint, dataset)
    if not np.isfinite(found.confidence).all():
        return None
    shown = np.array(samples(dataset)) - dataset.training
    confusion = found.confusion()
    return {
        "lane": lane,
        "step": step,
        "dataset": dataset.name,
        "classes": list(dataset.classes),
        "accuracy": round(float(np.trace(confusion) / len(found.labels)), 6),
        "samples": _images(found.at(shown)),
        "mistakes": _images(found.mistakes(MAX_SHOWN)),
        "confusion": confusion.tolist(),
    }


def _images(of: Predictions) -> list[list[float]]:
    columns = of.indices, of.labels, of.predicted, of.confidence.astype(float).round(4)
    return [list(image) for image in zip(*(column.tolist() for column in columns), strict=True)]
