"""The backward pass in matrix form, against JAX, finite differences and SciPy."""

import numpy as np
import pytest
from scipy.optimize import approx_fprime
from scipy.special import expit, log_softmax

from optim_core import layers
from optim_core.graph import Computation, descended

SEEDS = range(5)


def anywhere(seed: int) -> dict[str, float]:
    values = np.random.RandomState(seed).normal(0, 1.5, len(layers.ENTRIES))
    return dict(zip(layers.ENTRIES, values.tolist(), strict=True))


@pytest.mark.parametrize("seed", SEEDS)
def test_three_ways_to_a_gradient_agree(seed):
    found = layers.passes(anywhere(seed))
    for i, by_jax, difference in zip(layers.GIVEN, found.by_jax, found.differences, strict=True):
        np.testing.assert_allclose(found.gradients[i], by_jax, rtol=1e-12, atol=1e-14)
        np.testing.assert_allclose(found.gradients[i], difference, atol=1e-8)


@pytest.mark.parametrize("seed", SEEDS)
def test_loss_and_gradient_are_those_of_the_network_written_with_scipy(seed):
    given = anywhere(seed)

    def loss(flat):
        W1, x, b1, W2, b2 = np.split(flat, [4, 6, 8, 12])
        h = expit(W1.reshape(2, 2) @ x + b1)
        return -log_softmax(W2.reshape(2, 2) @ h + b2)[0]

    at, found = np.array(list(given.values())), layers.passes(given)
    assert found.values[-1] == pytest.approx(loss(at), rel=1e-12)
    ours = np.concatenate([found.gradients[i].ravel() for i in layers.GIVEN])
    np.testing.assert_allclose(ours, approx_fprime(at, loss, 1e-6), atol=1e-5)


def test_each_node_has_its_shape_and_what_is_sent_that_of_who_gets_it():
    found = layers.passes(layers.ENTRIES)
    for i, node in enumerate(layers.NODES):
        assert found.values[i].shape == found.gradients[i].shape == node.shape
        assert [part.shape for part in found.sent[i]] == [
            layers.NODES[j].shape for j in node.inputs
        ]
    assert list(found.order) == sorted(found.order, reverse=True)


def test_a_small_step_down_makes_the_loss_fall():
    given = dict(Computation(form="layers").inputs)
    assert given == layers.ENTRIES
    found = layers.passes(given)
    by_entry = np.concatenate([found.gradients[i].ravel() for i in layers.GIVEN])
    gradient = dict(zip(given, by_entry.tolist(), strict=True))
    assert layers.loss(descended(given, gradient, 0.01)) < found.values[-1]
