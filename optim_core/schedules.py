"""Learning-rate schedules: factors of a lane's rate, by step and epoch."""

import sys
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from optim_core.catalog import Schedule, entries_in, schedule

if TYPE_CHECKING:
    from optim_core.race import Choice


@schedule("Constant", source="-")
def constant(t, epoch):
    r"""The same rate at every step.

    $$\alpha_t = \alpha_0$$
    """
    return np.ones_like(t)


SCHEDULES = entries_in(Schedule, [sys.modules[__name__]])


def factors(choice: "Choice[Schedule]", steps: int, steps_per_epoch: int) -> NDArray[np.float64]:
    """The factor of the learning rate at each step, `[steps]`."""
    values = dict(choice.values)
    warmup = int(values.pop("warmup"))
    t = np.arange(1.0, steps + 1)
    after = np.maximum(t - warmup, 1.0)
    epoch = np.floor((after - 1) / steps_per_epoch) + 1
    return np.where(t <= warmup, t / max(warmup, 1), choice.entry.function(after, epoch, **values))
