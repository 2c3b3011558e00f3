"""What tells the lanes of a training apart, in words; as static/lab/lane_names.js words it."""

from collections.abc import Callable
from typing import Any

from optim_core import OPTIMIZERS, SCHEDULES, Training
from pages.ui.links import writer
from pages.ui.race import texts
from pages.ui.training_service.lane_facts import lane_facts

Translate = Callable[[str], str]


def lane_names(training: Training, translate: Translate = str) -> list[str]:
    """Each lane's optimizer, and whatever else differs from lane to lane."""
    return [
        ", ".join(
            [
                translate(lane.optimizer.entry.label),
                *(_worded(key, value, translate) for key, value in facts),
            ]
        )
        for lane, facts in zip(training.running, lane_facts(training), strict=True)
    ]


def _worded(key: str, value: Any, translate: Translate) -> str:
    """One fact: a parameter's value with its name and unit, or that there is none."""
    if key == "schedule":
        label = translate(SCHEDULES[value].label)
        return _lowered(translate(texts.SCHEDULE_OF).format(schedule=label))
    name = key.removeprefix("schedule.")
    label, _, unit = _label(name).removesuffix(")").partition(" (")
    ...
