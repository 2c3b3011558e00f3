"""Augmented images: as SciPy makes them from the same offsets, by as much as asked."""

from dataclasses import replace

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from scipy import ndimage

from optim_core.network import datasets as images
from optim_core.network.augmentation import (
    SMOOTHNESS,
    Amounts,
    Augmentation,
    augmented,
    origins,
    sampled,
)
from optim_core.network.images import Images
from optim_core.network.mlp import initial_weights, outputs
from optim_core.network.objective import cross_entropies
from optim_core.network.seen_images import see
from optim_core.network.split import Split
from optim_core.network.train_state import StaticConfig, TracedConfig
from tests.helpers.trainings import ADAM, SMALL, lane, result, same

KEY = jax.random.key(3)
NOTHING = Amounts(*np.zeros(4, np.float32))
PLAIN, BENT = Augmentation(28, 20, False), Augmentation(28, 20, True)
PICTURES = np.random.RandomState(0).randint(0, 256, (6, 28, 20), np.uint8)
FLAT = jnp.asarray(PICTURES.reshape(6, -1))


STILL = np.mgrid[:28, :20].astype(np.float32)[:, None]


def from_pixels(augmentation, count, **some):
    """How far from each pixel it is taken, `[2, count, 28, 20]`."""
    found = np.stack(origins(augmentation, amounts(**some), count, KEY))
    return found.reshape(2, count, 28, 20) - STILL


def looked_up(y, x):
    return sampled(PLAIN, FLAT, lambda *at: at, (jnp.asarray(y), jnp.asarray(x)))


def amounts(**some):
    return NOTHING._replace(**{name: np.float32(value) for name, value in some.items()})


@pytest.mark.parametrize("much", [1.0, 40.0])
def test_pixels_are_looked_up_as_scipy_does(much):
    """Also far outside, on the border, and at whole rows and columns."""
    random = np.random.RandomState(1)
    y = random.uniform(-much, 28 + much, PICTURES.shape).astype(np.float32)
    x = random.uniform(-much, 20 + much, PICTURES.shape).astype(np.float32)
    y[:, :3], x[:, :, :3] = np.round(y[:, :3]), np.round(x[:, :, :3])
    y[:, 3], x[:, 4] = 27, 19
    ours = looked_up(y.reshape(6, -1), x.reshape(6, -1)).reshape(PICTURES.shape)
    for mine, picture, *at in zip(ours, PICTURES, y, x, strict=True):
        theirs = ndimage.map_coordinates(
            picture.astype(np.float64), at, order=1, mode="grid-constant"
        )
        np.testing.assert_allclose(mine, theirs, atol=2e-3)


def test_a_turned_scaled_and_shifted_image_is_that_of_scipys_affine_transform():
    """By the draws that are documented: shifts, angle and factor, uniform."""
    asked = amounts(shift=3, rotation=30, scaling=0.2)
    ours = augmented(PLAIN, asked, FLAT, KEY).reshape(PICTURES.shape)
    draws = np.asarray(jax.random.uniform(KEY, (6, 4), jnp.float32, -1, 1), float)
    middle = np.array([27, 19]) / 2
    for mine, picture, (down, right, turn, size) in zip(ours, PICTURES, draws, strict=True):
        angle, factor = np.deg2rad(30 * turn), 1 + 0.2 * size
        back = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]]) / factor
        offset = middle - back @ (middle + 3 * np.array([down, right]))
        theirs = ndimage.affine_transform(
            picture.astype(np.float64), back, offset, order=1, mode="grid-constant"
        )
        np.testing.assert_allclose(mine, theirs, atol=0.05)


def test_a_whole_shift_moves_the_pixels_and_nothing_leaves_them():
    assert (np.asarray(augmented(BENT, NOTHING, FLAT, KEY)) == np.asarray(FLAT)).all()
    rows, columns = np.mgrid[:28, :20].astype(np.float32).reshape(2, 1, -1).repeat(6, axis=1)
    moved = looked_up(rows - 2, columns + 1)
    expected = np.zeros_like(PICTURES)
    expected[:, 2:, :-1] = PICTURES[:, :-2, 1:]
    np.testing.assert_array_equal(np.asarray(moved).reshape(PICTURES.shape), expected)


