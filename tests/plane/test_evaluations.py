"""What a descent costs is what its function is seen to evaluate."""

import jax
import jax.numpy as jnp
import pytest

from optim_core import OPTIMIZERS, Choice, Lane, Race, solve
from optim_core.optimizers import optimizers_for
from optim_core.plane.evaluations import OF_A_HESSIAN, gradient_evaluations, memory, searches
from optim_core.plane.geometry import start_of
from surfaces import SURFACES

ROSENBROCK = Choice.of(SURFACES["rosenbrock"])
PLANE = {entry.name: entry for entry in optimizers_for("plane").values()}


def seen(optimizer, steps):
    """How often a gradient is computed in each of the first steps, run line by line."""
    count = 0

    @jax.custom_vjp
    def f(p):
        return ROSENBROCK.entry.function(p, **ROSENBROCK.values)

    def forward(p):
        return f(p), p

    def backward(p, sent):
        nonlocal count
        count += 1
        return (sent * jax.grad(ROSENBROCK.entry.function)(p),)

    f.defvjp(forward, backward)
    choice = Choice.of(optimizer)
    x = jnp.asarray(start_of(ROSENBROCK), float)
    state, found = optimizer.init(x, **choice.values), [0]
    with jax.disable_jit():
        for t in range(1, steps + 1):
            x, state = optimizer.function(f, x, state, jnp.asarray(float(t)), **choice.values)
            found.append(count)
    return found


@pytest.mark.parametrize("name", ["adam", "nesterov", "bfgs", "lbfgs"])
def test_the_gradients_counted_are_those_that_are_computed(name):
    (run,) = solve(Race(ROSENBROCK, (Lane(Choice.of(OPTIMIZERS[name])),), steps=4))
    assert gradient_evaluations(OPTIMIZERS[name], run).tolist() == seen(OPTIMIZERS[name], 4)


def test_a_hessian_counts_as_its_columns():
    newton = OPTIMIZERS["newton"]
    (run,) = solve(Race(ROSENBROCK, (Lane(Choice.of(newton)),), steps=4))
    assert run.x.shape[1] == OF_A_HESSIAN
    assert gradient_evaluations(newton, run).tolist() == [0, 3, 6, 9, 12]


def test_the_memory_is_of_the_order_that_courses_give():
    n = 101_770

    def of(name, **values):
        return memory(Choice.of(OPTIMIZERS[name], **values), n)

    assert (of("gradient_descent"), of("momentum"), of("adam")) == (0, n, 2 * n)
    assert of("newton") == n**2 and 0 <= of("bfgs") - n**2 < 2 * n
    assert of("lbfgs", memory=5) == pytest.approx(2 * 5 * n, rel=0.11)
    assert {name for name, entry in PLANE.items() if searches(entry)} == {"bfgs", "lbfgs"}
