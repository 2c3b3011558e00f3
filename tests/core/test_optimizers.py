"""Every optimizer does what its source says, at every switch, in either precision."""

import itertools
import re
from collections import Counter

import jax
import jax.numpy as jnp
import numpy as np
import optax
import pytest

from optim_core import OPTIMIZERS
from optim_core.catalog import Choice, Cost
from optim_core.plane.descend import MAX_RACE_STEPS, descend, gradient_noise
from tests.helpers.optimizers import EVERY, every_optimizer
from tests.helpers.references import IN_OPTAX, REFERENCES, by_optax

STEPS = 200


def ellipse(p):
    x, y = p
    return 2.5 * x**2 + 1.5 * x * y + 0.5 * y**2


def ellipse_gradient(x, y):
    return 5 * x + 1.5 * y, 1.5 * x + y


def valley(p):
    x, y = p
    return (1 - x) ** 2 + 10 * (y - x**2) ** 2


def valley_gradient(x, y):
    return -2 * (1 - x) - 40 * x * (y - x**2), 20 * (y - x**2)


def four_wells(p):
    x, y = p
    return (x**2 + y - 11) ** 2 + (x + y**2 - 7) ** 2


def four_wells_gradient(x, y):
    a, b = x**2 + y - 11, x + y**2 - 7
    return 4 * x * a + 2 * b, 2 * a + 4 * y * b


SURFACES = {  # a function, its gradient by hand, a start
    "ellipse": (ellipse, ellipse_gradient, (-2.0, 1.5)),
    "valley": (valley, valley_gradient, (-1.0, 1.5)),
    "four wells": (four_wells, four_wells_gradient, (-2.0, 1.0)),
}


def settings_of(optimizer):
    """Every combination of its switches."""
    switches = [parameter for parameter in optimizer.parameters if parameter.options]
    for values in itertools.product(*(switch.options for switch in switches)):
        yield dict(zip((switch.name for switch in switches), values, strict=True))


def at_every_setting(optimizers):
    return pytest.mark.parametrize(
        "optimizer, switches",
        [
            pytest.param(
                optimizer, switches, id="-".join([optimizer.name, *map(str, switches.values())])
            )
            for optimizer in optimizers
            for switches in settings_of(optimizer)
        ],
    )


def unusual(optimizer):
    """Values far from the defaults, and all different, so that no two can be mixed up."""
    for place, parameter in enumerate(
        p for p in optimizer.parameters if p.name != "lr" and p.range
    ):
        low, high = parameter.range.low, parameter.range.high
        value = 0.85 - 0.1 * place if parameter.range.log_complement else 0.002 + 0.001 * place
        if not low <= value <= high:
            part = 0.3 + 0.05 * place
            value = low * (high / low) ** part if low > 0 else low + part * (high - low)
        yield parameter.name, value


def run(choice, surface, factors=1.0, noise=0.0):
    """The first `STEPS` steps on one of the surfaces."""
    function, _, start = SURFACES[surface]
    return descend(
        choice.entry,
        function,
        start,
        numbers=choice.numbers,
        switches=choice.switches,
        factors=np.broadcast_to(factors, MAX_RACE_STEPS),
        noise=np.broadcast_to(noise, (MAX_RACE_STEPS, 2)),
    ).first(STEPS)


def expected(reference, choice, surface, factors=1.0, noise=0.0, without=("lr",)):
    """The path of the reference at the same hyperparameters, rates and noise."""
    _, gradient, start = SURFACES[surface]
    factors, noise = (
        np.broadcast_to(factors, MAX_RACE_STEPS),
        np.broadcast_to(noise, (MAX_RACE_STEPS, 2)),
    )
    rest = {name: value for name, value in choice.values.items() if name not in without}
    points = reference(
        lambda x, t: np.array(gradient(*x)) + noise[t - 1],
        np.array(start),
        choice.values.get("lr", 1.0) * factors[:STEPS],
        **rest,
    )
    return np.array([start, *points])


