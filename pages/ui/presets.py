"""The gallery: named links, each with what to observe."""

from collections.abc import Iterator
from dataclasses import dataclass

from optim_core import Race
from pages.ui import link


@dataclass(frozen=True)
class Preset:
    """A race worth a look. A test computes what `observe` claims."""

    name: str
    title: str
    query: str
    observe: str


PRESETS: tuple[Preset, ...] = ()


def races() -> Iterator[Race]:
    """The races of the gallery."""
    for preset in PRESETS:
        yield link.read(preset.query)[0]
