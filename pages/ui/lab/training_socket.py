"""Visitors who watch trainings: their sockets, and when somebody is to be told something."""

import asyncio
from collections.abc import Callable
from typing import Any

from starlette.websockets import WebSocket

from pages.ui.links.query import MAX_LENGTH
from pages.ui.server.compute_pool import COMPUTE_POOL
from pages.ui.server.duplex import talk
from pages.ui.training_service.session import Session, parse_command

INTERVAL = 0.1  # seconds between two looks at all visitors
MAX_MESSAGE = MAX_LENGTH + 100  # characters of a message that are read


class Pulse:
    """Sets the events of those whose sessions may have something new; the others sleep on.

    A look costs less than a microsecond, so that thousands may watch what does not change.
    """

    def __init__(self) -> None:
        self._sessions: dict[asyncio.Event, Session] = {}
        self._seen: dict[asyncio.Event, int] = {}  # the queue's news that each has woken to

    def __len__(self) -> int:
        return len(self._sessions)

    def join(self, session: Session) -> asyncio.Event:
        """What is set when this one has news. It leaves by `leave`."""
        event = asyncio.Event()
        if not self._sessions:
            asyncio.get_running_loop().call_later(INTERVAL, self._beat)
        self._sessions[event], self._seen[event] = session, session.queue.news
        return event

    def leave(self, event: asyncio.Event) -> None:
        """It is gone."""
        del self._sessions[event], self._seen[event]

    def _beat(self) -> None:
        for event, session in self._sessions.items():
            news = session.queue.news
            if session.follows or news != self._seen[event]:
                self._seen[event] = news
                event.set()
        if self._sessions:
            asyncio.get_running_loop().call_later(INTERVAL, self._beat)


async def serve(
    socket: WebSocket, session: Session, training_of: Callable[[str], Any], pulse: Pulse
) -> None:
    """Does what a visitor asks over a socket, and tells what is new, until the socket is closed.

    `training_of` reads a link.
    """
    await socket.accept()
    news = pulse.join(session)

    async def receive() -> None:
        while (event := await socket.receive())["type"] != "websocket.disconnect":
            text = (event.get("text") or "")[:MAX_MESSAGE]
            command = await COMPUTE_POOL.run(socket.client, parse_command, text, training_of)
            if command:
                session.handle(command)
                news.set()

    async def send() -> None:
        while True:
            for message in session.pending_messages():
                await socket.send_bytes(message)
            await news.wait()
            news.clear()

    try:
        await talk(receive, send)
    finally:
        pulse.leave(news)
        session.leave()  # when nothing is sent any more: a message may join what somebody began
