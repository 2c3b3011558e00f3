"""What is trained for visitors as they all see it: how it stands.

The life of a job:

    asked for
        |
        v     its images are not here yet
      queued <---------------------------> loading
       |  ^            they are
       |  |
  turn |  | turn over, while others wait;
 comes |  | or its images have gone
       v  |
      running ---------------------------> finished
                 the last step is taken

    queued, loading, running  -->  stopped    nobody watches: at once after Stop, else after `grace`
    queued, loading, running  -->  failed     a fault, or no images at all

What was queued before its first turn begins with it; what was running goes on where it was. An
ended job is never active again: who trains a stopped or failed one gets a new job. Where its images
cannot be had, a job trains on others, and says so in `actual`.
"""

from collections.abc import Callable, Generator, Iterable
from typing import Any, Literal

from optim_core.network.datasets import Dataset
from optim_core.network.forecast import Key

SNAPSHOT_INTERVAL = 0.15  # seconds

State = Literal["queued", "loading", "running", "finished", "stopped", "failed"]
ENDED = ("finished", "stopped", "failed")


class Job:
    """Its `TrainingQueue` changes it; anybody may read what has no underscore, at any time."""

    def __init__(self, training: Any, now: float, visitor: str = "") -> None:
        self.training = training  # what was asked for, with its `dataset` and `seeds`
        self.actual = training  # what is trained: with another data set where that cannot be had
        self.visitor = visitor  # whose turns it takes
        self.bytes = 0  # about, from its first turn to its end
        self.state: State = "queued"
        self.fault: Literal["memory"] | None = None  # why it failed, where that is known
        self.share = 0.0  # of the work that is done
        self.seconds = 0.0  # that it has trained
        self.seconds_left: float | None = None  # about
        self.subscriptions: set[Subscription] = set()
        self.unwatched = now  # since when nobody watches
        self.steps: Generator[Any] | None = None  # from its first turn to its end
        self._forecast = 0.0

    @property
    def active(self) -> bool:
        return self.state not in ENDED

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing yet to be shown."""
        raise NotImplementedError

    trains: Callable[..., Generator[Any]]  # it, in a `pool` as `train` takes one

    @staticmethod
    def compiled(training: Any) -> Iterable[Key]:
        """What is compiled for it."""
        raise NotImplementedError

    def start(self, steps: Generator[Any]) -> None:
        """It has its first turn."""
        self._forecast = self.forecast()
        self.steps = steps

    def forecast(self) -> float:
        """The seconds that it will take, about."""
        raise NotImplementedError

    def update(
        self,
        progress: Any,
        dataset: Dataset | None,
        lanes: Iterable[int],
        clock: Callable[[], float],
    ) -> None:
        """How far it is. Visitors look at these `lanes`, where there are any."""
        raise NotImplementedError

    def measure(self, share: float, seconds: float, seconds_left: float | None) -> None:
        """How long it has taken; where nobody knows how long it will, that is as forecast."""
        self.share, self.seconds = share, seconds
        left = max(self._forecast - seconds, 0.0) if seconds_left is None else seconds_left
        self.seconds_left = left

    def finish(self) -> None:
        """Its last words, of all that was done."""
        raise NotImplementedError

    def release(self, dataset: Dataset | None) -> None:
        """What is still to be made of it; then nothing is kept but what is shown."""
        self.steps = None


class Subscription:
    """That somebody watches a job; `leave` it."""

    def __init__(
        self, job: Job, lane: int, on_leave: Callable[["Subscription", bool], None]
    ) -> None:
        self.job, self._on_leave = job, on_leave
        self.lane = lane  # whose predictions are looked at

    def leave(self, stop: bool = False) -> None:
        """No longer. Where nobody else watches, it stops: at once or after the time of grace."""
        self._on_leave(self, stop)
