"""The data sets of the lab, which load in the background."""

import logging
import threading
from collections.abc import Callable
from typing import Any, Literal

from optim_core.network.datasets import Dataset, Unavailable
from optim_core.network.download_faults import Reason

LOG = logging.getLogger(__name__)
RETRY_AFTER = 60.0  # seconds for which it is remembered that a data set cannot be had

Availability = Literal["ready", "loading", "unavailable", "failed"]


class DatasetLoader:
    """Data sets by name: each loads in a thread of its own once it is asked for.

    `load` is as in optim_core.network.datasets; `on_change` is called after anything has changed.
    `synchronous` loads while one waits.
    """

    def __init__(
        self,
        load: Callable[..., Dataset],
        clock: Callable[[], float],
        on_change: Callable[[], Any],
        synchronous: bool = False,
    ) -> None:
        self._load, self._clock, self._on_change = load, clock, on_change
        self._synchronous = synchronous
        self._lock = threading.RLock()
        self._loaded: dict[str, Dataset] = {}
        self._loading: dict[str, tuple[float, str]] = {}
        self._unavailable: dict[str, tuple[float, Reason]] = {}  # since when, and why
        self._failed: set[str] = set()

    def request(self, name: str) -> Availability:
        """Whether it is there; where nobody knows, it begins to load. A failure is told once."""
        with self._lock:
            if name in self._loaded:
                return "ready"
            if name in self._failed:
                self._failed.discard(name)
                return "failed"
            if self.unavailable(name):
                return "unavailable"
            if name not in self._loading:
                self._loading[name] = 0.0, ""
                if self._synchronous:
                    self._run(name)
                    return self.request(name)
                threading.Thread(target=self._run, args=(name,), name=name, daemon=True).start()
            return "loading"

    def get(self, name: str) -> Dataset | None:
        """A data set that is there."""
        return self._loaded.get(name)

    def unavailable(self, name: str) -> bool:
        """Whether it could not be had lately."""
        since, _ = self._unavailable.get(name, (float("-inf"), None))
        return self._clock() - since < RETRY_AFTER

    def mark_unavailable(self, name: str, reason: Reason) -> None:
        """It cannot be had."""
        self._loaded.pop(name, None)
        self._unavailable[name] = self._clock(), reason

    def why_unavailable(self, name: str) -> Reason | None:
        """Why it could not be had the last time, if that was so."""
        _, reason = self._unavailable.get(name, (0.0, None))
        return reason

    def progress(self, name: str) -> tuple[float, str] | None:
        """While it loads: the share that is there, and the name of the file that comes."""
        return self._loading.get(name)

    def _run(self, name: str) -> None:
        def report(share: float, file: str) -> None:
            self._loading[name] = share, file

        try:
            self._loaded[name] = self._load(name, report)
        except Unavailable as fault:
            LOG.warning("%s cannot be had: %s", name, fault)
            self.mark_unavailable(name, fault.reason)
        except Exception:
            LOG.exception("%s does not load", name)
            self._failed.add(name)
        finally:
            del self._loading[name]
            self._on_change()
