"""What a browser fetches: counts of random critical points, or descents of a bowl."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from optim_core.dimensions.bowl import descents
from optim_core.dimensions.random_hessians import DIMENSIONS, counts, histogram, log10_minimum
from optim_core.dimensions.settings import PARAMETERS, ManyDimensions
from pages.ui.catalog import parameter
from pages.ui.dimensions.gallery import MANY_DIMENSIONS
from pages.ui.dimensions.link import CODEC, DEFAULT, MAX_RULES, RULES
from pages.ui.server.headers import NO_STORE, OCTET_STREAM
from pages.ui.wire import packed


def answer(request: Request) -> Response:
    """`/api/dimensions?<link>`: a header, and float32 arrays of what is looked at.

    Of critical points: the edges of the histogram's bins, the share and the semicircle in each. Of
    descents, lane by lane: the loss at each iterate, what is left in each direction.
    """
    shown, view, notices = CODEC.read(request.url.query)
    of = _critical_points if view.show == "saddles" else _descents
    about, arrays = of(shown)
    header = {
        **MANY_DIMENSIONS.header(shown, view, notices),
        "show": view.show,
        "n": shown.dimensions,
        "steps": shown.steps,
        **about,
    }
    with np.errstate(over="ignore"):
        body = packed(header, np.concatenate(arrays).astype("<f4").tobytes())
    return Response(body, headers=NO_STORE, media_type=OCTET_STREAM)


def _critical_points(shown: ManyDimensions) -> tuple[dict[str, Any], list[np.ndarray]]:
    """`chance` is the logarithm of that of a minimum; it is known where nothing is lifted."""
    all_n = sorted({*DIMENSIONS, shown.dimensions})
    seen = histogram(shown)
    chance = [None if shown.lift else log10_minimum(n) for n in all_n]
    about = {
        "counts": [counts(shown, n)._asdict() for n in all_n],
        "chance": chance,
        "draws": shown.draws,
        "bins": len(seen.share),
        "points": seen.points,
        "negative": seen.negative,
    }
    return about, [seen.edges, seen.share, seen.semicircle]


def _descents(shown: ManyDimensions) -> tuple[dict[str, Any], list[np.ndarray]]:
    lanes = descents(shown)
    return {"lanes": len(lanes)}, [each for lane in lanes for each in (lane.loss, lane.left)]


def controls() -> dict[str, Any]:
    return {
        "many_dimensions": {each.key: parameter(each) for each in PARAMETERS.values()},
        "dimension_rules": list(RULES),
        "max_rules": MAX_RULES,
    }


def warm_up() -> Iterator[None]:
    """Compiles and computes what visitors of the gallery will ask for first."""
    for each in (DEFAULT, *MANY_DIMENSIONS.values):
        histogram(each)
        descents(each)
        yield


ROUTES: list[BaseRoute] = [Route("/api/dimensions", answer)]
