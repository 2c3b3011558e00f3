"""Wrong training labels: as many as asked, of training images alone, the same for all lanes."""

from dataclasses import replace

import jax
import numpy as np
import pytest

from optim_core.network import datasets as images
from optim_core.network.label_noise import noisy_labels
from optim_core.network.mlp import Network, initial_weights, outputs
from optim_core.network.objective import cross_entropies
from optim_core.network.split import Split
from tests.helpers.trainings import ADAM, SMALL, lane, result, same

DIGITS = images.load("digits")
LABELS = np.asarray(DIGITS.labels)
SPLIT = Split.of(DIGITS, 0.1, 1000, 32)


@pytest.mark.parametrize("share", [0.0, 0.001, 0.3, 0.9])
@pytest.mark.parametrize("seed", [0, 7])
def test_a_share_of_the_training_labels_is_wrong_and_no_other(share, seed):
    noisy = noisy_labels(LABELS, SPLIT.training, share, 10, seed)
    wrong = np.flatnonzero(noisy != LABELS)
    assert len(wrong) == round(share * 1000) and set(wrong) <= set(SPLIT.training)
    assert noisy.dtype == LABELS.dtype and noisy.max() <= 9
    for untouched in (SPLIT.validation, SPLIT.test):
        np.testing.assert_array_equal(noisy[untouched], LABELS[untouched])
    np.testing.assert_array_equal(noisy, noisy_labels(LABELS, SPLIT.training, share, 10, seed))


def test_a_wrong_label_is_any_other_class():
    """Each of nine as often, as far as chance goes: chi-squared with 8 degrees of freedom."""
    labels = np.full(9000, 4, np.uint8)
    noisy = noisy_labels(labels, np.arange(9000), 0.999, 10, 0)
    counts = np.bincount(noisy[noisy != 4], minlength=10)
    assert counts[4] == 0
    assert ((np.delete(counts, 4) - 999) ** 2 / 999).sum() < 26.1  # once in a thousand


def test_more_noise_has_the_wrong_labels_of_less_and_another_seed_has_others():
    some, more = (noisy_labels(LABELS, SPLIT.training, share, 10, 0) for share in (0.2, 0.5))
    wrong = some != LABELS
    np.testing.assert_array_equal(some[wrong], more[wrong])
    other = noisy_labels(LABELS, SPLIT.training, 0.2, 10, 1)
    assert not np.array_equal(other != LABELS, wrong)


def test_a_run_learns_the_noisy_labels_and_is_judged_by_the_true_ones():
    noise = {"label_noise": 0.4}
    lanes = (lane("adam", noise, lr=1e-3), lane("momentum", noise, lr=0.02), ADAM)
    noisy, other, clean = (
        each.runs[0] for each in result(replace(SMALL, lanes=lanes, examples=1000)).lanes
    )
    network = Network((64, 16, 10), "relu", False)
    x = initial_weights(network, "he", 0)
    batch = SPLIT.batches(0, 0, 1)[0]
    pixels = np.asarray(DIGITS.images)[batch].astype(np.float32) / np.float32(16)
    logits = outputs(x, network, pixels, None, None).logits
    for runs, labels in (
        ((noisy, other), noisy_labels(LABELS, SPLIT.training, 0.4, 10, 0)),
        ((clean,), LABELS),
    ):
        loss = float(cross_entropies(logits, jax.numpy.asarray(labels[batch])).mean())
        right = float((logits.argmax(axis=1) == labels[batch]).mean())
        for run in runs:
            assert run.training_loss[0] == pytest.approx(loss, rel=1e-5)
            assert run.training_accuracy[0] == pytest.approx(right)
    assert not same(noisy, clean)
    for curve in ("validation_loss", "validation_accuracy", "test_accuracy"):
        values = [getattr(run, curve)[0] for run in (noisy, other, clean)]
        assert values[0] == values[1] == values[2], "before any step, all are judged alike"
