"""What a browser fetches while a person drags: whole, small, and for the asking only."""

import json
import struct
from urllib.parse import quote

import numpy as np
import pytest
from starlette.requests import Request
from starlette.responses import Response

from optim_core.catalog import Choice
from optim_core.plane.geometry import box_of
from optim_core.plane.landscape import heights, lowest, minima
from optim_core.plane.race import solve
from optim_core.plane.scores import scores, tolerance_of
from pages.ui.race import api as race_api
from pages.ui.race import link
from pages.ui.race.gallery import RACES
from pages.ui.race.heightmap import heightmap
from surfaces import SURFACES

NOWHERE = {"path": "/", "headers": [], "method": "GET", "server": ("here", 1), "scheme": "http"}
SIX = "&".join(
    f"{lane}={name}"
    for lane, name in enumerate(
        ("gradient_descent", "momentum", "adagrad", "rmsprop", "adam", "adamw"), 1
    )
)


def get(address: str) -> Response:
    """The answer of the route at an address."""
    path, _, query = address.partition("?")
    (route,) = (route for route in race_api.ROUTES if route.path == path)
    return route.endpoint(Request({"type": "http", "query_string": query.encode()} | NOWHERE))


def ask(address: str) -> tuple[dict, bytes]:
    """An answer's header and what follows it."""
    answer = get(address)
    assert answer.status_code == 200
    (length,) = struct.unpack("<I", answer.body[:4])
    return json.loads(answer.body[4 : 4 + length]), answer.body[4 + length :]


def columns(header: dict, body: bytes) -> list[np.ndarray]:
    """Of each lane that was sent, float32 `[columns, steps + 1]`."""
    rows, at, found = header["steps"] + 1, 0, []
    for lane in header["lanes"]:
        size = 4 * len(lane["columns"]) * rows
        if lane["sent"]:
            found.append(np.frombuffer(body[at : at + size], "<f4").reshape(-1, rows))
            at += size
    return found


@pytest.mark.parametrize("name", SURFACES)
def test_the_columns_are_the_run(name):
    query = f"surface={name}&1=momentum&1.lr=0.001&2=adam&2.schedule=cosine&steps=50&v=1"
    race, _, _ = link.read(query)
    header, body = ask(f"/api/race?{query}")
    minimum = header["minimum"] or 0.0
    for lane, run, sent in zip(header["lanes"], solve(race), columns(header, body), strict=True):
        where = np.array(lane["origin"])[:, None] + sent[:2].astype(float)
        np.testing.assert_allclose(where, run.x.T, rtol=1e-6, atol=1e-6)
        np.testing.assert_allclose(sent[2], run.value - minimum, rtol=1e-6, atol=1e-6)
        np.testing.assert_allclose(sent[3:5], run.gradient.T, rtol=1e-6)
    assert header["lanes"][1]["columns"][5:] == ["rate"], "a rate that changes travels"


def test_evaluations_travel_where_steps_differ_in_how_many_they_take():
    query = "1=bfgs&2=newton&3=adam&steps=50&v=1"
    header, body = ask(f"/api/race?{query}")
    bfgs, newton, adam = header["lanes"]
    assert bfgs["columns"][5:] == ["evaluations"] and bfgs["evaluations"] is None
    spent = solve(link.read(query)[0])[0].state.evaluations
    np.testing.assert_array_equal(columns(header, body)[0][5], spent)
    assert (newton["evaluations"], adam["evaluations"]) == (3, 1)
    assert len(newton["columns"]) == len(adam["columns"]) == 5


def test_memory_is_told_for_the_surface_and_for_the_network_of_the_lab():
    lanes = ask("/api/race?1=newton&2=adam&3=gradient_descent&v=1")[0]["lanes"]
    n = 784 * 128 + 128 + 128 * 10 + 10
    assert [lane["memory"] for lane in lanes] == [[4, n**2], [4, 2 * n], [0, 0]]


def test_offsets_keep_their_precision_beside_a_minimum():
    query = "surface=rosenbrock&surface.b=1&1=gradient_descent&1.lr=0.05&steps=2000&v=1"
    header, body = ask(f"/api/race?{query}")
    race, _, _ = link.read(query)
    (run,), (sent,) = solve(race), columns(header, body)
    exact = np.linalg.norm(run.x - minima(race.surface)[0], axis=1)
    assert exact[-1] < 1e-9
    np.testing.assert_allclose(np.hypot(sent[0], sent[1]), exact, rtol=1e-5)


def test_only_the_lane_that_changed_travels_and_all_of_it_is_small():
    header, body = ask(f"/api/race?{SIX}")
    assert len(body) + len(json.dumps(header)) < 50_000
    have = ".".join(lane["key"] for lane in header["lanes"])
    header, body = ask(f"/api/race?{SIX}&5.lr=0.3&_have={have}")
    assert [lane["sent"] for lane in header["lanes"]] == [False] * 4 + [True, False]
    assert len(body) + len(json.dumps(header)) < 20_000
    header, _ = ask(f"/api/race?{SIX}&surface.b=50&_have={have}&_window=-2~2~-1~3")
    assert all(lane["sent"] for lane in header["lanes"])


