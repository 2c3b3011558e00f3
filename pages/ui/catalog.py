"""What the controls in a browser are built from: the entries, their parameters, the galleries."""

import inspect
import json
import sys
from collections.abc import Mapping
from functools import lru_cache
from hashlib import blake2s
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from optim_core import OPTIMIZERS, SCHEDULES
from optim_core.catalog import Entry
from optim_core.network.datasets import DATASET_SPECS
from optim_core.network.settings import MAX_LAYERS, SETTINGS
from optim_core.network.training import MAX_LANES, MAX_SEEDS, TRAINING_PARAMETERS
from optim_core.parameters import Parameter
from optim_core.plane.landscape import heights
from pages.ui.gallery import Gallery
from pages.ui.lab import link as lab_link
from pages.ui.lab.gallery import TRAININGS
from pages.ui.links.fields import SHARED_LR
from pages.ui.race import link, texts
from pages.ui.race.gallery import RACES
from pages.ui.race.heightmap import heightmap
from surfaces import SURFACES


def catalog() -> dict[str, Any]:
    """All of it, in English: the browser translates labels, help texts and galleries."""
    return {
        "optimizers": _entries(OPTIMIZERS),
        "schedules": _entries(SCHEDULES),
        "surfaces": _entries(SURFACES),
        "shared_lr": parameter(SHARED_LR),
        "race": {p.name: parameter(p) for p in link.RACE_PARAMETERS},
        "settings": {name: parameter(p) for name, p in SETTINGS.items()},
        "training": {name: parameter(p) for name, p in TRAINING_PARAMETERS.items()},
        "datasets": {
            name: {
                "label": each.label.partition(",")[0],
                "title": each.label,
                "training": each.training,
            }
            for name, each in DATASET_SPECS.items()
        },
        "galleries": {"race": _presets(RACES), "lab": _presets(TRAININGS)},
        "limits": {
            name: f"{getattr(texts.LIMITS, name):.1%}".replace(".0%", "%") for name in texts.SHOWN
        },
        "looks": lab_link.CODEC.view_keys,
        "most_lanes": MAX_LANES,
        "most_layers": MAX_LAYERS,
        "most_seeds": MAX_SEEDS,
        "heightmap_version": heightmap_version(),
    }


def parameter(of: Parameter) -> dict[str, Any]:
    """A parameter as a control needs it."""
    about: dict[str, Any] = {
        "name": of.name,
        "label": texts.NAMES.get(of.name, of.name),
        "help": of.help,
        "default": of.default,
        "options": list(of.options),
        "texts": {str(each): texts.option(each) for each in of.options},
    }
    if of.range:
        limits = of.range
        about |= {"low": limits.low, "high": limits.high, "log": limits.log}
        about |= {"log_complement": limits.log_complement, "whole": limits.whole}
    return about


def _entries(entries: Mapping[str, Entry]) -> dict[str, Any]:
    return {
        name: {"label": entry.label, "parameters": [parameter(p) for p in entry.parameters]}
        for name, entry in entries.items()
    }


def _presets(gallery: Gallery) -> list[dict[str, str]]:
    return [
        {"name": each.name, "title": each.title, "observe": each.observe, "query": each.query}
        for each in gallery.presets
    ]


def heightmap_version() -> str:
    """A name for how heights are made: part of their address, as browsers keep them for ever."""
    made_by = [inspect.getsource(sys.modules[maker.__module__]) for maker in (heights, heightmap)]
    code = "".join([*made_by, *(entry.code for entry in SURFACES.values())])
    return blake2s(code.encode(), digest_size=6).hexdigest()


@lru_cache(maxsize=1)
def _catalog() -> bytes:
    return json.dumps(catalog(), allow_nan=False).encode()


def answer(_: Request) -> Response:
    """`/api/catalog`."""
    return Response(
        _catalog(), media_type="application/json", headers={"Cache-Control": "no-cache"}
    )


ROUTES: list[BaseRoute] = [Route("/api/catalog", answer)]
