"""Races on saddles and minima."""

from pages.ui.gallery import Preset

PRESETS: tuple[Preset, ...] = (
    Preset(
        "saddle",
        "Held at a saddle",
        "surface=bounded_saddle&x=1e-8&1=gradient_descent&2=momentum&3=adam&lr=0.05&v=1",
        "All at the rate 0.05: gradient descent is still held at the saddle at step 300; momentum "
        "escapes from it and is near a minimum at step 113, Adam at step 48.",
        topic="minima",
    ),
    Preset(
        "classic_saddle",
        "The classic saddle",
        "surface=saddle&1=gradient_descent&1.lr=0.02&2=momentum&2.lr=0.02&3=adagrad&3.lr=0.1"
        "&4=rmsprop&4.lr=0.02&steps=200&v=1",
        "Gradient descent runs towards the saddle and leaves the box at step 128; momentum at "
        "35, AdaGrad, which scales the small slope up, at 34, RMSProp at 50.",
        topic="minima",
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
        "four_minima",
        "Same start, different minima",
        "surface=himmelblau&y=-3&1=gradient_descent&1.lr=0.01&2=nesterov&2.lr=0.01"
        "&3=adam&3.lr=0.1&steps=150&v=1",
        "Of 4 equally deep minima, gradient descent arrives at (3.58, −1.85), Nesterov "
        "momentum at (3, 2) and Adam at (−3.78, −3.28).",
        topic="minima",
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
        "momentum_narrow",
        "Momentum passes the narrow minimum",
        "surface=two_basins&1=gradient_descent&1.lr=0.05&2=momentum&2.lr=0.05&2.momentum=0.95&v=1",
        "Gradient descent converges to the narrow minimum at (−1.59, −0.70). Momentum, from "
        "the same start, rolls through it and ends in the wide one at (1.27, 0.55).",
        topic="minima",
    ),
    Preset(
        "noise_narrow",
        "Noise frees from the narrow minimum",
        "surface=two_basins&x=-1.9&y=-1&1=gradient_descent&1.lr=0.02&2=gradient_descent"
        "&2.lr=0.08&steps=600&noise=2.5&v=1",
        "Without noise gradient descent stays in the narrow well at either rate. With it the "
        "rate 0.08 is thrown out at step 7, and with the seeds 1 to 4, too; 0.02 with none.",
        topic="minima",
    ),
)
