"""Inputs and weights that are dropped, and weights that are kept short."""

from dataclasses import replace

import jax
import jax.numpy as jnp
import numpy as np
import optax
import pytest

from optim_core.network import datasets as images
from optim_core.network import train_step
from optim_core.network.images import Images
from optim_core.network.mlp import Network, initial_weights, unravel
from optim_core.network.objective import Penalty, objective
from optim_core.network.regularizers import drop_inputs, drop_weights, shortened
from optim_core.network.split import Split
from optim_core.network.train_state import StaticConfig, TracedConfig, begin
from tests.helpers.trainings import ADAM, SMALL, lane, result, same

NETWORK = Network((64, 16, 12, 10), "relu", False)
ARRAYS = unravel(jnp.asarray(initial_weights(NETWORK, "he", 0)), NETWORK.shapes)
KEYS = jax.random.split(jax.random.key(7), 4000)


def of_every_key(draw):
    return jax.jit(jax.vmap(draw))(KEYS)


def some_images(count=32):
    data = images.load("digits")
    return np.asarray(data.images)[:count] / np.float32(16), np.asarray(data.labels)[:count]


def test_the_mean_of_what_is_dropped_is_the_whole():
    pixels, _ = some_images(4)
    dropped = of_every_key(lambda key: drop_inputs(key, pixels, np.float32(0.3)))
    there = np.asarray(dropped)[:, pixels > 0]
    assert abs((there == 0).mean() - 0.3) < 0.01
    np.testing.assert_allclose(there.max(axis=0), pixels[pixels > 0] / 0.7, rtol=1e-6)
    np.testing.assert_allclose(there.mean(axis=0), pixels[pixels > 0], atol=0.06)

    weights = of_every_key(lambda key: drop_weights(key, ARRAYS, np.float32(0.5)))
    for k in (0, 2):
        found, whole = np.asarray(weights[k]), np.asarray(ARRAYS[k])
        assert abs((found == 0).mean() - 0.5) < 0.01
        spread = np.abs(whole) / np.sqrt(len(KEYS))  # of a mean of 0 and 2 w, each half the time
        assert (np.abs(found.mean(axis=0) - whole) < 5 * spread).all()
    for k in (1, 3, 4, 5):  # biases, and the weights of the classes
        assert (np.asarray(weights[k]) == np.asarray(ARRAYS[k])).all()


def test_the_mean_sum_of_a_hidden_unit_is_that_of_all_its_weights():
    """Linear in the weights: so it is the closed form of an expected value under the mask."""
    pixels, _ = some_images(4)
    sums = of_every_key(lambda key: pixels @ drop_weights(key, ARRAYS, np.float32(0.5))[0])
    variance = (pixels**2) @ np.asarray(ARRAYS[0]) ** 2  # (1 - p) / p = 1
    np.testing.assert_allclose(np.var(sums, axis=0), variance, rtol=0.15)
    apart = np.abs(np.mean(sums, axis=0) - pixels @ np.asarray(ARRAYS[0]))
    assert (apart < 5 * np.sqrt(variance / len(KEYS))).all()


def test_a_step_under_a_mask_is_that_of_numpy():
    """Backward through relu(x (W * M / keep) + b), written out by hand."""
    training = replace(
        SMALL, lanes=(lane("gradient_descent", {"dropconnect": 0.4}, lr=0.5),), epochs=1
    )
    split = Split.of(images.load("digits"), 0.1, 60_000, 32)
    (batch,) = split.batches(0, 0, 1)
    data = images.load("digits")
    x, y = np.asarray(data.images)[batch] / np.float32(16), np.asarray(data.labels)[batch]
    network = Network((64, 16, 10), "relu", False)
    flat = jnp.asarray(initial_weights(network, "he", 0))
    arrays = unravel(flat, network.shapes)
    key = jax.random.fold_in(jax.random.key(0), 1)
    ones = tuple(jnp.ones_like(array) for array in arrays)
    mask = np.asarray(drop_weights(key, ones, np.float32(0.4))[0])  # M / keep
    w1, b1, w2, b2 = (np.asarray(array, float) for array in arrays)
    sums = x @ (w1 * mask) + b1
    h = np.maximum(sums, 0)
    logits = h @ w2 + b2
    p = np.exp(logits - logits.max(axis=1, keepdims=True))
    p /= p.sum(axis=1, keepdims=True)
    loss = -np.log(p[np.arange(32), y]).mean()
    d = (p - np.eye(10)[y]) / 32
    dh = (d @ w2.T) * (sums > 0)
    gradient = [(x.T @ dh) * mask, dh.sum(0), h.T @ d, d.sum(0)]
    (run,) = result(training).lanes[0].runs
    norm = np.sqrt(sum((g**2).sum() for g in gradient))
    np.testing.assert_allclose(run.training_loss[0], loss, rtol=1e-5)
    np.testing.assert_allclose(run.gradient_norm[0], norm, rtol=1e-4)


