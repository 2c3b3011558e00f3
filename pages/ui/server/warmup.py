"""What is compiled before anybody asks: first what the first visitors need, then the rest."""

import logging
import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import Protocol

LOG = logging.getLogger(__name__)
WANTED = (os.environ.get("WARM_UP") or "1") != "0"
WARMED_UP = threading.Event()  # all that is foreseen is compiled, as far as that can be


class Page(Protocol):
    """What a page would have compiled."""

    def prepare(self) -> None: ...
    def warm_up(self) -> Iterator[None]: ...


def first(pages: Iterable[Page]) -> None:
    """What the first visitors ask for."""
    for page in pages:
        page.prepare()


def rest(pages: Iterable[Page], is_stopped: Callable[[], bool]) -> None:
    """All else that is foreseen, in the background: the pages in turns, a bit of work each.

    A page whose work fails is compiled when it is asked for, as any; the others do not miss theirs.
    It takes a quarter of a minute where compiled programs were kept on disk, else some minutes.
    """
    waiting = deque(page.warm_up() for page in pages)
    while waiting and not is_stopped():
        page = waiting.popleft()
        try:
            next(page)
        except StopIteration:
            continue
        except Exception:  # of whatever kind: here is nobody else who would hear of it
            LOG.exception("What a page needs was not compiled ahead")
            continue
        waiting.append(page)
    if not waiting:
        WARMED_UP.set()
