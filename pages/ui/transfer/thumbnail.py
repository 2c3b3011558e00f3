"""A transfer as a small still picture: its accuracies, which were computed once and are kept."""

import json
from functools import cache
from pathlib import Path

import numpy as np

from optim_core.network.transfer import WAYS, Transfer, Way
from pages.ui.thumbnail_svg import lines, picture
from pages.ui.transfer import link

# `make pictures` adds those of new presets
KEPT = Path(__file__).with_name("preset_accuracies.json")
POINTS = 60  # of a line


@cache
def accuracies() -> dict[Transfer, dict[Way, list[float]]]:
    """Of each way of a transfer the accuracy at each of its sizes, on average over the seeds."""
    kept = json.loads(KEPT.read_text("utf-8")) if KEPT.exists() else {}
    return {link.read(query)[0]: means for query, means in kept.items()}


def thumbnail(study: Transfer) -> str:
    """SVG: the accuracy of each way, in its color, over the logarithm of the examples a class."""
    means, sizes = accuracies().get(study, {}), np.log(study.sizes)
    at = np.linspace(sizes[0], sizes[-1], POINTS)
    curves = [
        np.interp(at, sizes, means[way]) if way in means else np.full(POINTS, np.nan)
        for way in WAYS
    ]
    low = min((least for each in means.values() for least in each), default=0.0)
    return picture(lines(curves, low, 1.0))
