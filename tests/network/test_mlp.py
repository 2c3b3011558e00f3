"""The network: one flat vector in, honest gradients out, and what is put between its layers."""

from itertools import product

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from scipy.special import erf

from optim_core.network.mlp import (
    ACTIVATIONS,
    BN_EPSILON,
    DEVIATIONS,
    Dropout,
    Network,
    initial_weights,
    outputs,
    ravel,
    unravel,
    zero_statistics,
)
from optim_core.network.objective import Penalty, cross_entropies, objective
from optim_core.network.settings import SETTINGS

BATCH, PIXELS, CLASSES = 12, 9, 4
RANDOM = np.random.RandomState(1)
IMAGES = RANDOM.rand(BATCH, PIXELS)
LABELS = RANDOM.randint(0, CLASSES, BATCH)


def weights_of(network, scale=0.5):
    """Random ones, so that no bias is 0 and no unit at its kink."""
    return scale * np.random.RandomState(2).standard_normal(network.size)


def test_every_activation_and_start_can_be_chosen():
    assert SETTINGS["activation"].options == tuple(ACTIVATIONS)
    assert SETTINGS["init"].options == tuple(DEVIATIONS)


@pytest.mark.parametrize(
    "hidden, activation, all_on",
    [((), "relu", False), ((6, 5, 4, 7), "relu", True)]
    + list(product([(8, 5)], ACTIVATIONS, (False, True))),
)
def test_gradients_agree_with_finite_differences(hidden, activation, all_on):
    """Without and with batch normalization, penalties and dropout."""
    network = Network((PIXELS, *hidden, CLASSES), activation, all_on)
    penalty = Penalty(0.03, 0.2) if all_on else None
    dropout = Dropout(jax.random.key(3), jnp.float64(0.3)) if all_on else None
    x = weights_of(network)
    directions = np.random.RandomState(4).standard_normal((6, network.size))
    h = 1e-6

    def f(x):
        arrays = unravel(x, network.shapes)
        return objective(arrays, network, IMAGES, LABELS, 0.1, penalty, dropout)[0]

    @jax.jit
    def both(x, ends):
        return jax.grad(f)(x), jax.lax.map(f, ends)

    gradient, ends = both(x, np.concatenate([x + h * directions, x - h * directions]))
    slopes = (ends[:6] - ends[6:]) / (2 * h)
    np.testing.assert_allclose(directions @ gradient, slopes, rtol=1e-5, atol=1e-7)


def test_taking_apart_and_putting_together_are_inverse():
    network = Network((5, 4, 3, 2), "relu", True)
    x = np.arange(float(network.size))
    arrays = unravel(x, network.shapes)
    assert [array.shape for array in arrays] == list(network.shapes)
    np.testing.assert_array_equal(ravel(arrays), x)
    slope = jax.jit(jax.grad(lambda x: sum((a**2).sum() for a in unravel(x, network.shapes))))(x)
    np.testing.assert_array_equal(slope, 2 * x)


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_the_outputs_are_those_of_numpy(activation):
    network = Network((PIXELS, 6, 5, CLASSES), activation, False)
    x = weights_of(network)
    w1, b1, w2, b2, w3, b3 = (np.asarray(array) for array in unravel(x, network.shapes))
    a = {
        "relu": lambda z: np.maximum(z, 0),
        "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
        "tanh": np.tanh,
        "gelu": lambda z: z * (1 + erf(z / np.sqrt(2))) / 2,
    }[activation]
    logits = a(a(IMAGES @ w1 + b1) @ w2 + b2) @ w3 + b3
    out = outputs(x, network, IMAGES, None, None)
    np.testing.assert_allclose(out.logits, logits, rtol=1e-12)
    p = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    right = -np.log(p[np.arange(BATCH), LABELS])
    np.testing.assert_allclose(cross_entropies(out.logits, LABELS), right, rtol=1e-10)
    target = 0.8 * np.eye(CLASSES)[LABELS] + 0.2 / CLASSES
    smoothed = -(target * np.log(p)).sum(axis=1)
    np.testing.assert_allclose(cross_entropies(out.logits, LABELS, 0.2), smoothed, rtol=1e-10)


