"""When a visitor of the lab is to be told something: one look at them all, ten times a second."""

import asyncio

from pages.ui.training_service.session import Session

INTERVAL = 0.1  # seconds


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
