"""The page frame. It stands apart from `pages`, so that a shared link works as a first request."""

from pathlib import Path

import streamlit as st

from pages.ui.language import _

PAGES = Path(__file__).resolve().parents[1]

st.set_page_config(layout="wide", initial_sidebar_state="collapsed")
st.navigation(
    [
        st.Page(PAGES / "home.py", title=_("Home"), default=True),
        st.Page(PAGES / "race.py", title=_("Race")),
        st.Page(PAGES / "lab.py", title=_("MNIST lab"), url_path="mnist"),
    ],
    position="top",
).run()