def test_no_vector_of_weights_is_longer_than_is_allowed_and_the_others_stay():
    """As optax projects each unit's onto the ball."""
    project = jax.jit(jax.vmap(optax.projections.projection_l2_ball, in_axes=(1, None), out_axes=1))
    found = shortened(ARRAYS, 1.3)
    for k in (0, 2):
        np.testing.assert_allclose(found[k], project(ARRAYS[k], 1.3), rtol=1e-6)
        lengths = np.linalg.norm(ARRAYS[k], axis=0)
        assert (lengths > 1.3).any() and (lengths < 1.3).any()
    for k in (1, 3, 4, 5):
        assert found[k] is ARRAYS[k]

    def lengths_after(**settings):
        training = replace(SMALL, lanes=(lane("momentum", settings, lr=0.1),))
        x = result(training).lanes[0].runs[0].checkpoint.x
        return np.linalg.norm(unravel(x, ((64, 16), (16,), (16, 10), (10,)))[0], axis=0)

    assert lengths_after().max() > 1.5
    assert lengths_after(max_norm=1.2).max() <= 1.2 * (1 + 1e-6)


@pytest.mark.parametrize(
    "settings", [{"input_dropout": 0.2}, {"dropconnect": 0.3}, {"max_norm": 1.0}], ids=str
)
def test_a_training_is_the_same_again_and_other_than_without(settings):
    training = replace(SMALL, lanes=(lane("adam", settings, lr=1e-3), ADAM))
    first, again = result(training), result(training)
    assert same(first.lanes[0].runs[0], again.lanes[0].runs[0])
    assert not same(*(each.runs[0] for each in first.lanes))
    assert first.lanes[0].runs[0].training_loss.dtype == np.float32


def program(settings):
    """The text of what is compiled of a lane's steps."""
    data, of = images.load("digits"), SMALL.settings(lane("adam", settings))
    static = StaticConfig.of(ADAM, of, (8, 8), 10)
    traced = TracedConfig.of(ADAM, of)
    state = begin(static, traced, "he", 0)
    some = Images(data.images, data.labels, np.float32(1 / 16))
    rates, batches = np.zeros(4, np.float32), np.zeros((4, 32), np.int32)
    lower = jax.jit(train_step.steps.function, static_argnums=0).lower
    return lower(static, traced, some, state, 0, 1, rates, batches, 4).as_text()


def test_what_is_off_is_not_compiled():
    off = program(())
    assert "threefry" not in off and "xor" not in off  # nothing is drawn
    for name in ("input_dropout", "dropconnect"):
        assert "xor" in program({name: 0.5})
    assert off.count("minimum") < program({"max_norm": 1.0}).count("minimum")
    assert off == program({"label_smoothing": 0.5})  # which is traced, and always there


def test_what_is_penalized_are_all_the_weights():
    pixels, labels = some_images()
    silenced = drop_weights(jax.random.key(1), ARRAYS, np.float32(0.5))
    with_, without = (
        objective(ARRAYS, NETWORK, pixels, labels, 0.0, penalty, None, silenced)[0]
        for penalty in (Penalty(0.0, 2.0), None)
    )
    squares = sum(float((np.asarray(w) ** 2).sum()) for w in ARRAYS if w.ndim == 2)
    np.testing.assert_allclose(with_ - without, squares, rtol=1e-5)
