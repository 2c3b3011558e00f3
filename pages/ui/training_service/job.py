"""What is trained for visitors as they all see it: how it stands; of a training, its curves, too.

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
from optim_core.network.forecast import Key, compiled, forecast
from optim_core.network.progress import Progress
from optim_core.network.train_loop import train
from optim_core.network.training import Training
from pages.ui.training_service import predictions
from pages.ui.training_service.ensemble import Ensemble
from pages.ui.training_service.inside import Insides
from pages.ui.training_service.memory_footprint import footprint
from pages.ui.training_service.snapshots import SnapshotHistory

SNAPSHOT_INTERVAL = 0.15  # seconds
MAX_MOMENTS = 24  # of a lane, whose predictions are kept
MAX_PREDICTING = 0.1  # the share of the time that goes into predictions while it trains

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


class TrainingJob(Job):
    """A training of the lab: its curves, its predictions, what happens inside."""

    trains, compiled = staticmethod(train), staticmethod(compiled)

    def __init__(self, training: Training, now: float, visitor: str = "") -> None:
        super().__init__(training, now, visitor)
        self.bytes = footprint(training)
        self.history = SnapshotHistory(training)
        self.predictions: dict[int, tuple[dict[str, Any], ...]] = {}  # by lane, in order of steps
        self.insides = Insides()
        self.ensemble = Ensemble()
        self._progress: Progress | None = None  # from then until all that is wanted is made of it
        self._last_snapshot = float("-inf")
        self._next_predictions = float("-inf")
        self._predicted: dict[int, object] = {}  # the weights of which predictions are, by lane

    @property
    def is_empty(self) -> bool:
        return not self.history.rows

    def forecast(self) -> float:
        return forecast(self.actual)

    def update(
        self,
        progress: Progress,
        dataset: Dataset | None,
        lanes: Iterable[int],
        clock: Callable[[], float],
    ) -> None:
        """How far it is: curves now and then, predictions as there is time, of `lanes` first."""
        self._progress, now = progress, clock()
        lanes = {min(lane, len(progress.lanes) - 1) for lane in lanes}
        if now - self._last_snapshot >= SNAPSHOT_INTERVAL:
            self._last_snapshot = now
            self.history.append(progress, now)
            self.measure(progress.share, progress.seconds, progress.seconds_left)
        if dataset and now >= self._next_predictions:
            rest = range(len(progress.lanes))
            some = self._predict(progress, dataset, lanes)
            if some or self._predict_one(progress, dataset, rest):
                self._next_predictions = now + (clock() - now) / MAX_PREDICTING
        if dataset:
            self.insides.update(progress, dataset, lanes, clock)
            self.ensemble.update(progress, dataset, clock)

    def predictions_at(self, lane: int, step: float | None = None) -> dict[str, Any] | None:
        """The newest of a lane; with `step`, the last by then, or the first after it."""
        kept = self.predictions.get(lane, ())
        by_then = [each for each in kept if step is None or each["step"] <= step]
        return by_then[-1] if by_then else kept[0] if kept else None

    def finish(self) -> None:
        """Its last snapshot, of all that was done."""
        if self.steps:
            self.steps.close()
        if self._progress:
            self.history.finish(self._progress)
            forecast.learn_from(self._progress)
            self.share, self.seconds = self._progress.share, self._progress.seconds
        self.seconds_left = None

    def release(self, dataset: Dataset | None) -> None:
        """The last predictions of all lanes; then nothing is kept but what is shown."""
        try:
            if self._progress and dataset:
                self._predict(self._progress, dataset, range(len(self._progress.lanes)))
                self.insides.finish(self._progress, dataset)
                self.ensemble.finish(self._progress, dataset)
        finally:
            self.steps, self._progress, self._predicted = None, None, {}

    def _predict(self, progress: Progress, dataset: Dataset, lanes: Iterable[int]) -> bool:
        """What the lanes say of the test images, where that is not known. Whether there was any."""
        return any([self._predict_one(progress, dataset, [lane]) for lane in lanes])

    def _predict_one(self, progress: Progress, dataset: Dataset, lanes: Iterable[int]) -> bool:
        """The same for the first of them of which it is not known."""
        for lane in lanes:
            run = progress.lanes[lane].runs[0]
            if run.checkpoint and run.checkpoint is not self._predicted.get(lane):
                self._predicted[lane] = run.checkpoint
                keeps_best = progress.lanes[lane].settings.patience > 0
                step = int(run.evaluated[run.best if keeps_best else -1])
                found = predictions.summary(run.checkpoint, dataset, lane, step)
                if found:
                    kept = thinned((*self.predictions.get(lane, ()), found))
                    self.predictions = {**self.predictions, lane: kept}
                return True
        return False


def thinned(kept: tuple[dict[str, Any], ...]) -> tuple[dict[str, Any], ...]:
    """No more than `MAX_MOMENTS`: that one goes whose neighbours are closest together in steps."""
    if len(kept) <= MAX_MOMENTS:
        return kept
    gaps = [after["step"] - before["step"] for before, after in zip(kept, kept[2:], strict=False)]
    gone = 1 + gaps.index(min(gaps))
    return kept[:gone] + kept[gone + 1 :]


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
