"""The runs of a transfer: the first training, which many share, and those from few examples."""

import threading
from collections import OrderedDict
from collections.abc import Hashable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from optim_core.lane import Lane
from optim_core.network.mlp import initial_weights
from optim_core.network.run_in_progress import RunInProgress
from optim_core.network.settings import Settings
from optim_core.network.split import Split
from optim_core.network.train_state import TrainState, begin
from optim_core.network.transfer import BATCH_SIZE, FIRST_SEED, Transfer, Way
from optim_core.network.transfer_tasks import Dataset, TwoTasks

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
