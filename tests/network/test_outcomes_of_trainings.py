"""The outcomes, scores and mistakes of real runs."""

from dataclasses import replace

import numpy as np
import pytest

from optim_core.network import datasets as images
from optim_core.network.outcome import reached, training_outcome
from optim_core.network.predictions import predictions
from optim_core.network.split import Split
from tests.helpers.trainings import SMALL, lane, result


def verdict_of(training):
    progress = result(training)
    run = progress.lanes[0].runs[0]
    return training_outcome(run, progress.lanes[0].steps_per_epoch), run


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
        assert training_outcome(run, progress.lanes[0].steps_per_epoch).kind.endswith("improving")


OVERFITTING = replace(
    SMALL, lanes=(lane("adam", lr=0.03),), examples=100, batch_size=16, hidden=(64,), epochs=60
)


def test_overfitting_is_told_with_its_epoch():
    said, run = verdict_of(OVERFITTING)
    assert said.kind == "overfitting"
    assert run.validation_loss[-1] > 1.05 * run.validation_loss.min()
    assert run.evaluated[np.argmin(run.validation_loss)] == said.step
    assert said.epoch == said.step / 6


@pytest.mark.optimized
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
