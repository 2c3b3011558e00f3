"""What one connection may do below the level of messages: requests that never end, frames of none.

uvicorn has limits for neither. Its classes are taken as they are; each connection is of a subclass.
"""

import asyncio
import time
from typing import Any

from pages.ui.server.throttle import Throttle

REQUEST = 20.0  # seconds in which a request is there, from the connection or the last answer on
# Frames that are no messages: answers to our pings, one each 30 s; parts of messages, which
# browsers send in one. So many a second, and so many at once.
FRAMES = 5.0, 100
# Bytes that are read of one connection before the next has its turn. asyncio takes 256 KiB, which
# are forty thousand frames or thousands of requests: parsed at once, they hold up all for a second.
PIECE = 2048


def impatient(kind: type[Any], patience: float = REQUEST) -> type[Any]:
    """Connections of HTTP that are closed where nothing whole has been asked for some time."""

    class Impatient(kind):
        def connection_made(self, transport: asyncio.Transport) -> None:
            super().connection_made(transport)
            read_little(transport)
            self._closing = asyncio.get_running_loop().call_later(patience, self._close, transport)

        def connection_lost(self, error: Exception | None) -> None:
            self._closing.cancel()
            super().connection_lost(error)

        def on_response_complete(self) -> None:
            self._closing.cancel()
            transport = self.transport
            self._closing = asyncio.get_running_loop().call_later(patience, self._close, transport)
            super().on_response_complete()

        def _close(self, transport: asyncio.Transport) -> None:
            cycle = getattr(self, "cycle", None)
            is_asked = cycle and not cycle.response_complete and not cycle.more_body
            if not is_asked and transport.get_protocol() is self:  # else it is a WebSocket by now
                transport.abort()

    return Impatient


def read_little(transport: Any) -> None:
    """Of what is there, no more than a piece at a time. (Other loops than asyncio's take as much
    as they like.)"""
    if hasattr(transport, "max_size"):
        transport.max_size = PIECE


def sparing(kind: type[Any]) -> type[Any]:
    """WebSockets that are closed where frames come that are no messages, one after another."""

    class Sparing(kind):
        def connection_made(self, transport: asyncio.Transport) -> None:
            super().connection_made(transport)
            self._throttle = Throttle(time.monotonic(), *FRAMES)

        def handle_ping(self) -> None:
            if self._is_borne():
                super().handle_ping()

        def handle_pong(self, event: Any) -> None:
            if self._is_borne():
                super().handle_pong(event)

        def handle_cont(self, event: Any) -> None:
            if event.fin or self._is_borne():
                super().handle_cont(event)

        def _is_borne(self) -> bool:
            if self.transport.is_closing():
                return False
            if self._throttle.wait(time.monotonic()) > 0:
                self.transport.abort()
                return False
            return True

    return Sparing
