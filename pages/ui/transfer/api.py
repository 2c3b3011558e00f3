"""A transfer over HTTP: what a link would train, and a socket to train and watch."""

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import BaseRoute, Route, WebSocketRoute
from starlette.websockets import WebSocket

from optim_core.network.dataset_specs import DATASET_SPECS
from optim_core.network.datasets import load_at_hand
from optim_core.network.transfer import (
    BATCH_SIZE,
    MAX_LAYERS,
    MAX_SEEDS,
    MAX_SIZES,
    SIZE,
    TRANSFER_PARAMETERS,
    WAYS,
    Transfer,
)
from optim_core.network.transfer_loop import seconds_of
from optim_core.network.transfer_tasks import two_tasks
from pages.ui.catalog import parameter
from pages.ui.lab.api import PULSE, QUEUE
from pages.ui.lab.training_socket import serve
from pages.ui.server.headers import NO_STORE
from pages.ui.server.visitor_by_address import visitor
from pages.ui.training_service.transfer_session import TransferSession
from pages.ui.transfer.gallery import TRANSFERS
from pages.ui.transfer.link import identity, read


def plan(request: Request) -> JSONResponse:
    """`/api/transfer?<link>`: what the link says, put right, and about how long it would take."""
    study, view, notices = read(request.url.query)
    classes = DATASET_SPECS[study.dataset].classes
    half = len(classes) // 2
    return JSONResponse(
        {
            **TRANSFERS.header(study, view, notices),
            "run": identity(study),
            "runs": study.runs,
            "most": DATASET_SPECS[study.dataset].rarest,
            "steps": study.steps,
            "estimate": round(seconds_of(study), 1),
            "classes": [classes[:half], classes[half:]],
            "samples": samples(study.dataset),
        },
        headers=NO_STORE,
    )


def samples(name: str) -> list[list[int]]:
    """An image of each class of the two tasks, by their indices; none where they are not here."""
    dataset = QUEUE.datasets.get(name) or load_at_hand(name)
    if dataset is None:
        return []
    tasks = two_tasks(dataset)
    return [task.examples(1, 0).tolist() for task in (tasks.first, tasks.second)]


async def watch(socket: WebSocket) -> None:
    """`/api/watch_transfer`: as the lab's, of transfers, in turns with its trainings."""
    session = TransferSession(QUEUE, identity, visitor(socket.client))
    await serve(socket, session, _study_of, PULSE)


def _study_of(link: str) -> Transfer:
    return read(link)[0]


def controls() -> dict[str, Any]:
    """The parameters, and how many there may be of what a link lists."""
    return {
        "transfer": {each.key: parameter(each) for each in TRANSFER_PARAMETERS.values()},
        "transfer_ways": WAYS,
        "transfer_sizes": {"low": SIZE.low, "high": SIZE.high, "most": MAX_SIZES},
        "transfer_seeds": MAX_SEEDS,
        "transfer_layers": MAX_LAYERS,
        "transfer_batch": BATCH_SIZE,
    }


ROUTES: list[BaseRoute] = [
    Route("/api/transfer", plan),
    WebSocketRoute("/api/watch_transfer", watch),
]
