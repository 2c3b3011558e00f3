"""What a network says of the test images, and where it is wrong."""

from dataclasses import replace

import numpy as np

from optim_core.network import datasets as images
from optim_core.network.predictions import Predictions, predictions
from tests.helpers.trainings import SMALL, result


def test_the_confusion_matrix_and_the_most_confident_mistakes():
    data = images.load("digits")
    run = result(replace(SMALL, epochs=4)).lanes[0].runs[0]
    said = predictions(run.checkpoint, data)
    matrix = said.confusion()
    assert matrix.sum() == 360 and matrix.shape == (10, 10)
    np.testing.assert_allclose(np.trace(matrix) / 360, run.test_accuracy[-1])
    labels = np.asarray(data.labels)[data.training :]
    np.testing.assert_array_equal(matrix.sum(axis=1), np.bincount(labels, minlength=10))
    wrong = said.mistakes(5)
    assert isinstance(wrong, Predictions) and len(wrong.labels) == 5
    assert (wrong.predicted != wrong.labels).all()
    assert (np.diff(wrong.confidence) <= 0).all()
    all_wrong = said.confidence[said.predicted != said.labels]
    assert wrong.confidence[0] == all_wrong.max()
    np.testing.assert_allclose(said.probabilities.sum(axis=1), 1, rtol=1e-5)
    assert data.pictures(wrong.indices).shape == (5, 8, 8)
