"""Whose script runs: a few at once, the others in fair turns, so that nobody waits for a flood.

So it is with answers that are computed (`compute_pool`).

A thread that computes holds the interpreter against all others, for a moment at a time
(`listening.SWITCH`). Where eight of them do, each request of a bystander waits for all, several
times.
"""

import itertools
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from pages.ui.server.visitor_by_address import BY_ADDRESS

AT_ONCE = 4  # scripts that run: with fewer, the interpreter has nothing to do between two
HELD = 2.0  # seconds after which a script that still runs keeps nobody else waiting
HALF_LIFE = 20.0  # seconds in which half of what somebody has used is forgotten

Name = tuple[str, str]  # of whose time is counted: an address or a session


class GivenUp(Exception):
    """Nobody waits for what would be done in this turn."""


@dataclass(eq=False)
class Turn:
    """It lasts as long as the context, but for pauses."""

    queue: "FairQueue"
    address: str
    session: str
    number: int = 0
    begun: float | None = None
    begins: threading.Event = field(default_factory=threading.Event)
    is_given_up: bool = False

    def __enter__(self) -> "Turn":
        self.queue.await_turn(self)
        return self

    def __exit__(self, *_: object) -> None:
        self.queue.end(self)

    def pause(self) -> None:
        """Lets those go first who have used less. Raises GivenUp where nobody waits for this."""
        if self.is_given_up:
            raise GivenUp
        if self.queue.waiting:
            self.queue.end(self)
            self.queue.await_turn(self)

    def give_up(self) -> None:
        """From another thread: it does not begin, or ends at its next pause."""
        self.queue.give_up(self)


class FairQueue:
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
        self.waiting: list[Turn] = []
        self._running: list[Turn] = []
        self._used: dict[Name, float] = {}  # seconds, of addresses and of sessions
        self._faded = clock()

    def turn(self, address: str, session: str) -> Turn:
        """Its context waits for a turn."""
        return Turn(self, address, session)

    def await_turn(self, mine: Turn) -> None:
        """Returns when it begins."""
        with self._lock:
            if mine.is_given_up:
                raise GivenUp
            mine.number, mine.begun = next(self._numbers), None
            mine.begins.clear()
            self.waiting.append(mine)
            self._admit()
        while not mine.begins.wait(HELD):
            with self._lock:
                self._admit()  # one of those that run may be held up for ever
        if mine.begun is None:
            raise GivenUp

    def end(self, mine: Turn) -> None:
        """It is over, or pauses."""
        with self._lock:
            if mine in self._running:
                self._running.remove(mine)
                seconds = self._clock() - (mine.begun or 0.0)
                for name in self._names(mine):
                    self._used[name] = self._used.get(name, 0.0) + seconds
            self._admit()

    def give_up(self, turn: Turn) -> None:
        """It waits no more."""
        with self._lock:
            turn.is_given_up = True
            if turn in self.waiting:
                self.waiting.remove(turn)
                turn.begins.set()

    def _admit(self) -> None:
        """Lets those begin whose turn it is. The lock is held."""
        now = self._clock()
        while self.waiting:
            if sum(now - (each.begun or 0.0) < HELD for each in self._running) >= self.at_once:
                return
            self._fade(now)
            turn = min(self.waiting, key=self._rank)
            self.waiting.remove(turn)
            turn.begun = now
            self._running.append(turn)
            turn.begins.set()

    def _names(self, turn: Turn) -> tuple[Name, ...]:
        session = ("session", turn.session)
        return (("address", turn.address), session) if self.by_address else (session,)

    def _rank(self, turn: Turn) -> tuple[float, ...]:
        return (*(self._used.get(name, 0.0) for name in self._names(turn)), turn.number)

    def _fade(self, now: float) -> None:
        if now - self._faded < 1.0:
            return
        left = 0.5 ** ((now - self._faded) / HALF_LIFE)
        faded = ((name, used * left) for name, used in self._used.items())
        self._used = {name: used for name, used in faded if used > 1e-3}
        self._faded = now


SCRIPTS = FairQueue()
