"""What this is, and the gallery."""

from pathlib import Path

import streamlit as st

from optim_core import Race
from pages.ui import link, presets, words
from pages.ui.thumbnail import thumbnail

RACE = Path(__file__).with_name("race.py")


def card(title: str, observe: str, race: Race, query_params: dict[str, str]) -> None:
    """A race with its picture; the title opens it."""
    with st.container(border=True, height="stretch"):
        st.image(thumbnail(race), width="stretch")
        st.page_link(RACE, label=f"**{title}**", query_params=query_params)
        st.markdown(f"*{words.OBSERVE}:* {observe}")


st.title(words.HOME_TITLE)
st.markdown(words.HOME_LEAD)
st.page_link(RACE, label=words.HOME_OWN, icon=":material/flag:")
for first in range(0, len(presets.PRESETS), 3):
    for column, preset in zip(st.columns(3), presets.PRESETS[first : first + 3], strict=False):
        with column:
            race = link.read(preset.query)[0]
            card(preset.title, preset.observe, race, presets.query_params(preset))
