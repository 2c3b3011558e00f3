"""A computation and its view as the query of a URL, and back.

`formula=sigmoid(w*x%2Bb)&in.w=2&in.x=-1&in.b=-3&step=4&v=1`
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from optim_core.expression import MAX_NODES, parse
from optim_core.graph import COMPUTATION_PARAMETERS, DEFAULT_INPUT, INPUT, Computation
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
        same = shown["formula"] == DEFAULT.formula
        values = {
            name: reader.number(PREFIX + name, INPUT, self._left_out(name, same))
            for name in parse(shown["formula"]).variables
        }
        for key in [key for key in reader.unread if key.startswith(PREFIX)]:
            del reader.unread[key]
        return tuple(values.items())

    def pairs(self, value: Any, default: Any, shown: Attributes) -> Iterator[writer.Pair]:
        same = shown["formula"] == DEFAULT.formula
        for name, number in value:
            default_text = writer.text(self._left_out(name, same))
            yield PREFIX + name, writer.text(number), default_text

    def _left_out(self, name: str, same_formula: bool) -> float:
        """What a variable is where a link does not say."""
        return dict(DEFAULT.inputs)[name] if same_formula else DEFAULT_INPUT


DEFAULT = Computation()
CODEC = Codec(
    DEFAULT,
    View(),
    fields=[
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
