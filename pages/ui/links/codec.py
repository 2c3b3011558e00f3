"""How what a page shows, and how it is looked at, stand in a URL: once for all pages."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from pages.ui.links import writer
from pages.ui.links.fields import Attributes, Field, OneKey
from pages.ui.links.notices import Notice
from pages.ui.links.reader import QueryReader
from pages.ui.links.writer import Pair

T = TypeVar("T")
V = TypeVar("V")


@dataclass(frozen=True, eq=False)
class Codec(Generic[T, V]):
    """The query of a URL for any `T` and its view, and back.

    What a link leaves out is as in the defaults: links of a version must never come to mean
    anything else. Whatever a link says, it is read as the nearest that is within the ranges; where
    there is a `make`, it is given the attributes that were read, and may put right what is wrong
    with them together. Links are written in the newest of the `versions`, and read in any.
    """

    default: T
    default_view: V
    fields: Sequence[Field]
    view_fields: Sequence[Field]
    make: Callable[[QueryReader, dict[str, Any]], T] | None = None
    versions: tuple[str, ...] = ("1",)
    names: dict[str, str] = field(default_factory=dict)  # links by short names, from the gallery

    def read(self, query: str | Iterable[tuple[str, str]]) -> tuple[T, V, tuple[Notice, ...]]:
        """What a link shows, how it is looked at, and a notice of everything that was put right."""
        reader = QueryReader(query, self.versions, self.names)
        shown = self.made(reader, _read(reader, self.fields, self.default, None))
        seen = _read(reader, self.view_fields, self.default_view, vars(shown))
        return shown, type(self.default_view)(**seen), reader.finish()

    def made(self, reader: QueryReader, attributes: dict[str, Any]) -> T:
        """What has these attributes, or the nearest that may be had."""
        return self.make(reader, attributes) if self.make else type(self.default)(**attributes)

    def write(self, shown: T, view: V | None = None) -> str:
        """The link: what differs from the defaults, and the version."""
        return writer.encode_changes(self._pairs(shown, view), self.versions[-1])

    def full(self, shown: T, view: V | None = None) -> str:
        """The link with nothing left out: any of its keys may be set and the link sent back.

        Of lanes' own settings there are those that they have: others may be added.
        """
        return writer.encode_all(self._pairs(shown, view), self.versions[-1])

    def identity(self, shown: T) -> str:
        """A name for what is shown, the same however it is looked at."""
        return self.write(shown)

    @property
    def view_keys(self) -> list[str]:
        """The keys that change nothing of what is computed, but for those of single lanes."""
        return [each.key for each in self.view_fields if isinstance(each, OneKey)]

    def _pairs(self, shown: T, view: V | None) -> Iterator[Pair]:
        yield from _pairs(self.fields, shown, self.default, vars(shown))
        seen = self.default_view if view is None else view
        yield from _pairs(self.view_fields, seen, self.default_view, vars(shown))


def _read(
    reader: QueryReader, fields: Sequence[Field], default: object, shown: Attributes | None
) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for each in fields:
        of = found if shown is None else shown
        found[each.name] = each.read(reader, getattr(default, each.name), of)
    return found


def _pairs(
    fields: Sequence[Field], of: object, default: object, shown: Attributes
) -> Iterator[Pair]:
    for each in fields:
        yield from each.pairs(getattr(of, each.name), getattr(default, each.name), shown)
