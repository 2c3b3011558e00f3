"""A transfer as the query of a URL, and back.

`dataset=digits&sizes=5-20-100&ways=last_layer-scratch&seeds=0-1&layers=128-64&rule=momentum&v=1`
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from optim_core.network.settings import WIDTH
from optim_core.network.transfer import (
    MAX_LAYERS,
    MAX_SEEDS,
    MAX_SIZES,
    SIZE,
    TRANSFER_PARAMETERS,
    WAYS,
    Transfer,
)
from optim_core.parameters import Range
from pages.ui.links import writer
from pages.ui.links.codec import Codec
from pages.ui.links.fields import Attributes, Numbers, OneKey, Value, switches
from pages.ui.links.reader import QueryReader

DEFAULT = Transfer()
SEED = Range(0, 9999, whole=True)
MAX_WORK = 75 * 2000 * 300_000  # runs, times their steps, times the weights of the network


@dataclass(frozen=True)
class TransferView:
    """How a transfer is looked at: nothing in it changes a run."""

    run: bool = False  # it trains as soon as the page is opened


@dataclass(frozen=True)
class Some(OneKey):
    """Some of several options, joined by `-`: in their own order, and at least one."""

    options: Sequence[str]

    @property
    def key(self) -> str:
        return self.name

    def text(self, value: Sequence[str]) -> str:
        return "-".join(value)

    def read_at(self, key: str, reader: QueryReader, default: Any, shown: Attributes) -> Any:
        given = reader.unread.pop(key, None)
        if given is None:
            return default
        asked = given.split("-")
        found = tuple(each for each in self.options if each in asked) or default
        if set(asked) != set(found):
            reader.note("not_an_option", key, given, self.text(found))
        return found


def _make(reader: QueryReader, values: dict[str, Any]) -> Transfer:
    """The transfer of these values, with no more steps than one may ask of the machine."""
    study = Transfer(**values)
    most = max(1, MAX_WORK // (study.runs * study.config.network.size))
    if study.steps <= most:
        return study
    reader.note("too_many_steps", "steps", writer.text(study.steps), writer.text(most))
    return replace(study, steps=most)


CODEC = Codec(
    DEFAULT,
    TransferView(),
    fields=[
        Value("dataset", TRANSFER_PARAMETERS["dataset"]),
        Numbers("sizes", "sizes", SIZE, MAX_SIZES, different=True),
        Some("ways", WAYS),
        Numbers("seeds", "seeds", SEED, MAX_SEEDS, different=True),
        Numbers("hidden", "layers", WIDTH, MAX_LAYERS),
        *(
            Value(name, parameter)
            for name, parameter in TRANSFER_PARAMETERS.items()
            if name != "dataset"
        ),
    ],
    view_fields=switches(TransferView),
    make=_make,
)
read, identity = CODEC.read, CODEC.identity
