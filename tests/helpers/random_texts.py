"""Any text for a link, and links with mistakes in them."""

from urllib.parse import urlencode

from hypothesis import strategies as st

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
