"""What a trained network says of test images, as it travels."""

from functools import lru_cache
from typing import Any

import numpy as np

from optim_core.network.datasets import Dataset
from optim_core.network.outcome import Predictions, predictions
from optim_core.network.run import Checkpoint

SHOWN = 16  # images, and mistakes


@lru_cache(maxsize=8)
def samples(dataset: Dataset) -> tuple[int, ...]:
    """The test images that are always shown, by their indices: as many of each class, in order."""
    labels = np.asarray(dataset.labels)[dataset.training :]
    rank = np.zeros(len(labels), int)  # the how manieth of its class
    for label in np.unique(labels):
        rank[labels == label] = np.arange((labels == label).sum())
    chosen = np.lexsort((labels, rank))[:SHOWN]
    chosen = chosen[np.lexsort((rank[chosen], labels[chosen]))]
    return tuple((dataset.training + chosen).tolist())


def told(checkpoint: Checkpoint, dataset: Dataset, lane: int, step: int) -> dict[str, Any] | None:
    """For a header: how the network of `lane` after `step` steps takes the test images.

    An image is [index, label, predicted, confidence]. None where the weights are not finite: such a
    network says nothing.
    """
    said = predictions(checkpoint, dataset)
    if not np.isfinite(said.confidence).all():
        return None
    shown = np.array(samples(dataset)) - dataset.training
    confusion = said.confusion()
    return {
        "lane": lane,
        "of": step,
        "dataset": dataset.name,
        "classes": list(dataset.classes),
        "accuracy": round(float(np.trace(confusion) / len(said.labels)), 6),
        "samples": _images(said.at(shown)),
        "mistakes": _images(said.mistakes(SHOWN)),
        "confusion": confusion.tolist(),
    }


def _images(said: Predictions) -> list[list[float]]:
    columns = said.indices, said.labels, said.predicted, said.confidence.astype(float).round(4)
    return [list(image) for image in zip(*(column.tolist() for column in columns), strict=True)]
