"""What a visitor asks of the training service, and what is new to him."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from optim_core.network import datasets as images
from pages.ui.lab import link as lab_link
from pages.ui.lab.training_socket import MAX_MESSAGE
from pages.ui.training_service.queue import TrainingQueue
from pages.ui.training_service.session import Session, parse_command
from tests.helpers.training_runs import a_run, progress
from tests.helpers.wire import opened

LINK = "dataset=digits&layers=16&batch_size=32&epochs=2&1=adam&2=momentum&2.lr=0.05&v=1"
OTHER = LINK.replace("epochs=2", "epochs=3")


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
    return parse_command(text[:MAX_MESSAGE], lambda link: lab_link.read(link)[0])


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
    assert header["lanes"][0]["stride"] == 1 and header["lanes"][0]["steps"]["first"] == 0
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


def test_predictions_come_for_the_lane_that_is_looked_at(clock):
    queue = TrainingQueue(clock=clock, synchronous=True)
    one = visitor(queue)
    ask(one, do="look", lane=1)
    ask(one, do="train", link=LINK)
    while one.job.active:
        queue.advance()
        clock.now += 1
    (header,) = told(one)
    assert header["predictions"]["lane"] == 1 and header["predictions"]["step"] == 80
    assert told(one) == []
    (header,) = ask(one, do="look", lane=0)
    assert header["predictions"]["lane"] == 0
    assert ask(one, do="look", lane=1) == [], "it has those"
    assert ask(one, do="look", lane=7) == []
    (header,) = ask(one, do="look", lane=1, step=50)
    assert header["predictions"]["step"] <= 50
    (header,) = ask(one, do="look", lane=1, step=None)
    assert header["predictions"]["step"] == 80


def test_a_fallback_is_told(monkeypatch):
    def load(name, report):
        if name == "mnist":
            raise images.Unavailable("two mirrors", "network", "certificate")
        return images.load("digits")

    queue = TrainingQueue(load=load, synchronous=True)
    one = visitor(queue)
    link = LINK.replace("dataset=digits", "dataset=mnist")
    ask(one, do="train", link=link)
    queue.advance()
    (header,) = told(one)
    assert header["fallback"] == {"wanted": "mnist", "used": "digits", "reason": "certificate"}
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


def words_in(value, path=""):
    """The texts of a header that hold more than a name."""
    if isinstance(value, dict):
        return [found for key, each in value.items() for found in words_in(each, f"{path}.{key}")]
    if isinstance(value, list):
        return [found for each in value for found in words_in(each, path)]
    return [(path, value)] if isinstance(value, str) and not value.isidentifier() else []


def test_kinds_and_numbers_are_told_and_no_words():
    queue = TrainingQueue(synchronous=True)
    one = visitor(queue)
    link = "dataset=digits&1=adam&1.patience=2&2=adam&2.layers=8&epochs=2&seeds=0-1&v=1"
    seen = ask(one, do="train", link=link)
    while one.job.active:
        queue.advance()
        seen += told(one)
    seen += ask(one, do="stop") + ask(visitor(queue), do="watch", link=OTHER)
    assert {header["state"] for header in seen} >= {"queued", "running", "finished", "none"}
    digits = [f"{digit}" for digit in range(10)]
    for header in seen:
        words = {text for path, text in words_in(header) if path != ".run"}
        assert words <= {"", *digits}, words
