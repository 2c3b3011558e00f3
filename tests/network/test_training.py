"""A training is a value; its lanes share images, batches and initial weights."""

from dataclasses import replace

import numpy as np
import pytest

from optim_core import Training
from optim_core.network import datasets as images
from optim_core.network.settings import Settings, settings_of
from optim_core.network.split import Split
from optim_core.network.training import TRAINING_PARAMETERS
from tests.helpers.trainings import ADAM, DESCENT, SMALL, lane, result


def test_equal_trainings_are_equal_and_hash_equally():
    one = Training([ADAM], hidden=[128], epochs=np.int64(5), seeds=[0], l2=-0.0, validation=0.1)
    assert one == Training((ADAM,)) and hash(one) == hash(Training((ADAM,)))
    assert repr(one) == repr(Training((ADAM,)))
    for other in ({"epochs": 6}, {"hidden": ()}, {"seeds": (1,)}, {"l2": 0.1}, {"patience": 2}):
        assert replace(one, **other) != one


def test_a_lane_has_its_own_settings_and_the_trainings_for_the_rest():
    ours = lane("adam", {"hidden": [8], "dropout": 0.5})
    assert ours.settings == (("hidden", (8,)), ("dropout", 0.5))
    assert ours == lane("adam", [("dropout", 0.5), ("hidden", (8,))])
    training = Training((ADAM, ours), activation="tanh", dropout=0.1)
    assert training.settings(ADAM) == Settings(activation="tanh", dropout=0.1)
    assert training.settings(ours) == Settings(hidden=(8,), activation="tanh", dropout=0.5)


def test_a_shared_rate_replaces_every_lanes_own():
    training = Training((ADAM, DESCENT), shared_lr=0.5)
    assert [each.optimizer.values["lr"] for each in training.effective_lanes] == [0.5, 0.5]
    assert training.effective_lanes[0].optimizer.values["beta1"] == 0.9


@pytest.mark.parametrize(
    "values, message",
    [
        ({"lanes": ()}, "at least one lane"),
        ({"dataset": "letters"}, "dataset is one of"),
        ({"batch_size": 0}, "batch_size is a whole number"),
        ({"epochs": 1.5}, "epochs is a whole number"),
        ({"epochs": float("nan")}, "epochs is a whole number"),
        ({"validation": 1.0}, "validation is at least 0"),
        ({"validation": float("nan")}, "validation is at least 0"),
        ({"seeds": ()}, "seeds is a tuple of different whole numbers"),
        ({"seeds": (1, 1)}, "seeds is a tuple of different whole numbers"),
        ({"seeds": (-1,)}, "a seed is a whole number from 0"),
        ({"hidden": (0,)}, "hidden is a tuple of whole numbers"),
        ({"activation": "swish"}, "activation is one of"),
        ({"dropout": 1.0}, "dropout is at least 0 and less than 1"),
        ({"l2": -1.0}, "l2 is at least 0"),
        ({"l1": float("inf")}, "l1 is a finite number"),
        ({"shared_lr": float("inf")}, "shared_lr is a finite number or None"),
        ({"patience": 1, "validation": 0.0}, "needs a validation part"),
    ],
)
def test_what_a_training_refuses(values, message):
    with pytest.raises(ValueError, match=message):
        Training(**{"lanes": (ADAM,), **values})


def test_what_a_lane_refuses():
    with pytest.raises(TypeError, match="there is no setting 'depth'; there are: hidden, "):
        settings_of({"depth": 3})
    with pytest.raises(ValueError, match="ema_decay is at least 0 and less than 1"):
        lane("adam", {"ema_decay": 1.0})


def test_every_number_of_a_training_has_a_range_and_a_meaning():
    for parameter in TRAINING_PARAMETERS.values():
        assert parameter.help and (parameter.options or parameter.range)


# --- batches


def test_an_epoch_shows_every_image_at_most_once_and_none_that_is_held_out():
    split = Split.of(images.load("digits"), 0.1, 1000, 32)
    assert len(split.validation) == 144 and len(split.training) == 1000 and len(split.test) == 360
    assert len(set(split.training) | set(split.validation) | set(split.test)) == 1504
    epochs = split.batches(0, 0, 3 * split.steps_per_epoch).reshape(3, -1)
    assert all(len(set(epoch)) == 31 * 32 and set(epoch) <= set(split.training) for epoch in epochs)
    assert not np.array_equal(epochs[0], epochs[1])
    np.testing.assert_array_equal(split.batches(0, 20, 40), epochs.reshape(-1, 32)[20:60])
    assert not np.array_equal(split.batches(1, 0, 5), split.batches(0, 0, 5))


def test_a_batch_of_more_than_all_images_is_all_of_them():
    progress = result(replace(SMALL, batch_size=60_000, epochs=3))
    assert progress.lanes[0].steps_per_epoch == 1 and progress.lanes[0].batch_size == 1437 - 144
    assert progress.lanes[0].runs[0].steps == 3
