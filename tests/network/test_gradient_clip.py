"""Clipped gradients: as optax clips them, told whole, and of no effect where they are short."""

from dataclasses import replace

import jax
import numpy as np
import optax
import pytest

from optim_core.network import datasets as images
from optim_core.network.mlp import Network, initial_weights, unravel
from optim_core.network.split import Split
from optim_core.optimizers import OPTIMIZERS
from tests.helpers.trainings import SMALL, lane, result, same

NETWORK = Network((64, 16, 10), "relu", False)


@pytest.mark.parametrize(
    "name, rule, values",
    [
        ("gradient_descent", optax.sgd(0.5), {"lr": 0.5}),
        ("momentum", optax.sgd(0.1, 0.9), {"lr": 0.1}),
        ("adam", optax.adam(1e-2), {"lr": 1e-2}),
    ],
)
def test_80_steps_agree_with_those_that_optax_clips(name, rule, values):
    clip = 0.3
    run = result(
        replace(SMALL, lanes=(lane(name, {"gradient_clip": clip}, **values),))
    ).lanes[0].runs[0]  # fmt: skip
    rule = optax.chain(optax.clip_by_global_norm(clip), rule)
    data = images.load("digits")
    x = jax.numpy.asarray(initial_weights(NETWORK, "he", 0))
    state, losses, norms = rule.init(x), [], []

    @jax.jit
    def step(x, state, pixels, labels):
        def loss(x):
            w1, b1, w2, b2 = unravel(x, NETWORK.shapes)
            logits = jax.nn.relu(pixels @ w1 + b1) @ w2 + b2
            return optax.softmax_cross_entropy_with_integer_labels(logits, labels).mean()

        value, gradient = jax.value_and_grad(loss)(x)
        updates, state = rule.update(gradient, state, x)
        return x + updates, state, value, optax.tree.norm(gradient)

    for batch in Split.of(data, 0.1, 60_000, 32).batches(0, 0, 80):
        pixels = np.asarray(data.images)[batch].astype(np.float32) / np.float32(16)
        x, state, value, norm = step(x, state, pixels, data.labels[batch].astype(int))
        losses.append(value)
        norms.append(norm)
    np.testing.assert_allclose(run.training_loss, losses, rtol=1e-3, atol=1e-4)
    np.testing.assert_allclose(run.gradient_norm, norms, rtol=5e-3, atol=1e-3)
    assert run.gradient_norm.max() > 2 * clip, "what is told is the whole gradient"


def test_what_is_short_enough_stays_as_it_is():
    lanes = tuple(lane("momentum", {"gradient_clip": clip}, lr=0.02) for clip in (0.0, 1e9, 0.1))
    off, wide, tight = (each.runs[0] for each in result(replace(SMALL, lanes=lanes)).lanes)
    np.testing.assert_allclose(wide.training_loss, off.training_loss, rtol=1e-4)
    assert not same(off, tight)


@pytest.mark.parametrize("form", OPTIMIZERS["nesterov"].parameters[-1].options)
def test_a_step_of_gradient_descent_or_nesterov_is_never_longer_than_rate_times_clip(form):
    clip, lr = 0.05, 0.5
    ours = lane("nesterov", {"gradient_clip": clip}, lr=lr, momentum=0.0, form=form)
    short = replace(SMALL, lanes=(ours,), epochs=1, evaluations=10, batch_size=128)
    *_, run = (each.runs[0] for each in result(short).lanes)
    moved = np.linalg.norm(run.checkpoint.x - initial_weights(NETWORK, "he", 0))
    assert moved <= run.steps * lr * clip * (1 + 1e-5)
