"""Schedules as a small still picture: the rates, and below them the mean losses."""

import numpy as np

from optim_core.plane.noisy_descents import Comparison, descents
from pages.ui.thumbnail_svg import HEIGHT, MARGIN, lines, picture

MIDDLE = HEIGHT / 2
DECADES = 6  # of the losses, below where they begin


def thumbnail(of: Comparison) -> str:
    """SVG; the losses on a log scale."""
    runs = descents(of)
    with np.errstate(divide="ignore"):
        losses = [np.log10(run.mean) for run in runs]
    begin = float(losses[0][0])
    low = max(float(np.min(losses)), begin - DECADES)
    rates = lines([run.rates for run in runs], 0.0, of.lr, bottom=MIDDLE - MARGIN / 2)
    return picture([*rates, *lines(losses, low, begin, top=MIDDLE + MARGIN / 2)])
