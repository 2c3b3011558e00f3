"""What runs, in full: the equation, the source and the very code of each entry."""

import streamlit as st

from optim_core.catalog import Choice, Entry, Surface
from optim_core.lane import Lane
from pages.ui.race import texts


def show(surface: Choice[Surface] | None, lanes: tuple[Lane, ...]) -> None:
    """The entries that run, once each; the texts travel only when a person opens them."""
    lesson = st.expander(texts.LESSON, key="lesson", on_change="rerun")
    if not lesson.open:
        return
    choices: list[Choice] = [surface] if surface else []
    choices += [lane.optimizer for lane in lanes]
    choices += [lane.schedule for lane in lanes]
    entries = list(dict.fromkeys(choice.entry for choice in choices))
    with lesson:
        for tab, entry in zip(st.tabs([entry.label for entry in entries]), entries, strict=True):
            with tab:
                _entry(entry)


def _entry(entry: Entry) -> None:
    st.markdown(entry.summary)
    if entry.formula:
        st.latex(entry.formula)
    if entry.remarks:
        st.markdown(entry.remarks)
    st.caption(f"{texts.SOURCE}: {entry.source}")
    st.code(entry.code, language="python")
