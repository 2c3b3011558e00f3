"""Small trainings, of digits: their lanes, their results."""

import numpy as np

from optim_core import OPTIMIZERS, SCHEDULES, Choice, Lane, Training, train
from optim_core.network.run import Run


def lane(name, settings=(), schedule="constant", **values):
    return Lane(Choice.of(OPTIMIZERS[name], **values), Choice.of(SCHEDULES[schedule]), settings)


ADAM = lane("adam", lr=1e-3)
DESCENT = lane("gradient_descent", lr=0.1)
SMALL = Training((ADAM,), dataset="digits", hidden=(16,), batch_size=32, epochs=2)


def result(training, **how):
    """The last progress."""
    *_, last = train(training, **how)
    assert last.finished and last.share == 1
    return last


def same(run, other):
    """Whether two runs are equal in all but the time they took."""
    names = set(Run.__dataclass_fields__) - {"seconds", "checkpoint", "seed"}
    mine, theirs = ({name: getattr(each, name) for name in names} for each in (run, other))
    try:
        np.testing.assert_equal(mine, theirs)
    except AssertionError:
        return False
    return True
