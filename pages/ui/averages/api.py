"""What a browser fetches: the series and what each lane makes of it."""

from typing import Any

import numpy as np
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from optim_core.averages import AVERAGES
from optim_core.averages.averaged import Averaged, averages, change
from optim_core.averages.averaging import AVERAGING_PARAMETERS, Averaging, series
from pages.ui.averages.gallery import AVERAGINGS
from pages.ui.averages.link import CODEC, MAX_AVERAGES
from pages.ui.catalog import entries, parameter
from pages.ui.links import writer
from pages.ui.server.headers import NO_STORE, OCTET_STREAM
from pages.ui.wire import packed


def answer(request: Request) -> Response:
    """`/api/averages?<link>`: a header, and float32 columns of a number for each day.

    First the series; then of each lane the average without correction, the sum of the weights so
    far, the average as the lane shows it, the weights by age.
    """
    shown, view, notices = CODEC.read(request.url.query)
    values, lanes = series(shown).values, averages(shown)
    header = {
        **AVERAGINGS.header(shown, view, notices),
        "days": len(values),
        "change": change(values),
        "jump_day": int(shown.jump_day) if shown.jump and not shown.values else None,
        "made": not shown.values,
        "own": " ".join(map(writer.text, shown.values)),
        "race": race_link(shown),
        "lanes": [_about(lane) for lane in lanes],
    }
    columns = [values]
    for lane in lanes:
        columns += [lane.uncorrected, lane.total, lane.shown, lane.weights]
    body = packed(header, np.stack(columns).astype("<f4").tobytes())
    return Response(body, headers=NO_STORE, media_type=OCTET_STREAM)


def _about(lane: Averaged) -> dict[str, Any]:
    names = "window", "fades", "lag", "change", "half", "most"
    return {name: getattr(lane, name) for name in names}


def race_link(shown: Averaging) -> str:
    """The link of a race in noise whose velocities are such averages; nothing if it has none.

    Momentum's average form is the recursion itself, without the bias correction.
    """
    betas = [lane.numbers["beta"] for lane in shown.lanes if "beta" in lane.numbers]
    lanes = [
        f"{n}=momentum&{n}.lr=0.1&{n}.momentum={writer.text(beta)}&{n}.form=average"
        for n, beta in enumerate(betas, 1)
    ]
    return "&".join(["surface=quadratic", *lanes, "steps=150&noise=2&v=1"]) if lanes else ""


def controls() -> dict[str, Any]:
    """The kinds of averages, and the parameters of the series."""
    return {
        "averages": entries(AVERAGES),
        "series": {each.name: parameter(each) for each in AVERAGING_PARAMETERS},
        "max_averages": MAX_AVERAGES,
    }


def prepare() -> None:
    """Computes what visitors of the gallery will ask for first."""
    for each in AVERAGINGS.values:
        averages(each)


ROUTES: list[BaseRoute] = [Route("/api/averages", answer)]
