"""Runs that are made up, and how a careful teacher would say that they ended."""

from dataclasses import replace

import numpy as np

from optim_core.network.run import Run

EPOCH = 20  # steps, in the runs that are made up
NAN, INF = np.nan, np.inf


def made_up(loss, validation=None, accuracy=0.9, dead=None, stopped=None, an_epoch=2):
    """A run of these losses: the mini-batches', and the validation's at the evaluations.

    Without validation losses nothing is held out. `accuracy` is that of the last evaluation, and
    `dead` the first evaluation at which a layer is dead.
    """
    loss = np.array(loss, np.float32)
    evaluated = np.arange(0, len(loss) + 1, EPOCH // an_epoch)
    held_out = validation is not None
    validation = np.array(validation if held_out else [NAN] * len(evaluated), float)
    assert len(validation) == len(evaluated)
    dead = np.arange(len(evaluated)) >= (len(evaluated) if dead is None else dead)
    best = int(np.nanargmin(validation)) if held_out else len(evaluated) - 1
    return Run(
        0, loss, np.exp(-loss), loss, np.zeros(len(loss)), np.arange(1.0, len(loss) + 1),
        evaluated, validation, *np.full((2, len(evaluated)), accuracy), dead,
        best, stopped, True, None,
    )  # fmt: skip


def path(*levels, every=2 * EPOCH):
    """From level to level, each time in so many steps (or evaluations), by equal factors."""
    pairs = zip(levels, levels[1:], strict=False)
    return np.concatenate([np.geomspace(a, b, every, endpoint=False) for a, b in pairs])


def evaluations(*levels, every=4):
    """Likewise, with the last."""
    return [*path(*levels, every=every), levels[-1]]


def noisy(level, size, steps, seed=0):
    """About a level: the standard deviation of its logarithm is `size`."""
    return level * np.exp(size * np.random.RandomState(seed).normal(size=steps))


def spiked(loss, **spikes):
    """With other losses at some steps: `at5=700.0`."""
    loss = np.array(loss)
    for step, value in spikes.items():
        loss[int(step.removeprefix("at"))] = value
    return loss


FALLS = path(2.4, 0.5, 0.2)  # 4 epochs
LEVEL = path(2.4, 0.5, 0.5)
BY_HEART = path(2.4, 0.3, 0.02, 0.01)  # 6 epochs
GUESSES = noisy(2.33, 0.02, 80)
SHOT_UP = np.concatenate([[2.4, 80, 700, 300, 40, 9], GUESSES[6:]])
TO_AND_FRO = [2.4, 1.1, 0.62, 0.44, 0.51, 0.9, 0.71, 1.34, 0.6]  # a noisy run's validation losses

RUNS = {  # what is said, since which epoch, and of what run
    "training and validation loss fall": (
        "still_improving", 4, made_up(FALLS, evaluations(2.4, 0.6, 0.3)),
    ),
    "so they do, by 10 % an epoch": (
        "still_improving", 4, made_up(path(2.4, 0.5, 0.41), evaluations(2.4, 0.55, 0.5)),
    ),
    "it creeps, by 1.5 % an epoch": (
        "still_improving", 4, made_up(path(2.3, 2.25, 2.18), evaluations(2.3, 2.26, 2.2), 0.25),
    ),
    "the last evaluation is unlucky": (
        "still_improving", 4, made_up(FALLS, [*evaluations(2.4, 0.6, 0.3)[:-1], 0.38]),
    ),
    "it has begun": ("still_improving", 0, made_up([], [2.4])),
    "it has taken one step": (
        "still_improving", 0.05, replace(made_up([2.4], [2.4]), test_accuracy=np.array([0.3])),
    ),
    "one epoch, of which the second half is better": (
        "still_improving", 1, made_up(path(2.4, 1, every=20), [2.4, 1.3, 0.9]),
    ),
    "the running average of weights that learn is not there yet": (
        "still_improving", 4, made_up(FALLS, evaluations(2.4, 2.35, 2.3), 0.12),
    ),
    "nothing is held out, and the training loss falls": ("still_improving", 4, made_up(FALLS)),
    "a single spike in the last epoch but one": (
        "still_improving", 4, made_up(spiked(FALLS, at45=700.0), evaluations(2.4, 0.6, 0.3)),
    ),
    "the first steps shoot up, and it learns after all": (
        "still_improving", 4,
        made_up(spiked(FALLS, at1=60.0, at2=40.0, at3=20.0), evaluations(2.4, 0.6, 0.3)),
    ),
    "the training loss no longer falls": (
        "no_longer_improving", 4, made_up(LEVEL, evaluations(2.4, 0.55, 0.55)),
    ),
    "nothing is held out, and the training loss no longer falls": (
        "no_longer_improving", 4, made_up(LEVEL),
    ),
    "to and fro at a rate that is too high": (  # RMSProp at 0.05, the gallery's `settling`
        "no_longer_improving", 4,
        made_up([*path(2.4, 0.8, 0.63, every=20), *noisy(0.45, 0.3, 40)], TO_AND_FRO),
    ),
    "so it does, and its average rises": (
        "no_longer_improving", 4,
        made_up([*path(2.4, 0.8, 0.63, every=20), *noisy(0.44, 0.3, 40)],
                [2.4, 0.42, 0.32, 0.31, 0.33, 0.35, 0.37, 0.4, 0.42]),
    ),
    "the lowest validation loss was luck, half an epoch ago": (  # batch normalization
        "still_improving", 4, made_up(FALLS, [*evaluations(2.4, 0.6, 0.3)[:-2], 0.06, 0.09]),
    ),
    "so it was, an epoch and a half ago": (
        "no_longer_improving", 4,
        made_up(path(2.4, 0.5, 0.3), [*evaluations(2.4, 0.6, 0.5)[:-4], 0.06, 0.09, 0.1, 0.09]),
    ),
    "the training loss is above the validation loss, as units drop out": (
        "no_longer_improving", 4, made_up(path(3.7, 1, 1), [*evaluations(2.4, 0.25, 0.26)]),
    ),
    "the training loss stays high, as labels are smoothed": (
        "no_longer_improving", 4, made_up(path(2.4, 0.67, 0.67), evaluations(2.4, 0.71, 0.72)),
    ),
    "it was better, and is worse than that in all": (
        "no_longer_improving", 4, made_up(path(2.4, 0.9, 2), evaluations(2.4, 0.95, 2.3), 0.24),
    ),
    "a linear classifier that never gets below its beginning": (
        "no_longer_improving", 4,
        made_up([2.4, *path(400, 4, 4)[1:]], evaluations(2.4, 4, 5), 0.89),
    ),
    "a single spike before the lowest validation loss": (
        "no_longer_improving", 4,
        made_up(spiked(LEVEL, at45=700.0), [2.4, 1, 0.8, 0.6, 0.5, 0.4, 0.5, 0.5, 0.5]),
    ),
    "a single spike at the end": (  # momentum at 0.5
        "no_longer_improving", 4,
        made_up(spiked(path(2.4, 1.9, 1.9), at78=700.0), evaluations(2.4, 1.9, 2.25), 0.25),
    ),
    "images learned by heart": (
        "overfitting", 2, made_up(BY_HEART, evaluations(2.4, 0.5, 0.6, 0.8)),
    ),
    "so they are, with one evaluation an epoch": (
        "overfitting", 2,
        made_up(BY_HEART, [2.4, 0.9, 0.5, 0.52, 0.55, 0.6, 0.65], an_epoch=1),
    ),
    "the validation loss rises by too little": (
        "no_longer_improving", 6, made_up(BY_HEART, evaluations(2.4, 0.5, 0.51, 0.52)),
    ),
    "so it does, but for the last": (
        "no_longer_improving", 6,
        made_up(BY_HEART, [*evaluations(2.4, 0.5, 0.51, 0.52)[:-1], 0.6]),
    ),
    "a layer is dead": (
        "dead_units", 1.5, made_up(GUESSES, evaluations(2.4, 2.3, 2.3), 0.1, dead=3),
    ),
    "a layer is dead from the beginning": (
        "dead_units", 0, made_up(GUESSES, evaluations(2.4, 2.3, 2.3), 0.1, dead=0),
    ),
    "a layer is dead since the loss shot up": (
        "dead_units", 0.5, made_up(SHOT_UP, evaluations(2.4, 2.3, 2.3), 0.1, dead=1),
    ),
    "the loss shoots up, and it guesses since": (  # gradient descent at 10
        "collapsed_to_chance", 0.05, made_up(SHOT_UP, evaluations(2.4, 2.4, 2.4), 0.11),
    ),
    "it has shot up, and who knows": (
        "collapsed_to_chance", 0.05, made_up([2.4, 60, 40, 20, 10], [2.4], 0.1),
    ),
    "no loss is lower than that of guessing": (
        "not_learning", 4, made_up(GUESSES, evaluations(2.4, 2.31, 2.3), 0.11),
    ),
    "so it is, but for a lucky first and last mini-batch": (
        "not_learning", 4,
        made_up(spiked(GUESSES, at0=0.5, at79=1.5), evaluations(2.4, 2.3, 2.35), 0.11),
    ),
    "it guesses yet, and improves": (
        "still_improving", 4, made_up(path(2.5, 2.4, 2.3), evaluations(2.45, 2.35, 2.25), 0.13),
    ),
    "it is slower than its noise": (
        "not_learning", 4, made_up(noisy(2.52, 0.03, 80), evaluations(2.42, 2.4, 2.39), 0.1),
    ),
    "it guesses, of images one by one": (
        "not_learning", 4, made_up(noisy(2.5, 0.5, 80), evaluations(2.4, 2.3, 2.35), 0.1),
    ),
    "it guesses yet, and creeps": (
        "learning_slowly", 4,
        made_up(path(2.32, 2.3, every=80), evaluations(2.32, 2.3, every=8), 0.12),
    ),
    "it creeps, by half a percent an epoch": (
        "still_improving", 4,
        made_up(path(1, 0.98, every=80), evaluations(1, 0.98, every=8)),
    ),
    "it has seen the images once, and improves": (
        "still_improving", 1, made_up(path(2, 1.8, every=20), [2, 1.9, 1.8]),
    ),
    "it was stopped": (
        "stopped_early", 4, made_up(FALLS, evaluations(2.4, 0.6, 0.9), stopped=80),
    ),
    "a loss is not a number": (
        "diverged", 2.05, made_up(spiked(FALLS, at41=NAN), evaluations(2.4, 0.6, 0.3)),
    ),
    "a loss is infinite": (
        "diverged", 2.05,
        made_up(spiked(FALLS, at41=INF, at42=NAN), [2.4, 1, 0.8, 0.6, 0.6, *[NAN] * 4]),
    ),
    "the last step is too long": ("diverged", 4, made_up(FALLS, evaluations(2.4, 0.6, 0.3), NAN)),
    "the loss has blown up and stays there": (
        "diverged", 0.05, made_up([2.4, *path(80, 700, 600)[1:]], evaluations(2.4, 400, 400), 0.1),
    ),
    "so it has, and a layer is dead": (
        "diverged", 0.05,
        made_up([2.4, *path(80, 700, 600)[1:]], evaluations(2.4, 400, 400), 0.1, dead=1),
    ),
    "so it has, in the end": (
        "diverged", 3.5,
        made_up([*FALLS[:70], *path(9, 90, every=10)], evaluations(2.4, 0.6, 90), 0.3),
    ),
    "the beginning is far above guessing": (  # initial weights that are too large
        "still_improving", 4, made_up(path(600, 60, 27), evaluations(500, 50, 27), 0.69),
    ),
}  # fmt: skip
