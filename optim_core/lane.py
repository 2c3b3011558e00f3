"""A `Lane`: one contestant of a race or a training."""

from dataclasses import dataclass, field, replace
from typing import Any

from optim_core.catalog import Choice, Optimizer, Schedule
from optim_core.network.settings import Items, settings_of
from optim_core.schedules import SCHEDULES, factors

STEPS_PER_EPOCH = 10  # on a surface, where there are no epochs of a data set


@dataclass(frozen=True)
class Lane:
    """One contestant: an optimizer and the schedule that its learning rate follows.

    `settings` are those in which it differs from the other lanes of a training, given as a mapping
    or as pairs; on a surface there are none. Raises as `settings_of` does.
    """

    optimizer: Choice[Optimizer]
    schedule: Choice[Schedule] = field(default_factory=lambda: Choice.of(SCHEDULES["constant"]))
    settings: Items = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "settings", settings_of(self.settings))

    def learning_rates(self, steps: int, steps_per_epoch: int = STEPS_PER_EPOCH) -> Any:
        """The rate that each step uses, `[steps]`."""
        return self.optimizer.numbers["lr"] * factors(self.schedule, steps, steps_per_epoch)


def at_rate(lanes: tuple[Lane, ...], shared_lr: float | None) -> tuple[Lane, ...]:
    """The lanes at one learning rate; each at its own where that is None."""
    if shared_lr is None:
        return lanes
    return tuple(replace(lane, optimizer=lane.optimizer.but(lr=shared_lr)) for lane in lanes)
