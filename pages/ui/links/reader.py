"""The values that a query says: catalog entries, options, texts, numbers within their ranges."""

import re
from collections.abc import Mapping
from difflib import get_close_matches
from itertools import accumulate
from typing import Any

from optim_core.catalog import Choice, E
from optim_core.parameters import Parameter, Range, Typed, Value
from pages.ui.links import packed_numbers, writer
from pages.ui.links.notices import NoticeKind
from pages.ui.links.query import Query, excerpt


class QueryReader(Query):
    """A query whose pairs are read as values; what is wrong is put right, and noted."""

    def choice(
        self,
        key: str,
        catalog: Mapping[str, E],
        default: str,
        defaults: Mapping[str, Value] = writer.NO_DEFAULTS,
    ) -> Choice[E]:
        """An entry with its parameters; `defaults` are of those that have others here."""
        entry = self._one_of("unknown_name", key, catalog, default)
        values = {
            p.name: self.value(f"{key}.{p.key}", p, defaults.get(p.name, p.default))
            for p in entry.parameters
        }
        return Choice.of(entry, **values)

    def value(self, key: str, parameter: Parameter, default: Value | None) -> Any:
        """The parameter's value under that key; the default where there is none."""
        if parameter.typed:
            return self.typed(key, parameter.typed, default)
        if not parameter.options:
            return self.number(key, parameter.range, None if default is None else float(default))
        options: dict[str, Value] = {writer.text(option): option for option in parameter.options}
        return self._one_of(
            "not_an_option", key, options, None if default is None else writer.text(default)
        )

    def typed(self, key: str, of: Typed, default: Any) -> Any:
        """The text that a person typed, as it was; the default where it is not understood."""
        text = self.unread.pop(key, None)
        if text is None or (text == "" and default is None):
            return default
        text = text.replace("\r\n", "\n").strip()
        # a bare plus sign in a query stands for a space
        for each in (text, re.sub(r"(?<=[\w)]) +(?=[\w(])", "+", text)):
            try:
                of.check(each)
            except ValueError:
                continue
            return each
        self.note("not_understood", key, text, "" if default is None else default)
        return default

    def number(self, key: str, within: Range | None, default: float | None) -> Any:
        """The number snapped into its range; the default where there is none."""
        text = self.unread.pop(key, None)
        if text is None or (text == "" and default is None):
            return default
        number = _number(_with_point(text, whole=within is not None and within.whole))
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
        text = self.unread.pop(key, None)
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

    def series(self, key: str, within: Range, room: int) -> tuple[float, ...]:
        """Numbers that are joined by `_`, or packed: the first that have room in the link."""
        text = self.unread.pop(key, "")
        if not text:
            return ()
        given = packed_numbers.unpacked(text) or [_number(part) for part in text.split("_")]
        numbers = [within.snap(number) for number in given if number is not None]
        lengths = accumulate(len(writer.text(number)) + 1 for number in numbers)
        plain = sum(length <= room + 1 for length in lengths)
        kept = tuple(numbers[: max(plain, packed_numbers.fitting(numbers, room))])
        used = excerpt(writer.series(kept, room))
        if len(numbers) < len(given):
            self.note("not_a_number", key, text, used)
        elif numbers != list(given):
            self.note("out_of_range", key, text, used)
        if len(kept) < len(numbers):
            self.note("too_many_numbers", key, str(len(numbers)), str(len(kept)))
        return kept

    def _one_of(
        self, kind: NoticeKind, key: str, options: Mapping[str, Any], default: str | None
    ) -> Any:
        text = self.unread.pop(key, default)
        if text is None or (text == "" and default is None):
            return None
        if text not in options:
            close = get_close_matches(excerpt(text).lower(), options, 1)
            used = close[0] if close else default
            self.note(kind, key, text, writer.text(used))
            text = used
        return None if text is None else options[text]


def _with_point(text: str, whole: bool) -> str:
    """The number with a point where somebody wrote the comma of his language, as in `0,1`.

    In a whole number, commas stand between thousands.
    """
    if whole:
        return text.replace(",", "") if re.fullmatch(r"[0-9]{1,3}(,[0-9]{3})+", text) else text
    return text if "." in text or text.count(",") > 1 else text.replace(",", ".")


def _number(text: str) -> float | None:
    """The number that a text says, infinite where it is too great; None where it says none."""
    text = text.strip().replace(" ", "+")  # a bare plus sign in a query stands for a space
    # no two parts of this can take the same digits: a long text costs no more than its length
    number = r"[+-]?(([0-9]+(\.[0-9]*)?|\.[0-9]+)(e[+-]?[0-9]+)?|inf(inity)?)"
    return float(text) if re.fullmatch(number, text, re.ASCII | re.IGNORECASE) else None
