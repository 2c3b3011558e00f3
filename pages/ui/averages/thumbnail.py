"""Averages as a small still picture: the days as dots, the averages as lines."""

import numpy as np

from optim_core.averages.averaged import averages
from optim_core.averages.averaging import Averaging, series
from pages.ui.thumbnail_svg import HEIGHT, MARGIN, WIDTH, lines, picture

DOT = '<circle cx="{:.1f}" cy="{:.1f}" r="1.6" fill="#8a909c"/>'
STRIDE = 3  # of so many days, one has a dot


def thumbnail(of: Averaging) -> str:
    """SVG."""
    values, lanes = series(of).values, averages(of)
    curves = [lane.shown for lane in lanes]
    low, high = float(np.min([values, *curves])), float(np.max([values, *curves]))
    x = np.linspace(MARGIN, WIDTH - MARGIN, len(values))[::STRIDE]
    y = HEIGHT - MARGIN - (HEIGHT - 2 * MARGIN) * (values[::STRIDE] - low) / ((high - low) or 1.0)
    dots = [DOT.format(a, b) for a, b in zip(x, y, strict=True)]
    return picture([*dots, *lines(curves, low, high)])
