"""Values as the pairs of a query, as `reader` reads them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from urllib.parse import quote

from optim_core.catalog import Choice
from optim_core.parameters import Parameter, Value
from pages.ui.links import packed_numbers

PLAIN = "~()*/,"  # besides letters, digits and -._: what a value in a query may hold as it is

# A key, its text, and the text for which it may be left out: None where it may not.
Pair = tuple[str, str, str | None]

NO_DEFAULTS: Mapping[str, Value] = MappingProxyType({})  # but for those of the parameters


def encode_changes(pairs: Iterable[Pair], version: str) -> str:
    """The query of those pairs that may not be left out, and the version."""
    return encode_all((pair for pair in pairs if pair[1] != pair[2]), version)


def encode_all(pairs: Iterable[Pair], version: str) -> str:
    """The query of all pairs, and the version."""
    said = (f"{key}={quote(text, safe=PLAIN)}" for key, text, _ in pairs)
    return "&".join([*said, f"v={version}"])


def optional(pairs: Iterable[Pair]) -> Iterator[Pair]:
    """The pairs, as such that may be left out."""
    return ((key, said, said) for key, said, _ in pairs)


def choice(
    key: str,
    chosen: Choice,
    default: str | None = None,
    defaults: Mapping[str, Value] = NO_DEFAULTS,
) -> Iterator[Pair]:
    """An entry and its parameters; `default` is the name that may be left out."""
    yield key, chosen.entry.name, default
    yield from values(chosen.entry.parameters, chosen.values, f"{key}.", defaults)


def values(
    parameters: Iterable[Parameter],
    of: Mapping[str, Value],
    prefix: str = "",
    defaults: Mapping[str, Value] = NO_DEFAULTS,
) -> Iterator[Pair]:
    """The values of parameters, by their names; `defaults` for those that have others here."""
    for parameter in parameters:
        name = parameter.name
        default = defaults.get(name, parameter.default)
        yield prefix + parameter.key, text(of[name]), text(default)


def series(numbers: Sequence[float], room: int) -> str:
    """Numbers joined by `_`; packed where that takes more characters than there is room for."""
    plain = "_".join(map(text, numbers))
    return plain if len(plain) <= room else packed_numbers.packed(numbers) or plain


def text(value: Value | None) -> str:
    """A value as links write it: 0.05, 100, 1e-8, 1e20; 1 or 0 for a boolean; nothing for None."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(int(value))
    digits, _, exponent = repr(float(value)).partition("e")
    digits = digits.removesuffix(".0")
    return f"{digits}e{int(exponent)}" if exponent else digits


def joined(numbers: Iterable[int]) -> str:
    """Whole numbers as links write them: 0-1-2."""
    return "-".join(map(str, numbers))
