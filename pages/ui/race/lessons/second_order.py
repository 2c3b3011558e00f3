"""Races on Newton's method and its kin."""

from pages.ui.gallery import Preset

PRESETS: tuple[Preset, ...] = (
    Preset(
        "newton_one_step",
        "Newton: one step on a quadratic",
        "surface=quadratic&surface.kappa=50&1=newton&2=gradient_descent&2.lr=0.038&steps=150&v=1",
        "Newton's method is at the minimum after 1 step, whatever κ; gradient descent, close to "
        "its limit of 0.04, is near it at step 105. Step through it, or drag κ.",
        topic="second_order",
    ),
    Preset(
        "newton_leap",
        "A rate for Newton after all",
        "x=-1.2&y=1&1=newton&2=newton&2.lr=0.2&steps=100&v=1",
        "In theory it needs none. At step 2 Newton's method leaves the box: the value leaps "
        "from 4.7 to 1412. At the rate 0.2 it rises in no step, but takes 67, not 5.",
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
        "newton_damping",
        "Damping turns Newton downhill",
        "surface=styblinski_tang&x=-1.2&y=-1.3&1=newton&2=newton&2.damping=40&steps=100&v=1",
        "Newton's method is held at a saddle. With 40 added to each curvature (lane 2) none is "
        "negative at the start; it goes down, and is near the minimum at step 6.",
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
        "bfgs_start",
        "BFGS minds the start less",
        "surface=himmelblau&x=1.5&y=-3.5&1=newton&2=bfgs&steps=100&v=1",
        "Of 25 starts all over the box, Newton's method gets to a minimum from 15 and to a saddle "
        "or a top from 10; BFGS gets to a minimum from all 25. Drag the start.",
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
        "bfgs_batches",
        "The smaller the batch, the worse",
        "surface=quadratic&1=bfgs&2=lbfgs&3=gradient_descent&3.lr=0.02&noise=1&v=1",
        "Over the last 50 steps gradient descent is 0.09 from the minimum, BFGS and L-BFGS more "
        "than twice as far. With a tenth of the noise BFGS is near at step 2.",
        topic="second_order",
    ),
    Preset(
        "newton_time",
        "What Newton's step costs",
        "surface=quadratic&1=newton&2=gradient_descent&2.lr=0.18&steps=100&v=1",
        "Newton's method needs 1 step, gradient descent 21. But to solve for a step takes n³/3 "
        "products: with the lab's 101770 weights as many as 19180 epochs of 60000 images.",
        topic="second_order",
    ),
    Preset(
        "newton_memory",
        "Why networks are not trained by Newton",
        "surface=quadratic&surface.kappa=100&1=newton&2=lbfgs&3=adam&3.lr=0.5&steps=100&v=1",
        "Newton's method needs 1 step, but a matrix: 4 numbers here, 41 GB for the lab's 101770"
        " weights. L-BFGS needs 6 steps and 21 numbers for each weight, Adam 64 and 2.",
        topic="second_order",
    ),
)
