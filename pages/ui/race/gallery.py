"""The gallery of races."""

from optim_core import Race
from pages.ui.gallery import Gallery, Preset
from pages.ui.race import link
from pages.ui.race.lessons import (
    adaptive,
    comparing,
    descent,
    minima,
    momentum,
    noise,
    own_formula,
    second_order,
    typed,
)
from pages.ui.race.view import View

PARTS = (
    descent,
    minima,
    noise,
    momentum,
    adaptive,
    comparing,
    second_order,
    own_formula,
    typed,
)
PRESETS: tuple[Preset, ...] = tuple(preset for part in PARTS for preset in part.PRESETS)

RACES: Gallery[Race, View] = Gallery(PRESETS, link.CODEC)
