"""Anything that a page can show, from the fields of its codec."""

import math
from collections.abc import Mapping
from functools import cache, singledispatch
from typing import Any
from urllib.parse import parse_qsl

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
from pages.ui.links.fields import Choices, Chosen, Field, Nearest, Numbers, Series, Value
from pages.ui.links.lane_fields import Hidden, Lanes
from pages.ui.links.reader import QueryReader
from pages.ui.race.link import Start, start_parameters
from pages.ui.transfer.link import Some

often = settings(max_examples=40, deadline=None)


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


def links(codec: Codec):
    return st.builds(
        lambda written, shown: written(*shown),
        st.sampled_from([codec.write, codec.full]),
        shown_and_view(codec),
    )
