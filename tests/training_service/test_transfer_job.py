"""Transfers in the queue of trainings: points come one by one, and are kept for others."""

import json
from dataclasses import replace

import pytest

from optim_core.network.datasets import Unavailable, load
from optim_core.network.transfer import Transfer
from pages.ui.training_service.queue import TrainingQueue
from pages.ui.training_service.session import Command
from pages.ui.training_service.transfer_session import TransferSession
from pages.ui.transfer.link import identity

SMALL = Transfer(dataset="digits", sizes=(5, 20), seeds=(0, 1), hidden=(16,), epochs=2, steps=20)


@pytest.fixture
def queue():
    return TrainingQueue(synchronous=True)


def told(session: TransferSession) -> list[dict]:
    messages = session.pending_messages()
    return [json.loads(m[4 : 4 + int.from_bytes(m[:4], "little")]) for m in messages]


def to_its_end(queue: TrainingQueue, session: TransferSession) -> list[dict]:
    heard = []
    while session.job.active:
        queue.advance()
        heard += told(session)
    return heard


def test_points_come_as_they_are_known_and_the_next_visitor_has_them_at_once(queue):
    session = TransferSession(queue, identity)
    session.handle(Command("train", SMALL))
    heard = to_its_end(queue, session)
    found = [each["transfer"] for each in heard if "transfer" in each]
    known = [
        sum(a is not None for way in each["accuracies"] for at in way for a in at) for each in found
    ]
    assert known == sorted(known) and known[-1] == 12 and len(set(known)) > 3
    assert heard[-1]["state"] == "finished" and found[-1]["outcome"]["few"]["size"] == 5
    assert found[-1]["classes"] == [list("01234"), list("56789")] and found[-1]["first"] > 0.5

    other = TransferSession(queue, identity)
    other.handle(Command("watch", SMALL))
    (message,) = told(other)
    assert message["state"] == "finished" and message["transfer"] == found[-1]
    assert not told(other)
    job = session.job
    assert job.steps is None and job._progress is None  # nothing is held but what is shown


def test_what_cannot_be_had_is_trained_on_digits_and_said(queue):
    def without_mnist(name, on_progress=None):
        if name == "mnist":
            raise Unavailable("nowhere", "network")
        return load(name)

    queue = TrainingQueue(synchronous=True, load=without_mnist)
    session = TransferSession(queue, identity)
    session.handle(Command("train", replace(SMALL, dataset="mnist", sizes=(5, 1000), seeds=(0,))))
    heard = to_its_end(queue, session)
    assert heard[-1]["fallback"] == {"wanted": "mnist", "used": "digits", "reason": "network"}
    assert heard[-1]["state"] == "finished"
    (last,) = [each["transfer"] for each in heard if "transfer" in each][-1:]
    assert last["sizes"][0] == 5 and 100 < last["sizes"][1] < 1000


def test_what_is_stopped_keeps_what_is_known(queue):
    session = TransferSession(queue, identity)
    session.handle(Command("train", SMALL))
    job = session.job
    while not job.found or not job.found["outcome"]:
        queue.advance()
    session.handle(Command("stop"))
    queue.advance()
    heard = told(session)
    assert heard[-1]["state"] == "stopped" and job.steps is None
    assert job.found["outcome"]["few"]["size"] == 5