def assert_same(path, reference):
    assert np.isfinite(reference).all()
    np.testing.assert_allclose(path, reference, rtol=1e-9, atol=1e-9)


FADING = 1 / (1 + 0.01 * np.arange(MAX_RACE_STEPS))
NOISE = gradient_noise(seed=3, scale=0.1)


def test_every_optimizer_has_a_reference():
    assert REFERENCES.keys() == OPTIMIZERS.keys()


@pytest.mark.parametrize("surface", SURFACES)
@at_every_setting(OPTIMIZERS.values())
def test_path_is_that_of_the_reference(optimizer, switches, surface):
    for numbers in ({}, dict(unusual(optimizer))):
        choice = Choice.of(optimizer, **switches, **numbers)
        for factors in (1.0, FADING):
            path = run(choice, surface, factors, NOISE).x
            assert_same(path, expected(REFERENCES[optimizer.name], choice, surface, factors, NOISE))


@pytest.mark.parametrize("name, switches, rule", IN_OPTAX)
def test_path_is_that_of_optax(name, switches, rule):
    optimizer = OPTIMIZERS[name]
    choice = Choice.of(optimizer, **switches, **dict(unusual(optimizer)))
    path = run(choice, "valley", FADING, NOISE).x
    without = ("lr", *switches)
    assert_same(path, expected(by_optax(rule), choice, "valley", FADING, NOISE, without))


def test_average_momentum_is_classic_at_a_larger_rate():
    classic = Choice.of(OPTIMIZERS["momentum"], lr=1e-3, momentum=0.8, form="classic")
    average = classic.but(form="average", lr=1e-3 / (1 - 0.8))
    assert_same(run(average, "valley", FADING).x, run(classic, "valley", FADING).x)


def test_velocity_momentum_is_classic_until_the_rate_changes():
    classic = Choice.of(OPTIMIZERS["momentum"], form="classic")
    velocity = classic.but(form="velocity")
    assert_same(run(velocity, "valley").x, run(classic, "valley").x)
    factors = np.where(np.arange(MAX_RACE_STEPS) < 50, 1.0, 0.1)
    slower, slower_velocity = (run(c, "valley", factors).x for c in (classic, velocity))
    assert_same(slower_velocity[:51], slower[:51])
    assert np.abs(slower_velocity[51] - slower[51]).max() > 1e-3


def test_the_forms_of_nesterov_are_one_path_in_two_coordinates():
    look_ahead = Choice.of(OPTIMIZERS["nesterov"], form="look_ahead", momentum=0.8, lr=0.01)
    ball = run(look_ahead, "valley", FADING, NOISE)
    ahead = run(look_ahead.but(form="rewritten"), "valley", FADING, NOISE)
    assert_same(ahead.state.v, ball.state.v)
    assert_same(ahead.x, ball.x + 0.8 * ball.state.v)
    assert np.abs(ahead.x - ball.x).max() > 0.1


def test_rewritten_nesterov_is_optax_at_a_constant_rate():
    choice = Choice.of(OPTIMIZERS["nesterov"], form="rewritten")
    optax_nesterov = by_optax(lambda lr, momentum: optax.sgd(lr, momentum, nesterov=True))
    assert_same(
        run(choice, "valley").x,
        expected(optax_nesterov, choice, "valley", without=("lr", "form")),
    )


def first_step(choice):
    x = run(choice, "valley").x
    return np.abs(x[1] - x[0]) / choice.values["lr"]


def test_first_step_of_rprop():
    x = run(Choice.of(OPTIMIZERS["rprop"], delta0=0.03), "valley").x
    np.testing.assert_allclose(np.abs(x[1] - x[0]), 0.03, rtol=1e-12)
    theirs = optax.rprop(0.03)
    first, state = theirs.update(jnp.ones(2), theirs.init(jnp.ones(2)))
    second, _ = theirs.update(jnp.ones(2), state)
    np.testing.assert_allclose(first, 0)
    np.testing.assert_allclose(second, -0.03)


