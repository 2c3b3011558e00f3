"""Wrong labels: what a share of the training images is said to be, though it is something else."""

import numpy as np
from numpy.typing import NDArray

STREAM = 2**32 - 1  # of random numbers: of no epoch


def noisy_labels(
    labels: NDArray, training: NDArray, share: float, classes: int, seed: int
) -> NDArray:
    """The labels, of which so great a share of those at the indices `training` is wrong.

    Each wrong one is any other class, by a uniform choice. The same seed gives the same wrong
    labels in every lane, and a greater share has those of a lesser one among its own.
    """
    random = np.random.RandomState([seed, STREAM])
    order = random.permutation(training)
    shifts = random.randint(1, classes, len(order))
    wrong = order[: round(share * len(order))]
    noisy = np.array(labels)
    noisy[wrong] = (noisy[wrong].astype(int) + shifts[: len(wrong)]) % classes
    return noisy
