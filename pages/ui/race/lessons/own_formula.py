"""Races on formulas that somebody typed; whoever looks may type another."""

from pages.ui.gallery import Preset

PRESETS: tuple[Preset, ...] = (
    Preset(
        "typed_valleys",
        "Your own formula: two valleys",
        "surface=typed&surface.formula=x%5E4/4-x%5E2/2%2Bx/5%2By%5E2/2&surface.half=2.5"
        "&x=1.8&y=1.2&1=gradient_descent&1.lr=0.1&2=momentum&2.lr=0.05&steps=200&v=1",
        "Gradient descent stays in the nearer valley, at x = 0.88; momentum rolls on into the "
        "deeper one, at x = −1.09. Type a formula of your own above the picture.",
        topic="minima",
    ),
    Preset(
        "typed_kink",
        "A kink has no small steps",
        "surface=typed&surface.formula=abs(x)%2Babs(y)&x=3.02&y=1.51&1=gradient_descent&1.lr=0.1"
        "&2=gradient_descent&2.lr=0.1&2.schedule=cosine&v=1",
        "In a kink the gradient never gets smaller: at the rate 0.1 gradient descent hops between "
        "the heights 0.09 and 0.11 for ever. With a cosine it ends below 0.001.",
        topic="schedules",
    ),
    Preset(
        "typed_hole",
        "Where a square root ends",
        "surface=typed&surface.formula=x%5E2-4*sqrt(x)%2By%5E2/2&x=3&y=1.5&1=gradient_descent"
        "&1.lr=0.1&2=gradient_descent&2.lr=0.7&steps=100&v=1",
        "There is no root of less than nothing: nothing is drawn there. At the rate 0.1 "
        "gradient descent ends at x = 1; at 0.7 its first step leads to x = −0.39.",
        topic="gradient_descent",
    ),
)
