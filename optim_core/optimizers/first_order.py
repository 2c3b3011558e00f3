"""Rules that follow the gradient, with or without memory of the way so far."""

from typing import Annotated, Literal, NamedTuple

import jax
import jax.numpy as jnp
from jax import Array

from optim_core.catalog import RateLimit
from optim_core.declare import optimizer
from optim_core.optimizers.hyperparameters import LearningRate, Momentum
from optim_core.parameters import Text

MomentumForm = Annotated[
    Literal["classic", "velocity", "average"],
    Text("Form", "which of the courses' forms is computed"),
]
NesterovForm = Annotated[
    Literal["look_ahead", "rewritten"],
    Text("Form", "which point is followed: the ball, or where it looks"),
]


class Memoryless(NamedTuple):
    """Nothing is kept from step to step."""


class Velocity(NamedTuple):
    v: Array  # what is left of the gradients or steps so far, [n]


def no_memory(x):
    return Memoryless()


def at_rest(x):
    return Velocity(jnp.zeros_like(x))


# On f = L x²/2 these rules are linear. These are the rates at which a root of their characteristic
# polynomial leaves the unit circle, at -1 (Cohen et al. 2021, arXiv:2103.00065, appendix B).


def descent_limit():
    return RateLimit(2, "2/{L}")


def momentum_limit(*, momentum, form):
    if form == "average":
        return RateLimit(2 * (1 + momentum) / (1 - momentum), "2(1 + β)/((1 − β){L})")
    return RateLimit(2 * (1 + momentum), "2(1 + β)/{L}")


def nesterov_limit(*, momentum, form):
    return RateLimit(2 * (1 + momentum) / (1 + 2 * momentum), "2(1 + β)/((1 + 2β){L})")


@optimizer(
    "Gradient descent",
    source="Cauchy 1847, Comptes Rendus de l'Académie des Sciences 25",
    init=no_memory,
    rate_limit=descent_limit,
)
def gradient_descent(f, x, state, t, *, lr: LearningRate = 1e-3):
    r"""A step straight down the slope, longer where it is steeper.

    $$x \leftarrow x - \alpha\,\nabla f(x)$$
    """
    g = jax.grad(f)(x)
    return x - lr * g, state


@optimizer(
    "Momentum",
    source="Polyak 1964, USSR Computational Mathematics and Mathematical Physics 4(5); "
    "velocity form: Sutskever et al. 2013, ICML; average form: Ng, Deep Learning Specialization",
    init=at_rest,
    rate_limit=momentum_limit,
)
def momentum(
    f, x, state, t, *,
    lr: LearningRate = 1e-3, momentum: Momentum = 0.9, form: MomentumForm = "classic",
):  # fmt: skip
    r"""A heavy ball: past gradients keep pushing, so zigzags cancel out and steady slopes add up.

    $$v \leftarrow \rho\,v + \nabla f(x) \qquad x \leftarrow x - \alpha\,v$$

    The *classic* form, above, is that of PyTorch and optax. The *velocity* form,
    $v \leftarrow \mu v - \alpha\nabla f(x)$, $x \leftarrow x + v$, has the rate inside the memory:
    the path is the same until the rate changes. The *average* form,
    $v \leftarrow \beta v + (1-\beta)\nabla f(x)$, $x \leftarrow x - \alpha v$, needs the rate
    $\alpha/(1-\beta)$ to take the steps of the classic one. $\rho$, $\mu$ and $\beta$ are all
    `momentum`.
    """
    g = jax.grad(f)(x)
    if form == "velocity":
        v = momentum * state.v - lr * g
        return x + v, Velocity(v)
    if form == "average":
        v = momentum * state.v + (1 - momentum) * g
        return x - lr * v, Velocity(v)
    v = momentum * state.v + g
    return x - lr * v, Velocity(v)


@optimizer(
    "Nesterov momentum",
    source="Nesterov 1983, Soviet Mathematics Doklady 27(2); "
    "look-ahead form: Sutskever et al. 2013, ICML; "
    "rewritten form: Bengio et al. 2013, arXiv:1212.0901",
    init=at_rest,
    rate_limit=nesterov_limit,
)
def nesterov(
    f, x, state, t, *,
    lr: LearningRate = 1e-3, momentum: Momentum = 0.9, form: NesterovForm = "look_ahead",
):  # fmt: skip
    r"""Momentum that looks ahead: the slope is taken where the velocity would carry the point.

    $$v \leftarrow \mu\,v - \alpha\,\nabla f(x + \mu v) \qquad x \leftarrow x + v$$

    In the *look_ahead* form, above, $x$ is the ball and the gradient is taken ahead of it. In the
    *rewritten* form the point that is followed is the one where the gradient is taken,
    $\tilde x = x + \mu v$:
    $v_{new} = \mu v_{old} - \alpha\nabla f(\tilde x)$,
    $\tilde x \leftarrow \tilde x - \mu v_{old} + (1+\mu)\,v_{new}$.
    Both begin at rest, $v = 0$, so $\tilde x = x$ at the start. From then on their velocities are
    equal, at any schedule of the rate, and their points are $\mu v$ apart: one path in two
    coordinates. PyTorch and optax compute the rewritten form, but with the rate outside the memory,
    so theirs differs once the rate changes. A network's loss is drawn where the gradient is taken.
    """
    v_old = state.v
    if form == "rewritten":
        v = momentum * v_old - lr * jax.grad(f)(x)
        return x - momentum * v_old + (1 + momentum) * v, Velocity(v)
    v = momentum * v_old - lr * jax.grad(f)(x + momentum * v_old)
    return x + v, Velocity(v)
