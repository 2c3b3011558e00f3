"""The gallery of single steps."""

from optim_core.plane.race import Race
from pages.ui.gallery import Gallery, Preset
from pages.ui.step.link import CODEC, StepView

PRESETS: tuple[Preset, ...] = (
    Preset(
        "first_step_of_adam",
        "Adam's first step, corrected and not",
        "v=1",
        "Both divide m by the root of v. Corrected, that is 1 in each coordinate, and the step is "
        "the rate, 0.1; not corrected (lane 2) it is 0.316 each way, 3.16 times as long.",
        topic="adam",
    ),
    Preset(
        "newton_inside",
        "The parabola that Newton jumps to the bottom of",
        "surface=rosenbrock&x=-1.2&y=1&1=newton&lane=1&at=1&v=1",
        "Newton's method jumps to where its parabola is lowest: that promises a fall of 4.2, but "
        "the valley is curved, and the value rises from 4.7 to 1412.",
        topic="taylor",
    ),
    Preset(
        "line_search_inside",
        "A line search tries and turns back",
        "surface=rosenbrock&x=-1.2&y=1&1=bfgs&lane=1&v=1",
        "The first step of BFGS goes down the gradient. Trial 1, of length 0.0043, is up the other "
        "wall, at 174; the line search turns back and takes trial 2, 0.0008, at 4.2.",
        topic="second_order",
    ),
)

STEPS: Gallery[Race, StepView] = Gallery(PRESETS, CODEC, topic="taylor")
