"""What a browser fetches while a person drags: the numbers of a race, and heights.

Both are answers to a plain GET, computed from the query alone: nothing of a visitor is kept, so
that a drag costs no script run, and a server that was restarted answers as before.
"""

import math
from functools import lru_cache
from hashlib import blake2s
from typing import Any
from urllib.parse import parse_qsl

import numpy as np
from numpy.typing import NDArray
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from optim_core.catalog import Box, Choice, Point, Surface
from optim_core.lane import Lane
from optim_core.plane.evaluations import gradient_evaluations, memory
from optim_core.plane.geometry import box_of
from optim_core.plane.landscape import lowest, minima
from optim_core.plane.race import Race, solve
from optim_core.plane.scores import Score, scores, tolerance_of
from optim_core.plane.stability import too_large
from pages.ui.catalog import NETWORK_SIZE
from pages.ui.links.notices import Notice
from pages.ui.links.query import MAX_LENGTH
from pages.ui.race import link
from pages.ui.race.gallery import RACES
from pages.ui.race.heightmap import Heightmap, heightmap
from pages.ui.race.view import View
from pages.ui.server.headers import KEPT, NO_STORE, OCTET_STREAM
from pages.ui.wire import packed
from surfaces.rates import suited_rate

COLUMNS = "x", "y", "suboptimality", "gx", "gy"  # that every lane has
FINE, COARSE = 200, 60  # points along a side of the heights: at rest, and while they are dragged
REACH = 1e9  # windows wider than this are not drawn


def race(request: Request) -> Response:
    """`/api/race?<link>&_have=key.key&_window=...`: the race, except the lanes one has already.

    A 4-byte header length, a JSON header, then float32 columns per lane that was not had (see
    `_packed`), then, if a window is given, the coarse heights as uint16.
    """
    (shown, view, notices), asked = _read(request)
    had = asked.get("_have", "").split(".")
    lanes, columns = [], []
    for lane in shown.effective_lanes:
        about, values = _lane(
            shown.surface, lane, shown.start, shown.steps, shown.noise, shown.seed
        )
        lanes.append({**about, "sent": about["key"] not in had})
        if about["key"] not in had:
            columns.append(values)
    header = {**RACES.header(shown, view, notices), **_about(shown), "lanes": lanes}
    window = _window(asked.get("_window", ""))
    if window:
        coarse = heightmap(shown.surface, window, COARSE, view.height)
        header["heightmap"] = {"window": window, "n": COARSE, **_scale(coarse)}
        columns.append(coarse.z.tobytes())
    return Response(packed(header, *columns), headers=NO_STORE, media_type=OCTET_STREAM)


def surface_heights(request: Request) -> Response:
    """`/api/heights?<link>&_window=left~right~bottom~top`: the fine grid, kept by the browser."""
    (shown, view, _), asked = _read(request)
    window = _window(asked.get("_window", ""))
    if window is None:
        return JSONResponse({"error": "_window is left~right~bottom~top"}, 400)
    fine = heightmap(shown.surface, window, FINE, view.height)
    header = {"window": window, "n": FINE, **_scale(fine)}
    return Response(packed(header, fine.z.tobytes()), headers=KEPT, media_type=OCTET_STREAM)


def _read(
    request: Request,
) -> tuple[tuple[Race, View, tuple[Notice, ...]], dict[str, str]]:
    """The link in a query, read; and what else is asked there, by keys that begin with `_`."""
    pairs = parse_qsl(request.url.query[:MAX_LENGTH], keep_blank_values=True)
    asked = {key: value for key, value in pairs if key.startswith("_")}
    return link.read([pair for pair in pairs if not pair[0].startswith("_")]), asked


def _window(text: str) -> Box | None:
    try:
        left, right, bottom, top = (float(edge) for edge in text.split("~"))
    except ValueError:
        return None
    if not (-REACH <= left < right <= REACH and -REACH <= bottom < top <= REACH):
        return None
    return (left, right), (bottom, top)


def _scale(grid: Heightmap) -> dict[str, float]:
    return {
        "low": grid.low,
        "high": grid.high,
        "minimum": grid.minimum,
        "linear_threshold": grid.linear_threshold,
    }


