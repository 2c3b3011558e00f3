"""How a training is looked at, as a value: nothing in it changes a run."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class LabView:
    """What is drawn, on which scales, and whether it trains.

    `hidden` holds the indices, from 0, of the lanes that are not drawn, `selected_lane` the index
    of the one whose predictions are shown.
    """

    panel: Literal["curves", "inside", "together"] = "curves"  # what stands in the middle
    axis: Literal["epochs", "steps", "examples", "seconds"] = "epochs"  # of the curves
    loss: Literal["log", "linear"] = "log"  # the scale of the losses
    accuracy: Literal["linear", "log"] = "linear"  # the scale of the accuracies
    raw: bool = True  # the loss of each mini-batch is drawn too
    hidden: frozenset[int] = frozenset()
    selected_lane: int = 0
    run: bool = False  # it trains as soon as the page is opened
