"""A step of a race as the query of a URL, and back: the race's, with `lane` and `at`.

`surface=beale&1=adam&1.lr=0.05&lane=1&at=12&v=1` is the step of lane 1 from step 12 to step 13.
Without `lane`, the steps of the first two lanes stand side by side.
"""

from dataclasses import dataclass
from typing import Literal

from optim_core.catalog import Choice
from optim_core.lane import MAX_LANES, Lane
from optim_core.optimizers import OPTIMIZERS
from optim_core.parameters import Parameter, Range
from optim_core.plane.descend import MAX_RACE_STEPS
from optim_core.plane.race import Race
from pages.ui.links.codec import Codec
from pages.ui.links.fields import PLAYER_SPEED, Value, switches
from pages.ui.race import link as race_link
from surfaces import SURFACES

DEFAULT = Race(
    Choice.of(SURFACES["quadratic"]),
    (
        Lane(Choice.of(OPTIMIZERS["adam"], lr=0.1)),
        Lane(Choice.of(OPTIMIZERS["adam"], lr=0.1, bias_correction=False)),
    ),
)


@dataclass(frozen=True)
class StepView:
    """Which step is looked at: of `lane`, from 1, or of the first two where that is None."""

    lane: int | None = None
    at: int = 0  # the row that it begins at
    dimensions: Literal["2d", "3d"] = "2d"  # the surface from above, or in space
    line: Literal["step", "gradient", "newton"] = "step"  # along which the models are drawn
    model: bool = False  # whether the second-order model lies over the surface
    speed: float = 0.25
    loop: bool = False


_LANE = Parameter("lane", 1.0, Range(1, MAX_LANES, whole=True))
_AT = Parameter("at", 0.0, Range(0, MAX_RACE_STEPS, whole=True))

CODEC: Codec[Race, StepView] = Codec(
    DEFAULT,
    StepView(),
    fields=race_link.CODEC.fields,
    view_fields=[
        Value("lane", _LANE, lambda race: Range(1, len(race["lanes"]), whole=True), int),
        Value("at", _AT, lambda race: Range(0, race["steps"] - 1, whole=True), int),
        *switches(StepView, dimensions="view"),
        PLAYER_SPEED,
    ],
)
