"""The data sets of the lab, which come in the background."""

import logging
import threading
from collections.abc import Callable
from typing import Any, Literal

from optim_core.network.datasets import DATASET_SPECS, Dataset, Unavailable

LOG = logging.getLogger(__name__)
REMEMBERED = 60.0  # seconds for which it is remembered that a data set cannot be had

Answer = Literal["there", "coming", "missing", "failed"]


class Sets:
    """Data sets by name: each loads in a thread of its own once it is asked for.

    `load` is as in optim_core.datasets; `changed` is called after anything has. `by_hand` loads
    while one waits.
    """

    def __init__(
        self,
        load: Callable[..., Dataset],
        clock: Callable[[], float],
        changed: Callable[[], Any],
        by_hand: bool = False,
    ) -> None:
        self._load, self._clock, self._changed, self._by_hand = load, clock, changed, by_hand
        self._lock = threading.RLock()
        self._there: dict[str, Dataset] = {}
        self._coming: dict[str, tuple[float, str]] = {}
        self._missing: dict[str, float] = {}  # since when
        self._failed: set[str] = set()

    def ask(self, name: str) -> Answer:
        """Whether it is there; where nobody knows, it begins to come. A failure is told once."""
        with self._lock:
            if name in self._there:
                return "there"
            if name in self._failed:
                self._failed.discard(name)
                return "failed"
            if self.missing(name):
                return "missing"
            if name not in self._coming:
                self._coming[name] = 0.0, DATASET_SPECS[name].label
                if self._by_hand:
                    self._bring(name)
                    return self.ask(name)
                threading.Thread(target=self._bring, args=(name,), name=name, daemon=True).start()
            return "coming"

    def get(self, name: str) -> Dataset | None:
        """A data set that is there."""
        return self._there.get(name)

    def missing(self, name: str) -> bool:
        """Whether it could not be had lately."""
        since = self._missing.get(name)
        return since is not None and self._clock() - since < REMEMBERED

    def miss(self, name: str) -> None:
        """It cannot be had."""
        self._there.pop(name, None)
        self._missing[name] = self._clock()

    def coming(self, name: str) -> tuple[float, str] | None:
        """While it loads: the share that is there, and what is coming."""
        return self._coming.get(name)

    def _bring(self, name: str) -> None:
        def report(share: float, what: str) -> None:
            self._coming[name] = share, what

        try:
            self._there[name] = self._load(name, report)
        except Unavailable as fault:
            LOG.warning("%s cannot be had: %s", name, fault)
            self.miss(name)
        except Exception:
            LOG.exception("%s does not load", name)
            self._failed.add(name)
        finally:
            del self._coming[name]
            self._changed()
