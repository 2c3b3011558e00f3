"""The curves of a training are of the seeds that are there, at the steps that they are drawn at."""

from dataclasses import replace

import numpy as np
import pytest

from optim_core.network import datasets as images
from optim_core.network.split import Split
from tests.helpers import training_runs
from tests.helpers.trainings import SMALL, lane, result


def test_a_run_that_takes_all_its_steps_was_not_stopped_early():
    early = replace(SMALL, lanes=(lane("adam", {"patience": 1}, lr=0.03),), epochs=40)
    run = result(early).lanes[0].runs[0]
    assert run.stopped == run.steps and run.stopped % 40 == 0
    run = result(replace(early, epochs=run.steps // 40)).lanes[0].runs[0]
    assert run.stopped is None and run.ended


def test_where_a_seed_has_diverged_the_others_curves_stay_at_their_steps():
    whole, short = training_runs.a_run(0, 300), training_runs.a_run(1, 300, diverges=120)
    of = training_runs.progress([short, whole]).lanes[0]
    assert short.evaluated.tolist() == [0, 50, 100, 120]
    assert of.evaluated.tolist() == [0, 50, 100, 150, 200, 250, 300]
    both = np.mean([short.test_accuracy[:3], whole.test_accuracy[:3]], axis=0)
    np.testing.assert_array_equal(of.test_accuracy, [*both, *whole.test_accuracy[3:]])


def test_the_curves_belong_to_the_steps_that_they_are_drawn_at():
    progress = result(
        replace(SMALL, lanes=(lane("adam", schedule="cosine", lr=1e-3),), seeds=(0, 1))
    )
    each = progress.lanes[0]
    assert progress.lanes[0].steps_per_epoch == 40
    assert each.evaluated.tolist() == [0, 20, 40, 60, 80]
    for run in each.runs:
        assert len(run.training_loss) == len(run.gradient_norm) == len(run.seconds) == 80
        assert (np.diff(run.seconds) >= 0).all() and run.seconds[0] > 0
        assert len(run.validation_loss) == len(run.test_accuracy) == 5
        assert run.validation_loss[-1] < run.validation_loss[0]
        assert not run.training_loss.flags.writeable
    np.testing.assert_allclose(
        each.learning_rate, progress.training.lanes[0].learning_rates(80, 40), rtol=1e-6
    )
    accuracies = [run.test_accuracy for run in each.runs]
    np.testing.assert_array_equal(each.test_accuracy, np.mean(accuracies, axis=0))
    low, high = each.band("test_accuracy")
    np.testing.assert_array_equal(
        [low, high], [np.min(accuracies, axis=0), np.max(accuracies, axis=0)]
    )


def test_nothing_held_out_is_told_as_nothing():
    each = result(replace(SMALL, validation=0.0)).lanes[0]
    assert np.isnan(each.validation_loss).all() and np.isfinite(each.test_accuracy).all()
    assert len(Split.of(images.load("digits"), 0.0, 60_000, 32).training) == 1437


@pytest.mark.parametrize("validation", [0.0, 1e-9, 0.1, 0.5, 0.9999])
@pytest.mark.parametrize("examples", [1, 100, 1000, 60_000])
@pytest.mark.parametrize("batch_size", [1, 32, 1437, 60_000])
def test_the_sizes_are_known_before_the_images(validation, examples, batch_size):
    training = replace(SMALL, validation=validation, examples=examples, batch_size=batch_size)
    assert training.dataset == "digits"
    split = Split.of(images.load("digits"), validation, examples, batch_size)
    sizes = training.sizes_of(training.lanes[0])
    assert (sizes.training, sizes.validation) == (len(split.training), len(split.validation))
    assert sizes.batch_size == split.batch_size >= 1
    assert sizes.steps_per_epoch == split.steps_per_epoch >= 1
    every = [*split.training, *split.validation, *split.test]
    assert len(set(every)) == len(every) and (examples < 60_000 or len(every) == 1797)
