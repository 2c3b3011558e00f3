"""The pages as Streamlit knows them."""

from copy import copy
from functools import cache
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from pages.ui.home import HOME
from pages.ui.language import translation
from pages.ui.registry import PAGES

FILE = Path(__file__).resolve().parents[1] / "home.py"


def pages(language: str) -> list[StreamlitPage]:
    """All of them, for one run of the script, which marks the page that it runs."""
    return [copy(page) for page in _pages(language)]


@cache
def _pages(language: str) -> list[StreamlitPage]:
    """Made once: each looks for its file, and nine take as long as all else of a run."""
    say = translation(language).gettext
    return [
        st.Page(FILE, title=say(HOME.title), default=True),
        *(st.Page(page.file, title=say(page.title), url_path=page.path) for page in PAGES),
    ]
