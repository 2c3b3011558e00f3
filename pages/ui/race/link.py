"""A race and its view as the query of a URL, and back.

`surface=ackley&surface.a=10&x=1&y=2&1=adam&1.lr=0.05&1.schedule=cosine&steps=500&view=3d&v=1`

Lanes are numbered from 1. Only characters occur that URLs carry as they are, so that a link can be
read, typed and edited. Whatever a link says, it is read as the nearest race within the ranges.
"""

from collections.abc import Iterator
from typing import Any

from optim_core.catalog import Choice, Surface
from optim_core.lane import MAX_LANES, SHARED_LR, Lane
from optim_core.optimizers import OPTIMIZERS
from optim_core.parameters import Parameter, Range
from optim_core.plane.descend import MAX_RACE_STEPS
from optim_core.plane.geometry import box_of, start_of
from optim_core.plane.race import RACE_PARAMETERS, Race
from pages.ui.links import writer
from pages.ui.links.codec import Codec
from pages.ui.links.fields import PLAYER_SPEED, Attributes, Chosen, Field, Value, switches
from pages.ui.links.lane_fields import Hidden, Lanes
from pages.ui.links.reader import QueryReader
from pages.ui.race.view import View
from surfaces import SURFACES

DEFAULT = Race(
    Choice.of(SURFACES["rosenbrock"]),
    (
        Lane(Choice.of(OPTIMIZERS["gradient_descent"], lr=1.5e-3)),
        Lane(Choice.of(OPTIMIZERS["momentum"], lr=2e-3, momentum=0.9, form="classic")),
        Lane(Choice.of(OPTIMIZERS["rmsprop"], lr=0.02)),
        Lane(Choice.of(OPTIMIZERS["adam"], lr=0.2)),
    ),
)
DEFAULT_VIEW = View()

REACH = 5  # how many widths of its box a start may lie from the box's centre

_STEP = Parameter("step", 0.0, Range(0, MAX_RACE_STEPS, whole=True))


def start_parameters(surface: Choice[Surface]) -> tuple[Parameter, Parameter]:
    """The coordinates of a start on the surface: their ranges, and by default the surface's own."""
    x, y = (
        Parameter(name, start, _around(*sides))
        for name, start, sides in zip("xy", start_of(surface), box_of(surface), strict=True)
    )
    return x, y


def _around(low: float, high: float) -> Range:
    centre, reach = (low + high) / 2, REACH * (high - low)
    return Range(centre - reach, centre + reach)


class Start(Field):
    """Where the lanes start: if a link does not say, where the surface says."""

    def read(self, reader: QueryReader, default: Any, shown: Attributes) -> tuple[float, ...]:
        parameters = start_parameters(shown["surface"])
        return tuple(reader.value(each.key, each, each.default) for each in parameters)

    def pairs(self, value: Any, default: Any, shown: Attributes) -> Iterator[writer.Pair]:
        parameters = start_parameters(shown["surface"])
        return writer.values(parameters, dict(zip("xy", value, strict=True)))


CODEC = Codec(
    DEFAULT,
    DEFAULT_VIEW,
    fields=[
        Chosen("surface", SURFACES),
        Start("start"),
        Lanes("lanes", MAX_LANES, "plane"),
        *(Value(name, parameter) for name, parameter in RACE_PARAMETERS.items()),
        Value("shared_lr", SHARED_LR),
    ],
    view_fields=[
        Hidden("hidden"),
        *switches(View, dimensions="view"),
        PLAYER_SPEED,
        Value("step", _STEP, lambda race: Range(0, race["steps"], whole=True), int),
    ],
)
read, write, full = CODEC.read, CODEC.write, CODEC.full
