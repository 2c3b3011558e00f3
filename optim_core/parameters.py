"""What a user may set of a function: its keyword-only arguments, read from their annotations."""

import inspect
import math
from collections.abc import Callable, Container
from dataclasses import dataclass
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
class Parameter:
    """One keyword-only argument: a number with a `range`, or a switch with its `options`.

    A number is traced through compilation; a switch is part of what is compiled.
    """

    name: str
    default: Value
    range: Range | None = None
    options: tuple[bool, ...] | tuple[str, ...] = ()
    help: str = ""

    def take(self, value: Any) -> Value:
        """`value` in canonical form. Raises ValueError where it is not finite or not an option."""
        if self.options:
            for option in self.options:
                if value == option:
                    return option
            raise ValueError(f"{self.name} is one of {self.options}, not {value!r}")
        number = float(value) + 0.0  # -0.0 becomes 0.0: equal numbers are written equally
        if not math.isfinite(number):
            raise ValueError(f"{self.name} is a finite number, not {value!r}")
        return number


def parameters_of(function: Callable, but: Container[str] = ()) -> tuple[Parameter, ...]:
    """The keyword-only arguments of `function`, each annotated with a Range, a Literal or bool.

    Those named in `but` are left out. A string beside the Range says what the number means.
    Raises TypeError, naming the argument, for any other annotation or a missing default.
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
    help = next((note for note in notes if isinstance(note, str)), "")
    if inner is bool:
        return Parameter(argument.name, argument.default, None, (False, True), help)
    if get_origin(inner) is Literal:
        return Parameter(argument.name, argument.default, None, get_args(inner), help)
    for note in notes:
        if isinstance(note, Range):
            return Parameter(argument.name, float(argument.default), note, (), help)
    raise TypeError(
        f"{where} needs Annotated[float, Range(low, high)], a Literal or bool, not {hint}"
    )
