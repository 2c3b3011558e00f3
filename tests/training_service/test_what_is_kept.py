"""A fault harms nobody else, and what has ended leaves little behind."""

import gc
import weakref
from dataclasses import replace

import numpy as np
import pytest
from jax.errors import JaxRuntimeError

from optim_core import train
from optim_core.network import train_step
from pages.ui.training_service.queue import TrainingQueue
from pages.ui.training_service.session import Command, Session
from tests.helpers.training_queue import OTHERS, SMALL, advance
from tests.helpers.wire import opened


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


@pytest.mark.parametrize(
    "fault",
    [MemoryError(), JaxRuntimeError("RESOURCE_EXHAUSTED: Out of memory allocating 9 bytes.")],
    ids=["Python", "JAX"],
)
def test_an_allocation_that_fails_is_told_and_makes_room(fault, queue, trained, monkeypatch):
    forgotten = []
    monkeypatch.setattr(train_step, "forget", lambda: forgotten.append(True))
    job = queue.train(SMALL)
    session = Session(queue, repr)
    session.handle(Command("watch", SMALL))
    trained.fault = fault
    advance(queue)
    (said,) = session.pending_messages()
    assert (opened(said)[0]["state"], opened(said)[0]["fault"]) == ("failed", "memory")
    assert forgotten and not job.active
    trained.fault = None
    other = queue.train(OTHERS[0])
    queue.subscribe(other)
    advance(queue, 80)
    assert other.state == "finished" and other.fault is None


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
    assert job.history.rows and job.predictions_at(0)["step"] == 80


def test_no_more_is_kept_compiled_than_may_be(queue, monkeypatch):
    forgotten = []
    monkeypatch.setattr(train_step, "forget", lambda: forgotten.append(len(queue.programs.keys)))
    monkeypatch.setattr("pages.ui.training_service.compiled_programs.MAX_COMPILED", 3)
    for width in (8, 9, 10, 8, 11, 11):
        watch = queue.subscribe(queue.train(replace(SMALL, hidden=(width,))))
        queue.advance()
        watch.leave(stop=True)
        queue.advance()
    assert forgotten == [4] and len(queue.programs.keys) == 1


@pytest.mark.optimized
def test_what_was_forgotten_compiles_anew(compilations):
    *_, before = train(SMALL)
    train_step.forget()
    count = len(compilations)
    *_, after = train(SMALL)
    assert len(compilations) > count
    curves = [told.lanes[0].training_loss for told in (before, after)]
    np.testing.assert_array_equal(*curves)
