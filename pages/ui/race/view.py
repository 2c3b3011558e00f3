"""How a race is looked at, as a value: nothing in it changes a run."""

from dataclasses import dataclass
from typing import Literal, get_args, get_type_hints

from optim_core.parameters import Parameter

SPEEDS = (0.25, 0.5, 1.0, 2.0, 4.0, 8.0)


@dataclass(frozen=True)
class View:
    """What is drawn, on which scales, and where the player stands.

    `hidden` holds the indices, from 0, of the lanes that are not drawn. `step` is the step at which
    the player is paused; where it is None, it plays from the start.
    """

    dimensions: Literal["2d", "3d"] = "2d"
    map: Literal["contour", "heat"] = "contour"
    height: Literal["log", "linear"] = "log"
    loss: Literal["log", "linear"] = "log"
    hidden: frozenset[int] = frozenset()
    speed: float = 1.0  # one of SPEEDS
    loop: bool = False
    step: int | None = None


def switch(view: type, field: str, key: str, help: str) -> Parameter:
    """The switch for a field of a view, under its key in a link."""
    options = get_args(get_type_hints(view)[field]) or (False, True)
    return Parameter(key, getattr(view, field), None, options, help)


# By the field of View: the switch, under its name in a link.
SWITCHES = {
    "dimensions": switch(View, "dimensions", "view", "the surface from above, or in space"),
    "map": switch(View, "map", "map", "heights as contour lines, or as colours"),
    "height": switch(View, "height", "height", "the scale of the surface's heights"),
    "loss": switch(View, "loss", "loss", "the scale of the loss over the steps"),
    "loop": switch(View, "loop", "loop", "begin again at the end"),
}
