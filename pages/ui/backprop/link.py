"""A computation and its view as the query of a URL, and back.

`formula=sigmoid(w*x%2Bb)&in.w=2&in.x=-1&in.b=-3&step=4&v=1`
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from optim_core.formulas.reader import MAX_NODES
from optim_core.graph import COMPUTATION_PARAMETERS, INPUT, Computation, defaults
from optim_core.parameters import Parameter, Range
from pages.ui.links import writer
from pages.ui.links.codec import Codec
from pages.ui.links.fields import PLAYER_SPEED, Attributes, Field, Value, switches
from pages.ui.links.reader import QueryReader

PREFIX = "in."
STEP = Parameter("step", 0.0, Range(0, 2 * MAX_NODES, whole=True))


@dataclass(frozen=True)
class View:
    """How it is looked at. `step` is where the player is paused; None: it plays from the start."""

    ask: bool = False  # gradients are hidden until they were guessed
    speed: float = 1.0
    loop: bool = False
    step: int | None = None


class InputValues(Field):
    """The values of a formula's variables; of those that are no more there is nothing to say."""

    def read(self, reader: QueryReader, default: Any, shown: Attributes) -> Any:
        values = {
            name: reader.number(PREFIX + name, INPUT, left_out)
            for name, left_out in _left_out(shown).items()
        }
        for key in [key for key in reader.unread if key.startswith(PREFIX)]:
            del reader.unread[key]
        return tuple(values.items())

    def pairs(self, value: Any, default: Any, shown: Attributes) -> Iterator[writer.Pair]:
        left_out = _left_out(shown)
        for name, number in value:
            yield PREFIX + name, writer.text(number), writer.text(left_out[name])


def _left_out(shown: Attributes) -> dict[str, float]:
    """What each variable is where a link does not say."""
    if (shown["form"], shown["formula"]) == (DEFAULT.form, DEFAULT.formula):
        return dict(DEFAULT.inputs)
    return defaults(shown["form"], shown["formula"])


DEFAULT = Computation()
CODEC = Codec(
    DEFAULT,
    View(),
    fields=[
        Value("form", COMPUTATION_PARAMETERS["form"]),
        Value("formula", COMPUTATION_PARAMETERS["formula"]),
        InputValues("inputs"),
        Value("lr", COMPUTATION_PARAMETERS["lr"]),
    ],
    view_fields=[
        *switches(View),
        PLAYER_SPEED,
        Value("step", STEP, convert=int),
    ],
)