def test_a_key_is_a_lanes_own():
    queries = ("1=adam", "1=adam&x=1", "1=adam&steps=9", "1=adam&noise=1", "1=adam&surface.b=9")
    keys = [ask(f"/api/race?{query}")[0]["lanes"][0]["key"] for query in queries]
    assert len(set(keys)) == len(keys)
    assert ask("/api/race?1=adam&2=lion")[0]["lanes"][0]["key"] == keys[0]


def fullest(surface, scale: str) -> float:
    """The share of the picture that lies in one twentieth of the scale, the fullest."""
    choice = Choice.of(surface)
    z = heightmap(choice, box_of(choice), 100, scale).z
    return np.histogram(z, bins=20, range=(0, 65534))[0].max() / z.size


@pytest.mark.parametrize("surface", SURFACES.values(), ids=SURFACES)
def test_a_surface_says_a_scale_on_which_its_heights_are_told_apart(surface):
    assert fullest(surface, surface.height_scale) < 1 / 3


def test_the_wide_minimum_would_not_be_seen_on_the_logarithmic_scale():
    assert fullest(SURFACES["two_basins"], "log") > 1 / 2


@pytest.mark.parametrize("scale", ["log", "linear"])
@pytest.mark.parametrize("name", SURFACES)
def test_the_heightmap_is_the_surface(name, scale):
    query = f"surface={name}&height={scale}&_window=-1.5~1~-1~1.5"
    header, body = ask(f"/api/heights?{query}")
    grid = np.frombuffer(body, "<u2").reshape(race_api.FINE, race_api.FINE) / 65534
    z = header["low"] + grid * (header["high"] - header["low"])
    u = np.sign(z) * header["linear_threshold"] * (10 ** np.abs(z) - 1) if scale == "log" else z
    surface = link.read(query.split("&_")[0])[0].surface
    axes = np.linspace(-1.5, 1, race_api.FINE), np.linspace(-1, 1.5, race_api.FINE)
    exact = heights(surface, *axes) - (lowest(surface) or 0.0)
    step = (header["high"] - header["low"]) / 65534
    slack = np.log(10) * (np.abs(exact) + header["linear_threshold"]) if scale == "log" else 1.0
    assert (np.abs(u - exact) <= step * slack + 1e-9).all()


@pytest.mark.parametrize("window", ["", "1~2", "a~b~c~d", "nan~1~0~1", "1~0~0~1", "0~1e99~0~1"])
def test_a_window_that_is_none_is_refused(window):
    assert get(f"/api/heights?_window={window}").status_code == 400


@pytest.mark.parametrize(
    "query", ["1=gradient_descent&1.lr=10", "1=momentum&1.lr=10&surface=saddle&steps=2000"]
)
def test_what_is_not_finite_breaks_no_header(query):
    header, body = ask(f"/api/race?{query}")
    json.dumps(header, allow_nan=False)
    assert header["lanes"][0]["score"]["kind"] in ("diverged", "descending_without_bound")
    assert not np.isfinite(columns(header, body)[0]).all()


def test_no_query_buys_more_than_the_largest_race():
    header, body = ask("/api/race?" + "&".join(f"{n}=adam" for n in range(1, 500)) + "&steps=1e9")
    assert len(header["lanes"]) == 8 and header["steps"] == 2000
    assert header["notices"]


def test_what_was_put_right_and_the_scores_travel_as_kinds_and_numbers():
    header, _ = ask("/api/race?surface=rosenbrok&1=gradient_descent&1.lr=10&2=adam&v=1")
    assert header["notices"] == [
        {"kind": "unknown_name", "key": "surface", "given": "rosenbrok", "used": "rosenbrock"}
    ]
    race, _, _ = link.read(header["link"])
    tolerance = tolerance_of(race.surface)
    for lane, run in zip(header["lanes"], solve(race), strict=True):
        score, sent = scores(race.surface, run, tolerance), lane["score"]
        assert (sent["kind"], sent["step"]) == (score.outcome.kind, score.outcome.step)
        assert sent["point"] == list(score.outcome.point)
        assert (sent["best"], sent["best_step"]) == (score.best, score.best_step)
        assert sent["reached"] == score.steps_to_tolerance
        assert (sent["nearest"], sent["distance"]) == (score.nearest, score.distance)
        assert sent["left_box"] == score.left_box
        assert sent["final"] == (score.final if np.isfinite(score.final) else None)


@pytest.mark.parametrize("preset", RACES.presets, ids=lambda preset: preset.name)
def test_a_preset_is_known_by_its_race_however_it_is_looked_at(preset):
    assert ask(f"/api/race?{preset.query}&view=3d&step=7")[0]["preset"] == preset.name
    assert ask(f"/api/race?{preset.query}&seed=17")[0]["preset"] is None


@pytest.mark.parametrize("formula", ["log(x)", "log(-1-x^2)", "1/x", "3", "abs(x)+abs(y)"])
def test_of_any_formula_there_is_an_answer(formula):
    query = f"surface=typed&surface.formula={quote(formula)}&1=gradient_descent&steps=20"
    header, _ = ask(f"/api/race?{query}&_window=-2~2~-2~2")
    assert header["found"] and not header["notices"]
    assert header["heightmap"]["linear_threshold"] > 0
    header, body = ask(f"/api/heights?{query}&_window=-2~2~-2~2")
    holes = (np.frombuffer(body, "<u2") == 65535).mean()
    shares = {"log(x)": 0.5, "log(-1-x^2)": 1.0}
    assert holes == pytest.approx(shares.get(formula, 0.0), abs=0.01)
