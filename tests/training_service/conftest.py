"""A training queue that is advanced by hand."""

import pytest

from pages.ui.training_service.queue import TrainingQueue
from tests.helpers.training_queue import Clock, Trained


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def trained():
    return Trained()


@pytest.fixture
def queue(clock, trained):
    return TrainingQueue(train=trained, clock=clock, synchronous=True)
