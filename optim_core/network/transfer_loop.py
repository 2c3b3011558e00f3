"""`transfer`: trains all that a study compares, and tells how far it is."""

from collections.abc import Generator
from concurrent.futures import Executor
from contextlib import closing
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from optim_core.network.dataset_specs import DATASET_SPECS
from optim_core.network.datasets import load
from optim_core.network.forecast import RunSize, forecast
from optim_core.network.train_loop import TimeLeft, side_by_side
from optim_core.network.transfer import BATCH_SIZE, Transfer
from optim_core.network.transfer_runs import FIRST_TRAININGS, FewExamples, FirstTrainings
from optim_core.network.transfer_tasks import two_tasks


class TransferProgress(NamedTuple):
    """How far it has come. Holds still while it goes on."""

    study: Transfer
    sizes: tuple[int, ...]  # examples a class: no more than there are
    classes: tuple[tuple[str, ...], tuple[str, ...]]  # of the first task and the second
    images: int  # of the first training
    test_images: int  # of the second task
    first_accuracy: float | None  # of the first training on its own test images, once it is done
    accuracies: NDArray[np.float64]  # [ways, sizes, seeds]; NaN where it is not known yet
    share: float  # of the work that is done, 0 to 1
    seconds: float
    seconds_left: float | None  # about
    pace: float | None  # seconds a step

    @property
    def finished(self) -> bool:
        return self.share == 1


def transfer(
    study: Transfer,
    at_once: int | None = None,
    pool: Executor | None = None,
    first_trainings: FirstTrainings = FIRST_TRAININGS,
) -> Generator[TransferProgress]:
    """Trains all of it, seed by seed, and yields how far it is several times a second.

    `at_once`, `pool`, closing the iterator and what is raised are as in `train`.
    """
    tasks = two_tasks(load(study.dataset))
    first, sizes = first_trainings.of(study, tasks), study.taken_sizes
    runs = [
        FewExamples(study, tasks, first, (way, size, seed))
        for seed in study.seeds
        for size in sizes
        for way in study.ways
    ]
    needs_first = any(way != "scratch" for way in study.ways)
    before = 0 if first.share == 1 or not needs_first else first.steps
    rest = TimeLeft()

    def waiting() -> list[Any]:
        if needs_first and first.weights is None:
            return [first]
        return [run for run in runs if run.run is None]

    def so_far(seconds: float) -> TransferProgress:
        work = before + study.steps * len(runs)
        done = before * first.share + study.steps * sum(run.share for run in runs)
        share = 1.0 if all(run.run is not None for run in runs) else min(done / work, 0.9999)
        shape = len(study.seeds), len(sizes), len(study.ways)
        known = [np.nan if run.run is None else run.run for run in runs]
        paces = [pace for pace in (*(run.pace for run in reversed(runs)), first.pace) if pace]
        return TransferProgress(
            study,
            sizes,
            (tasks.first.classes, tasks.second.classes),
            first.images,
            len(tasks.second.test),
            first.accuracy,
            np.array(known, float).reshape(shape).transpose(2, 1, 0),
            share,
            seconds,
            rest(seconds, share, done > 0),
            paces[0] if paces else None,
        )

    with closing(side_by_side(waiting, at_once, pool)) as going:
        for seconds in going:
            yield so_far(seconds)


def seconds_of(study: Transfer) -> float:
    """The seconds that it takes, about, with the first training."""
    test, training = (getattr(DATASET_SPECS[study.dataset], of) for of in ("test", "training"))
    key = study.config, BATCH_SIZE
    first = RunSize(key, study.epochs * (training // 2 // BATCH_SIZE), 1, test // 2)
    one = RunSize(key, study.steps, 1, test // 2)
    return forecast.of_runs([first] + [one] * study.runs)
