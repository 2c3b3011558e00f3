"""No sentence in the code is out of the catalogs' reach."""

import re
from collections.abc import Iterator

from pages.ui.translations.extraction import (
    CALL,
    STRING,
    argument,
    scripts,
    without_comments,
)

WORD = r"(?<![\w./#-])[A-Za-z]{2,}(?![\w/(-])"
WORDS = re.compile(rf"{WORD}[,:;]? \w|\w[,:;]? {WORD}")  # two at least: a sentence, or a part of it
TITLE = re.compile(r"[A-Z][a-z]+( |$)")  # a single one, as on a button

# In scripts: what a string stands behind, or is, that nobody reads.
BEHIND = re.compile(
    r"(new Error\(|import .*|from |matchMedia\(|matches\(|closest\(|querySelector(All)?\("
    r"|className: |classList\.\w+\(|[fF]ont: |\.font = |style\.\w+ = )$"
)
KEYS = {"Enter", "Escape", "Home", "End", "Delete", "Backspace", "Shift", "Tab"}  # of a keyboard
NAMES = {"Event", "Plotly", "Polyak", "WebSocket"}
LITERAL = re.compile(rf"{STRING}|`(?:[^`\\]|\\.)*`")
VALUE = re.compile(r"\$\{(?:[^{}]|\{[^{}]*\})*\}")


def reads_as_text(text: str) -> bool:
    return bool(WORDS.search(text) or TITLE.fullmatch(text))


def test_scripts_say_nothing_but_by_the_catalog():
    found = [f"{path.name}: {text}" for path in scripts() for text in _unsaid(path.read_text())]
    assert not found, "say it by `t` or `tn` of core/texts.js"


def _unsaid(script: str) -> Iterator[str]:
    source = without_comments(script)
    said = {at for call in CALL.finditer(source) for at in _literals(source, call)}
    for literal in LITERAL.finditer(source):
        text = VALUE.sub("0", literal[0][1:-1])
        before = source[: literal.start()].rpartition("\n")[2]
        if literal.start() in said or not reads_as_text(text) or text in KEYS | NAMES:
            continue
        if not BEHIND.search(before):
            yield text


def _literals(source: str, call: re.Match) -> list[int]:
    """Where the strings begin that a call of `t` or `tn` says."""
    says = argument(source, call)
    if says is None:
        return []
    count = 1 if isinstance(says, str) else 2
    return [each.start() for each in list(LITERAL.finditer(source, call.end()))[:count]]


def test_a_script_that_speaks_for_itself_is_found():
    assert list(_unsaid('h("p", {}, "Two words")')) == ["Two words"]
    assert list(_unsaid('h("p", {}, "Close")')) == ["Close"]
    assert list(_unsaid("h(`${n} steps`)")) == ["0 steps"]
    assert list(_unsaid("h(`${n ? { a: 1 } : t('x')} of ${m} steps`)")) == ["0 of 0 steps"]
    assert not list(_unsaid('t("Two words", { n: 1 }) // and a comment\n tn("One", "Two more", 2)'))
    assert not list(_unsaid('h("p", { className: "two words" }, `${n} ${m}`)'))


def test_every_text_that_scripts_say_is_a_literal_that_extraction_finds():
    """A sum or a template would be said and never translated; a variable holds another."""
    for path in scripts():
        source = without_comments(path.read_text())
        for call in CALL.finditer(source):
            begin = re.compile(r'\s*["`\']').match(source, call.end())
            assert not begin or argument(source, call), source[call.start() :][:80]
