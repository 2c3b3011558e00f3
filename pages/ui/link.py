"""A race and its view as the query of a URL, and back.

`surface=ackley&surface.a=10&x=1&y=2&1=adam&1.lr=0.05&1.schedule=cosine&steps=500&view=3d&v=1`

Lanes are numbered from 1. Only characters occur that URLs carry as they are, so that a link can be
read, typed and edited. Whatever a link says, it is read as the nearest race within the ranges.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Any, Literal
from urllib.parse import parse_qsl

from optim_core.catalog import Surface
from optim_core.descend import MAX_STEPS
from optim_core.optimizers import OPTIMIZERS
from optim_core.parameters import Parameter, Range, Value
from optim_core.race import Choice, E, Lane, Race
from optim_core.schedules import SCHEDULES
from pages.ui.view import SPEEDS, SWITCHES, View
from surfaces import SURFACES

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
_OPTIMIZER = DEFAULT.lanes[0].optimizer.entry.name  # of a lane whose name is like no other
_SCHEDULE = DEFAULT.lanes[0].schedule.entry.name

MOST_LANES = 8
REACH = 5  # how many widths of its box a start may lie from the box's centre
LONGEST = 16_000  # characters of a link that are read
MOST_KEYS = 1000  # keys of a link that are read

_rate = next(p for p in OPTIMIZERS[_OPTIMIZER].parameters if p.name == "lr")

# The numbers of a race that belong to no entry. Where `lr` is empty, every lane has its own.
RACE_PARAMETERS = (
    Parameter("steps", Race.steps, Range(1, MAX_STEPS, whole=True), (), "steps of each lane"),
    Parameter("noise", Race.noise, Range(0, 10), (), "standard deviation of the gradient's noise"),
    Parameter("seed", Race.seed, Range(0, 9999, whole=True), (), "another number, another noise"),
    replace(_rate, meaning="one learning rate for all lanes, in place of their own"),
)
_STEPS, _NOISE, _SEED, _LR = RACE_PARAMETERS
_HIDDEN = Parameter("hidden", False, None, (False, True), "the lane is not drawn")

Kind = Literal[
    "unknown_key",  # ignored
    "unknown_name",
    "not_a_number",
    "not_whole",
    "out_of_range",
    "not_an_option",
    "repeated",  # ignored: the first counts
    "too_many_lanes",  # the first ones are kept
    "too_long",  # the rest is ignored
    "version",
]


@dataclass(frozen=True)
class Notice:
    """Something in a link that could not be taken as it stood.

    `given` is what stood there (its first 40 characters), `used` what it was read as, both as links
    write them. `used` is empty for what was ignored and for None. For `too_many_lanes` both are
    counts.
    """

    kind: Kind
    key: str
    given: str
    used: str = ""


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
    pairs = (f"{key}={text}" for key, text, default in _written(race, view) if text != default)
    return "&".join([*pairs, f"v={VERSION}"])


def full(race: Race, view: View = DEFAULT_VIEW) -> str:
    """The link with nothing left out: any of its keys may be set and the link sent back."""
    pairs = (f"{key}={text}" for key, text, _ in _written(race, view))
    return "&".join([*pairs, f"v={VERSION}"])


def read(query: str | Iterable[tuple[str, str]]) -> tuple[Race, View, tuple[Notice, ...]]:
    """The race of a link, how it is looked at, and a notice of everything that was put right."""
    link = _Link(query)
    surface = link.choice("surface", SURFACES, _SURFACE)
    x, y = start_parameters(surface.entry)
    start = (link.value(x), link.value(y))
    if not link.lanes():
        link.left = {key: text for key, text, _ in _lanes(DEFAULT.lanes)} | link.left
    numbers = link.lanes()
    kept, dropped = numbers[:MOST_LANES], numbers[MOST_LANES:]
    if dropped:
        link.note("too_many_lanes", str(dropped[0]), str(len(numbers)), str(MOST_LANES))
    lanes = tuple(
        Lane(
            link.choice(str(n), OPTIMIZERS, _OPTIMIZER),
            link.choice(f"{n}.schedule", SCHEDULES, _SCHEDULE),
        )
        for n in kept
    )
    steps, noise, seed = link.value(_STEPS), link.value(_NOISE), link.value(_SEED)
    race = Race(surface, lanes, start, steps, noise, seed, link.number("lr", _LR.range, None))
    step = link.number("step", Range(0, race.steps, whole=True), None)
    view = View(
        **{field: link.value(switch) for field, switch in SWITCHES.items()},
        hidden=frozenset(lane for lane, n in enumerate(kept) if link.value(_HIDDEN, f"{n}.")),
        speed=link.speed(),
        step=None if step is None else int(step),
    )
    return race, view, link.close({str(n) for n in dropped})


class _Link:
    """The pairs of a link, taken one by one; what is wrong with them is noted."""

    def __init__(self, query: str | Iterable[tuple[str, str]]) -> None:
        self.left: dict[str, str] = {}
        self.notices: list[Notice] = []
        room, cut = LONGEST, False
        if isinstance(query, str):
            query = query.removeprefix("?")
            cut = len(query) > LONGEST
            query = query[:LONGEST].rpartition("&")[0] if cut else query
            query = parse_qsl(query, keep_blank_values=True)
        for count, (key, text) in enumerate(query):
            room -= len(key) + len(text) + 1
            if room < 0 or count == MOST_KEYS:
                cut = True
                break
            if key in self.left:
                self.note("repeated", key, text)
            else:
                self.left[key] = text
        if cut:
            self.note("too_long", "", "")
        version = self.left.pop("v", VERSION)
        if version != VERSION:
            self.note("version", "v", version, VERSION)

    def note(self, kind: Kind, key: str, given: str, used: str = "") -> None:
        self.notices.append(Notice(kind, _excerpt(key), _excerpt(given), used))

    def lanes(self) -> list[int]:
        """The numbers of the lanes that are named."""
        return sorted(int(key) for key in self.left if re.fullmatch("[1-9][0-9]{0,5}", key))

    def choice(self, key: str, catalog: Mapping[str, E], default: str) -> Choice[E]:
        entry = self._one_of("unknown_name", key, catalog, default)
        return Choice.of(entry, **{p.name: self.value(p, f"{key}.") for p in entry.parameters})

    def value(self, parameter: Parameter, prefix: str = "") -> Any:
        key = prefix + parameter.name
        if not parameter.options:
            return self.number(key, parameter.range, float(parameter.default))
        options: dict[str, Value] = {_text(option): option for option in parameter.options}
        return self._one_of("not_an_option", key, options, _text(parameter.default))

    def number(self, key: str, within: Range | None, default: float | None) -> Any:
        """The number snapped into its range; the default where there is none."""
        text = self.left.pop(key, None)
        if text is None or (text == "" and default is None):
            return default
        number = _number(text)
        if number is None or within is None:
            self.note("not_a_number", key, text, _text(default))
            return default
        snapped = within.snap(number)
        if snapped != number:
            inside = within.low <= number <= within.high
            self.note("not_whole" if inside else "out_of_range", key, text, _text(snapped))
        return snapped

    def speed(self) -> float:
        given = self.left.get("speed", "")
        asked = self.number("speed", Range(min(SPEEDS), max(SPEEDS)), View.speed)
        nearest = min(SPEEDS, key=lambda speed: abs(speed - asked))
        if nearest != asked:
            self.note("not_an_option", "speed", given, _text(nearest))
        return nearest

    def close(self, dropped: set[str]) -> tuple[Notice, ...]:
        """All notices, now that what is known has been taken. Keys of dropped lanes need none."""
        for key, text in self.left.items():
            if key.partition(".")[0] not in dropped:
                self.note("unknown_key", key, text)
        return tuple(self.notices)

    def _one_of(self, kind: Kind, key: str, options: Mapping[str, Any], default: str) -> Any:
        text = self.left.pop(key, default)
        if text not in options:
            close = get_close_matches(_excerpt(text).lower(), options, 1)
            used = close[0] if close else default
            self.note(kind, key, text, used)
            text = used
        return options[text]


def _written(race: Race, view: View) -> Iterator[tuple[str, str, str]]:
    """Every key of a link with its text and the text for which it may be left out."""
    yield from _choice("surface", race.surface, _SURFACE)
    for parameter, coordinate in zip(start_parameters(race.surface.entry), race.start, strict=True):
        yield parameter.name, _text(coordinate), _text(parameter.default)
    usual = race.lanes == DEFAULT.lanes
    for key, text, default in _lanes(race.lanes):
        yield key, text, text if usual else default
    for lane in range(len(race.lanes)):
        yield f"{lane + 1}.hidden", _text(lane in view.hidden), _text(_HIDDEN.default)
    for parameter in (_STEPS, _NOISE, _SEED):
        yield parameter.name, _text(getattr(race, parameter.name)), _text(parameter.default)
    yield "lr", _text(race.shared_lr), ""
    for field, switch in SWITCHES.items():
        yield switch.name, _text(getattr(view, field)), _text(switch.default)
    yield "speed", _text(view.speed), _text(View.speed)
    yield "step", _text(view.step), ""


def _lanes(lanes: Iterable[Lane]) -> Iterator[tuple[str, str, str]]:
    for n, lane in enumerate(lanes, 1):
        yield from _choice(str(n), lane.optimizer, "")  # a lane is there by being named
        yield from _choice(f"{n}.schedule", lane.schedule, _SCHEDULE)


def _choice(key: str, choice: Choice, default: str) -> Iterator[tuple[str, str, str]]:
    yield key, choice.entry.name, default
    for parameter in choice.entry.parameters:
        value = choice.values[parameter.name]
        yield f"{key}.{parameter.name}", _text(value), _text(parameter.default)


def _text(value: Value | None) -> str:
    """A value as links write it: 0.05, 100, 1e-8, 1e20; 1 or 0 for a boolean; nothing for None."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(int(value))
    digits, _, exponent = repr(float(value)).partition("e")
    digits = digits.removesuffix(".0")
    return f"{digits}e{int(exponent)}" if exponent else digits


def _number(text: str) -> float | None:
    """The number that a text says, infinite where it is too great; None where it says none."""
    text = text.strip().replace(" ", "+")  # a bare plus sign in a query stands for a space
    number = r"[+-]?(([0-9]+\.?[0-9]*|\.[0-9]+)(e[+-]?[0-9]+)?|inf(inity)?)"
    return float(text) if re.fullmatch(number, text, re.ASCII | re.IGNORECASE) else None


def _excerpt(text: str) -> str:
    return text[:40].encode("utf-8", "replace").decode()  # half a surrogate pair cannot be shown
