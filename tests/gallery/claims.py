"""What the claims about races are computed with."""

from collections.abc import Callable

import numpy as np

from optim_core import Race, solve
from optim_core.plane.descend import Trajectory
from optim_core.plane.landscape import minima
from optim_core.plane.scores import Score, scores, tolerance_of

Runs = tuple[Trajectory, ...]
Claim = Callable[[Race, Runs], list[float]]
CLAIMS: dict[str, Claim] = {}

SEEDS = range(5)  # over which a claim holds that is of noise


def claim(computed: Claim) -> Claim:
    """Of the preset of that name: asserts what its sentence says in words.

    It returns the numbers that the sentence quotes, in their order.
    """
    CLAIMS[computed.__name__] = computed
    return computed


def scored(race: Race, runs: Runs) -> list[Score]:
    return [scores(race.surface, run, tolerance_of(race.surface)) for run in runs]


def rates(race: Race) -> list[float]:
    return [lane.optimizer.numbers["lr"] for lane in race.effective_lanes]


def lengths(vectors):
    return np.hypot(vectors[..., 0], vectors[..., 1])


def off(race: Race, run: Trajectory):
    """How far each step is from the surface's one minimum, `[steps + 1]`."""
    (minimum,) = minima(race.surface)
    return lengths(run.x - minimum)


def first(holds) -> int:
    assert holds.any()
    return int(holds.argmax())


def late(race: Race, steps: int) -> list[float]:
    """Each lane's mean distance from the minimum over the last steps."""
    return [float(off(race, run)[-steps:].mean()) for run in solve(race)]


def near(race, runs) -> list[int | None]:
    return [score.steps_to_tolerance for score in scored(race, runs)]
