"""A training and its view as the query of a URL, and back.

`dataset=mnist&layers=128-64&1=adam&1.lr=0.001&2=momentum&2.dropout=0.5&lr=0.01&epochs=5&seeds=0-1`

`layers` are the widths of the hidden layers, 0 for none; `n.layers` and `n.<setting>` are there for
what lane `n` has for itself. Whatever a link says, it is read as the nearest training within the
ranges, and within what a visitor may ask of the machine.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from optim_core.catalog import Choice
from optim_core.lane import Lane
from optim_core.network.datasets import DATASET_SPECS
from optim_core.network.run import Sizes
from optim_core.network.settings import MAX_LAYERS, SETTINGS, WIDTH, Widths, settings_of
from optim_core.network.training import MAX_LANES, MAX_SEEDS, TRAINING_PARAMETERS, Training
from optim_core.optimizers import OPTIMIZERS
from optim_core.parameters import Range
from pages.ui.lab.view import SWITCHES, LabView
from pages.ui.links import writer
from pages.ui.links.reader import LONGEST, MAX_KEYS, SHARED_LR, Notice, NoticeKind, Pairs

__all__ = [
    "DEFAULT", "DEFAULT_VIEW", "LONGEST", "MAX_KEYS", "MAX_LANES", "MAX_SEEDS",
    "MAX_TRAINING_STEPS", "MAX_VALUES", "SEED", "VERSION", "Notice", "NoticeKind", "full",
    "identity", "read", "write",
]  # fmt: skip

VERSION = "1"

# What a link leaves out is as here. Links of this version must never come to mean anything else.
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

# The rest of a training's parameters: those that no lane has for itself.
_SHARED = {name: p for name, p in TRAINING_PARAMETERS.items() if name not in SETTINGS}
_DATASET = _SHARED.pop("dataset")


def write(training: Training, view: LabView = DEFAULT_VIEW) -> str:
    """The link to a training: what differs from the defaults, and the version."""
    return writer.differing(_written(training, view), VERSION)


def full(training: Training, view: LabView = DEFAULT_VIEW) -> str:
    """The link with nothing left out: any of its keys may be set and the link sent back.

    Of lanes' settings there are those in which the lane differs: they may be removed, and others
    added.
    """
    return writer.whole(_written(training, view), VERSION)


def identity(training: Training) -> str:
    """A name for the training, the same however it is looked at."""
    return write(training)


def read(query: str | Iterable[tuple[str, str]]) -> tuple[Training, LabView, tuple[Notice, ...]]:
    """The training of a link, how it is looked at, and a notice of everything put right."""
    link = Pairs(query, VERSION)
    values: dict[str, Any] = {"dataset": link.value(_DATASET), "hidden": _layers(link)}
    values |= {name: link.value(parameter) for name, parameter in SETTINGS.items()}
    numbers = link.lanes(DEFAULT.lanes, MAX_LANES)
    values["lanes"] = tuple(_lane(link, n) for n in numbers)
    values["shared_lr"] = link.number("lr", SHARED_LR.range, None)
    values |= {name: link.value(parameter) for name, parameter in _SHARED.items()}
    values["seeds"] = link.numbers("seeds", SEED, MAX_SEEDS, DEFAULT.seeds, different=True)
    training = _affordable(link, _judged(link, values))
    look = link.number("look", Range(1, len(numbers), whole=True), DEFAULT_VIEW.look + 1)
    view = LabView(
        **{field: link.value(switch) for field, switch in SWITCHES.items()},
        hidden=link.hidden(numbers),
        look=int(look) - 1,
    )
    return training, view, link.close()


def _lane(link: Pairs, n: int) -> Lane:
    own = {"hidden": _layers(link, f"{n}.", None)}
    own |= {name: link.own(parameter, f"{n}.") for name, parameter in SETTINGS.items()}
    settings = settings_of({name: value for name, value in own.items() if value is not None})
    return replace(link.lane(n), settings=settings)


def _layers(link: Pairs, prefix: str = "", default: Widths | None = DEFAULT.hidden) -> Any:
    key = f"{prefix}layers"
    if link.left.get(key) == "0":
        del link.left[key]
        return ()
    return link.numbers(key, WIDTH, MAX_LAYERS, default)


def _judged(link: Pairs, values: dict[str, Any]) -> Training:
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
    link.note("needs_validation", "validation", given, used)
    return training


def _affordable(link: Pairs, training: Training) -> Training:
    """The training with mini-batches that fit in memory, and not too many of them."""
    rows, columns = DATASET_SPECS[training.dataset].shape
    widest = max(sum(training.settings(lane).hidden) for lane in training.lanes)
    most = MAX_VALUES // (rows * columns + widest)
    if training.sizes.batch_size > most:
        link.note("too_large", "batch_size", writer.text(training.batch_size), writer.text(most))
        training = replace(training, batch_size=most)
    most = max(1, MAX_TRAINING_STEPS // training.sizes.steps_per_epoch)
    if training.epochs > most:
        link.note("too_many_steps", "epochs", writer.text(training.epochs), writer.text(most))
        training = replace(training, epochs=most)
    return training


def _written(training: Training, view: LabView) -> Iterator[writer.Pair]:
    """Every key of a link with its text and the text for which it may be left out."""
    yield from writer.values([_DATASET], vars(training))
    yield "layers", _widths(training.hidden), _widths(DEFAULT.hidden)
    yield from writer.values(SETTINGS.values(), vars(training))
    lanes = (pair for n, lane in enumerate(training.lanes, 1) for pair in _of_lane(n, lane))
    yield from writer.optional(lanes) if training.lanes == DEFAULT.lanes else lanes
    yield from writer.hidden(training.lanes, view.hidden)
    yield "lr", writer.text(training.shared_lr), ""
    yield from writer.values(_SHARED.values(), vars(training))
    yield "seeds", writer.joined(training.seeds), writer.joined(DEFAULT.seeds)
    yield from writer.switches(SWITCHES, view)
    yield "look", str(view.look + 1), str(DEFAULT_VIEW.look + 1)


def _of_lane(n: int, lane: Lane) -> Iterator[writer.Pair]:
    yield from writer.lane(n, lane)
    for name, value in lane.settings:
        if isinstance(value, tuple):
            yield f"{n}.layers", _widths(value), None
        else:
            yield f"{n}.{name}", writer.text(value), None


def _widths(widths: Widths) -> str:
    return writer.joined(widths) or "0"
