"""The fields of which links are made: each an attribute of what is shown, or of its view."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, get_args, get_type_hints

from optim_core.catalog import Choice, Entry
from optim_core.parameters import Parameter, Range
from pages.ui.links import writer
from pages.ui.links.reader import QueryReader
from pages.ui.links.writer import Pair

Attributes = Mapping[str, Any]  # of what is shown, by their names


@dataclass(frozen=True)
class Field:
    """An attribute, by its name: read from a link, and written as its pairs.

    `default` is what the attribute is where a link does not say; of a lane's own settings None.
    `shown` is what is shown, as far as it is read already.
    """

    name: str

    def read(self, reader: QueryReader, default: Any, shown: Attributes) -> Any:
        """The attribute. What is wrong is noted in the reader."""
        raise NotImplementedError

    def pairs(self, value: Any, default: Any, shown: Attributes) -> Iterator[Pair]:
        """What a link says of the attribute."""
        raise NotImplementedError


@dataclass(frozen=True)
class OneKey(Field):
    """An attribute that stands under one key; of a lane's own, there is the lane's number before.

    Whoever has a `key` says how it is read at one.
    """

    @property
    def key(self) -> str:
        raise NotImplementedError

    def read(self, reader: QueryReader, default: Any, shown: Attributes) -> Any:
        return self.read_at(self.key, reader, default, shown)

    def read_at(self, key: str, reader: QueryReader, default: Any, shown: Attributes) -> Any:
        raise NotImplementedError

    def text(self, value: Any) -> str:
        """The value as links write it."""
        return writer.text(value)

    def pairs(self, value: Any, default: Any, shown: Attributes) -> Iterator[Pair]:
        yield self.key, self.text(value), self.text(default)


@dataclass(frozen=True)
class Value(OneKey):
    """A parameter. Its range may depend on what is shown: then it is a function of that.

    `convert` makes the attribute of the value, where it is not None.
    """

    parameter: Parameter
    within: Callable[[Attributes], Range] | None = None
    convert: Callable[[Any], Any] = lambda value: value

    @property
    def key(self) -> str:
        return self.parameter.key

    def read_at(self, key: str, reader: QueryReader, default: Any, shown: Attributes) -> Any:
        if self.within:
            value = reader.number(key, self.within(shown), default)
        else:
            value = reader.value(key, self.parameter, default)
        return None if value is None else self.convert(value)


@dataclass(frozen=True)
class Numbers(OneKey):
    """Whole numbers joined by `-`; where `none` is given, it is the text of no numbers at all."""

    link_key: str
    each: Range
    most: int
    different: bool = False
    none: str | None = None

    @property
    def key(self) -> str:
        return self.link_key

    def text(self, value: Any) -> str:
        return (writer.joined(value) or self.none or "") if value is not None else ""

    def read_at(self, key: str, reader: QueryReader, default: Any, shown: Attributes) -> Any:
        if self.none is not None and reader.unread.get(key) == self.none:
            del reader.unread[key]
            return ()
        return reader.numbers(key, self.each, self.most, default, self.different)


@dataclass(frozen=True)
class Nearest(OneKey):
    """The nearest of some numbers."""

    options: Sequence[float]

    @property
    def key(self) -> str:
        return self.name

    def read_at(self, key: str, reader: QueryReader, default: Any, shown: Attributes) -> Any:
        given = reader.unread.get(key, "")
        asked = reader.number(key, Range(min(self.options), max(self.options)), default)
        nearest = min(self.options, key=lambda option: abs(option - asked))
        if nearest != asked:
            reader.note("not_an_option", key, given, writer.text(nearest))
        return nearest


# How fast the player goes, of its usual pace.
PLAYER_SPEED = Nearest("speed", (0.25, 0.5, 1.0, 2.0, 4.0, 8.0))


@dataclass(frozen=True)
class Chosen(Field):
    """An entry of a catalog with its parameters; those that are left out are the entry's own."""

    catalog: Mapping[str, Entry]

    def read(self, reader: QueryReader, default: Choice, shown: Attributes) -> Choice:
        return reader.choice(self.name, self.catalog, default.entry.name)

    def pairs(self, value: Choice, default: Choice, shown: Attributes) -> Iterator[Pair]:
        return writer.choice(self.name, value, default.entry.name)


@dataclass(frozen=True)
class Choices(Field):
    """Entries of a catalog with their parameters, numbered from 1 as lanes are."""

    catalog: Mapping[str, Entry]
    most: int

    def read(self, reader: QueryReader, default: Any, shown: Attributes) -> tuple[Choice, ...]:
        pairs = self._all_pairs(default)
        reader.number_lanes(((key, text) for key, text, _ in pairs), self.most)
        first = next(iter(self.catalog))
        return tuple(reader.choice(str(n), self.catalog, first) for n in reader.lane_numbers)

    def pairs(self, value: Any, default: Any, shown: Attributes) -> Iterator[Pair]:
        pairs = self._all_pairs(value)
        return writer.optional(pairs) if value == default else pairs

    def _all_pairs(self, choices: Iterable[Choice]) -> Iterator[Pair]:
        for n, choice in enumerate(choices, 1):
            yield from writer.choice(str(n), choice)


@dataclass(frozen=True)
class Series(OneKey):
    """Any numbers, as many as have room in so many characters of the link.

    They are joined by `_`; where that is too long and they have few decimals, packed.
    """

    each: Range
    room: int

    @property
    def key(self) -> str:
        return self.name

    def text(self, value: Any) -> str:
        return writer.series(value, self.room)

    def read_at(self, key: str, reader: QueryReader, default: Any, shown: Attributes) -> Any:
        return reader.series(key, self.each, self.room)


def switches(view: type, **keys: str) -> list[Field]:
    """The attributes of a view that are options or switches; `keys` are those of other names."""
    hints = get_type_hints(view)
    found: list[Field] = []
    for each in fields(view):
        options = (False, True) if hints[each.name] is bool else get_args(hints[each.name])
        if options and all(isinstance(option, bool | str) for option in options):
            key, default = keys.get(each.name, each.name), getattr(view, each.name)
            found.append(Value(each.name, Parameter(key, default, None, options)))
    return found
