"""What a training did, in numbers: verdicts, when a run was how good, what it mistakes."""

from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from optim_core import learn
from optim_core.datasets import Dataset
from optim_core.learn import Images
from optim_core.run import Learned, Run

Kind = Literal[
    "diverged", "dead", "stopped_early", "not_learning", "overfitting", "still_improving", "settled"
]


@dataclass(frozen=True)
class Thresholds:
    """Where a verdict draws its lines. A level is the mean training loss of a part of an epoch."""

    part: float = 0.5  # of an epoch: the span of a level, at the start and at the end
    blown_up: float = 2.0  # a level so many times the first, and above chance: diverged
    chance: float = 0.95  # a level above this part of the loss of guessing, and an accuracy
    guess: float = 2.0  # less than so many times that of guessing: not learning
    worse: float = 0.05  # a validation loss by this part above its lowest: overfitting
    gain: float = 0.02  # a level lower by this part than an epoch before: still improving


@dataclass(frozen=True)
class Verdict:
    """How a run stands: the first of these rows that holds.

    | kind | the run | `step` |
    |---|---|---|
    | diverged | a loss or weight is not finite; or a loss far above the first | first of it |
    | dead | all units of a hidden layer are silent for every image | since which evaluation |
    | not_learning | loss and test accuracy are still those of guessing | last |
    | stopped_early | the validation loss did not fall for as long as `patience` says | the stop |
    | overfitting | the validation loss rises while the training loss falls | its lowest |
    | still_improving | training loss falling, validation loss at its lowest | last |
    | settled | none of these | last |

    `epoch` is the step in epochs, counted from 0 at the start.
    """

    kind: Kind
    step: int
    epoch: float


def verdict(
    run: Run, steps_per_epoch: int, classes: int = 10, thresholds: Thresholds | None = None
) -> Verdict:
    """How the run stands. Never raises, whatever the numbers."""
    limits = thresholds or Thresholds()
    loss = run.training_loss.astype(float)
    span = max(1, round(limits.part * steps_per_epoch))

    def is_(kind: Kind, step: int) -> Verdict:
        return Verdict(kind, int(step), int(step) / steps_per_epoch)

    with np.errstate(all="ignore"):
        chance = np.log(classes)
        finite = np.isfinite(loss)
        if not finite.all():
            return is_("diverged", int(np.argmin(finite)))
        if len(run.evaluated) and np.isnan(run.test_accuracy[-1]):
            return is_("diverged", run.steps)
        if not len(loss):
            return is_("still_improving", 0)
        first, last = loss[: max(1, span // 10)].mean(), loss[-span:].mean()
        if last > limits.blown_up * max(first, chance):
            above = loss > limits.blown_up * max(first, chance)
            return is_("diverged", int(np.argmax(above)))
        if run.silent[-1]:
            heard = np.flatnonzero(~run.silent)
            since = heard[-1] + 1 if len(heard) else 0
            return is_("dead", run.evaluated[since])
        if last > limits.chance * chance and run.test_accuracy[-1] < limits.guess / classes:
            return is_("not_learning", run.steps)
        if run.stopped is not None:
            return is_("stopped_early", run.stopped)
        validation = run.validation_loss
        lowest = validation[run.best]
        now = validation[-max(1, len(validation) // 10) :].mean()
        if now > (1 + limits.worse) * lowest and _level(run, loss, span) > last:
            return is_("overfitting", run.evaluated[run.best])
        before = loss[: max(len(loss) - steps_per_epoch, 1)][-span:].mean()
        if last < (1 - limits.gain) * before and run.best == len(run.evaluated) - 1:
            return is_("still_improving", run.steps)
        return is_("settled", run.steps)


def _level(run: Run, loss: NDArray, span: int) -> float:
    """The training loss around the step of the best evaluation."""
    best = int(run.evaluated[run.best])
    return float(loss[max(best - span, 0) : max(best, 1)].mean())


class Reached(NamedTuple):
    """When a run was first measured to be so good."""

    step: int
    seconds: float  # of training


def reached(run: Run, accuracy: float) -> Reached | None:
    """The first evaluation at which the test accuracy was at least so high, if there is one."""
    good = np.flatnonzero(run.test_accuracy >= accuracy)
    if not len(good):
        return None
    step = int(run.evaluated[good[0]])
    return Reached(step, float(run.seconds[step - 1]) if step else 0.0)


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
    learned: Learned, dataset: Dataset, indices: ArrayLike | None = None
) -> Predictions:
    """What the network says of the images at `indices`; of all test images where that is None."""
    whole = np.arange(dataset.training, len(dataset.images))
    chosen = np.asarray(whole if indices is None else indices, np.int32)
    padded = np.zeros(-(-len(chosen) // learn.BLOCK) * learn.BLOCK, np.int32)
    padded[: len(chosen)] = chosen
    data = Images(dataset.images, dataset.labels, np.float32(1 / dataset.white))
    blocks = [
        np.asarray(learn.probabilities(learned.network, data, learned.x, learned.statistics, block))
        for block in padded.reshape(-1, learn.BLOCK)
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
