"""A `Race`: lanes on one surface from one start; and `solve`."""

from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Annotated

from optim_core.catalog import Choice, Point, Surface
from optim_core.lane import STEPS_PER_EPOCH, Lane, at_rate, canonical_rate, refuse_out_of_scope
from optim_core.parameters import Range, Text, finite, parameters_of, set_fields, whole
from optim_core.plane.descend import (
    MAX_RACE_STEPS,
    GradientNoise,
    NoiseSeed,
    Trajectory,
    descend,
    gradient_noise,
)
from optim_core.plane.geometry import start_of
from optim_core.schedule_factors import factors


@dataclass(frozen=True, kw_only=True)
class Race:
    """Lanes on one surface from one start, all with the same noise.

    `noise` is the standard deviation of the Gaussian noise that is added to each coordinate of
    each gradient. `shared_lr`, where it is not None, is the learning rate of every lane in place
    of its own. Raises ValueError for no lanes, an optimizer that is not for the plane, a start,
    rate or noise that is not finite, a negative noise or seed, or steps outside 1 to
    `MAX_RACE_STEPS`.
    """

    surface: Choice[Surface] = field(kw_only=False)
    lanes: tuple[Lane, ...] = field(kw_only=False)
    start: Point = None  # type: ignore[assignment]  # None: the surface's own
    steps: Annotated[
        int, Range(1, MAX_RACE_STEPS, whole=True), Text("Steps", "steps of each lane")
    ] = 300
    noise: GradientNoise = 0.0
    seed: NoiseSeed = 0
    shared_lr: float | None = None

    def __post_init__(self) -> None:
        if not self.lanes:
            raise ValueError("a race needs at least one lane")
        refuse_out_of_scope(self.lanes, "plane")
        x, y = start_of(self.surface) if self.start is None else self.start
        set_fields(
            self,
            lanes=tuple(self.lanes),
            start=(finite("x of the start", x), finite("y of the start", y)),
            steps=whole("steps", self.steps, 1, MAX_RACE_STEPS),
            noise=finite("noise", self.noise, least=0),
            seed=whole("seed", self.seed, 0, 2**32 - 1),
            shared_lr=canonical_rate(self.shared_lr),
        )

    @cached_property
    def effective_lanes(self) -> tuple[Lane, ...]:
        """The lanes with the learning rates and the schedules that are used."""
        return tuple(lane.for_run(self.steps) for lane in at_rate(self.lanes, self.shared_lr))


RACE_PARAMETERS = {
    parameter.name: parameter for parameter in parameters_of(Race, but=("start", "shared_lr"))
}


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
    return descend(
        lane.optimizer.entry,
        surface.entry.function,
        start,
        numbers=lane.optimizer.numbers,
        switches=lane.optimizer.switches,
        function_numbers=surface.numbers,
        function_switches=surface.switches,
        factors=factors(lane.schedule, MAX_RACE_STEPS, STEPS_PER_EPOCH),
        noise=gradient_noise(seed, noise),
        steps=steps,
        typed=surface.entry.is_typed,
    )
