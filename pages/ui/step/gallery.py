"""The gallery of single steps."""

from optim_core.plane.race import Race
from pages.ui.gallery import Gallery, Preset
from pages.ui.step.link import CODEC, StepView

PRESETS: tuple[Preset, ...] = (
    Preset(
        "one_step",
        "The gradient, and one step against it",
        "1=gradient_descent&1.lr=0.05&v=1",
        "The gradient, (−3.5, 15), points where it is steepest up. The step is 0.05 times that, "
        "backwards: from (−3.5, 1.5) to (−3.325, 0.75). The value falls from 17.4 to 8.3.",
        topic="gradient_descent",
    ),
    Preset(
        "first_step_of_adam",
        "Adam's first step, corrected and not",
        "v=1",
        "Both divide m by the root of v. Corrected, that is 1 in each coordinate, and the step is "
        "the rate, 0.1; not corrected (lane 2) it is 0.316 each way, 3.16 times as long.",
        topic="adam",
    ),
    Preset(
        "two_arrows",
        "Velocity and gradient, two arrows",
        "y=2.5&1=momentum&1.lr=0.05&1.form=velocity&2=nesterov&2.lr=0.05&at=6&v=1",
        "Both add the gradient to 0.9 of the old velocity. Momentum takes it here: y goes on from "
        "0.07 to 1.27. Nesterov looks ahead, up the wall, and brakes: from −0.01 to 0.10.",
        topic="momentum",
    ),
    Preset(
        "nesterov_twice",
        "Nesterov updates twice",
        "y=2.5&1=nesterov&1.lr=0.05&2=nesterov&2.lr=0.05&2.form=rewritten&at=6&v=1",
        "Both have one velocity, v = (0.50, 0.12), and lane 1 goes by it. Lane 2, written for the "
        "point ahead, goes by 1.9 times the new one less 0.9 times the old.",
        topic="momentum",
    ),
    Preset(
        "strides",
        "Adam's direction, RMSProp's stride",
        "surface.kappa=50&1=rmsprop&1.lr=0.1&2=adam&2.lr=0.1&v=1",
        "The slope is 21 times as steep in y as in x. RMSProp divides by its roots, 23.7 and 1.1, "
        "and goes 0.316 in both; Adam, corrected for the start, 0.1.",
        topic="adam",
    ),
    Preset(
        "eps_in_root",
        "ε outside or inside the root",
        "surface=typed&surface.formula=0.0001*(x%2By)&x=0&y=0&1=adam&1.lr=0.1&2=adam&2.lr=0.1"
        "&2.eps_in_root=1&v=1",
        "The slope is 0.0001, ε a ten-thousandth of that. Outside the root (lane 1) it hardly "
        "counts: 0.100 each way. Inside (lane 2) its root is as large as the slope: 0.071.",
        topic="adam",
    ),
    Preset(
        "tangent",
        "The first order only allows small steps",
        "surface=rosenbrock&x=-1.2&y=1&1=gradient_descent&1.lr=0.0005&2=gradient_descent"
        "&2.lr=0.005&v=1",
        "The tangent promises a fall from 24.2 to −2.9; at the rate 0.0005 the value falls to 6.6. "
        "At ten times the rate it promises −247, and the value rises to 204.",
        topic="taylor",
    ),
    Preset(
        "newton_exact",
        "On a quadratic the parabola is the surface",
        "surface=rotated_ellipse&1=newton&lane=1&model=1&v=1",
        "The second-order model is the surface: Newton's method goes to its lowest point, where "
        "the value is 0, as promised. The tangent promises −80.",
        topic="taylor",
    ),
    Preset(
        "newton_inside",
        "The parabola that Newton jumps to the bottom of",
        "surface=rosenbrock&x=-1.2&y=1&1=newton&lane=1&at=1&model=1&v=1",
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
