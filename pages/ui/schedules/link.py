"""Schedules, the descent they are tried on, and their view as the query of a URL, and back.

`1=cosine&1.warmup=20&2=inverse_time&2.decay=0.5&lr=0.2&epochs=30&noise=1&rates=log&v=1`
"""

from dataclasses import dataclass
from typing import Literal

from optim_core.catalog import Choice
from optim_core.plane.noisy_descents import COMPARISON_PARAMETERS, Comparison
from optim_core.schedules import SCHEDULES
from pages.ui.links.codec import Codec
from pages.ui.links.fields import Choices, Value, switches
from pages.ui.links.lane_fields import Hidden

MAX_SCHEDULES = 8

DEFAULT = Comparison(
    tuple(Choice.of(SCHEDULES[name]) for name in ("constant", "step", "inverse_time", "cosine"))
)


@dataclass(frozen=True)
class SchedulesView:
    """How schedules are looked at; nothing in it changes one.

    `hidden` holds the indices, from 0, of those that are not drawn.
    """

    rates: Literal["linear", "log"] = "linear"  # the scale of the rates
    hidden: frozenset[int] = frozenset()


CODEC = Codec(
    DEFAULT,
    SchedulesView(),
    fields=[
        Choices("lanes", SCHEDULES, MAX_SCHEDULES),
        *(Value(each.name, each) for each in COMPARISON_PARAMETERS),
    ],
    view_fields=[Hidden("hidden"), *switches(SchedulesView)],
)
