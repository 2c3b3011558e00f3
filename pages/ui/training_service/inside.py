"""What happens inside the network of a lane, at the start and now, as it travels."""

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any, NamedTuple

import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray

from optim_core.network.datasets import Dataset
from optim_core.network.inside import BOUNDS, dead_units, look_inside, saturated
from optim_core.network.mlp import Network, initial_weights
from optim_core.network.progress import Progress
from optim_core.network.run import Run
from optim_core.network.settings import Initial, Settings
from optim_core.network.train_state import Images

IMAGES = 500  # of the test images, that are looked at
BINS = 40
DECADES = -10, 2  # of the gradients' sizes
MAX_UNITS = 64  # of a layer, whose statistics are shown
PERCENTILE = 99.5  # of the activations that lie within the picture
MAX_LOOKING = 0.03  # the share of the time that goes into it while a training goes on


class Insides:
    """What happens inside the networks of a training, as far as somebody looks."""

    def __init__(self) -> None:
        self.found: dict[int, dict[str, Any]] = {}  # by lane; replaced, never changed
        self._of: dict[int, object] = {}  # the weights of which that is
        self._next = float("-inf")

    def update(
        self,
        progress: Progress,
        dataset: Dataset,
        lanes: Iterable[int],
        clock: Callable[[], float],
    ) -> None:
        """Of these lanes, as there is time."""
        if clock() < self._next:
            return
        lanes = list(lanes)
        for lane in lanes:  # compiles, outside the time that is measured
            prepare(progress.lanes[lane].runs[0], progress.lanes[lane].settings, dataset)
        began = clock()
        if self._look(progress, dataset, lanes):
            self._next = clock() + (clock() - began) / MAX_LOOKING

    def finish(self, progress: Progress, dataset: Dataset) -> None:
        """Of all lanes, at last."""
        self._look(progress, dataset, range(len(progress.lanes)))
        self._of = {}

    def _look(self, progress: Progress, dataset: Dataset, lanes: Iterable[int]) -> bool:
        """Where it is not known. Whether there was any."""
        some = False
        for lane in lanes:
            of = progress.lanes[lane]
            run = of.runs[0]
            if run.checkpoint and run.checkpoint is not self._of.get(lane):
                some, self._of[lane] = True, run.checkpoint
                at = run.best if of.settings.patience > 0 else -1
                found = summary(run, of.settings, dataset, lane, at)
                if found:
                    self.found = {**self.found, lane: found}
        return some


class Layers(NamedTuple):
    """Of each hidden layer its activations and gradients, `[images, units]`; the statistics."""

    activations: tuple[NDArray, ...]
    gradients: tuple[NDArray, ...]
    statistics: NDArray


def layers(network: Network, x: Any, dataset: Dataset) -> Layers:
    """Of the first test images, at the weights `x`."""
    end = min(dataset.training + IMAGES, len(dataset.images))
    data = Images(dataset.images, dataset.labels, np.float32(1 / dataset.white))
    seen = look_inside(network, data, x, np.arange(dataset.training, end, dtype=np.int32))
    activations, gradients = (tuple(map(np.asarray, each)) for each in seen[:2])
    return Layers(activations, gradients, np.asarray(seen.statistics))


@lru_cache(maxsize=4)
def layers_at_start(network: Network, init: Initial, seed: int, dataset: Dataset) -> Layers:
    """The same before the first step."""
    return layers(network, jnp.asarray(initial_weights(network, init, seed)), dataset)


def prepare(run: Run, settings: Settings, dataset: Dataset) -> None:
    """Compiles what a summary of the run needs."""
    if run.checkpoint is not None:
        layers_at_start(run.checkpoint.network, settings.init, run.seed, dataset)


def summary(
    run: Run, settings: Settings, dataset: Dataset, lane: int, at: int
) -> dict[str, Any] | None:
    """For a header: the inside of a run's network as evaluation number `at` found it.

    None where a number is not finite, or where there is no hidden layer.
    """
    if run.checkpoint is None or run.update_ratios is None:
        return None
    network, x, running = run.checkpoint
    start = layers_at_start(network, settings.init, run.seed, dataset)
    now = layers(network, x, dataset)
    values = [*now.activations, *now.gradients, *start.activations, *start.gradients]
    if not values or not all(np.isfinite(each).all() for each in values):
        return None
    low, high = _range(network.activation, [*start.activations, *now.activations])
    first, last = run.update_ratios[0], run.update_ratios[at]
    return {
        "lane": lane,
        "step": int(run.evaluated[at]),
        "activation": network.activation,
        "images": len(now.activations[0]),
        "range": [low, high],
        "decades": DECADES,
        "layers": [
            {
                "units": network.widths[index + 1],
                **{
                    name: _layer(of, index, network.activation, low, high)
                    for name, of in (("start", start), ("now", now))
                },
            }
            for index in range(len(now.activations))
        ],
        "updates": [[_short(one) for one in pair] for pair in zip(first, last, strict=True)],
        "statistics": _statistics(network, now.statistics, np.asarray(running)),
    }


def _layer(of: Layers, index: int, activation: str, low: float, high: float) -> dict[str, Any]:
    values, gradients = of.activations[index], np.abs(of.gradients[index])
    some = gradients[gradients > 0]
    return {
        "activations": _histogram(values[values != 0], low, high, values.size),
        "gradients": _histogram(np.log10(some), *DECADES, gradients.size),
        "mean": _short(values.mean()),
        "deviation": _short(values.std()),
        "zero": _short((values == 0).mean()),
        "dead": _short(dead_units(values)),
        "saturated": saturated(values, activation),
        "gradient": _short(np.sqrt((gradients.astype(float) ** 2).mean())),
        "no_gradient": _short((gradients == 0).mean()),
    }


def _histogram(values: NDArray, low: float, high: float, whole: int) -> list[float]:
    """The share of all in each bin; what lies beyond is in the last ones."""
    counts, _ = np.histogram(np.clip(values, low, high), BINS, (low, high))
    return [round(share, 5) for share in (counts / whole).tolist()]


def _range(activation: str, values: list[NDArray]) -> tuple[float, float]:
    """What the picture of the activations spans."""
    if activation in BOUNDS:
        return BOUNDS[activation]
    most = max(float(np.percentile(np.abs(each), PERCENTILE)) for each in values)
    scale = 10.0 ** np.floor(np.log10(max(most, 1e-12)))
    high = float(next(n * scale for n in (1, 2, 5, 10) if n * scale >= most))
    return (0.0 if activation == "relu" else -high), high


def _statistics(network: Network, batch: NDArray, running: NDArray) -> list[dict[str, Any]]:
    """Of each normalized layer some units' means and deviations: of the images, and running."""
    if not network.batch_norm:
        return []
    found, begin = [], 0
    for units in network.widths[1:-1]:
        some = slice(begin, begin + min(units, MAX_UNITS))
        begin += units
        pairs = {
            "mean": (running[0, some], batch[0, some]),
            "deviation": (np.sqrt(running[1, some]), np.sqrt(batch[1, some])),
        }
        found.append(
            {name: [[_short(one) for one in of] for of in pair] for name, pair in pairs.items()}
        )
    return found


def _short(value: Any) -> float | None:
    """With four digits; None where it is no number."""
    return float(f"{float(value):.4g}") if np.isfinite(value) else None
