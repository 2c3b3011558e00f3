"""A training is asked for and watched through a socket, until whoever asked is gone."""

import asyncio
import json
import socket
import threading
import time

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.websockets import WebSocketDisconnect
from websockets.sync.client import connect

from pages.ui.lab import api as lab_api
from pages.ui.lab import link as lab_link
from pages.ui.training_service.queue import TrainingQueue
from tests.helpers.wire import opened

LINK = "dataset=digits&layers=16&batch_size=32&epochs=2&1=adam&2=momentum&2.lr=0.05&v=1"


class HastySocket:
    """A visitor who says something and is gone in the same moment."""

    client = None

    def __init__(self, *messages):
        self.events = [{"type": "websocket.receive", "text": json.dumps(each)} for each in messages]
        self.events.append({"type": "websocket.disconnect"})

    async def accept(self):
        pass

    async def receive(self):
        return self.events.pop(0)

    async def send_bytes(self, message):
        await asyncio.sleep(0)


@pytest.mark.parametrize("said", [["train"], ["watch", "train"], ["train", "watch"]])
def test_of_visitors_who_are_gone_in_the_moment_they_speak_none_stays(said, monkeypatch):
    queue = TrainingQueue(synchronous=True)
    monkeypatch.setattr(lab_api, "QUEUE", queue)

    async def hundred():
        for _ in range(100):
            socket = HastySocket(*({"do": do, "link": LINK} for do in said))
            await asyncio.wait_for(lab_api.watch(socket), 5)
        return len(asyncio.all_tasks())

    assert asyncio.run(hundred()) == 1, "who asks"
    assert not queue.find(lab_link.read(LINK)[0]).subscriptions


def test_who_does_not_take_what_he_is_told_is_gone(monkeypatch):
    class Deaf(HastySocket):
        async def receive(self):
            return self.events.pop(0) if len(self.events) > 1 else await asyncio.sleep(60)

        async def send_bytes(self, message):
            raise WebSocketDisconnect(1006)

    queue = TrainingQueue(synchronous=True)
    monkeypatch.setattr(lab_api, "QUEUE", queue)
    asyncio.run(asyncio.wait_for(lab_api.watch(Deaf({"do": "train", "link": LINK})), 5))
    assert not queue.find(lab_link.read(LINK)[0]).subscriptions


@pytest.fixture
def address(monkeypatch):
    """A server of these routes alone, in a thread."""
    monkeypatch.setattr(lab_api, "QUEUE", TrainingQueue(grace=0.3))
    with socket.create_server(("127.0.0.1", 0)) as listening:
        app = Starlette(routes=lab_api.ROUTES)
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="off"))
        thread = threading.Thread(target=server.run, args=([listening],))
        thread.start()
        yield f"ws://127.0.0.1:{listening.getsockname()[1]}/api/watch"
        server.should_exit = True
        lab_api.stop_all()
        thread.join(20)


def until(connection, state):
    """Messages up to one in a state."""
    headers = []
    while not headers or headers[-1]["state"] != state:
        headers.append(opened(connection.recv(timeout=30))[0])
    return headers


def test_a_training_through_a_socket(address):
    with connect(address) as one, connect(address) as other:
        one.send("nonsense")
        one.send(b"\x00")
        one.send(json.dumps({"do": "train", "link": LINK}))
        headers = until(one, "finished")
        assert headers[0]["state"] in ("queued", "loading", "running")
        assert headers[-1]["share"] == 1
        assert [lane["steps"]["rows"] for lane in headers[-1]["lanes"]] == [80, 80]
        other.send(json.dumps({"do": "watch", "link": LINK}))
        assert len(until(other, "finished")) == 1


def test_a_closed_tab_stops_what_it_trained(address):
    long = LINK.replace("epochs=2", "epochs=30").replace("batch_size=32", "batch_size=1")
    with connect(address) as one:
        one.send(json.dumps({"do": "train", "link": long}))
        until(one, "running")
    job = lab_api.QUEUE.find(lab_link.read(long)[0])
    begun = time.monotonic()
    while job.active and time.monotonic() < begun + 10:
        time.sleep(0.02)
    assert job.state == "stopped"


def test_a_stop_through_a_socket(address):
    long = LINK.replace("epochs=2", "epochs=30").replace("batch_size=32", "batch_size=1")
    with connect(address) as one:
        one.send(json.dumps({"do": "train", "link": long}))
        until(one, "running")
        one.send(json.dumps({"do": "stop"}))
        assert until(one, "stopped")
