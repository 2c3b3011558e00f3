"""What a browser asks of the lab: a plan of what would be trained, and the images."""

import json
from dataclasses import replace

import numpy as np
import pytest
from starlette.requests import Request

from optim_core import OPTIMIZERS, Choice
from optim_core.network import dataset_specs
from optim_core.network import datasets as images
from optim_core.plane.evaluations import memory
from pages.ui.catalog import memory_by_size
from pages.ui.lab import api as lab_api
from pages.ui.lab import link as lab_link
from pages.ui.training_service.queue import TrainingQueue
from tests.helpers.wire import opened

NOWHERE = {"path": "/", "headers": [], "method": "GET", "server": ("here", 1), "scheme": "http"}
LINK = "dataset=digits&layers=16&batch_size=32&epochs=2&1=adam&2=momentum&2.lr=0.05&v=1"
OTHER = LINK.replace("epochs=2", "epochs=3")


def get(address):
    """The answer of the door at an address."""
    path, _, query = address.partition("?")
    (route,) = (route for route in lab_api.ROUTES if route.path == path)
    return route.endpoint(Request({"type": "http", "query_string": query.encode()} | NOWHERE))


# --- plans


def test_a_plan_says_what_would_be_trained():
    answer = get(f"/api/training?{LINK}&look=2")
    plan = json.loads(answer.body)
    assert answer.headers["cache-control"] == "no-store"
    training, view, _ = lab_link.read(LINK + "&look=2")
    assert plan["link"] == lab_link.write(training, view)
    assert plan["full"] == lab_link.full(training, view)
    assert plan["run"] == lab_link.identity(training) != plan["link"]
    assert (plan["steps_per_epoch"], plan["batch_sizes"], plan["steps"]) == (
        [40, 40],
        [32, 32],
        [80, 80],
    )
    assert plan["notices"] == [] and 0 < plan["estimate"] < 60


def test_a_plan_names_the_largest_network_of_its_lanes():
    lanes = "1=adam&2=adam&2.layers=64-32&3=adam&3.pooling=average&4=adam&4.multi_task=1&layers=32"
    plan = json.loads(get(f"/api/training?dataset=mnist&{lanes}").body)
    size = 785 * 64 + 65 * 32 + 33 * 10
    assert plan["network"] == {"layers": [784, 64, 32, 10], "size": size}


@pytest.mark.parametrize("name", ["newton", "bfgs", "lbfgs"])
def test_what_a_rule_would_need_is_told_of_any_number_of_weights(name):
    rule = OPTIMIZERS[name]
    for n in (7, 101_770):
        told = np.polynomial.polynomial.polyval(n, memory_by_size(rule))
        assert told == memory(Choice.of(rule), n)


def test_a_plan_says_what_the_schedules_leave_of_the_rates():
    lanes = "1=adam&2=adam&2.schedule=cosine&3=momentum&3.schedule=step&4=adam&4.schedule=linear"
    lanes += "&4.schedule.end=0.25&5=adam&5.schedule=step&5.schedule.every=9"
    for epochs, step in ((2, 0.1), (3, 0.01), (6, 0.01)):
        plan = json.loads(get(f"/api/training?dataset=digits&{lanes}&epochs={epochs}&v=2").body)
        assert plan["rates_left"] == pytest.approx([1, 0, step, 0.25, 1])


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
    monkeypatch.setattr(images, "_loaded", {})
    monkeypatch.setattr(images, "read", pytest.fail)
    monkeypatch.setattr(dataset_specs, "user_cache_path", lambda _: tmp_path)
    monkeypatch.delenv("MNIST_DIR", raising=False)
    assert get("/api/dataset_images?_set=mnist&_at=1").status_code == 204


def test_files_that_are_no_images_are_as_none(monkeypatch, tmp_path):
    source = replace(images.DATASET_SPECS["mnist"], mirrors=())
    monkeypatch.setitem(images.DATASET_SPECS, "mnist", source)
    monkeypatch.setattr(lab_api, "QUEUE", TrainingQueue())
    monkeypatch.setattr(images, "_loaded", {})
    monkeypatch.setattr(dataset_specs, "user_cache_path", lambda _: tmp_path / "cache")
    monkeypatch.setenv("MNIST_DIR", str(tmp_path))
    for file in source.files:
        (tmp_path / file.name).write_bytes(b"x")
    assert source.at_hand
    assert get("/api/dataset_images?_set=mnist&_at=1").status_code == 204
    assert not images.load_at_hand("mnist") and images.load_at_hand("digits")
