"""What is told of a network's predictions."""

import json

import numpy as np

from optim_core import OPTIMIZERS, Choice, Lane, Training, train
from optim_core.network import datasets as images
from pages.ui.training_service import predictions
from tests.helpers.training_runs import ADAM

# --- predictions


def test_predictions_are_those_of_the_network():
    data = images.load("digits")
    *_, last = train(Training((ADAM,), dataset="digits", hidden=(16,), batch_size=32, epochs=3))
    run = last.lanes[0].runs[0]
    told = predictions.summary(run.checkpoint, data, 2, 80)
    json.dumps(told, allow_nan=False)
    assert told["lane"] == 2 and told["step"] == 80 and told["dataset"] == "digits"
    np.testing.assert_allclose(told["accuracy"], run.test_accuracy[-1], atol=1e-6)
    assert np.sum(told["confusion"]) == 360 and len(told["classes"]) == 10
    wrong = 360 - np.trace(told["confusion"])
    assert len(told["mistakes"]) == min(wrong, predictions.MAX_SHOWN)
    for index, label, predicted, confidence in told["mistakes"] + told["samples"]:
        assert data.labels[index] == label and 0.1 <= confidence <= 1
        assert index >= data.training and predicted in range(10)
    assert all(label != predicted for _, label, predicted, _ in told["mistakes"])
    labels = [label for _, label, _, _ in told["samples"]]
    assert labels == sorted(labels) and set(labels) == set(range(10)) and len(labels) == 16
    indices = [index for index, *_ in told["samples"]]
    assert tuple(indices) == predictions.samples(data) and len(set(indices)) == 16


def test_a_network_whose_weights_are_not_finite_says_nothing():
    data = images.load("digits")
    *_, last = train(
        Training(
            (Lane(Choice.of(OPTIMIZERS["gradient_descent"], lr=1e30)),),
            dataset="digits", hidden=(8,), epochs=1,
        )
    )  # fmt: skip
    assert predictions.summary(last.lanes[0].runs[0].checkpoint, data, 0, 1) is None
