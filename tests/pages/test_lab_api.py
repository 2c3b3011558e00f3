"""What a browser asks of the lab: a plan for the asking, and messages as long as it watches."""

import asyncio
import json
import socket
import struct
import threading
import time
from dataclasses import replace

import numpy as np
import pytest
import uvicorn
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.websockets import WebSocketDisconnect
from websockets.sync.client import connect

from optim_core.network import datasets as images
from pages.ui.lab import api as lab_api
from pages.ui.lab import link as lab_link
from pages.ui.training_service.queue import TrainingQueue
from pages.ui.training_service.session import Session, parse_command
from tests.helpers.training_runs import a_run, progress

NOWHERE = {"path": "/", "headers": [], "method": "GET", "server": ("here", 1), "scheme": "http"}
LINK = "dataset=digits&layers=16&batch_size=32&epochs=2&1=adam&2=momentum&2.lr=0.05&v=1"
OTHER = LINK.replace("epochs=2", "epochs=3")


def get(address):
    """The answer of the door at an address."""
    path, _, query = address.partition("?")
    (route,) = (route for route in lab_api.ROUTES if route.path == path)
    return route.endpoint(Request({"type": "http", "query_string": query.encode()} | NOWHERE))


def opened(message):
    """A message's header, and what follows it."""
    (length,) = struct.unpack("<I", message[:4])
    assert length % 4 == 0
    return json.loads(message[4 : 4 + length], parse_constant=pytest.fail), message[4 + length :]


# --- plans


def test_a_plan_says_what_would_be_trained():
    answer = get(f"/api/training?{LINK}&look=2")
    plan = json.loads(answer.body)
    assert answer.headers["cache-control"] == "no-store"
    training, view, _ = lab_link.read(LINK + "&look=2")
    assert plan["link"] == lab_link.write(training, view)
    assert plan["full"] == lab_link.full(training, view)
    assert plan["run"] == lab_link.identity(training) != plan["link"]
    assert (plan["steps_per_epoch"], plan["batch_size"], plan["steps"]) == (40, 32, 80)
    assert plan["notices"] == [] and 0 < plan["estimate"] < 60


def test_a_plan_of_nonsense_is_one_of_what_is_nearest():
    plan = json.loads(get("/api/training?epochs=1e9&1=adm&batch_size=x").body)
    assert len(plan["notices"]) == 3 and lab_link.read(plan["link"])[2] == ()


# --- pictures


def test_pictures_are_the_images(monkeypatch):
    monkeypatch.setattr(lab_api, "QUEUE", TrainingQueue())
    answer = get("/api/dataset_images?_set=digits&_at=1500.3.1500")
    header, body = opened(answer.body)
    assert header == {"n": 3, "rows": 8, "columns": 8, "white": 16.0}
    pictures = np.frombuffer(body, np.uint8).reshape(3, 8, 8)
    np.testing.assert_array_equal(pictures, images.load("digits").pictures([1500, 3, 1500]))
    assert "immutable" in answer.headers["cache-control"]


NONE = ["", "x", "-1", "1797", str(2**64 - 1), "1..2", ".".join("1" * 65), "9" * 5000]


@pytest.mark.parametrize("at", NONE)
def test_pictures_that_there_are_not_are_refused(at):
    assert get(f"/api/dataset_images?_set=digits&_at={at}").status_code == 400


@pytest.mark.parametrize("name", ["letters", "", "../etc/passwd"])
def test_pictures_of_a_set_that_there_is_not_are_refused(name):
    assert get(f"/api/dataset_images?_set={name}&_at=1").status_code == 404


def test_pictures_of_a_set_that_is_not_here_are_not_fetched(monkeypatch, tmp_path):
    monkeypatch.setattr(lab_api, "QUEUE", TrainingQueue())
    monkeypatch.setattr(images, "load", pytest.fail)
    monkeypatch.setattr(images, "user_cache_path", lambda _: tmp_path)
    monkeypatch.delenv("MNIST_DIR", raising=False)
    assert get("/api/dataset_images?_set=mnist&_at=1").status_code == 204


