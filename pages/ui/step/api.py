"""What a browser fetches: a step of one lane or two, taken apart, and the surface around it."""

from dataclasses import replace
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from optim_core.catalog import Box, Choice, Surface
from optim_core.plane.geometry import box_of
from optim_core.plane.landscape import derivatives_at, gradients, heights_at, minima
from optim_core.plane.race import Race
from optim_core.plane.step import Step, take_apart
from optim_core.plane.taylor import along, newton_step
from optim_core.plane.trust_region import trusted
from pages.ui.race.heightmap import heightmap
from pages.ui.server.headers import NO_STORE, OCTET_STREAM
from pages.ui.step.gallery import STEPS
from pages.ui.step.link import CODEC, StepView
from pages.ui.wire import packed

SCALE = "low", "high", "minimum", "linear_threshold"  # of the heights
SIDE = 120  # points along a side of the heights
MARGIN = 0.7  # of the step's longer side, around it
ALONG = np.linspace(-0.5, 2.0, 101)  # steps: where the models are told


def answer(request: Request) -> Response:
    """`/api/step?<link>`: a header, and after it the heights around the step as uint16."""
    race, view, notices = CODEC.read(request.url.query)
    lanes = _lanes(race, view)
    steps = [_step(race, lane, view.at) for lane in lanes]
    window = _window(race, steps)
    ground = heightmap(race.surface, window, SIDE, "log")
    header = {
        **STEPS.header(race, view, notices),
        "steps": race.steps,
        "lanes": [
            {
                "lane": lane,
                **_told(race.surface, step, view.line),
                "model": _model(race.surface, step, window) if view.model else None,
            }
            for lane, step in zip(lanes, steps, strict=True)
        ],
        "window": window,
        "ground": {name: getattr(ground, name) for name in SCALE},
        "n": SIDE,
        "minima": minima(race.surface).tolist(),
    }
    return Response(packed(header, ground.z.tobytes()), headers=NO_STORE, media_type=OCTET_STREAM)


def _lanes(race: Race, view: StepView) -> list[int]:
    return [view.lane - 1] if view.lane else list(range(min(2, len(race.lanes))))


def _step(race: Race, lane: int, at: int) -> Step:
    """Kept by what the lane runs: while another lane is dragged, this one is the same."""
    return _alone(replace(race, lanes=(race.effective_lanes[lane],), shared_lr=None), at)


@lru_cache(maxsize=256)
def _alone(race: Race, at: int) -> Step:
    return take_apart(race, 0, at)


def _window(race: Race, steps: list[Step]) -> Box:
    """Around all that moves, square; the surface's box where that is not finite."""
    points = np.array([point for step in steps for point in (step.x, step.x_next)])
    if not (np.isfinite(points).all() and np.abs(points).max() < 1e9):
        return box_of(race.surface)
    low, high = points.min(axis=0), points.max(axis=0)
    least = 1e-6 * max(1.0, float(np.abs(points).max()))
    reach = max(float((high - low).max()) * (0.5 + MARGIN), least)
    (x, y) = (low + high) / 2
    return (x - reach, x + reach), (y - reach, y + reach)


def _told(surface: Choice[Surface], step: Step, line: str) -> dict[str, Any]:
    there = heights_at(surface, [step.x, step.x_next])
    return {
        "x": _plain(step.x),
        "x_next": _plain(step.x_next),
        "value": _plain(there[0]),
        "value_next": _plain(there[1]),
        "gradient": _plain(gradients(surface, step.x)[0]),
        "noise": _plain(step.noise),
        "numbers": {name: _plain(value) for name, value in step.numbers.items()},
        "state": [
            {"name": name, "before": _plain(before), "after": _plain(step.state_next[name])}
            for name, before in step.state.items()
        ],
        "lines": [
            {
                "text": each.text,
                "runs": each.runs,
                "values": [[name, _plain(value)] for name, value in each.values.items()],
                "numbers": [p if isinstance(p, str) else _plain(p) for p in each.numbers],
            }
            for each in step.lines
        ],
        "trials": [each._asdict() for each in step.trials],
        "models": _models(surface, step, line),
    }


def _models(surface: Choice[Surface], step: Step, line: str) -> dict[str, Any] | None:
    """Along the chosen line, of which the step itself is 1; None where there is no such line."""
    move = step.x_next - step.x
    g = gradients(surface, step.x)[0]
    if line == "gradient":
        d = -g * np.linalg.norm(move) / (np.linalg.norm(g) or 1.0)
    elif line == "newton":
        d = newton_step(surface, step.x)
    else:
        d = move
    if not (np.isfinite(d).all() and d.any()):
        return None
    found = along(surface, step.x, d, ALONG)
    curves = {name: _plain(getattr(found, name)) for name in ("a", "value", "first", "second")}
    return {**curves, "d": _plain(d), "lands": found.lands, "holds": found.holds}


def _model(surface: Choice[Surface], step: Step, window: Box) -> dict[str, Any] | None:
    """That of second order around the step's point; None where that has none."""
    value, g, H = derivatives_at(surface, step.x)
    if not (np.isfinite(value) and np.isfinite(g).all() and np.isfinite(H).all()):
        return None
    corners = np.array([(x, y) for x in window[0] for y in window[1]])
    reach = float(np.linalg.norm(corners - step.x, axis=1).max())
    border = trusted(surface, step.x, reach)
    return {
        "value": float(value),
        "x": step.x.tolist(),
        "gradient": g.tolist(),
        "hessian": H.tolist(),
        "trusted": border.tolist(),
    }


def _plain(value: NDArray | float) -> Any:
    """As JSON takes it: lists of lists; no finite number is None, and what is large its shape."""
    array = np.asarray(value)
    if array.size > 101:
        return {"shape": array.shape}
    if array.dtype == bool:
        return array.tolist()
    plain = array.astype(object)
    plain[~np.isfinite(array)] = None
    return plain.tolist()


def controls() -> dict[str, Any]:
    """Those of the race are all there are."""
    return {}


ROUTES: list[BaseRoute] = [Route("/api/step", answer)]
