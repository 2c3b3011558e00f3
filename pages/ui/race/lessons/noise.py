"""Races on noise and mini-batches."""

from pages.ui.gallery import Preset

PRESETS: tuple[Preset, ...] = (
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
        "on_the_whole",
        "Down on the whole, not in each step",
        "surface=quadratic&surface.kappa=4&1=gradient_descent&1.lr=0.1&2=gradient_descent"
        "&2.lr=0.02&steps=100&noise=1&v=1",
        "Gradient descent's value, without noise, falls in all 100 steps. With a noisy "
        "gradient, as of mini-batches, it rises in 43 of them at the rate 0.1, in 11 at 0.02.",
        topic="noise",
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
        "batch_noise",
        "A batch four times as large",
        "surface=quadratic&surface.kappa=4&1=gradient_descent&1.lr=0.1&2=momentum&2.lr=0.01"
        "&steps=400&noise=2&v=1",
        "Over the last 300 steps gradient descent is 0.43 from the minimum, momentum 0.39. "
        "With half the noise, as of a batch 4 times as large and dear: 0.21 and 0.19.",
        topic="noise",
    ),
    Preset(
        "batch_and_rate",
        "Four times the batch, four times the rate",
        "surface=quadratic&surface.kappa=1&1=gradient_descent&1.lr=0.1&2=gradient_descent"
        "&2.lr=0.4&steps=600&noise=2&v=1",
        "Gradient descent at 0.1 is 0.59 from the minimum over the last 500 steps. At 0.4 it "
        "is 1.19; with half the noise, as of 4 times the batch, 0.59 again.",
        topic="noise",
    ),
    Preset(
        "momentum_noise",
        "Momentum smooths; the noise stays",
        "surface=quadratic&surface.kappa=4&1=gradient_descent&1.lr=0.2&2=momentum&2.lr=0.02&"
        "steps=400&noise=2&v=1",
        "Over the last 300, momentum's steps are 0.11 long on average, gradient descent's 0.59: "
        "it is smoother. But it is 0.54 from the minimum, not much less than 0.66.",
        topic="noise",
    ),
)