def test_first_step_of_adam():
    adam = Choice.of(OPTIMIZERS["adam"], beta1=0.9, beta2=0.999)
    np.testing.assert_allclose(first_step(adam), 1, rtol=1e-6)
    np.testing.assert_allclose(first_step(adam.but(bias_correction=False)), 3.162, rtol=1e-3)


def test_first_step_of_rmsprop():
    rmsprop = Choice.of(OPTIMIZERS["rmsprop"], decay=0.99)
    np.testing.assert_allclose(first_step(rmsprop), 10, rtol=1e-6)


def test_first_step_of_adadelta():
    adadelta = Choice.of(OPTIMIZERS["adadelta"], decay=0.96, eps=1e-6)
    np.testing.assert_allclose(first_step(adadelta), np.sqrt(1e-6 / (1 - 0.96)), rtol=1e-3)


def test_corrected_amsgrad_keeps_the_divisor_of_its_first_gradient_while_that_is_the_largest():
    amsgrad = run(Choice.of(OPTIMIZERS["amsgrad"], beta1=0.0, eps=1e-300), "ellipse")
    assert (np.abs(amsgrad.gradient[1:]) < np.abs(amsgrad.gradient[0])).all()
    step = 1e-2 * amsgrad.gradient[:-1] / np.abs(amsgrad.gradient[0])
    np.testing.assert_allclose(np.diff(amsgrad.x, axis=0), -step, rtol=1e-9, atol=1e-12)


def test_lion_moves_each_coordinate_by_the_rate():
    x = run(Choice.of(OPTIMIZERS["lion"]), "valley", FADING).x
    lr = Choice.of(OPTIMIZERS["lion"]).values["lr"]
    rates = lr * FADING[:STEPS, None] * np.ones(2)
    np.testing.assert_allclose(np.abs(np.diff(x, axis=0)), rates, rtol=1e-9)


def test_weight_decay_moves_the_resting_point_towards_the_origin():
    decayed = Choice.of(OPTIMIZERS["adamw"], lr=0.05, weight_decay=0.5)
    plain, pulled = (run(c, "four wells").x[-1] for c in (decayed.but(weight_decay=0.0), decayed))
    assert np.linalg.norm(pulled) < np.linalg.norm(plain) - 0.01


@at_every_setting(EVERY.values())
def test_float32_stays_float32(optimizer, switches):
    """As the network's weights are: one flat vector of any length, with x64 switched on."""
    numbers = {
        name: np.float32(value) for name, value in Choice.of(optimizer, **switches).numbers.items()
    }

    def f(x):
        return jnp.sum(jnp.cos(x))

    @jax.jit
    def step(x, state, t, numbers):
        return optimizer.function(f, x, state, t, **numbers, **switches)

    x = jnp.linspace(-1, 1, 7, dtype=jnp.float32)
    state = optimizer.init(x, **numbers, **switches)
    kinds = jax.tree.map(lambda leaf: (leaf.shape, leaf.dtype, leaf.weak_type), (x, state))
    for t in np.arange(1, 4, dtype=np.float32):
        x, state = step(x, state, t, numbers)
        now = jax.tree.map(lambda leaf: (leaf.shape, leaf.dtype, leaf.weak_type), (x, state))
        assert now == kinds
    assert np.isfinite(x).all()
    assert "f64" not in str(jax.make_jaxpr(step)(x, state, t, numbers))


@every_optimizer
def test_state_is_arrays_of_as_many_numbers_as_it_says(optimizer):
    for n in (2, 7):
        state = optimizer.init(jnp.ones(n), **Choice.of(optimizer).values)
        leaves = jax.tree.leaves(state)
        assert all(isinstance(leaf, jax.Array) and jnp.isfinite(leaf).all() for leaf in leaves)
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
    optimizer.function(counted, x, optimizer.init(x, **values), jnp.array(1.0), **values)
    assert Cost(**counts) == optimizer.cost


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
        else:
            assert parameter.default in parameter.options
