"""A training as all its visitors see it, with the moments of it that are kept."""

from collections.abc import Callable, Iterable
from typing import Any

from optim_core.network.datasets import Dataset
from optim_core.network.forecast import compiled, forecast
from optim_core.network.progress import Progress
from optim_core.network.train_loop import train
from optim_core.network.training import Training
from pages.ui.training_service import predictions
from pages.ui.training_service.ensemble import Ensemble
from pages.ui.training_service.inside import Insides
from pages.ui.training_service.job import SNAPSHOT_INTERVAL, Job
from pages.ui.training_service.memory_footprint import footprint
from pages.ui.training_service.snapshots import SnapshotHistory

MAX_MOMENTS = 24  # of a lane, whose predictions are kept
MAX_PREDICTING = 0.1  # the share of the time that goes into predictions while it trains


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
