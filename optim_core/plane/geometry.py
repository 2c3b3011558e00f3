"""Distances, boxes and rows: what scores and outcomes of a descent are counted by."""

import numpy as np
from numpy.typing import NDArray

from optim_core.catalog import Box, Choice, Point, Surface
from optim_core.plane.descend import Trajectory

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]


def box_of(surface: Choice[Surface]) -> Box:
    """What is shown of it at first."""
    return surface.entry.box(**surface.values)


def start_of(surface: Choice[Surface]) -> Point:
    """Where a race begins if nobody says."""
    return surface.entry.start(**surface.values)


def box_side(surface: Choice[Surface]) -> float:
    """The shorter side of the box."""
    return min(high - low for low, high in box_of(surface))


def distance_outside(surface: Choice[Surface], x: Array) -> Array:
    """How far each of `x [rows, 2]` is outside the box, `[rows]`; at most 0 inside."""
    low, high = np.array(box_of(surface), float).T
    return np.maximum(low - x, x - high).max(axis=1)


def distances_between(x: Array, points: Array) -> Array:
    """From each of `x [rows, 2]` to each of `points [k, 2]`: `[rows, k]`."""
    return lengths(x[..., None, :] - points)


def lengths(vectors: Array) -> Array:
    """Of `vectors [..., 2]`: `[...]`."""
    return np.hypot(vectors[..., 0], vectors[..., 1])


def finite_rows(trajectory: Trajectory) -> int:
    """How many rows from the start on are finite."""
    finite: Mask = np.isfinite(trajectory.value) & np.isfinite(trajectory.x).all(axis=1)
    finite &= np.isfinite(trajectory.gradient).all(axis=1)
    first = first_row(~finite)
    return len(finite) if first is None else first


def first_row(holds: Mask) -> int | None:
    """The first row where it holds, if there is one."""
    k = int(np.argmax(holds))
    return k if holds[k] else None


def since_row(holds: Mask) -> int:
    """The first row from which on it holds to the end."""
    fails = np.flatnonzero(~holds)
    return int(fails[-1]) + 1 if len(fails) else 0


def as_point(p: Array) -> Point:
    return float(p[0]), float(p[1])
