"""A `Lane`: one contestant of a race or a training."""

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from optim_core.catalog import Choice, Optimizer, Schedule, Scope
from optim_core.network.settings import Items, settings_of
from optim_core.optimizers.hyperparameters import RATES
from optim_core.parameters import Parameter, finite, set_fields
from optim_core.schedule_factors import factors, fitted
from optim_core.schedules import SCHEDULES

MAX_LANES = 8  # of a race or a training; it binds widgets and links only, as a Range does
STEPS_PER_EPOCH = 10  # on a surface, where there are no epochs of a data set
CONSTANT = Choice.of(SCHEDULES["constant"])

# of a race and of a training; where it is None, every lane has its own
SHARED_LR = Parameter(
    "shared_lr",
    1e-3,
    RATES,
    help="one learning rate for all lanes, in place of their own; AdaDelta's neutral one is 1",
    label="Learning rate",
    key="lr",
)


@dataclass(frozen=True)
class Lane:
    """One contestant: an optimizer and the schedule that its learning rate follows.

    `settings` are those in which it differs from the other lanes of a training, given as a mapping
    or as pairs; on a surface there are none. Raises as `settings_of` does, and ValueError for a
    schedule of an optimizer that has no learning rate.
    """

    optimizer: Choice[Optimizer]
    schedule: Choice[Schedule] = CONSTANT
    settings: Items = ()

    def __post_init__(self) -> None:
        set_fields(self, settings=settings_of(self.settings))
        entry = self.optimizer.entry
        if not entry.has_rate and self.schedule != CONSTANT:
            raise ValueError(f"{entry.name} has no learning rate that a schedule could change")

    def for_run(self, steps: int, steps_per_epoch: int = STEPS_PER_EPOCH) -> "Lane":
        """The lane with a schedule that fits a run of so many steps."""
        schedule = fitted(self.schedule, steps, steps_per_epoch)
        return self if schedule is self.schedule else replace(self, schedule=schedule)

    def learning_rates(self, steps: int, steps_per_epoch: int = STEPS_PER_EPOCH) -> Any:
        """The rate that each step uses, `[steps]`; NaN where the optimizer has none."""
        lr = self.optimizer.numbers.get("lr", math.nan)
        return lr * factors(self.schedule, steps, steps_per_epoch)


def canonical_rate(shared_lr: float | None) -> float | None:
    """The shared rate as a float, or None. Raises ValueError where it is neither."""
    try:
        return None if shared_lr is None else finite("shared_lr", shared_lr)
    except ValueError:
        raise ValueError(f"shared_lr is a finite number or None, not {shared_lr!r}") from None


def at_rate(lanes: tuple[Lane, ...], shared_lr: float | None) -> tuple[Lane, ...]:
    """The lanes at one learning rate; each at its own where that is None, or where it has none."""
    if shared_lr is None:
        return lanes
    return tuple(
        replace(lane, optimizer=lane.optimizer.but(lr=shared_lr))
        if lane.optimizer.entry.has_rate
        else lane
        for lane in lanes
    )


def refuse_out_of_scope(lanes: Iterable[Lane], scope: Scope) -> None:
    """Raises ValueError for the first optimizer that cannot descend there."""
    for lane in lanes:
        entry = lane.optimizer.entry
        if scope not in entry.scope:
            scopes = " and ".join(sorted(entry.scope))
            raise ValueError(f"{entry.name} is for the {scopes}, not for the {scope}")
