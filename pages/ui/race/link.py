"""A race and its view as the query of a URL, and back.

`surface=ackley&surface.a=10&x=1&y=2&1=adam&1.lr=0.05&1.schedule=cosine&steps=500&view=3d&v=1`

Lanes are numbered from 1. Only characters occur that URLs carry as they are, so that a link can be
read, typed and edited. Whatever a link says, it is read as the nearest race within the ranges.
"""

from collections.abc import Iterable, Iterator

from optim_core.catalog import Choice, Surface
from optim_core.lane import Lane
from optim_core.network.training import MAX_LANES
from optim_core.optimizers import OPTIMIZERS
from optim_core.parameters import Parameter, Range
from optim_core.plane.descend import MAX_RACE_STEPS
from optim_core.plane.race import Race
from pages.ui.links import writer
from pages.ui.links.reader import LONGEST, MAX_KEYS, SHARED_LR, Notice, NoticeKind, Pairs
from pages.ui.race.view import SPEEDS, SWITCHES, View
from surfaces import SURFACES

__all__ = [
    "DEFAULT", "DEFAULT_VIEW", "LONGEST", "MAX_KEYS", "MAX_LANES", "RACE_PARAMETERS", "REACH",
    "VERSION", "NoticeKind", "Notice", "full", "read", "start_parameters", "write",
]  # fmt: skip

VERSION = "1"

# What a link leaves out is as here. Links of this version must never come to mean anything else.
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
_SURFACE = DEFAULT.surface.entry.name

REACH = 5  # how many widths of its box a start may lie from the box's centre

# The numbers of a race that belong to no entry.
RACE_PARAMETERS = (
    Parameter("steps", Race.steps, Range(1, MAX_RACE_STEPS, whole=True), (), "steps of each lane"),
    Parameter("noise", Race.noise, Range(0, 10), (), "standard deviation of the gradient's noise"),
    Parameter("seed", Race.seed, Range(0, 9999, whole=True), (), "another number, another noise"),
    SHARED_LR,
)
_STEPS, _NOISE, _SEED, _LR = RACE_PARAMETERS


def start_parameters(surface: Surface) -> tuple[Parameter, Parameter]:
    """The coordinates of a start on the surface: their ranges, and by default the surface's own."""
    x, y = (
        Parameter(name, start, _around(*sides), (), f"{name} of the start")
        for name, start, sides in zip("xy", surface.start, surface.box, strict=True)
    )
    return x, y


def _around(low: float, high: float) -> Range:
    centre, reach = (low + high) / 2, REACH * (high - low)
    return Range(centre - reach, centre + reach)


def write(race: Race, view: View = DEFAULT_VIEW) -> str:
    """The link to a race: what differs from the defaults, and the version."""
    return writer.differing(_written(race, view), VERSION)


def full(race: Race, view: View = DEFAULT_VIEW) -> str:
    """The link with nothing left out: any of its keys may be set and the link sent back."""
    return writer.whole(_written(race, view), VERSION)


def read(query: str | Iterable[tuple[str, str]]) -> tuple[Race, View, tuple[Notice, ...]]:
    """The race of a link, how it is looked at, and a notice of everything that was put right."""
    link = Pairs(query, VERSION)
    surface = link.choice("surface", SURFACES, _SURFACE)
    x, y = start_parameters(surface.entry)
    start = (link.value(x), link.value(y))
    numbers = link.lanes(DEFAULT.lanes, MAX_LANES)
    lanes = tuple(map(link.lane, numbers))
    steps, noise, seed = link.value(_STEPS), link.value(_NOISE), link.value(_SEED)
    race = Race(surface, lanes, start, steps, noise, seed, link.number("lr", _LR.range, None))
    step = link.number("step", Range(0, race.steps, whole=True), None)
    view = View(
        **{field: link.value(switch) for field, switch in SWITCHES.items()},
        hidden=link.hidden(numbers),
        speed=_speed(link),
        step=None if step is None else int(step),
    )
    return race, view, link.close()


def _speed(link: Pairs) -> float:
    given = link.left.get("speed", "")
    asked = link.number("speed", Range(min(SPEEDS), max(SPEEDS)), View.speed)
    nearest = min(SPEEDS, key=lambda speed: abs(speed - asked))
    if nearest != asked:
        link.note("not_an_option", "speed", given, writer.text(nearest))
    return nearest


def _written(race: Race, view: View) -> Iterator[writer.Pair]:
    """Every key of a link with its text and the text for which it may be left out."""
    start = dict(zip("xy", race.start, strict=True))
    yield from writer.choice("surface", race.surface, _SURFACE)
    yield from writer.values(start_parameters(race.surface.entry), start)
    lanes = (pair for n, lane in enumerate(race.lanes, 1) for pair in writer.lane(n, lane))
    yield from writer.optional(lanes) if race.lanes == DEFAULT.lanes else lanes
    yield from writer.hidden(race.lanes, view.hidden)
    yield from writer.values((_STEPS, _NOISE, _SEED), vars(race))
    yield "lr", writer.text(race.shared_lr), ""
    yield from writer.switches(SWITCHES, view)
    yield "speed", writer.text(view.speed), writer.text(View.speed)
    yield "step", writer.text(view.step), ""
