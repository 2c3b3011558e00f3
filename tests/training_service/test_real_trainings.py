"""What real trainings show, and how they stop."""

import time
from dataclasses import replace

import numpy as np
import pytest

from optim_core import train
from optim_core.network.datasets import load
from pages.ui.training_service.queue import TrainingQueue
from pages.ui.training_service.training_job import MAX_MOMENTS, TrainingJob, thinned
from tests.helpers.training_queue import ADAM, OTHERS, SMALL, ended


def test_what_is_shown_is_what_was_trained():
    queue, training = TrainingQueue(), replace(SMALL, lanes=(ADAM, ADAM), seeds=(0, 1))
    job = queue.train(training)
    watch = queue.subscribe(job, lane=1)
    assert ended(job) == "finished"
    *_, last = train(training)
    table, evaluations = job.history.latest.tables[2:]
    np.testing.assert_array_equal(table[0], np.arange(1, 81))
    smooth = last.lanes[1].training_loss[:2].mean(), last.lanes[1].training_loss[78:].mean()
    np.testing.assert_allclose(table[1, [1, 79]], smooth, rtol=1e-6)
    np.testing.assert_allclose(evaluations[8], last.lanes[1].test_accuracy, rtol=1e-6)
    assert job.share == 1 and set(job.predictions) == {0, 1}
    accuracy = last.lanes[1].runs[0].test_accuracy[-1]
    np.testing.assert_allclose(job.predictions_at(1)["accuracy"], accuracy, atol=1e-6)
    watch.leave()
    queue.stop_all()


def test_those_are_asked_first_whose_answers_are_looked_at():
    *_, done = train(replace(SMALL, lanes=(ADAM,) * 3))
    job, order = TrainingJob(done.training, 0), []
    for lanes in ({1}, {1}, {2}, {2}):
        job.update(done, load("digits"), lanes, lambda: 0.0)
        order.append(list(job.predictions))
    assert order == [[1], [1, 0], [1, 0, 2], [1, 0, 2]]


def test_what_was_predicted_before_can_be_looked_at(clock):
    queue = TrainingQueue(clock=clock, synchronous=True)
    job = queue.train(replace(SMALL, epochs=4))
    queue.subscribe(job, lane=0)
    while job.active:
        queue.advance()
        clock.now += 1
    *_, last = train(job.training)
    run = last.lanes[0].runs[0]
    kept = job.predictions[0]
    steps = [each["step"] for each in kept]
    assert len(kept) > 3 and steps == sorted(set(steps))
    for step, accuracy in zip(run.evaluated, run.test_accuracy, strict=True):
        found = job.predictions_at(0, step + 0.5)
        if found["step"] == step:
            np.testing.assert_allclose(found["accuracy"], accuracy, atol=1e-6)
    assert job.predictions_at(0, -1) is kept[0] and job.predictions_at(0) is kept[-1]
    assert job.predictions_at(0, kept[2]["step"] + 0.5) is kept[2]
    assert job.predictions_at(1) is None


def test_the_moments_that_are_kept_are_spread_over_the_training():
    kept = ()
    for step in range(1000):
        kept = thinned((*kept, {"step": step}))
        assert len(kept) <= MAX_MOMENTS
    steps = [each["step"] for each in kept]
    assert len(kept) == MAX_MOMENTS and steps[0] == 0 and steps[-1] == 999
    assert max(np.diff(steps)) <= 3 * 1000 / MAX_MOMENTS


@pytest.mark.alone
def test_a_pause_is_no_time_of_training():
    running = train(replace(SMALL, epochs=200))
    for before in running:
        if before.share > 0:
            break
    began = time.monotonic()
    time.sleep(0.5)
    after = next(running)
    running.close()
    assert after.seconds - before.seconds <= time.monotonic() - began - 0.29


def test_everything_stops_with_the_server():
    queue = TrainingQueue()
    long = [replace(training, epochs=2000) for training in OTHERS[:2]]
    job, waiting = (queue.train(training) for training in long)
    for each in (job, waiting):
        queue.subscribe(each)
    until = time.monotonic() + 20
    while job.share == waiting.share == 0 and time.monotonic() < until:
        time.sleep(0.01)
    queue.stop_all()
    assert job.state == waiting.state == "stopped"
    assert not queue._worker.is_alive()
    again = queue.train(OTHERS[1])
    queue.subscribe(again)
    assert ended(again) == "finished", "and may begin again"
    queue.stop_all()
