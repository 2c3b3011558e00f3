"""Rules on a bowl of so many dimensions: how the loss falls, and what is left in each direction."""

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray

from optim_core.catalog import Optimizer
from optim_core.dimensions.settings import MAX_DIMENSIONS, MAX_STEPS, ManyDimensions

FIRST = -3.5, 1.5  # where races on the surface `quadratic` begin: two of the coordinates here


class Descent(NamedTuple):
    """What one rule does on the bowl."""

    loss: NDArray[np.float64]  # [steps + 1], over that at the start
    left: NDArray[np.float64]  # [dimensions]; |x| at the end over |x| at the start


def curvatures(dimensions: int, kappa: float) -> NDArray[np.float64]:
    """From 1 to `kappa`, each as many times the one before: 1 and `kappa` are the plane's."""
    return np.geomspace(1.0, kappa, dimensions) if dimensions > 1 else np.array([kappa])


def start(dimensions: int, seed: int) -> NDArray[np.float64]:
    """The plane's in the flattest and in the steepest direction, random between them."""
    if dimensions == 1:
        return np.array(FIRST[1:])
    between = 2 * np.random.RandomState(seed).standard_normal(MAX_DIMENSIONS - 2)
    return np.array([FIRST[0], *between[: dimensions - 2], FIRST[1]])


def descents(of: ManyDimensions) -> tuple[Descent, ...]:
    """One for each lane. Those that were made lately are remembered."""
    plain = replace(of, lift=0.0, draws=1)  # what has no part in it
    return tuple(_descent(replace(plain, lanes=(lane,))) for lane in of.lanes)


@lru_cache(maxsize=256)
def _descent(of: ManyDimensions) -> Descent:
    (lane,), n = of.lanes, of.dimensions
    # directions that are not there have the curvature 1, and begin at their minimum: so that
    # another number of dimensions compiles nothing
    curvature, begin = np.ones(MAX_DIMENSIONS), np.zeros(MAX_DIMENSIONS)
    curvature[:n], begin[:n] = curvatures(n, of.kappa), start(n, of.seed)
    numbers = {name: np.float64(value) for name, value in lane.numbers.items()}
    x = np.asarray(_program(lane.entry, lane.switches)(begin, curvature, numbers, of.steps))
    x = np.concatenate([begin[None], x[: of.steps]])
    with np.errstate(over="ignore", invalid="ignore"):  # what diverges is shown as that
        loss = (curvature * x**2).sum(axis=1) / 2
        return Descent(loss / loss[0], np.abs(x[-1, :n] / begin[:n]))


@lru_cache(maxsize=12)
def _program(optimizer: Optimizer, switches: tuple) -> Callable:
    """So many steps of this rule, the rest zeros: `[MAX_STEPS, MAX_DIMENSIONS]`, from the first on.

    Their number is an argument: a short run takes as little time as it needs, and none compiles.
    """

    @jax.jit
    def run(begin, curvature, numbers, steps):
        def f(x):
            return jnp.sum(curvature * x**2) / 2

        def step(i, carry):
            x, state, path = carry
            t = (i + 1).astype(x.dtype)
            x, state = optimizer.function(f, x, state, t, **numbers, **dict(switches))
            return x, state, path.at[i].set(x)

        state = optimizer.init(begin, **numbers, **dict(switches))
        path = jnp.zeros((MAX_STEPS, MAX_DIMENSIONS), begin.dtype)
        return jax.lax.fori_loop(0, steps, step, (begin, state, path))[2]

    return run
