"""The language of a visitor, and texts in it: English in the code, the others in `translations`."""

from functools import cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

import streamlit as st

LANGUAGES = {"en": "English", "ko": "한국어"}  # the first is the one of the code
KEY, COOKIE = "lang", "optimizer_language"  # in a link; in the browser that has chosen one
CATALOGS = Path(__file__).with_name("translations")


def preferred(asked: str | None, chosen: str | None, accepted: str | None) -> str:
    """What the link asks for, else what the visitor chose last, else what the browser prefers.

    `accepted` is the browser's header: "ko-KR,ko;q=0.9,en;q=0.8".
    """
    for language in (asked, chosen):
        if language in LANGUAGES:
            return language
    for language in _in_order(accepted or ""):
        if language in LANGUAGES:
            return language
    return next(iter(LANGUAGES))


def _in_order(accepted: str) -> list[str]:
    weighed = []
    for part in accepted.split(","):
        tag, _, weight = part.partition(";q=")
        try:
            weighed.append((-float(weight or 1), tag.strip().split("-")[0].lower()))
        except ValueError:
            continue
    return [language for weight, language in sorted(weighed, key=lambda w: w[0]) if weight < 0]


def current() -> str:
    """The language of the visitor for whom this script runs: that of the document, till it ends."""
    if KEY not in st.session_state:
        browsers = st.context.headers.get("Accept-Language") or st.context.locale
        chosen = st.context.cookies.get(COOKIE)
        st.session_state[KEY] = preferred(st.query_params.get(KEY), chosen, browsers)
    return st.session_state[KEY]


@cache
def translation(language: str) -> NullTranslations:
    """What the code's texts are in `language`."""
    compiled = CATALOGS / f"{language}.mo"
    if not compiled.exists():
        return NullTranslations()
    with compiled.open("rb") as file:
        return GNUTranslations(file)


def _(text: str) -> str:
    """The text in the language of the visitor for whom this script runs."""
    if not text:
        return ""  # to gettext, it is the whole header
    return translation(current()).gettext(text)


def N_(text: str) -> str:
    """Marks a text that `_` is given later, and leaves it as it is."""
    return text
