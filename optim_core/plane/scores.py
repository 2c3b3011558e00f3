"""Numbers about a descent: its best, when it came within a tolerance, and how it ended."""

from dataclasses import dataclass

import numpy as np

from optim_core.catalog import Choice, Surface
from optim_core.plane.descend import Trajectory
from optim_core.plane.geometry import (
    Array,
    box_side,
    distance_outside,
    distances_between,
    finite_rows,
    first_row,
)
from optim_core.plane.landscape import minima
from optim_core.plane.outcome import DescentOutcome, descent_outcome


@dataclass(frozen=True)
class Score:
    """Numbers about one run. Steps count from 0, the start."""

    best: float  # the lowest height before any that is not finite
    best_step: int
    final: float  # finite or not
    steps_to_tolerance: int | None  # the first step so near to a minimum; None where there is none
    nearest: int | None  # which minimum is nearest to the end; None without minima or a finite end
    distance: float | None  # from the end to that minimum
    left_box: int | None  # the first step outside the box; None where it never left
    outcome: DescentOutcome


def tolerance_of(surface: Choice[Surface]) -> float:
    """The distance to a minimum that counts as having arrived: 1 % of the box's shorter side."""
    return box_side(surface) / 100


@np.errstate(all="ignore")
def scores(
    surface: Choice[Surface],
    trajectory: Trajectory,
    tolerance: float,
    rates: Array | None = None,
    noisy: bool = False,
) -> Score:
    """The numbers and the verdict; `tolerance` is the distance for `steps_to_tolerance`.

    `rates` and `noisy` are for the verdict, as in `descent_outcome`.
    """
    best = int(np.argmin(trajectory.value[: max(finite_rows(trajectory), 1)]))
    distances = distances_between(trajectory.x, minima(surface))  # [steps + 1, k]
    ends_somewhere = distances.shape[1] > 0 and bool(np.isfinite(distances[-1]).all())
    outcome = descent_outcome(surface, trajectory, None, rates, noisy)
    left_box = first_row(~(distance_outside(surface, trajectory.x) <= 0))
    if outcome.kind == "undefined" and left_box is not None and left_box >= outcome.step:
        left_box = None  # it came to where there is nothing, and not out
    return Score(
        best=float(trajectory.value[best]),
        best_step=best,
        final=float(trajectory.value[-1]),
        steps_to_tolerance=first_row(distances.min(axis=1, initial=np.inf) <= tolerance),
        nearest=int(distances[-1].argmin()) if ends_somewhere else None,
        distance=float(distances[-1].min()) if ends_somewhere else None,
        left_box=left_box,
        outcome=outcome,
    )
