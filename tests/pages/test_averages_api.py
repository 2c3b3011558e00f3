"""What the page of averages fetches: the numbers of the core, in the order that it says."""

import numpy as np
from starlette.requests import Request

from optim_core import solve
from optim_core.averages.averaged import averages, taken
from optim_core.averages.averaging import series
from optim_core.plane.descend import gradient_noise
from pages.ui import registry
from pages.ui.averages import api
from pages.ui.averages.gallery import PRESETS
from pages.ui.averages.link import CODEC
from tests.helpers.wire import opened

NOWHERE = {"path": "/", "headers": [], "method": "GET", "server": ("here", 1), "scheme": "http"}


def ask(query):
    request = Request({"type": "http", "query_string": query.encode()} | NOWHERE)
    header, body = opened(api.answer(request).body)
    return header, np.frombuffer(body, "<f4").reshape(1 + 4 * len(header["lanes"]), -1)


def test_the_columns_are_the_series_and_four_of_each_lane():
    for query in (*(preset.query for preset in PRESETS), "values=4_5.5_-2&1=window"):
        of, view, _ = CODEC.read(query)
        header, columns = ask(query)
        expected = [series(of).values]
        for lane in averages(of):
            expected += [lane.uncorrected, lane.total, lane.shown, lane.weights]
        np.testing.assert_allclose(columns, expected, rtol=1e-6, atol=1e-30)
        assert header["days"] == columns.shape[1]
        assert header["full"] == CODEC.full(of, view)
        assert [lane["lag"] for lane in header["lanes"]] == [lane.lag for lane in averages(of)]


def test_a_jump_is_of_the_made_year_only():
    assert ask("jump=3&jump_day=9")[0]["jump_day"] == 9
    assert ask("jump=3&values=1_2")[0]["jump_day"] is None
    assert ask("v=1")[0]["jump_day"] is None


def test_whatever_is_asked_is_answered():
    for query in (
        "values=" + "7_" * 8000,
        "1=nothing&1.beta=2",
        "values=5",
        "values=1e6_-1e6",
        "%",
    ):
        header, columns = ask(query)
        assert np.isfinite(columns).all() and header["days"] >= 1


def test_the_velocities_of_the_race_are_the_same_averages_of_its_gradients():
    query = "1=window&2=exponential&2.beta=0.98&3=exponential&3.beta=0.5"
    of, _, _ = CODEC.read(query)
    race, _, notices = registry.RACE.codec.read(ask(query)[0]["race"])
    assert not notices and len(race.lanes) == 2
    for lane, run in zip(of.lanes[1:], solve(race), strict=True):
        gradients = run.gradient[:-1] + gradient_noise(race.seed, race.noise)[: race.steps]
        expected = [taken(lane, side, bias_correction=False) for side in gradients.T]
        np.testing.assert_allclose(run.state.v[1:].T, expected, rtol=1e-9, atol=1e-12)
    assert ask("1=window")[0]["race"] == ""