def test_a_bent_image_moves_as_smoothly_and_as_far_as_simards():
    """Root mean square and covariance, against uniform noise smoothed by SciPy's Gaussian."""
    count, far = 400, 1.5
    moved = from_pixels(BENT, count, elastic=far)
    assert np.sqrt((moved**2).mean(axis=(0, 1))) == pytest.approx(far, rel=0.15)
    noise = np.random.RandomState(0).uniform(-1, 1, (count, 80, 80))
    theirs = ndimage.gaussian_filter(noise, (0, 4, 4))[:, 26:-26, 30:-30]
    theirs *= far / theirs.std()
    assert 28 * SMOOTHNESS == 4
    for apart in (1, 4, 8):
        for axis in (1, 2):
            pairs = [
                np.delete(each, np.s_[:apart], axis) * np.delete(each, np.s_[-apart:], axis)
                for each in (moved[0], moved[1], theirs)
            ]
            for ours in pairs[:2]:
                assert ours.mean() == pytest.approx(pairs[2].mean(), abs=0.06 * far**2)


def test_each_kind_goes_as_far_as_asked_and_no_farther():
    away = from_pixels(PLAIN, 1000, shift=2.5)
    assert 2.4 < np.abs(away).max() <= 2.5 + 1e-5 and np.abs(away.mean(axis=1)).max() < 0.2
    np.testing.assert_allclose(np.ptp(away, axis=(2, 3)), 0, atol=1e-5)  # all of an image alike
    middle = np.array([13.5, 9.5]).reshape(2, 1, 1, 1)
    turned = from_pixels(PLAIN, 1000, rotation=20) + STILL - middle
    angles = np.rad2deg(np.arctan2(*turned) - np.arctan2(*(STILL - middle)))
    angles = (angles + 180) % 360 - 180
    assert 19 < np.abs(angles).max() <= 20.01 and np.abs(angles.mean()) < 1
    _, x = from_pixels(PLAIN, 1000, scaling=0.25) + STILL
    sizes = 19 / (x[:, 0, -1] - x[:, 0, 0])
    assert 0.75 <= sizes.min() < 0.76 and 1.24 < sizes.max() <= 1.25 + 1e-5


def test_images_are_changed_in_training_alone_and_by_the_seed_alone():
    changes = {"shift": 1.0, "rotation": 10, "scaling": 0.1, "elastic": 0.5}
    first = lane("adam", changes, lr=1e-3)
    other = lane("momentum", changes, lr=0.02)
    training = replace(SMALL, lanes=(first, first, other, ADAM), seeds=(0, 1))
    once, again, momentum, plain = (each.runs for each in result(training).lanes)
    assert same(once[0], again[0]) and same(once[1], again[1]) and not same(once[0], once[1])
    assert once[0].training_loss[0] == momentum[0].training_loss[0]  # the same images
    assert once[0].training_loss[0] != plain[0].training_loss[0]
    for curve in ("validation_loss", "test_accuracy"):  # before any step, all are judged alike
        assert getattr(once[0], curve)[0] == getattr(plain[0], curve)[0]


@pytest.mark.parametrize("name", ["shift", "rotation", "scaling", "elastic"])
def test_what_a_step_sees_is_what_is_shown(name):
    """The loss of the first mini-batch is that of the very images that `see` gives."""
    changed = lane("adam", {name: 0.3 if name == "scaling" else 2.0}, lr=1e-3)
    training = replace(SMALL, lanes=(changed,), epochs=1, evaluations=1)
    run = result(training).lanes[0].runs[0]
    data, settings = images.load("digits"), training.settings(changed)
    batch = Split.of(data, 0.1, 60_000, 32).batches(0, 0, 1)[0]
    static = StaticConfig.of(changed, settings, data.shape, 10)
    pixels, labels = see(
        static.images,
        TracedConfig.of(changed, settings).images,
        Images(data.images, data.labels, np.float32(1 / 16)),
        batch,
        0,
        1,
    )
    x = initial_weights(static.network, "he", 0)
    logits = outputs(x, static.network, pixels, None, None).logits
    loss = float(cross_entropies(logits, labels).mean())
    assert run.training_loss[0] == pytest.approx(loss, rel=1e-5)
    assert not np.allclose(pixels * 16, np.asarray(data.images)[batch])
