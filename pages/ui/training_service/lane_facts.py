"""What tells the lanes of a training apart, as keys and values in no language."""

from collections.abc import Iterator
from typing import Any

from optim_core.catalog import Choice, Schedule
from optim_core.lane import Lane
from optim_core.network.settings import SETTINGS
from optim_core.network.training import Training


class Lines(tuple):
    """Of a text in several lines, those that tell it from others."""


MAX_LACKS = 2  # settings of which it is said that a lane lacks them; of more, nothing is said

Fact = tuple[str, Any]
Key = tuple[str, ...]

# settings that may be off, and what they are then
LACKING = {
    parameter.key: parameter.default
    for parameter in SETTINGS.values()
    if parameter.default in (0, False, "none")
}


def lane_facts(training: Training) -> list[list[Fact]]:
    """Of each lane whatever differs from lane to lane, besides the optimizer: keys and values.

    A key is the name of a hyperparameter, `schedule`, `schedule.` and the name of a parameter of
    that, or the key of a setting. The hyperparameters of different optimizers, but for the rate,
    are not held against each other. A schedule's length that follows the training differs from one
    that was set, and is told as a number. A mini-batch of all images is `True`. Where a lane lacks
    many settings that others have, only what it has is told.
    """
    effective = training.effective_lanes
    facts = [
        dict(_facts(training, lane, as_set.schedule))
        for lane, as_set in zip(effective, training.lanes, strict=True)
    ]
    told = [
        [(key[-1], _told(key, its[key], facts)) for key in of_lane if not _is_shared(key, facts)]
        for of_lane, its in zip(
            facts, (dict(_facts(training, lane, lane.schedule)) for lane in effective), strict=True
        )
    ]
    return [_few_lacks(of_lane) for of_lane in told]


def _few_lacks(of_lane: list[Fact]) -> list[Fact]:
    has = [(key, value) for key, value in of_lane if key not in LACKING or value != LACKING[key]]
    return of_lane if len(of_lane) - len(has) <= MAX_LACKS else has


def _is_shared(key: Key, facts: list[dict[Key, Any]]) -> bool:
    return len({of_lane[key] for of_lane in facts if key in of_lane}) == 1


def _told(key: Key, value: Any, facts: list[dict[Key, Any]]) -> Any:
    """Of a text in several lines, the first one that some lane does not have."""
    if not (isinstance(value, Lines)):
        return value
    others = [of_lane[key] for of_lane in facts if key in of_lane]
    return next((line for line in value if not all(line in other for other in others)), value[-1])


def _facts(training: Training, lane: Lane, schedule: Choice[Schedule]) -> Iterator[tuple[Key, Any]]:
    for name, value in _hyperparameters(lane.optimizer):
        yield (name,) if name == "lr" else (lane.optimizer.entry.name, name), value
    if lane.optimizer.entry.has_rate:
        yield ("schedule",), schedule.entry.name
        for name, value in schedule.items:
            yield (schedule.entry.name, f"schedule.{name}"), value
    settings = training.settings(lane)
    yield ("hidden",), settings.hidden
    sizes = training.sizes_of(lane)
    for parameter in SETTINGS.values():
        value = getattr(settings, parameter.name)
        if parameter.name == "batch_size":
            value = True if sizes.batch_size == sizes.training else sizes.batch_size
        yield (parameter.key,), value


def _hyperparameters(of: Choice) -> Iterator[tuple[str, Any]]:
    """Those that are set; and of a text, its numbers and the lines without them."""
    for parameter in of.entry.parameters:
        value: Any = of.values[parameter.name]
        if parameter.typed and parameter.typed.split:
            rest, numbers = parameter.typed.split(str(value))
            yield from numbers.items()
            said = rest.split("\n")
            value = Lines(line for line in said if line.partition(" ")[0] not in numbers)
        yield parameter.name, value
