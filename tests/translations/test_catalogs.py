"""The catalogs: complete, current, and saying in another language what the code says."""

import json
import re
from collections import Counter
from collections.abc import Callable
from functools import cache
from gettext import GNUTranslations

import pytest
from babel.messages import Catalog

from pages.ui.language import CATALOGS, LANGUAGES
from pages.ui.translations.__main__ import for_browser, for_python, read, updated, written
from pages.ui.translations.extraction import Text, texts

HOW = "`make texts` takes the texts of the code into the catalogs; translate what it lists"
OTHERS = list(LANGUAGES)[1:]
every_language = pytest.mark.parametrize("language", OTHERS)


@cache
def found() -> list[Text]:
    return texts()


@cache
def catalog(language: str) -> Catalog:
    return read(CATALOGS / f"{language}.po")


def pairs(language: str) -> list[tuple[str, str]]:
    """Each text in English and in the language; where it depends on a number, each of its forms."""
    said = []
    for message in catalog(language):
        if isinstance(message.id, str):
            said.append((message.id, str(message.string)))
        else:
            said += [(message.id[-1], form) for form in message.string]
    return [pair for pair in said if pair[0]]


@every_language
def test_every_text_is_translated(language):
    known = {english for english, other in pairs(language) if other}
    fuzzy = {message.id for message in catalog(language) if message.fuzzy}
    said = [text.id if isinstance(text.id, str) else text.id[-1] for text in found()]
    missing = [text for text in said if text not in known]
    assert not missing, HOW
    assert not fuzzy, "check each, and delete its mark"


@every_language
def test_the_catalogs_are_current(language):
    path = CATALOGS / f"{language}.po"
    assert written(updated(read(path), found())) == path.read_bytes(), HOW
    assert for_python(catalog(language)) == path.with_suffix(".mo").read_bytes(), HOW
    browsers = for_browser(catalog(language), found())
    assert browsers == path.with_suffix(".json").read_bytes(), HOW


@every_language
def test_what_is_compiled_says_what_is_written(language):
    with (CATALOGS / f"{language}.mo").open("rb") as file:
        python = GNUTranslations(file)
    browser = json.loads((CATALOGS / f"{language}.json").read_text("utf-8"))
    for text in found():
        if isinstance(text.id, str):
            said = python.gettext(text.id)
            assert said == dict(pairs(language))[text.id]
            assert not text.browser or browser[text.id] in (said, [said])
        else:
            one, several = text.id
            forms = [python.ngettext(one, several, n) for n in (1, 2)]
            assert forms[0] != one and set(forms) <= set(browser[one])


def placeholders(text: str) -> Counter[str]:
    """The {names} outside LaTeX and code, in any order."""
    return Counter(re.findall(r"\{\w+\}", re.sub(r"\$[^$]+\$|`[^`]+`", "", text)))


def formulas(text: str) -> Counter[str]:
    """What stands in LaTeX or as code."""
    return Counter(" ".join(each.split()) for each in re.findall(r"\$[^$]+\$|`[^`]+`", text))


def numbers(text: str) -> Counter[str]:
    """The numbers that are written as such: sentences name what a test has computed."""
    plain = re.sub(r"\{\w+\}|\$[^$]+\$|`[^`]+`", "", text)
    return Counter(re.findall(r"−?\d+(?:[.,]\d+)*", plain))


def lines(text: str) -> list[bool]:
    """Whether it begins and ends with space or a new line, which would be glued to something."""
    return [text != text.lstrip(), text != text.rstrip()]


@every_language
@pytest.mark.parametrize("kept", [placeholders, formulas, lines])
def test_nothing_is_lost_in_translation(language, kept: Callable):
    differ = [pair for pair in pairs(language) if kept(pair[0]) != kept(pair[1])]
    assert not differ


@every_language
def test_no_number_is_lost_in_translation(language):
    """One may come in: what is "zero" here may be 0 there."""
    lost = [pair for pair in pairs(language) if numbers(pair[0]) - numbers(pair[1])]
    assert not lost


# Which of two it is depends on the sound before it, and that is known only when it is read.
PARTICLE = re.compile(r"\}['’)]?(?:은|는|이|가|을|를|과|와|으로|로|이라는|라는)(?=[\s.,:;]|$)")


def test_a_particle_after_a_value_fits_any_value():
    assert not [korean for _, korean in pairs("ko") if PARTICLE.search(korean)]


def test_korean_is_korean():
    """A text that stayed as it is names something that has no other name."""
    same = [english for english, korean in pairs("ko") if english == korean]
    words = {word for text in same for word in re.findall(r"(?<!\{)\b[a-z]{3,}\b", text)}
    assert words <= {"tanh", "digits", "iso"}
