"""Many dimensions and their view as the query of a URL, and back.

`1=gradient_descent&1.lr=0.02&2=adam&n=100&kappa=100&lift=0.5&show=descent&v=1`
"""

from dataclasses import dataclass
from typing import Literal

from optim_core import OPTIMIZERS
from optim_core.catalog import Choice, Optimizer
from optim_core.dimensions.settings import PARAMETERS, ManyDimensions
from optim_core.optimizers import optimizers_for
from pages.ui.links.codec import Codec
from pages.ui.links.fields import Choices, Value, switches
from pages.ui.links.lane_fields import Hidden

MAX_RULES = 4
# what somebody types is compiled anew each time: it descends on surfaces and in the lab
RULES: dict[str, Optimizer] = {
    name: each for name, each in optimizers_for("plane").items() if not each.is_typed
}

DEFAULT = ManyDimensions(
    (
        Choice.of(OPTIMIZERS["gradient_descent"], lr=0.1),
        Choice.of(OPTIMIZERS["momentum"], lr=0.02, momentum=0.9, form="classic"),
        Choice.of(OPTIMIZERS["adam"], lr=0.1),
    )
)


@dataclass(frozen=True)
class DimensionsView:
    """How it is looked at; nothing in it changes a number.

    `hidden` holds the indices, from 0, of the lanes that are not drawn.
    """

    show: Literal["saddles", "descent"] = "saddles"
    shares: Literal["linear", "log"] = "linear"  # their scale
    hidden: frozenset[int] = frozenset()


CODEC = Codec(
    DEFAULT,
    DimensionsView(),
    fields=[
        Choices("lanes", RULES, MAX_RULES),
        *(Value(name, each) for name, each in PARAMETERS.items()),
    ],
    view_fields=[Hidden("hidden"), *switches(DimensionsView)],
)
