"""A gallery: named links, each with what to observe, in the order of a course."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic, TypeVar
from urllib.parse import parse_qsl

T = TypeVar("T")


@dataclass(frozen=True)
class Preset:
    """A link worth a look. A test computes what `observe` claims; title and claim are Markdown."""

    name: str
    title: str
    query: str
    observe: str

    @property
    def query_params(self) -> dict[str, str]:
        """The link as the pairs that a page takes."""
        return dict(parse_qsl(self.query, keep_blank_values=True))


@dataclass(frozen=True, eq=False)
class Gallery(Generic[T]):
    """Presets, and how a link is read: as what it stands for, and more that is of no matter here.

    Links are read when something is first asked of them.
    """

    presets: tuple[Preset, ...]
    read: Callable[[str], tuple[T, Any, Any]]

    @cached_property
    def values(self) -> tuple[T, ...]:
        """What the presets stand for."""
        return tuple(self.read(preset.query)[0] for preset in self.presets)

    def named(self, name: str) -> Preset:
        """Raises KeyError for a name that none has."""
        return {preset.name: preset for preset in self.presets}[name]

    def of(self, value: T) -> Preset | None:
        """The preset that is this value, if one is."""
        return self._by_value.get(value)

    def name_of(self, value: T) -> str | None:
        """The name of the preset that is this value, if one is."""
        preset = self.of(value)
        return preset.name if preset else None

    @cached_property
    def _by_value(self) -> dict[T, Preset]:
        return dict(zip(self.values, self.presets, strict=True))
