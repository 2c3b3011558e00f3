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

# Their difference was too small to be seen from the last row.
RETIRED = {
    "amsgrad": "surface=quadratic&surface.kappa=4&1=adam&1.lr=0.1&1.beta2=0.9&2=amsgrad&2.lr=0.1"
    "&2.beta2=0.9&steps=500&noise=1&v=1",
    "fair_seeds": "surface=quadratic&surface.kappa=4&1=gradient_descent&1.lr=0.1&2=momentum"
    "&2.lr=0.01&steps=200&noise=2&v=1",
}

RACES: Gallery[Race, View] = Gallery(PRESETS, link.CODEC, retired=RETIRED)
