"""Races on gradient descent and the condition number."""

from pages.ui.gallery import Preset

PRESETS: tuple[Preset, ...] = (
    Preset(
        "step_by_step",
        "Step by step downhill",
        "surface=quadratic&1=gradient_descent&1.lr=0.05&2=gradient_descent&2.lr=0.025&steps=100&v=1",
        "Gradient descent's rate stays, its steps get shorter with the slope: at 0.05 the first is "
        "0.77 long, the 10th 0.11, the 60th 0.008; at 0.025 the first is 0.39.",
        topic="gradient_descent",
    ),
    Preset(
        "steepest_way",
        "The steepest way is not the straight one",
        "surface=quadratic&1=gradient_descent&1.lr=0.02&2=gradient_descent&2.lr=0.17&v=1",
        "Gradient descent sets out 54° beside the straight way to the minimum, which is 3.81 long. "
        "Its path is 4.40 long at the rate 0.02, and 9.47, to and fro, at 0.17.",
        topic="gradient_descent",
    ),
    Preset(
        "three_rates",
        "Too small, good, too large",
        "surface=quadratic&1=gradient_descent&1.lr=0.005&2=gradient_descent&2.lr=0.05&"
        "3=gradient_descent&3.lr=0.19&steps=100&v=1",
        "Gradient descent at 0.005 is after 100 steps still 2.12 from the minimum; at 0.05 it "
        "is near at step 80, at 0.19, across the valley in each step, at step 31.",
        topic="gradient_descent",
    ),
    Preset(
        "rate_limit",
        "The limit of the rate, 2/κ",
        "surface=quadratic&surface.kappa=20&x=-3&y=0.5&1=gradient_descent&1.lr=0.09"
        "&2=gradient_descent&2.lr=0.1&3=gradient_descent&3.lr=0.102&steps=150&v=1",
        "The limit is 0.1 here, as κ = 20. Gradient descent at 0.09 converges, at 0.1 "
        "swings between y = ±0.5, and at 0.102 leaves the box at step 46.",
        topic="gradient_descent",
    ),
    Preset(
        "round_bowl",
        "Overshooting in a round bowl",
        "surface=quadratic&surface.kappa=1&y=1.2&1=gradient_descent&1.lr=0.5&"
        "2=gradient_descent&2.lr=1&3=gradient_descent&3.lr=1.5&4=gradient_descent&4.lr=2&"
        "steps=100&v=1",
        "Gradient descent halves the distance in each step at 0.5, is there at once at 1 (step "
        "1), overshoots and comes back half as far at 1.5, and swings for ever at 2.",
        topic="gradient_descent",
    ),
    Preset(
        "flat_land",
        "Where it is flat, there is no step",
        "surface=two_basins&x=-3.8&y=2.8&1=gradient_descent&1.lr=0.1&2=momentum&2.lr=0.1&"
        "3=adam&3.lr=0.1&steps=200&v=1",
        "Gradient descent's first step is 0.024 at the rate 0.1, and 200 are not enough. "
        "Adam's is 0.141: in the well at step 43. Momentum, which builds up, is there at 32.",
        topic="gradient_descent",
    ),
    Preset(
        "zigzag",
        "Zigzag in a narrow bowl",
        "surface=quadratic&surface.kappa=50&1=gradient_descent&1.lr=0.038"
        "&2=momentum&2.lr=0.02&2.momentum=0.8&steps=150&v=1",
        "Gradient descent jumps across the valley in each of its 150 steps and is near the minimum "
        "at step 105; momentum, which damps the zigzag, at step 24.",
        topic="condition",
    ),
    Preset(
        "root_kappa",
        "κ steps, or its root",
        "surface=quadratic&surface.kappa=100&y=0.5&1=gradient_descent&1.lr=0.0198&2=momentum&"
        "2.lr=0.0331&2.momentum=0.669&steps=400&v=1",
        "κ = 100, each at its best settings: gradient descent is near the minimum at step 204, "
        "momentum at 39. They need some κ steps, and some √κ = 10.",
        topic="condition",
    ),
    Preset(
        "kappa_free",
        "AdaGrad does not notice κ",
        "surface=quadratic&surface.kappa=50&1=gradient_descent&1.lr=0.03&2=adagrad&2.lr=1&"
        "steps=150&v=1",
        "Turn κ up to 500: AdaGrad, which scales each coordinate by itself, is near at step 19 "
        "as before. Gradient descent, near at step 134, then diverges.",
        topic="condition",
    ),
    Preset(
        "four_rules",
        "What κ does to four rules",
        "surface=quadratic&surface.kappa=100&1=gradient_descent&1.lr=0.018&2=momentum&2.lr=0.03&"
        "3=rmsprop&3.lr=0.05&4=adam&4.lr=0.3&v=1",
        "κ = 100: gradient descent is near the minimum at step 224, momentum at 65. RMSProp (86) "
        "and Adam (54), which scale each coordinate by itself, need as many at κ = 10.",
        topic="condition",
    ),
    Preset(
        "valley",
        "The long curved valley",
        "1=gradient_descent&2=nesterov&2.lr=0.0009&2.momentum=0.95"
        "&3=adam&3.lr=0.5&3.beta1=0.95&3.beta2=0.99&steps=500&v=1",
        "Gradient descent is down on the floor at step 5, but after 500 steps still 2.13 from the "
        "minimum; Nesterov momentum is near it at step 96, Adam at step 377.",
        topic="condition",
    ),
)
