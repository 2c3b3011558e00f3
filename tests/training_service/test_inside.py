"""What travels of the inside of a network: for the lane that is looked at, at the start and now."""

import json
from dataclasses import replace

import numpy as np
import pytest

from optim_core import OPTIMIZERS, Choice, Lane, train
from optim_core.network.datasets import load
from pages.ui.training_service import inside
from pages.ui.training_service.queue import TrainingQueue
from tests.helpers.training_queue import ADAM, SMALL

DATA = load("digits")


def told(training, at=-1):
    *_, last = train(training)
    lane = last.lanes[0]
    return inside.summary(lane.runs[0], lane.settings, DATA, 0, at)


def test_shares_are_of_all_and_the_start_is_that_of_the_first_weights():
    found = told(replace(SMALL, hidden=(16, 12), activation="relu"))
    json.dumps(found, allow_nan=False)
    assert [layer["units"] for layer in found["layers"]] == [16, 12] and found["step"] == 80
    for layer in found["layers"]:
        for state in (layer["start"], layer["now"]):
            np.testing.assert_allclose(sum(state["activations"]) + state["zero"], 1, atol=1e-3)
            np.testing.assert_allclose(sum(state["gradients"]) + state["no_gradient"], 1, atol=1e-3)
            assert 0 <= state["dead"] <= state["zero"] and state["saturated"] is None
    start = found["layers"][0]["start"]
    images = np.asarray(DATA.images[DATA.training :], float) / DATA.white
    weights = np.random.RandomState(0).standard_normal((64, 16)) * np.sqrt(2 / 64)  # He
    sums = np.maximum(images @ weights, 0)
    np.testing.assert_allclose(start["deviation"], sums.std(), rtol=1e-3)
    np.testing.assert_allclose(start["dead"], (sums == 0).all(axis=0).mean(), rtol=1e-3)
    assert len(found["updates"]) == 3 and found["statistics"] == []


def test_batch_statistics_stand_against_the_running_ones():
    found = told(replace(SMALL, hidden=(16,), batch_norm=True, epochs=4))
    ((running, batch),) = ([np.array(one) for one in of["mean"]] for of in found["statistics"])
    assert len(running) == len(batch) == 16
    assert np.corrcoef(running, batch)[0, 1] > 0.95 and not np.array_equal(running, batch)


@pytest.mark.parametrize("lr, hidden", [(1e30, (8,)), (0.1, ())], ids=["diverged", "no layer"])
def test_nothing_is_told_where_there_is_nothing(lr, hidden):
    lane = Lane(Choice.of(OPTIMIZERS["gradient_descent"], lr=lr))
    assert told(replace(SMALL, lanes=(lane,), hidden=hidden, epochs=1)) is None


def test_only_the_lane_that_is_looked_at_is_looked_into_now_and_then(clock, monkeypatch):
    seen, real = [], inside.summary

    def slow(*arguments):
        seen.append((clock.now, arguments[3]))
        clock.now += 0.01
        return real(*arguments)

    monkeypatch.setattr(inside, "summary", slow)
    queue = TrainingQueue(clock=clock, synchronous=True)
    job = queue.train(replace(SMALL, lanes=(ADAM, ADAM), epochs=4))
    queue.subscribe(job, lane=1)
    while job.active:
        queue.advance()
        clock.now += 0.05
    lanes = [lane for _, lane in seen]
    assert set(lanes[: lanes.index(0)]) == {1} and lanes.count(0) == 1, "at the end the other, too"
    times = [now for now, _ in seen[: lanes.index(0)]]
    assert len(times) > 1 and min(np.diff(times)) >= 0.01 / inside.MAX_LOOKING
    assert set(job.insides.found) == {0, 1} and job.insides.found[1]["step"] == 160
