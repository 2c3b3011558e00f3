"""Many visitors and one queue: whose turn it is, and what may be kept of those who wait."""

from dataclasses import replace

import pytest

from pages.ui.training_service.queue import QueueFull, TrainingQueue
from tests.helpers.training_queue import OTHERS, SMALL, advance

# --- visitors


def crowd(queue, count, visitor="one"):
    for training in OTHERS[:count]:
        queue.subscribe(queue.train(training, visitor))


def test_who_has_many_trainings_has_no_more_turns_than_who_has_one(queue, clock):
    crowd(queue, 28)
    advance(queue, 2, clock, 1)
    newcomer, begun = queue.train(SMALL, "other"), clock.now
    queue.subscribe(newcomer)
    while newcomer.state != "running":
        advance(queue, 1, clock, 1)
    assert clock.now - begun <= queue.turns.length
    turns = {"one": 0, "other": 0}
    while newcomer.active:
        turns[queue.turns.current.visitor] += 1
        advance(queue, 1, clock, 1)
    assert turns["one"] <= turns["other"] + queue.turns.length


def test_sixty_students_of_one_school_take_turns_as_they_came(queue, clock):
    crowd(queue, 30, "school")
    first = []
    for _ in range(30):
        advance(queue, 1, clock, queue.turns.length)
        first.append(OTHERS.index(queue.turns.current.training))
    assert first == list(range(30))


def test_who_waits_for_none_is_let_in_though_one_visitor_fills_the_queue(queue):
    crowd(queue, queue.max_waiting)
    with pytest.raises(QueueFull):
        queue.train(SMALL, "one")
    assert queue.train(SMALL, "other").active
    others = iter(OTHERS[queue.max_waiting :])
    with pytest.raises(QueueFull):
        while True:
            training = next(others, None) or replace(SMALL, seeds=(queue.waiting + 100,))
            queue.train(training, f"visitor {queue.waiting}")
    assert queue.waiting == 2 * queue.max_waiting


# --- memory


def test_paused_trainings_take_no_more_than_there_is_room(trained, clock):
    size = TrainingQueue(synchronous=True).train(SMALL).bytes
    room = int(2.5 * size)
    queue = TrainingQueue(train=trained, clock=clock, synchronous=True, max_paused=room)
    jobs = [queue.train(training) for training in OTHERS[:5]]
    for job in jobs:
        queue.subscribe(job)
    most = 0
    while any(job.active for job in jobs):
        advance(queue, 1, clock, 5)
        most = max(most, sum(job.steps is not None for job in jobs))
    assert most == 2
    assert [job.state for job in jobs] == ["finished"] * 5, "all have their turns in the end"


def test_what_is_larger_than_the_room_trains_alone(trained, clock):
    queue = TrainingQueue(train=trained, clock=clock, synchronous=True, max_paused=1)
    jobs = [queue.train(training) for training in OTHERS[:2]]
    for job in jobs:
        queue.subscribe(job)
    advance(queue, 90, clock, 5)
    assert [job.state for job in jobs] == ["finished"] * 2
