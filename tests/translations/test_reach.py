"""No sentence in the code is out of the catalogs' reach."""

import ast
import re
from collections.abc import Iterator

from pages.ui.translations.extraction import (
    CALL,
    PAGES,
    STRING,
    argument,
    scripts,
    texts,
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
NAMES = {"Event", "Polyak", "WebSocket"}
LITERAL = re.compile(rf"{STRING}|`(?:[^`\\]|\\.)*`")
VALUE = re.compile(r"\$\{(?:[^{}]|\{[^{}]*\})*\}")


# What machines read: declarations of a style sheet, a program of a graphics card.
NO_TEXT = re.compile(r"([a-z-]+: [^;]+(; ?|$))+$|#version ")


def reads_as_text(text: str) -> bool:
    return not NO_TEXT.match(text) and bool(WORDS.search(text) or TITLE.fullmatch(text))


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


# In Python: what is said to programs and to whoever runs the server, by the function that says it.
PRIVATE = {
    "print", "exit", "compile", "sub", "warning", "exception", "PlainTextResponse",
    "JSONResponse", "add_vary_header",
}  # fmt: skip
ELSEWHERE = {
    "English",  # by its own name
    "Vary",
    "_at is up to 0 indices below 0, with dots",  # to programs
}


def test_python_says_nothing_but_by_the_catalog():
    known = {part for text in texts() for part in _parts(text.id)} | ELSEWHERE
    found = [
        f"{path.name}: {text}"
        for path in sorted(PAGES.rglob("*.py"))
        if path.parent.name != "translations"  # says it to whoever translates
        for text in _strings(ast.parse(path.read_text("utf-8")))
        if reads_as_text(text) and text not in known and not _is_code(text)
    ]
    assert not found, "mark it by `_` of pages.ui.language"


def _parts(text: str | tuple[str, str]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else text


def _strings(tree: ast.AST) -> Iterator[str]:
    """All but docstrings, types, errors, and what `PRIVATE` says."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Raise) or (isinstance(node, ast.Expr) and _is_string(node.value)):
            continue
        if node is getattr(tree, "annotation", None) or node is getattr(tree, "returns", None):
            continue
        if isinstance(node, ast.Call) and _name(node.func) in PRIVATE:
            continue
        if isinstance(node, ast.JoinedStr):
            yield "".join(str(part.value) if _is_string(part) else "0" for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
        else:
            yield from _strings(node)


def _is_string(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _name(called: ast.expr) -> str:
    return called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")


def _is_code(text: str) -> bool:
    """HTML, CSS, headers, JavaScript and links."""
    return bool(re.search(r"[<>{}=~]|;\s*$|; \w+-|^\w+-\w+", text))


def test_python_that_speaks_for_itself_is_found():
    code = """
def show(x: "Some type") -> "Other type":
    'A docstring of words.'
    st.title("Two words")
    st.caption(f"{x} steps")
    log.warning("Nobody reads this")
    raise ValueError("Nor this one")
"""
    assert list(_strings(ast.parse(code))) == ["Two words", "0 steps"]
    assert all(map(reads_as_text, ("Two words", "0 steps", "Close")))
    assert not any(map(reads_as_text, ("noise", "left~right", "text/html", "no-cache")))
