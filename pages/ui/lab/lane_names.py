"""What tells the lanes of a training apart, in words; static/lanes/lane_names.js words the same."""

from gettext import NullTranslations
from typing import Any

from optim_core import SCHEDULES, Lane, Training
from optim_core.network.settings import SETTINGS
from optim_core.parameters import Parameter
from pages.ui.links import writer
from pages.ui.number_format import count, number
from pages.ui.training_service.lane_facts import lane_facts

ENGLISH = NullTranslations()
UNITS = {  # what stands in brackets after a parameter's label: one of it, and several
    "epochs": ("{n} epoch", "{n} epochs"),
    "steps": ("{n} step", "{n} steps"),
    "pixels": ("{n} pixel", "{n} pixels"),
    "degrees": ("{n}°", "{n}°"),
}
SETTING = "{label} {value}"
WITHOUT = "no {label}"
SCHEDULE_OF = "{schedule} schedule"
FULL_BATCH = "full batch"
SHORT = {"lr": "rate", "hidden": "hidden units"}  # in place of the parameter's label


def lane_names(training: Training, translations: NullTranslations = ENGLISH) -> list[str]:
    """Each lane's optimizer, and whatever else differs from lane to lane."""
    return [
        ", ".join(
            [
                translations.gettext(lane.optimizer.entry.label),
                *(_fact(lane, key, value, translations) for key, value in facts),
            ]
        )
        for lane, facts in zip(training.effective_lanes, lane_facts(training), strict=True)
    ]


def _fact(lane: Lane, key: str, value: Any, translations: NullTranslations) -> str:
    """A parameter's value with its name and unit; where that is off, that there is none."""
    translate = translations.gettext
    if key == "schedule":
        schedule = translate(SCHEDULES[value].label)
        return _lowered(translate(SCHEDULE_OF).format(schedule=schedule))
    if key == "batch_size" and value is True:
        return translate(FULL_BATCH)
    parameter = _parameter(lane, key)
    if isinstance(value, str) and value not in parameter.options:
        return value  # a line that somebody typed
    written = SHORT.get(key, parameter.label)
    unit = written.removesuffix(")").partition(" (")[2]
    label = _lowered(translate(written)).partition("(")[0].rstrip()
    if value is True:
        return label
    if not value:
        return translate(WITHOUT).format(label=label)
    told = _value(parameter, value, unit, translations)
    return translate(SETTING).format(label=label, value=told)


def _parameter(lane: Lane, key: str) -> Parameter:
    of_schedule = {f"schedule.{p.name}": p for p in lane.schedule.entry.parameters}
    of_optimizer = {p.name: p for p in lane.optimizer.entry.parameters}
    settings = {p.key: p for p in SETTINGS.values()}
    return (settings | of_optimizer | of_schedule).get(key) or Parameter(key, 0.0)


def _value(parameter: Parameter, value: Any, unit: str, translations: NullTranslations) -> str:
    if isinstance(value, str):
        named = dict(zip(parameter.options, parameter.texts, strict=True))
        return translations.gettext(named[value])
    if isinstance(value, tuple):
        return writer.joined(value)
    if unit:
        one, several = UNITS[unit]
        text = translations.ngettext(one, several, int(value) if value == int(value) else 2)
        return text.format(n=count(value))
    return number(value)


def _lowered(label: str) -> str:
    """As within a sentence: where it begins with neither a symbol nor an abbreviation."""
    return label[0].lower() + label[1:] if label[1:2].islower() else label
