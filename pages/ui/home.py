"""The home page: what this is, and a card for every preset of every page's gallery."""

from base64 import b64encode
from collections.abc import Iterable

import streamlit as st

from pages.ui.gallery import Preset
from pages.ui.language import N_, _
from pages.ui.page import Page

TITLE = N_("Optimizer race")
LEAD = N_(
    "Gradient descent and its relatives race on a loss surface, and train a network on handwritten "
    "digits; every number is computed from the very run that you see. Pick one below or set up "
    "one of your own: drag the start and the learning rates, change the surface or the network. "
    "All of it is in the page's link: whoever opens it sees the same."
)
OBSERVE = N_("Observe:")
COLUMNS = 3
# The title below it says what it shows.
PICTURE = '<img alt="" src="data:image/svg+xml;base64,{}" style="width: 100%; display: block">'


def show(pages: Iterable[Page]) -> None:
    pages = tuple(pages)
    st.title(_(TITLE))
    st.markdown(_(LEAD))
    with st.container(horizontal=True):
        for page in pages:
            st.page_link(page.file, label=_(page.home.start), icon=page.home.icon)
    for page in pages:
        if page.home.heading:
            st.header(_(page.home.heading))
            st.markdown(_(page.home.lead))
        _cards(page)


def _cards(page: Page) -> None:
    presets = list(zip(page.gallery.presets, page.gallery.values, strict=True))
    for first in range(0, len(presets), COLUMNS):
        row = presets[first : first + COLUMNS]
        for column, (preset, shown) in zip(st.columns(COLUMNS), row, strict=False):
            with column.container(border=True, height="stretch"):
                _card(page, preset, shown)


def _card(page: Page, preset: Preset, shown: object) -> None:
    section = page.home
    if section.picture:
        encoded = b64encode(section.picture(shown).encode()).decode()
        st.html(PICTURE.format(encoded))
    st.page_link(page.file, label=f"**{_(preset.title)}**", query_params=preset.query_params)
    if section.summary:
        st.html(section.summary(shown))
    st.markdown(f"*{_(OBSERVE)}* {_(preset.observe)}")
