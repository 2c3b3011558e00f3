"""The doors of the lab: what a link would train, a socket to train and watch, and pictures."""

import asyncio
from contextlib import suppress
from dataclasses import asdict

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from optim_core.network.datasets import DATASET_SPECS, load_at_hand
from optim_core.network.forecast import forecast
from pages.ui.lab import link as lab_link
from pages.ui.lab import texts as lab_texts
from pages.ui.lab.gallery import TRAININGS
from pages.ui.server.headers import KEPT, NO_STORE, OCTET_STREAM
from pages.ui.training_service.queue import Jobs
from pages.ui.training_service.session import Visitor, understood
from pages.ui.wire import packed

LOOK = 0.1  # seconds between two looks whether there is something new
MAX_PICTURES = 64

JOBS = Jobs()


def training(request: Request) -> Response:
    """`/api/training?<link>`: what the link says, put right, and about how long it would take."""
    shown, view, notices = lab_link.read(request.url.query)
    sizes = shown.sizes
    seconds = forecast(shown)
    return JSONResponse(
        {
            "link": lab_link.write(shown, view),
            "full": lab_link.full(shown, view),
            "run": lab_link.identity(shown),
            "preset": TRAININGS.name_of(shown),
            "notices": [asdict(notice) for notice in notices],
            "steps_per_epoch": sizes.steps_per_epoch,
            "batch_size": sizes.batch_size,
            "steps": sizes.steps_per_epoch * shown.epochs,
            "estimate": round(seconds, 1),
            "estimate_text": lab_texts.about(seconds),
        },
        headers=NO_STORE,
    )


def pictures(request: Request) -> Response:
    """`/api/pictures?_set=mnist&_at=60001.60002`: these images, one byte for each pixel."""
    name, at = request.query_params.get("_set", ""), request.query_params.get("_at", "")
    if name not in DATASET_SPECS:
        return JSONResponse({"error": "there are no such images"}, 404)
    dataset = JOBS.sets.get(name) or load_at_hand(name)
    if dataset is None:
        return Response(status_code=204, headers=NO_STORE)  # not here, or not yet
    there = len(dataset.images)
    try:
        indices = [int(index) for index in at.split(".")]
        if len(indices) > MAX_PICTURES or not 0 <= min(indices) <= max(indices) < there:
            raise ValueError
        shown = dataset.pictures(indices)
    except ValueError:
        told = f"_at is up to {MAX_PICTURES} indices below {there}, with dots"
        return JSONResponse({"error": told}, 400)
    n, rows, columns = shown.shape
    about = {"n": n, "rows": rows, "columns": columns, "white": dataset.white}
    return Response(packed(about, shown.tobytes()), headers=KEPT, media_type=OCTET_STREAM)


async def watch(socket: WebSocket) -> None:
    """`/api/watch`: messages as `understood`, and what is new of the training that is looked at."""
    await socket.accept()
    visitor, asked = Visitor(JOBS), asyncio.Event()

    async def hear() -> None:
        while True:
            event = await socket.receive()
            if event["type"] == "websocket.disconnect":
                return
            found = await asyncio.to_thread(understood, event.get("text") or "")
            if found:
                visitor.do(found)
                asked.set()

    async def tell() -> None:
        while True:
            for due in visitor.news():
                await socket.send_bytes(due)
            with suppress(TimeoutError):
                await asyncio.wait_for(asked.wait(), LOOK)
            asked.clear()

    both = [asyncio.create_task(hear()), asyncio.create_task(tell())]
    try:
        await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
    finally:
        visitor.leave()
        for task in both:
            task.cancel()
        for fault in await asyncio.gather(*both, return_exceptions=True):
            if isinstance(fault, Exception) and not isinstance(fault, WebSocketDisconnect):
                raise fault


def stop_all() -> None:
    """Before the server ends."""
    JOBS.stop_all()


ROUTES: list[BaseRoute] = [
    Route("/api/training", training),
    Route("/api/pictures", pictures),
    WebSocketRoute("/api/watch", watch),
]
