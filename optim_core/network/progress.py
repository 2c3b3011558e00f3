"""How far a training has come: the curves of its lanes, over their seeds."""

from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from optim_core.lane import Lane
from optim_core.network.run import Run
from optim_core.network.settings import Settings
from optim_core.network.training import Training

Curve = Literal[
    "training_loss", "training_accuracy", "gradient_norm", "learning_rate", "seconds",
    "validation_loss", "validation_accuracy", "test_accuracy",
]  # fmt: skip
EVALUATED = "validation_loss", "validation_accuracy", "test_accuracy"  # not after every step


class LaneProgress(NamedTuple):
    """What one lane has done so far, with each of its seeds."""

    lane: Lane
    settings: Settings
    steps_per_epoch: int
    batch_size: int  # where all images are fewer than asked for: all images
    runs: tuple[Run, ...]  # one for each seed, in their order

    def curves(self, name: Curve) -> list[NDArray]:
        """The named curve of every seed that has begun; they may differ in length.

        Of several, the last evaluation of one that diverged between two of the others is left out.
        """
        begun = [run for run in self.runs if len(run.evaluated)]
        curves = [getattr(run, name) for run in begun]
        if name not in EVALUATED:
            return curves
        steps = self.evaluated
        there = [run.evaluated == steps[: len(run.evaluated)] for run in begun]
        return [curve[at] for curve, at in zip(curves, there, strict=True)]

    def mean(self, name: Curve) -> NDArray:
        """The named curve, as the mean over the seeds that have come so far."""
        return _over_seeds(self.curves(name), np.mean)

    def band(self, name: Curve) -> tuple[NDArray, NDArray]:
        """The lowest and the highest of the seeds along the named curve."""
        curves = self.curves(name)
        return _over_seeds(curves, np.min), _over_seeds(curves, np.max)

    @property
    def evaluated(self) -> NDArray:
        """The steps at which the validation and test curves were measured."""
        return max(self.runs, key=lambda run: (len(run.evaluated), run.steps)).evaluated

    @property
    def training_loss(self) -> NDArray:
        return self.mean("training_loss")

    @property
    def training_accuracy(self) -> NDArray:
        return self.mean("training_accuracy")

    @property
    def gradient_norm(self) -> NDArray:
        return self.mean("gradient_norm")

    @property
    def learning_rate(self) -> NDArray:
        return max((run.learning_rate for run in self.runs), key=len)

    @property
    def seconds(self) -> NDArray:
        return self.mean("seconds")

    @property
    def validation_loss(self) -> NDArray:
        return self.mean("validation_loss")

    @property
    def validation_accuracy(self) -> NDArray:
        return self.mean("validation_accuracy")

    @property
    def test_accuracy(self) -> NDArray:
        return self.mean("test_accuracy")


def _over_seeds(curves: list[NDArray], statistic: Any) -> NDArray:
    """The statistic of the curves that reach so far, point by point."""
    lengths = sorted({len(curve) for curve in curves})
    pieces = [
        statistic([curve[begin:end] for curve in curves if len(curve) >= end], axis=0)
        for begin, end in zip([0, *lengths], lengths, strict=False)
    ]
    return np.concatenate(pieces) if pieces else np.zeros(0)


class Progress(NamedTuple):
    """How far a training has come. Holds still while the training goes on."""

    training: Training
    lanes: tuple[LaneProgress, ...]
    share: float  # of the work that is done, 0 to 1
    seconds: float  # since the start, without the time in which nobody asked how far it is
    seconds_left: float | None  # about; None until there is something to go by

    @property
    def finished(self) -> bool:
        return all(run.ended for lane in self.lanes for run in lane.runs)