def test_files_that_are_no_images_are_as_none(monkeypatch, tmp_path):
    source = replace(images.DATASET_SPECS["mnist"], mirrors=())
    monkeypatch.setitem(images.DATASET_SPECS, "mnist", source)
    monkeypatch.setattr(lab_api, "QUEUE", TrainingQueue())
    monkeypatch.setattr(images, "_loaded", {})
    monkeypatch.setattr(images, "user_cache_path", lambda _: tmp_path / "cache")
    monkeypatch.setenv("MNIST_DIR", str(tmp_path))
    for file in source.files:
        (tmp_path / file.name).write_bytes(b"x")
    assert source.at_hand
    assert get("/api/dataset_images?_set=mnist&_at=1").status_code == 204
    assert not images.load_at_hand("mnist") and images.load_at_hand("digits")


# --- visitors, without a socket


@pytest.fixture
def trained():
    """What is yielded in place of a training, one after another: how many steps are done."""
    return [100, 200, 300]


@pytest.fixture
def queue(trained):
    def train(training):
        for done in trained:
            yield progress(*[[a_run(0, done)]] * len(training.lanes))

    return TrainingQueue(train=train, synchronous=True)


def parse(text):
    return parse_command(text[: lab_api.MAX_MESSAGE], lambda link: lab_link.read(link)[0])


def visitor(queue):
    return Session(queue, lab_link.identity)


def ask(visitor, **message):
    """What is told of a message at once."""
    visitor.handle(parse(json.dumps(message)))
    return [opened(message)[0] for message in visitor.pending_messages()]


def told(visitor):
    return [opened(message)[0] for message in visitor.pending_messages()]


def test_who_comes_later_sees_the_same_and_both_see_the_end(queue):
    one, other = visitor(queue), visitor(queue)
    (header,) = ask(one, do="train", link=LINK)
    assert header["run"] == lab_link.identity(lab_link.read(LINK)[0])
    assert (header["state"], header["place"], header["watchers"]) == ("queued", 1, 1)
    assert [lane["verdict"]["kind"] for lane in header["lanes"]] == ["waiting"] * 2
    queue.advance()
    (header,) = ask(other, do="watch", link=LINK)
    assert header["state"] == "running" and header["watchers"] == 2
    assert header["lanes"][0]["steps"]["rows"] == 20
    queue.advance()
    for _ in range(4):
        queue.advance()
    for each in (one, other):
        last = told(each)[-1]
        assert last["state"] == "finished" and last["lanes"][1]["steps"]["rows"] == 300
        assert told(each) == [], "nothing is told twice"


def test_what_nobody_trains_is_told_as_nothing_until_somebody_does(queue):
    one, other = visitor(queue), visitor(queue)
    (header,) = ask(one, do="watch", link=LINK)
    assert header["state"] == "none" and header["run"]
    assert told(one) == []
    ask(other, do="train", link=LINK)
    assert [header["state"] for header in told(one)] == ["queued"]


def test_a_stop_is_one_visitors_and_the_last_one_ends_it(queue):
    one, other = visitor(queue), visitor(queue)
    ask(one, do="train", link=LINK)
    ask(other, do="train", link=LINK)
    queue.advance()
    told(one)
    (header,) = ask(one, do="stop")
    assert header["state"] == "left" and "lanes" not in header
    queue.advance()
    assert told(one) == [] and told(other)[-1]["state"] == "running"
    (header,) = ask(other, do="stop")
    assert header["state"] == "stopped"
    queue.advance()
    (header,) = told(other)
    assert header["stride"] == 1 and header["lanes"][0]["steps"]["first"] == 0
    ask(one, do="stop"), ask(other, do="stop"), ask(visitor(queue), do="stop")


def test_who_turns_to_another_training_stops_the_one_before(queue):
    one = visitor(queue)
    ask(one, do="train", link=LINK)
    queue.advance()
    before = one.job
    (header,) = ask(one, do="train", link=OTHER)
    assert before.state == "stopped" and header["state"] == "queued"
    before = one.job
    ask(one, do="watch", link=LINK)
    assert before.active, "who only looks elsewhere may come back"


