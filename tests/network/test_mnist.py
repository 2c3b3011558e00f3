"""What the defaults reach on the real MNIST, where that is at hand."""

import pytest

from optim_core import OPTIMIZERS, Choice, Lane, Training, train
from optim_core.network import datasets as images
from tests.helpers.idx_files import FOLDER

pytestmark = pytest.mark.mnist


@pytest.mark.skipif(FOLDER is None, reason="the real files are not at hand")
def test_the_defaults_are_as_good_as_they_are_said_to_be(monkeypatch):
    """A tenth is held out; the first 5 epochs of 15 are those of a training of 5."""
    monkeypatch.setenv("MNIST_DIR", str(FOLDER))
    monkeypatch.delitem(images._loaded, "mnist", raising=False)
    adam = Lane(Choice.of(OPTIMIZERS["adam"], lr=1e-3))
    *_, progress = train(Training((adam,), epochs=15, evaluations=1, seeds=(0, 1, 2)))
    for run in progress.lanes[0].runs:
        assert run.evaluated[5] == 5 * progress.lanes[0].steps_per_epoch
        assert run.test_accuracy[5] >= 0.967
        assert run.test_accuracy[15] >= 0.975
