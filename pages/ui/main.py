"""The page frame. It stands apart from `pages`, so that a shared link works as a first request."""

from pathlib import Path

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from pages.ui.home import HOME
from pages.ui.language import _
from pages.ui.registry import PAGES
from pages.ui.server.rerun_turns import TURNS

FILE = Path(__file__).resolve().parents[1] / "home.py"


def main() -> None:
    """The frame, and in it the page that was asked for."""
    st.set_page_config(layout="wide", initial_sidebar_state="collapsed")
    st.navigation(
        [
            st.Page(FILE, title=_(HOME.title), default=True),
            *(st.Page(page.file, title=_(page.title), url_path=page.path) for page in PAGES),
        ],
        position="top",
    ).run()


context = get_script_run_ctx()
with TURNS.turn(st.context.ip_address or "", context.session_id if context else ""):
    main()
