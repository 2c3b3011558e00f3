"""What the page of a step fetches: the second-order model, where it is asked for."""

import numpy as np
from starlette.requests import Request

from optim_core.plane.landscape import gradients, heights_at, hessian
from optim_core.plane.step import take_apart
from optim_core.plane.trust_region import trusted
from pages.ui.race.heightmap import heightmap
from pages.ui.step import api
from pages.ui.step.link import CODEC
from tests.helpers.wire import opened

NOWHERE = {"path": "/", "headers": [], "method": "GET", "server": ("here", 1), "scheme": "http"}


def ask(query):
    return opened(
        api.answer(Request({"type": "http", "query_string": query.encode()} | NOWHERE)).body
    )


def test_the_model_of_each_lane_travels_where_it_is_asked_for():
    query = "surface=beale&1=adam&2=momentum&2.lr=0.01&at=3"
    assert [lane["model"] for lane in ask(f"{query}&v=1")[0]["lanes"]] == [None, None]
    header, body = ask(f"{query}&model=1&v=1")
    race, _, _ = CODEC.read(query)
    for lane in header["lanes"]:
        model, x = lane["model"], np.array(lane["x"])
        assert model["x"] == lane["x"]
        np.testing.assert_allclose(model["value"], heights_at(race.surface, x)[0])
        np.testing.assert_allclose(model["gradient"], gradients(race.surface, x)[0])
        np.testing.assert_allclose(model["hessian"], hessian(race.surface, x))
        (left, right), (bottom, top) = header["window"]
        reach = max(np.hypot(x[0] - u, x[1] - v) for u in (left, right) for v in (bottom, top))
        np.testing.assert_allclose(model["trusted"], trusted(race.surface, x, reach))
    ground = heightmap(race.surface, header["window"], header["n"], "log")
    np.testing.assert_array_equal(np.frombuffer(body, np.uint16), ground.z.ravel())
    assert header["ground"] == {name: getattr(ground, name) for name in api.SCALE}


def test_while_one_lane_is_dragged_the_other_is_not_taken_apart_again(monkeypatch):
    taken = []

    def counted(race, lane, at):
        taken.append(race.effective_lanes[lane].optimizer.values["lr"])
        return take_apart(race, lane, at)

    monkeypatch.setattr(api, "take_apart", counted)
    for rate in ("0.0123", "0.0124", "0.0125"):
        header, _ = ask(f"1=adam&2=momentum&1.lr={rate}&2.lr=0.0071&at=4&v=1")
    assert taken == [0.0123, 0.0071, 0.0124, 0.0125]
    alone, _ = ask("1=momentum&lr=0.0071&at=4&v=1")
    assert header["lanes"][1] | {"lane": 0} == alone["lanes"][0]


def test_a_point_that_is_not_finite_has_no_model():
    header, _ = ask("1=gradient_descent&1.lr=10&lane=1&at=250&model=1&v=1")
    assert header["lanes"][0]["model"] is None and header["lanes"][0]["models"] is None
