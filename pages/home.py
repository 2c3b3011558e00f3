"""What this is, and the galleries of races and of trainings."""

from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import TypeVar

import streamlit as st

from optim_core import Race, Training
from pages.ui.gallery import Gallery, Preset
from pages.ui.lab.gallery import TRAININGS
from pages.ui.lab.lane_names import lane_names
from pages.ui.language import catalog, current
from pages.ui.race import texts
from pages.ui.race.gallery import RACES
from pages.ui.race.thumbnail import LANES, thumbnail

RACE, LAB = (Path(__file__).with_name(name) for name in ("race.py", "lab.py"))
LANE = (
    '<div style="display: flex; gap: 0.6rem; align-items: baseline; font-size: 0.875rem">'
    '<span style="flex: none; width: 1.4rem; border-top: 3px solid {color}; '
    'position: relative; top: -0.25rem"></span><span>{name}</span></div>'
)

T = TypeVar("T")


def grid(gallery: Gallery[T], fill: Callable[[Preset, T], None]) -> None:
    """A card for each preset, three in a row."""
    shown = list(zip(gallery.presets, gallery.values, strict=True))
    for first in range(0, len(shown), 3):
        for column, card in zip(st.columns(3), shown[first : first + 3], strict=False):
            with column.container(border=True, height="stretch"):
                fill(*card)


def race(preset: Preset, value: Race) -> None:
    st.image(thumbnail(value), width="stretch")
    title(preset, RACE)
    observe(preset)


def training(preset: Preset, value: Training) -> None:
    title(preset, LAB)
    lanes = enumerate(zip(LANES, lane_names(value, catalog(current())), strict=False), 1)
    st.html("".join(LANE.format(color=c, name=escape(f"{n} {name}")) for n, (c, name) in lanes))
    observe(preset)


def title(preset: Preset, page: Path) -> None:
    st.page_link(page, label=f"**{preset.title}**", query_params=preset.query_params)


def observe(preset: Preset) -> None:
    st.markdown(f"*{texts.OBSERVE}:* {preset.observe}")


st.title(texts.HOME_TITLE)
st.markdown(texts.HOME_LEAD)
with st.container(horizontal=True):
    st.page_link(RACE, label=texts.HOME_OWN, icon=":material/flag:")
    st.page_link(LAB, label=texts.HOME_LAB_OWN, icon=":material/science:")
grid(RACES, race)
st.header(texts.HOME_LAB)
st.markdown(texts.HOME_LAB_LEAD)
grid(TRAININGS, training)
