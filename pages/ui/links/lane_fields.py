"""The fields of a link that are lanes: each an optimizer with its schedule and its settings."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from optim_core.catalog import Choice, Optimizer, Scope
from optim_core.lane import CONSTANT, Lane
from optim_core.optimizers import OPTIMIZERS, optimizers_for
from optim_core.parameters import Parameter
from optim_core.schedule_factors import FITTED
from optim_core.schedules import SCHEDULES
from pages.ui.links import writer
from pages.ui.links.fields import Attributes, Field, OneKey
from pages.ui.links.notices import NoticeKind
from pages.ui.links.reader import QueryReader
from pages.ui.links.writer import Pair

# What a lane is where a link does not say, or says what is like no name.
OPTIMIZER, SCHEDULE = "gradient_descent", "constant"
OUT_OF_SCOPE: Mapping[Scope, NoticeKind] = {  # by what cannot be descended
    "network": "not_for_networks",
    "plane": "not_for_surfaces",
}
FITTING = dict.fromkeys(FITTED, 0.0)  # the lengths of a schedule that follows the run


@dataclass(frozen=True)
class Lanes(Field):
    """The lanes, numbered from 1, with the settings that each may have of its own.

    Where a link does not say how long a schedule is, it follows the run (but in older versions).
    """

    most: int
    scope: Scope  # of what the lanes descend
    settings: tuple[OneKey, ...] = ()
    fits_from: int | None = None  # the version from which on schedules follow the run

    def read(self, reader: QueryReader, default: Any, shown: Attributes) -> tuple[Lane, ...]:
        pairs = self._all_pairs(default)
        reader.number_lanes(((key, text) for key, text, _ in pairs), self.most)
        return tuple(self._read_lane(reader, n) for n in reader.lane_numbers)

    def _read_lane(self, reader: QueryReader, n: int) -> Lane:
        own = {of.name: of.read_at(f"{n}.{of.key}", reader, None, {}) for of in self.settings}
        optimizer, schedule = self._read_optimizer(reader, str(n)), CONSTANT
        if optimizer.entry.has_rate:
            fits = self.fits_from is not None and int(reader.version) >= self.fits_from
            lengths = FITTING if fits else writer.NO_DEFAULTS
            schedule = reader.choice(f"{n}.schedule", SCHEDULES, SCHEDULE, lengths)
        settings = {name: value for name, value in own.items() if value is not None}
        return Lane(optimizer, schedule, settings)  # type: ignore[arg-type]

    def _read_optimizer(self, reader: QueryReader, key: str) -> Choice[Optimizer]:
        """One that can descend there."""
        allowed, given = optimizers_for(self.scope), reader.unread.get(key)
        if given in OPTIMIZERS.keys() - allowed.keys():
            reader.note(OUT_OF_SCOPE[self.scope], key, given, OPTIMIZER)
            reader.unread[key] = OPTIMIZER
        return reader.choice(key, allowed, OPTIMIZER)

    def pairs(self, value: Any, default: Any, shown: Attributes) -> Iterator[Pair]:
        pairs = self._all_pairs(value)
        return writer.optional(pairs) if value == default else pairs

    def _all_pairs(self, lanes: Iterable[Lane]) -> Iterator[Pair]:
        for n, lane in enumerate(lanes, 1):
            yield from writer.choice(str(n), lane.optimizer)  # a lane is there by being named
            if lane.optimizer.entry.has_rate:
                lengths = writer.NO_DEFAULTS if self.fits_from is None else FITTING
                yield from writer.choice(f"{n}.schedule", lane.schedule, SCHEDULE, lengths)
            own = dict(lane.settings)
            for each in self.settings:
                if each.name in own:
                    yield f"{n}.{each.key}", each.text(own[each.name]), None


@dataclass(frozen=True)
class Hidden(Field):
    """Which of the lanes are not drawn, by their indices from 0."""

    def read(self, reader: QueryReader, default: Any, shown: Attributes) -> frozenset[int]:
        hidden = Parameter(self.name, False, None, (False, True))
        numbers = enumerate(reader.lane_numbers)
        return frozenset(i for i, n in numbers if reader.value(f"{n}.{self.name}", hidden, False))

    def pairs(self, value: Any, default: Any, shown: Attributes) -> Iterator[Pair]:
        for index in range(len(shown["lanes"])):
            is_hidden, is_by_default = index in value, index in default
            key = f"{index + 1}.{self.name}"
            yield key, writer.text(is_hidden), writer.text(is_by_default)
