"""What is said of a link that could not be taken as it stood."""

from dataclasses import dataclass
from typing import Literal

NoticeKind = Literal[
    "unknown_key",  # ignored
    "unknown_name",
    "unknown_preset",  # the default is shown
    "not_for_networks",  # an optimizer of the plane
    "not_for_surfaces",  # one that needs the matrices of a network
    "not_a_number",
    "not_whole",
    "out_of_range",
    "not_an_option",
    "not_understood",  # a text that a person types
    "not_different",  # each is taken once
    "too_many",  # the first ones are kept
    "too_many_numbers",  # likewise: a link has no room for more
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
    write them. `used` is empty for what was ignored and for None. For `too_many_lanes` and
    `too_many_numbers` both are counts.
    """

    kind: NoticeKind
    key: str
    given: str
    used: str = ""