def _digest(content: bytes) -> str:
    return blake2s(content, digest_size=6).hexdigest()


def _about(shown: Race) -> dict[str, Any]:
    entry = shown.surface.entry
    return {
        "surface": _digest(repr((entry.name, shown.surface.items)).encode()),
        "box": box_of(shown.surface),
        "start": shown.start,
        "steps": shown.steps,
        "minima": minima(shown.surface).tolist(),
        "minimum": lowest(shown.surface),
        "found": entry.is_typed,
        "tolerance": tolerance_of(shown.surface),
    }


@lru_cache(maxsize=512)
def _lane(
    surface: Choice[Surface], lane: Lane, start: Point, steps: int, noise: float, seed: int
) -> tuple[dict[str, Any], bytes]:
    """What the header says of a lane, and its columns. Kept, as a class asks for the same race."""
    alone = Race(surface, (lane,), start=start, steps=steps, noise=noise, seed=seed)
    (trajectory,) = solve(alone)
    rates = lane.learning_rates(steps)
    score = scores(surface, trajectory, tolerance_of(surface), rates, noise > 0)
    beyond = too_large(surface, lane.optimizer, trajectory, rates, score.outcome)
    least = lowest(surface)
    minimum = 0.0 if least is None else least
    origin = start if score.nearest is None else minima(surface)[score.nearest]
    steady = bool(np.all(rates == rates[0]))
    spent = gradient_evaluations(lane.optimizer.entry, trajectory)
    even = bool(np.all(np.diff(spent) == spent[1]))
    values = [*(trajectory.x - origin).T, trajectory.value - minimum, *trajectory.gradient.T]
    columns = dict(zip(COLUMNS, values, strict=True))
    if not steady:
        columns["rate"] = np.append(rates[0], rates)
    if not even:
        columns["evaluations"] = spent
    packed_columns, at = _packed([*columns.values()]), [float(coordinate) for coordinate in origin]
    about = {
        "key": _digest(repr(at).encode() + packed_columns),
        "origin": at,
        "columns": [*columns],
        "rate": float(rates[0]) if steady else None,
        "evaluations": int(spent[1]) if even else None,
        "memory": [memory(lane.optimizer, n) for n in (2, NETWORK_SIZE)],
        "score": _score(score),
        "too_large": beyond and beyond._asdict(),
        "suited": suited_rate(surface, lane.optimizer),
    }
    return about, packed_columns


def _score(score: Score) -> dict[str, Any]:
    """A row of the scoreboard. What is no finite number is None."""
    outcome = score.outcome
    return {
        "kind": outcome.kind,
        "step": outcome.step,
        "point": [_finite(coordinate) for coordinate in outcome.point],
        "value": _finite(outcome.value),
        "best": _finite(score.best),
        "best_step": score.best_step,
        "final": _finite(score.final),
        "reached": score.steps_to_tolerance,
        "nearest": score.nearest,
        "distance": score.distance,
        "left_box": score.left_box,
    }


def _finite(number: float) -> float | None:
    return number if math.isfinite(number) else None


def _packed(columns: list[NDArray[np.float64]]) -> bytes:
    """float32 `[columns, steps + 1]`: offset from the origin in x and y, height above the minimum,
    gradient in x and y; unless they are the same at every step, the rate of the one that led there,
    and how many gradients were evaluated so far.

    Offsets and heights above it keep their precision near a minimum, where float32
    positions and heights would not; what is beyond float32 becomes infinite.
    """
    with np.errstate(over="ignore"):
        return np.stack(columns).astype("<f4").tobytes()


def prepare(shown: Race) -> None:
    """Computes what a visitor of this race will ask for first."""
    for lane in shown.effective_lanes:
        _lane(shown.surface, lane, shown.start, shown.steps, shown.noise, shown.seed)
    for n in (COARSE, FINE):
        heightmap(shown.surface, box_of(shown.surface), n, "log")


ROUTES: list[BaseRoute] = [
    Route("/api/race", race),
    Route("/api/heights", surface_heights),
]
