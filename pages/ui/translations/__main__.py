"""`python -m pages.ui.translations`: takes the code's texts into the catalogs, and compiles them.

What is new in a catalog is empty, or marked fuzzy where it looks like something known: translate
it, delete the mark, and run this again.
"""

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from pages.ui.language import CATALOGS, LANGUAGES
from pages.ui.translations.extraction import Text, texts

NEVER = datetime(2026, 1, 1, tzinfo=UTC)  # the same texts give the same file on any day


def read(path: Path) -> Catalog:
    """The catalog in a file that is named by its language; an empty one where there is none."""
    if not path.exists():
        return Catalog(path.stem, fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, path.stem)


def template(found: Iterable[Text]) -> Catalog:
    """The texts without a translation."""
    catalog = Catalog(creation_date=NEVER, fuzzy=False)
    for text in found:
        message = catalog.add(text.id, locations=[(text.file, 0)])
        message.flags.clear()  # braces are LaTeX's as well: no format is checked but by our tests
    return catalog


def updated(catalog: Catalog, found: Iterable[Text]) -> Catalog:
    """The catalog with the texts of today, translated as far as it knows them."""
    catalog.update(template(found))
    for message in catalog:
        message.flags.discard("python-format")
        message.flags.discard("python-brace-format")
    return catalog


def written(catalog: Catalog) -> bytes:
    catalog.header_comment = f"# What can be read on the pages, in {catalog.locale.english_name}."
    catalog.project, catalog.version, catalog.msgid_bugs_address = "Optimizer visualizer", "1", ""
    catalog.last_translator = catalog.language_team = ""
    catalog.creation_date = catalog.revision_date = NEVER
    file = BytesIO()
    write_po(file, catalog, width=96, ignore_obsolete=True, sort_by_file=True, include_lineno=False)
    return file.getvalue()


def for_python(catalog: Catalog) -> bytes:
    file = BytesIO()
    write_mo(file, catalog)
    return file.getvalue()


def for_browser(catalog: Catalog, found: Iterable[Text]) -> bytes:
    """What our scripts say, by the English text."""
    said = {text.id for text in found if text.browser}
    known = {_key(m): m.string for m in catalog if m.id and _is_said(m, said) and _is_ready(m)}
    lines = json.dumps(dict(sorted(known.items())), ensure_ascii=False, indent=0)
    return f"{lines}\n".encode()


def _key(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _is_said(message: Message, said: set[str | tuple[str, str]]) -> bool:
    return message.id in said or _key(message) in said


def _is_ready(message: Message) -> bool:
    return bool(message.string and all(message.string)) and not message.fuzzy


def main() -> None:
    found = texts()
    for language in list(LANGUAGES)[1:]:
        path = CATALOGS / f"{language}.po"
        path.write_bytes(written(updated(read(path), found)))
        catalog = read(path)
        path.with_suffix(".mo").write_bytes(for_python(catalog))
        path.with_suffix(".json").write_bytes(for_browser(catalog, found))
        left = [_key(message) for message in catalog if message.id and not _is_ready(message)]
        print(f"{path.name}: {len(catalog)} texts", *left, sep="\n  not translated: ")


if __name__ == "__main__":
    main()
