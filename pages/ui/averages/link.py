"""Averages of a series and their view as the query of a URL, and back.

`1=exponential&1.beta=0.98&1.bias_correction=0&2=window&2.days=10&jump=10&step=2&zoom=start&v=1`,
or with one's own numbers: `values=4_5.5_-2`.
"""

from dataclasses import dataclass
from typing import Any, Literal

from optim_core.averages import AVERAGES
from optim_core.averages.averaging import AVERAGING_PARAMETERS, DAYS, Averaging
from optim_core.catalog import Choice
from optim_core.parameters import Parameter, Range
from pages.ui.links.codec import Codec
from pages.ui.links.fields import PLAYER_SPEED, Choices, Series, Value, switches
from pages.ui.links.lane_fields import Hidden

MAX_AVERAGES = 4
ROOM = 900  # characters of a link for one's own numbers: all of it has about 1 kB

DEFAULT = Averaging(
    tuple(Choice.of(AVERAGES["exponential"], beta=beta) for beta in (0.5, 0.9, 0.98))
)


@dataclass(frozen=True)
class AveragesView:
    """How averages are looked at; nothing in it changes one.

    `hidden` holds the indices, from 0, of those that are not drawn. `step` is the day whose
    recursion and weights are shown; where it is None, the last.
    """

    zoom: Literal["all", "start"] = "all"  # all days, or the first ones
    hidden: frozenset[int] = frozenset()
    speed: float = 1.0  # one of the player's
    loop: bool = False  # begin again at the end
    step: int | None = None


_STEP = Parameter("step", 0.0, Range(0, DAYS, whole=True))


def _days(shown: Any) -> Range:
    return Range(0, len(shown["values"]) or DAYS, whole=True)


CODEC = Codec(
    DEFAULT,
    AveragesView(),
    fields=[
        Choices("lanes", AVERAGES, MAX_AVERAGES),
        *(Value(each.name, each) for each in AVERAGING_PARAMETERS),
        Series("values", Range(-1e6, 1e6), ROOM),
    ],
    view_fields=[
        Hidden("hidden"),
        *switches(AveragesView),
        PLAYER_SPEED,
        Value("step", _STEP, _days, int),
    ],
)
