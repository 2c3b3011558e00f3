"""What tells the lanes of a training apart, in words; static/lab/lane_names.js words the same."""

from gettext import NullTranslations
from typing import Any

from optim_core import SCHEDULES, Training
from pages.ui.links import writer
from pages.ui.race import texts
from pages.ui.training_service.lane_facts import lane_facts

ENGLISH = NullTranslations()
UNITS = {  # what stands in brackets after a parameter's label: one of it, and several
    "epochs": ("{n} epoch", "{n} epochs"),
    "steps": ("{n} step", "{n} steps"),
}
SETTING = "{label} {value}"


def lane_names(training: Training, translations: NullTranslations = ENGLISH) -> list[str]:
    """Each lane's optimizer, and whatever else differs from lane to lane."""
    return [
        ", ".join(
            [
                translations.gettext(lane.optimizer.entry.label),
                *(_fact(key, value, translations) for key, value in facts),
            ]
        )
        for lane, facts in zip(training.effective_lanes, lane_facts(training), strict=True)
    ]


def _fact(key: str, value: Any, translations: NullTranslations) -> str:
    """A parameter's value with its name and unit; where that is off, that there is none."""
    translate = translations.gettext
    if key == "schedule":
        schedule = translate(SCHEDULES[value].label)
        return _lowered(translate(texts.SCHEDULE_OF).format(schedule=schedule))
    name = key.removeprefix("schedule.")
    written = texts.SHORT.get(name) or texts.NAMES.get(name, name)
    unit = written.removesuffix(")").partition(" (")[2]
    label = _lowered(translate(written)).partition("(")[0].rstrip()
    if value is True:
        return label
    if not value:
        return translate(texts.WITHOUT).format(label=label)
    return translate(SETTING).format(label=label, value=_value(value, unit, translations))


def _value(value: Any, unit: str, translations: NullTranslations) -> str:
    if isinstance(value, str):
        return translations.gettext(texts.option(value))
    if isinstance(value, tuple):
        return writer.joined(value)
    if unit:
        one, several = UNITS[unit]
        text = translations.ngettext(one, several, int(value) if value == int(value) else 2)
        return text.format(n=f"{value:,.10g}")
    return texts.number(value)


def _lowered(label: str) -> str:
    """As within a sentence: where it begins with neither a symbol nor a name."""
    is_word = label[1:2].islower() and not label.startswith(texts.PROPER)
    return label[0].lower() + label[1:] if is_word else label
