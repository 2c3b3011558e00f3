"""Many dimensions as a small still picture: the curvatures as bars, and below them the losses."""

import numpy as np

from optim_core.dimensions.bowl import descents
from optim_core.dimensions.random_hessians import histogram
from optim_core.dimensions.settings import ManyDimensions
from pages.ui.lane_colors import LANE_COLORS
from pages.ui.thumbnail_svg import HEIGHT, MARGIN, WIDTH, lines, picture

MIDDLE = HEIGHT / 2
DECADES = 6  # of the losses
BAR = '<rect x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}" fill="{}"/>'


def thumbnail(of: ManyDimensions) -> str:
    """SVG; the losses on a log scale."""
    seen = histogram(of)
    width = (WIDTH - 2 * MARGIN) / len(seen.share)
    heights = (MIDDLE - 1.5 * MARGIN) * seen.share / seen.share.max()
    bars = [
        BAR.format(
            MARGIN + i * width, MIDDLE - MARGIN / 2 - height, width, height,
            LANE_COLORS[int(seen.edges[i] < 0)],
        )
        for i, height in enumerate(heights)
    ]  # fmt: skip
    with np.errstate(divide="ignore"):
        losses = [np.maximum(np.log10(lane.loss), -DECADES) for lane in descents(of)]
    return picture([*bars, *lines(losses, -DECADES, 0.0, top=MIDDLE + MARGIN / 2)])
