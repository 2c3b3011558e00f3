"""One training as all its visitors see it: how it stands, its curves, its predictions."""

from collections.abc import Callable, Generator, Iterable
from typing import Any, Literal

from optim_core.network.datasets import Dataset
from optim_core.network.forecast import forecast
from optim_core.network.training import Progress, Training
from pages.ui.training_service import predictions
from pages.ui.training_service.snapshots import Film

LOOK = 0.15  # seconds between shots
BUSY = 0.1  # the most of the time that goes into predictions while it trains

State = Literal["queued", "loading", "running", "finished", "stopped", "failed"]
ENDED = ("finished", "stopped", "failed")


class Job:
    """Its `Jobs` change it; anybody may read what has no underscore, at any time."""

    def __init__(self, training: Training, now: float) -> None:
        self.training = training
        self.runs = training  # what is trained: with another data set where that cannot be had
        self.state: State = "queued"
        self.film = Film(training)
        self.predictions: dict[int, dict[str, Any]] = {}  # by lane; replaced, never changed
        self.share = 0.0  # of the work that is done
        self.seconds = 0.0  # that it has trained
        self.left: float | None = None  # seconds, about
        self.watches: set[Watch] = set()
        self.unwatched = now  # since when nobody watches
        self.steps: Generator[Progress] | None = None  # from its first turn to its end
        self._progress: Progress | None = None  # from then until all that is wanted is made of it
        self._forecast = 0.0
        self._shown = float("-inf")  # when the last shot was taken
        self._rests = float("-inf")  # until when no predictions are made
        self._checkpoints: dict[
            int, object
        ] = {}  # the weights of which the predictions are, by lane

    @property
    def active(self) -> bool:
        return self.state not in ENDED

    def begin(self, steps: Generator[Progress]) -> None:
        """It has its first turn."""
        self._forecast = forecast(self.runs)
        self.steps = steps

    def show(
        self,
        progress: Progress,
        dataset: Dataset | None,
        lanes: Iterable[int],
        clock: Callable[[], float],
    ) -> None:
        """How far it is: its curves now and then, predictions of `lanes` as there is time."""
        self._progress, now = progress, clock()
        if now - self._shown >= LOOK:
            self._shown = now
            self.film.take(progress, now)
            self.share, self.seconds, left = progress.share, progress.seconds, progress.seconds_left
            self.left = max(self._forecast - self.seconds, 0.0) if left is None else left
        if dataset and now >= self._rests and self._predict(progress, dataset, lanes):
            self._rests = now + (clock() - now) / BUSY

    def end(self) -> None:
        """Its last shot, of all that was done."""
        if self.steps:
            self.steps.close()
        if self._progress:
            self.film.end(self._progress)
            forecast.learn_from(self._progress)
            self.share, self.seconds = self._progress.share, self._progress.seconds
        self.left = None

    def settle(self, dataset: Dataset | None) -> None:
        """The last predictions of all lanes; then nothing is kept but what is shown."""
        try:
            if self._progress and dataset:
                self._predict(self._progress, dataset, range(len(self._progress.lanes)))
        finally:
            self.steps, self._progress, self._checkpoints = None, None, {}

    def _predict(self, progress: Progress, dataset: Dataset, lanes: Iterable[int]) -> bool:
        """What the lanes say of the test images, where that is not known. Whether there was any."""
        some = False
        for lane in lanes:
            run = progress.lanes[lane].runs[0]
            if run.checkpoint and run.checkpoint is not self._checkpoints.get(lane):
                some, self._checkpoints[lane] = True, run.checkpoint
                keeps_best = progress.lanes[lane].settings.patience > 0
                step = int(run.evaluated[run.best if keeps_best else -1])
                told = predictions.told(run.checkpoint, dataset, lane, step)
                if told:
                    self.predictions = {**self.predictions, lane: told}
        return some


class Watch:
    """That somebody watches a job; `leave` it."""

    def __init__(self, job: Job, lane: int, left: Callable[["Watch", bool], None]) -> None:
        self.job, self._left = job, left
        self.lane = lane  # whose predictions are looked at

    def leave(self, stop: bool = False) -> None:
        """No longer. Where nobody else watches, it stops: at once or after the time of grace."""
        self._left(self, stop)
