"""Values as the pairs of a query, as `query` reads them."""

from collections.abc import Iterable, Iterator, Mapping

from optim_core.catalog import Choice
from optim_core.lane import Lane
from optim_core.parameters import Parameter, Value

# What a lane is where a link does not say, or says what is like no name.
OPTIMIZER, SCHEDULE = "gradient_descent", "constant"

HIDDEN = Parameter("hidden", False, None, (False, True), "the lane is not drawn")

# A key, its text, and the text for which it may be left out: None where it may not.
Pair = tuple[str, str, str | None]


def differing(pairs: Iterable[Pair], version: str) -> str:
    """The query of those pairs that may not be left out, and the version."""
    return whole((pair for pair in pairs if pair[1] != pair[2]), version)


def whole(pairs: Iterable[Pair], version: str) -> str:
    """The query of all pairs, and the version."""
    return "&".join([*(f"{key}={said}" for key, said, _ in pairs), f"v={version}"])


def lane(n: int, of: Lane) -> Iterator[Pair]:
    """What a lane is, but for its settings. It is there by being named."""
    yield from choice(str(n), of.optimizer)
    if of.optimizer.entry.has_rate:
        yield from choice(f"{n}.schedule", of.schedule, SCHEDULE)


def optional(pairs: Iterable[Pair]) -> Iterator[Pair]:
    """The pairs, as such that may be left out."""
    return ((key, said, said) for key, said, _ in pairs)


def hidden(lanes: Iterable[Lane], indices: frozenset[int]) -> Iterator[Pair]:
    """Which of the lanes are not drawn."""
    for index, _ in enumerate(lanes):
        yield f"{index + 1}.{HIDDEN.name}", text(index in indices), text(HIDDEN.default)


def choice(key: str, chosen: Choice, default: str | None = None) -> Iterator[Pair]:
    """An entry and its parameters; `default` is the name that may be left out."""
    yield key, chosen.entry.name, default
    yield from values(chosen.entry.parameters, chosen.values, f"{key}.")


def values(
    parameters: Iterable[Parameter], of: Mapping[str, Value], prefix: str = ""
) -> Iterator[Pair]:
    """The values of parameters, by their names."""
    for parameter in parameters:
        yield prefix + parameter.key, text(of[parameter.name]), text(parameter.default)


def switches(of: Mapping[str, Parameter], view: object) -> Iterator[Pair]:
    """The switches of a view, by its fields."""
    for field, switch in of.items():
        yield switch.name, text(getattr(view, field)), text(switch.default)


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
