"""What a training did: how it ended, and when a run was how good."""

from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from optim_core.network.run import Run

TrainingOutcomeKind = Literal[
    "diverged",
    "dead_units",
    "collapsed_to_chance",
    "not_learning",
    "learning_slowly",
    "stopped_early",
    "overfitting",
    "still_improving",
    "no_longer_improving",
]


TREND_PARTS = 8  # of the last half, whose means make the trend
LEAST_FALL = 1e-3  # of a loss, from one half of that to the other


@dataclass(frozen=True)
class TrainingThresholds:
    """Where a verdict draws its lines.

    The beginning is the loss of the first mini-batch or, where that is more, the loss of guessing.
    One mini-batch's loss may be a hundred times as high as the others': whether a run has diverged
    is judged by a median, and in the means that are compared none counts for more than `blown_up`.
    """

    part: float = 0.5  # of an epoch: the span of a level
    blown_up: float = 2.0  # a level so many times the beginning: diverged
    shot_up: float = 10.0  # a loss so many times the beginning: collapsed, if it now only guesses
    chance: float = 0.95  # an epoch's loss above this part of that of guessing, and an accuracy
    guess: float = 2.0  # less than so many times that of guessing: it only guesses
    worse: float = 0.05  # an epoch's validation losses all by this part above the lowest, and
    fallen: float = 0.5  # a level less than this part of that before the lowest: overfitting
    gain: float = 0.01  # an epoch's loss lower by this part than the one before: still improving
    sure: float = 3.0  # a fall over the run's last half, in standard errors: no noise


@dataclass(frozen=True)
class TrainingOutcome:
    """How a run stands: the first of these rows that holds.

    | kind | the run | `step` |
    |---|---|---|
    | diverged | a loss or weight is not finite; or the loss stays far above the beginning | first |
    | dead_units | all units of a hidden layer give zero for every image | since which evaluation |
    | collapsed_to_chance | it only guesses, and its loss was once far above the beginning | first |
    | not_learning | it only guesses, by its loss and test accuracy, and does not improve | last |
    | learning_slowly | so it does, but its losses fall, by more than their noise | last |
    | stopped_early | the validation loss did not fall for as long as `patience` says | the stop |
    | overfitting | an epoch of higher validation losses, at half the training loss | the lowest |
    | still_improving | training and validation loss fall, at last or by more than noise | last |
    | no_longer_improving | none of these: at rest, to and fro, or worse than it was | last |

    `epoch` is the step in epochs, counted from 0 at the start. Noise alone makes no overfitting: it
    moves one validation loss or another, but not all of an epoch's, and no training loss by half.
    The last epoch is compared with the one before, which saw the same images; a shorter run by
    halves. A fall that is slower, or hidden by noise, shows in the trend of the run's last half.
    Without validation images the training loss tells alone.
    """

    kind: TrainingOutcomeKind
    step: int
    epoch: float


def training_outcome(
    run: Run, steps_per_epoch: int, classes: int = 10, thresholds: TrainingThresholds | None = None
) -> TrainingOutcome:
    """How the run stands. Never raises, whatever the numbers."""
    limits = thresholds or TrainingThresholds()
    loss, validation = run.training_loss.astype(float), run.validation_loss
    span = max(1, round(limits.part * steps_per_epoch))
    epoch = max(1, min(steps_per_epoch, run.steps // 2))

    def is_(kind: TrainingOutcomeKind, step: int) -> TrainingOutcome:
        return TrainingOutcome(kind, int(step), int(step) / steps_per_epoch)

    if not run.steps or not len(run.evaluated):
        return is_("still_improving", run.steps)
    with np.errstate(all="ignore"):
        finite = np.isfinite(loss)
        if not finite.all():
            return is_("diverged", int(np.argmin(finite)))
        if np.isnan(run.test_accuracy[-1]):
            return is_("diverged", run.steps)

        chance = np.log(classes)
        beginning = max(loss[0], chance)
        far = limits.blown_up * beginning
        if run.steps >= span and np.median(loss[-span:]) > far:
            return is_("diverged", int(np.argmax(loss > far)))
        if run.dead[-1]:
            alive = np.flatnonzero(~run.dead)
            return is_("dead_units", run.evaluated[alive[-1] + 1 if len(alive) else 0])

        calm = np.minimum(loss, far)
        now = calm[-epoch:].mean()
        before = calm[-2 * epoch : -epoch].mean() if run.steps > 1 else np.inf
        in_last_epoch = run.evaluated > run.evaluated[-1] - steps_per_epoch
        improving = in_last_epoch[run.best] and now < (1 - limits.gain) * before
        guesses = run.test_accuracy[-1] < limits.guess / classes and (
            loss[-epoch:].mean() > limits.chance * chance
        )
        shot_up = loss > limits.shot_up * beginning
        if guesses and shot_up.any():
            return is_("collapsed_to_chance", int(np.argmax(shot_up)))
        falling = _falls(calm, validation, run.evaluated, steps_per_epoch, limits.sure)
        if guesses and not improving:
            return is_("learning_slowly" if falling else "not_learning", run.steps)
        if run.stopped is not None:
            return is_("stopped_early", run.stopped)

        lowest, best = validation[run.best], run.evaluated[run.best]
        risen = validation[in_last_epoch].min() > (1 + limits.worse) * lowest
        then = calm[max(best - span, 0) : max(best, 1)].mean()
        if risen and calm[-span:].mean() < limits.fallen * then:
            return is_("overfitting", best)
        if improving or (falling and not risen):
            return is_("still_improving", run.steps)
        return is_("no_longer_improving", run.steps)


def _falls(
    loss: NDArray, validation: NDArray, evaluated: NDArray, steps_per_epoch: int, sure: float
) -> bool:
    """Whether a run of two epochs or more falls over its last half.

    The trend of one loss is sure, training or validation, and the other falls as well.
    """
    begin = len(loss) // 2
    if len(loss) < 2 * max(steps_per_epoch, TREND_PARTS):
        return False
    parts = np.array([part.mean() for part in np.array_split(loss[begin:], TREND_PARTS)])
    late = validation[evaluated >= begin]
    curves = [parts, late] if len(late) > 1 and np.isfinite(validation).all() else [parts]
    halves = [[half.mean() for half in np.array_split(curve, 2)] for curve in curves]
    lower = all(after < (1 - LEAST_FALL) * before for before, after in halves)
    return lower and any(_trend(curve) < -sure for curve in curves)


def _trend(levels: NDArray) -> float:
    """The slope of the line through `levels [k]`, in its standard errors; 0 for less than four."""
    if len(levels) < 4:
        return 0.0
    k = np.arange(len(levels)) - (len(levels) - 1) / 2
    slope = k @ levels / (k @ k)
    rest = levels - levels.mean() - slope * k
    return float(slope / np.sqrt(rest @ rest / (len(levels) - 2) / (k @ k)))


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