def test_what_is_penalized_and_what_is_told():
    network = Network((PIXELS, 6, CLASSES), "relu", True)
    arrays = unravel(weights_of(network), network.shapes)
    plain, seen = objective(arrays, network, IMAGES, LABELS, 0.0, None, None)
    value, also = objective(arrays, network, IMAGES, LABELS, 0.0, Penalty(0.03, 0.2), None)
    w1, w2 = (np.asarray(array) for array in arrays if array.ndim == 2)
    extra = 0.03 * (abs(w1).sum() + abs(w2).sum()) + 0.1 * ((w1**2).sum() + (w2**2).sum())
    np.testing.assert_allclose(value - plain, extra)
    smoothed, too = objective(arrays, network, IMAGES, LABELS, 0.4, None, None)
    assert smoothed != plain
    assert seen.loss == also.loss == too.loss == plain


def test_batch_normalization_of_one_image_leaves_nothing_of_it():
    """What the lab says beforehand: no weight before it gets a gradient."""
    network = Network((PIXELS, 6, 5, CLASSES), "tanh", True)
    arrays = unravel(weights_of(network), network.shapes)

    @jax.jit
    def slopes(images, labels):
        return jax.grad(
            lambda arrays: objective(arrays, network, images, labels, 0.0, None, None)[0]
        )(arrays)

    w1, b1, scale1, _, w2, b2, scale2, _, w3, b3 = slopes(IMAGES[:1], LABELS[:1])
    for nothing in (w1, b1, scale1, w2, b2, scale2):
        assert not np.abs(nothing).max()
    assert np.abs(w3).min() > 0 and np.abs(b3).min() > 0
    assert np.abs(slopes(IMAGES[:2], LABELS[:2])[0]).max() > 0


def test_batch_normalization_by_the_batch_and_by_statistics():
    network = Network((PIXELS, 6, CLASSES), "tanh", True)
    x = weights_of(network)
    w1, b1, scale, shift, w2, b2 = (np.asarray(a) for a in unravel(x, network.shapes))
    z = IMAGES @ w1 + b1
    normal = (z - z.mean(axis=0)) / np.sqrt(z.var(axis=0) + BN_EPSILON)
    by_batch = outputs(x, network, IMAGES, None, None)
    logits = np.tanh(scale * normal + shift) @ w2 + b2
    np.testing.assert_allclose(by_batch.logits, logits, rtol=1e-9)
    np.testing.assert_allclose(by_batch.statistics, [z.mean(axis=0), z.var(axis=0)], rtol=1e-9)
    by_statistics = outputs(x, network, IMAGES[:1], by_batch.statistics, None)
    np.testing.assert_allclose(by_statistics.logits, by_batch.logits[:1], rtol=1e-9)
    assert zero_statistics(network).tolist() == [[0] * 6, [1] * 6]


def test_dropout_silences_its_share_and_makes_up_for_it():
    units = 4000
    network = Network((1, units, 1), "relu", False)
    x = np.concatenate([np.zeros(units), np.ones(units), np.ones(units), np.zeros(1)])
    one, other, same = (
        float(
            outputs(x, network, np.zeros((1, 1)), None, Dropout(key, jnp.float64(0.25))).logits[
                0, 0
            ]
        )
        for key in (jax.random.key(0), jax.random.key(1), jax.random.key(0))
    )
    assert one == same != other
    kept = np.array([one, other]) * 0.75 / units  # each kept unit gives 1 / 0.75
    np.testing.assert_allclose(kept, 0.75, atol=0.03)


@pytest.mark.parametrize("init", DEVIATIONS)
def test_the_initial_weights(init):
    network = Network((300, 200, 10), "relu", True)
    x = initial_weights(network, init, 5)
    assert x.dtype == np.float32 and x.shape == (network.size,)
    w1, b1, scale, shift, w2, b2 = (np.asarray(a) for a in unravel(x, network.shapes))
    expected = {
        "he": ((2 / 300) ** 0.5, (2 / 200) ** 0.5),
        "xavier": ((2 / 500) ** 0.5, (2 / 210) ** 0.5),
        "too_small": (0.01, 0.01),
        "too_large": (1.0, 1.0),
    }[init]
    np.testing.assert_allclose([w1.std(), w2.std()], expected, rtol=0.05)
    assert not b1.any() and not b2.any() and not shift.any() and (scale == 1).all()
    np.testing.assert_array_equal(x, initial_weights(network, init, 5))
    assert (initial_weights(network, init, 6) != x).any()


def test_every_start_scales_the_same_numbers():
    network = Network((30, 20, 10), "relu", False)
    small, large = (initial_weights(network, init, 0) for init in ("too_small", "too_large"))
    np.testing.assert_allclose(100 * small, large, rtol=1e-5)
