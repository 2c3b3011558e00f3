"""The one compiled loop: an optimizer on a function of the plane, from a start."""

import os
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Annotated, Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from numpy.typing import ArrayLike, NDArray

from optim_core.catalog import Optimizer
from optim_core.parameters import Range, Text, Value
from optim_core.programs import Programs

# how many a program has room for; it runs as many as it is told to, so that no number compiles anew
MAX_RACE_STEPS = 2000
# that are kept compiled, and as many of each number of a landscape: 1.5 MB each, of which the code
# is 30 kB, the rest the compiler's own notes
MAX_PROGRAMS = int(os.environ.get("RACE_PROGRAMS") or 20)
# of what people type, beside those: who types lets go of nothing that others look at
MAX_TYPED_PROGRAMS = 16

GradientNoise = Annotated[
    float,
    Range(0.0, 10.0),
    Text("Gradient noise", "standard deviation of the gradient's noise"),
]
NoiseSeed = Annotated[
    int, Range(0, 9999, whole=True), Text("Noise seed", "another number, another noise")
]


class Trajectory(NamedTuple):
    """What one lane did. Read-only arrays in float64; row 0 is the start."""

    x: NDArray  # [steps + 1, 2]
    value: NDArray  # [steps + 1], without the noise
    gradient: NDArray  # [steps + 1, 2], without the noise
    state: Any  # the optimizer's own, every leaf [steps + 1, ...]

    def first(self, steps: int) -> "Trajectory":
        """The start and the first `steps` steps, as copies that hold no longer array alive."""
        return jax.tree.map(lambda rows: _frozen(np.asarray(rows)[: steps + 1]), self)


def _frozen(rows: Any) -> NDArray:
    copy = np.array(rows)
    copy.flags.writeable = False
    return copy


def descend(
    optimizer: Optimizer,
    function: Callable,
    start: ArrayLike,
    *,
    numbers: Mapping[str, float],
    switches: tuple[tuple[str, Value], ...] = (),
    function_numbers: Mapping[str, float] | None = None,
    function_switches: tuple[tuple[str, Value], ...] = (),
    factors: ArrayLike,
    noise: ArrayLike,
    steps: int = MAX_RACE_STEPS,
    typed: bool = False,
) -> Trajectory:
    """`steps` steps of `optimizer` on `function(p, **its numbers)` from `start [2]`.

    `factors [MAX_RACE_STEPS]` multiply the learning rate; row `t - 1` of `noise`, which is
    `[MAX_RACE_STEPS, 2]`, is added to every gradient of step `t`, as a tilt of the function. Only
    the optimizer, the function and their switches are compiled in; every number is traced. `typed`:
    somebody types the function.
    """
    kept = _typed_program if typed or optimizer.is_typed else _program
    run = kept(optimizer, switches, function, function_switches)
    whole = Trajectory(
        *run(
            np.asarray(start, float),
            {name: np.float64(value) for name, value in numbers.items()},
            {name: np.float64(value) for name, value in (function_numbers or {}).items()},
            np.asarray(factors, float),
            np.asarray(noise, float),
            np.int64(steps),
        )
    )
    return whole.first(steps)


def _compiled(
    optimizer: Optimizer,
    switches: tuple[tuple[str, Value], ...],
    function: Callable,
    function_switches: tuple[tuple[str, Value], ...],
    *,
    typed: bool = False,
) -> Callable[..., tuple]:
    """The loop of this optimizer on this function, compiled once it has run."""

    def _descend(start, numbers, function_numbers, factors, noise, steps):
        def f(p):
            return function(p, **function_numbers, **dict(function_switches))

        def step(i, now):
            (x, state), rows = now
            hyperparameters = {**numbers, **dict(switches)}
            if optimizer.has_rate:
                hyperparameters["lr"] = numbers["lr"] * factors[i]
            reached = optimizer.function(
                lambda p: f(p) + noise[i] @ p, x, state, t[i], **hyperparameters
            )
            return reached, jax.tree.map(lambda row, to: row.at[i + 1].set(to), rows, reached)

        begin = (start, optimizer.init(start, **numbers, **dict(switches)))
        t = jnp.arange(1, MAX_RACE_STEPS + 1, dtype=start.dtype)
        _, (x, state) = jax.lax.fori_loop(0, steps, step, (begin, jax.tree.map(_rows, begin)))
        value, gradient = jax.vmap(jax.value_and_grad(f))(x)
        return x, value, gradient, state

    return Programs(_descend, typed=lambda: typed)


def _rows(first: Any) -> jax.Array:
    """Room for as much at every step, after the first: `[MAX_RACE_STEPS + 1, ...]`."""
    first = jnp.asarray(first)
    return jnp.zeros((MAX_RACE_STEPS + 1, *first.shape), first.dtype).at[0].set(first)


_program = lru_cache(maxsize=MAX_PROGRAMS)(_compiled)


@lru_cache(maxsize=MAX_TYPED_PROGRAMS)
def _typed_program(*key: Any) -> Callable[..., tuple]:
    return _compiled(*key, typed=True)


def gradient_noise(seed: int, scale: float) -> NDArray:
    """Gaussian noise `[MAX_RACE_STEPS, 2]` of standard deviation `scale`.

    From NumPy's legacy generator, whose stream is frozen: a shared link shows the same path for
    ever.
    """
    with np.errstate(over="ignore"):
        return scale * _standard_noise(seed)


@lru_cache(maxsize=64)
def _standard_noise(seed: int) -> NDArray:
    return _frozen(np.random.RandomState(seed).standard_normal((MAX_RACE_STEPS, 2)))
