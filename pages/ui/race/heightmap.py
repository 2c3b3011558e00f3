"""Heights of a surface over a window, as the picture draws them: on a scale, quantized."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from optim_core.catalog import Box, Choice, Surface
from optim_core.plane.geometry import box_of
from optim_core.plane.landscape import heights, lowest

LEVELS = 65534  # 65535 stands for a height that is not finite


@dataclass(frozen=True)
class Heightmap:
    """`z` between `low` and `high`, of the height above the minimum u = f - minimum.

    Linear: z = u. Logarithmic: z = sign(u) log10(1 + |u| / linear_threshold), which is close to
    linear below the threshold, and defined where an unbounded surface falls below what stands for
    its minimum.
    """

    z: NDArray[np.uint16]  # [n, n], rows from the window's bottom
    low: float
    high: float
    minimum: float
    linear_threshold: float


def heightmap(surface: Choice[Surface], window: Box, n: int, scale: str) -> Heightmap:
    """The heights at n x n points of the window, its edges included. Scale: "log" or "linear"."""
    minimum, linear_threshold = _scale(surface)
    u = _heights(surface, window, n) - minimum
    if scale == "log":
        u = np.sign(u) * np.log10(1 + np.abs(u) / linear_threshold)
    known = u[np.isfinite(u)]
    low, high = (float(known.min()), float(known.max())) if known.size else (0.0, 0.0)
    filled = np.where(np.isfinite(u), u, high)
    shares = (filled - low) / ((high - low) or 1.0)
    z = np.where(np.isfinite(u), np.rint(shares * LEVELS), LEVELS + 1).astype(np.uint16)
    return Heightmap(z, low, high, minimum, linear_threshold)


def _heights(surface: Choice[Surface], window: Box, n: int) -> NDArray[np.float64]:
    (left, right), (bottom, top) = window
    return heights(surface, np.linspace(left, right, n), np.linspace(bottom, top, n))


@lru_cache(maxsize=256)
def _scale(surface: Choice[Surface]) -> tuple[float, float]:
    """The lowest height (0 if unbounded below) and a 300th of the box's typical height above it."""
    least = lowest(surface)
    minimum = 0.0 if least is None else least
    u = np.abs(_heights(surface, box_of(surface), 60) - minimum)
    known = u[np.isfinite(u)]
    return minimum, (float(np.median(known)) if known.size else 0.0) / 300 or 1.0
