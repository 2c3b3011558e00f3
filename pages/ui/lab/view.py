"""How a training is looked at, as a value: nothing in it changes a run."""

from dataclasses import dataclass
from typing import Literal

from pages.ui.race.view import switch


@dataclass(frozen=True)
class LabView:
    """What is drawn, on which scales, and whether it trains.

    `hidden` holds the indices, from 0, of the lanes that are not drawn, `look` the index of the one
    whose predictions are shown.
    """

    axis: Literal["epochs", "steps", "examples", "seconds"] = "epochs"
    loss: Literal["log", "linear"] = "log"
    accuracy: Literal["linear", "log"] = "linear"
    raw: bool = True
    hidden: frozenset[int] = frozenset()
    look: int = 0
    run: bool = False


# By the field of LabView: the switch, under its name in a link.
SWITCHES = {
    "axis": switch(LabView, "axis", "axis", "what the curves are drawn over"),
    "loss": switch(LabView, "loss", "loss", "the scale of the losses"),
    "accuracy": switch(LabView, "accuracy", "accuracy", "the scale of the accuracies"),
    "raw": switch(LabView, "raw", "raw", "the loss of each mini-batch is drawn too"),
    "run": switch(LabView, "run", "run", "it trains as soon as the page is opened"),
}
