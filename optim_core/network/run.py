"""One lane with one seed: its mini-batches, its curves, and how it goes on."""

import time
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import jax
import numpy as np
from numpy.typing import NDArray

from optim_core.lane import Lane
from optim_core.network import train_step
from optim_core.network.datasets import Dataset
from optim_core.network.mlp import Network
from optim_core.network.settings import Settings
from optim_core.network.train_step import BLOCK, Images, Numbers, Program

STRETCH = 0.06  # seconds of steps after which a run tells how far it is
MOST_STEPS = 256  # that a stretch may have
MOST_INDICES = 1 << 17  # that a stretch may take of images
MEASURED = 5  # blocks of training images of which batch normalization's statistics are taken


class Sizes(NamedTuple):
    """How many images are for what: known before any is loaded."""

    training: int
    validation: int
    batch_size: int

    @classmethod
    def of(cls, images: int, validation: float, examples: int, batch_size: int) -> "Sizes":
        """Of so many images that are for training: at least one is left to train on."""
        held = min(round(validation * images), images - 1)
        rest = min(images - held, examples)
        return cls(rest, held, min(batch_size, rest))

    @property
    def steps_per_epoch(self) -> int:
        return self.training // self.batch_size


class Split(NamedTuple):
    """Which images are for what, by their indices."""

    training: NDArray[np.int32]
    validation: NDArray[np.int32]
    test: NDArray[np.int32]
    batch_size: int

    @classmethod
    def of(cls, dataset: Dataset, validation: float, examples: int, batch_size: int) -> "Split":
        """The last part of the training images is held out, the same for every seed."""
        sizes = Sizes.of(dataset.training, validation, examples, batch_size)
        return cls(
            np.arange(sizes.training, dtype=np.int32),
            np.arange(dataset.training - sizes.validation, dataset.training, dtype=np.int32),
            np.arange(dataset.training, len(dataset.images), dtype=np.int32),
            sizes.batch_size,
        )

    @property
    def steps_per_epoch(self) -> int:
        return len(self.training) // self.batch_size

    def batches(self, seed: int, first: int, count: int) -> NDArray[np.int32]:
        """The images of `count` mini-batches from number `first` on (from 0), `[count, batch]`."""
        rows = []
        while count:
            epoch, row = divmod(first, self.steps_per_epoch)
            part = min(count, self.steps_per_epoch - row)
            order = _shuffled(len(self.training), seed, epoch)
            cut = order[row * self.batch_size : (row + part) * self.batch_size]
            rows.append(cut.reshape(part, self.batch_size))
            first, count = first + part, count - part
        return np.concatenate(rows)


@lru_cache(maxsize=16)  # lanes and seeds that are side by side; up to 240 kB each
def _shuffled(examples: int, seed: int, epoch: int) -> NDArray[np.int32]:
    """The order of the images in an epoch, by NumPy's frozen generator: the same in every lane."""
    return np.random.RandomState([seed, epoch]).permutation(examples).astype(np.int32)


class Learned(NamedTuple):
    """A network that has learned, as far as it has."""

    network: Network
    x: jax.Array  # [n]
    statistics: jax.Array  # [2, units]


@dataclass(frozen=True, eq=False)
class Run:
    """What one lane has done with one seed so far. Arrays are read-only.

    Where Polyak's average is asked for, the average is evaluated, with batch normalization by
    statistics of its own: those that ran along are those of the steps (Izmailov et al. 2018,
    arXiv:1803.05407). A network whose weights are no longer finite has the accuracy NaN, and its
    run ends there.
    """

    seed: int
    training_loss: NDArray  # [steps], of each mini-batch before its step
    gradient_norm: NDArray  # [steps], likewise, with what punishes the weights
    learning_rate: NDArray  # [steps]
    seconds: NDArray  # [steps], of computing the steps, without compiling and evaluating
    evaluated: NDArray  # [evaluations], after so many steps; the first is 0
    validation_loss: NDArray  # [evaluations]; NaN where nothing is held out
    validation_accuracy: NDArray  # [evaluations]; likewise
    test_accuracy: NDArray  # [evaluations]
    silent: NDArray  # [evaluations], whether a hidden layer gives zeros for every image
    best: int  # the evaluation with the lowest validation loss, or else the last
    stopped: int | None  # the step at which it was stopped early
    ended: bool
    learned: Learned | None  # as evaluated last, or best where it may be stopped early; None before

    @property
    def steps(self) -> int:
        """How many were taken."""
        return len(self.training_loss)


