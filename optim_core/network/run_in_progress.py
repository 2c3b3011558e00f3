"""One lane with one seed, as it goes on."""

import time

import jax
import numpy as np
from numpy.typing import NDArray

from optim_core.lane import Lane
from optim_core.network import train_step
from optim_core.network.datasets import Dataset
from optim_core.network.devices import network_device
from optim_core.network.ensemble import snapshot_steps
from optim_core.network.evaluation import EVAL_BATCH, evaluate, statistics_of
from optim_core.network.images import Images
from optim_core.network.inside import update_ratios
from optim_core.network.label_noise import noisy_labels
from optim_core.network.run import Checkpoint, Run
from optim_core.network.settings import Settings
from optim_core.network.split import Split, evaluation_blocks
from optim_core.network.train_state import (
    StaticConfig,
    TracedConfig,
    TrainState,
    begin,
)

CHUNK_SECONDS = 0.06  # seconds of steps, after which a run tells how far it is
MAX_CHUNK_STEPS = 256
MAX_CHUNK_INDICES = 1 << 17  # of images, that a chunk may take
BN_CALIBRATION_BATCHES = 5  # of EVAL_BATCH training images, for its statistics


class RunInProgress:
    """A run that goes on: `advance` it, and take the run that it gives."""

    def __init__(
        self,
        dataset: Dataset,
        split: Split,
        lane: Lane,
        settings: Settings,
        seed: int,
        epochs: int,
        evaluations: int,
    ) -> None:
        classes = len(dataset.classes)
        labels = dataset.labels
        if settings.label_noise:
            labels = jax.device_put(
                noisy_labels(
                    np.asarray(labels), split.training, settings.label_noise, classes, seed
                ),
                network_device(),
            )
        self.data = Images(dataset.images, labels, np.float32(1 / dataset.white))
        self.split, self.settings, self.seed = split, settings, seed
        self.static = StaticConfig.of(lane, settings, dataset.shape, classes)
        self.traced = TracedConfig.of(lane, settings)
        self.steps = epochs * split.steps_per_epoch
        with np.errstate(over="ignore"):
            rates = lane.learning_rates(self.steps, split.steps_per_epoch).astype(np.float32)
        self.rates = _frozen(rates)
        eval_steps = np.linspace(0, split.steps_per_epoch, evaluations + 1).round().astype(int)[1:]
        starts = np.arange(epochs)[:, None] * split.steps_per_epoch
        # the steps to evaluate after
        self.eval_steps = np.unique([0, *(starts + eval_steps).ravel()])
        self.most = max(1, min(MAX_CHUNK_STEPS, MAX_CHUNK_INDICES // split.batch_size))
        self.blocks, self.validation_blocks, self.count = evaluation_blocks(
            split, len(dataset.images)
        )

        self.snapshot_steps = snapshot_steps(rates)
        self.snapshots: list[Checkpoint] = []
        self.watched_steps = {1, *self.eval_steps}  # of which the update is told, each a chunk
        self.update_ratios: dict[int, NDArray] = {}
        self.train_state: TrainState | None = None  # until the first step, and after the last
        self.pace: float | None = None  # seconds a step
        self.done = 0
        self.loss, self.accuracy, self.norm, self.seconds = np.empty((4, self.steps), np.float32)
        self.table: list[tuple[int, float, float, float, bool]] = []  # a row for each evaluation
        self.second: list[float] = []  # likewise, the test accuracy of the second head
        self.best = 0
        self.stopped: int | None = None
        self.checkpoint: Checkpoint | None = None
        self.run = self._so_far(ended=False)

    @property
    def share(self) -> float:
        """How much of the work of this run is done, 0 to 1."""
        return 1.0 if self.run.ended else self.run.steps / self.steps

    def advance(self) -> Run:
        """The run after another chunk of steps, or after an evaluation that is due."""
        if self.train_state is None:
            self.train_state = self._begin()
            self._chunk(0)  # compiles, outside the time that is measured
        if len(self.table) < len(self.eval_steps) and self.done == self.eval_steps[len(self.table)]:
            self._evaluate()
            return self._so_far(self.done == self.steps or self.stopped is not None)
        finite = self._chunk(self._length())
        if not finite:
            self._evaluate()
        return self._so_far(ended=not finite)

    def _begin(self) -> TrainState:
        return begin(self.static, self.traced, self.settings.init, self.seed)

    def _length(self) -> int:
        """As many steps as a chunk has time for, up to the last before the next evaluation."""
        due = int(self.eval_steps[len(self.table)]) - self.done - 1
        due = min([due, *(step - self.done for step in self.snapshot_steps if step > self.done)])
        in_time = 1 if self.pace is None else round(CHUNK_SECONDS / self.pace)
        return max(1, min(due, self.most, in_time))

    def _chunk(self, count: int) -> bool:
        """Takes `count` steps. Returns whether all weights are finite."""
        assert self.train_state is not None
        begin, end = self.done, self.done + count
        batches = np.zeros((self.most, self.split.batch_size), np.int32)
        rates = np.zeros(self.most, np.float32)
        batches[:count] = self.split.batches(self.seed, begin, count) if count else 0
        rates[:count] = self.rates[begin:end]
        since = time.perf_counter()
        taken = train_step.steps(
            self.static, self.traced, self.data, self.train_state, np.uint32(self.seed),
            np.int32(begin + 1), rates, batches, np.int32(count),
        )  # fmt: skip
        finite = bool(taken.finite)  # waits for the steps
        spent = time.perf_counter() - since
        if count == 1 and end in self.watched_steps:
            self.update_ratios[end] = update_ratios(
                self.static.network, self.train_state.x, taken.train_state.x
            )
        self.train_state, self.done = taken.train_state, end
        if count and finite and end in self.snapshot_steps:
            self.snapshots.append(
                Checkpoint(self.static.network, self.train_state.x, self.train_state.statistics)
            )
        if count:
            self.loss[begin:end] = np.asarray(taken.loss)[:count]
            self.accuracy[begin:end] = np.asarray(taken.accuracy)[:count]
            self.norm[begin:end] = np.asarray(taken.gradient_norm)[:count]
            before = self.seconds[begin - 1] if begin else 0.0
            self.seconds[begin:end] = before + spent * np.arange(1, count + 1) / count
            if count > 1 or self.pace is None:  # one alone takes longer
                self.pace = spent / count
        return finite

    def _evaluate(self) -> None:
        """Measures on all validation and test images; stops early where it is time to."""
        assert self.train_state is not None
        x, statistics = self.train_state.weights, self.train_state.statistics
        network = self.static.network
        if self.static.use_ema and network.batch_norm and self.done:
            # where there are few images, each several times
            some = np.resize(self.split.training, (BN_CALIBRATION_BATCHES, EVAL_BATCH))
            statistics = statistics_of(network, self.data, x, some)
        of = evaluate(network, self.data, x, statistics, self.blocks, np.int32(self.count))
        loss, right = np.asarray(of.loss), np.asarray(of.right)
        k = self.validation_blocks
        validated, tested = len(self.split.validation), len(self.split.test)
        with np.errstate(all="ignore"):
            validation_loss = loss[:k].sum(dtype=float) / np.float64(validated)
            validation_accuracy = right[:k].sum() / np.float64(validated)
            test_accuracy = right[k : self.count].sum() / np.float64(tested)
            if of.second_right is not None:
                second = np.asarray(of.second_right)[k : self.count].sum()
                self.second.append(float(second / np.float64(tested)))
        if not np.isfinite(np.asarray(x)).all():
            validation_accuracy = test_accuracy = np.float64("nan")
            self.second[-1:] = [float("nan")] * len(self.second[-1:])
        dead = bool((np.asarray(of.max_activation) == 0).any())
        row = self.done, validation_loss, validation_accuracy, test_accuracy, dead
        self.table.append(row)

        patience = self.settings.patience
        lowest = self.table[self.best][1]
        better = validation_loss < lowest or np.isnan(lowest)  # NaN: also where nothing is held out
        if better:
            self.best = len(self.table) - 1
        if better or not patience or self.checkpoint is None:
            self.checkpoint = Checkpoint(network, x, statistics)
        waited = self.done - self.table[self.best][0]
        spent = waited >= patience * self.split.steps_per_epoch
        if patience and spent and self.done < self.steps:
            self.stopped = self.done

    def _so_far(self, ended: bool) -> Run:
        columns = np.array(self.table, float).reshape(-1, 5).T
        steps, validation_loss, validation_accuracy, test_accuracy, dead = columns
        unknown = np.full(len(self.static.network.widths) - 1, np.nan)
        ratios = [self.update_ratios.get(max(int(step), 1), unknown) for step in steps]
        if ended:
            self.train_state = None  # as large as the weights, several times
        return Run(
            self.seed,
            _frozen(self.loss[: self.done]),
            _frozen(self.accuracy[: self.done]),
            _frozen(self.norm[: self.done]),
            self.rates[: self.done],
            _frozen(self.seconds[: self.done]),
            _frozen(steps.astype(int)),
            _frozen(validation_loss),
            _frozen(validation_accuracy),
            _frozen(test_accuracy),
            _frozen(dead.astype(bool)),
            self.best,
            self.stopped,
            ended,
            self.checkpoint,
            np.array(ratios).reshape(len(steps), len(unknown)),
            tuple(self.snapshots),
            _frozen(np.array(self.second)) if self.static.network.has_second_task else None,
        )


def _frozen(array: NDArray) -> NDArray:
    """A view that cannot be written to."""
    view = array.view()
    view.flags.writeable = False
    return view
