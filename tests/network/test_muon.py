"""Muon on the matrices of a network, as optax applies it to the tree of them."""

from dataclasses import replace

import jax
import jax.numpy as jnp
import numpy as np
import optax
import pytest

from optim_core import OPTIMIZERS, SCHEDULES, Choice, Lane, Race
from optim_core.network import datasets as images
from optim_core.network.mlp import Network, initial_weights, unravel
from optim_core.network.objective import objective
from optim_core.network.split import Split
from optim_core.optimizers.matrices import joined, split
from surfaces import SURFACES
from tests.helpers.trainings import SMALL, lane, result

MUON = OPTIMIZERS["muon"]
NAMES = "w1", "b1", "gamma", "beta", "w2", "b2"
NETWORK = Network((64, 16, 10), "relu", True)


def tree_of(x):
    return dict(zip(NAMES, unravel(x, NETWORK.shapes), strict=True))


@pytest.mark.parametrize("nesterov", [True, False])
def test_40_steps_are_those_of_optax_on_the_tree(nesterov):
    values = {"lr": 0.1, "momentum": 0.9, "weight_decay": 0.1, "nesterov": nesterov}
    cosine = Choice.of(SCHEDULES["cosine"], duration=0.0)
    ours = replace(SMALL, lanes=(Lane(Choice.of(MUON, **values), cosine),), epochs=1)
    run = result(replace(ours, batch_norm=True)).lanes[0].runs[0]
    data = images.load("digits")
    params = tree_of(jnp.asarray(initial_weights(NETWORK, "he", 0)))
    rule = optax.inject_hyperparams(
        lambda learning_rate: optax.partition(
            {
                "matrix": optax.contrib.muon(
                    learning_rate, beta=0.9, nesterov=nesterov,
                    weight_decay=0.1, consistent_rms=0.2,
                ),
                "other": optax.adamw(learning_rate, weight_decay=0.1),
            },
            lambda tree: {name: "matrix" if a.ndim == 2 else "other" for name, a in tree.items()},
        )
    )(0.1)  # fmt: skip
    state, losses = jax.jit(rule.init)(params), []

    @jax.jit
    def step(params, state, pixels, labels):
        def loss(params):
            arrays = tuple(params[name] for name in NAMES)
            return objective(arrays, NETWORK, pixels, labels, 0.0, None, None)[0]

        value, gradient = jax.value_and_grad(loss)(params)
        updates, state = rule.update(gradient, state, params)
        return optax.apply_updates(params, updates), state, value

    batches = Split.of(data, 0.1, 60_000, 32).batches(0, 0, 40)
    for batch, rate in zip(batches, run.learning_rate, strict=True):
        state.hyperparams["learning_rate"] = jnp.asarray(rate)
        pixels = np.asarray(data.images)[batch].astype(np.float32) / np.float32(16)
        params, state, value = step(params, state, pixels, data.labels[batch])
        losses.append(value)
    np.testing.assert_allclose(run.training_loss, losses, rtol=2e-3, atol=1e-3)
    assert losses[-1] < losses[0] / 2


def test_a_step_of_a_matrix_goes_equally_far_in_all_its_directions():
    shapes = ((40, 12), (12,))
    x = jnp.asarray(np.random.RandomState(0).normal(size=492), jnp.float32)
    target = jnp.asarray(np.random.RandomState(1).normal(size=492), jnp.float32)

    @jax.jit
    def after_a_step(x):
        state = MUON.init(x, layout=shapes)
        f = lambda x: ((x - target) ** 2).sum()  # noqa: E731
        return MUON.function(f, x, state, 1.0, layout=shapes, lr=0.1)[0]

    after = after_a_step(x)
    moved = (np.asarray(x) - np.asarray(after))[:480].reshape(40, 12)
    u, s, v = np.linalg.svd(moved, full_matrices=False)
    length = 0.1 * 0.2 * np.sqrt(40)
    assert (0.65 * length < s).all() and (s < 1.25 * length).all()
    gradient = 2 * (np.asarray(x) - np.asarray(target))[:480].reshape(40, 12)
    gu, gs, gv = np.linalg.svd(gradient, full_matrices=False)
    assert gs.max() > 1.5 * gs.min()
    assert np.trace((gu @ gv).T @ moved) > 0.9 * s.sum()  # towards U V^T of the gradient


def test_taking_the_matrices_out_and_putting_them_back_are_inverse():
    x = jnp.arange(float(NETWORK.size))
    matrices, others = split(x, NETWORK.shapes)
    assert [a.shape for a in matrices] == [(64, 16), (16, 10)] and len(others) == 4
    np.testing.assert_array_equal(joined(matrices, others, NETWORK.shapes), x)


def test_it_trains_a_network_and_no_surface():
    lanes = (lane("muon", lr=0.1), lane("muon", {"hidden": ()}, lr=0.1))
    deep, linear = (each.runs[0] for each in result(replace(SMALL, lanes=lanes)).lanes)
    assert min(deep.test_accuracy[-1], linear.test_accuracy[-1]) > 0.85
    assert deep.training_loss.dtype == np.float32
    with pytest.raises(ValueError, match="muon is for the network, not for the plane"):
        Race(Choice.of(SURFACES["rosenbrock"]), (lane("muon"),), start=(0.0, 0.0), steps=5)
