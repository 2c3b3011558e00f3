"""Races on momentum and Nesterov momentum."""

from pages.ui.gallery import Preset

PRESETS: tuple[Preset, ...] = (
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
        "speed_limit",
        "Friction bounds the speed",
        "surface=typed&surface.formula=x/10&surface.half=25&surface.mx=-20&x=0&y=0"
        "&1=gradient_descent&1.lr=0.1&2=momentum&2.lr=0.1&2.momentum=0.5&3=momentum&3.lr=0.1"
        "&4=momentum&4.lr=0.1&4.momentum=0.99&steps=100&v=1",
        "On an even slope gradient descent's steps stay 0.01 long. Momentum's grow to 0.02 at "
        "ρ = 0.5 and to 0.10 at 0.9, no further; at 0.99 the 100th is 0.63 long.",
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
        "forms_of_momentum",
        "Three forms of momentum",
        "surface=quadratic&1=momentum&1.lr=0.02&2=momentum&2.lr=0.02&2.form=velocity"
        "&3=momentum&3.lr=0.02&3.form=average&4=momentum&4.lr=0.2&4.form=average&steps=150&v=1",
        "Lanes 1, 2 and 4 draw one path: the classic and the velocity form agree, and the average "
        "form does at 10 times the rate. At the same rate (lane 3) it lags behind.",
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
        "nesterov_guarantee",
        "What Nesterov guarantees",
        "surface=quadratic&surface.kappa=100&y=0.5&1=gradient_descent&1.lr=0.01&2=momentum"
        "&2.lr=0.01&2.momentum=0.818&3=nesterov&3.lr=0.01&3.momentum=0.818&steps=400&v=1",
        "At the rate 1/κ Nesterov momentum is near at step 57 and never crosses the valley; "
        "momentum at 52, but crosses 17 times. Gradient descent is not near after 400.",
        topic="momentum",
    ),
    Preset(
        "nesterov_limit",
        "Nesterov's limit is lower",
        "surface=quadratic&y=0.5&1=momentum&1.lr=0.15&2=nesterov&2.lr=0.15&steps=150&v=1",
        "Its guarantee holds up to 1/κ = 0.1. At 0.15, above its limit of 0.136, Nesterov "
        "momentum leaves the box at step 10 and diverges; momentum, up to 0.38, converges.",
        topic="momentum",
    ),
)
