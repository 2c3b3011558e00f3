"""Whoever watches is woken when there is news for him, and sleeps else."""

import asyncio

from pages.ui.lab import training_socket
from pages.ui.lab.training_socket import Pulse
from pages.ui.training_service.queue import TrainingQueue
from pages.ui.training_service.session import Command, Session
from tests.helpers.training_queue import OTHERS, SMALL, Clock, Trained, advance


def woken(monkeypatch, do):
    """Which of three were woken by what is done: one who looks at nothing, two who ask for one."""
    monkeypatch.setattr(training_socket, "INTERVAL", 0)
    queue = TrainingQueue(train=Trained(), clock=Clock(), synchronous=True)
    sessions = [Session(queue, repr) for _ in range(3)]
    sessions[1].handle(Command("watch", SMALL))
    sessions[2].handle(Command("train", OTHERS[0]))
    while queue.turns.active:
        advance(queue)

    async def run():
        beats = Pulse()
        events = [beats.join(session) for session in sessions]

        async def settle():
            for _ in range(3):
                for session, event in zip(sessions, events, strict=True):
                    session.pending_messages()
                    event.clear()
                await asyncio.sleep(0.01)

        await settle()
        assert not any(event.is_set() for event in events), "nothing is new"
        do(queue, sessions)
        await asyncio.sleep(0.02)
        found = [event.is_set() for event in events]
        for event in events:
            beats.leave(event)
        await asyncio.sleep(0.01)
        assert len(asyncio.all_tasks()) == 1
        return found

    return asyncio.run(run())


def test_nobody_is_woken_for_nothing(monkeypatch):
    assert woken(monkeypatch, lambda *_: None) == [False] * 3


def test_all_are_woken_when_a_training_begins(monkeypatch):
    assert woken(monkeypatch, lambda queue, _: queue.train(SMALL)) == [True] * 3


def test_who_watches_what_has_ended_is_woken_by_another_who_does(monkeypatch):
    def joins(queue, sessions):
        sessions[0].handle(Command("watch", OTHERS[0]))

    assert woken(monkeypatch, joins)[2]


def test_who_watches_what_goes_on_is_woken_all_the_time(monkeypatch):
    def begins(queue, sessions):
        sessions[0].handle(Command("train", OTHERS[1]))
        advance(queue)
        sessions[0].pending_messages()

    assert woken(monkeypatch, begins)[0]
