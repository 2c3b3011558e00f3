"""What the claims about races are computed with."""

from collections.abc import Callable

import numpy as np

from optim_core import Race
from optim_core.plane.descend import Trajectory
from optim_core.plane.landscape import minima
from optim_core.plane.scores import Score, scores, tolerance_of

Runs = tuple[Trajectory, ...]
Claim = Callable[[Race, Runs], list[float]]
CLAIMS: dict[str, Claim] = {}


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
