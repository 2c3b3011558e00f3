"""Runs that are made up: of any length at once, and the longer one begins as the shorter one."""

import numpy as np

from optim_core import OPTIMIZERS, Choice, Lane, Training
from optim_core.network.progress import LaneProgress, Progress
from optim_core.network.run import Run

ADAM = Lane(Choice.of(OPTIMIZERS["adam"], lr=1e-3))
PER_EPOCH = 100


def a_run(seed, done, planned=3000, diverges=None, stopped=None):
    """A run that has come so far, of curves that only depend on the seed."""
    random = np.random.RandomState(seed)
    loss, norm, seconds = random.exponential(1, (3, planned)).astype(np.float32)
    accuracy = random.uniform(size=planned).astype(np.float32)
    rate = np.linspace(1, 0, planned, dtype=np.float32)
    if diverges is not None:
        loss[diverges:] = np.nan
        norm[diverges:] = np.inf
    evaluated = np.arange(0, done + 1, PER_EPOCH // 2)
    diverged = diverges is not None and diverges < done
    if diverged:
        evaluated = np.append(evaluated[evaluated < diverges], diverges)
    curves = random.uniform(size=(3, planned))[:, : len(evaluated)]
    if diverged:
        curves[:, -1] = np.nan
    ended = done == planned or stopped is not None or diverged
    return Run(
        seed, loss[:done], accuracy[:done], norm[:done], rate[:done], np.cumsum(seconds)[:done],
        evaluated, *curves, np.zeros(len(evaluated), bool),
        int(np.argmin(curves[0])), stopped, ended, None,
    )  # fmt: skip


def progress(*lanes, planned=3000, **values):
    """Of lanes, each as its runs."""
    training = Training((ADAM,) * len(lanes), seeds=tuple(range(len(lanes[0]))), **values)
    per_epoch = planned // training.epochs
    told = tuple(
        LaneProgress(ADAM, training.settings(ADAM), per_epoch, 128, tuple(runs)) for runs in lanes
    )
    return Progress(training, told, 0.5, 1.0, 1.0)
