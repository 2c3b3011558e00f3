"""The page frame. It stands apart from `pages`, so that a shared link works as a first request."""

from pathlib import Path

import streamlit as st

from pages.ui.language import _
from pages.ui.registry import PAGES

HOME = Path(__file__).resolve().parents[1] / "home.py"

st.set_page_config(layout="wide", initial_sidebar_state="collapsed")
st.navigation(
    [
        st.Page(HOME, title=_("Home"), default=True),
        *(st.Page(page.file, title=_(page.title), url_path=page.path) for page in PAGES),
    ],
    position="top",
).run()
