"""Trainings are shared, take turns, stop when nobody watches, and leave little behind."""

import gc
import threading
import time
import weakref
from dataclasses import replace

import numpy as np
import pytest

from optim_core import OPTIMIZERS, Choice, Lane, Training, train
from optim_core.network import datasets as images
from optim_core.network import train_step
from optim_core.network.datasets import Unavailable
from pages.ui.training_service import dataset_loader
from pages.ui.training_service.queue import QueueFull, TrainingQueue
from tests.helpers.training_runs import a_run, progress

ADAM = Lane(Choice.of(OPTIMIZERS["adam"], lr=1e-3))
SMALL = Training((ADAM,), dataset="digits", hidden=(16,), batch_size=32, epochs=2)
OTHERS = [replace(SMALL, seeds=(seed,)) for seed in range(1, 60)]


class Clock:
    """Stands still until it is set."""

    now = 0.0

    def __call__(self):
        return self.now


class Trained:
    """In place of `train`: a hundred steps at a time, up to `most`; writes down what is pulled."""

    def __init__(self, most=3000):
        self.most, self.pulled, self.closed, self.fault = most, [], [], None

    def __call__(self, training):
        try:
            for done in range(0, self.most + 1, 100):
                self.pulled.append(training)
                if self.fault:
                    raise self.fault
                runs = [a_run(seed, done) for seed in training.seeds]
                yield progress(*[runs] * len(training.lanes))
        finally:
            self.closed.append(training)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def trained():
    return Trained()


@pytest.fixture
def queue(clock, trained):
    return TrainingQueue(train=trained, clock=clock, synchronous=True)


def advance(queue, times=1, clock=None, seconds=0.0):
    for _ in range(times):
        if clock:
            clock.now += seconds
        queue.advance()


def ended(job, within=20.0):
    until = time.monotonic() + within
    while (job.active or job.steps) and time.monotonic() < until:
        time.sleep(0.01)
    assert not job.active
    return job.state


# --- shared


def test_the_same_training_is_the_same_job(queue):
    assert queue.find(SMALL) is None
    job = queue.train(SMALL)
    same = Training([ADAM], dataset="digits", hidden=[16], batch_size=32, epochs=2)
    assert queue.train(same) is job is queue.find(same)
    assert queue.train(OTHERS[0]) is not job


def test_one_of_two_watchers_stops_for_himself_alone(queue, trained):
    job = queue.train(SMALL)
    one, other = queue.subscribe(job), queue.subscribe(job)
    advance(queue, 3)
    one.leave(stop=True)
    advance(queue, 3)
    assert job.state == "running" and len(job.subscriptions) == 1
    other.leave(stop=True)
    assert job.state == "stopped", "at once"
    advance(queue)
    assert trained.closed == [SMALL] and job.history.rows > 1


def test_a_finished_one_is_shown_again_and_a_stopped_one_begins_anew(queue):
    job = queue.train(SMALL)
    queue.subscribe(job)
    advance(queue, 40)
    assert job.state == "finished" and job.share == 0.5 and queue.train(SMALL) is job
    other = queue.train(OTHERS[0])
    watch = queue.subscribe(other)
    advance(queue, 5)
    watch.leave(stop=True)
    advance(queue)
    assert queue.find(OTHERS[0]) is other, "its curves are kept"
    again = queue.train(OTHERS[0])
    assert again is not other and again.state == "queued" and queue.find(OTHERS[0]) is again


# --- turns


def test_those_who_wait_take_turns(queue, trained, clock):
    several = [queue.train(training) for training in OTHERS[:3]]
    for job in several:
        queue.subscribe(job)
    assert [queue.place(job) for job in several] == [1, 2, 3] and queue.waiting == 3
    advance(queue, 50, clock, 1)
    turns = [OTHERS.index(training) for training in trained.pulled]
    assert turns == [0] * 15 + [1] * 15 + [2] * 15 + [0] * 5
    assert [job.state for job in several] == ["running", "queued", "queued"]
    assert [queue.place(job) for job in several] == [0, 1, 2]
    rows = [job.history.rows for job in several]
    assert all(rows) and not trained.closed, "what is paused keeps its curves"
    advance(queue, 50, clock, 1)
    assert [job.state for job in several] == ["finished"] * 3
    assert len(trained.pulled) == 3 * 31, "nothing was done twice"


def test_who_is_alone_goes_on(queue, trained, clock):
    queue.subscribe(queue.train(SMALL))
    advance(queue, 31, clock, 20)
    assert trained.pulled == [SMALL] * 31


