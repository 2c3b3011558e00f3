"""How the process is, and what keeps it so."""

import asyncio
from collections.abc import Iterable, Mapping
from typing import Protocol

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import BaseRoute, Route

from pages.ui.server import compiled_files, configuration, process_memory, warmup
from pages.ui.server.headers import NO_STORE
from pages.ui.server.socket_limits import SocketLimits

INTERVAL = 30.0  # seconds


class Page(Protocol):
    """What a page adds to what is told."""

    def health(self) -> Mapping[str, int]: ...


def routes(pages: Iterable[Page]) -> list[BaseRoute]:
    """`/api/health`: that it answers, whether all that was foreseen is compiled, and its load."""
    of_pages = list(pages)

    async def health(_: Request) -> JSONResponse:
        told = {
            "ok": True,
            "warmed_up": warmup.WARMED_UP.is_set(),
            "memory_mb": process_memory.resident(),
            "sockets": SocketLimits.open,
        }
        for page in of_pages:
            told |= page.health()
        return JSONResponse(told, headers=NO_STORE)

    return [Route("/api/health", health)]


async def tidy_up(cache_limit: int) -> None:
    """Again and again: gives memory back to the system, and keeps the cache folder small."""
    folder = configuration.cache_folder()
    while True:
        if folder:
            await asyncio.to_thread(compiled_files.remove_oldest, folder, cache_limit)
        await asyncio.to_thread(process_memory.give_back)
        await asyncio.sleep(INTERVAL)
