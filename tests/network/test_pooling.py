"""Pooled images: of the shapes and means that are asked for, over regions that cover the image."""

from dataclasses import replace

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from optim_core.network import datasets as images
from optim_core.network.mlp import outputs
from optim_core.network.pooling import Pooling, _means, pooled
from optim_core.network.split import Split
from tests.helpers.trainings import SMALL, lane, result, same

PICTURES = np.random.RandomState(0).rand(5, 28, 20).astype(np.float32)
FLAT = jnp.asarray(PICTURES.reshape(5, -1))


@pytest.mark.parametrize(
    "kind, shape, becomes",
    [
        ("average", (28, 28), (14, 14)),
        ("average", (8, 8), (4, 4)),
        ("fractional", (28, 28), (20, 20)),
        ("fractional", (8, 8), (6, 6)),
    ],
)
def test_pooled_shapes(kind, shape, becomes):
    """Half as many rows and columns; or, by the root of 2, half as many pixels."""
    pooling = Pooling(kind, *shape)
    assert pooling.shape == becomes and pooling.pixels == becomes[0] * becomes[1]
    n = np.zeros((3, shape[0] * shape[1]), np.float32)
    assert pooled(pooling, n, jax.random.key(0)).shape == (3, pooling.pixels)


def test_two_by_two_means_are_numpys():
    ours = pooled(Pooling("average", 28, 20), FLAT, jax.random.key(0))
    theirs = PICTURES.reshape(5, 14, 2, 10, 2).mean(axis=(2, 4))
    np.testing.assert_allclose(ours.reshape(theirs.shape), theirs, rtol=1e-5)


@pytest.mark.parametrize("seed", [None, 0, 1])
def test_regions_of_fractional_pooling_are_one_or_two_wide_and_cover_all(seed):
    key = None if seed is None else jax.random.key(seed)
    means = np.asarray(_means("fractional", 28, key))
    np.testing.assert_allclose(means.sum(axis=1), 1, rtol=1e-6)
    inside = means > 0
    assert (inside.sum(axis=0) == 1).all()  # each pixel in one region
    assert sorted(set(inside.sum(axis=1))) == [1, 2]
    assert (np.diff(inside.argmax(axis=1)) > 0).all()  # from left to right
    if seed is not None:
        assert not np.array_equal(means, _means("fractional", 28, jax.random.key(seed + 7)))


def test_all_regions_come_up_in_random_order():
    """Eight of the 20 are two wide: each place is so as often as any other."""
    keys = jax.random.split(jax.random.key(0), 800)
    is_wide = jax.vmap(lambda key: (_means("fractional", 28, key) > 0).sum(axis=1) == 2)
    wide = np.asarray(jax.jit(is_wide)(keys))
    np.testing.assert_allclose(wide.mean(axis=0), 8 / 20, atol=0.08)


@pytest.mark.parametrize("kind, size", [("average", 16), ("fractional", 36)])
def test_a_network_gets_pooled_images_and_is_tested_with_fixed_regions(kind, size):
    training = replace(SMALL, lanes=(lane("adam", {"pooling": kind}, lr=1e-2),) * 2, epochs=4)
    run, again = (each.runs[0] for each in result(training).lanes)
    assert same(run, again)
    network, x = run.checkpoint.network, run.checkpoint.x
    assert network.widths == (size, 16, 10)
    data = images.load("digits")
    test = Split.of(data, 0.1, 60_000, 32).test
    pictures = np.asarray(data.images)[test].reshape(-1, 8, 8) / np.float32(16)
    means = np.asarray(_means(kind, 8, None))
    seen = np.einsum("ir,nrc,jc->nij", means, pictures, means).reshape(len(test), -1)
    logits = outputs(x, network._replace(pooling=None), seen, None, None).logits
    right = (np.asarray(logits).argmax(axis=1) == np.asarray(data.labels)[test]).mean()
    assert run.test_accuracy[-1] == pytest.approx(right, abs=0.003) and right > 0.7
