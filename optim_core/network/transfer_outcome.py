"""What a transfer came to: which way leads at the fewest examples, which at the most."""

from typing import NamedTuple

import numpy as np

from optim_core.network.transfer import Way
from optim_core.network.transfer_loop import TransferProgress


class Standing(NamedTuple):
    """How the ways stand at one number of examples: the means over the seeds."""

    size: int  # examples a class
    best: Way
    accuracy: float
    second: Way | None  # where there is one
    lead: float  # over that
    sure: bool  # with every seed


class TransferOutcome(NamedTuple):
    few: Standing  # at the fewest examples
    many: Standing  # at the most
    since: int | None  # examples from which on the best at the most leads; None: it leads at any


def transfer_outcome(progress: TransferProgress) -> TransferOutcome | None:
    """Over the sizes of which all is known; None where that is none."""
    known = np.flatnonzero(np.isfinite(progress.accuracies).all(axis=(0, 2)))
    if not len(known):
        return None
    standings = [_standing(progress, int(index)) for index in known]
    few, many = standings[0], standings[-1]
    others = [at for at, each in enumerate(standings) if each.best != many.best]
    since = standings[others[-1] + 1].size if others else None
    return TransferOutcome(few, many, since)


def _standing(progress: TransferProgress, index: int) -> Standing:
    ways, by_seed = progress.study.ways, progress.accuracies[:, index]  # [ways, seeds]
    order = np.argsort(-by_seed.mean(axis=1), kind="stable")
    best, size = order[0], progress.sizes[index]
    accuracy = float(by_seed[best].mean())
    if len(order) == 1:
        return Standing(size, ways[best], accuracy, None, 0.0, False)
    ahead = by_seed[best] - by_seed[order[1]]
    return Standing(
        size, ways[best], accuracy, ways[order[1]], float(ahead.mean()), bool((ahead > 0).all())
    )
