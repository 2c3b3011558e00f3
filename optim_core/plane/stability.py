"""Where a learning rate was too large for the curvature that a descent met."""

from typing import NamedTuple

import numpy as np

from optim_core.catalog import Choice, Optimizer, Surface
from optim_core.plane.descend import Trajectory
from optim_core.plane.geometry import Array, distance_outside, finite_rows
from optim_core.plane.landscape import curvatures
from optim_core.plane.outcome import DescentOutcome


class TooLarge(NamedTuple):
    """A rate, and the limit that it is at or above where the run met the largest curvature."""

    rate: float  # of the step from there
    limit: float  # what the rule bears on a quadratic of that curvature
    formula: str  # of the limit, for a curvature {L}
    curvature: float  # the Hessian's largest eigenvalue there


EXACTLY = 1e-9  # closer to its limit, a rate is at it


@np.errstate(all="ignore")
def too_large(
    surface: Choice[Surface],
    optimizer: Choice[Optimizer],
    trajectory: Trajectory,
    rates: Array,
    outcome: DescentOutcome,
) -> TooLarge | None:
    """Why the run diverged or oscillates, where its rule has a limit and a step was beyond that.

    Judged are the steps that led there: of a run that diverged those that begin in the box before
    it left that for good, of one that oscillates those of its end. `rates [steps]` are theirs.
    None for a rule that states no limit, and where no step was at or above it.
    """
    rule = optimizer.entry.rate_limit
    if rule is None or outcome.kind not in ("diverged", "oscillating"):
        return None
    steps = min(finite_rows(trajectory), len(rates))
    judged = np.arange(steps)
    if outcome.kind == "oscillating":
        judged = judged[outcome.step :]
    else:
        inside = distance_outside(surface, trajectory.x[:steps]) <= 0
        judged = judged[inside] if inside.any() else judged[: outcome.step]
    if not len(judged):
        return None
    names = {name for name in optimizer.values if name != "lr"}
    factor, formula = rule(**{name: optimizer.values[name] for name in names})
    largest = curvatures(surface, trajectory.x[judged])[:, 1]
    beyond = np.nan_to_num(np.where(largest > 0, rates[judged] * largest / factor, 0.0))
    worst = int(np.argmax(beyond))
    if beyond[worst] < 1 - EXACTLY:
        return None
    curvature = float(largest[worst])
    return TooLarge(float(rates[judged][worst]), factor / curvature, formula, curvature)
