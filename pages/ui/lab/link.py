"""A training and its view as the query of a URL, and back.

`dataset=mnist&layers=128-64&1=adam&1.lr=0.001&2=momentum&2.dropout=0.5&lr=0.01&epochs=5&seeds=0-1`

`layers` are the widths of the hidden layers, 0 for none; `n.layers` and `n.<setting>` are there for
what lane `n` has for itself. In version 1 a schedule was of 30 epochs, or dropped every 10, where a
link did not say; since version 2 it follows the training. Whatever a link says, it is read as the
nearest training within the ranges, and within what a visitor may ask of the machine.
"""

from dataclasses import dataclass, replace
from typing import Any

from optim_core.catalog import Choice
from optim_core.lane import MAX_LANES, SHARED_LR, Lane
from optim_core.network.dataset_specs import DATASET_SPECS
from optim_core.network.settings import MAX_LAYERS, SETTINGS, WIDTH, Settings
from optim_core.network.split import Sizes
from optim_core.network.training import MAX_SEEDS, TRAINING_PARAMETERS, Training
from optim_core.optimizers import OPTIMIZERS
from optim_core.parameters import Range
from pages.ui.lab.view import LabView
from pages.ui.links import writer
from pages.ui.links.codec import Codec
from pages.ui.links.fields import Attributes, Numbers, OneKey, Value, switches
from pages.ui.links.lane_fields import Hidden, Lanes
from pages.ui.links.reader import QueryReader

DEFAULT = Training(
    (
        Lane(Choice.of(OPTIMIZERS["gradient_descent"], lr=0.1)),
        Lane(Choice.of(OPTIMIZERS["momentum"], lr=0.05, momentum=0.9, form="classic")),
        Lane(Choice.of(OPTIMIZERS["adam"], lr=1e-3)),
    ),
)
DEFAULT_VIEW = LabView()

SEED = Range(0, 9999, whole=True)
MAX_TRAINING_STEPS = 60_000  # of a run
MAX_VALUES = 60_000 * (784 + 512)  # pixels and hidden units of a mini-batch, in the widest lane


def _make(reader: QueryReader, values: dict[str, Any]) -> Training:
    return _affordable(reader, _judged(reader, values))


def _judged(reader: QueryReader, values: dict[str, Any]) -> Training:
    """The training of these values, with images held out where early stopping is to judge by some.

    A share of the images may be so small that it is none.
    """
    asked = values["validation"]
    training = Training(**values | {"validation": DEFAULT.validation})
    images, batch_size = DATASET_SPECS[training.dataset].training, training.batch_size
    held_out = Sizes.of(images, asked, training.examples, batch_size).validation
    if held_out or not any(training.settings(lane).patience for lane in training.lanes):
        return replace(training, validation=asked)
    given, used = writer.text(asked), writer.text(training.validation)
    reader.note("needs_validation", "validation", given, used)
    return training


def _affordable(reader: QueryReader, training: Training) -> Training:
    """The training with mini-batches that fit in memory, and not too many of them."""
    common, lanes = training.batch_size, []
    numbers = reader.lane_numbers or range(1, len(training.lanes) + 1)
    for n, lane in zip(numbers, training.lanes, strict=True):
        most = _most_images(training.dataset, training.settings(lane))
        if training.sizes_of(lane).batch_size <= most:
            lanes.append(lane)
        elif "batch_size" in dict(lane.settings):
            given = writer.text(training.settings(lane).batch_size)
            reader.note("too_large", f"{n}.batch_size", given, writer.text(most))
            settings = dict(lane.settings) | {"batch_size": most}
            lanes.append(replace(lane, settings=tuple(settings.items())))
        else:
            common = min(common, most)
            lanes.append(lane)
    if common < training.batch_size:
        given = writer.text(training.batch_size)
        reader.note("too_large", "batch_size", given, writer.text(common))
    training = replace(training, lanes=tuple(lanes), batch_size=common)
    per_epoch = max(training.sizes_of(lane).steps_per_epoch for lane in training.lanes)
    most = max(1, MAX_TRAINING_STEPS // per_epoch)
    if training.epochs > most:
        reader.note("too_many_steps", "epochs", writer.text(training.epochs), writer.text(most))
        training = replace(training, epochs=most)
    return training


def _most_images(dataset: str, settings: Settings) -> int:
    """How many images a mini-batch may have."""
    rows, columns = DATASET_SPECS[dataset].shape
    return MAX_VALUES // (rows * columns + sum(settings.hidden))


@dataclass(frozen=True)
class LaneNumber(OneKey):
    """One of the lanes, by its index; links count them from 1."""

    link_key: str

    @property
    def key(self) -> str:
        return self.link_key

    def text(self, value: int) -> str:
        return str(value + 1)

    def read_at(self, key: str, reader: QueryReader, default: int, shown: Attributes) -> int:
        lanes = Range(1, len(shown["lanes"]), whole=True)
        return int(reader.number(key, lanes, default + 1)) - 1


_SETTINGS: tuple[OneKey, ...] = (
    Numbers("hidden", "layers", WIDTH, MAX_LAYERS, none="0"),
    *(Value(name, parameter) for name, parameter in SETTINGS.items()),
)
# before the lanes and after them, in the order in which links have always been written
_BEFORE = tuple(each for each in _SETTINGS if each.name != "batch_size")
_BATCH_SIZE = Value("batch_size", SETTINGS["batch_size"])
_DATASET, *_NUMBERS = (
    Value(name, parameter)
    for name, parameter in TRAINING_PARAMETERS.items()
    if name not in SETTINGS
)

CODEC = Codec(
    DEFAULT,
    DEFAULT_VIEW,
    fields=[
        _DATASET,
        *_BEFORE,
        Lanes("lanes", MAX_LANES, "network", _SETTINGS, fits_from=2),
        Value("shared_lr", SHARED_LR),
        _BATCH_SIZE,
        *_NUMBERS,
        Numbers("seeds", "seeds", SEED, MAX_SEEDS, different=True),
    ],
    view_fields=[
        Hidden("hidden"),
        *switches(LabView),
        LaneNumber("selected_lane", "look"),
    ],
    make=_make,
    versions=("1", "2"),
)
read, write, full, identity = CODEC.read, CODEC.write, CODEC.full, CODEC.identity
