"""Every optimizer takes the path of its source, at every switch and schedule."""

import numpy as np
import optax
import pytest

from optim_core import OPTIMIZERS
from optim_core.catalog import Choice
from optim_core.optimizers import optimizers_for
from optim_core.plane.descend import MAX_RACE_STEPS
from tests.helpers.paths import (
    FADING,
    NOISE,
    STEPS,
    SURFACES,
    assert_same,
    at_every_setting,
    expected,
    run,
    unusual,
)
from tests.helpers.references import IN_OPTAX, MULTIPLIES_ROUNDING, REFERENCES, by_optax


def test_every_optimizer_has_a_reference():
    assert REFERENCES.keys() == optimizers_for("plane").keys()


@pytest.mark.parametrize("surface", SURFACES)
@at_every_setting(optimizers_for("plane").values())
def test_path_is_that_of_the_reference(optimizer, switches, surface):
    for numbers in ({}, dict(unusual(optimizer))):
        choice = Choice.of(optimizer, **switches, **numbers)
        for factors in (1.0, FADING):
            path = run(choice, surface, factors, NOISE).x
            exact, steps = MULTIPLIES_ROUNDING.get(optimizer.name, (1e-9, STEPS))
            reference = REFERENCES[optimizer.name]
            points = expected(reference, choice, surface, factors, NOISE, steps=steps)
            assert_same(path[: steps + 1], points, exact)


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
