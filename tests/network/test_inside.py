"""What is told of the inside of a network, against a forward and backward pass in NumPy."""

from dataclasses import replace

import numpy as np
import pytest

from optim_core import train
from optim_core.network.datasets import load
from optim_core.network.images import Images
from optim_core.network.inside import dead_units, look_inside, saturated, update_ratios
from optim_core.network.mlp import Network, initial_weights
from tests.helpers.trainings import ADAM, DESCENT, SMALL, result

PIXELS, HIDDEN, CLASSES, N = 9, (7, 5, 6), 4, 20
RANDOM = np.random.RandomState(1)
DATA = Images(
    RANDOM.randint(0, 17, (N, PIXELS)).astype(np.uint8),
    RANDOM.randint(0, CLASSES, N).astype(np.uint8),
    np.float32(1 / 16),
)
SLOPES = {"relu": lambda h: (h > 0) * 1.0, "tanh": lambda h: 1 - h**2}
VALUES = {"relu": lambda z: np.maximum(z, 0), "tanh": np.tanh}


def by_hand(network, x, images, labels):
    """Each hidden layer's activations, and the gradients of the images' losses by them."""
    parts, begin = [], 0
    for shape in network.shapes:
        end = begin + int(np.prod(shape))
        parts.append(np.asarray(x[begin:end], float).reshape(shape))
        begin = end
    weights, biases = parts[::2], parts[1::2]
    layers = [images]
    for W, b in zip(weights[:-1], biases[:-1], strict=True):
        layers.append(VALUES[network.activation](layers[-1] @ W + b))
    logits = layers[-1] @ weights[-1] + biases[-1]
    p = np.exp(logits - logits.max(axis=1, keepdims=True))
    p /= p.sum(axis=1, keepdims=True)
    delta = p - np.eye(CLASSES)[labels]
    gradients = []
    for W, h in zip(reversed(weights[1:]), reversed(layers[1:]), strict=True):
        gradients.insert(0, delta @ W.T)
        delta = gradients[0] * SLOPES[network.activation](h)
    return layers[1:], gradients


@pytest.mark.parametrize("activation", sorted(VALUES))
def test_activations_and_gradients_are_those_of_a_pass_by_hand(activation):
    network = Network((PIXELS, *HIDDEN, CLASSES), activation, False)
    x = RANDOM.standard_normal(network.size).astype(np.float32) / 2
    chosen = np.array([3, 0, 19, 7, 11], np.int32)
    seen = look_inside(network, DATA, x, chosen)
    images = DATA.images[chosen] * DATA.scale
    activations, gradients = by_hand(network, x, images, DATA.labels[chosen])
    for found, wanted in ((seen.activations, activations), (seen.gradients, gradients)):
        assert [each.shape for each in found] == [(5, units) for units in HIDDEN]
        for mine, theirs in zip(found, wanted, strict=True):
            np.testing.assert_allclose(mine, theirs, rtol=2e-5, atol=2e-6)


def test_under_batch_normalization_the_statistics_are_those_of_the_images():
    network = Network((PIXELS, 7, CLASSES), "relu", True)
    x = initial_weights(network, "he", 0)
    seen = look_inside(network, DATA, x, np.arange(N, dtype=np.int32))
    sums = (DATA.images * DATA.scale) @ x[: PIXELS * 7].reshape(PIXELS, 7)
    np.testing.assert_allclose(seen.statistics, [sums.mean(0), sums.var(0)], rtol=1e-4, atol=1e-6)
    normal = (sums - sums.mean(0)) / np.sqrt(sums.var(0) + 1e-5)
    np.testing.assert_allclose(seen.activations[0], np.maximum(normal, 0), rtol=1e-3, atol=1e-5)


def test_a_unit_is_dead_that_no_image_wakes():
    activations = np.array([[0, 0, 1, 0], [0, 2, 0, 0], [0, 0, 3, 0.5]])
    assert dead_units(activations) == 1 / 4
    assert saturated(activations, "relu") is None
    assert saturated(np.array([-1, -0.985, 0.5, 0.97, 0.99]), "tanh") == 3 / 5
    assert saturated(np.array([0.005, 0.5, 0.995, 0.98]), "sigmoid") == 1 / 2


def test_the_update_is_told_of_the_first_step_and_of_the_last_before_each_evaluation():
    """Gradient descent goes its rate times the gradient, layer by layer; biases do not count."""
    training = replace(SMALL, lanes=(DESCENT,), hidden=(16, 8), epochs=2, evaluations=2)
    run = result(training).lanes[0].runs[0]
    assert run.update_ratios.shape == (len(run.evaluated), 3)
    assert np.isfinite(run.update_ratios).all() and (run.update_ratios > 0).all()

    network = run.checkpoint.network
    x = initial_weights(network, "he", 0)
    once = result(replace(training, epochs=1, batch_size=1437, evaluations=1)).lanes[0].runs[0]
    np.testing.assert_allclose(
        once.update_ratios[0], update_ratios(network, x, once.checkpoint.x), rtol=1e-5
    )
    begin = 0
    for layer, shape in enumerate(network.shapes[::2]):
        end = begin + int(np.prod(shape))
        moved = np.linalg.norm(np.asarray(once.checkpoint.x)[begin:end] - x[begin:end])
        np.testing.assert_allclose(
            once.update_ratios[-1][layer], moved / np.linalg.norm(x[begin:end]), rtol=1e-4
        )
        begin = end + shape[1]


@pytest.mark.optimized
def test_the_images_of_a_training_are_looked_at_and_nothing_of_it_changes():
    *_, before = train(SMALL)
    run = before.lanes[0].runs[0]
    weights = np.array(run.checkpoint.x)
    data = load("digits")
    images = Images(data.images, data.labels, np.float32(1 / data.white))
    seen = look_inside(run.checkpoint.network, images, run.checkpoint.x, np.arange(360))
    assert seen.activations[0].shape == (360, 16)
    np.testing.assert_array_equal(weights, run.checkpoint.x)
    again = result(replace(SMALL, lanes=(ADAM,)))
    np.testing.assert_array_equal(weights, again.lanes[0].runs[0].checkpoint.x)
