"""The page frame. It stands apart from `pages`, so that a shared link works as a first request."""

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from pages.ui import frame, language
from pages.ui.server.fair_queue import SCRIPTS


def main() -> None:
    """The frame, and in it the page that was asked for."""
    st.set_page_config(layout="wide", initial_sidebar_state="collapsed")
    st.navigation(frame.pages(language.current()), position="top").run()


context = get_script_run_ctx()
with SCRIPTS.turn(st.context.ip_address or "", context.session_id if context else ""):
    main()
