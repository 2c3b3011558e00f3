"""What this is, and the gallery."""

import streamlit as st

from pages.ui import presets, words

st.title(words.HOME_TITLE)
st.markdown(words.HOME_LEAD)
columns = st.columns(2)
for place, preset in enumerate(presets.PRESETS):
    with columns[place % 2].container(border=True):
        st.page_link(
            "race.py",
            label=f"**{preset.title}**",
            query_params=presets.query_params(preset),
        )
        st.markdown(f"*{words.OBSERVE}:* {preset.observe}")
