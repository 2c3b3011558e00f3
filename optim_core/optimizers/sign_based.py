"""Rules that look at the signs of the gradient alone: Rprop."""

from typing import Annotated, NamedTuple

import jax
import jax.numpy as jnp
from jax import Array

from optim_core.declare import optimizer
from optim_core.parameters import Range, Text

FirstStep = Annotated[
    float, Range(1e-6, 10.0, log=True), Text("First step Δ₀", "how far each coordinate moves first")
]
Growth = Annotated[
    float,
    Range(1.0, 3.0),
    Text("Growth η⁺", "what a coordinate's step is multiplied by while the sign stays"),
]
Shrinkage = Annotated[
    float,
    Range(0.01, 1.0),
    Text("Shrinkage η⁻", "what a coordinate's step is multiplied by when the sign changes"),
]
LongestStep = Annotated[
    float,
    Range(1e-3, 1000.0, log=True),
    Text("Longest step", "no coordinate moves farther"),
]
ShortestStep = Annotated[
    float, Range(1e-12, 1e-2, log=True), Text("Shortest step", "steps do not shrink below this")
]
Backtracking = Annotated[
    bool, Text("Backtracking", "take the last step back in a coordinate whose sign changes")
]


class StepSizes(NamedTuple):
    delta: Array  # how far each coordinate moves, [n]
    g: Array  # the last gradient, and 0 where its sign had just changed, [n]


def first_steps(x, *, delta0):
    return StepSizes(jnp.full_like(x, delta0), jnp.zeros_like(x))


@optimizer(
    "Rprop",
    source="Riedmiller & Braun 1993, IEEE International Conference on Neural Networks; "
    "without backtracking: Igel & Hüsken 2000, ICSC Symposium on Neural Computation, iRprop-",
    init=first_steps,
)
def rprop(
    f, x, state, t, *,
    delta0: FirstStep = 0.1, eta_plus: Growth = 1.2, eta_minus: Shrinkage = 0.5,
    delta_max: LongestStep = 50.0, delta_min: ShortestStep = 1e-6,
    backtracking: Backtracking = True,
):  # fmt: skip
    r"""Each coordinate has a step of its own, which grows while the slope keeps its sign.

    $$\Delta \leftarrow \begin{cases}
        \min(\eta^+ \Delta,\ \Delta_{max}) & \text{the sign stayed} \\
        \max(\eta^- \Delta,\ \Delta_{min}) & \text{it changed} \end{cases} \qquad
      x \leftarrow x - \Delta\,\mathrm{sign}(g)$$

    Where the sign has changed, a minimum was jumped over: the last step there is taken back, and
    the next one counts as the first. Without `backtracking` the coordinate waits for one step
    instead, as in PyTorch; optax (0.2.8) waits as well, but takes each step one step late, and so
    none at first. How steep the slope is does not matter, and there is no rate that a schedule
    could change. The rule is for the whole gradient: from mini-batch to mini-batch signs also
    change by chance, and steps shrink for no reason. Take all images in one batch.
    """
    g = jax.grad(f)(x)
    same = jnp.sign(g) * jnp.sign(state.g)
    delta = jnp.where(same > 0, jnp.minimum(eta_plus * state.delta, delta_max), state.delta)
    delta = jnp.where(same < 0, jnp.maximum(eta_minus * state.delta, delta_min), delta)
    turned = state.delta * jnp.sign(state.g) if backtracking else jnp.zeros_like(x)
    step = jnp.where(same < 0, turned, -delta * jnp.sign(g))
    return x + step, StepSizes(delta, jnp.where(same < 0, 0, g))
