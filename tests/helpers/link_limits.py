"""What a link of a page may say, and no more, from the fields of its codec."""

from collections.abc import Mapping
from functools import singledispatch
from typing import Any

from optim_core import Choice
from optim_core.graph import INPUT, defaults
from optim_core.parameters import Parameter
from pages.ui.backprop.link import InputValues
from pages.ui.lab.link import LaneNumber
from pages.ui.links.codec import Codec
from pages.ui.links.fields import Choices, Chosen, Field, Nearest, Numbers, Series, Value
from pages.ui.links.lane_fields import Hidden, Lanes
from pages.ui.race.link import Start, start_parameters
from pages.ui.transfer.link import Some


def within(parameter: Parameter, value) -> bool:
    if parameter.typed:
        return value == parameter.take(value)
    if parameter.options:
        return value in parameter.options
    whole = not parameter.range.whole or value == int(value)
    return whole and parameter.range.low <= value <= parameter.range.high


@singledispatch
def allows(field: Field, value: Any, shown: Mapping[str, Any]) -> bool:
    """Whether a value of a field is one that a link may say."""
    raise TypeError(f"no limits are known of {type(field).__name__}")


@allows.register
def _(field: Value, value, shown):
    if field.within and value is not None:
        limits = field.within(shown)
        return isinstance(value, int) and limits.low <= value <= limits.high
    return value is None or within(field.parameter, value)


@allows.register
def _(field: Numbers, value, shown):
    each = all(field.each.low <= number <= field.each.high for number in value)
    different = not field.different or len(set(value)) == len(value)
    return each and different and len(value) <= field.most and (bool(value) or field.none == "0")


@allows.register
def _(field: Nearest, value, shown):
    return value in field.options


def _choice_allowed(choice: Choice) -> bool:
    return all(within(p, choice.values[p.name]) for p in choice.entry.parameters)


@allows.register
def _(field: Chosen, value, shown):
    return value.entry in field.catalog.values() and _choice_allowed(value)


@allows.register
def _(field: Choices, value, shown):
    return 1 <= len(value) <= field.most and all(map(_choice_allowed, value))


@allows.register
def _(field: Series, value, shown):
    inside = all(field.each.low <= number <= field.each.high for number in value)
    return inside and len(field.text(value)) <= field.room


@allows.register
def _(field: Some, value, shown):
    return len(value) > 0 and list(value) == [each for each in field.options if each in value]


@allows.register
def _(field: Start, value, shown):
    return all(map(within, start_parameters(shown["surface"]), value))


@allows.register
def _(field: InputValues, value, shown):
    names = [name for name, _ in value]
    inside = all(INPUT.low <= number <= INPUT.high for _, number in value)
    return inside and names == list(defaults(shown["form"], shown["formula"]))


@allows.register
def _(field: Lanes, value, shown):
    settings = {each.name: each for each in field.settings}
    return 1 <= len(value) <= field.most and all(
        _choice_allowed(lane.optimizer)
        and _choice_allowed(lane.schedule)
        and all(allows(settings[name], own, {}) for name, own in lane.settings)
        for lane in value
    )


@allows.register
def _(field: Hidden, value, shown):
    return value <= set(range(len(shown["lanes"])))


@allows.register
def _(field: LaneNumber, value, shown):
    return isinstance(value, int) and value in range(len(shown["lanes"]))


def beyond(codec: Codec, shown, view) -> list[str]:
    """The attributes that no link may say."""
    attributes = [(field, getattr(shown, field.name)) for field in codec.fields]
    attributes += [(field, getattr(view, field.name)) for field in codec.view_fields]
    return [field.name for field, value in attributes if not allows(field, value, vars(shown))]
