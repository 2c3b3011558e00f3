"""The lab over HTTP: what a link would train, a socket to train and watch, and images."""

import math
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route, WebSocketRoute
from starlette.websockets import WebSocket

from optim_core import Lane, Training
from optim_core.network.dataset_specs import DATASET_SPECS
from optim_core.network.datasets import load_at_hand
from optim_core.network.forecast import forecast
from optim_core.network.train_state import StaticConfig
from optim_core.schedule_factors import factors
from pages.ui.lab import link as lab_link
from pages.ui.lab.gallery import TRAININGS
from pages.ui.lab.seen_images import seen_images
from pages.ui.lab.training_socket import Pulse, serve
from pages.ui.server.headers import KEPT, NO_STORE, OCTET_STREAM
from pages.ui.server.visitor_by_address import visitor
from pages.ui.training_service.queue import TrainingQueue
from pages.ui.training_service.session import Session
from pages.ui.wire import packed

MAX_IMAGES = 64

QUEUE = TrainingQueue()
PULSE = Pulse()


def training(request: Request) -> Response:
    """`/api/training?<link>`: what the link says, put right, and about how long it would take."""
    shown, view, notices = lab_link.read(request.url.query)
    spec, lanes = DATASET_SPECS[shown.dataset], shown.effective_lanes
    by_lane = [shown.sizes_of(lane) for lane in lanes]
    sizes = by_lane[0]  # how many images are for what is the same in all
    return JSONResponse(
        {
            **TRAININGS.header(shown, view, notices),
            "run": lab_link.identity(shown),
            "steps_per_epoch": [of_lane.steps_per_epoch for of_lane in by_lane],
            "batch_sizes": [of_lane.batch_size for of_lane in by_lane],
            "steps": [of_lane.steps_per_epoch * shown.epochs for of_lane in by_lane],
            "estimate": round(forecast(shown), 1),
            "images": {
                "training": sizes.training,
                "validation": sizes.validation,
                "test": spec.test,
            },
            "pixels": spec.shape[0] * spec.shape[1],
            "classes": len(spec.classes),
            "network": largest_network(shown),
            "rates_left": [rate_left(lane, shown) for lane in lanes],
        },
        headers=NO_STORE,
    )


def largest_network(training: Training) -> dict[str, Any]:
    """The widths of its layers and how many weights it has, of the lane with the most."""
    spec = DATASET_SPECS[training.dataset]
    networks = [
        StaticConfig.of(lane, training.settings(lane), spec.shape, len(spec.classes)).network
        for lane in training.lanes
    ]
    network = max(networks, key=lambda each: each.size)
    return {"layers": network.widths, "size": network.size}


def rate_left(lane: Lane, training: Training) -> float | None:
    """The share of a lane's learning rate that its last step uses; None where it has no rate."""
    if not lane.optimizer.entry.has_rate:
        return None
    per_epoch = training.sizes_of(lane).steps_per_epoch
    left = float(factors(lane.schedule, training.epochs * per_epoch, per_epoch)[-1])
    return left if math.isfinite(left) else None


def dataset_images(request: Request) -> Response:
    """`/api/dataset_images?_set=mnist&_at=60001.60002`: these, one byte for each pixel."""
    name, at = request.query_params.get("_set", ""), request.query_params.get("_at", "")
    if name not in DATASET_SPECS:
        return JSONResponse({"error": "there are no such images"}, 404)
    dataset = QUEUE.datasets.get(name) or load_at_hand(name)
    if dataset is None:
        return Response(status_code=204, headers=NO_STORE)  # not here, or not yet
    there = len(dataset.images)
    try:
        indices = [int(index) for index in at.split(".")]
        if len(indices) > MAX_IMAGES or not 0 <= min(indices) <= max(indices) < there:
            raise ValueError
        shown = dataset.pictures(indices)
    except ValueError:
        told = f"_at is up to {MAX_IMAGES} indices below {there}, with dots"
        return JSONResponse({"error": told}, 400)
    n, rows, columns = shown.shape
    about = {"n": n, "rows": rows, "columns": columns, "white": dataset.white}
    return Response(packed(about, shown.tobytes()), headers=KEPT, media_type=OCTET_STREAM)


def training_images(request: Request) -> Response:
    """`/api/seen_images?<link>&_step=1`: some of a step's images as the networks see them."""
    shown, _, _ = lab_link.read(request.url.query)
    dataset = QUEUE.datasets.get(shown.dataset) or load_at_hand(shown.dataset)
    if dataset is None:
        return Response(status_code=204, headers=NO_STORE)  # not here, or not yet
    try:
        step = int(request.query_params.get("_step", "1"))
    except ValueError:
        step = 1
    header, pixels = seen_images(shown, dataset, step)
    return Response(packed(header, pixels), headers=NO_STORE, media_type=OCTET_STREAM)


async def watch(socket: WebSocket) -> None:
    """`/api/watch`: commands of a visitor, and what is new of the training that he looks at."""
    session = Session(QUEUE, lab_link.identity, visitor(socket.client))
    await serve(socket, session, _training_of, PULSE)


def _training_of(link: str) -> Training:
    return lab_link.read(link)[0]


def stop_all() -> None:
    """Before the server ends."""
    QUEUE.stop_all()


def health() -> dict[str, int]:
    """Trainings that go on or wait, and visitors who are connected to the lab."""
    return {"trainings": len(QUEUE.turns.active), "lab_sockets": len(PULSE)}


ROUTES: list[BaseRoute] = [
    Route("/api/training", training),
    Route("/api/dataset_images", dataset_images),
    Route("/api/seen_images", training_images),
    WebSocketRoute("/api/watch", watch),
]
