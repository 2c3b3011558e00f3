"""The curves of a lane, downsampled to tables of some hundred rows, which grow while it trains."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from optim_core.network.run import Run

MAX_ROWS = 600
SMOOTHING = 50  # a smooth curve is the mean over one part in so many of all steps
STEPS, EVALUATIONS = 12, 14  # columns of the two tables

Table = NDArray[np.float32]  # [columns, rows]


class Grid(NamedTuple):
    """Where the rows of a run of so many steps lie: after every `stride` steps and at its end."""

    steps: int
    stride: int
    window: int  # steps whose mean the smooth curve is

    @classmethod
    def of(cls, steps: int, planned: int | None = None) -> "Grid":
        """For `steps` steps; smooth as for `planned`, where more were planned than are taken."""
        return cls(
            steps, max(1, -(-steps // MAX_ROWS)), max(1, round((planned or steps) / SMOOTHING))
        )


class Curves:
    """The curves of one lane, of all its seeds together, as two tables.

    `steps` has the columns step, smooth loss, low, high, smooth accuracy, low, high, smooth
    gradient norm, low, high, learning rate, seconds. With one seed low and high are the least and
    greatest values since the row before; with several, the lowest and highest of their smooth
    curves, whose mean stands beside.
    `evaluations` has step, seconds, and the validation loss, validation accuracy, test accuracy and
    test accuracy of a second head, each with low and high over the seeds. A row tells of the seeds
    that have come so far and are finite there.
    """

    def __init__(self, grid: Grid, seeds: int) -> None:
        self.grid = grid
        self.steps: Table = np.zeros((STEPS, 0), np.float32)
        self.evaluations: Table = np.zeros((EVALUATIONS, 0), np.float32)
        self._traces = [np.zeros((STEPS - 1, 0)) for _ in range(seeds)]
        self._lengths = [0] * seeds
        self._evaluated = 0

    def update(self, runs: Sequence[Run]) -> None:
        """As far as the runs have come now. Tables that were had before stay as they were."""
        stride = self.grid.stride
        longer = False
        for seed, run in enumerate(runs):
            if run.steps > self._lengths[seed]:
                kept = self._lengths[seed] // stride
                new = _rows(run, self.grid, kept)
                self._traces[seed] = np.concatenate([self._traces[seed][:, :kept], new], axis=1)
                self._lengths[seed] = run.steps
                longer = True
        with np.errstate(all="ignore"):
            if longer:
                self.steps = self._merged().astype(np.float32)
            evaluated = sum(len(run.evaluated) for run in runs)
            if evaluated > self._evaluated:
                self._evaluated = evaluated
                self.evaluations = _evaluations(runs).astype(np.float32)

    def _merged(self) -> NDArray[np.float64]:
        """The rows of all seeds together."""
        ends = _ends(max(self._lengths), self.grid.stride, 0)
        if len(self._traces) == 1:
            return np.concatenate([ends[None], self._traces[0]])
        values = np.full((len(self._traces), STEPS - 1, len(ends)), np.nan)
        for seed, length in enumerate(self._lengths):
            come = np.searchsorted(ends, length, "right")
            values[seed, :, :come] = self._traces[seed][:, :come]
        smooth = [row for column in (0, 3, 6) for row in _over_seeds(values[:, column])]
        rate, seconds = values[:, 9], values[:, 10]
        return np.stack([ends, *smooth, _over_seeds(rate)[0], _elapsed(seconds)])


def _ends(steps: int, stride: int, first: int) -> NDArray[np.int64]:
    """The steps at which the rows of a run so long stand, from row number `first` on."""
    return np.minimum(np.arange(first + 1, -(-steps // stride) + 1) * stride, steps)


def _rows(run: Run, grid: Grid, first: int) -> NDArray[np.float64]:
    """The columns of one seed but for the step, from row number `first` on."""
    ends = _ends(run.steps, grid.stride, first)
    columns: list[NDArray] = []
    for curve in (run.training_loss, run.training_accuracy, run.gradient_norm):
        begin = first * grid.stride
        begins = np.arange(len(ends)) * grid.stride
        columns.append(_smooth(curve, ends, grid.window))
        columns.append(np.minimum.reduceat(curve[begin:], begins))
        columns.append(np.maximum.reduceat(curve[begin:], begins))
    return np.stack([*columns, run.learning_rate[ends - 1], run.seconds[ends - 1]]).astype(float)


def _smooth(curve: NDArray, ends: NDArray, window: int) -> NDArray[np.float64]:
    """The mean of the `window` values before each end; of all of them where there are fewer."""
    early, late = ends[ends < window], ends[ends >= window]
    with np.errstate(all="ignore"):
        few = [curve[:end].mean(dtype=float) for end in early]
        if not len(late):
            return np.array(few)
        windows = sliding_window_view(curve, window)[late - window]
        return np.concatenate([few, windows.mean(axis=1, dtype=float)])


def _over_seeds(values: NDArray) -> tuple[NDArray, NDArray, NDArray]:
    """Mean, least and greatest of `values [seeds, rows]`, of those that are finite."""
    there = np.isfinite(values)
    count = there.sum(axis=0)
    low, high = np.where(there, values, np.inf).min(0), np.where(there, values, -np.inf).max(0)
    mean = np.where(there, values, 0).sum(axis=0) / count
    return mean, np.where(count, low, np.nan), np.where(count, high, np.nan)


def _elapsed(seconds: NDArray) -> NDArray:
    """Of `seconds [seeds, rows]`: what each row took, on average where a seed is there, summed up.

    A mean of the seconds themselves would fall where a slow seed ends, or has not come yet.
    """
    return np.cumsum(_over_seeds(np.diff(seconds, axis=1, prepend=0))[0])


def _evaluations(runs: Sequence[Run]) -> NDArray[np.float64]:
    """The table of evaluations: a row for each step at which any seed was evaluated.

    Not for one at which nothing was to be had, of a seed that diverged between others' evaluations.
    """
    begun = [run for run in runs if len(run.evaluated)]
    steps = np.unique(np.concatenate([run.evaluated for run in begun]))
    values = np.full((5, len(begun), len(steps)), np.nan)
    for seed, run in enumerate(begun):
        come = np.searchsorted(steps, run.steps, "right")
        values[0, seed, :come] = np.append(0.0, run.seconds)[steps[:come]]
        at = np.searchsorted(steps, run.evaluated)
        values[1:4, seed, at] = run.validation_loss, run.validation_accuracy, run.test_accuracy
        if run.second_accuracy is not None:
            values[4, seed, at] = run.second_accuracy
    columns = [column for curves in values[1:] for column in _over_seeds(curves)]
    table = np.stack([steps, _elapsed(values[0]), *columns])
    some = np.flatnonzero(np.isfinite(values[3]).any(axis=0))
    last = some[-1] if len(some) else -1
    return table[:, [row for row in range(len(steps)) if row in some or row > last]]


def changed_rows(before: Table, now: Table) -> tuple[int, int]:
    """The first row of `now` that differs from `before`, and the one after the last."""
    rows = min(before.shape[1], now.shape[1])
    a, b = before[:, :rows], now[:, :rows]
    differs = np.flatnonzero(((a != b) & ~(np.isnan(a) & np.isnan(b))).any(axis=0))
    if before.shape[1] != now.shape[1]:
        return (int(differs[0]) if len(differs) else rows), now.shape[1]
    return (int(differs[0]), int(differs[-1]) + 1) if len(differs) else (rows, rows)
