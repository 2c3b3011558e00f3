"""The compiled loop of the lab: steps of an optimizer on a network."""

from functools import partial
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
from jax import Array
from numpy.typing import NDArray

from optim_core.network import evaluation
from optim_core.network.mlp import BN_MEMORY, Dropout, objective, ravel, unravel
from optim_core.network.train_state import (
    Images,
    StaticConfig,
    TracedConfig,
    TrainState,
    first_state,
)


class Steps(NamedTuple):
    """Some steps: where they lead, and what was seen at the beginning of each."""

    train_state: TrainState
    finite: Array  # whether all weights are, at the end
    loss: Array  # of each step's mini-batch, [most]
    gradient_norm: Array  # of what the optimizer minimizes, [most]


@partial(jax.jit, static_argnums=0)
def steps(
    static: StaticConfig,
    traced: TracedConfig,
    data: Images,
    train_state: TrainState,
    seed: Any,
    t: Any,
    rates: NDArray,
    batches: NDArray,
    count: Any,
) -> Steps:
    """`count` steps from number `t` on, over mini-batches `[most, batch]` at `rates [most]`.

    The rule takes the step number and its hyperparameters, all but the rate, as scalars in double
    without a type of their own: 1 - beta and 1 - beta^t are computed in double, and what meets `x`
    becomes float32 then, as in PyTorch.

    The loss and the gradient are those at the weights. Most rules take the very same gradient; the
    look-ahead form of Nesterov's takes another one, elsewhere, so there the curves cost a second.
    """
    optimizer, switches, network, use_dropout, use_ema, use_penalty = static

    def step(i, carry):
        (x, state, ema, statistics), losses, norms = carry
        now = t + i
        number = now * 1.0  # as the hyperparameters are: in double, of no array's type
        images, labels = data.at(batches[i])
        dropout = None
        if use_dropout:
            dropout = Dropout(jax.random.fold_in(jax.random.key(seed), now), traced.dropout)

        def f_and_metrics(arrays):
            return objective(
                arrays, network, images, labels,
                traced.label_smoothing, traced.penalty if use_penalty else None, dropout,
            )  # fmt: skip

        (value, metrics), by_array = jax.value_and_grad(f_and_metrics, has_aux=True)(
            unravel(x, network.shapes)
        )
        f = _known_at(
            lambda x: f_and_metrics(unravel(x, network.shapes))[0],
            x, value, ravel(by_array),
        )  # fmt: skip
        hyperparameters = {**traced.hyperparameters, **dict(switches)}
        if optimizer.has_rate:
            hyperparameters["lr"] = rates[i]
        x, state = optimizer.function(f, x, state, number, **hyperparameters)
        if use_ema:  # the mean of all so far, until that remembers as much as is asked for
            kept = jnp.minimum(traced.ema_decay, 1 - 1 / number)
            ema = kept * ema + (1 - kept) * x
        statistics = BN_MEMORY * statistics + (1 - BN_MEMORY) * metrics.statistics
        losses = losses.at[i].set(metrics.loss)
        norms = norms.at[i].set(jnp.sqrt(sum((array**2).sum() for array in by_array)))
        return TrainState(x, state, ema, statistics), losses, norms

    curve = jnp.zeros(len(batches), train_state.x.dtype)
    train_state, losses, norms = jax.lax.fori_loop(0, count, step, (train_state, curve, curve))
    return Steps(train_state, jnp.isfinite(train_state.x).all(), losses, norms)


def _known_at(f, x, value, gradient):
    """`f`, which at the point `x` itself is not computed again. Differentiable backward only."""
    known = jax.custom_vjp(f)

    def forward(point):
        return (value, gradient) if point is x else jax.value_and_grad(f)(point)

    known.defvjp(forward, lambda gradient, weight: (weight * gradient,))
    return known


def forget() -> None:
    """Lets go of all compiled programs: each takes some MB, and what is needed compiles anew."""
    programs: tuple[Any, ...] = first_state, steps, *evaluation.PROGRAMS
    for program in programs:
        program.clear_cache()