def test_what_nobody_watches_is_in_nobodys_way(queue, trained, clock):
    lonely = queue.train(OTHERS[0])
    advance(queue, 2, clock, 1)
    watched = queue.train(OTHERS[1])
    queue.subscribe(watched)
    advance(queue, 2, clock, 1)
    assert watched.state == "running" and lonely.state == "queued"
    third, queue.turns.length = queue.train(OTHERS[2]), 3
    queue.subscribe(third)
    advance(queue, 1, clock, queue.turns.length)
    assert third.state == "running" and lonely.state != "running", "though it came later"


def test_no_more_wait_than_may(trained, clock):
    queue = TrainingQueue(train=trained, clock=clock, synchronous=True, max_waiting=3)
    for training in OTHERS[:3]:
        queue.train(training)
    with pytest.raises(QueueFull):
        queue.train(SMALL)
    assert queue.train(OTHERS[1]) and queue.find(SMALL) is None
    advance(queue)
    assert queue.train(SMALL), "one has its turn and waits no more"


# --- nobody watches


def test_a_lost_connection_has_a_time_of_grace(queue, clock):
    job = queue.train(SMALL)
    watch = queue.subscribe(job)
    advance(queue)
    clock.now = 100
    watch.leave()
    clock.now += queue.grace - 1
    advance(queue)
    assert job.active
    watch = queue.subscribe(job)
    clock.now += 2 * queue.grace
    advance(queue)
    assert job.active, "somebody came back"
    watch.leave()
    clock.now += queue.grace
    advance(queue, 2)
    assert job.state == "stopped" and queue.find(SMALL) is job, "with its curves"


def test_what_waits_has_it_too(queue, clock):
    queue.subscribe(queue.train(SMALL))
    advance(queue)
    waiting = queue.train(OTHERS[0])
    queue.subscribe(waiting).leave()
    clock.now += queue.grace - 1
    advance(queue)
    assert waiting.active and queue.waiting == 1
    clock.now += 1
    advance(queue)
    assert waiting.state == "stopped" and queue.waiting == 0
    assert queue.find(OTHERS[0]) is None, "it never began"


def test_what_waits_is_dropped_when_it_is_stopped(queue, trained):
    queue.subscribe(queue.train(SMALL))
    waiting = queue.train(OTHERS[0])
    watch = queue.subscribe(waiting)
    advance(queue)
    watch.leave(stop=True)
    assert waiting.state == "stopped" and queue.waiting == 0
    advance(queue)
    assert OTHERS[0] not in trained.pulled and queue.find(OTHERS[0]) is None


def test_what_is_paused_and_stopped_is_cleared_away(queue, trained, clock):
    first, second = queue.train(OTHERS[0]), queue.train(OTHERS[1])
    watch = queue.subscribe(first)
    queue.subscribe(second)
    advance(queue, 20, clock, 1)
    assert first.state == "queued" and first.history.rows
    watch.leave(stop=True)
    assert first.state == "stopped"
    advance(queue)
    assert trained.closed == [OTHERS[0]] and first.steps is None


def test_stopping_shows_at_once_whatever_the_worker_does():
    pulled, release = threading.Event(), threading.Event()

    def compiles(training):
        pulled.set()
        release.wait(20)
        yield progress([a_run(0, 100)])

    queue = TrainingQueue(train=compiles)
    job = queue.train(SMALL)
    watch = queue.subscribe(job)
    assert pulled.wait(20)
    watch.leave(stop=True)
    assert job.state == "stopped"
    release.set()
    assert ended(job) == "stopped"
    queue.stop_all()


# --- images


def test_images_that_cannot_be_had_are_replaced_and_asked_for_again_later(trained, clock, caplog):
    asked, there = [], []

    def load(name, report):
        asked.append(name)
        if name == "mnist" and not there:
            raise Unavailable("no network")
        return images.load("digits")

    queue = TrainingQueue(train=trained, load=load, clock=clock, synchronous=True)
    wanted = [replace(training, dataset="mnist") for training in OTHERS[:3]]
    for training in wanted[:2]:
        queue.subscribe(queue.train(training))
        advance(queue, 40)
        job = queue.find(training)
        assert job.state == "finished" and job.actual == replace(training, dataset="digits")
    assert asked == ["mnist", "digits"], "no class waits for each try"
    assert queue.train(wanted[0]) is queue.find(wanted[0]), "for a while it is the answer"
    clock.now += dataset_loader.RETRY_AFTER
    there.append("mnist")
    job = queue.train(wanted[0])
    queue.subscribe(job)
    advance(queue, 40)
    assert job.state == "finished" and job.actual == wanted[0] and asked[-1] == "mnist"


