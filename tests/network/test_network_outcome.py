"""A verdict says what a careful teacher would; the scores and mistakes of a run are so."""

import dataclasses
import warnings
from dataclasses import replace
from typing import get_args

import numpy as np
import pytest

from optim_core.network import datasets as images
from optim_core.network.outcome import (
    Predictions,
    TrainingOutcome,
    TrainingOutcomeKind,
    TrainingThresholds,
    predictions,
    reached,
    training_outcome,
)
from optim_core.network.run import Run
from optim_core.network.split import Split
from tests.network.test_training import SMALL, lane, result

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
        0, loss, loss, np.zeros(len(loss)), np.arange(1.0, len(loss) + 1), evaluated, validation,
        np.full(len(evaluated), accuracy), np.full(len(evaluated), accuracy), dead,
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


@pytest.mark.parametrize("kind, epoch, run", RUNS.values(), ids=RUNS)
def test_the_verdict_is_that_of_a_careful_teacher(kind, epoch, run):
    assert training_outcome(run, EPOCH) == TrainingOutcome(
        kind, round(epoch * EPOCH), pytest.approx(epoch)
    )


def test_every_kind_is_among_them_and_in_the_table():
    assert {kind for kind, *_ in RUNS.values()} == set(get_args(TrainingOutcomeKind))
    rows = [
        line.split("|")[1].strip() for line in TrainingOutcome.__doc__.splitlines() if "|" in line
    ]
    assert tuple(rows[2:]) == get_args(TrainingOutcomeKind)


@pytest.mark.parametrize("seed", range(20))
def test_noise_is_no_overfitting(seed):
    loss = [*path(2.4, 0.5, every=20), *noisy(0.4, 0.6, 180, seed)]
    validation = [2.4, 0.9, *noisy(0.5, 0.3, 19, seed)]
    assert training_outcome(made_up(loss, validation), EPOCH).kind.endswith("improving")


@pytest.mark.parametrize("seed", range(20))
def test_noise_hides_no_overfitting(seed):
    loss = path(2.4, 0.3, 0.02, 0.01) * noisy(1, 0.6, 120, seed)
    validation = evaluations(2.4, 0.5, 0.8, 1.2) * noisy(1, 0.05, 13, seed)
    said = training_outcome(made_up(loss, validation), EPOCH)
    assert said.kind == "overfitting" and 1.5 <= said.epoch <= 3


THRESHOLDS = [  # a verdict, and the one that it becomes when a threshold is moved
    ("part", 1.0, "so it has, in the end", "no_longer_improving"),
    ("blown_up", 1e3, "the loss has blown up and stays there", "collapsed_to_chance"),
    ("shot_up", 1e3, "the loss shoots up, and it guesses since", "not_learning"),
    ("chance", 1.1, "no loss is lower than that of guessing", "no_longer_improving"),
    ("guess", 1.0, "no loss is lower than that of guessing", "no_longer_improving"),
    ("worse", 0.01, "the validation loss rises by too little", "overfitting"),
    ("fallen", 0.01, "images learned by heart", "no_longer_improving"),
    ("gain", 0.1, "it creeps, by 1.5 % an epoch", "no_longer_improving"),
]


@pytest.mark.parametrize("threshold, value, name, after", THRESHOLDS)
def test_a_threshold_moved_is_another_verdict(threshold, value, name, after):
    run = RUNS[name][-1]
    assert training_outcome(run, EPOCH).kind != after
    assert (
        training_outcome(run, EPOCH, thresholds=TrainingThresholds(**{threshold: value})).kind
        == after
    )


def test_every_threshold_is_moved():
    fields = [field.name for field in dataclasses.fields(TrainingThresholds)]
    assert [threshold for threshold, *_ in THRESHOLDS] == fields