def test_who_asks_again_gets_everything(queue):
    one = visitor(queue)
    ask(one, do="train", link=LINK)
    queue.advance()
    told(one)
    (header,) = ask(one, do="watch", link=LINK)
    assert header["lanes"][0]["steps"] == {"rows": 20, "first": 0, "count": 20}


def test_a_full_line_is_told():
    queue = TrainingQueue(max_waiting=1, synchronous=True)
    ask(visitor(queue), do="train", link=LINK)
    (header,) = ask(visitor(queue), do="train", link=OTHER)
    assert header["state"] == "full"


def test_of_many_answers_only_the_last_waits(queue):
    one = visitor(queue)
    for n in range(1000):
        one.handle(parse(json.dumps({"do": "watch", "link": f"1=adam&1.lr=0.{n + 1}"})))
    (header,) = told(one)
    assert header["state"] == "none" and "1.lr=0.1&" in header["run"] + "&"


def test_predictions_come_for_the_lane_that_is_looked_at():
    queue = TrainingQueue(synchronous=True)
    one = visitor(queue)
    ask(one, do="look", lane=1)
    ask(one, do="train", link=LINK)
    while one.job.active:
        queue.advance()
    (header,) = told(one)
    assert header["predictions"]["lane"] == 1 and header["predictions"]["step"] == 80
    assert told(one) == []
    (header,) = ask(one, do="look", lane=0)
    assert header["predictions"]["lane"] == 0
    assert ask(one, do="look", lane=1) == [], "it has those"
    assert ask(one, do="look", lane=7) == []


def test_a_fallback_is_told(monkeypatch):
    def load(name, report):
        if name == "mnist":
            raise images.Unavailable("no network")
        return images.load("digits")

    queue = TrainingQueue(load=load, synchronous=True)
    one = visitor(queue)
    link = LINK.replace("dataset=digits", "dataset=mnist")
    ask(one, do="train", link=link)
    queue.advance()
    (header,) = told(one)
    assert header["fallback"] == {"wanted": "mnist", "used": "digits"}
    assert header["dataset"] == "digits"
    assert header["run"] == lab_link.identity(lab_link.read(link)[0])


@given(st.one_of(st.text(), st.recursive(
    st.none() | st.booleans() | st.floats() | st.text() | st.sampled_from(["watch", "look"]),
    lambda parts: st.lists(parts) | st.dictionaries(st.sampled_from(["do", "link", "lane"]), parts),
).map(json.dumps)))  # fmt: skip
def test_nonsense_is_ignored(text):
    asked = parse(text)
    assert asked is None or asked.do in ("watch", "look")


def test_a_message_is_read_up_to_a_length():
    deep = "[" * 1_000_000
    assert parse(deep) is None
    long = json.dumps({"do": "train", "link": LINK + "&x=" * 1_000_000})
    assert parse(long) is None


# --- through a socket


class HastySocket:
    """A visitor who says something and is gone in the same moment."""

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
def test_of_visitors_who_are_gone_in_the_moment_they_speak_none_stays(said, queue, monkeypatch):
    monkeypatch.setattr(lab_api, "QUEUE", queue)

    async def hundred():
        for _ in range(100):
            socket = HastySocket(*({"do": do, "link": LINK} for do in said))
            await asyncio.wait_for(lab_api.watch(socket), 5)
        return len(asyncio.all_tasks())

    assert asyncio.run(hundred()) == 1, "who asks"
    assert not queue.find(lab_link.read(LINK)[0]).subscriptions


def test_who_does_not_take_what_he_is_told_is_gone(queue, monkeypatch):
    class Deaf(HastySocket):
        async def receive(self):
            return self.events.pop(0) if len(self.events) > 1 else await asyncio.sleep(60)

        async def send_bytes(self, message):
            raise WebSocketDisconnect(1006)

    monkeypatch.setattr(lab_api, "QUEUE", queue)
    asyncio.run(asyncio.wait_for(lab_api.watch(Deaf({"do": "train", "link": LINK})), 5))
    assert not queue.find(lab_link.read(LINK)[0]).subscriptions


@pytest.fixture
def address(monkeypatch):
    """A server of these doors alone, in a thread."""
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
