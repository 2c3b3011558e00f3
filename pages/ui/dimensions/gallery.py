"""The gallery of many dimensions."""

from optim_core.dimensions.settings import ManyDimensions
from pages.ui.dimensions.link import CODEC, DimensionsView
from pages.ui.gallery import Gallery, Preset

PRESETS: tuple[Preset, ...] = (
    Preset(
        "random_saddles",
        "Why saddles are everywhere",
        "v=1",
        "Of 1000 random critical points, 476 are minima in 1 dimension, 120 in 2, 19 in 3, 2 in 4, "
        "0 in 5: each curvature has to point up. All others are saddles, or as rarely maxima.",
    ),
    Preset(
        "hundred_dimensions",
        "No minimum in 100 dimensions",
        "n=100&shares=log&v=1",
        "In 100 dimensions 50 % of the curvatures of a point go down. The chance that none does "
        "has 1209 zeros behind the point; in 4 dimensions it is 0.0025, as counted.",
    ),
    Preset(
        "low_points",
        "Minima lie low",
        "n=100&lift=1&v=1",
        "The lower a point lies, the more curvatures are lifted. In 100 dimensions 10 of 1000 "
        "points are minima at 0.9 radii, 835 at 1, all at 1.1: minima lie at nearly one height.",
    ),
    Preset(
        "spread_of_progress",
        "A hundred directions, each at its own pace",
        "1=gradient_descent&n=100&kappa=1000&steps=200&show=descent&v=1",
        "κ = 1000: after 200 steps gradient descent has nothing left in the steepest direction, "
        "82 % in the flattest; 18 of 100 directions have more than half of their way left.",
        topic="condition",
    ),
    Preset(
        "many_to_learn",
        "The more dimensions, the more to learn",
        "1=newton&2=bfgs&n=100&kappa=100&steps=60&show=descent&v=1",
        "Newton is down in 1 step, whatever n is. BFGS has to learn the curvatures: a millionth of "
        "the loss is left after 2 steps in 2 dimensions, 13 in 10, 42 in 100.",
        topic="second_order",
    ),
)

MANY_DIMENSIONS: Gallery[ManyDimensions, DimensionsView] = Gallery(PRESETS, CODEC, topic="minima")
