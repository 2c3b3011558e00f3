"""The jobs by their trainings: those that go on, and the latest that have ended."""

from typing import Any

from pages.ui.training_service.job import Job


class JobStore:
    """No more than `keep` ended jobs. Whoever calls holds the lock of the training queue."""

    def __init__(self, keep: int) -> None:
        self.keep = keep
        self._jobs: dict[Any, Job] = {}  # the last is forgotten last

    def get(self, training: Any) -> Job | None:
        return self._jobs.get(training)

    def add(self, job: Job) -> None:
        """In place of another of the same training."""
        self._jobs.pop(job.training, None)
        self._jobs[job.training] = job

    def touch(self, job: Job) -> None:
        """It will be the last to be forgotten."""
        if self._jobs.get(job.training) is job:
            self.add(job)

    def forget(self) -> None:
        """Keeps no more ended jobs than are to be kept, and none that show nothing."""
        ended = [job for job in self._jobs.values() if not job.active]
        empty = [job for job in ended if job.state == "stopped" and job.is_empty]
        for job in {*empty, *ended[: max(len(ended) - self.keep, 0)]}:
            del self._jobs[job.training]
