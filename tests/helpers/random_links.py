"""Anything that a page can show, from the fields of its codec; any text for a link."""

import math
from collections.abc import Mapping
from functools import cache, singledispatch
from typing import Any
from urllib.parse import parse_qsl, urlencode

from hypothesis import settings
from hypothesis import strategies as st

from optim_core import SCHEDULES, Choice, Lane
from optim_core.graph import INPUT, defaults
from optim_core.lane import CONSTANT
from optim_core.optimizers import optimizers_for
from optim_core.parameters import Parameter, Range
from pages.ui.backprop.link import InputValues
from pages.ui.lab.link import LaneNumber
from pages.ui.links.codec import Codec
from pages.ui.links.fields import (
    Choices,
    Chosen,
    Field,
    Hidden,
    Lanes,
    Nearest,
    Numbers,
    Series,
    Value,
)
from pages.ui.links.reader import QueryReader
from pages.ui.race.link import Start, start_parameters
from pages.ui.transfer.link import Some

often = settings(max_examples=100, deadline=None)


def said(text: str) -> dict[str, str]:
    return dict(parse_qsl(text, keep_blank_values=True))


@cache
def numbers(within: Range):
    if within.whole:
        return st.integers(int(within.low), int(within.high)).map(float)
    edges = [within.low, within.high]
    edges += [math.nextafter(within.low, math.inf), math.nextafter(within.high, -math.inf)]
    return st.floats(within.low, within.high) | st.sampled_from(edges)


TYPED = [
    "x",
    "x*y",
    "x^2 + y^2/3",
    "sin(x)*y^2 + 0.1*(x^2+y^2)",
    "a = x*y\nb = 2; max(a, b) - relu(-x)",
    "x = x - lr*g",
    "v = 0; rho = 0.95\nv = rho*v + g  # as PyTorch\nx -= learning_rate*v",
    "while True:\n  dx = compute_gradient(x)\n  s += dx**2\n  x -= lr*dx/(np.sqrt(s) + 1e-7)",
]


def understood(parameter: Parameter, text: str) -> bool:
    try:
        return parameter.take(text) == text
    except ValueError:
        return False


@cache
def values(parameter: Parameter):
    if parameter.typed:
        return st.sampled_from([text for text in TYPED if understood(parameter, text)])
    if parameter.options:
        return st.sampled_from(parameter.options)
    return st.just(parameter.default) | numbers(parameter.range)


@cache
def chosen(entry):
    fields = {p.name: values(p) for p in entry.parameters}
    return st.fixed_dictionaries(fields).map(lambda values: Choice.of(entry, **values))


def choices(catalog):
    return st.one_of([chosen(entry) for entry in catalog.values()])


def any_lane(optimizers, settings):
    """Any lane: what has no rate has no schedule either."""

    def with_schedule(optimizer):
        schedules = choices(SCHEDULES) if optimizer.entry.has_rate else st.just(CONSTANT)
        return st.builds(Lane, st.just(optimizer), schedules, settings)

    return choices(optimizers).flatmap(with_schedule)


def within(parameter: Parameter, value) -> bool:
    if parameter.typed:
        return value == parameter.take(value)
    if parameter.options:
        return value in parameter.options
    whole = not parameter.range.whole or value == int(value)
    return whole and parameter.range.low <= value <= parameter.range.high


@singledispatch
def anything_of(field: Field, default: Any, shown: Mapping[str, Any]):
    """Any value of a field that a link may say."""
    raise TypeError(f"no values are known of {type(field).__name__}")


@anything_of.register
def _(field: Value, default, shown):
    some = numbers(field.within(shown)) if field.within else values(field.parameter)
    some = some.map(field.convert)
    return st.none() | some if default is None else some


@anything_of.register
def _(field: Numbers, default, shown):
    least = 0 if field.none else 1
    each = numbers(field.each).map(int)
    return st.lists(each, min_size=least, max_size=field.most, unique=field.different).map(tuple)


@anything_of.register
def _(field: Nearest, default, shown):
    return st.sampled_from(field.options)


