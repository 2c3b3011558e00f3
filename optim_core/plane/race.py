"""A `Race`: lanes on one surface from one start; and `solve`."""

import math
from dataclasses import dataclass
from functools import cached_property, lru_cache

from optim_core.catalog import Choice, Point, Surface
from optim_core.lane import STEPS_PER_EPOCH, Lane, at_rate
from optim_core.plane.descend import MAX_RACE_STEPS, Trajectory, descend, gradient_noise
from optim_core.schedules import factors


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
        if not 1 <= self.steps <= MAX_RACE_STEPS or self.steps != int(self.steps):
            raise ValueError(
                f"steps is a whole number from 1 to {MAX_RACE_STEPS}, not {self.steps!r}"
            )
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
    def effective_lanes(self) -> tuple[Lane, ...]:
        """The lanes with the learning rates that are used."""
        return at_rate(self.lanes, self.shared_lr)


def solve(race: Race) -> tuple[Trajectory, ...]:
    """One trajectory per lane. Lanes that were solved lately are remembered."""
    return tuple(
        _solve_lane(race.surface, lane, race.start, race.steps, race.noise, race.seed)
        for lane in race.effective_lanes
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
        factors=factors(lane.schedule, MAX_RACE_STEPS, STEPS_PER_EPOCH),
        noise=gradient_noise(seed, noise),
    )
    return whole.first(steps)
