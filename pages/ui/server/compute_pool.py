"""Answers that are computed: a few at a time, in fair turns, and nothing for who is gone.

What takes long is compiled, program after program; before each, who computes lets those go first
who have used less. So a race that everybody has seen does not wait for eight that are all new.
"""

import asyncio
import os
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import wraps
from inspect import iscoroutinefunction
from typing import TypeVar
from weakref import WeakValueDictionary

from starlette.datastructures import Address
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from optim_core.programs import PAUSE
from pages.ui.server.fair_queue import FairQueue

AT_ONCE = min(max(os.cpu_count() or 1, 2), 4)  # more would wait for the interpreter
# Who waits for a turn holds a thread, which costs next to nothing; those of one address not all.
THREADS, OF_ADDRESS = 240, 160

T = TypeVar("T")


class ComputePool:
    """Threads that compute in turns: first of the address, of those the connection, with the least.

    Cancelled, a computation does not begin, or ends where it next would compile something.
    """

    def __init__(self, at_once: int = AT_ONCE, threads: int = THREADS) -> None:
        self.queue, self._pool = FairQueue(at_once), ThreadPoolExecutor(threads, "compute")
        self._of_address: WeakValueDictionary[str, asyncio.Semaphore] = WeakValueDictionary()

    async def run(self, client: Address | None, function: Callable[..., T], *args: object) -> T:
        """What the function returns, for a client at this address and port."""
        address, connection = (client.host, f"{client.host} {client.port}") if client else ("", "")
        turn = self.queue.turn(address, connection)

        def in_turn() -> T:
            with turn:
                before = PAUSE.set(turn.pause)
                try:
                    return function(*args)
                finally:
                    PAUSE.reset(before)

        places = self._of_address.setdefault(address, asyncio.Semaphore(OF_ADDRESS))
        async with places:
            try:
                return await asyncio.get_running_loop().run_in_executor(self._pool, in_turn)
            finally:
                turn.give_up()

    def endpoint(self, answer: Callable[[Request], Response]) -> Callable:
        """What answers so, in turns."""

        @wraps(answer)
        async def endpoint(request: Request) -> Response:
            answering = asyncio.ensure_future(self.run(request.client, answer, request))
            leaving = asyncio.ensure_future(_left(request))
            try:
                await asyncio.wait({answering, leaving}, return_when=asyncio.FIRST_COMPLETED)
                return answering.result() if answering.done() else Response(status_code=499)
            finally:
                answering.cancel()
                leaving.cancel()

        return endpoint


async def _left(request: Request) -> None:
    """Returns when nobody waits for the answer."""
    while (await request.receive())["type"] != "http.disconnect":
        pass


COMPUTE_POOL = ComputePool()


def in_turns(routes: Iterable[BaseRoute]) -> list[BaseRoute]:
    """The routes; those whose answers are computed while one waits are so in turns."""
    return [
        Route(route.path, COMPUTE_POOL.endpoint(route.endpoint), name=route.name)
        if isinstance(route, Route) and not iscoroutinefunction(route.endpoint)
        else route
        for route in routes
    ]
