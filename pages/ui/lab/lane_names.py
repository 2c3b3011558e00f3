"""What tells the lanes of a training apart, in words."""

from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from optim_core import Training
from optim_core.lane import Lane
from optim_core.network.settings import Settings
from pages.ui.links import writer
from pages.ui.race import texts

Fact = tuple[tuple[str, ...], str]  # what it is about, and in words


def lane_names(training: Training) -> list[str]:
    """Each lane's optimizer, and whatever else differs from lane to lane.

    The hyperparameters of different optimizers, but for the rate, are not held against each other.
    """
    facts = [dict(_facts(training, lane)) for lane in training.effective_lanes]
    common = {key for of_lane in facts for key in of_lane if _is_common(key, facts)}
    return [
        ", ".join(
            [
                lane.optimizer.entry.label,
                *(text for key, text in of_lane.items() if key not in common),
            ]
        )
        for lane, of_lane in zip(training.effective_lanes, facts, strict=True)
    ]


def _is_common(key: tuple[str, ...], facts: list[dict[tuple[str, ...], str]]) -> bool:
    return len({of_lane[key] for of_lane in facts if key in of_lane}) == 1


def _facts(training: Training, lane: Lane) -> Iterator[Fact]:
    for name, value in lane.optimizer.items:
        key = (name,) if name == "lr" else (lane.optimizer.entry.name, name)
        yield key, _text(name, value)
    yield ("schedule",), _lowered(texts.SCHEDULE_OF.format(schedule=lane.schedule.entry.label))
    for name, value in lane.schedule.items:
        yield ("schedule", lane.schedule.entry.name, name), _text(name, value)
    settings = training.settings(lane)
    for field in fields(Settings):
        yield (field.name,), _text(field.name, getattr(settings, field.name))


def _text(name: str, value: Any) -> str:
    """A parameter's value with its name and unit; where that is off, that there is none."""
    label = texts.SHORT.get(name) or texts.NAMES.get(name, name)
    label, _, unit = _lowered(label).removesuffix(")").partition(" (")
    if value is True:
        return label
    if not value:
        return texts.WITHOUT.format(label=label)
    if isinstance(value, tuple):
        return f"{label} {writer.joined(value)}"
    text = texts.option(value) if isinstance(value, str) else texts.number(value)
    return f"{label} {text} {unit.removesuffix('s') if text == '1' else unit}".rstrip()


def _lowered(label: str) -> str:
    """As within a sentence: where it begins with neither a symbol nor a name."""
    is_word = label[1:2].islower() and not label.startswith(texts.PROPER)
    return label[0].lower() + label[1:] if is_word else label
