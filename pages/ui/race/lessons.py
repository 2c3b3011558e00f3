"""More of the gallery of races: what courses say of the rules, one statement a race."""

from pages.ui.gallery import Preset

LESSONS: tuple[Preset, ...] = (
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
        "noise_frees",
        "Noise frees from a saddle",
        "surface=bounded_saddle&x=0&1=gradient_descent&1.lr=0.05&2=momentum&2.lr=0.05&"
        "noise=0.05&v=1",
        "They start on the ridge, x = 0, and without noise end at the saddle. A little of it "
        "is enough: momentum is near a minimum at step 51, gradient descent at 114.",
        topic="noise",
    ),
    Preset(
        "half_noise",
        "The floor of the noise is the rate's",
        "surface=quadratic&surface.kappa=1&1=gradient_descent&1.lr=0.4&2=gradient_descent&"
        "2.lr=0.1&3=gradient_descent&3.lr=0.025&steps=600&noise=1&v=1",
        "Over the last 500 steps gradient descent's mean squared distance from the minimum is "
        "0.45 at the rate 0.4, 0.10 at 0.1, 0.03 at 0.025: a quarter for a quarter.",
        topic="noise",
    ),
    Preset(
        "momentum_noise",
        "Momentum smooths; the noise stays",
        "surface=quadratic&surface.kappa=4&1=gradient_descent&1.lr=0.2&2=momentum&2.lr=0.02&"
        "steps=400&noise=2&v=1",
        "Over the last 300 steps momentum's are 0.11 long on average, gradient descent's 0.59: "
        "smoother. But it is 0.54 from the minimum, not much less than 0.66.",
        topic="noise",
    ),
    Preset(
        "friction",
        "ρ is the friction",
        "surface=quadratic&1=momentum&1.lr=0.02&1.momentum=0.5&2=momentum&2.lr=0.02&3=momentum&"
        "3.lr=0.02&3.momentum=0.99&v=1",
        "Momentum that keeps 0.5 of its velocity rolls down and is near the minimum at step "
        "97, with 0.9 at step 37; with 0.99 it swings to and fro, and is not after 300.",
        topic="momentum",
    ),
    Preset(
        "forms_part",
        "Two forms part when the rate falls",
        "surface=quadratic&1=momentum&1.lr=0.1&1.schedule=step&1.schedule.every=1&2=momentum&"
        "2.lr=0.1&2.form=velocity&2.schedule=step&2.schedule.every=1&steps=100&v=1",
        "Both forms of momentum take 10 steps as one. Then the rate falls to a tenth: the "
        "classic slows at once, the other keeps its velocity and leaves the box at step 29.",
        topic="momentum",
    ),
    Preset(
        "nesterov_forms",
        "Nesterov in two coordinates",
        "surface=quadratic&y=2.5&1=nesterov&1.lr=0.05&2=nesterov&2.lr=0.05&2.form=rewritten&"
        "steps=100&v=1",
        "One path in two coordinates: lane 2 draws Nesterov momentum's look-ahead points, 0.9 "
        "of the velocity ahead of lane 1. It is near the minimum at step 35, lane 1 at 36.",
        topic="momentum",
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
        "one_rate",
        "One rate for four rules",
        "surface=quadratic&surface.kappa=20&1=gradient_descent&2=momentum&3=rmsprop&4=adam&"
        "steps=200&lr=0.02&v=1",
        "All at 0.02: momentum is near the minimum at step 59, RMSProp at 194, gradient "
        "descent and Adam not within 200 steps. That says more of the rate than of the rules.",
        topic="comparing",
    ),
    Preset(
        "own_rates",
        "A good rate for each rule",
        "surface=quadratic&surface.kappa=20&1=gradient_descent&1.lr=0.09&2=momentum&2.lr=0.04&"
        "2.momentum=0.8&3=rmsprop&3.lr=0.05&4=adam&4.lr=0.5&steps=200&v=1",
        "Each at a rate of its own, all arrive: gradient descent is near the minimum at step "
        "44, momentum at 29, RMSProp at 86, Adam at 64.",
        topic="comparing",
    ),
    Preset(
        "decay_too_fast",
        "Decay too fast, and it stops short",
        "surface=quadratic&1=gradient_descent&1.lr=0.1&2=gradient_descent&2.lr=0.1&"
        "2.schedule=exponential&2.schedule.gamma=0.5&3=gradient_descent&3.lr=0.1&"
        "3.schedule=inverse_time&steps=200&v=1",
        "After 200 steps gradient descent with a rate halved in each epoch stands still, 1.27 "
        "from the minimum; with 1/t it is at 0.24 and creeps on. A constant rate: step 39.",
        topic="schedules",
    ),
    Preset(
        "staircase",
        "A staircase down into the noise",
        "surface=quadratic&surface.kappa=1&1=gradient_descent&1.lr=0.8&2=gradient_descent&"
        "2.lr=0.8&2.schedule=staircase_halving&2.schedule.every=20&steps=600&noise=0.8&v=1",
        "Its rate halved every 200 steps, gradient descent is 0.81 from the minimum on average "
        "before, 0.48 after the first halving, 0.34 after the next; at a constant rate 0.76.",
        topic="schedules",
    ),
    Preset(
        "adam_decay",
        "Adam gains by decay, too",
        "surface=quadratic&surface.kappa=4&1=adam&1.lr=0.3&2=adam&2.lr=0.3&2.schedule=cosine&"
        "noise=2&v=1",
        "Adam adapts its step, but not to the noise: at a constant 0.3 it is over the last 50 "
        "steps 0.46 from the minimum on average, with a cosine 0.09.",
        topic="schedules",
    ),
)
