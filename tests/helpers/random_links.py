"""What the tests of both codecs share: any value within its range, any text for a link."""

import math
from urllib.parse import parse_qsl, urlencode

from hypothesis import settings
from hypothesis import strategies as st

from optim_core import SCHEDULES, Choice, Lane
from optim_core.lane import CONSTANT
from optim_core.parameters import Parameter, Range

often = settings(max_examples=150, deadline=None)


def said(text: str) -> dict[str, str]:
    return dict(parse_qsl(text, keep_blank_values=True))


def numbers(within: Range):
    if within.whole:
        return st.integers(int(within.low), int(within.high)).map(float)
    edges = [within.low, within.high]
    edges += [math.nextafter(within.low, math.inf), math.nextafter(within.high, -math.inf)]
    return st.floats(within.low, within.high) | st.sampled_from(edges)


def values(parameter: Parameter):
    if parameter.options:
        return st.sampled_from(parameter.options)
    return st.just(parameter.default) | numbers(parameter.range)


def chosen(entry):
    fields = {p.name: values(p) for p in entry.parameters}
    return st.fixed_dictionaries(fields).map(lambda values: Choice.of(entry, **values))


def choices(catalog):
    return st.one_of([chosen(entry) for entry in catalog.values()])


def any_lane(optimizers, settings=None):
    """Any lane: what has no rate has no schedule either."""

    def with_schedule(optimizer):
        schedules = choices(SCHEDULES) if optimizer.entry.has_rate else st.just(CONSTANT)
        return st.builds(Lane, st.just(optimizer), schedules, settings or st.just({}))

    return choices(optimizers).flatmap(with_schedule)


def within(parameter: Parameter, value) -> bool:
    if parameter.options:
        return value in parameter.options
    whole = not parameter.range.whole or value == int(value)
    return whole and parameter.range.low <= value <= parameter.range.high


AWKWARD = [
    *("", "0", "1", "-1", "2.5", "1e999", "-inf", "inf", "nan", "1e-999", "9" * 400, "0x10", "1_0"),
    *("１２", "٣", "<script>", "%", "%zz", "\x00", "\ud800", "ädäm", "🎈", "1e", ".", "+", "--1"),
    *("1,5", "null", "None", "true", "adam", "rosenbrok", "cosine", "heat", "3d", "8", "1e5"),
    *("60000", "0-0-1", "512-512-512-512-512", "-", "9-", "inf-1e999", "1e-3", "0-9999-10000"),
]


def anything(known: list[str]):
    """Any query, as a text or as pairs, in which some of the known keys may occur."""
    keys = st.sampled_from(known) | st.text(max_size=12) | st.from_regex(r"\A[0-9]{1,3}(\.lr)?\Z")
    texts = st.sampled_from(AWKWARD) | st.text(max_size=50) | st.floats().map(repr)
    pairs = st.lists(st.tuples(keys, texts), max_size=40)
    return st.text() | pairs | pairs.map(lambda pairs: urlencode(pairs, errors="replace"))


@st.composite
def mutated(draw, links):
    """A link with some of its characters cut out or replaced."""
    text = draw(links)
    for _ in range(draw(st.integers(1, 5))):
        at, upto = sorted(draw(st.tuples(*[st.integers(0, len(text))] * 2)))
        upto = min(upto, at + 10)
        text = text[:at] + draw(st.text(max_size=3) | st.sampled_from("&=.%+1-")) + text[upto:]
    return text
