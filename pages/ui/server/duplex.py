"""A socket on which both sides speak when they like."""

import asyncio
from collections.abc import Callable, Coroutine

from starlette.websockets import WebSocketDisconnect

Side = Callable[[], Coroutine[None, None, None]]


async def talk(receive: Side, send: Side) -> None:
    """Both at once, until `receive` returns, or the visitor is found gone."""
    try:
        async with asyncio.TaskGroup() as tasks:
            sending = tasks.create_task(send())
            await receive()
            sending.cancel()
    except* WebSocketDisconnect:
        pass
