"""Mixed images: the loss is of both labels, by shares of the distribution that is asked for."""

from dataclasses import replace

import jax
import jax.numpy as jnp
import numpy as np
import optax
import pytest
from scipy import stats

from optim_core.network import datasets as images
from optim_core.network.images import Images
from optim_core.network.mixup import MixedLabels, mixed
from optim_core.network.mlp import Network, initial_weights, outputs, unravel
from optim_core.network.objective import objective
from optim_core.network.seen_images import see
from optim_core.network.split import Split
from optim_core.network.train_state import StaticConfig, TracedConfig
from tests.helpers.trainings import ADAM, SMALL, lane, result

NETWORK = Network((64, 16, 10), "relu", False)
X = initial_weights(NETWORK, "he", 0)
DATA = images.load("digits")
PIXELS = jnp.asarray(DATA.images[:32], jnp.float32) / 16
LABELS = DATA.labels[:32]


def cross_entropy(logits, labels):
    return optax.softmax_cross_entropy_with_integer_labels(logits, labels.astype(int)).mean()


@pytest.mark.parametrize("smoothing", [0.0, 0.2])
def test_the_mixed_loss_is_that_of_both_labels_by_their_shares(smoothing):
    """Against optax, also as the cross-entropy with the mixed target, in which it is linear."""
    pixels, labels = mixed(PIXELS, LABELS, 1.0, jax.random.key(5))
    share = float(labels.share)
    assert 0.05 < share < 0.95
    arrays = unravel(jnp.asarray(X), NETWORK.shapes)
    value, told = objective(arrays, NETWORK, pixels, labels, smoothing, None, None)
    logits = outputs(X, NETWORK, pixels, None, None).logits
    a, b = (cross_entropy(logits, each) for each in (labels.labels, labels.others))
    assert float(told.loss) == pytest.approx(share * float(a) + (1 - share) * float(b), rel=1e-5)
    target = share * jax.nn.one_hot(LABELS, 10) + (1 - share) * jax.nn.one_hot(labels.others, 10)
    target = optax.smooth_labels(target, smoothing)
    assert float(value) == pytest.approx(
        float(optax.softmax_cross_entropy(logits, target).mean()), rel=1e-5
    )


def test_each_image_is_mixed_with_the_next():
    pixels, labels = mixed(PIXELS, LABELS, 0.4, jax.random.key(1))
    others = np.roll(np.arange(32), -1)
    np.testing.assert_allclose(
        pixels, labels.share * PIXELS + (1 - labels.share) * PIXELS[others], rtol=1e-6
    )
    np.testing.assert_array_equal(labels.others, LABELS[others])


@jax.jit
def shares(alpha, keys):
    return jax.vmap(lambda key: mixed(PIXELS[:2], LABELS[:2], alpha, key)[1].share)(keys)


@pytest.mark.parametrize("alpha", [0.2, 1.0, 2.0])
def test_shares_are_of_the_beta_distribution(alpha):
    keys = jax.random.split(jax.random.key(0), 1000)
    found = np.asarray(shares(np.float32(alpha), keys))
    assert stats.kstest(found, stats.beta(alpha, alpha).cdf).pvalue > 1e-3


def test_a_step_takes_the_mixed_images_that_are_shown_and_none_are_tested():
    changed = lane("adam", {"mixup": 1.0}, lr=1e-3)
    training = replace(SMALL, lanes=(changed, ADAM), epochs=1, evaluations=1)
    run, plain = (each.runs[0] for each in result(training).lanes)
    settings = training.settings(changed)
    batch = Split.of(DATA, 0.1, 60_000, 32).batches(0, 0, 1)[0]
    data = Images(DATA.images, DATA.labels, np.float32(1 / 16))
    static = StaticConfig.of(changed, settings, DATA.shape, 10)
    pixels, labels = see(
        static.images, TracedConfig.of(changed, settings).images, data, batch, 0, 1
    )
    assert isinstance(labels, MixedLabels)
    logits = outputs(X, NETWORK, pixels, None, None).logits
    losses = [float(cross_entropy(logits, each)) for each in (labels.labels, labels.others)]
    share = float(labels.share)
    assert run.training_loss[0] == pytest.approx(
        share * losses[0] + (1 - share) * losses[1], rel=1e-5
    )
    assert run.training_loss[0] != plain.training_loss[0]
    assert run.validation_loss[0] == plain.validation_loss[0]
