"""Every text that a person can see, as it stands in the code: what a catalog has to translate."""

import re
from collections.abc import Iterator, Mapping
from inspect import getsourcefile
from pathlib import Path
from typing import Any, NamedTuple

from babel.messages.extract import extract_from_file

from optim_core.catalog import Entry
from optim_core.network.dataset_specs import DATASET_SPECS, DatasetSpec
from pages.ui import registry
from pages.ui.catalog import catalog
from pages.ui.explanations import CATALOGS

ROOT = Path(__file__).resolve().parents[3]
PAGES = ROOT / "pages"
STATIC = PAGES / "ui" / "static"
MARKS: dict[str, tuple[int, ...] | None] = {"_": None, "N_": None}

# A call of `t` or `tn`; and the string with which its arguments begin, or the two of `tn`.
CALL = re.compile(r"(?<![\w.$#])(tn?)\(")
STRING = r'"(?:[^"\\\n]|\\.)*"'
ONE = re.compile(rf"\s*({STRING})\s*[,)]")
TWO = re.compile(rf"\s*({STRING}),\s*({STRING}),")
COMMENT = re.compile(rf"{STRING}|/\*.*?\*/|(?<!:)//[^\n]*", re.DOTALL)


class Text(NamedTuple):
    """A message: one text, or two where it depends on a number."""

    id: str | tuple[str, str]
    file: str  # where it stands
    browser: bool  # whether our scripts say it


def texts() -> list[Text]:
    """In the order of the files."""
    return [*_python(), *_scripts(), *_entries(), *_controls()]


def _python() -> Iterator[Text]:
    for path in sorted(PAGES.rglob("*.py")):
        found = extract_from_file("python", path, keywords=MARKS)
        yield from (Text(str(text), _name(path), False) for _, text, _, _ in found)


def _scripts() -> Iterator[Text]:
    for path in scripts():
        source = without_comments(path.read_text("utf-8"))
        for call in CALL.finditer(source):
            if text := argument(source, call):
                yield Text(text, _name(path), True)


def scripts() -> list[Path]:
    """Our own, in which texts stand."""
    return [path for path in sorted(STATIC.rglob("*.js")) if path.parent.name != "vendor"]


def without_comments(script: str) -> str:
    """The script with its strings, but with no text that only its readers see."""
    return COMMENT.sub(lambda found: found[0] if found[0][0] == '"' else "", script)


def argument(source: str, call: re.Match) -> str | tuple[str, str] | None:
    """What is said by a call of `t` or `tn`; None where that stands elsewhere, as in an entry."""
    if call[1] == "tn":
        found = TWO.match(source, call.end())
        return (_said(found[1]), _said(found[2])) if found else None
    found = ONE.match(source, call.end())
    return _said(found[1]) if found else None


def _said(literal: str) -> str:
    escapes = {"n": "\n", "t": "\t"}
    return re.sub(r"\\(.)", lambda found: escapes.get(found[1], found[1]), literal[1:-1])


def _entries() -> Iterator[Text]:
    """What an entry says of itself. Only its label is said in the browser, which has a catalog."""
    for entry in entries():
        where = _name(Path(getsourcefile(entry.function) or ""))
        for text in filter(None, (entry.summary, entry.remarks)):
            yield Text(text, where, False)
        yield Text(entry.label, where, True)


def entries() -> Iterator[Entry]:
    """Those of all catalogs."""
    for each in CATALOGS.values():
        yield from each.values()


def _controls() -> Iterator[Text]:
    """What the server tells the browser of entries, parameters and presets, to be said there."""
    for text in _in(catalog(registry.PAGES)):
        yield Text(text, "/api/catalog", True)
    for spec in DATASET_SPECS.values():
        for text in (spec.label, spec.about, *spec.classes):
            if not text.isdigit():
                yield Text(text, _name(Path(getsourcefile(DatasetSpec) or "")), True)


def _in(told: Any, key: str = "") -> Iterator[str]:
    if isinstance(told, Mapping):
        for name, value in told.items():
            if name not in SWITCH:
                yield from _in(value, key if key in MANY else name)
    elif isinstance(told, list):
        for value in told:
            yield from _in(value, key)
    elif isinstance(told, str) and told and key in SAID:
        yield told


SWITCH = ("False", "True")  # options that are a switch, without words
MANY = ("texts", "titles")  # what is said by name
SAID = (*MANY, "label", "help", "zero", "title", "observe", "part", "start")  # in the catalog


def _name(path: Path) -> str:
    return path.resolve().relative_to(ROOT).as_posix()
