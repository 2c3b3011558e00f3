"""What a schedule makes of a run of so many steps: the factor of the learning rate at each."""

import math
from collections.abc import Callable, Mapping
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from optim_core.catalog import Choice, Schedule

# Lengths that may be 0, and then follow the run: by name, the epochs for a run of so many.
FITTED: Mapping[str, Callable[[float], float]] = {
    "duration": lambda epochs: epochs,
    "every": lambda epochs: float(max(1, math.ceil(epochs / 3))),
}


@lru_cache(maxsize=256)
def fitted(choice: Choice[Schedule], steps: int, steps_per_epoch: int) -> Choice[Schedule]:
    """The schedule for a run of so many steps: what follows it, as a number.

    A warm-up is part of the run, and the schedule ends with it.
    """
    values = choice.values
    after = steps - values["warmup"]  # type: ignore[operator]
    epochs = (after if after > 0 else steps) / steps_per_epoch
    lengths = {name: of(epochs) for name, of in FITTED.items() if values.get(name) == 0}
    return choice.but(**lengths) if lengths else choice


@lru_cache(maxsize=256)
def factors(choice: Choice[Schedule], steps: int, steps_per_epoch: int) -> NDArray[np.float64]:
    """The factor of the learning rate at each step, `[steps]`, read-only.

    Through a warm-up of `w` steps it is `t / w`; then the schedule begins, with its own `t` from 1.
    What follows the run follows one of so many steps.
    """
    values = dict(fitted(choice, steps, steps_per_epoch).values)
    w = int(values.pop("warmup"))
    t = np.arange(1.0, steps + 1)
    with np.errstate(all="ignore"):  # what overflows outside its range is seen in the run
        after = choice.entry.function(np.maximum(t - w, 1), steps_per_epoch, **values)
    factor = np.where(t <= w, t / max(w, 1), after)
    factor.flags.writeable = False
    return factor
