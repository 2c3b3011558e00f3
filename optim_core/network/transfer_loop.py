"""`transfer`: the first training, the runs from few examples, and how far they have come."""

import threading
from collections import OrderedDict
from collections.abc import Generator, Hashable
from concurrent.futures import Executor
from contextlib import closing
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from optim_core.lane import Lane
from optim_core.network.dataset_specs import DATASET_SPECS
from optim_core.network.datasets import load
from optim_core.network.forecast import RunSize, forecast
from optim_core.network.mlp import initial_weights
from optim_core.network.run_in_progress import RunInProgress
from optim_core.network.settings import Settings
from optim_core.network.split import Split
from optim_core.network.train_loop import TimeLeft, side_by_side
from optim_core.network.train_state import TrainState, begin
from optim_core.network.transfer import BATCH_SIZE, FIRST_SEED, Transfer, Way
from optim_core.network.transfer_tasks import Dataset, TwoTasks, two_tasks

Point = tuple[Way, int, int]  # a way, examples a class, a seed


class FixedRun(RunInProgress):
    """A run of so many steps, which is tested at its end alone.

    It may begin with given `weights [n]`, of which the first `frozen` stay as they are.
    """

    def __init__(
        self,
        dataset: Dataset,
        split: Split,
        lane: Lane,
        settings: Settings,
        seed: int,
        steps: int,
        frozen: int = 0,
        weights: NDArray[np.float32] | None = None,
    ) -> None:
        super().__init__(
            dataset, split, lane, settings, seed, -(-steps // split.steps_per_epoch), 1
        )
        self.steps, self.eval_steps, self.watched_steps = steps, np.array([steps]), set()
        self.traced = self.traced._replace(frozen=np.int32(frozen))
        self._weights = weights

    def _begin(self) -> TrainState:
        return begin(self.static, self.traced, self.settings.init, self.seed, self._weights)


class FirstTraining:
    """The training on the first task, which all share who ask for it: it is done once.

    Whoever's turn it is lets it `advance`; others wait meanwhile.
    """

    def __init__(self, study: Transfer, tasks: TwoTasks) -> None:
        self._lock = threading.Lock()
        self.images = len(tasks.first.training)
        self.steps = study.epochs * (self.images // BATCH_SIZE)
        self.weights: NDArray[np.float32] | None = None  # once it is done, [n]
        self.accuracy: float | None = None
        self.share = 0.0
        self.pace: float | None = None
        self._run: FixedRun | None = FixedRun(
            tasks.dataset,
            tasks.first.split(tasks.first.training, BATCH_SIZE),
            study.lane("scratch"),
            study.network_settings,
            FIRST_SEED,
            self.steps,
        )

    def advance(self) -> None:
        with self._lock:
            if self._run is None:
                return
            self._run.run = self._run.advance()
            self.share, self.pace = self._run.share, self._run.pace
            if (run := self._run.run).ended:
                assert run.checkpoint
                self.weights = np.asarray(run.checkpoint.x)
                self.accuracy = float(run.test_accuracy[-1])
                self._run = None

    run: Any = None  # nothing is told of it but what stands above


class FirstTrainings:
    """The latest of them."""

    def __init__(self, keep: int = 8) -> None:
        self._keep, self._lock = keep, threading.Lock()
        self._known: OrderedDict[Hashable, FirstTraining] = OrderedDict()

    def of(self, study: Transfer, tasks: TwoTasks) -> FirstTraining:
        """That of a study, begun or done."""
        key = tasks.dataset, study.config, study.lr, study.epochs
        with self._lock:
            found = self._known.pop(key, None) or FirstTraining(study, tasks)
            self._known[key] = found
            while len(self._known) > self._keep:
                self._known.popitem(last=False)
            return found


FIRST_TRAININGS = FirstTrainings()


class FewExamples:
    """One run from few examples. It holds nothing before its first turn and after its last."""

    def __init__(
        self, study: Transfer, tasks: TwoTasks, first: FirstTraining, point: Point
    ) -> None:
        self._study, self._tasks, self._first, self.point = study, tasks, first, point
        self.run: float | None = None  # the accuracy at its end
        self.share = 0.0
        self.pace: float | None = None
        self._going: FixedRun | None = None

    def start(self) -> FixedRun:
        """The run before its first step."""
        study, (way, size, seed) = self._study, self.point
        network = study.config.network
        weights = initial_weights(network, study.network_settings.init, seed)
        body = network.size - int(np.prod(network.shapes[-2])) - network.widths[-1]
        if way != "scratch":
            assert self._first.weights is not None
            weights = np.concatenate([self._first.weights[:body], weights[body:]])
        task = self._tasks.second
        return FixedRun(
            self._tasks.dataset,
            task.split(task.examples(size, seed), BATCH_SIZE),
            study.lane(way),
            study.network_settings,
            seed,
            study.steps,
            body if way == "last_layer" else 0,
            weights,
        )

    def advance(self) -> float | None:
        """Its accuracy where it is at its end."""
        self._going = self._going or self.start()
        run = self._going.run = self._going.advance()
        self.share, self.pace = self._going.share, self._going.pace
        if not run.ended:
            return None
        self._going = None
        return float(run.test_accuracy[-1])


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
