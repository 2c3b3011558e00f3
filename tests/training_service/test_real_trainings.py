"""What real trainings show, and how they stop."""

import time
from dataclasses import replace

import numpy as np
import pytest

from optim_core import train
from pages.ui.training_service.queue import TrainingQueue
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
    np.testing.assert_allclose(job.predictions[1]["accuracy"], accuracy, atol=1e-6)
    watch.leave()
    queue.stop_all()


def test_while_it_trains_only_those_are_asked_whose_answers_are_looked_at(clock):
    queue = TrainingQueue(clock=clock, synchronous=True)
    job = queue.train(replace(SMALL, lanes=(ADAM,) * 3, epochs=4))
    watch = queue.subscribe(job, lane=1)
    seen = []
    while job.active:
        queue.advance()
        if job.active:
            seen.append(set(job.predictions))
        if job.predictions and job.share > 0.5:
            watch.lane = 99  # as far as there are
        clock.now += 1
    assert {1} in seen and {1, 2} in seen and not any(0 in lanes for lanes in seen)
    assert set(job.predictions) == {0, 1, 2}


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
