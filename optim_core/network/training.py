"""A `Training` as a value, and `train`, which yields how far it has come, again and again."""

import os
import time
from collections.abc import Generator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field, fields
from functools import cached_property
from typing import Annotated, Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from optim_core.lane import Lane, at_rate, canonical_rate, refuse_out_of_scope
from optim_core.network.datasets import DATASET_SPECS, load
from optim_core.network.run import Run, RunInProgress, Sizes, Split
from optim_core.network.settings import Settings
from optim_core.parameters import Range, Text, parameters_of, set_fields, whole

MAX_LANES = 8  # of a race, too; this and MAX_SEEDS bind widgets and links only, as a Range does
MAX_SEEDS = 5
PROGRESS_INTERVAL = 0.2  # seconds after which progress is told even if there is none
MIN_SHARE_FOR_ETA = (
    0.02  # the share of the work from which on its pace tells how long the rest will take
)

Curve = Literal[
    "training_loss", "gradient_norm", "learning_rate", "seconds",
    "validation_loss", "validation_accuracy", "test_accuracy",
]  # fmt: skip
EVALUATED = "validation_loss", "validation_accuracy", "test_accuracy"  # not after every step


@dataclass(frozen=True, kw_only=True)
class Training(Settings):
    """Lanes that train the same network from the same weights on the same mini-batches.

    The settings are every lane's, but for those in which a lane differs. `shared_lr`, where it is
    not None, is the learning rate of every lane in place of its own. An epoch is as many whole
    mini-batches as there are; what is left over waits for the next epoch, which is shuffled anew.
    Raises ValueError for no lanes or seeds, an optimizer that is not for networks, an unknown data
    set, or a number that makes no sense.
    """

    lanes: tuple[Lane, ...] = field(kw_only=False)
    dataset: Annotated[
        Literal["mnist", "fashion_mnist", "digits"], Text("Images", "the images")
    ] = "mnist"
    batch_size: Annotated[
        int,
        Range(1, 60_000, log=True, whole=True),
        Text("Mini-batch", "images in a mini-batch; at most all"),
    ] = 128
    epochs: Annotated[
        int, Range(1, 30, whole=True), Text("Epochs", "how often all images are seen")
    ] = 5
    examples: Annotated[
        int,
        Range(100, 60_000, log=True, whole=True),
        Text("Training images", "images to train on; at most all there are"),
    ] = 60_000
    validation: Annotated[
        float,
        Range(0.0, 0.5),
        Text("Held out", "the share of the training images that is held out"),
    ] = 0.1
    evaluations: Annotated[
        int,
        Range(1, 10, whole=True),
        Text("Evaluations an epoch", "how often in an epoch the accuracy is measured"),
    ] = 2
    seeds: tuple[int, ...] = (0,)
    shared_lr: float | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        if not self.lanes:
            raise ValueError("a training needs at least one lane")
        refuse_out_of_scope(self.lanes, "network")
        if self.dataset not in DATASET_SPECS:
            raise ValueError(f"dataset is one of {tuple(DATASET_SPECS)}, not {self.dataset!r}")
        for name in ("batch_size", "epochs", "examples", "evaluations"):
            set_fields(self, **{name: whole(name, getattr(self, name), 1, 2**31 - 1)})
        if not 0 <= self.validation < 1:
            raise ValueError(f"validation is at least 0 and less than 1, not {self.validation!r}")
        seeds = tuple(int(seed) for seed in self.seeds)
        if not seeds or seeds != tuple(self.seeds) or len(set(seeds)) < len(seeds):
            raise ValueError(f"seeds is a tuple of different whole numbers, not {self.seeds!r}")
        if not all(0 <= seed < 2**32 for seed in seeds):
            raise ValueError(f"a seed is a whole number from 0 to 2**32 - 1, not {seeds!r}")
        set_fields(
            self,
            lanes=tuple(self.lanes),
            validation=float(self.validation) + 0.0,
            seeds=seeds,
            shared_lr=canonical_rate(self.shared_lr),
        )
        if not self.validation and any(self.settings(lane).patience for lane in self.lanes):
            raise ValueError("early stopping (patience) needs a validation part to judge by")

    @cached_property
    def effective_lanes(self) -> tuple[Lane, ...]:
        """The lanes with the learning rates that are used."""
        return at_rate(self.lanes, self.shared_lr)

    @cached_property
    def sizes(self) -> Sizes:
        """How many images are for what, and the mini-batches that are really taken."""
        images = DATASET_SPECS[self.dataset].training
        return Sizes.of(images, self.validation, self.examples, self.batch_size)

    def settings(self, lane: Lane) -> Settings:
        """All settings of a lane: its own, and the training's for the rest."""
        common = tuple((each.name, getattr(self, each.name)) for each in fields(Settings))
        return Settings(**dict((*common, *lane.settings)))