class Running:
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
        pixels, classes = dataset.images.shape[1], len(dataset.classes)
        self.data = Images(dataset.images, dataset.labels, np.float32(1 / dataset.white))
        self.split, self.settings, self.seed = split, settings, seed
        self.program = Program.of(lane, settings, pixels, classes)
        self.numbers = Numbers.of(lane, settings)
        self.steps = epochs * split.steps_per_epoch
        with np.errstate(over="ignore"):
            rates = lane.learning_rates(self.steps, split.steps_per_epoch).astype(np.float32)
        self.rates = _frozen(rates)
        marks = np.linspace(0, split.steps_per_epoch, evaluations + 1).round().astype(int)[1:]
        starts = np.arange(epochs)[:, None] * split.steps_per_epoch
        self.marks = np.unique([0, *(starts + marks).ravel()])  # the steps to evaluate after
        self.most = max(1, min(MOST_STEPS, MOST_INDICES // split.batch_size))
        self.blocks, self.validation_blocks, self.count = _blocks(split, len(dataset.images))

        self.standing: train_step.Standing | None = None  # until the first step, and after the last
        self.pace: float | None = None  # seconds a step
        self.done = 0
        self.loss, self.norm, self.seconds = (np.empty(self.steps, np.float32) for _ in range(3))
        self.table: list[tuple[int, float, float, float, bool]] = []  # a row for each evaluation
        self.best = 0
        self.stopped: int | None = None
        self.learned: Learned | None = None
        self.run = self._so_far(ended=False)

    @property
    def share(self) -> float:
        """How much of the work of this run is done, 0 to 1."""
        return 1.0 if self.run.ended else self.run.steps / self.steps

    def advance(self) -> Run:
        """The run after another stretch of steps, or after an evaluation that is due."""
        if self.standing is None:
            self.standing = train_step.begin(self.program, self.settings.init, self.seed)
            self._stretch(0)  # compiles, outside the time that is measured
        if len(self.table) < len(self.marks) and self.done == self.marks[len(self.table)]:
            self._evaluate()
            return self._so_far(self.done == self.steps or self.stopped is not None)
        finite = self._stretch(self._length())
        if not finite:
            self._evaluate()
        return self._so_far(ended=not finite)

    def _length(self) -> int:
        """As many steps as a stretch has time for, up to the next evaluation."""
        due = int(self.marks[len(self.table)]) - self.done
        in_time = 1 if self.pace is None else round(STRETCH / self.pace)
        return max(1, min(due, self.most, in_time))

    def _stretch(self, count: int) -> bool:
        """Takes `count` steps. Returns whether all weights are finite."""
        assert self.standing is not None
        begin, end = self.done, self.done + count
        batches = np.zeros((self.most, self.split.batch_size), np.int32)
        rates = np.zeros(self.most, np.float32)
        batches[:count] = self.split.batches(self.seed, begin, count) if count else 0
        rates[:count] = self.rates[begin:end]
        since = time.perf_counter()
        taken = train_step.steps(
            self.program, self.numbers, self.data, self.standing, np.uint32(self.seed),
            np.int32(begin + 1), rates, batches, np.int32(count),
        )  # fmt: skip
        finite = bool(taken.finite)  # waits for the steps
        spent = time.perf_counter() - since
        self.standing, self.done = taken.standing, end
        if count:
            self.loss[begin:end] = np.asarray(taken.loss)[:count]
            self.norm[begin:end] = np.asarray(taken.gradient_norm)[:count]
            before = self.seconds[begin - 1] if begin else 0.0
            self.seconds[begin:end] = before + spent * np.arange(1, count + 1) / count
            self.pace = spent / count
        return finite

    def _evaluate(self) -> None:
        """Measures on all validation and test images; stops early where it is time to."""
        assert self.standing is not None
        x, statistics = self.standing.weights, self.standing.statistics
        network = self.program.network
        if self.program.averages and network.batch_norm and self.done:
            some = np.resize(self.split.training, (MEASURED, BLOCK))  # few images: several times
            statistics = train_step.statistics_of(network, self.data, x, some)
        of = train_step.evaluate(
            network, self.data, x, statistics, self.blocks, np.int32(self.count)
        )
        loss, right = np.asarray(of.loss), np.asarray(of.right)
        k = self.validation_blocks
        validated, tested = len(self.split.validation), len(self.split.test)
        with np.errstate(all="ignore"):
            validation_loss = loss[:k].sum(dtype=float) / np.float64(validated)
            validation_accuracy = right[:k].sum() / np.float64(validated)
            test_accuracy = right[k : self.count].sum() / np.float64(tested)
        if not np.isfinite(np.asarray(x)).all():
            validation_accuracy = test_accuracy = np.float64("nan")
        silent = bool((np.asarray(of.loudest) == 0).any())
        row = self.done, validation_loss, validation_accuracy, test_accuracy, silent
        self.table.append(row)

        patience = self.settings.patience
        lowest = self.table[self.best][1]
        better = validation_loss < lowest or np.isnan(lowest)  # NaN: also where nothing is held out
        if better:
            self.best = len(self.table) - 1
        if better or not patience or self.learned is None:
            self.learned = Learned(network, x, statistics)
        waited = self.done - self.table[self.best][0]
        spent = waited >= patience * self.split.steps_per_epoch
        if patience and spent and self.done < self.steps:
            self.stopped = self.done

    def _so_far(self, ended: bool) -> Run:
        columns = np.array(self.table, float).reshape(-1, 5).T
        steps, validation_loss, validation_accuracy, test_accuracy, silent = columns
        if ended:
            self.standing = None  # as large as the weights, several times
        return Run(
            self.seed,
            _frozen(self.loss[: self.done]),
            _frozen(self.norm[: self.done]),
            self.rates[: self.done],
            _frozen(self.seconds[: self.done]),
            _frozen(steps.astype(int)),
            _frozen(validation_loss),
            _frozen(validation_accuracy),
            _frozen(test_accuracy),
            _frozen(silent.astype(bool)),
            self.best,
            self.stopped,
            ended,
            self.learned,
        )


def _blocks(split: Split, images: int) -> tuple[NDArray[np.int32], int, int]:
    """The validation and the test images in blocks of indices; how many of the first, and of all.

    There is always room for all images, so that no other split compiles anew.
    """
    parts = []
    for indices in (split.validation, split.test):
        padding = np.full(-len(indices) % BLOCK, -1, np.int32)
        parts.append(np.concatenate([indices, padding]).reshape(-1, BLOCK))
    blocks = np.full((images // BLOCK + 2, BLOCK), -1, np.int32)
    count = len(parts[0]) + len(parts[1])
    blocks[:count] = np.concatenate(parts)
    return blocks, len(parts[0]), count


def _frozen(array: NDArray) -> NDArray:
    """A view that cannot be written to."""
    view = array.view()
    view.flags.writeable = False
    return view
