"""`train`: runs that go on side by side in threads, and how far they have come, again and again."""

import os
import time
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ThreadPoolExecutor, wait
from contextlib import closing
from typing import Any, Protocol, TypeVar

import numpy as np

from optim_core.network.datasets import load
from optim_core.network.progress import LaneProgress, Progress
from optim_core.network.run_in_progress import RunInProgress
from optim_core.network.split import Split
from optim_core.network.training import Training

PROGRESS_INTERVAL = 0.2  # seconds after which progress is told even if there is none
MIN_SHARE_FOR_ETA = 0.02  # of the work: from there on its pace tells how long the rest will take


def cores_to_use() -> int:
    """How many runs go on at once: one less than there are cores, at least one."""
    return max((os.cpu_count() or 1) - 1, 1)


def train(
    training: Training, at_once: int | None = None, pool: Executor | None = None
) -> Generator[Progress]:
    """Trains every lane with every seed, and yields how far it is several times a second.

    Closing the iterator stops it: at once for the caller, within a chunk of steps for the threads
    that compute. The lanes advance side by side, seed after seed, `at_once` runs at a time, by
    default one less than there are cores; in threads of its own, or in a `pool` that trainings
    share, so that what one leaves behind is in the way of the next and not beside it. Raises
    datasets.Unavailable where there are no images.
    """
    dataset = load(training.dataset)
    settings = [training.settings(lane) for lane in training.effective_lanes]
    splits = [
        Split.of(dataset, training.validation, training.examples, set_to.batch_size)
        for set_to in settings
    ]
    runs = [
        [
            RunInProgress(
                dataset,
                split,
                lane,
                set_to,
                seed,
                training.epochs,
                training.evaluations,
            )
            for seed in training.seeds
        ]
        for lane, set_to, split in zip(training.effective_lanes, settings, splits, strict=True)
    ]  # [lane][seed]
    rest = TimeLeft()

    def so_far(seconds: float) -> Progress:
        share = float(np.mean([run.share for lane in runs for run in lane]))
        return Progress(
            training,
            tuple(
                LaneProgress(
                    lane,
                    set_to,
                    split.steps_per_epoch,
                    split.batch_size,
                    tuple(run.run for run in of_lane),
                )
                for lane, set_to, split, of_lane in zip(
                    training.effective_lanes, settings, splits, runs, strict=True
                )
            ),
            share,
            seconds,
            rest(seconds, share, all(of_lane[0].share > 0 for of_lane in runs)),
        )

    def waiting() -> list[RunInProgress]:
        return [
            run
            for of_seed in zip(*runs, strict=True)
            for run in sorted(of_seed, key=lambda run: run.share)
            if not run.run.ended
        ]

    with closing(side_by_side(waiting, at_once, pool)) as going:
        for seconds in going:
            yield so_far(seconds)


class Advancing(Protocol):
    """What goes on bit by bit: `advance` it in any thread, and let it have the `run` it gives."""

    run: Any

    def advance(self) -> Any: ...


A = TypeVar("A", bound=Advancing)


def side_by_side(
    waiting: Callable[[], Iterable[A]], at_once: int | None = None, pool: Executor | None = None
) -> Generator[float]:
    """Lets all advance that are `waiting`, the first ones first, until none is left.

    Yields several times a second the seconds since the start, without those in which nobody asked.
    `at_once` and `pool` are as in `train`.
    """
    began, paused = time.monotonic(), 0.0
    slots = at_once or cores_to_use()
    computing = pool or ThreadPoolExecutor(slots, "training")
    busy: dict[Future, A] = {}
    try:
        while True:
            ready = [each for each in waiting() if each not in busy.values()]
            for each in ready[: slots - len(busy)]:
                busy[computing.submit(each.advance)] = each
            told = time.monotonic()
            yield told - began - paused
            # what was begun goes on for about so long while nobody asks
            paused += max(0.0, time.monotonic() - told - PROGRESS_INTERVAL)
            if not busy:
                return
            done, _ = wait(busy, PROGRESS_INTERVAL, FIRST_COMPLETED)
            for future in done:
                busy.pop(future).run = future.result()
    finally:
        for future in busy:
            future.cancel()
        if pool is None:
            computing.shutdown(wait=False)


class TimeLeft:
    """About how long the rest takes, by the pace since all was compiled."""

    def __init__(self) -> None:
        self._compiled: tuple[float, float] | None = None  # seconds and share then

    def __call__(self, seconds: float, share: float, compiled: bool) -> float | None:
        """The seconds that are left; None until there is something to go by."""
        if self._compiled is None and compiled:
            self._compiled = seconds, share
        if self._compiled is None:
            return None
        since, part = seconds - self._compiled[0], share - self._compiled[1]
        return since * (1 - share) / part if part >= MIN_SHARE_FOR_ETA else None
