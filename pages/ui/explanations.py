"""What runs, in full: the equation, the source and the very code of each entry."""

from collections.abc import Iterable, Mapping

import streamlit as st

from optim_core import OPTIMIZERS, SCHEDULES
from optim_core.catalog import Choice, Entry, Surface
from optim_core.lane import Lane
from pages.ui.race import texts
from surfaces import SURFACES

CATALOGS: Mapping[str, Mapping[str, Entry]] = {
    "surface": SURFACES,
    "optimizer": OPTIMIZERS,
    "schedule": SCHEDULES,
}


def named(names: str) -> list[Entry]:
    """The entries of `surface:rosenbrock optimizer:adam`, once each; no others are."""
    pairs = (name.partition(":") for name in names.split())
    found = (CATALOGS.get(kind, {}).get(name) for kind, _, name in pairs)
    return list(dict.fromkeys(filter(None, found)))


def entries_of(surface: Choice[Surface] | None, lanes: tuple[Lane, ...]) -> list[Entry]:
    """The entries of what is shown, once each."""
    choices: list[Choice] = [surface] if surface else []
    choices += [lane.optimizer for lane in lanes]
    choices += [lane.schedule for lane in lanes]
    return list(dict.fromkeys(choice.entry for choice in choices))


def show(entries: Iterable[Entry]) -> None:
    """The entries that run; the texts travel only when a person opens them."""
    lesson = st.expander(texts.LESSON, key="lesson", on_change="rerun")
    if not lesson.open:
        return
    entries = list(entries)
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