def test_images_that_go_away_are_replaced(trained, clock, caplog):
    def gone(training):
        if training.dataset == "mnist":
            raise Unavailable("deleted")
        yield from trained(training)

    queue = TrainingQueue(
        train=gone, load=lambda *_: images.load("digits"), clock=clock, synchronous=True
    )
    job = queue.train(replace(SMALL, dataset="mnist"))
    queue.subscribe(job)
    advance(queue, 40)
    assert job.state == "finished" and job.actual == SMALL


def test_images_that_come_hold_nobody_up(trained):
    there = threading.Event()

    def load(name, report):
        report(0.25, "what comes")
        if name == "mnist":
            there.wait(20)
        return images.load("digits")

    queue = TrainingQueue(train=trained, load=load)
    coming = queue.train(replace(SMALL, dataset="mnist"))
    queue.subscribe(coming)
    job = queue.train(SMALL)
    queue.subscribe(job)
    assert ended(job) == "finished"
    assert coming.state == "loading" and queue.datasets.progress("mnist") == (0.25, "what comes")
    there.set()
    assert ended(coming) == "finished"
    queue.stop_all()


def test_images_that_are_broken_are_a_fault(trained, clock, caplog):
    def load(name, report):
        raise OSError("on purpose")

    queue = TrainingQueue(train=trained, load=load, clock=clock, synchronous=True)
    job = queue.train(SMALL)
    advance(queue, 2)
    assert job.state == "failed" and "on purpose" in caplog.text
    assert queue.train(SMALL) is not job


# --- faults, and what is kept


@pytest.mark.parametrize("first", [0, 5])
def test_a_fault_is_told_and_logged_and_harms_nobody_else(first, queue, trained, caplog):
    job = queue.train(SMALL)
    queue.subscribe(job)
    advance(queue, first)
    trained.fault = ArithmeticError("on purpose")
    advance(queue)
    assert job.state == "failed" and "on purpose" in caplog.text
    trained.fault = None
    other, again = queue.train(OTHERS[0]), queue.train(SMALL)
    assert again is not job
    for each in (other, again):
        queue.subscribe(each)
    advance(queue, 80)
    assert other.state == again.state == "finished"


def test_so_many_ended_ones_are_kept_the_latest(queue):
    queue.jobs.keep, queue.turns.length = 3, 0
    long = queue.train(replace(SMALL, seeds=(0,)))
    queue.subscribe(long)
    advance(queue)
    for training in OTHERS[:4]:  # each begun later than the long one, and stopped before its end
        watch = queue.subscribe(queue.train(training))
        advance(queue, 4)
        watch.leave(stop=True)
    advance(queue, 60)
    assert long.state == "finished"
    there = [training for training in (SMALL, *OTHERS[:4]) if queue.find(training)]
    assert there == [SMALL, *OTHERS[2:4]]
    for training in OTHERS[10:13]:
        queue.subscribe(queue.train(training))
        advance(queue, 40)
        assert queue.train(SMALL) is long, "asked for again, it is the last to be forgotten"
    assert queue.find(SMALL) and not queue.find(OTHERS[10])


def test_what_has_ended_holds_no_weights(clock):
    kept = []

    def watched(training):
        for told in train(training):
            kept.append(weakref.ref(told.lanes[0].runs[0]))
            yield told

    queue = TrainingQueue(train=watched, clock=clock, synchronous=True)
    job = queue.train(SMALL)
    queue.subscribe(job)
    while job.active:
        queue.advance()
    gc.collect()
    assert kept and not any(run() for run in kept)
    assert job.history.rows and job.predictions[0]["step"] == 80


def test_no_more_is_kept_compiled_than_may_be(queue, monkeypatch):
    forgotten = []
    monkeypatch.setattr(train_step, "forget", lambda: forgotten.append(len(queue._compiled)))
    monkeypatch.setattr("pages.ui.training_service.queue.MAX_COMPILED", 3)
    for width in (8, 9, 10, 8, 11, 11):
        watch = queue.subscribe(queue.train(replace(SMALL, hidden=(width,))))
        queue.advance()
        watch.leave(stop=True)
        queue.advance()
    assert forgotten == [4] and len(queue._compiled) == 1


def test_what_was_forgotten_compiles_anew(compilations):
    *_, before = train(SMALL)
    train_step.forget()
    count = len(compilations)
    *_, after = train(SMALL)
    assert len(compilations) > count
    curves = [told.lanes[0].training_loss for told in (before, after)]
    np.testing.assert_array_equal(*curves)


# --- with real trainings


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
