"""What the controls in a browser are built from: the entries, their parameters, the galleries."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from functools import lru_cache
from typing import Any, Protocol

import numpy as np
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from optim_core import OPTIMIZERS, SCHEDULES
from optim_core.catalog import Choice, Entry, Optimizer
from optim_core.lane import MAX_LANES, SHARED_LR
from optim_core.network.dataset_specs import DATASET_SPECS
from optim_core.network.mlp import Network
from optim_core.network.settings import Settings
from optim_core.network.training import Training
from optim_core.parameters import Parameter
from optim_core.plane.evaluations import memory, searches
from pages.ui import thumbnails
from pages.ui.gallery import Gallery
from pages.ui.links.codec import Codec
from pages.ui.server.compression import respond
from pages.ui.topics import TOPICS
from surfaces import SURFACES

ADDRESS = "/api/catalog"

_SPEC = DATASET_SPECS[Training.dataset]
# of the lab at first
LAYERS = int(np.prod(_SPEC.shape)), *Settings().hidden, len(_SPEC.classes)
NETWORK_SIZE = Network(LAYERS, Settings().activation, Settings().batch_norm).size


class Page(Protocol):
    """What a page adds: its gallery, and what only its own controls need."""

    @property
    def name(self) -> str: ...
    @property
    def path(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def start(self) -> str: ...
    @property
    def picture(self) -> Callable[[Any], str] | None: ...
    @property
    def gallery(self) -> Gallery: ...
    @property
    def codec(self) -> Codec: ...
    @property
    def controls(self) -> Callable[[], Mapping[str, Any]]: ...


def catalog(pages: Iterable[Page]) -> dict[str, Any]:
    """All of it, in English: the browser translates labels, help texts and galleries."""
    pages = tuple(pages)
    shared = {
        "optimizers": {
            name: about | _of_optimizer(OPTIMIZERS[name])
            for name, about in entries(OPTIMIZERS).items()
        },
        "schedules": entries(SCHEDULES),
        "surfaces": {
            name: about | {"curvature": each.curvature, "height_scale": each.height_scale}
            for (name, about), each in zip(
                entries(SURFACES).items(), SURFACES.values(), strict=True
            )
        },
        "network": {"layers": LAYERS, "size": NETWORK_SIZE},
        "shared_lr": parameter(SHARED_LR),
        "max_lanes": MAX_LANES,
        "topics": [asdict(topic) for topic in TOPICS],
        "pages": [
            {"name": page.name, "path": page.path, "title": page.title, "start": page.start}
            for page in pages
        ],
        "titles": {page.name: page.title for page in pages},
        "galleries": {page.name: presets(page) for page in pages},
        "view_keys": {page.name: page.codec.view_keys for page in pages},
    }
    return shared | {key: value for page in pages for key, value in page.controls().items()}


def _of_optimizer(optimizer: Optimizer) -> dict[str, Any]:
    """What it can descend, what a step costs; what it would need where it cannot run."""
    about = {"scope": sorted(optimizer.scope), "cost": optimizer.cost._asdict()}
    if "network" in optimizer.scope:
        return about
    return about | {"searches": searches(optimizer), "network_memory": memory_by_size(optimizer)}


def memory_by_size(optimizer: Optimizer) -> list[int]:
    """The numbers that it keeps for n weights: the coefficients of 1, n and n^2.

    Those of the parabola through three small n, as a state has scalars, vectors and matrices.
    """
    two, three, four = (memory(Choice.of(optimizer), n) for n in (2, 3, 4))
    square = (four - 2 * three + two) // 2
    slope = three - two - 5 * square
    return [two - 2 * slope - 4 * square, slope, square]


def parameter(of: Parameter) -> dict[str, Any]:
    """A parameter as a control needs it."""
    about: dict[str, Any] = {
        "name": of.key,
        "label": of.label,
        "help": of.help,
        "default": of.default,
        "options": list(of.options),
        "texts": dict(zip(of.options, of.texts, strict=False)),
    }
    if of.typed:
        about |= {"longest": of.typed.longest, "names": of.typed.names}
        about |= {"has_numbers": bool(of.typed.split)}
    if of.range:
        limits = of.range
        about |= {"low": limits.low, "high": limits.high, "log": limits.log}
        about |= {"log_complement": limits.log_complement, "whole": limits.whole, "zero": of.zero}
    return about


def entries(of: Mapping[str, Entry]) -> dict[str, Any]:
    return {
        name: {"label": entry.label, "parameters": [parameter(p) for p in entry.parameters]}
        for name, entry in of.items()
    }


def presets(page: Page) -> list[dict[str, str]]:
    return [
        {
            "name": each.name,
            "title": each.title,
            "observe": each.observe,
            "query": each.query,
            "topic": page.gallery.topic_of(each),
            "picture": thumbnails.address(page, each.name),
        }
        for each in page.gallery.presets
    ]


def routes(pages: Iterable[Page]) -> list[BaseRoute]:
    """`/api/catalog`."""
    pages = tuple(pages)

    @lru_cache(maxsize=1)
    def encoded() -> bytes:
        return json.dumps(catalog(pages), allow_nan=False).encode()

    async def answer(request: Request) -> Response:
        return await respond(request.headers, ADDRESS, encoded, "application/json", "no-cache")

    return [Route(ADDRESS, answer)]
