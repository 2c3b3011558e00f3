"""One lane with one seed: its curves."""

from dataclasses import dataclass
from typing import NamedTuple

import jax
from numpy.typing import NDArray

from optim_core.network.mlp import Network


class Checkpoint(NamedTuple):
    """A network at some step of its training."""

    network: Network
    x: jax.Array  # [n]
    statistics: jax.Array  # [2, units]


@dataclass(frozen=True, eq=False)
class Run:
    """What one lane has done with one seed so far. Arrays are read-only.

    Where a running average of the weights is asked for, that is evaluated, with batch normalization
    by statistics of its own: those that ran along are those of the steps (Izmailov et al. 2018,
    arXiv:1803.05407). A network whose weights are no longer finite has the accuracy NaN, and its
    run ends there.
    """

    seed: int
    training_loss: NDArray  # [steps], of each mini-batch before its step
    training_accuracy: NDArray  # [steps], likewise: the share that is given its label, noisy or not
    gradient_norm: NDArray  # [steps], likewise, with what penalizes the weights
    learning_rate: NDArray  # [steps]
    seconds: NDArray  # [steps], of computing the steps, without compiling and evaluating
    evaluated: NDArray  # [evaluations], after so many steps; the first is 0
    validation_loss: NDArray  # [evaluations]; NaN where nothing is held out
    validation_accuracy: NDArray  # [evaluations]; likewise
    test_accuracy: NDArray  # [evaluations]
    dead: NDArray  # [evaluations], whether a hidden layer is dead: zero for every image
    best: int  # the evaluation with the lowest validation loss, or else the last
    stopped: int | None  # the step at which it was stopped early
    ended: bool
    checkpoint: Checkpoint | None  # the last evaluated; the best where it may be stopped early
    # [evaluations, layers]: |update| / |weights| at the step before; the first step's first
    update_ratios: NDArray | None = None
    snapshots: tuple[Checkpoint, ...] = ()  # one at the end of each cycle of a rate that restarts
    second_accuracy: NDArray | None = None  # [evaluations], of the second head on the test images

    @property
    def steps(self) -> int:
        """How many were taken."""
        return len(self.training_loss)
