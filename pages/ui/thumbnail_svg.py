"""Curves as small still pictures: what pages draw of their presets."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import ArrayLike

from pages.ui.lane_colors import LANE_COLORS

WIDTH, HEIGHT, MARGIN = 360, 180, 12
FRAME = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0} {1}" width="{0}" height="{1}">'
    '<rect width="{0}" height="{1}" fill="#f7f8fa"/>{2}</svg>'
)
LINE = (
    '<polyline points="{points}" fill="none" stroke="{color}" stroke-width="{width}" '
    'stroke-linejoin="round"/>'
)
MAX_POINTS = 120  # of a line: the picture has few pixels


def picture(shapes: Iterable[str]) -> str:
    """The shapes on their ground, as SVG."""
    return FRAME.format(WIDTH, HEIGHT, "".join(shapes))


def lines(
    curves: Iterable[ArrayLike],
    low: float,
    high: float,
    top: float = MARGIN,
    bottom: float = HEIGHT - MARGIN,
) -> list[str]:
    """A line for each lane, over the width, from `low` at the `bottom` to `high` at the `top`.

    What is not finite is left out; what is beyond is drawn at the edge.
    """
    drawn = []
    for color, curve in zip(LANE_COLORS, curves, strict=False):
        y = np.asarray(curve, float)
        x = np.linspace(MARGIN, WIDTH - MARGIN, len(y))
        some = np.unique(np.linspace(0, len(y) - 1, MAX_POINTS).astype(int))
        share = (np.clip(y[some], low, high) - low) / ((high - low) or 1.0)
        pairs = zip(x[some], bottom + (top - bottom) * share, strict=True)
        points = " ".join(f"{a:.1f},{b:.1f}" for a, b in pairs if np.isfinite(b))
        drawn.append(LINE.format(points=points, color=color, width=2.4))
    return drawn
