"""Whose script runs: a few at once, the others in fair turns, so that nobody waits for a flood.

A thread that computes holds the interpreter against all others, for a moment at a time
(`listening.SWITCH`). Where eight of them do, each request of a bystander waits for all, several
times.
"""

import itertools
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from pages.ui.server.visitors import BY_ADDRESS

AT_ONCE = 4  # scripts that run: with fewer, the interpreter has nothing to do between two
HELD = 2.0  # seconds after which a script that still runs keeps nobody else waiting
MEMORY = 20.0  # seconds in which half of what somebody has used is forgotten

Name = tuple[str, str]  # of whose time is counted: an address or a session


@dataclass(eq=False)
class _Turn:
    address: str
    session: str
    number: int
    begun: float | None = None
    begins: threading.Event = field(default_factory=threading.Event)


class Turns:
    """Scripts that run and scripts that wait.

    While some wait, the next is of the address, of those the session, that has used the least time
    lately, and of those the first that came. So a flood waits behind everybody else, and one that
    comes over many sessions behind the other addresses. Where `by_address` is False, as for
    visitors who all come through one proxy that does not tell them apart, sessions alone count.
    """

    def __init__(
        self,
        at_once: int = AT_ONCE,
        by_address: bool = BY_ADDRESS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.at_once, self.by_address, self._clock = at_once, by_address, clock
        self._lock = threading.Lock()
        self._numbers = itertools.count()
        self._waiting: list[_Turn] = []
        self._running: list[_Turn] = []
        self._used: dict[Name, float] = {}  # seconds, of addresses and of sessions
        self._faded = clock()

    @contextmanager
    def turn(self, address: str, session: str) -> Iterator[None]:
        """Waits for a turn, which lasts as long as the context."""
        mine = _Turn(address, session, next(self._numbers))
        with self._lock:
            self._waiting.append(mine)
            self._admit()
        while not mine.begins.wait(HELD):
            with self._lock:
                self._admit()  # one of those that run may be held up for ever
        try:
            yield
        finally:
            with self._lock:
                self._end(mine)
                self._admit()

    def _end(self, turn: _Turn) -> None:
        self._running.remove(turn)
        seconds = self._clock() - (turn.begun or 0.0)
        for name in self._names(turn):
            self._used[name] = self._used.get(name, 0.0) + seconds

    def _admit(self) -> None:
        """Lets those begin whose turn it is. The lock is held."""
        now = self._clock()
        while self._waiting:
            if sum(now - (each.begun or 0.0) < HELD for each in self._running) >= self.at_once:
                return
            self._fade(now)
            turn = min(self._waiting, key=self._rank)
            self._waiting.remove(turn)
            turn.begun = now
            self._running.append(turn)
            turn.begins.set()

    def _names(self, turn: _Turn) -> tuple[Name, ...]:
        session = ("session", turn.session)
        return (("address", turn.address), session) if self.by_address else (session,)

    def _rank(self, turn: _Turn) -> tuple[float, ...]:
        return (*(self._used.get(name, 0.0) for name in self._names(turn)), turn.number)

    def _fade(self, now: float) -> None:
        if now - self._faded < 1.0:
            return
        left = 0.5 ** ((now - self._faded) / MEMORY)
        faded = ((name, used * left) for name, used in self._used.items())
        self._used = {name: used for name, used in faded if used > 1e-3}
        self._faded = now


TURNS = Turns()
