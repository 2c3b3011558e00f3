"""`train`: runs that go on side by side in threads, and how far they have come, again and again."""

import os
import time
from collections.abc import Generator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ThreadPoolExecutor, wait

import numpy as np

from optim_core.network.datasets import load
from optim_core.network.progress import LaneProgress, Progress
from optim_core.network.run import RunInProgress
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
    began = time.monotonic()
    paused = 0.0
    compiled: tuple[float, float] | None = None  # seconds and share when all lanes were
    slots = at_once or cores_to_use()
    computing = pool or ThreadPoolExecutor(slots, "training")
    busy: dict[Future, RunInProgress] = {}

    def so_far() -> Progress:
        nonlocal compiled
        share = float(np.mean([run.share for lane in runs for run in lane]))
        seconds = time.monotonic() - began - paused
        if compiled is None and all(of_lane[0].share > 0 for of_lane in runs):
            compiled = seconds, share
        since, part = (seconds - compiled[0], share - compiled[1]) if compiled else (0.0, 0.0)
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
            since * (1 - share) / part if part >= MIN_SHARE_FOR_ETA else None,
        )

    try:
        while True:
            waiting = [
                run
                for of_seed in zip(*runs, strict=True)
                for run in sorted(of_seed, key=lambda run: run.share)
                if not run.run.ended and run not in busy.values()
            ]
            for run in waiting[: slots - len(busy)]:
                busy[computing.submit(run.advance)] = run
            told = time.monotonic()
            yield so_far()
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
