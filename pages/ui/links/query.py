"""The pairs of a URL's query: each key is there once, what belongs to others is left out.

Lanes are numbered from 1: `1=adam&1.lr=0.05&1.schedule=cosine&1.schedule.warmup=5&1.hidden=1`. Only
characters occur that URLs carry as they are, so that a link can be read, typed and edited.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from urllib.parse import parse_qsl

from pages.ui.links.notices import Notice, NoticeKind

MAX_LENGTH = 16_000  # characters of a link that are read
MAX_KEYS = 1000  # keys of a link that are read
FRAMES = "lang|embed|embed_options"  # keys of the frame around the page
# Keys that mail programs, messengers and search engines add to what they hand on.
TRACKERS = (
    r"utm_\w+|fbclid|gclid|gbraid|wbraid|dclid|msclkid|yclid|ttclid|twclid|igshid|igsh|li_fat_id"
    r"|mc_[ce]id|mkt_tok|srsltid|_hsenc|_hsmi|_ga|_gl"
)
NO_KEYS = re.compile(f"{FRAMES}|{TRACKERS}")  # of a link
PRESET = "preset"  # the key of a name that stands for a link of the gallery
CLOSING = ").,;:!?]}>\"'`*_»”’。"  # what a sentence around a link leaves at its end, which is `v=1`


class Query:
    """The pairs of a link, taken one by one; what is wrong with them is noted."""

    def __init__(
        self,
        query: str | Iterable[tuple[str, str]],
        versions: Sequence[str],
        names: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        """`names` has the links that are named in a gallery, by their names."""
        self.unread: dict[str, str] = {}
        self.notices: list[Notice] = []
        self.lane_numbers: list[int] = []  # of those that are kept
        self._dropped: set[str] = set()
        room, cut = MAX_LENGTH, False
        if isinstance(query, str):
            query = query.removeprefix("?")
            cut = len(query) > MAX_LENGTH
            query = query[:MAX_LENGTH].rpartition("&")[0] if cut else query
            query = parse_qsl(query, keep_blank_values=True)
        for count, (key, text) in enumerate(query):
            room -= len(key) + len(text) + 1
            if room < 0 or count == MAX_KEYS:
                cut = True
                break
            key = key.removeprefix("amp;")  # from a page's source, where & is written so
            if NO_KEYS.fullmatch(key):
                continue
            if key in self.unread:
                self.note("repeated", key, text)
            else:
                self.unread[key] = text
        if cut:
            self.note("too_long", "", "")
        self._follow(names)
        newest = versions[-1]
        given = self.unread.pop("v", newest).rstrip(CLOSING)
        if given not in versions:
            self.note("version", "v", given, newest)
        self.version = given if given in versions else newest

    def _follow(self, names: Mapping[str, str]) -> None:
        """Puts the pairs of the link that is named, if one is, below those that stand beside it."""
        given = self.unread.pop(PRESET, None)
        if given is None:
            return
        name = given.rstrip(CLOSING).strip().lower().replace("-", "_")  # as on a blackboard
        if name in names:
            self.unread = dict(parse_qsl(names[name], keep_blank_values=True)) | self.unread
        else:
            self.note("unknown_preset", PRESET, given)

    def note(self, kind: NoticeKind, key: str, given: str, used: str = "") -> None:
        self.notices.append(Notice(kind, excerpt(key), excerpt(given), used))

    def number_lanes(self, default: Iterable[tuple[str, str]], most: int) -> None:
        """Keeps so many lanes at most. Where none is named, there are the pairs of the default."""
        if not self._named():
            self.unread = dict(default) | self.unread
        numbers = self._named()
        self.lane_numbers, dropped = numbers[:most], numbers[most:]
        if dropped:
            self.note("too_many_lanes", str(dropped[0]), str(len(numbers)), str(most))
        self._dropped = {str(n) for n in dropped}

    def _named(self) -> list[int]:
        return sorted(int(key) for key in self.unread if re.fullmatch("[1-9][0-9]{0,5}", key))

    def finish(self) -> tuple[Notice, ...]:
        """All notices, now that what is known has been taken. Keys of dropped lanes need none."""
        for key, text in self.unread.items():
            if key.partition(".")[0] not in self._dropped:
                self.note("unknown_key", key, text)
        return tuple(self.notices)


def excerpt(text: str) -> str:
    """As much of it as a notice shows."""
    return text[:40].encode("utf-8", "replace").decode()  # half a surrogate pair cannot be shown
