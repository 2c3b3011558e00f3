"""How much faster `solve` is than a Python loop over jitted optax steps of the same rules."""

import time
from statistics import median

import jax
import jax.numpy as jnp
import numpy as np
import optax

from optim_core import OPTIMIZERS, Choice, Lane, Race, solve
from surfaces import SURFACES

STEPS, REPEATS = 500, 9

RULES = {
    "gradient_descent": optax.sgd(1e-3),
    "momentum": optax.sgd(1e-3, 0.9),
    "rmsprop": optax.rmsprop(1e-2, eps_in_sqrt=False),
    "adam": optax.adam(1e-2),
    "amsgrad": optax.amsgrad(1e-2),
    "lion": optax.lion(3e-3, weight_decay=0.0),
}
LANES = tuple(Lane(Choice.of(OPTIMIZERS[name])) for name in RULES)
SURFACE = SURFACES["rosenbrock"]


def optax_step(rule: optax.GradientTransformation):
    gradient = jax.grad(SURFACE.function)

    @jax.jit
    def step(x, state):
        updates, state = rule.update(gradient(x), state, x)
        return optax.apply_updates(x, updates), state

    return step


OPTAX_STEPS = [(rule, optax_step(rule)) for rule in RULES.values()]


def by_solve(start: tuple[float, float]) -> list:
    """The paths, each `[STEPS + 1, 2]`."""
    return [
        trajectory.x
        for trajectory in solve(Race(Choice.of(SURFACE), LANES, start=start, steps=STEPS))
    ]


def by_optax(start: tuple[float, float]) -> list:
    """The same paths, a jitted step at a time."""
    paths = []
    for rule, step in OPTAX_STEPS:
        x = jnp.asarray(start)
        state = rule.init(x)
        path = [x]
        for _ in range(STEPS):
            x, state = step(x, state)
            path.append(x)
        paths.append(np.asarray(jax.device_get(path)))
    return paths


def seconds(run, start: tuple[float, float]) -> float:
    began = time.perf_counter()
    run(start)
    return time.perf_counter() - began


def main() -> None:
    start = (-1.2, 1.0)
    for ours, theirs in zip(
        by_solve(start), by_optax(start), strict=True
    ):  # warm, and the same work
        np.testing.assert_allclose(ours, theirs, rtol=1e-6, atol=1e-9)
    starts = [
        (-1.2 + 0.01 * (k + 1), 1.0) for k in range(REPEATS)
    ]  # new ones: solved lanes are remembered
    ours, theirs = (median(seconds(run, start) for start in starts) for run in (by_solve, by_optax))
    print(
        f"solve, {len(LANES)} lanes of {STEPS} steps: {theirs / ours:.0f} times as fast as a "
        f"Python loop over jitted optax steps ({1e3 * ours:.1f} ms against {1e3 * theirs:.0f} ms)"
    )


if __name__ == "__main__":
    main()
