"""How a race is looked at, as a value: nothing in it changes a run."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class View:
    """What is drawn, on which scales, and where the player stands.

    `hidden` holds the indices, from 0, of the lanes that are not drawn. `step` is the step at which
    the player is paused; where it is None, it plays from the start.
    """

    dimensions: Literal["2d", "3d"] = "2d"  # the surface from above, or in space
    map: Literal["contour", "heat"] = "contour"  # heights as contour lines, or as colours
    height: Literal["log", "linear"] = "log"  # the scale of the surface's heights
    loss: Literal["log", "linear"] = "log"  # the scale of the loss over the steps
    axis: Literal["steps", "evaluations"] = "steps"  # over which the curves are drawn
    hidden: frozenset[int] = frozenset()
    speed: float = 1.0  # one of the player's
    loop: bool = False  # begin again at the end
    step: int | None = None