def test_no_numbers_make_it_raise_or_warn():
    random = np.random.RandomState(0)
    odd = np.array([0, 1e-30, 1, 2.3, 1e30, 3e38, INF, NAN])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for _ in range(300):
            an_epoch = random.choice([1, 2, 10])
            steps = EPOCH // an_epoch * random.randint(0, 12)
            finite = odd[: random.choice([4, 6, 8])]
            loss = random.choice(finite, steps)
            validation = [1, *random.choice(odd, steps * an_epoch // EPOCH)]
            run = made_up(loss, validation, random.choice([0.1, 0.9, NAN]), an_epoch=an_epoch)
            for per_epoch in (1, EPOCH, 1000):
                said = training_outcome(run, per_epoch)
                assert said.kind in get_args(TrainingOutcomeKind) and 0 <= said.step <= run.steps


# --- of real runs


def verdict_of(training):
    progress = result(training)
    run = progress.lanes[0].runs[0]
    return training_outcome(run, progress.steps_per_epoch), run


def test_divergence_is_told_with_its_step():
    said, run = verdict_of(replace(SMALL, lanes=(lane("gradient_descent", lr=1e30),)))
    assert said.kind == "diverged"
    assert np.isfinite(run.training_loss[: said.step]).all()
    assert not np.isfinite(run.training_loss[said.step : said.step + 1]).any()
    assert np.isnan(run.test_accuracy[-1])


def test_a_loss_that_blows_up_and_stays_finite_has_diverged():
    pulled = lane("gradient_descent", {"l2": 0.1}, lr=25.0)  # past the origin, farther each time
    said, run = verdict_of(replace(SMALL, lanes=(pulled,), hidden=(), epochs=2))
    assert said.kind == "diverged" and np.isfinite(run.training_loss).all()
    assert (run.training_loss[: said.step] < run.training_loss[said.step]).all()


def test_a_rate_a_hundred_times_too_high_ruins():
    ruining = replace(SMALL, lanes=(lane("gradient_descent", lr=10.0),), hidden=(128,), epochs=5)
    said, run = verdict_of(ruining)
    assert (
        said.kind == "collapsed_to_chance"
        and run.training_loss[said.step] > 10 * run.training_loss[0]
    )
    assert run.training_loss[-20:].max() < 3 and run.test_accuracy[-1] < 0.2


def test_dead_units_are_told():
    said, run = verdict_of(replace(SMALL, lanes=(lane("adam", lr=1.0),), hidden=(8, 8), epochs=4))
    assert said.kind == "dead_units" and run.dead[-1]
    assert run.dead[run.evaluated >= said.step].all()


def test_a_deep_sigmoid_network_with_small_weights_refuses_to_learn():
    said, _ = verdict_of(
        replace(SMALL, hidden=(16,) * 4, activation="sigmoid", init="too_small", epochs=3)
    )
    assert said.kind == "not_learning"


@pytest.mark.parametrize("epochs", [1, 2, 5])
def test_it_is_still_improving_after_a_few_epochs(epochs):
    assert verdict_of(replace(SMALL, epochs=epochs))[0].kind == "still_improving"


def test_what_a_single_step_did_is_told_by_the_evaluations():
    whole = replace(SMALL, lanes=(lane("gradient_descent", lr=0.1),), batch_size=60_000, seeds=(2,))
    said, run = verdict_of(replace(whole, hidden=(128,), epochs=1))
    assert run.steps == 1 and run.validation_loss[1] < run.validation_loss[0]
    assert run.test_accuracy[-1] > 0.2 and said.kind == "still_improving"


@pytest.mark.parametrize(
    "rough", [lane("rmsprop", lr=0.05), lane("rmsprop", {"ema_decay": 0.99}, lr=0.05)]
)
def test_a_run_that_goes_to_and_fro_does_not_overfit(rough):
    training = replace(SMALL, lanes=(rough,), hidden=(64,), epochs=5, evaluations=4)
    progress = result(replace(training, seeds=(0, 1, 2)))
    for run in progress.lanes[0].runs:
        assert training_outcome(run, progress.steps_per_epoch).kind.endswith("improving")


OVERFITTING = replace(
    SMALL, lanes=(lane("adam", lr=0.03),), examples=100, batch_size=16, hidden=(64,), epochs=60
)


def test_overfitting_is_told_with_its_epoch():
    said, run = verdict_of(OVERFITTING)
    assert said.kind == "overfitting"
    assert run.validation_loss[-1] > 1.05 * run.validation_loss.min()
    assert run.evaluated[np.argmin(run.validation_loss)] == said.step
    assert said.epoch == said.step / 6


def test_early_stopping_marks_the_step_and_keeps_the_best_weights():
    said, run = verdict_of(replace(OVERFITTING, patience=5))
    _, longer = verdict_of(OVERFITTING)
    assert said.kind == "stopped_early" and said.step == run.stopped == run.steps < longer.steps
    assert run.stopped - run.evaluated[run.best] == 5 * 6
    np.testing.assert_array_equal(run.training_loss, longer.training_loss[: run.steps])
    data = images.load("digits")
    held_out = Split.of(data, 0.1, 100, 16).validation
    best = predictions(run.checkpoint, data, held_out)
    loss = -np.log(best.probabilities[np.arange(len(held_out)), best.labels]).mean()
    np.testing.assert_allclose(loss, run.validation_loss.min(), rtol=1e-4)
    assert run.validation_loss.min() < run.validation_loss[-1]


def test_when_an_accuracy_was_reached():
    run = result(replace(SMALL, epochs=4, shared_lr=0.01)).lanes[0].runs[0]
    at = reached(run, 0.8)
    first = np.flatnonzero(run.test_accuracy >= 0.8)[0]
    assert at.step == run.evaluated[first] and at.seconds == run.seconds[at.step - 1]
    assert reached(run, 1.01) is None


def test_the_confusion_matrix_and_the_most_confident_mistakes():
    data = images.load("digits")
    run = result(replace(SMALL, epochs=4)).lanes[0].runs[0]
    said = predictions(run.checkpoint, data)
    matrix = said.confusion()
    assert matrix.sum() == 360 and matrix.shape == (10, 10)
    np.testing.assert_allclose(np.trace(matrix) / 360, run.test_accuracy[-1])
    labels = np.asarray(data.labels)[data.training :]
    np.testing.assert_array_equal(matrix.sum(axis=1), np.bincount(labels, minlength=10))
    wrong = said.mistakes(5)
    assert isinstance(wrong, Predictions) and len(wrong.labels) == 5
    assert (wrong.predicted != wrong.labels).all()
    assert (np.diff(wrong.confidence) <= 0).all()
    all_wrong = said.confidence[said.predicted != said.labels]
    assert wrong.confidence[0] == all_wrong.max()
    np.testing.assert_allclose(said.probabilities.sum(axis=1), 1, rtol=1e-5)
    assert data.pictures(wrong.indices).shape == (5, 8, 8)
