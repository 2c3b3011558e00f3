"""About how long a training will take, from its sizes and from what others have taken here."""

import threading
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

from optim_core.network.dataset_specs import DATASET_SPECS
from optim_core.network.mlp import Network
from optim_core.network.progress import Progress
from optim_core.network.train_loop import cores_to_use
from optim_core.network.train_state import StaticConfig
from optim_core.network.training import Training

# seconds, fitted to programs that were compiled, on one core of 2.5 GHz with AVX-512
STEP = 3e-5  # what any step takes
WEIGHT = 8e-10  # of each weight in a step: read and written by the optimizer
PIXEL = 4e-10  # of each pixel of a mini-batch
WARPED = 6e-9  # of each pixel that is looked up elsewhere, as augmentation does
IMAGE = 3e-7  # of each image of a mini-batch
FLOP = 8e-12  # of each floating-point operation
COMPILING = 0.12  # of each layer: of a step, and once more of a network's evaluation
EVALUATION = 1e-3  # what any evaluation takes
BEGINNING = 0.01  # what any run takes beside its steps: its first weights, the order of its images

MAX_KNOWN = 256  # programs whose pace is remembered
TRUSTED = 10  # steps from which on a pace is a pace
FARTHEST = 20.0  # how many times slower or faster than modelled a machine is taken to be
WEIGHT_OF_NEW = 0.5  # of a new observation against those before

Key = tuple[StaticConfig, int]  # with the batch size: what is compiled


class RunSize(NamedTuple):
    """What a run has to do."""

    key: Key
    steps: int
    evaluations: int
    images: int  # that are evaluated in all


class Forecasts:
    """What is known of the speed of this machine."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._paces: OrderedDict[Key, float] = OrderedDict()  # seconds a step, of programs that ran
        self._speed = 1.0  # seconds here for each second of the model

    def __call__(self, training: Training) -> float:
        """The seconds that `train` will take, about; as if no lane is stopped early."""
        test = DATASET_SPECS[training.dataset].test
        runs = []
        for lane, key in zip(training.lanes, compiled(training), strict=True):
            sizes = training.sizes_of(lane)
            per_epoch = sizes.steps_per_epoch
            evaluations = min(training.evaluations, per_epoch) * training.epochs + 1
            images = evaluations * (sizes.validation + test)
            of_seed = RunSize(key, training.epochs * per_epoch, evaluations, images)
            runs += [of_seed] * len(training.seeds)
        return self.of_runs(runs)

    def of_runs(self, runs: Iterable["RunSize"]) -> float:
        """The seconds that runs take which go on side by side, and what is compiled for them."""
        with self._lock:
            seconds, compiling = [], 0.0
            known = {config.network for config, _ in self._paces}
            asked: dict[Key, float] = {}  # seconds a step
            for (config, batch_size), steps, evaluations, images in runs:
                network = config.network
                pace = asked.get((config, batch_size), self._paces.get((config, batch_size)))
                if pace is None:
                    pace = self._speed * _step(config, batch_size)
                    compiling += COMPILING * len(network.widths)
                asked[config, batch_size] = pace
                if network not in known:
                    known.add(network)
                    compiling += COMPILING * len(network.widths)
                flops = images * 2 * _products(network)
                besides = self._speed * (BEGINNING + evaluations * EVALUATION + FLOP * flops)
                seconds.append(steps * pace + besides)
        slots = min(cores_to_use(), len(seconds))
        return max(sum(seconds) / slots, max(seconds)) + self._speed * compiling / slots

    def learn_from(self, progress: Progress) -> None:
        """Remembers the paces of a training that has come so far."""
        seen = {}
        for key, lane in zip(compiled(progress.training), progress.lanes, strict=True):
            paces = [run.seconds[-1] / run.steps for run in lane.runs if run.steps >= TRUSTED]
            if paces:
                seen[key] = float(sum(paces) / len(paces))
        self.learn(seen)

    def learn(self, seen: Mapping[Key, float]) -> None:
        """Remembers the seconds a step of some programs."""
        with self._lock:
            for key, pace in seen.items():
                before = self._paces.pop(key, pace)
                self._paces[key] = before + WEIGHT_OF_NEW * (pace - before)
                ratio = min(max(pace / _step(*key), 1 / FARTHEST), FARTHEST)
                self._speed += WEIGHT_OF_NEW / len(seen) * (ratio - self._speed)
            while len(self._paces) > MAX_KNOWN:
                self._paces.popitem(last=False)


def compiled(training: Training) -> Iterator[Key]:
    """What is compiled for each lane, besides what evaluates its network."""
    source = DATASET_SPECS[training.dataset]
    for lane in training.lanes:
        settings = training.settings(lane)
        config = StaticConfig.of(lane, settings, source.shape, len(source.classes))
        yield config, training.sizes_of(lane).batch_size


def _step(config: StaticConfig, batch_size: int) -> float:
    """The seconds that the model gives a step."""
    network = config.network
    pixels = network.widths[0]
    # forward, and backward to the weights and, but for the images, to what came in
    flops = batch_size * (6 * _products(network) - 2 * pixels * network.widths[1])
    warped = batch_size * WARPED * pixels if config.images.augmentation else 0.0
    of_images = batch_size * (IMAGE + PIXEL * pixels) + warped
    return STEP + WEIGHT * network.size + of_images + FLOP * flops


def _products(network: Network) -> int:
    """The multiplications that one image takes forward."""
    return sum(inputs * outputs for inputs, outputs in pairwise(network.widths))


forecast = Forecasts()
