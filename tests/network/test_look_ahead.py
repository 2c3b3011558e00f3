"""Where a rule takes its gradient ahead of the weights, curves are of there and cost nothing."""

from dataclasses import replace

import jax
import numpy as np
import optax
import pytest

from optim_core.network import datasets as images
from optim_core.network import train_step
from optim_core.network.images import Images
from optim_core.network.mlp import Network, initial_weights, unravel
from optim_core.network.split import Split
from optim_core.network.train_state import StaticConfig, TracedConfig, begin
from tests.helpers.trainings import SMALL, lane, result

LOOK_AHEAD, REWRITTEN, MOMENTUM = (
    lane("nesterov", lr=0.05),
    lane("nesterov", lr=0.05, form="rewritten"),
    lane("momentum", lr=0.05),
)


def test_the_curves_of_look_ahead_are_those_of_the_points_ahead():
    """They are the points of the rewritten form, in which PyTorch and optax count."""
    ahead, rewritten = result(replace(SMALL, lanes=(LOOK_AHEAD, REWRITTEN))).lanes
    for curve in ("training_loss", "gradient_norm", "training_accuracy"):
        mine, theirs = (getattr(each.runs[0], curve) for each in (ahead, rewritten))
        np.testing.assert_allclose(mine, theirs, rtol=2e-3, atol=2e-3)

    data = images.load("digits")
    shapes = Network((64, 16, 10), "relu", False).shapes
    rule = optax.sgd(0.05, 0.9, nesterov=True)
    weights = jax.numpy.asarray(initial_weights(Network((64, 16, 10), "relu", False), "he", 0))
    state, losses = rule.init(weights), []

    @jax.jit
    def step(x, state, pixels, labels):
        def loss(x):
            w1, b1, w2, b2 = unravel(x, shapes)
            logits = jax.nn.relu(pixels @ w1 + b1) @ w2 + b2
            return optax.softmax_cross_entropy_with_integer_labels(logits, labels).mean()

        value, gradient = jax.value_and_grad(loss)(x)
        updates, state = rule.update(gradient, state, x)
        return x + updates, state, value

    for batch in Split.of(data, 0.1, 60_000, 32).batches(0, 0, 80):
        pixels = np.asarray(data.images)[batch].astype(np.float32) / np.float32(16)
        weights, state, value = step(weights, state, pixels, data.labels[batch].astype(int))
        losses.append(float(value))
    np.testing.assert_allclose(ahead.runs[0].training_loss, losses, rtol=2e-3, atol=2e-3)


@pytest.mark.parametrize("other", [LOOK_AHEAD, REWRITTEN])
def test_a_step_computes_one_gradient(other):
    """By the operations that XLA counts in what it has compiled, of which most are a gradient's."""
    flops = []
    data = images.load("digits")
    for each in (MOMENTUM, other):
        settings = SMALL.settings(each)
        static = StaticConfig.of(each, settings, (8, 8), 10)
        traced = TracedConfig.of(each, settings)
        of_images = Images(data.images, data.labels, np.float32(1 / 16))
        first = begin(static, traced, "he", 0), np.uint32(0), np.int32(1)
        batches = np.zeros(4, np.float32), np.zeros((4, 512), np.int32), np.int32(4)
        compiled = train_step.steps._compile((static,), (traced, of_images, *first, *batches))
        flops.append(compiled.cost_analysis()["flops"])
    assert flops[1] < 1.2 * flops[0]