@anything_of.register
def _(field: Chosen, default, shown):
    return choices(field.catalog)


@anything_of.register
def _(field: Choices, default, shown):
    some = st.lists(choices(field.catalog), min_size=1, max_size=field.most).map(tuple)
    return st.just(default) | some


@anything_of.register
def _(field: Series, default, shown):
    some = st.lists(numbers(field.each), max_size=30).map(tuple)
    return some.filter(lambda given: len(field.text(given)) <= field.room)


@anything_of.register
def _(field: Some, default, shown):
    chosen = st.sets(st.sampled_from(field.options), min_size=1)
    return chosen.map(lambda some: tuple(each for each in field.options if each in some))


@anything_of.register
def _(field: Start, default, shown):
    return st.tuples(*map(values, start_parameters(shown["surface"])))


@anything_of.register
def _(field: InputValues, default, shown):
    variables = defaults(shown["form"], shown["formula"])
    some = st.fixed_dictionaries({name: numbers(INPUT) for name in variables})
    return some.map(lambda inputs: tuple(inputs.items()))


@anything_of.register
def _(field: Lanes, default, shown):
    own = st.fixed_dictionaries(
        {}, optional={each.name: anything_of(each, 0, {}) for each in field.settings}
    )
    lane = any_lane(optimizers_for(field.scope), own)
    return st.just(default) | st.lists(lane, min_size=1, max_size=field.most).map(tuple)


@anything_of.register
def _(field: Hidden, default, shown):
    return st.frozensets(st.integers(0, len(shown["lanes"]) - 1))


@anything_of.register
def _(field: LaneNumber, default, shown):
    return st.integers(0, len(shown["lanes"]) - 1)


@st.composite
def shown_and_view(draw, codec: Codec):
    """Anything that a link of this codec may say."""
    found: dict[str, Any] = {}
    for field in codec.fields:
        default = getattr(codec.default, field.name)
        found[field.name] = draw(anything_of(field, default, found))
    shown = codec.made(QueryReader([], codec.versions), found)
    view = {
        field.name: draw(anything_of(field, getattr(codec.default_view, field.name), vars(shown)))
        for field in codec.view_fields
    }
    return shown, type(codec.default_view)(**view)


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


def links(codec: Codec):
    return st.builds(
        lambda written, shown: written(*shown),
        st.sampled_from([codec.write, codec.full]),
        shown_and_view(codec),
    )


AWKWARD = [
    *("", "0", "1", "-1", "2.5", "1e999", "-inf", "inf", "nan", "1e-999", "9" * 400, "0x10", "1_0"),
    *("１２", "٣", "<script>", "%", "%zz", "\x00", "\ud800", "ädäm", "🎈", "1e", ".", "+", "--1"),
    *("1,5", "null", "None", "true", "adam", "rosenbrok", "cosine", "heat", "3d", "8", "1e5"),
    *("60000", "0-0-1", "512-512-512-512-512", "-", "9-", "inf-1e999", "1e-3", "0-9999-10000"),
]


def anything(known: list[str]):
    """Any query, as a text or as pairs, in which some of the known keys may occur."""
    keys = st.sampled_from(known) | st.text(max_size=12) | st.from_regex(r"\A[0-9]{1,3}(\.lr)?\Z")
    texts = st.sampled_from(AWKWARD) | st.text(max_size=50) | st.floats().map(repr)
    pairs = st.lists(st.tuples(keys, texts), max_size=40)
    return st.text() | pairs | pairs.map(lambda pairs: urlencode(pairs, errors="replace"))


@st.composite
def mutated(draw, links):
    """A link with some of its characters cut out or replaced."""
    text = draw(links)
    for _ in range(draw(st.integers(1, 5))):
        at, upto = sorted(draw(st.tuples(*[st.integers(0, len(text))] * 2)))
        upto = min(upto, at + 10)
        text = text[:at] + draw(st.text(max_size=3) | st.sampled_from("&=.%+1-")) + text[upto:]
    return text
