"""What claims of the gallery of trainings are computed with, and where they are listed."""

from collections.abc import Callable
from dataclasses import fields

import jax
import numpy as np

from optim_core.network import datasets
from optim_core.network.mlp import ACTIVATIONS, unravel
from optim_core.network.mlp import initial_weights as weights_before
from optim_core.network.objective import objective
from optim_core.network.progress import Progress
from optim_core.network.run import Run
from optim_core.network.settings import Settings

Claim = Callable[[Progress], list[float]]
CLAIMS: dict[str, Claim] = {}


def claim(computed: Claim) -> Claim:
    """Of the preset of that name: asserts what its sentence says in words.

    It returns the numbers that the sentence quotes, in their order: the bounds that it has found
    to hold, and the settings that the training really has.
    """
    CLAIMS[computed.__name__] = computed
    return computed


def above(bound: float, *found: float) -> float:
    assert min(found) > bound
    return bound


def below(bound: float, *found: float) -> float:
    assert max(found) < bound
    return bound


def ends(progress: Progress) -> list[Run]:
    """The run of each lane's first seed."""
    return [lane.runs[0] for lane in progress.lanes]


def rights(progress: Progress) -> list[float]:
    """How many test images in a hundred each lane has right at the end: none if it overflowed."""
    return [100 * float(np.nan_to_num(run.test_accuracy[-1])) for run in ends(progress)]


def losses(progress: Progress) -> list[float]:
    """The training loss of each lane over its last epoch."""
    return [
        float(lane.runs[0].training_loss[-lane.steps_per_epoch :].mean()) for lane in progress.lanes
    ]


def validation_losses(progress: Progress) -> list[float]:
    return [float(run.validation_loss[-1]) for run in ends(progress)]


def rates(progress: Progress) -> list[float]:
    return [lane.lane.optimizer.numbers["lr"] for lane in progress.lanes]


def names(progress: Progress) -> list[str]:
    return [lane.lane.optimizer.entry.name for lane in progress.lanes]


def alike(progress: Progress, *but: str) -> None:
    """Asserts that the lanes differ in these settings and in nothing else."""
    assert len({(lane.lane.optimizer, lane.lane.schedule) for lane in progress.lanes}) == 1
    for field in fields(Settings):
        values = {getattr(lane.settings, field.name) for lane in progress.lanes}
        assert (len(values) > 1) == (field.name in but)


def settings(progress: Progress, name: str) -> list:
    return [getattr(lane.settings, name) for lane in progress.lanes]


of_weights = jax.jit(jax.grad(objective, has_aux=True), static_argnums=(1,))


def begun(progress: Progress) -> list[tuple[float, np.ndarray]]:
    """Of each lane before its first step: the length of the gradient in the first layer's weights,
    and |activation| of the first hidden layer; over the first 100 images, without biases.
    """
    data = datasets.load(progress.training.dataset)
    images, labels = np.asarray(data.images)[:100] / np.float32(data.white), data.labels[:100]
    found = []
    for lane, run in zip(progress.lanes, ends(progress), strict=True):
        network = run.checkpoint.network
        arrays = unravel(weights_before(network, lane.settings.init, run.seed), network.shapes)
        gradient = of_weights(arrays, network, images, labels, np.float32(0), None, None)[0]
        activations = ACTIVATIONS[network.activation](images @ arrays[0])
        found.append((float(np.linalg.norm(gradient[0])), np.abs(activations)))
    return found
