"""The query of a URL, read pair by pair into values within their ranges.

Lanes are numbered from 1: `1=adam&1.lr=0.05&1.schedule=cosine&1.schedule.warmup=5&1.hidden=1`. Only
characters occur that URLs carry as they are, so that a link can be read, typed and edited.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Any, Literal
from urllib.parse import parse_qsl

from optim_core.catalog import Choice, E
from optim_core.lane import Lane
from optim_core.optimizers import OPTIMIZERS
from optim_core.parameters import Parameter, Range, Value
from optim_core.schedules import SCHEDULES
from pages.ui.links import writer
from pages.ui.links.writer import HIDDEN, OPTIMIZER, SCHEDULE

LONGEST = 16_000  # characters of a link that are read
MAX_KEYS = 1000  # keys of a link that are read

_rate = next(p for p in OPTIMIZERS[OPTIMIZER].parameters if p.name == "lr")

# Where it is empty, every lane has its own.
SHARED_LR = replace(_rate, help="one learning rate for all lanes, in place of their own")

NoticeKind = Literal[
    "unknown_key",  # ignored
    "unknown_name",
    "not_a_number",
    "not_whole",
    "out_of_range",
    "not_an_option",
    "not_different",  # each is taken once
    "too_many",  # the first ones are kept
    "repeated",  # ignored: the first counts
    "too_many_lanes",  # the first ones are kept
    "too_long",  # the rest is ignored
    "version",
    "needs_validation",
    "too_large",
    "too_many_steps",
]


@dataclass(frozen=True)
class Notice:
    """Something in a link that could not be taken as it stood.

    `given` is what stood there (its first 40 characters), `used` what it was read as, both as links
    write them. `used` is empty for what was ignored and for None. For `too_many_lanes` both are
    counts.
    """

    kind: NoticeKind
    key: str
    given: str
    used: str = ""


class Pairs:
    """The pairs of a link, taken one by one; what is wrong with them is noted."""

    def __init__(self, query: str | Iterable[tuple[str, str]], version: str) -> None:
        self.left: dict[str, str] = {}
        self.notices: list[Notice] = []
        self._dropped: set[str] = set()
        room, cut = LONGEST, False
        if isinstance(query, str):
            query = query.removeprefix("?")
            cut = len(query) > LONGEST
            query = query[:LONGEST].rpartition("&")[0] if cut else query
            query = parse_qsl(query, keep_blank_values=True)
        for count, (key, text) in enumerate(query):
            room -= len(key) + len(text) + 1
            if room < 0 or count == MAX_KEYS:
                cut = True
                break
            if key in self.left:
                self.note("repeated", key, text)
            else:
                self.left[key] = text
        if cut:
            self.note("too_long", "", "")
        given = self.left.pop("v", version)
        if given != version:
            self.note("version", "v", given, version)

    def note(self, kind: NoticeKind, key: str, given: str, used: str = "") -> None:
        self.notices.append(Notice(kind, _excerpt(key), _excerpt(given), used))

    def lanes(self, default: Iterable[Lane], most: int) -> list[int]:
        """The numbers of the lanes that are kept; the default lanes' where none is named."""
        if not self._named():
            usual = (pair for n, lane in enumerate(default, 1) for pair in writer.lane(n, lane))
            self.left = {key: text for key, text, _ in usual} | self.left
        numbers = self._named()
        kept, dropped = numbers[:most], numbers[most:]
        if dropped:
            self.note("too_many_lanes", str(dropped[0]), str(len(numbers)), str(most))
        self._dropped = {str(n) for n in dropped}
        return kept

    def _named(self) -> list[int]:
        return sorted(int(key) for key in self.left if re.fullmatch("[1-9][0-9]{0,5}", key))

    def lane(self, n: int) -> Lane:
        return Lane(
            self.choice(str(n), OPTIMIZERS, OPTIMIZER),
            self.choice(f"{n}.schedule", SCHEDULES, SCHEDULE),
        )

    def hidden(self, lanes: Iterable[int]) -> frozenset[int]:
        """Which of the lanes of these numbers are not drawn, by their indices."""
        return frozenset(i for i, n in enumerate(lanes) if self.value(HIDDEN, f"{n}."))

    def choice(self, key: str, catalog: Mapping[str, E], default: str) -> Choice[E]:
        entry = self._one_of("unknown_name", key, catalog, default)
        return Choice.of(entry, **{p.name: self.value(p, f"{key}.") for p in entry.parameters})

    def value(self, parameter: Parameter, prefix: str = "") -> Any:
        """The parameter's value, which is its default where there is none."""
        return self._value(parameter, prefix, parameter.default)

    def own(self, parameter: Parameter, prefix: str) -> Any:
        """The parameter's value; None where there is none, or none to be understood."""
        return self._value(parameter, prefix, None)

    def _value(self, parameter: Parameter, prefix: str, default: Value | None) -> Any:
        key = prefix + parameter.name
        if not parameter.options:
            return self.number(key, parameter.range, None if default is None else float(default))
        options: dict[str, Value] = {writer.text(option): option for option in parameter.options}
        return self._one_of(
            "not_an_option", key, options, None if default is None else writer.text(default)
        )

    def number(self, key: str, within: Range | None, default: float | None) -> Any:
        """The number snapped into its range; the default where there is none."""
        text = self.left.pop(key, None)
        if text is None or (text == "" and default is None):
            return default
        number = _number(text)
        if number is None or within is None:
            self.note("not_a_number", key, text, writer.text(default))
            return default
        snapped = within.snap(number)
        if snapped != number:
            inside = within.low <= number <= within.high
            self.note("not_whole" if inside else "out_of_range", key, text, writer.text(snapped))
        return snapped

    def numbers(
        self,
        key: str,
        within: Range,
        most: int,
        default: tuple[int, ...] | None,
        different: bool = False,
    ) -> Any:
        """Whole numbers that are joined by `-`, at most so many; what is wrong first is noted."""
        text = self.left.pop(key, None)
        if text is None or (text == "" and default is None):
            return default
        given = [_number(part) for part in text.split("-")]
        numbers = [number for number in given if number is not None]
        if len(numbers) < len(given):
            self.note("not_a_number", key, text, "" if default is None else writer.joined(default))
            return default
        snapped = [int(within.snap(number)) for number in numbers]
        once = tuple(dict.fromkeys(snapped) if different else snapped)
        kept = once[:most]
        wrong: dict[NoticeKind, bool] = {
            "out_of_range": not all(within.low <= number <= within.high for number in numbers),
            "not_whole": snapped != numbers,
            "not_different": len(once) < len(snapped),
            "too_many": len(kept) < len(once),
        }
        kind = next((kind for kind, so in wrong.items() if so), None)
        if kind:
            self.note(kind, key, text, writer.joined(kept))
        return kept

    def close(self) -> tuple[Notice, ...]:
        """All notices, now that what is known has been taken. Keys of dropped lanes need none."""
        for key, text in self.left.items():
            if key.partition(".")[0] not in self._dropped:
                self.note("unknown_key", key, text)
        return tuple(self.notices)

    def _one_of(
        self, kind: NoticeKind, key: str, options: Mapping[str, Any], default: str | None
    ) -> Any:
        text = self.left.pop(key, default)
        if text is None or (text == "" and default is None):
            return None
        if text not in options:
            close = get_close_matches(_excerpt(text).lower(), options, 1)
            used = close[0] if close else default
            self.note(kind, key, text, writer.text(used))
            text = used
        return None if text is None else options[text]


def _number(text: str) -> float | None:
    """The number that a text says, infinite where it is too great; None where it says none."""
    text = text.strip().replace(" ", "+")  # a bare plus sign in a query stands for a space
    # no two parts of this can take the same digits: a long text costs no more than its length
    number = r"[+-]?(([0-9]+(\.[0-9]*)?|\.[0-9]+)(e[+-]?[0-9]+)?|inf(inity)?)"
    return float(text) if re.fullmatch(number, text, re.ASCII | re.IGNORECASE) else None


def _excerpt(text: str) -> str:
    return text[:40].encode("utf-8", "replace").decode()  # half a surrogate pair cannot be shown
