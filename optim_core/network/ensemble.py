"""Several networks for one answer: their averaged prediction beside those of its members."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

MAX_SNAPSHOTS = 8  # of a run, the last ones
LOW = 0.1  # of the highest rate: below it a cycle may end


class SoftVote(NamedTuple):
    """How good the average of some networks is. All are shares of the images but for the counts."""

    members: NDArray[np.float64]  # what each has right, [members]
    accuracy: float  # what their average has right
    mistakes: float  # how many a member makes, on average over the members
    mended: float  # how many of those the average has right
    spoiled: float  # how many images a member has right and the average wrong


def soft_vote(probabilities: ArrayLike, labels: ArrayLike) -> SoftVote:
    """Of `probabilities [members, images, classes]`, averaged as they are (soft voting)."""
    each, truth = np.asarray(probabilities, float), np.asarray(labels)
    right = each.argmax(axis=-1) == truth  # [members, images]
    averaged = each.mean(axis=0).argmax(axis=-1) == truth  # [images]
    return SoftVote(
        right.mean(axis=1),
        float(averaged.mean()),
        float((~right).sum(axis=1).mean()),
        float((~right & averaged).sum(axis=1).mean()),
        float((right & ~averaged).sum(axis=1).mean()),
    )


def snapshot_steps(rates: Sequence[float] | NDArray) -> tuple[int, ...]:
    """The numbers of steps after which a cycle of the rate ends: it has fallen low, and restarts.

    The last is the end of the run. None where the rate never restarts (Huang et al. 2017,
    arXiv:1704.00109).
    """
    rate = np.asarray(rates, float)
    if len(rate) < 3 or not np.isfinite(rate).all():
        return ()
    falls, rises = rate[1:-1] < rate[:-2], rate[2:] > rate[1:-1]
    low = rate[1:-1] <= LOW * rate.max()
    ends = np.flatnonzero(falls & rises & low) + 2
    return tuple([*ends.tolist(), len(rate)][-MAX_SNAPSHOTS:]) if len(ends) else ()
