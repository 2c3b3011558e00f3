"""What a training of a link may be, and no more: each setting, and some of them together."""

from optim_core import Training
from optim_core.network.dataset_specs import DATASET_SPECS
from pages.ui.lab import link as lab_link
from pages.ui.lab.link import MAX_TRAINING_STEPS, MAX_VALUES
from pages.ui.lab.view import LabView
from tests.helpers.link_limits import beyond


def values_at_once(training: Training) -> int:
    """Pixels and hidden units of a mini-batch, in the lane with the most."""
    rows, columns = DATASET_SPECS[training.dataset].shape
    return max(
        training.sizes_of(lane).batch_size * (rows * columns + sum(training.settings(lane).hidden))
        for lane in training.lanes
    )


def steps_of(training: Training) -> int:
    steps = [training.sizes_of(lane).steps_per_epoch for lane in training.lanes]
    return max(steps) * training.epochs


def patient(training: Training) -> bool:
    return any(training.settings(lane).patience for lane in training.lanes)


def all_within(training: Training, view: LabView) -> bool:
    """Whether everything in a training and its view is what a link may say, alone and together."""
    return (
        not beyond(lab_link.CODEC, training, view)
        and steps_of(training) <= MAX_TRAINING_STEPS
        and values_at_once(training) <= MAX_VALUES
        and (training.sizes_of(training.lanes[0]).validation > 0 or not patient(training))
    )
