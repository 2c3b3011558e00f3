"""What holds for every optimizer: precision, state, cost, and what the page shows of it."""

import re
from collections import Counter

import jax
import jax.numpy as jnp
import numpy as np

from optim_core import OPTIMIZERS
from optim_core.catalog import Choice, Cost
from tests.helpers.optimizers import EVERY, every_optimizer
from tests.helpers.paths import (
    at_every_setting,
    run,
    valley,
)


@at_every_setting(EVERY.values())
def test_float32_stays_float32(optimizer, switches):
    """As the network's weights are: one flat vector of any length, with x64 switched on.

    The numbers are doubles that take the type of what they meet, as in a training. No array is.
    """
    choice = Choice.of(optimizer, **switches)
    numbers, switches = dict(choice.numbers), dict(choice.switches)

    def f(x):
        return jnp.sum(jnp.cos(x))

    @jax.jit
    def step(x, state, t, numbers):
        return optimizer.function(f, x, state, t, **numbers, **switches)

    x = jnp.linspace(-1, 1, 7, dtype=jnp.float32)
    state = optimizer.init(x, **numbers, **switches)
    kinds = jax.tree.map(lambda leaf: (leaf.shape, leaf.dtype, leaf.weak_type), (x, state))
    for t in (1.0, 2.0, 3.0):
        x, state = step(x, state, t, numbers)
        now = jax.tree.map(lambda leaf: (leaf.shape, leaf.dtype, leaf.weak_type), (x, state))
        assert now == kinds
    assert np.isfinite(x).all()
    assert not re.search(r"f64\[\d", str(jax.make_jaxpr(step)(x, state, t, numbers)))


@every_optimizer
def test_state_is_arrays_of_as_many_numbers_as_it_says(optimizer):
    for n in (2, 7):
        state = optimizer.init(jnp.ones(n), **Choice.of(optimizer).values)
        leaves = jax.tree.leaves(state)
        assert all(isinstance(leaf, jax.Array) and jnp.isfinite(leaf).all() for leaf in leaves)
        if not optimizer.memory_of:
            assert optimizer.memory(n) == sum(leaf.size for leaf in leaves)


def test_the_first_state_may_depend_on_hyperparameters():
    rprop = OPTIMIZERS["rprop"]
    path = run(Choice.of(rprop, delta0=0.25), "valley")
    np.testing.assert_array_equal(path.state.delta[0], [0.25, 0.25])
    np.testing.assert_allclose(np.abs(path.x[1] - path.x[0]), 0.25, rtol=1e-12)


@every_optimizer
def test_a_step_costs_what_the_entry_says(optimizer):
    """Counted where the values are known: what a search adds, it counts itself."""
    counts = Counter()

    @jax.custom_vjp
    def counted(x):
        counts["value"] += not isinstance(x, jax.core.Tracer)
        return valley(x)

    def forward(x):
        # a Hessian differentiates the gradient, so that the values in it are not known
        counts["hessian" if isinstance(x, jax.core.Tracer) else "gradient"] += 1
        return jax.value_and_grad(valley)(x)

    counted.defvjp(forward, lambda gradient, weight: (weight * gradient,))
    x, values = jnp.array([-1.0, 1.5]), Choice.of(optimizer).values
    state = optimizer.init(x, **values)
    for t in (1.0, 2.0, 3.0):
        with jax.disable_jit():  # a search knows the values of its trials, too
            x, state = optimizer.function(counted, x, state, jnp.array(t), **values)
    if hasattr(state, "evaluations") or hasattr(state, "tries"):
        assert getattr(state, "evaluations", counts["gradient"]) == counts["gradient"]
        assert getattr(state, "tries", 0) == counts["value"]
        assert all(counts[name] >= 3 * n for name, n in optimizer.cost._asdict().items())
    else:
        assert Cost(**counts) == tuple(3 * n for n in optimizer.cost)


@every_optimizer
def test_what_the_page_shows_of_it(optimizer):
    """Plain words, then one formula, the code, a source, a meaning of each value."""
    assert re.fullmatch(r"[A-Z][^$\\]*\.", optimizer.summary)
    assert optimizer.formula.count("{") == optimizer.formula.count("}")
    assert r"\leftarrow" in optimizer.formula
    assert "$$" not in optimizer.remarks
    assert optimizer.code.startswith("@optimizer")
    assert optimizer.source
    assert all(parameter.help for parameter in optimizer.parameters)
    assert optimizer.has_rate == ([p.name for p in optimizer.parameters][0] == "lr")


@every_optimizer
def test_defaults_lie_within_their_ranges(optimizer):
    for parameter in optimizer.parameters:
        if parameter.range:
            assert parameter.range.snap(parameter.default) == parameter.default
        elif parameter.typed:
            assert parameter.take(parameter.default) == parameter.default
        else:
            assert parameter.default in parameter.options
