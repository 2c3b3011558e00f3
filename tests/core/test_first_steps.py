"""The numbers that entries tell of their steps are so."""

import jax.numpy as jnp
import numpy as np
import optax

from optim_core import OPTIMIZERS
from optim_core.catalog import Choice
from tests.helpers.paths import (
    FADING,
    STEPS,
    run,
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
