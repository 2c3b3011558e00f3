"""What runs, in full: the equation, the source and the very code of each entry."""

from collections.abc import Callable, Iterable, Mapping

import streamlit as st

from optim_core import OPTIMIZERS, SCHEDULES
from optim_core.averages import AVERAGES
from optim_core.catalog import Choice, Entry, Surface
from optim_core.lane import Lane
from pages.ui.language import N_, _
from surfaces import SURFACES

CATALOGS: Mapping[str, Mapping[str, Entry]] = {
    "surface": SURFACES,
    "optimizer": OPTIMIZERS,
    "schedule": SCHEDULES,
    "average": AVERAGES,
}
TITLE = N_("Equations, sources and the code that runs")
SOURCE = N_("Source")


def entries_of(lanes: Iterable[Lane], surface: Choice[Surface] | None = None) -> list[Entry]:
    """The entries of what is shown: the surface, if there is one, the optimizers, the schedules."""
    lanes = tuple(lanes)
    choices: list[Choice] = [surface] if surface else []
    choices += [lane.optimizer for lane in lanes]
    choices += [lane.schedule for lane in lanes]
    return [choice.entry for choice in choices]


def entries_named(names: str) -> list[Entry]:
    """The entries that a browser names, as in `surface:saddle optimizer:adam schedule:constant`.

    What there is none of is left out.
    """
    pairs = (each.partition(":") for each in names.split()[:100])
    found = (CATALOGS.get(kind, {}).get(name) for kind, _, name in pairs)
    return [entry for entry in found if entry]


def show(entries: Callable[[], Iterable[Entry]], some: bool) -> None:
    """The entries, once each; their texts travel only when a person opens them.

    Until then it is not found out which they are, where there are `some` in any case.
    """
    if not (some or list(entries())):
        return
    explained = st.expander(_(TITLE), key="explanations", on_change="rerun")
    once = list(dict.fromkeys(entries())) if explained.open else []
    if not once:
        return
    with explained:
        for tab, entry in zip(st.tabs([_(entry.label) for entry in once]), once, strict=True):
            with tab:
                _entry(entry)


def _entry(entry: Entry) -> None:
    st.markdown(_(entry.summary))
    if entry.formula:
        st.latex(entry.formula)
    if entry.remarks:
        st.markdown(_(entry.remarks))
    st.caption(f"{_(SOURCE)}: {entry.source}")
    st.code(entry.code, language="python")
