"""The pages' answers over a socket: while a person drags, a request costs more than its answer."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from starlette.routing import BaseRoute, Route, WebSocketRoute
from starlette.types import Message, Scope
from starlette.websockets import WebSocket

from pages.ui.server.duplex import talk

PATH = "/api/ask"
AHEAD = 8  # messages that may wait for their answers
TOO_MANY = 1008  # the code with which a socket is closed


class Page(Protocol):
    """What answers links."""

    @property
    def api(self) -> str: ...
    @property
    def routes(self) -> Sequence[BaseRoute]: ...


def routes(pages: Iterable[Page]) -> list[BaseRoute]:
    """`/api/ask`: to each message `<api>?<link>` the content of the answer to that request.

    One after another, in their order. Nothing where the answer is none: then a request says why.
    Our pages wait for each; who asks for many more before is not one of them.
    """
    answers = {
        page.api: route
        for page in pages
        for route in page.routes
        if isinstance(route, Route) and route.path == f"/api/{page.api}"
    }

    async def ask(socket: WebSocket) -> None:
        await socket.accept()
        waiting: asyncio.Queue[str] = asyncio.Queue(AHEAD)

        async def receive() -> None:
            """Returns when nobody waits for an answer any more."""
            while (event := await socket.receive())["type"] != "websocket.disconnect":
                if waiting.full():
                    return await socket.close(TOO_MANY)
                waiting.put_nowait(event.get("text") or "")

        async def send() -> None:
            while True:
                asked = await waiting.get()
                await socket.send_bytes(await _answer(answers, socket.scope, asked))

        await talk(receive, send)

    return [WebSocketRoute(PATH, ask)]


async def _answer(answers: Mapping[str, Route], scope: Scope, asked: str) -> bytes:
    name, _, query = asked.partition("?")
    if name not in answers:
        return b""
    request = {"type": "http", "method": "GET", "http_version": "1.1"}
    where = {"path": f"/api/{name}", "raw_path": f"/api/{name}".encode()}
    coming: list[Message] = [{"type": "http.request", "body": b"", "more_body": False}]
    status, parts = 0, []

    async def receive() -> Message:
        if not coming:
            await asyncio.Event().wait()  # who is gone cancels this
        return coming.pop()

    async def send(message: Message) -> None:
        nonlocal status
        status = message.get("status", status)
        parts.append(message.get("body", b""))

    await answers[name].app(
        {**scope, **request, **where, "query_string": query.encode()}, receive, send
    )
    return b"".join(parts) if status == 200 else b""
