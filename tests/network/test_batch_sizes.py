"""Lanes of one training with mini-batches of their own."""

from dataclasses import replace

import jax
import numpy as np
import pytest

from optim_core import SCHEDULES, Choice
from optim_core.network import datasets as images
from optim_core.network.forecast import Forecasts
from optim_core.network.mlp import Network, initial_weights, unravel
from optim_core.network.objective import objective
from optim_core.network.split import Split
from pages.ui.lab.lane_names import lane_names
from tests.helpers.trainings import SMALL, lane, result, same


def of(*sizes, **values):
    lanes = tuple(lane("momentum", {"batch_size": size} if size else (), lr=0.02) for size in sizes)
    return replace(SMALL, lanes=lanes, **values)


@pytest.mark.parametrize("epoch", [0, 1])
def test_all_see_the_images_of_an_epoch_in_the_same_order(epoch):
    seen = []
    for size in (1, 7, 32, 400, 60_000):
        split = Split.of(images.load("digits"), 0.1, 60_000, size)
        per_epoch = split.steps_per_epoch
        seen.append(split.batches(3, epoch * per_epoch, per_epoch).ravel())
    longest = max(seen, key=len)
    assert len(longest) == 1437 - 144
    for each in seen:
        np.testing.assert_array_equal(each, longest[: len(each)])


@pytest.mark.optimized
def test_a_lane_with_a_size_of_its_own_trains_as_where_that_is_everybodys():
    mixed = result(of(None, 8, 500, evaluations=3)).lanes
    for size, found in zip((32, 8, 500), mixed, strict=True):
        alone = result(of(None, batch_size=size, evaluations=3)).lanes[0]
        assert same(found.runs[0], alone.runs[0])
        assert (found.steps_per_epoch, found.batch_size) == (1293 // size, size)
        assert alone.runs[0].steps == 2 * (1293 // size)


def test_a_schedule_follows_the_steps_of_its_lane():
    cosine = Choice.of(SCHEDULES["cosine"], duration=0.0)
    lanes = [
        replace(lane("momentum", {"batch_size": size}, lr=0.1), schedule=cosine)
        for size in (64, 1293)
    ]
    for each in result(replace(SMALL, lanes=tuple(lanes), epochs=4)).lanes:
        rates = each.runs[0].learning_rate
        t = np.arange(1, len(rates) + 1) / len(rates)
        np.testing.assert_allclose(rates, 0.05 * (1 + np.cos(np.pi * t)), rtol=1e-5, atol=1e-8)


def test_a_step_on_all_images_is_the_mean_of_the_steps_on_each_part():
    """Of plain descent from the same weights: x - lr times the mean of the gradients."""
    descent = replace(SMALL, lanes=(lane("gradient_descent", lr=0.1),), epochs=1, examples=1200)
    split = Split.of(images.load("digits"), 0.1, 1200, 400)
    network = Network((64, 16, 10), "relu", False)
    begin = initial_weights(network, "he", 0)

    @jax.jit
    @jax.grad
    def slopes(w, x, y):
        return objective(unravel(w, network.shapes), network, x, y, 0.0, None, None)[0]

    def step(batch):
        data = images.load("digits")
        x = np.asarray(data.images)[batch] / np.float32(data.white)
        y = np.asarray(data.labels)[batch]
        return begin - 0.1 * np.asarray(slopes(begin, x, y))

    mean = np.mean([step(batch) for batch in split.batches(0, 0, 3)], axis=0)
    (found,) = result(replace(descent, batch_size=60_000)).lanes[0].runs
    np.testing.assert_allclose(found.checkpoint.x, mean, rtol=1e-4, atol=1e-6)


def test_a_forecast_counts_the_steps_of_each_lane():
    forecast = Forecasts()
    mnist = {"dataset": "mnist", "epochs": 1}
    one, few = forecast(of(1, **mnist)), forecast(of(500, **mnist))
    assert one > 2 * few
    assert forecast(of(1, 500, **mnist)) >= one
    assert forecast(of(500, batch_size=1, **mnist)) == few


def test_lanes_are_called_by_the_images_that_they_take():
    names = lane_names(of(1, None, 60_000))
    assert [name.partition(", ")[2] for name in names] == [
        "mini-batch 1",
        "mini-batch 32",
        "full batch",
    ]
    assert lane_names(of(32, None)) == ["Momentum", "Momentum"]
