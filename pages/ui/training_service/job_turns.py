"""Whose turn it is to train: one job at a time, the others wait in line."""

from collections.abc import Callable
from dataclasses import replace
from typing import Literal

from pages.ui.training_service.dataset_loader import DatasetLoader
from pages.ui.training_service.job import Job

FALLBACK_DATASET: Literal["digits"] = "digits"  # where a data set cannot be had: always at hand

FORGOTTEN_AFTER = 600.0  # seconds after which a turn is forgotten
SMALL = 50  # what takes less than such a part of the room for paused trainings is not held up


class JobTurns:
    """The jobs that are active: `current` has its turn, those in `queue` wait for theirs.

    While others wait, a turn lasts `length` seconds; the next is of the visitor whose last turn is
    longest ago. What is paused takes no more than `max_paused` bytes, about. Whoever calls holds
    the lock of the training queue.
    """

    def __init__(
        self,
        datasets: DatasetLoader,
        clock: Callable[[], float],
        length: float,
        max_paused: int,
    ) -> None:
        self.length, self.max_paused = length, max_paused
        self.queue: list[Job] = []
        self.current: Job | None = None
        self.ended: list[Job] = []  # while they waited; not yet finalized
        self._datasets, self._clock = datasets, clock
        self._since = 0.0  # when the current one's turn began
        self._served: dict[str, float] = {}  # when each visitor's last turn began

    @property
    def active(self) -> list[Job]:
        return [*self.queue, *([self.current] if self.current else [])]

    def place(self, job: Job) -> int:
        """Its place among those that wait, from 1; 0 for one that does not."""
        return self.queue.index(job) + 1 if job in self.queue else 0

    def stop(self, job: Job) -> None:
        """It has stopped for all who look; what it leaves behind is the worker's to finalize."""
        job.state = "stopped"
        self._leave_queue(job)

    def requeue(self, job: Job) -> None:
        """Its images, which were there, have gone: it begins anew, as the next."""
        self.current, job.steps = None, None
        if job.active:
            job.state = "queued"
            self.queue.insert(0, job)

    def schedule(self) -> Job | None:
        """Whose turn it is. What nobody watches goes on only where it is in nobody's way."""
        current = self.current
        if current and not current.active:
            return current
        ready = [job for job in list(self.queue) if self._prepare(job) and self._fits(job)]
        never = float("-inf")
        ready.sort(key=lambda job: (not job.subscriptions, self._served.get(job.visitor, never)))
        is_over = current and self._clock() - self._since >= self.length
        yields = current and not current.subscriptions and ready and ready[0].subscriptions
        if current and not (is_over and ready) and not yields or not ready:
            return current
        if current:
            current.state = "queued"
            self.queue.append(current)
        job = ready[0]
        self.current, self._since = job, self._clock()
        self._remember(job.visitor)
        self.queue.remove(job)
        job.state = "running"
        return job

    def _remember(self, visitor: str) -> None:
        """That he has a turn now. What is long ago is forgotten."""
        self._served[visitor] = self._since
        waiting = {job.visitor for job in self.queue}
        for each, since in list(self._served.items()):
            if each not in waiting and self._since - since > FORGOTTEN_AFTER:
                del self._served[each]

    def _fits(self, job: Job) -> bool:
        """Whether it may have its turn: it has had one, or there is room, or it takes next to none.

        The room is for all that are paused once it is, too.
        """
        if job.steps or job.bytes <= self.max_paused // SMALL:
            return True
        return job.bytes + sum(each.bytes for each in self.active if each.steps) <= max(
            self.max_paused, job.bytes
        )

    def _prepare(self, job: Job) -> bool:
        """Whether its images are there. Where they cannot be had, it gets others."""
        answer = self._datasets.request(job.actual.dataset)
        if answer == "unavailable" and job.actual.dataset != FALLBACK_DATASET:
            job.actual = replace(job.training, dataset=FALLBACK_DATASET)
            return self._prepare(job)
        if answer in ("unavailable", "failed"):
            job.state = "failed"
            self._leave_queue(job)
        elif not job.steps:
            job.state = "loading" if answer == "loading" else "queued"
        return answer == "ready"

    def _leave_queue(self, job: Job) -> None:
        if job in self.queue:
            self.queue.remove(job)
            self.ended.append(job)
