"""What tells the lanes of a training apart, as keys and values in no language."""

from collections.abc import Iterator
from typing import Any

from optim_core.lane import Lane
from optim_core.network.settings import SETTINGS
from optim_core.network.training import Training

Fact = tuple[str, Any]
Key = tuple[str, ...]


def lane_facts(training: Training) -> list[list[Fact]]:
    """Of each lane whatever differs from lane to lane, besides the optimizer: keys and values.

    A key is the name of a hyperparameter, `schedule`, `schedule.` and the name of a parameter of
    that, or the key of a setting. The hyperparameters of different optimizers, but for the rate,
    are not held against each other.
    """
    facts = [dict(_facts(training, lane)) for lane in training.effective_lanes]
    return [
        [(key[-1], value) for key, value in of_lane.items() if not _is_shared(key, facts)]
        for of_lane in facts
    ]


def _is_shared(key: Key, facts: list[dict[Key, Any]]) -> bool:
    return len({of_lane[key] for of_lane in facts if key in of_lane}) == 1


def _facts(training: Training, lane: Lane) -> Iterator[tuple[Key, Any]]:
    for name, value in lane.optimizer.items:
        yield (name,) if name == "lr" else (lane.optimizer.entry.name, name), value
    if lane.optimizer.entry.has_rate:
        yield ("schedule",), lane.schedule.entry.name
        for name, value in lane.schedule.items:
            yield (lane.schedule.entry.name, f"schedule.{name}"), value
    settings = training.settings(lane)
    yield ("hidden",), settings.hidden
    for parameter in SETTINGS.values():
        yield (parameter.key,), getattr(settings, parameter.name)
