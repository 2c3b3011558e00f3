"""A data set as two tasks, the first half of the classes and the second; few examples of one."""

from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

import jax
import numpy as np
from numpy.typing import NDArray

from optim_core.network.datasets import Dataset
from optim_core.network.devices import network_device
from optim_core.network.split import Split


class Task(NamedTuple):
    """Half of the classes of a data set, numbered from 0; images by their indices."""

    training: NDArray[np.int32]
    test: NDArray[np.int32]
    classes: tuple[str, ...]
    labels: NDArray[np.int64]  # of the training images, [k]

    @property
    def most(self) -> int:
        """The examples that there are of every class."""
        return int(np.bincount(self.labels, minlength=len(self.classes)).min())

    def split(self, examples: NDArray[np.int32], batch_size: int) -> Split:
        """Training on these, testing on all test images."""
        size = min(batch_size, len(examples))
        return Split(examples, np.zeros(0, np.int32), self.test, size)

    def examples(self, size: int, seed: int) -> NDArray[np.int32]:
        """So many training images of each class; of all sizes, the larger has the smaller in it."""
        parts = []
        for label in range(len(self.classes)):
            of_class = self.training[self.labels == label]
            parts.append(np.random.RandomState([seed, label]).permutation(of_class)[:size])
        return np.concatenate(parts)


class TwoTasks(NamedTuple):
    """Both, on the same images: nothing of them is copied."""

    dataset: Dataset  # with labels that are those of either task
    first: Task
    second: Task


@lru_cache(maxsize=4)
def two_tasks(dataset: Dataset) -> TwoTasks:
    """The tasks of a data set with an even number of classes."""
    labels, half = np.asarray(dataset.labels).astype(int), len(dataset.classes) // 2
    training = np.arange(len(labels)) < dataset.training

    def task(number: int) -> Task:
        of = labels // half == number
        images = [np.flatnonzero(of & part).astype(np.int32) for part in (training, ~training)]
        classes = dataset.classes[number * half : (number + 1) * half]
        return Task(images[0], images[1], classes, labels[images[0]] % half)

    both = replace(
        dataset,
        labels=jax.device_put((labels % half).astype(np.uint8), network_device()),
        classes=dataset.classes[:half],
    )
    return TwoTasks(both, task(0), task(1))
