"""The point without gradient that the end of a descent is near, if there is one."""

from typing import Literal, NamedTuple

import numpy as np

from optim_core.catalog import Choice, Point, Surface
from optim_core.plane.geometry import Array, as_point, distances_between
from optim_core.plane.landscape import critical_point, lowest, minima

RestPointKind = Literal["converged", "local_minimum", "lower_minimum", "held_at_saddle", "flat"]


class RestPoint(NamedTuple):
    """A point without gradient, and how a run has ended that stays there."""

    kind: RestPointKind
    point: Point
    height: float

    @property
    def is_minimum(self) -> bool:
        return self.kind in ("converged", "local_minimum", "lower_minimum")


def rest_point_near(
    surface: Choice[Surface], middle: Array, near: float, hover: float, flat: float
) -> RestPoint | None:
    """The point without gradient that a run around `middle [2]` may be about, if one is near.

    A minimum that the surface lists within `near`; else what Newton's method finds within `hover`,
    or a listed one that lies there. A curvature less than the part `flat` of those nearby is none.
    """
    if minimum := _known_minimum_near(surface, middle, near):
        return minimum
    found = critical_point(surface, middle, hover)
    if found is None:
        return _known_minimum_near(surface, middle, hover)
    if minimum := _known_minimum_near(surface, found.point, near):
        return minimum
    zero = flat * found.around
    kind: RestPointKind = "flat"
    if found.curvatures[0] > zero:
        height = lowest(surface)
        is_lower = surface.entry.is_typed and height is not None and found.height < height
        kind = "lower_minimum" if is_lower else "local_minimum"
    elif found.curvatures[0] < -zero:
        kind = "held_at_saddle"
    return RestPoint(kind, as_point(found.point), found.height)


def _known_minimum_near(surface: Choice[Surface], point: Array, within: float) -> RestPoint | None:
    """The nearest of the surface's minima, if it is so near to `point [2]`."""
    height = lowest(surface)
    if height is None:
        return None
    distances = distances_between(point, minima(surface))  # [k]
    k = int(np.argmin(distances))
    return (
        RestPoint("converged", as_point(minima(surface)[k]), height)
        if distances[k] <= within
        else None
    )
