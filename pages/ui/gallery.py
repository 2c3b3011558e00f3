"""A gallery: named links, each with what to observe, in the order of a course."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from functools import cached_property
from typing import Any, Generic, TypeVar
from urllib.parse import parse_qsl

from pages.ui.links.codec import Codec
from pages.ui.links.notices import Notice
from pages.ui.links.query import PRESET

T = TypeVar("T")
V = TypeVar("V")


@dataclass(frozen=True)
class Preset:
    """A link worth a look. A test computes what `observe` claims; title and claim are plain text.

    `topic` is the name of one in `pages.ui.topics`; without one it is that of the gallery.
    """

    name: str
    title: str
    query: str
    observe: str
    topic: str = ""

    @property
    def query_params(self) -> dict[str, str]:
        """The link as the pairs that a page takes."""
        return dict(parse_qsl(self.query, keep_blank_values=True))


@dataclass(frozen=True, eq=False)
class Gallery(Generic[T, V]):
    """Presets, and what their links stand for: read when something is first asked of them.

    The name of a preset is a link, too: `preset=zigzag`. What was published under a name stays: a
    better preset gets another, and the old one goes to `retired`, with its link.
    """

    presets: tuple[Preset, ...]
    codec: Codec[T, V]
    topic: str = ""  # of the presets that name none
    retired: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.codec.names.update({preset.name: preset.query for preset in self.presets})
        self.codec.names.update(self.retired)

    @cached_property
    def values(self) -> tuple[T, ...]:
        """What the presets stand for."""
        return tuple(shown for shown, _ in self._looks)

    def named(self, name: str) -> Preset:
        """Raises KeyError for a name that none has."""
        return {preset.name: preset for preset in self.presets}[name]

    def topic_of(self, preset: Preset) -> str:
        """The name of the topic of the course that the preset belongs to."""
        return preset.topic or self.topic

    def of(self, value: T) -> Preset | None:
        """The preset that is this value, if one is."""
        return self._by_value.get(value)

    def name_of(self, value: T) -> str | None:
        """The name of the preset that is this value, if one is."""
        preset = self.of(value)
        return preset.name if preset else None

    def link(self, shown: T, view: V) -> str:
        """The shortest link: a preset's name, as long as nothing of it was changed."""
        preset = self._by_look.get((shown, view))
        return f"{PRESET}={preset.name}" if preset else self.codec.write(shown, view)

    def header(self, shown: T, view: V, notices: Iterable[Notice]) -> dict[str, Any]:
        """What the answer to a link says of it: as it was read, which preset it is, the notices."""
        return {
            "link": self.link(shown, view),
            "full": self.codec.full(shown, view),
            "preset": self.name_of(shown),
            "notices": [asdict(notice) for notice in notices],
        }

    @cached_property
    def _looks(self) -> tuple[tuple[T, V], ...]:
        return tuple(self.codec.read(preset.query)[:2] for preset in self.presets)

    @cached_property
    def _by_look(self) -> dict[tuple[T, V], Preset]:
        return dict(zip(self._looks, self.presets, strict=True))

    @cached_property
    def _by_value(self) -> dict[T, Preset]:
        return dict(zip(self.values, self.presets, strict=True))
