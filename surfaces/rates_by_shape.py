"""Learning rates for a surface of which nothing is known but its shape: for what somebody types."""

from functools import lru_cache
from typing import NamedTuple

import numpy as np

from optim_core.catalog import Choice, Optimizer, Surface
from optim_core.plane.geometry import box_of, box_side, start_of

MAX_RATE = 10.0
LINES = 61

# Of the limit that the largest curvature sets; and of the box's shorter side, for rules whose steps
# are about as long as their rate, whatever the gradient. Both as in the other surfaces' table.
OF_THE_LIMIT = {"gradient_descent": 0.4, "momentum": 0.05, "nesterov": 0.1}
OF_THE_SIDE = {
    "adagrad": 0.1, "rmsprop": 0.006, "adam": 0.025, "adamw": 0.025, "amsgrad": 0.03,
    "nadam": 0.03, "adadelta": 1.0, "lion": 0.015,
}  # fmt: skip


class Shape(NamedTuple):
    """What a surface is like in its box, as far as it is no higher there than at its start."""

    side: float  # of the box, the shorter one
    curvature: float  # the largest that a grid meets; not above 0 where there is none
    slope: float  # the median length of the gradient


@lru_cache(maxsize=256)
@np.errstate(all="ignore")
def shape_of(surface: Choice[Surface]) -> Shape:
    """By a grid over its box."""
    lines = [np.linspace(*sides, LINES) for sides in box_of(surface)]
    points = np.stack(np.meshgrid(*lines), axis=-1).reshape(-1, 2)
    points = np.concatenate([points, [start_of(surface)]])
    value, (gx, gy), (xx, xy, yy) = surface.entry.derivatives(points, 2, **surface.values)  # type: ignore[misc]
    largest = (xx + yy) / 2 + np.hypot((xx - yy) / 2, xy)
    slope = np.hypot(gx, gy)
    counts = np.isfinite(largest) & np.isfinite(slope) & ~(value > value[-1])
    if not counts.any():
        return Shape(box_side(surface), 0.0, 0.0)
    return Shape(box_side(surface), float(largest[counts].max()), float(np.median(slope[counts])))


def rate_by_shape(shape: Shape, optimizer: Choice[Optimizer]) -> float | None:
    """One of 1, 2 and 5 times a power of ten; None for a rule of which nothing is known.

    Where nothing curves upwards, the first step of a rule that has a limit is a fiftieth of a side.
    """
    name = optimizer.entry.name
    if name in OF_THE_SIDE:
        return _round(OF_THE_SIDE[name] * shape.side)
    if name not in OF_THE_LIMIT:
        return None
    if shape.curvature > 0:
        return _round(OF_THE_LIMIT[name] * factor_of(optimizer) / shape.curvature)
    return _round(shape.side / 50 / shape.slope) if shape.slope else None


def factor_of(optimizer: Choice[Optimizer]) -> float:
    """The rule's limit on a quadratic, times its curvature."""
    values = {name: value for name, value in optimizer.items if name != "lr"}
    return optimizer.entry.rate_limit(**values).factor  # type: ignore[misc]


def _round(rate: float) -> float:
    """The next lower one of 1, 2 and 5 times a power of ten."""
    power = np.floor(np.log10(rate))
    digit = max(digit for digit in (1, 2, 5) if digit <= rate / 10**power * (1 + 1e-9))
    return min(MAX_RATE, float(f"{digit}e{power:.0f}"))
