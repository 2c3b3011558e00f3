"""What a browser fetches: the rates of each schedule, and the losses of the descents under it."""

import math
from typing import Any

import numpy as np
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from optim_core.lane import STEPS_PER_EPOCH
from optim_core.network.training import TRAINING_PARAMETERS
from optim_core.plane.descend import MAX_RACE_STEPS
from optim_core.plane.noisy_descents import (
    COMPARISON_PARAMETERS,
    KAPPA,
    RUNS,
    Comparison,
    descents,
    floor,
)
from pages.ui.catalog import parameter
from pages.ui.links import writer
from pages.ui.schedules.gallery import COMPARISONS
from pages.ui.schedules.link import CODEC, DEFAULT, MAX_SCHEDULES
from pages.ui.server.headers import NO_STORE, OCTET_STREAM
from pages.ui.wire import packed


def answer(request: Request) -> Response:
    """`/api/schedules?<link>`: a header, and float32 columns of a number for each iterate.

    Of each lane: the rate of the step that led there (of the first step at the start), the mean
    loss, the low and the high end of the band.
    """
    shown, view, notices = CODEC.read(request.url.query)
    lanes = descents(shown)
    last = [lane.last_epoch(shown.steps_per_epoch) for lane in lanes]
    header = {
        **COMPARISONS.header(shown, view, notices),
        "steps": shown.steps,
        "steps_per_epoch": shown.steps_per_epoch,
        "runs": RUNS,
        "floor": floor(shown),
        "lanes": [{"last": loss if math.isfinite(loss) else None} for loss in last],
        "race": race_link(shown),
        "lab": lab_link(shown),
    }
    columns = []
    for lane in lanes:
        columns += [np.append(lane.rates[0], lane.rates), lane.mean, lane.low, lane.high]
    with np.errstate(over="ignore"):
        body = packed(header, np.stack(columns).astype("<f4").tobytes())
    return Response(body, headers=NO_STORE, media_type=OCTET_STREAM)


def race_link(shown: Comparison) -> str:
    """The link of the race that has these schedules as lanes, on the same bowl in the same noise.

    An epoch of a race has a fixed number of steps: the race is of as many epochs.
    """
    on = f"surface=quadratic&surface.kappa={writer.text(KAPPA)}"
    steps = min(shown.epochs * STEPS_PER_EPOCH, MAX_RACE_STEPS)
    run = f"steps={steps}&noise={writer.text(shown.noise)}&seed={shown.seed}"
    return f"{on}&{_lanes(shown)}&{run}&v=1"


def lab_link(shown: Comparison) -> str:
    """The link of a training with these schedules as lanes, each at this rate."""
    most = TRAINING_PARAMETERS["epochs"].range
    assert most
    return f"{_lanes(shown)}&epochs={min(shown.epochs, round(most.high))}"


def _lanes(shown: Comparison) -> str:
    """Nothing is left out: pages have defaults of their own."""
    pairs = []
    for n, schedule in enumerate(shown.lanes, 1):
        pairs += [(f"{n}", shown.rule), (f"{n}.lr", writer.text(shown.lr))]
        pairs += [(key, said) for key, said, _ in writer.choice(f"{n}.schedule", schedule)]
    return "&".join(f"{key}={said}" for key, said in pairs)


def controls() -> dict[str, Any]:
    """The parameters of the descent."""
    return {
        "comparison": {each.name: parameter(each) for each in COMPARISON_PARAMETERS},
        "max_schedules": MAX_SCHEDULES,
    }


def prepare() -> None:
    """Computes what visitors of the gallery will ask for first."""
    for each in (DEFAULT, *COMPARISONS.values):
        descents(each)


ROUTES: list[BaseRoute] = [Route("/api/schedules", answer)]
