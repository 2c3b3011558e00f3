"""How a descent ended: the kind of its end, and where it lies."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from optim_core.catalog import Choice, Point, Surface
from optim_core.plane.descend import Trajectory
from optim_core.plane.geometry import (
    Array,
    as_point,
    box_side,
    distance_outside,
    distances_between,
    finite_rows,
    lengths,
    since_row,
)  # fmt: skip
from optim_core.plane.landscape import lowest
from optim_core.plane.last_heights import (
    falls,
    gets_lower,
    halves,
    last_windows,
    rate_left,
    sinks,
    stays_above,
    two_swings,
)
from optim_core.plane.rest_point import rest_point_near

DescentOutcomeKind = Literal[
    "descending_without_bound",
    "falling_outside",
    "undefined",
    "diverged",
    "converged",
    "local_minimum",
    "lower_minimum",
    "held_at_saddle",
    "flat",
    "search_failed",
    "stalled",
    "rate_gone",
    "hovering",
    "oscillating",
    "moving",
]


@dataclass(frozen=True)
class DescentThresholds:
    """Where a verdict draws its lines. Lengths are in units of the box's shorter side.

    No size of gradient counts as small by itself: from surface to surface, gradients range over six
    powers of ten. A run is at rest when it stays close to a point without gradient: a minimum that
    the surface lists, or else the point that Newton's method finds from the mean of the run's last
    positions. A window's path no longer than `still` counts as invisible. The floor is the lowest
    height of the surface or, where there is none, of the run.
    """

    window: float = 0.1  # the end that is judged: this part of the run's steps,
    shortest_window: int = 10  # but at least so many (half the run where it is not twice as long)
    still: float = 1e-3  # stays so close to a minimum: arrived
    near: float = 1e-2  # so close is enough on an invisible path, or to a saddle or a flat point
    slowed: float = 0.1  # an invisible path by steps so short beside the run's longest: stalled
    hover: float = 5e-2  # back and forth, on average so close to a minimum: hovers
    far: float = 1.0  # farther than this outside the box, and higher than at the start: diverged
    detour: float = 4.0  # back and forth: a path so many times the way between its halves' means
    gain: float = 1e-2  # still falling: a new best, by this part of the height above the floor
    fades: float = 5e-2  # four windows, each lower by this part: swings that die away
    flat: float = 1e-6  # a curvature less than this part of those nearby is none


@dataclass(frozen=True)
class DescentOutcome:
    """How a run ended: the first of these rows that holds over its last window.

    | kind | the end of the run | `step` | `point` |
    |---|---|---|---|
    | descending_without_bound | outside the box, falling, no minimum exists | first of it | end |
    | falling_outside | so it is, of a surface where nobody knows | first of it | end |
    | undefined | in the box, where a typed surface has no value | first of it | the end |
    | diverged | not finite; or far outside the box, higher than at the start | left the box | end |
    | converged | stays at a point of the lowest height | first of it | that minimum |
    | local_minimum | stays at a minimum that is not the lowest | first of it | that minimum |
    | lower_minimum | stays at one that is lower than those found in the box | first of it | that |
    | held_at_saddle | stays near a saddle | first of it | that saddle |
    | flat | stays near a point with no gradient and, some way, no curvature | first of it | it |
    | search_failed | no line search found a step | first of it | end |
    | stalled | steps have become too small to see, though at none of these | first of it | end |
    | rate_gone | so they have, as the schedule took the rate away | first of it | end |
    | hovering | back and forth near a minimum, no lower | first of staying so near | that minimum |
    | oscillating | back and forth elsewhere, no lower | first of the window | end |
    | moving | none of these, or not yet | last | end |

    A run that diverged left the box at the first step from which on it is outside, or not finite.
    The end is the last finite position; `value` is the height at `point`.
    """

    kind: DescentOutcomeKind
    step: int
    point: Point
    value: float


@np.errstate(all="ignore")
def descent_outcome(
    surface: Choice[Surface],
    trajectory: Trajectory,
    thresholds: DescentThresholds | None = None,
    rates: Array | None = None,
    noisy: bool = False,
) -> DescentOutcome:
    """How the run ended. Never raises, whatever the numbers: what is not finite has diverged.

    `rates` are the learning rates of its steps; without them no schedule is blamed. `noisy` says
    whether its gradients had noise: it hovers, then, and does not settle.
    """
    limits = thresholds or DescentThresholds()
    side = box_side(surface)
    finite = finite_rows(trajectory)
    x, value = trajectory.x[: max(finite, 1)], trajectory.value[: max(finite, 1)]
    steps = len(x) - 1
    begin = steps - _window(steps, limits)  # the rows from here on are judged

    kind: DescentOutcomeKind

    def ended(kind: DescentOutcomeKind, step: int) -> DescentOutcome:
        return DescentOutcome(kind, step, as_point(x[-1]), float(value[-1]))

    outside = distance_outside(surface, x)
    overflows = finite < len(trajectory.x)
    away = outside[-1 if overflows else begin :] > 0
    falling = value[-1] < value[0] and (np.diff(value[begin:]) < 0).all()
    if lowest(surface) is None and falling and away.all():
        kind = "falling_outside" if surface.entry.is_typed else "descending_without_bound"
        return ended(kind, since_row(outside > 0))
    if overflows and surface.entry.is_typed and _leaves_the_defined(surface, trajectory, finite):
        return ended("undefined", finite)
    if overflows:
        return ended("diverged", since_row(outside > 0))
    far = outside > limits.far * side
    if far[begin:].all() and stays_above(value[0], value[begin:], limits.gain):
        return ended("diverged", since_row(outside > 0))

    steps_taken = lengths(np.diff(x, axis=0))
    path = steps_taken[begin:].sum()
    invisible = path <= limits.still * side
    near, hover = limits.near * side, limits.hover * side
    rest = rest_point_near(surface, x[begin:].mean(axis=0), near, hover, limits.flat)
    if rest:
        distance = distances_between(x, np.array([rest.point]))[:, 0]
        exactly = rest.is_minimum and not invisible
        close = distance <= (limits.still * side if exactly else near)
        if close[begin:].all():
            return DescentOutcome(rest.kind, since_row(close), rest.point, rest.height)
    failed = getattr(trajectory.state, "failed", None)  # of a rule that searches
    if failed is not None and failed[begin : len(x)].all():
        return ended("search_failed", since_row(failed[: len(x)]))
    if invisible and path <= limits.slowed * steps_taken.max(initial=0.0) * (steps - begin):
        at_full_rate = path / rate_left(rates, begin, steps)
        kind = "stalled" if at_full_rate <= limits.still * side else "rate_gone"
        return ended(kind, since_row(distances_between(x, x[-1:])[:, 0] <= limits.still * side))
    before, after = halves(x[begin:])
    straight = path < limits.detour * lengths(after.mean(axis=0) - before.mean(axis=0))
    floor = lowest(surface)
    height = value - (value.min() if floor is None else floor)
    # where a swing is now is a matter of phase, but means and peaks tell whether it dies away
    length = two_swings(height, steps - begin)
    too_slow = 4 * length > len(height)
    die_away = not too_slow and falls(last_windows(4, height, length), limits.fades)
    new_best = gets_lower(height, begin, limits.gain)
    if straight or new_best or (die_away and not noisy):
        return ended("moving", steps)
    if rest and rest.is_minimum and distance[begin:].mean() <= hover:
        step = since_row(distance <= distance[begin:].max())
        return DescentOutcome("hovering", step, rest.point, rest.height)
    quarter, third = len(height) // 4, len(height) // 3
    lower_peaks = too_slow and height[-quarter:].max() < (1 - limits.gain) * height.max()
    means_sink = noisy and sinks(last_windows(4, height, quarter), limits.fades)
    if die_away or lower_peaks or means_sink or falls(last_windows(2, height, third), limits.gain):
        return ended("moving", steps)
    return ended("oscillating", begin)


def _leaves_the_defined(surface: Choice[Surface], trajectory: Trajectory, row: int) -> bool:
    """Whether the first row that is not finite lies in the box, where the surface has no height."""
    x = trajectory.x[row]
    inside = np.isfinite(x).all() and distance_outside(surface, x[None])[0] <= 0
    return bool(inside and not np.isfinite(trajectory.value[row]))


def _window(steps: int, limits: DescentThresholds) -> int:
    """How many of the last steps are judged."""
    shortest = min(limits.shortest_window, steps // 2)
    return min(max(round(limits.window * steps), shortest, 1), steps)
