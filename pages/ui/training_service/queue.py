"""Trainings that go on for all visitors: one at a time, in fair turns, as long as somebody watches.

Plain threads; who asks need not wait for anything.
"""

import logging
import threading
import time
from collections.abc import Callable, Generator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from typing import Literal

from optim_core.network import train_step
from optim_core.network.datasets import Dataset, Unavailable, load
from optim_core.network.forecast import Key, compiled
from optim_core.network.training import Progress, Training, cores_to_use, train
from pages.ui.training_service import thread_priority
from pages.ui.training_service.dataset_loader import Sets
from pages.ui.training_service.job import LOOK, Job, State, Watch

LOG = logging.getLogger(__name__)

STAND_IN: Literal["digits"] = "digits"  # where a data set cannot be had: always at hand
MAX_COMPILED = 60  # programs that are kept compiled; with what belongs to it, each takes 7 MB


class Full(Exception):
    """As many trainings wait as may."""


class Jobs:
    """All trainings that visitors have asked for.

    One advances at a time, on all cores but one; while others wait, each for `turn` seconds. What
    nobody watches stops after `grace` seconds. `keep` ended ones are kept to be shown.
    """

    def __init__(
        self,
        *,
        most_waiting: int = 30,
        keep: int = 24,
        turn: float = 15.0,
        grace: float = 8.0,
        train: Callable[[Training], Generator[Progress]] | None = None,
        load: Callable[..., Dataset] = load,
        clock: Callable[[], float] = time.monotonic,
        by_hand: bool = False,
    ) -> None:
        self.most_waiting, self.keep, self.turn, self.grace = most_waiting, keep, turn, grace
        self._train = train or _in_one_pool()
        self._clock, self._by_hand = clock, by_hand
        self._changed = threading.Condition(threading.RLock())
        self._jobs: dict[Training, Job] = {}  # the last is forgotten last
        self._line: list[Job] = []
        self._current: Job | None = None
        self._since = 0.0  # when the current one's turn began
        self._compiled: set[Key] = set()
        self._over: list[Job] = []  # ended while they waited, and not yet cleared away
        self.sets = Sets(load, clock, self._wake, by_hand)
        self._worker: threading.Thread | None = None
        self._closing = False

    # --- what visitors ask

    def find(self, training: Training) -> Job | None:
        """The job of a training that goes on or was kept."""
        with self._changed:
            return self._jobs.get(training)

    def train(self, training: Training) -> Job:
        """The job of a training, begun or joined; one that was finished is kept. Raises Full."""
        with self._changed:
            job = self._jobs.get(training)
            if job and (job.active or job.state == "finished" and not self._again(job)):
                job.unwatched = self._clock()
                self._last(job)
                return job
            if len(self._line) >= self.most_waiting:
                raise Full
            job = self._jobs[training] = Job(training, self._clock())
            self._last(job)
            self._line.append(job)
            self._begin()
            self._changed.notify_all()
            return job

    def watch(self, job: Job, lane: int = 0) -> Watch:
        """One visitor watches the job from now on."""
        watch = Watch(job, lane, self._left)
        with self._changed:
            job.watches.add(watch)
        return watch

    def _left(self, watch: Watch, stop: bool) -> None:
        with self._changed:
            job = watch.job
            job.watches.discard(watch)
            if not job.watches and stop:
                self._stop(job)
            elif not job.watches:
                job.unwatched = self._clock()

    def place(self, job: Job) -> int:
        """Its place among those that wait, from 1; 0 for one that does not."""
        with self._changed:
            return self._line.index(job) + 1 if job in self._line else 0

    @property
    def waiting(self) -> int:
        return len(self._line)

    def stop_all(self, patience: float = 2.0) -> None:
        """Stops everything, and waits a little until it has."""
        with self._changed:
            for job in self._active():
                self._stop(job)
            self._closing = True
            worker = self._worker
            self._changed.notify_all()
        if worker and worker is not threading.current_thread():
            worker.join(patience)

    # --- the worker

    def _begin(self) -> None:
        """Starts the worker where none is at work."""
        if self._by_hand or self._worker and self._worker.is_alive() and not self._closing:
            return
        self._closing = False
        self._worker = threading.Thread(target=self._work, name="trainings", daemon=True)
        self._worker.start()

    def _work(self) -> None:
        thread_priority.lower()
        while not self._closing or self._current or self._over:
            self.advance(LOOK)

    def _wake(self) -> None:
        with self._changed:
            self._changed.notify_all()

    def advance(self, patience: float = 0.0) -> None:
        """One step of all there is to do. Waits up to `patience` seconds if nothing can be done."""
        with self._changed:
            for job in self._active():
                if not job.watches and self._clock() - job.unwatched >= self.grace:
                    self._stop(job)
            over, self._over = self._over, []
            current = self._choose()
            if not over and not self._over and current is None and patience:
                self._changed.wait(patience if self._line else None)
        for job in over:
            self._clear(job)
        if current:
            self._pull(current)

    def _active(self) -> list[Job]:
        return [*self._line, *([self._current] if self._current else [])]

    def _choose(self) -> Job | None:
        """Whose turn it is. What nobody watches goes on only where it is in nobody's way."""
        current = self._current
        if current and not current.active:
            return current
        ready = [job for job in list(self._line) if self._ready(job)]
        ready.sort(key=lambda job: not job.watches)
        over = current and self._clock() - self._since >= self.turn
        yields = current and not current.watches and ready and ready[0].watches
        if current and not (over and ready) and not yields or not ready:
            return current
        if current:
            current.state = "queued"
            self._line.append(current)
        job = ready[0]
        self._current, self._since = job, self._clock()
        self._line.remove(job)
        job.state = "running"
        return job

    def _ready(self, job: Job) -> bool:
        """Whether its images are there. Where they cannot be had, it gets others."""
        answer = self.sets.ask(job.runs.dataset)
        if answer == "missing" and job.runs.dataset != STAND_IN:
            job.runs = replace(job.training, dataset=STAND_IN)
            return self._ready(job)
        if answer in ("missing", "failed"):
            job.state = "failed"
            self._line.remove(job)
            self._over.append(job)
        elif not job.steps:
            job.state = "loading" if answer == "coming" else "queued"
        return answer == "there"

    def _stop(self, job: Job) -> None:
        """It has stopped for all who look; what it leaves behind is cleared away by the worker."""
        if job.active:
            job.state = "stopped"
            if job in self._line:
                self._line.remove(job)
                self._over.append(job)
            self._changed.notify_all()

    def _again(self, job: Job) -> bool:
        """Whether a data set that could not be had may be had now."""
        wanted = job.training.dataset
        return job.runs.dataset != wanted and not self.sets.missing(wanted)

    def _pull(self, job: Job) -> None:
        """Lets the job whose turn it is go on until there is something new."""
        try:
            if job.steps is None:
                self._make_room(job.runs)
                job.begin(self._train(job.runs))
            progress = next(job.steps, None)  # type: ignore[arg-type]
            if progress and job.active:
                with self._changed:
                    lanes = {min(watch.lane, len(progress.lanes) - 1) for watch in job.watches}
                job.show(progress, self.sets.get(job.runs.dataset), lanes, self._clock)
            else:
                self._clear(job, "finished")
        except Unavailable:
            self._put_back(job)
        except Exception:
            LOG.exception("A training failed: %r", job.training)
            self._clear(job, "failed")

    def _make_room(self, training: Training) -> None:
        """Lets no more be compiled than is to be kept."""
        wanted = set(compiled(training))
        self._compiled |= wanted
        if len(self._compiled) > MAX_COMPILED:
            train_step.forget()
            self._compiled = wanted

    def _put_back(self, job: Job) -> None:
        """Its images, which were there, are gone."""
        with self._changed:
            self.sets.miss(job.runs.dataset)
            self._current, job.steps = None, None
            if job.active:
                job.state = "queued"
                self._line.insert(0, job)

    def _clear(self, job: Job, state: State | None = None) -> None:
        """Ends a job, and keeps nothing of it but what is shown."""
        try:
            job.end()
        except Exception:
            LOG.exception("The curves of a training are lost: %r", job.training)
            state = "failed"
        with self._changed:
            if state and job.active:
                job.state = state
            if self._current is job:
                self._current = None
            if self._jobs.get(job.training) is job:
                self._last(job)
            self._forget()
        try:
            job.settle(None if self._closing else self.sets.get(job.runs.dataset))
        except Exception:
            LOG.exception("The predictions of a training are lost: %r", job.training)

    def _last(self, job: Job) -> None:
        """It will be the last to be forgotten."""
        self._jobs[job.training] = self._jobs.pop(job.training)

    def _forget(self) -> None:
        """Keeps no more ended jobs than are to be kept, and none that show nothing."""
        ended = [job for job in self._jobs.values() if not job.active]
        empty = [job for job in ended if job.state == "stopped" and not job.film.rows]
        for job in {*empty, *ended[: max(len(ended) - self.keep, 0)]}:
            del self._jobs[job.training]


def _in_one_pool() -> Callable[[Training], Generator[Progress]]:
    """`train`; what still compiles for a training that was stopped holds up the next one."""
    return partial(train, pool=ThreadPoolExecutor(cores_to_use(), "training"))
