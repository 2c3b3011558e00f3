"""A transfer as all its visitors see it: the accuracies that are known so far."""

import math
from collections.abc import Callable, Iterable
from typing import Any

from optim_core.network.datasets import Dataset
from optim_core.network.forecast import Key, forecast
from optim_core.network.transfer import BATCH_SIZE, Transfer
from optim_core.network.transfer_loop import TransferProgress, seconds_of, transfer
from optim_core.network.transfer_outcome import transfer_outcome
from pages.ui.training_service.job import Job
from pages.ui.training_service.memory_footprint import COPIES, FLOAT


class TransferJob(Job):
    """Nothing is kept of it but accuracies. Of its runs, those that are going on hold weights."""

    trains = staticmethod(transfer)

    def __init__(self, study: Transfer, now: float, visitor: str = "") -> None:
        super().__init__(study, now, visitor)
        self.bytes = COPIES * FLOAT * study.config.network.size
        self.found: dict[str, Any] | None = None  # another one where more is known
        self._known = -1  # how many accuracies are in it, with that of the first training
        self._progress: TransferProgress | None = None

    @staticmethod
    def compiled(study: Transfer) -> Iterable[Key]:
        return [(study.config, BATCH_SIZE)]

    @property
    def is_empty(self) -> bool:
        return self.found is None

    def forecast(self) -> float:
        return seconds_of(self.actual)

    def update(
        self,
        progress: TransferProgress,
        dataset: Dataset | None,
        lanes: Iterable[int],
        clock: Callable[[], float],
    ) -> None:
        self._progress = progress
        self.measure(progress.share, progress.seconds, progress.seconds_left)
        known = int(math.isfinite(progress.first_accuracy or math.nan))
        known += int((progress.accuracies == progress.accuracies).sum())
        if known != self._known:
            self.found, self._known = summary(progress), known

    def finish(self) -> None:
        if self.steps:
            self.steps.close()
        if self._progress:
            if self._progress.pace:
                forecast.learn({key: self._progress.pace for key in self.compiled(self.actual)})
            self.share, self.seconds = self._progress.share, self._progress.seconds
        self.seconds_left, self._progress = None, None


def summary(progress: TransferProgress) -> dict[str, Any]:
    """What a message says of it: `accuracies[way][size][seed]`, None for what is not known yet."""
    outcome = transfer_outcome(progress)
    return {
        "sizes": progress.sizes,
        "ways": progress.study.ways,
        "classes": progress.classes,
        "images": progress.images,
        "test_images": progress.test_images,
        "first": progress.first_accuracy,
        "accuracies": [
            [[None if math.isnan(a) else round(a, 5) for a in at] for at in way]
            for way in progress.accuracies.tolist()
        ],
        "outcome": outcome
        and {
            "few": outcome.few._asdict(),
            "many": outcome.many._asdict(),
            "since": outcome.since,
        },
    }
