"""The compiled loop of the lab: steps of an optimizer on a network."""

from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from jax import Array
from numpy.typing import NDArray

from optim_core.network import evaluation, inside
from optim_core.network.images import Images
from optim_core.network.mlp import BN_MEMORY, Dropout, ravel, unravel
from optim_core.network.objective import StepMetrics, objective
from optim_core.network.regularizers import drop_inputs, drop_weights, shortened
from optim_core.network.seen_images import see, seen_images
from optim_core.network.train_state import (
    StaticConfig,
    TracedConfig,
    TrainState,
    first_state,
)
from optim_core.programs import programs


class Steps(NamedTuple):
    """Some steps: where they lead, and what was seen at the beginning of each."""

    train_state: TrainState
    finite: Array  # whether all weights are, at the end
    loss: Array  # of each step's mini-batch, [most]
    accuracy: Array  # likewise
    gradient_norm: Array  # of what the optimizer minimizes, [most]


@programs(statics=1, typed=lambda static: static.optimizer.is_typed)
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

    The loss, the accuracy and the gradient that are told are those of the rule itself, so that they
    cost nothing more: at the weights or, where it takes none there, where it takes its first one.
    The look-ahead form of Nesterov's does: its curves are of the points ahead, as in PyTorch.
    """
    optimizer, switches, network, use_dropout, use_ema, use_penalty, use_clip, *_ = static

    def step(i, carry):
        (x, state, ema, statistics), curves = carry
        now = t + i
        number = now * 1.0  # as the hyperparameters are: in double, of no array's type
        images, labels = seen_images(static.images, traced.images, data, batches[i], seed, now)
        key = None
        if use_dropout or static.use_input_dropout or static.use_dropconnect:
            key = jax.random.fold_in(jax.random.key(seed), now)
        dropout = Dropout(key, traced.dropout) if use_dropout else None
        if static.use_input_dropout:
            images = drop_inputs(key, images, traced.input_dropout)

        def f_and_metrics(arrays):
            seen = arrays
            if static.use_dropconnect:
                seen = drop_weights(key, arrays, traced.dropconnect)
            return objective(
                arrays, network, images, labels,
                traced.label_smoothing, traced.penalty if use_penalty else None, dropout, seen,
                traced.second_weight,
            )  # fmt: skip

        clip = traced.gradient_clip if use_clip else None
        before = x
        f = Measured(f_and_metrics, network.shapes, x, clip, traced.frozen)
        hyperparameters = {**traced.hyperparameters, **dict((*switches, *static.layout_items))}
        if optimizer.has_rate:
            hyperparameters["lr"] = rates[i]
        x, state = optimizer.function(f.function, x, state, number, **hyperparameters)
        metrics, by_array = f.told
        if static.use_max_norm:
            x = ravel(shortened(unravel(x, network.shapes), traced.max_norm))
        if traced.frozen is not None:  # whatever the rule does to weights without a gradient
            x = jnp.where(jnp.arange(x.size) < traced.frozen, before, x)
        if use_ema:  # the mean of all so far, until that remembers as much as is asked for
            kept = jnp.minimum(traced.ema_decay, 1 - 1 / number)
            ema = kept * ema + (1 - kept) * x
        statistics = BN_MEMORY * statistics + (1 - BN_MEMORY) * metrics.statistics
        norm = _norm(by_array)
        told = metrics.loss, metrics.accuracy, norm
        curves = tuple(curve.at[i].set(now) for curve, now in zip(curves, told, strict=True))
        return TrainState(x, state, ema, statistics), curves

    curves = (jnp.zeros(len(batches), train_state.x.dtype),) * 3
    train_state, curves = jax.lax.fori_loop(0, count, step, (train_state, curves))
    return Steps(train_state, jnp.isfinite(train_state.x).all(), *curves)


class Measured:
    """`function` of the flat weights for a rule, and what is to be `told` of the gradient it took.

    At the point `x` itself it is not computed again. Differentiable backward only. The rule gets a
    gradient no longer than `clip`, where that is given (Pascanu et al. 2013, arXiv:1211.5063); what
    is told is the whole one. Arrays that begin among the first `frozen` weights have none.
    """

    def __init__(
        self, f_and_metrics: Any, shapes: Any, x: Array, clip: Any, frozen: Any = None
    ) -> None:
        begins = np.cumsum([0, *(int(np.prod(shape)) for shape in shapes)])

        def measure(point):
            arrays = unravel(point, shapes)
            (value, metrics), by_array = jax.value_and_grad(f_and_metrics, has_aux=True)(arrays)
            if frozen is not None:
                by_array = tuple(
                    jnp.where(begin < frozen, 0, of)
                    for begin, of in zip(begins[:-1], by_array, strict=True)
                )
            return value, metrics, by_array

        at_x = measure(x)  # which the compiler leaves out where nobody uses it
        elsewhere = []
        self.asked_at_x = False

        def forward(point):
            if point is x:
                self.asked_at_x = True
            else:
                elsewhere.append(measure(point))
            value, _, by_array = at_x if point is x else elsewhere[-1]
            gradient = ravel(by_array)
            if clip is not None:
                gradient = gradient * jnp.minimum(1, clip / _norm(by_array))
            return value, gradient

        self.function = jax.custom_vjp(lambda point: f_and_metrics(unravel(point, shapes))[0])
        self.function.defvjp(forward, lambda gradient, weight: (weight * gradient,))
        self._at_x, self._elsewhere = at_x, elsewhere

    @property
    def told(self) -> tuple[StepMetrics, tuple[Array, ...]]:
        """What was seen where the gradient was taken, and that gradient, array by array."""
        is_ahead = self._elsewhere and not self.asked_at_x
        _, metrics, by_array = self._elsewhere[0] if is_ahead else self._at_x
        return metrics, by_array


def _norm(arrays: tuple[Array, ...]) -> Array:
    return jnp.sqrt(sum((array**2).sum() for array in arrays))


def forget() -> None:
    """Lets go of all compiled programs: each takes some MB, and what is needed compiles anew."""
    programs: tuple[Any, ...] = (
        first_state, steps, see, *evaluation.PROGRAMS, *inside.PROGRAMS,
    )  # fmt: skip
    for program in programs:
        program.clear()
