"""What the page of schedules fetches: the numbers of the core; and links that lead elsewhere."""

import numpy as np
import pytest
from starlette.requests import Request

from optim_core.plane.noisy_descents import KAPPA, START, descents
from pages.ui import registry
from pages.ui.schedules import api
from pages.ui.schedules.gallery import PRESETS
from pages.ui.schedules.link import CODEC
from tests.helpers.wire import opened

NOWHERE = {"path": "/", "headers": [], "method": "GET", "server": ("here", 1), "scheme": "http"}
EIGHT = "&".join(f"{n}={name}" for n, name in enumerate(
    ("linear", "step", "exponential", "inverse_sqrt", "cosine", "polynomial", "one_cycle",
     "cosine_restarts"), 1))  # fmt: skip


def ask(query):
    request = Request({"type": "http", "query_string": query.encode()} | NOWHERE)
    header, body = opened(api.answer(request).body)
    return header, np.frombuffer(body, "<f4").reshape(len(header["lanes"]), 4, -1)


@pytest.mark.parametrize("query", [PRESETS[0].query, f"{EIGHT}&epochs=7&lr=0.1"])
def test_the_columns_are_four_of_each_lane(query):
    of, view, _ = CODEC.read(query)
    header, columns = ask(query)
    assert header["steps"] == columns.shape[2] - 1 == of.steps
    assert header["full"] == CODEC.full(of, view)
    for found, run, about in zip(columns, descents(of), header["lanes"], strict=True):
        rates = np.append(run.rates[0], run.rates)
        np.testing.assert_allclose(found, [rates, run.mean, run.low, run.high], rtol=1e-6)
        assert about["last"] == run.last_epoch(of.steps_per_epoch)


def test_what_diverges_is_no_number():
    header, columns = ask("1=constant&lr=5&epochs=100&v=1")
    assert header["lanes"] == [{"last": None}] and header["floor"] is None
    assert not np.isfinite(columns[0, 1, -1])


@pytest.mark.parametrize("query", ["v=1", f"{EIGHT}&lr=0.1&noise=0.5&seed=4&rule=adam&epochs=100"])
def test_the_race_and_the_training_have_the_same_schedules(query):
    of, _, _ = CODEC.read(query)
    header, _ = ask(query)
    race, _, notices = registry.RACE.codec.read(header["race"])
    assert not notices and race.start == START and race.surface.values["kappa"] == KAPPA
    assert (race.noise, race.seed, race.steps) == (of.noise, of.seed, min(of.epochs * 10, 2000))
    training, _, notices = registry.LAB.codec.read(header["lab"])
    assert not notices
    for lanes in (race.lanes, training.lanes):
        assert [lane.schedule for lane in lanes] == list(of.lanes)
        assert {lane.optimizer.entry.name for lane in lanes} == {of.rule}
        assert {lane.optimizer.numbers["lr"] for lane in lanes} == {of.lr}
