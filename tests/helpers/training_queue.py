"""A training queue by hand: a clock that is set, trainings that are made up or small."""

import time
from dataclasses import replace

from optim_core import OPTIMIZERS, Choice, Lane, Training
from tests.helpers.training_runs import a_run, progress

ADAM = Lane(Choice.of(OPTIMIZERS["adam"], lr=1e-3))
SMALL = Training((ADAM,), dataset="digits", hidden=(16,), batch_size=32, epochs=2)
OTHERS = [replace(SMALL, seeds=(seed,)) for seed in range(1, 60)]


class Clock:
    """Stands still until it is set."""

    now = 0.0

    def __call__(self):
        return self.now


class Trained:
    """In place of `train`: a hundred steps at a time, up to `most`; writes down what is pulled."""

    def __init__(self, most=3000):
        self.most, self.pulled, self.closed, self.fault = most, [], [], None

    def __call__(self, training):
        try:
            for done in range(0, self.most + 1, 100):
                self.pulled.append(training)
                if self.fault:
                    raise self.fault
                runs = [a_run(seed, done) for seed in training.seeds]
                yield progress(*[runs] * len(training.lanes))
        finally:
            self.closed.append(training)


def advance(queue, times=1, clock=None, seconds=0.0):
    for _ in range(times):
        if clock:
            clock.now += seconds
        queue.advance()


def ended(job, within=20.0):
    """The state in which it ends."""
    until = time.monotonic() + within
    while (job.active or job.steps) and time.monotonic() < until:
        time.sleep(0.01)
    assert not job.active
    return job.state
