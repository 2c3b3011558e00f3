"""Two heads on one trunk: the sum of both losses, and the accuracy of both."""

from dataclasses import replace

import jax
import jax.numpy as jnp
import numpy as np
import optax
import pytest

from optim_core.network import datasets as images
from optim_core.network.mlp import Network, initial_weights, outputs, unravel
from optim_core.network.objective import objective
from optim_core.network.split import Split
from tests.helpers.trainings import ADAM, SMALL, lane, result

NETWORK = Network((64, 16, 12), "relu", False, has_second_task=True)
DATA = images.load("digits")


def test_the_objective_is_the_first_loss_and_the_weighted_second():
    """And its gradient, against the same written out with optax."""
    x = jnp.asarray(initial_weights(NETWORK, "he", 0))
    pixels, labels = jnp.asarray(DATA.images[:50], jnp.float32) / 16, DATA.labels[:50].astype(int)

    def ours(x):
        arrays = unravel(x, NETWORK.shapes)
        return objective(arrays, NETWORK, pixels, labels, 0.0, None, None, second_weight=0.7)[0]

    def theirs(x):
        w1, b1, w2, b2 = unravel(x, NETWORK.shapes)
        out = jax.nn.relu(pixels @ w1 + b1) @ w2 + b2
        cross_entropy = optax.softmax_cross_entropy_with_integer_labels
        second = cross_entropy(out[:, 10:], labels % 2).mean()
        return cross_entropy(out[:, :10], labels).mean() + 0.7 * second

    value, gradient = jax.jit(jax.value_and_grad(ours))(x)
    expected, its = jax.jit(jax.value_and_grad(theirs))(x)
    assert float(value) == pytest.approx(float(expected), rel=1e-5)
    np.testing.assert_allclose(gradient, its, atol=1e-5)
    _, told = objective(
        unravel(x, NETWORK.shapes), NETWORK, pixels, labels, 0.0, None, None, second_weight=0.7
    )
    logits = outputs(x, NETWORK, pixels, None, None).logits
    first = optax.softmax_cross_entropy_with_integer_labels(logits, labels).mean()
    assert float(told.loss) == pytest.approx(float(first), rel=1e-5)


def test_both_heads_are_measured_on_the_test_images():
    two = lane("adam", {"multi_task": 1.0}, lr=1e-2)
    both, plain = (each.runs[0] for each in result(replace(SMALL, lanes=(two, ADAM))).lanes)
    assert plain.second_accuracy is None and len(both.second_accuracy) == len(both.evaluated)
    test = Split.of(DATA, 0.1, 60_000, 32).test
    pixels, labels = np.asarray(DATA.images)[test] / np.float32(16), np.asarray(DATA.labels)[test]
    out = outputs(both.checkpoint.x, both.checkpoint.network, pixels, None, None)
    assert both.checkpoint.network == NETWORK
    right = (np.asarray(out.logits).argmax(axis=1) == labels).mean()
    even = (np.asarray(out.second).argmax(axis=1) == labels % 2).mean()
    assert both.test_accuracy[-1] == pytest.approx(right, abs=0.003)
    assert both.second_accuracy[-1] == pytest.approx(even, abs=0.003) and even > 0.8
