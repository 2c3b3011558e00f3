"""Trainings that go on for all visitors: one at a time, in fair turns, as long as somebody watches.

Plain threads; who asks need not wait for anything. The life of a job is drawn in job.py.
"""

import logging
import os
import threading
import time
from collections.abc import Callable, Generator
from typing import Any

from optim_core.network.datasets import Dataset, Unavailable, load
from pages.ui.training_service import thread_priority
from pages.ui.training_service.compiled_programs import CompiledPrograms
from pages.ui.training_service.dataset_loader import DatasetLoader
from pages.ui.training_service.job import SNAPSHOT_INTERVAL, Job, State, Subscription
from pages.ui.training_service.job_kinds import JOBS, in_one_pool
from pages.ui.training_service.job_store import JobStore
from pages.ui.training_service.job_turns import JobTurns
from pages.ui.training_service.memory_footprint import is_out_of_memory

LOG = logging.getLogger(__name__)

# bytes of trainings that are paused: what would go beyond has its first turn when one has ended
MAX_PAUSED = int(os.environ.get("PAUSED_MB") or 400) * 1_000_000


class QueueFull(Exception):
    """As many trainings wait as may."""


class TrainingQueue:
    """All trainings that visitors have asked for, each of a kind that `JOBS` has.

    One advances at a time, on all cores but one; while others wait, each for `turn` seconds. What
    nobody watches stops after `grace` seconds. `keep` ended ones are kept to be shown. Where it is
    `synchronous`, as in tests, there is no worker: somebody calls `advance`.
    """

    def __init__(
        self,
        *,
        max_waiting: int = 30,
        keep: int = 24,
        turn: float = 15.0,
        grace: float = 8.0,
        max_paused: int = MAX_PAUSED,
        train: Callable[[Any], Generator[Any]] | None = None,
        load: Callable[..., Dataset] = load,
        clock: Callable[[], float] = time.monotonic,
        synchronous: bool = False,
    ) -> None:
        self.max_waiting, self.grace = max_waiting, grace
        self._train = train or in_one_pool()
        self._clock, self._synchronous = clock, synchronous
        self._changed = threading.Condition(threading.RLock())
        self.jobs = JobStore(keep)
        self.news = 0  # another number: some job has begun, ended or changed places
        self.programs = CompiledPrograms()
        self.datasets = DatasetLoader(load, clock, self._notify, synchronous)
        self.turns = JobTurns(self.datasets, clock, turn, max_paused)
        self._worker: threading.Thread | None = None
        self._closing = False

    # --- what visitors ask

    def find(self, training: Any) -> Job | None:
        """The job of a training that goes on or was kept."""
        with self._changed:
            return self.jobs.get(training)

    def train(self, training: Any, visitor: str = "") -> Job:
        """The job of a training, begun or joined; a finished one is kept.

        `visitor` is whose turns it takes. Raises QueueFull where as many wait as may; somebody of
        whom none waits is let in all the same.
        """
        with self._changed:
            job = self.jobs.get(training)
            if job and (job.active or job.state == "finished" and not self._should_retry(job)):
                job.unwatched = self._clock()
                self.jobs.touch(job)
                return job
            mine = any(each.visitor == visitor for each in self.turns.queue)
            if self.waiting >= self.max_waiting * (1 if mine else 2):
                raise QueueFull
            job = JOBS[type(training)](training, self._clock(), visitor)
            self.jobs.add(job)
            self.turns.queue.append(job)
            self.news += 1
            self._start_worker()
            self._changed.notify_all()
            return job

    def subscribe(self, job: Job, lane: int = 0) -> Subscription:
        """One visitor watches the job from now on."""
        subscription = Subscription(job, lane, self._unsubscribe)
        with self._changed:
            job.subscriptions.add(subscription)
        return subscription

    def _unsubscribe(self, subscription: Subscription, stop: bool) -> None:
        with self._changed:
            job = subscription.job
            job.subscriptions.discard(subscription)
            if not job.subscriptions and stop:
                self._stop(job)
            elif not job.subscriptions:
                job.unwatched = self._clock()

    def place(self, job: Job) -> int:
        """Its place among those that wait, from 1; 0 for one that does not."""
        with self._changed:
            return self.turns.place(job)

    @property
    def waiting(self) -> int:
        return len(self.turns.queue)

    def stop_all(self, patience: float = 2.0) -> None:
        """Stops everything, and waits a little until it has."""
        with self._changed:
            for job in self.turns.active:
                self._stop(job)
            self._closing = True
            worker = self._worker
            self._changed.notify_all()
        if worker and worker is not threading.current_thread():
            worker.join(patience)

    # --- the worker

    def _start_worker(self) -> None:
        """Where none is at work."""
        if self._synchronous or self._worker and self._worker.is_alive() and not self._closing:
            return
        self._closing = False
        self._worker = threading.Thread(target=self._work, name="trainings", daemon=True)
        self._worker.start()

    def _work(self) -> None:
        thread_priority.lower()
        while not self._closing or self.turns.current or self.turns.ended:
            self.advance(SNAPSHOT_INTERVAL)

    def _notify(self) -> None:
        with self._changed:
            self._changed.notify_all()

    def advance(self, patience: float = 0.0) -> None:
        """One step of all there is to do. Waits up to `patience` seconds if nothing can be done."""
        with self._changed:
            for job in self.turns.active:
                if not job.subscriptions and self._clock() - job.unwatched >= self.grace:
                    self._stop(job)
            ended, self.turns.ended = self.turns.ended, []
            before = self.turns.current
            current = self.turns.schedule()
            self.news += current is not before
            if not ended and not self.turns.ended and current is None and patience:
                self._changed.wait(patience if self.waiting else None)
        for job in ended:
            self._finalize(job)
        if current:
            self._step(current)

    def _step(self, job: Job) -> None:
        """Lets the job whose turn it is go on until there is something new."""
        try:
            if job.steps is None:
                self.programs.make_room(job.compiled(job.actual))
                job.start(self._train(job.actual))
            progress = next(job.steps, None)  # type: ignore[arg-type]
            if progress and job.active:
                with self._changed:
                    lanes = {each.lane for each in job.subscriptions}
                job.update(progress, self.datasets.get(job.actual.dataset), lanes, self._clock)
            else:
                self._finalize(job, "finished")
        except Unavailable as fault:
            with self._changed:
                self.datasets.mark_unavailable(job.actual.dataset, fault.reason)
                self.turns.requeue(job)
                self.news += 1
        except Exception as fault:
            LOG.exception("A training failed: %r", job.training)
            if is_out_of_memory(fault):
                job.fault = "memory"
                self.programs.forget()
            self._finalize(job, "failed")

    def _finalize(self, job: Job, state: State | None = None) -> None:
        """Ends a job, and keeps nothing of it but what is shown."""
        try:
            job.finish()
        except Exception:
            LOG.exception("The curves of a training are lost: %r", job.training)
            state = "failed"
        with self._changed:
            if state and job.active:
                job.state = state
            if self.turns.current is job:
                self.turns.current = None
            self.jobs.touch(job)
            self.jobs.forget()
            self.news += 1
        try:
            job.release(None if self._closing else self.datasets.get(job.actual.dataset))
        except Exception:
            LOG.exception("The predictions of a training are lost: %r", job.training)
        with self._changed:
            self.news += 1

    # --- both, under the lock

    def _stop(self, job: Job) -> None:
        if job.active:
            self.turns.stop(job)
            self.news += 1
            self._changed.notify_all()

    def _should_retry(self, job: Job) -> bool:
        """Whether a data set that could not be had may be had now."""
        wanted = job.training.dataset
        return job.actual.dataset != wanted and not self.datasets.unavailable(wanted)
