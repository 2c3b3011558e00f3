"""Races on comparing fairly, and schedules."""

from pages.ui.gallery import Preset

PRESETS: tuple[Preset, ...] = (
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
        "fair_budget",
        "Who leads depends on when",
        "surface=quadratic&surface.kappa=4&1=gradient_descent&1.lr=0.2&2=gradient_descent"
        "&2.lr=0.02&noise=2&v=1",
        "At step 20 gradient descent is 0.49 from the minimum at the rate 0.2, 2.68 at 0.02. "
        "Over the last 50 steps it is 0.73 and 0.21: whoever stops early picks the wrong rate.",
        topic="comparing",
    ),
    Preset(
        "fair_start",
        "Another start, another winner",
        "surface=beale&x=0&y=-2&1=gradient_descent&1.lr=0.01&2=adam&2.lr=0.2&v=1",
        "From (0, −2) Adam is near at step 50, gradient descent not within 300. Drag the start "
        "to (4, −1): now gradient descent is near at step 6, Adam at 184.",
        topic="comparing",
    ),
    Preset(
        "seed_decides",
        "One seed proves nothing",
        "surface=typed&surface.formula=x%5E4/4-x%5E2/2%2B0.1*x%2By%5E2/2&surface.half=2"
        "&x=0.2&y=1.5&1=gradient_descent&1.lr=0.02&2=momentum&2.lr=0.004&noise=1&v=1",
        "Only momentum ends in the deep minimum at x = −1.05, gradient descent in the shallow one "
        "at 0.95. Try the seeds 0 to 4: each ends in the deep one with 2 of the 5.",
        topic="comparing",
    ),
    Preset(
        "fair_evaluations",
        "A step is not a step",
        "x=0&y=0&1=newton&2=bfgs&3=lbfgs&steps=100&v=1",
        "Newton's method is near at step 2, L-BFGS at 15, BFGS at 16. But the searches of these "
        "two take 18 and 23 gradients, and each of Newton's steps a Hessian.",
        topic="comparing",
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
    Preset(
        "adagrad_decay",
        "Does AdaGrad need decay?",
        "surface=quadratic&surface.kappa=4&1=adagrad&2=adagrad&2.schedule=cosine"
        "&3=gradient_descent&3.lr=0.2&noise=2&v=1",
        "AdaGrad decays by itself: over the last 50 steps 0.20 from the minimum, 0.17 with a "
        "cosine; gradient descent 0.73. With 4 of the seeds 0 to 4 the cosine is no help.",
        topic="schedules",
    ),
)
