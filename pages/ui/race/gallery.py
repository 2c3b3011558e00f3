"""The gallery of races."""

from optim_core import Race
from pages.ui.gallery import Gallery, Preset
from pages.ui.race import link
from pages.ui.race.lessons import LESSONS
from pages.ui.race.view import View

PRESETS: tuple[Preset, ...] = (
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
        "rate_limit",
        "The limit of the rate, 2/κ",
        "surface=quadratic&surface.kappa=20&x=-3&y=0.5&1=gradient_descent&1.lr=0.09"
        "&2=gradient_descent&2.lr=0.1&3=gradient_descent&3.lr=0.102&steps=150&v=1",
        "The limit is 0.1 here, as κ = 20. Gradient descent at 0.09 converges, at 0.1 "
        "swings between y = ±0.5, and at 0.102 leaves the box at step 46.",
        topic="gradient_descent",
    ),
    Preset(
        "saddle",
        "Held at a saddle",
        "surface=bounded_saddle&x=1e-8&1=gradient_descent&2=momentum&3=adam&lr=0.05&v=1",
        "All at the rate 0.05: gradient descent is still held at the saddle at step 300; momentum "
        "escapes from it and is near a minimum at step 113, Adam at step 48.",
        topic="minima",
    ),
    Preset(
        "forms_of_momentum",
        "Three forms of momentum",
        "surface=quadratic&1=momentum&1.lr=0.02&2=momentum&2.lr=0.02&2.form=velocity"
        "&3=momentum&3.lr=0.02&3.form=average&4=momentum&4.lr=0.2&4.form=average&steps=150&v=1",
        "Lanes 1, 2 and 4 draw one path: the classic and the velocity form agree, and the average "
        "form does at 10 times the rate. At the same rate (lane 3) it lags behind.",
        topic="momentum",
    ),
    Preset(
        "nesterov",
        "Nesterov overshoots less",
        "surface=quadratic&y=2.5&1=momentum&1.lr=0.05&2=nesterov&2.lr=0.05&steps=150&v=1",
        "Past the minimum at the origin, momentum runs on to x = 1.7 and y = −2.1; Nesterov "
        "momentum, at the same rate, to x = 1.1 and y = −0.5.",
        topic="momentum",
    ),
    Preset(
        "local_minima",
        "Rolling through local minima",
        "surface=rastrigin&surface.A=5&x=3.4&y=-2.4&1=gradient_descent&1.lr=0.005"
        "&2=momentum&2.lr=0.005&2.momentum=0.95&3=adam&3.lr=0.2&steps=250&height=linear&v=1",
        "Gradient descent and Adam stop in the dent at (2.97, −1.98); momentum, from the same "
        "start, rolls on through other dents to the lowest minimum, (0, 0).",
        topic="minima",
    ),
    Preset(
        "adagrad",
        "AdaGrad stalls, RMSProp does not",
        "surface=beale&x=-2&y=-3&1=adagrad&2=adagrad&2.lr=2&3=rmsprop&3.lr=0.02&steps=500&v=1",
        "AdaGrad's divisor only grows: after 500 steps it is 3.51 from the minimum at the rate "
        "0.5, 2.08 at the rate 2. RMSProp forgets the steep start and gets there.",
        topic="adagrad_rmsprop",
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
        "turned_bowl",
        "A turned bowl troubles Adam",
        "surface=rotated_ellipse&surface.kappa=50&surface.theta=45&y=-1.25&1=gradient_descent"
        "&1.lr=0.03&2=momentum&2.lr=0.02&2.momentum=0.8&3=adam&3.lr=0.1&v=1",
        "Adam is near the minimum at step 273; turn the angle θ back to 0 and it is at "
        "step 38. Gradient descent (129) and momentum (24) need the same either way.",
        topic="adam",
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
    Preset(
        "four_minima",
        "Same start, different minima",
        "surface=himmelblau&y=-3&1=gradient_descent&1.lr=0.01&2=nesterov&2.lr=0.01"
        "&3=adam&3.lr=0.1&steps=150&v=1",
        "Of 4 equally deep minima, gradient descent arrives at (3.58, −1.85), Nesterov "
        "momentum at (3, 2) and Adam at (−3.78, −3.28).",
        topic="minima",
    ),
    Preset(
        "noise",
        "In noise, a constant rate never settles",
        "surface=quadratic&surface.kappa=4&1=gradient_descent&1.lr=0.2&2=gradient_descent"
        "&2.lr=0.02&3=gradient_descent&3.lr=0.2&3.schedule=cosine&noise=2&v=1",
        "Over the last 50 steps gradient descent is on average 0.73 from the minimum at the rate "
        "0.2, 0.21 at 0.02, and 0.09 where a cosine takes the rate from 0.2 to 0.",
        topic="noise",
    ),
    Preset(
        "warm_up",
        "Warm-up, then cosine decay",
        "1=momentum&1.lr=0.004&2=momentum&2.lr=0.004&2.schedule.warmup=100"
        "&3=momentum&3.lr=0.004&3.schedule=cosine&3.schedule.warmup=100&steps=400&v=1",
        "Momentum at 0.004 diverges at step 2; warmed up over 100 steps it does not. Over the last "
        "50 it is 0.4 from the minimum on average, with a cosine as well 0.007.",
        topic="schedules",
    ),
    Preset(
        "narrow_and_wide",
        "A narrow minimum and a wide one",
        "surface=two_basins&1=gradient_descent&1.lr=0.05&2=gradient_descent&2.lr=0.5&steps=100"
        "&height=linear&v=1",
        "At the rate 0.05 gradient descent converges to the narrow, deeper minimum. At 0.5 it gets "
        "into that well too, at step 8, is thrown out and converges to the wide one.",
        topic="minima",
    ),
    Preset(
        "newton_one_step",
        "Newton: one step on a quadratic",
        "surface=quadratic&surface.kappa=50&1=newton&2=gradient_descent&2.lr=0.038&steps=150&v=1",
        "Newton's method is at the minimum after 1 step, whatever κ; gradient descent, close to "
        "its limit of 0.04, is near it at step 105. Step through it, or drag κ.",
        topic="second_order",
    ),
    Preset(
        "newton_saddle",
        "A saddle attracts Newton",
        "surface=bounded_saddle&x=0.3&y=1&1=newton&2=newton&2.absolute=1&3=bfgs&steps=100&v=1",
        "Newton's method seeks any point without gradient: from step 2 on it is held at the "
        "saddle. With absolute eigenvalues (lane 2) it is near a minimum at step 5, BFGS at 4.",
        topic="second_order",
    ),
    Preset(
        "bfgs_condition",
        "BFGS at a condition number of 1000",
        "surface=rotated_ellipse&surface.kappa=1000&y=-0.5&1=bfgs&2=lbfgs"
        "&3=momentum&3.lr=0.0015&v=1",
        "With κ = 1000, BFGS is near the minimum at step 2, after 3 gradients; L-BFGS at step 7, "
        "after 14; momentum, with a gradient a step, at step 226.",
        topic="second_order",
    ),
    Preset(
        "bfgs_noise",
        "Second order trusts a noisy gradient",
        "surface=quadratic&1=newton&2=bfgs&3=gradient_descent&3.lr=0.02&noise=0.5&v=1",
        "Over the last 50 steps gradient descent is on average 0.04 from the minimum; Newton's "
        "method, which trusts every gradient, 0.4, and BFGS more than twice as far.",
        topic="second_order",
    ),
    Preset(
        "gradients_counted",
        "Steps, or gradients",
        "surface=himmelblau&1=bfgs&2=adam&2.lr=0.4&2.beta1=0.3&steps=100&axis=evaluations&v=1",
        "In steps BFGS is ahead: near a minimum at step 5, Adam at 9. But its line search tries "
        "several points a step: BFGS took 13 gradients to be there, Adam 9.",
        topic="comparing",
    ),
    Preset(
        "hessians_counted",
        "A Newton step costs a Hessian",
        "surface.b=5&1=newton&2=bfgs&3=adam&3.lr=0.5&steps=100&axis=evaluations&v=1",
        "Newton's method is near the minimum at step 7, BFGS at 14, Adam at 37. But count each "
        "Hessian as 2 gradients: Newton has then spent 21 evaluations, BFGS 17.",
        topic="comparing",
    ),
    *LESSONS,
)

RACES: Gallery[Race, View] = Gallery(PRESETS, link.CODEC)
