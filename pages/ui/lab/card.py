"""A training as a small picture: its lanes, each in its colour."""

from html import escape

from optim_core import Training
from pages.ui.lab.lane_names import lane_names
from pages.ui.lane_colors import LANE_COLORS
from pages.ui.language import catalog, current

LANE = (
    '<div style="display: flex; gap: 0.6rem; align-items: baseline; font-size: 0.875rem">'
    '<span style="flex: none; width: 1.4rem; border-top: 3px solid {color}; '
    'position: relative; top: -0.25rem"></span><span>{name}</span></div>'
)


def lanes(training: Training) -> str:
    """The lanes' names, as HTML."""
    named = zip(LANE_COLORS, lane_names(training, catalog(current())), strict=False)
    return "".join(
        LANE.format(color=color, name=escape(f"{n} {name}"))
        for n, (color, name) in enumerate(named, 1)
    )
