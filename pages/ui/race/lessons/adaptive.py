"""Races on rules that scale each coordinate."""

from pages.ui.gallery import Preset

PRESETS: tuple[Preset, ...] = (
    Preset(
        "adagrad",
        "AdaGrad stalls, RMSProp does not",
        "surface=beale&x=-2&y=-3&1=adagrad&2=adagrad&2.lr=2&3=rmsprop&3.lr=0.02&steps=500&v=1",
        "AdaGrad's divisor only grows: after 500 steps it is 3.51 from the minimum at the rate "
        "0.5, 2.08 at the rate 2. RMSProp forgets the steep start and gets there.",
        topic="adagrad_rmsprop",
    ),
    Preset(
        "adagrad_cliff",
        "AdaGrad remembers a cliff",
        "surface=typed&surface.formula=(x%5E2%2By%5E2)/2%2B20*sigmoid(-8*(x%2B2))&x=-2.5&y=1.5"
        "&1=adagrad&2=rmsprop&2.lr=0.05&steps=200&v=1",
        "The cliff's slope of 42 stays in AdaGrad's divisor: after 100 steps it is 0.43 from the "
        "minimum. RMSProp is near it at step 94. Without the cliff AdaGrad is at step 29.",
        topic="adagrad_rmsprop",
    ),
    Preset(
        "classic_beale",
        "The classic of Beale",
        "surface=beale&1=gradient_descent&1.lr=0.004&2=momentum&2.lr=0.004&3=rmsprop&3.lr=0.04"
        "&4=adagrad&v=1",
        "Momentum overshoots to y = −1.71 and is near at step 46. RMSProp turns straight "
        "towards the minimum: step 123. Gradient descent and AdaGrad are not near within 300.",
        topic="adagrad_rmsprop",
    ),
    Preset(
        "rmsprop_start",
        "RMSProp starts with a leap",
        "surface=quadratic&1=rmsprop&1.lr=0.05&2=rmsprop&2.lr=0.05&2.decay=0.99&3=rmsprop&"
        "3.lr=0.05&3.decay=0.999&steps=100&v=1",
        "RMSProp's average starts at zero, so its first step is 3.16 times the rate in each "
        "direction at γ = 0.9, 10 times at 0.99, 31.6 times at 0.999.",
        topic="adagrad_rmsprop",
    ),
    Preset(
        "rmsprop_rate",
        "RMSProp bears a higher rate",
        "surface=quadratic&surface.kappa=20&1=gradient_descent&1.lr=0.11&2=rmsprop&2.lr=0.11&"
        "steps=100&v=1",
        "At the rate 0.11, above 2/κ = 0.1, gradient descent leaves the box at step 4 and "
        "diverges; RMSProp, which divides by the gradient's size, is near at step 43.",
        topic="adagrad_rmsprop",
    ),
    Preset(
        "rmsprop_course",
        "RMSProp corrects its course",
        "surface=quadratic&y=2.5&1=momentum&1.lr=0.02&2=rmsprop&2.lr=0.05&steps=200&v=1",
        "Momentum overshoots to x = 1.03 and y = −1.77. RMSProp turns in time: x = 0.07, y = "
        "−0.07. It is later: near at step 86, momentum at 37.",
        topic="adagrad_rmsprop",
    ),
    Preset(
        "rmsprop_slows",
        "RMSProp slows down the good way",
        "surface=quadratic&surface.kappa=2&1=gradient_descent&1.lr=0.1&2=rmsprop&2.lr=0.02&v=1",
        "In an even bowl, κ = 2, gradient descent's first 10 steps are 2.67 long, RMSProp's "
        "0.48: it divides by the slope where a long step is wanted, too. Near at 39 and 194.",
        topic="adagrad_rmsprop",
    ),
    Preset(
        "rmsprop_hovers",
        "RMSProp hovers at a constant rate",
        "surface=quadratic&1=rmsprop&1.lr=0.1&2=rmsprop&2.lr=0.1&2.schedule=cosine&"
        "2.schedule.duration=20&3=adagrad&steps=200&v=1",
        "RMSProp's steps do not shrink: at 0.1 it ends 0.07 from the minimum, jumping to and "
        "fro. AdaGrad settles, and so does RMSProp with a cosine to 0.",
        topic="adagrad_rmsprop",
    ),
    Preset(
        "first_steps",
        "How long is the first step?",
        "surface=quadratic&surface.kappa=50&1=gradient_descent&1.lr=0.01&2=adagrad&2.lr=0.3&"
        "3=adam&3.lr=0.3&steps=100&v=1",
        "AdaGrad's and Adam's first step is the rate, 0.3, in x and in y, whatever the slope. "
        "Gradient descent's is 0.035 in x and 0.75 in y, where it is steep.",
        topic="adam",
    ),
    Preset(
        "bias_correction",
        "Adam without its bias correction",
        "surface=quadratic&y=2&1=adam&1.lr=0.1&2=adam&2.lr=0.1&2.bias_correction=0&steps=150&v=1",
        "Without the correction (lane 2) Adam's first step is 3.16 times as long, the way of its "
        "first ten 4.1 times, and it runs past the minimum to x = 1.5.",
        topic="adam",
    ),
    Preset(
        "never_back",
        "A first step with no way back",
        "surface=two_basins&1=adam&1.lr=0.3&2=adam&2.lr=0.3&2.bias_correction=0&steps=200&v=1",
        "Adam converges to the deep minimum on the left. Without its bias correction (lane 2) "
        "the first step, 3.2 times as long, carries it past: it ends at x = 1.27.",
        topic="adam",
    ),
    Preset(
        "adam_overshoots",
        "Adam overshoots less than momentum",
        "surface=quadratic&y=2&1=momentum&1.lr=0.02&2=adam&2.lr=0.2&steps=200&v=1",
        "Past the minimum at the origin, momentum runs on to x = 1.03 and y = −1.42, Adam to x "
        "= 0.55 and y = −0.55.",
        topic="adam",
    ),
    Preset(
        "adam_is_rmsprop",
        "Adam without momentum is RMSProp",
        "1=rmsprop&1.decay=0.99&2=adam&2.beta1=0&2.beta2=0.99&2.bias_correction=0&3=adam&"
        "3.beta2=0.99&v=1",
        "With β₁ = 0 and no correction (lane 2) Adam draws RMSProp's path. That starts with a "
        "step 10 times as long as the whole Adam's (lane 3).",
        topic="adam",
    ),
    Preset(
        "adam_rate",
        "Adam's rate is a length",
        "surface=quadratic&surface.kappa=4&1=adam&1.lr=0.001&2=adam&3=adam&3.lr=0.1&v=1",
        "Adam's steps are about its rate: in 300 steps x gets on by 0.29 at 0.001, by 2.35 at "
        "0.01; at 0.1 it is near at step 82. A network's small weights need only 0.001.",
        topic="adam",
    ),
    Preset(
        "turned_bowl",
        "A turned bowl troubles Adam",
        "surface=rotated_ellipse&surface.kappa=50&surface.theta=45&y=-1.25&1=gradient_descent"
        "&1.lr=0.03&2=momentum&2.lr=0.02&2.momentum=0.8&3=adam&3.lr=0.1&v=1",
        "Adam is near the minimum at step 273; turn the angle θ back to 0 and it is at "
        "step 38. Gradient descent (129) and momentum (24) need the same either way.",
        topic="adam",
    ),
    Preset(
        "amsgrad_noise",
        "AMSGrad is calmer in noise",
        "surface=quadratic&surface.kappa=2&1=adam&1.lr=0.7&1.beta2=0.5&2=amsgrad&2.lr=0.7"
        "&2.beta2=0.5&steps=200&noise=0.2&v=1",
        "At β₂ = 0.5 Adam soon forgets the steep start and jumps about: 0.56 from the minimum over "
        "the last 100 steps. AMSGrad divides by the largest size so far: 0.07.",
        topic="adam",
    ),
    Preset(
        "amsgrad_memory",
        "AMSGrad never forgets a steep start",
        "1=adam&1.lr=0.1&2=amsgrad&2.lr=0.1&steps=600&v=1",
        "The first slope is 400 times as steep as the valley. Adam forgets that, and is 0.10 "
        "from the minimum after 600 steps; AMSGrad, which does not, 1.84.",
        topic="adam",
    ),
    Preset(
        "adamw",
        "AdamW's decay is no penalty",
        "surface=himmelblau&1=adam&1.lr=0.05&2=adamw&2.lr=0.05&2.weight_decay=0.3&steps=600&v=1",
        "AdamW's pull towards 0 is set against steps of the rate, however steep: it ends at x "
        "= 2.64, Adam at 3. An L2 penalty of 0.3 in f would move the minimum to 2.99 only.",
        topic="adam",
    ),
)
