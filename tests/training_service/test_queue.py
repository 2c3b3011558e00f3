"""Trainings are shared, take turns, and stop when nobody watches."""

import threading

import pytest

from optim_core import Training
from pages.ui.training_service.queue import QueueFull, TrainingQueue
from tests.helpers.training_queue import ADAM, OTHERS, SMALL, advance, ended
from tests.helpers.training_runs import a_run, progress

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
