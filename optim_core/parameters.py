"""What a user may set of a function or a dataclass: read from the annotations of its keywords."""

import inspect
import math
from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal, get_args, get_origin, get_type_hints

Value = float | bool | str


@dataclass(frozen=True)
class Range:
    """The interval that sliders and links keep to; the library itself takes any finite number.

    `log`: equal ratios are equally far apart on a slider. `log_complement`: equal ratios of
    `1 - value` are (0.9, 0.99, 0.999). `whole`: integers only.
    """

    low: float
    high: float
    log: bool = False
    log_complement: bool = False
    whole: bool = False

    def snap(self, value: float) -> float:
        """The nearest value inside; `value` itself, to the last bit, where it is inside already."""
        value = min(max(value, self.low), self.high)
        return float(round(value)) if self.whole else value


@dataclass(frozen=True)
class Text:
    """What a page calls a parameter, what it says of it, and what it calls its named options.

    An option without a text is shown as it is written, with spaces. `zero` is shown in place of the
    number 0, where that means something of its own.
    """

    label: str
    help: str
    options: Mapping[str, str] = field(default_factory=dict)
    zero: str = ""


@dataclass(frozen=True)
class Key:
    """The name under which a parameter stands in links, where that is not its own."""

    name: str


@dataclass(frozen=True)
class Typed:
    """A text that a person types. `check` raises ValueError where it is not understood.

    `names` are those that a formula may use; any, where there are none.
    `split`, where the text has numbers that are traced, gives what is compiled, and them by names.
    """

    check: Callable[[str], Any]
    longest: int  # in characters
    split: Callable[[str], tuple[str, Mapping[str, float]]] | None = None
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Parameter:
    """One keyword-only argument: a number with a `range`, a switch with its `options`, or a text.

    A number is traced through compilation; all others are part of what is compiled. `label`,
    `help`, `texts`, one for each named option, and `zero` are for a reader; `key` is its name in
    links.
    """

    name: str
    default: Value
    range: Range | None = None
    options: tuple[bool, ...] | tuple[str, ...] = ()
    help: str = ""
    label: str = ""
    texts: tuple[str, ...] = ()
    key: str = ""
    zero: str = ""
    typed: Typed | None = None

    def __post_init__(self) -> None:
        texts = self.texts or tuple(_spaced(each) for each in self.options if isinstance(each, str))
        set_fields(self, label=self.label or self.name, texts=texts, key=self.key or self.name)

    def take(self, value: Any) -> Value:
        """`value` in canonical form. Raises ValueError where it is not finite or not an option."""
        if self.options:
            for option in self.options:
                if value == option:
                    return option
            raise ValueError(f"{self.name} is one of {self.options}, not {value!r}")
        if self.typed:
            self.typed.check(value)
            return value
        return finite(self.name, value)


def parameters_of(function: Callable, but: Container[str] = ()) -> tuple[Parameter, ...]:
    """The keyword-only arguments of `function`: each has a Range, a Typed, a Literal or bool.

    Those named in `but` are left out. A Text beside that says what a reader is told, a Key under
    which name it stands in links. Raises TypeError, naming the argument, for any other annotation
    or a missing default.
    """
    hints = get_type_hints(function, include_extras=True)
    return tuple(
        _parameter(f"{function.__name__}({argument.name})", argument, hints.get(argument.name))
        for argument in inspect.signature(function).parameters.values()
        if argument.kind is inspect.Parameter.KEYWORD_ONLY and argument.name not in but
    )


def _parameter(where: str, argument: inspect.Parameter, hint: Any) -> Parameter:
    if argument.default is inspect.Parameter.empty:
        raise TypeError(f"{where} has no default, so no race could leave it out")
    inner, *notes = get_args(hint) if get_origin(hint) is Annotated else (hint,)
    within = next((note for note in notes if isinstance(note, Range)), None)
    typed = next((note for note in notes if isinstance(note, Typed)), None)
    text = next((note for note in notes if isinstance(note, Text)), Text("", ""))
    key = next((note.name for note in notes if isinstance(note, Key)), "")
    options: tuple[Any, ...] = ()
    if inner is bool:
        options = (False, True)
    elif get_origin(inner) is Literal:
        options = get_args(inner)
    elif within is None and typed is None:
        raise TypeError(
            f"{where} needs Annotated[float, Range(low, high)], a Literal or bool, not {hint}"
        )
    unknown = set(text.options) - set(options)
    if unknown:
        raise TypeError(f"{where} has texts for what is no option of it: {sorted(unknown)}")
    return Parameter(
        argument.name,
        argument.default if options or typed else float(argument.default),
        None if options or typed else within,
        options,
        text.help,
        text.label,
        tuple(text.options.get(each, _spaced(each)) for each in options if isinstance(each, str)),
        key,
        text.zero,
        typed,
    )


def _spaced(option: str) -> str:
    return option.replace("_", " ")


def set_fields(instance: Any, **values: Any) -> None:
    """Sets fields of a frozen dataclass to their canonical form. For its `__post_init__` only."""
    for name, value in values.items():
        object.__setattr__(instance, name, value)


def finite(name: str, value: Any, least: float = -math.inf) -> float:
    """The value as a float. Raises ValueError where it is not finite, or less than `least`."""
    number = float(value) + 0.0  # -0.0 becomes 0.0: equal numbers are written equally
    if not (math.isfinite(number) and number >= least):
        bound = "" if least == -math.inf else f", at least {least:g}"
        raise ValueError(f"{name} is a finite number{bound}, not {value!r}")
    return number


def whole(name: str, value: Any, low: int, high: int) -> int:
    """The value as an int. Raises ValueError where it is not whole, or not from `low` to `high`."""
    if not low <= value <= high or value != int(value):
        raise ValueError(f"{name} is a whole number from {low} to {high}, not {value!r}")
    return int(value)
