"""What is raced, as values: a `Choice` of an entry, a `Lane`, a `Race`; and `solve`."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import Any, Generic, TypeVar

from optim_core.catalog import Entry, Optimizer, Point, Schedule, Surface
from optim_core.descend import MAX_STEPS, Trajectory, descend, gradient_noise
from optim_core.parameters import Value
from optim_core.schedules import SCHEDULES, factors
from optim_core.settings import Items, settings_of

E = TypeVar("E", bound=Entry)

STEPS_PER_EPOCH = 10  # on a surface, where there are no epochs of a data set


@dataclass(frozen=True)
class Choice(Generic[E]):
    """An entry with all its parameters set. Make one by `Choice.of(entry, name=value, ...)`."""

    entry: E
    items: tuple[tuple[str, Value], ...]

    @classmethod
    def of(cls, entry: E, **values: Any) -> "Choice[E]":
        """The entry with these values and its defaults for the rest.

        Any finite number is taken: ranges bind sliders and links only. Raises TypeError for a name
        that the entry does not have, ValueError for a value that is not finite or no option.
        """
        unknown = values.keys() - {parameter.name for parameter in entry.parameters}
        if unknown:
            known = ", ".join(parameter.name for parameter in entry.parameters) or "none"
            raise TypeError(
                f"{entry.name} has no parameter {sorted(unknown)[0]!r}; it has: {known}"
            )
        return cls(
            entry, tuple((p.name, p.take(values.get(p.name, p.default))) for p in entry.parameters)
        )

    @cached_property
    def values(self) -> Mapping[str, Value]:
        return MappingProxyType(dict(self.items))

    @cached_property
    def numbers(self) -> Mapping[str, float]:
        """The values that are traced through compilation."""
        switches = {parameter.name for parameter in self.entry.parameters if parameter.options}
        return MappingProxyType({k: float(v) for k, v in self.items if k not in switches})

    @cached_property
    def switches(self) -> tuple[tuple[str, Value], ...]:
        """The values that are part of the compile key."""
        return tuple((name, value) for name, value in self.items if name not in self.numbers)

    def but(self, **values: Any) -> "Choice[E]":
        """The same entry with some values changed. Raises as `of` does."""
        return Choice.of(self.entry, **{**self.values, **values})


@dataclass(frozen=True)
class Lane:
    """One contestant: an optimizer and the schedule that its learning rate follows.

    `settings` are those in which it differs from the other lanes of a training, given as a mapping
    or as pairs; on a surface there are none. Raises as `settings_of` does.
    """

    optimizer: Choice[Optimizer]
    schedule: Choice[Schedule] = field(default_factory=lambda: Choice.of(SCHEDULES["constant"]))
    settings: Items = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "settings", settings_of(self.settings))

    def learning_rates(self, steps: int, steps_per_epoch: int = STEPS_PER_EPOCH) -> Any:
        """The rate that each step uses, `[steps]`."""
        return self.optimizer.numbers["lr"] * factors(self.schedule, steps, steps_per_epoch)


def at_rate(lanes: tuple[Lane, ...], shared_lr: float | None) -> tuple[Lane, ...]:
    """The lanes at one learning rate; each at its own where that is None."""
    if shared_lr is None:
        return lanes
    return tuple(replace(lane, optimizer=lane.optimizer.but(lr=shared_lr)) for lane in lanes)


@dataclass(frozen=True)
class Race:
    """Lanes on one surface from one start, all with the same noise.

    `noise` is the standard deviation of the Gaussian noise that is added to each coordinate of
    each gradient. `shared_lr`, where it is not None, is the learning rate of every lane in place
    of its own. Raises ValueError for no lanes, a start, rate or noise that is not finite, a
    negative noise or seed, or steps outside 1 to 2000.
    """

    surface: Choice[Surface]
    lanes: tuple[Lane, ...]
    start: Point = None  # type: ignore[assignment]  # None: the surface's own
    steps: int = 300
    noise: float = 0.0
    seed: int = 0
    shared_lr: float | None = None

    def __post_init__(self) -> None:
        start = self.surface.entry.start if self.start is None else self.start
        x, y = (float(coordinate) + 0.0 for coordinate in start)
        noise = float(self.noise) + 0.0
        if not self.lanes:
            raise ValueError("a race needs at least one lane")
        if not (math.isfinite(x) and math.isfinite(y)):
            raise ValueError(f"start is a pair of finite numbers, not {start!r}")
        if not (math.isfinite(noise) and noise >= 0):
            raise ValueError(f"noise is a finite number, at least 0, not {self.noise!r}")
        if not 1 <= self.steps <= MAX_STEPS or self.steps != int(self.steps):
            raise ValueError(f"steps is a whole number from 1 to {MAX_STEPS}, not {self.steps!r}")
        if not 0 <= self.seed < 2**32 or self.seed != int(self.seed):
            raise ValueError(f"seed is a whole number from 0 to 2**32 - 1, not {self.seed!r}")
        shared_lr = None if self.shared_lr is None else float(self.shared_lr)
        if shared_lr is not None and not math.isfinite(shared_lr):
            raise ValueError(f"shared_lr is a finite number or None, not {self.shared_lr!r}")
        for name, value in (
            ("lanes", tuple(self.lanes)),
            ("start", (x, y)),
            ("steps", int(self.steps)),
            ("noise", noise),
            ("seed", int(self.seed)),
            ("shared_lr", shared_lr),
        ):
            object.__setattr__(self, name, value)

    @cached_property
    def running(self) -> tuple[Lane, ...]:
        """The lanes with the learning rates that are used."""
        return at_rate(self.lanes, self.shared_lr)


def solve(race: Race) -> tuple[Trajectory, ...]:
    """One trajectory per lane. Lanes that were solved lately are remembered."""
    return tuple(
        _solve_lane(race.surface, lane, race.start, race.steps, race.noise, race.seed)
        for lane in race.running
    )


@lru_cache(maxsize=256)  # about 100 kB each at 300 steps and 2000 alike
def _solve_lane(
    surface: Choice[Surface], lane: Lane, start: Point, steps: int, noise: float, seed: int
) -> Trajectory:
    whole = descend(
        lane.optimizer.entry,
        surface.entry.function,
        start,
        numbers=lane.optimizer.numbers,
        switches=lane.optimizer.switches,
        function_numbers=surface.numbers,
        function_switches=surface.switches,
        factors=factors(lane.schedule, MAX_STEPS, STEPS_PER_EPOCH),
        noise=gradient_noise(seed, noise),
    )
    return whole.first(steps)