TRAINING_PARAMETERS = {
    parameter.name: parameter
    for parameter in parameters_of(Training, but=("hidden", "seeds", "shared_lr"))
}


class LaneProgress(NamedTuple):
    """What one lane has done so far, with each of its seeds."""

    lane: Lane
    settings: Settings
    runs: tuple[Run, ...]  # one for each seed, in their order

    def curves(self, name: Curve) -> list[NDArray]:
        """The named curve of every seed that has begun; they may differ in length.

        Of several, the last evaluation of one that diverged between two of the others is left out.
        """
        begun = [run for run in self.runs if len(run.evaluated)]
        curves = [getattr(run, name) for run in begun]
        if name not in EVALUATED:
            return curves
        steps = self.evaluated
        there = [run.evaluated == steps[: len(run.evaluated)] for run in begun]
        return [curve[at] for curve, at in zip(curves, there, strict=True)]

    def mean(self, name: Curve) -> NDArray:
        """The named curve, as the mean over the seeds that have come so far."""
        return _over_seeds(self.curves(name), np.mean)

    def band(self, name: Curve) -> tuple[NDArray, NDArray]:
        """The lowest and the highest of the seeds along the named curve."""
        curves = self.curves(name)
        return _over_seeds(curves, np.min), _over_seeds(curves, np.max)

    @property
    def evaluated(self) -> NDArray:
        """The steps at which the validation and test curves were measured."""
        return max(self.runs, key=lambda run: (len(run.evaluated), run.steps)).evaluated

    @property
    def training_loss(self) -> NDArray:
        return self.mean("training_loss")

    @property
    def gradient_norm(self) -> NDArray:
        return self.mean("gradient_norm")

    @property
    def learning_rate(self) -> NDArray:
        return max((run.learning_rate for run in self.runs), key=len)

    @property
    def seconds(self) -> NDArray:
        return self.mean("seconds")

    @property
    def validation_loss(self) -> NDArray:
        return self.mean("validation_loss")

    @property
    def validation_accuracy(self) -> NDArray:
        return self.mean("validation_accuracy")

    @property
    def test_accuracy(self) -> NDArray:
        return self.mean("test_accuracy")


def _over_seeds(curves: list[NDArray], statistic: Any) -> NDArray:
    """The statistic of the curves that reach so far, point by point."""
    lengths = sorted({len(curve) for curve in curves})
    pieces = [
        statistic([curve[begin:end] for curve in curves if len(curve) >= end], axis=0)
        for begin, end in zip([0, *lengths], lengths, strict=False)
    ]
    return np.concatenate(pieces) if pieces else np.zeros(0)


class Progress(NamedTuple):
    """How far a training has come. Holds still while the training goes on."""

    training: Training
    lanes: tuple[LaneProgress, ...]
    steps_per_epoch: int
    batch_size: int  # where all images are fewer than asked for: all images
    share: float  # of the work that is done, 0 to 1
    seconds: float  # since the start, without the time in which nobody asked how far it is
    seconds_left: float | None  # about; None until there is something to go by

    @property
    def finished(self) -> bool:
        return all(run.ended for lane in self.lanes for run in lane.runs)

    @property
    def steps(self) -> int:
        """How many a run takes that is not stopped early."""
        return self.steps_per_epoch * self.training.epochs


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
    split = Split.of(dataset, training.validation, training.examples, training.batch_size)
    runs = [
        [
            RunInProgress(
                dataset,
                split,
                lane,
                training.settings(lane),
                seed,
                training.epochs,
                training.evaluations,
            )
            for seed in training.seeds
        ]
        for lane in training.effective_lanes
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
                LaneProgress(lane, training.settings(lane), tuple(run.run for run in of_lane))
                for lane, of_lane in zip(training.effective_lanes, runs, strict=True)
            ),
            split.steps_per_epoch,
            split.batch_size,
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
