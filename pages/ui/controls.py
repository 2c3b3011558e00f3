"""The race in the address bar, and the choices above the picture that change it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl, urlencode

import streamlit as st

from optim_core import Choice, Race
from pages.ui import link, presets, words
from pages.ui.view import View
from surfaces import SURFACES


def address() -> tuple[Race, View, tuple[link.Notice, ...]]:
    """The race that the page's URL stands for."""
    pairs = [(key, value) for key in st.query_params for value in st.query_params.get_all(key)]
    return link.read(urlencode(pairs))


def go(query: str) -> None:
    """Makes a link the page's own. A link that came from outside is read and written first."""
    race, view, _ = link.read(query)
    st.query_params.from_dict(dict(parse_qsl(link.write(race, view))))


def say(sentences: list[str]) -> None:
    """One notice for all that a link could not have. Plain text: it may quote the link."""
    if sentences:
        with st.container(border=True):
            st.text(" ".join([words.CHANGED, *sentences]))


def toolbar(race: Race, view: View) -> None:
    """A preset, the surface and ways of looking at it; what to observe where it is a preset."""

    def on_surface(name: str) -> tuple[Race, View]:
        return replace(race, surface=Choice.of(SURFACES[name]), start=SURFACES[name].start), view

    def seen(key: str) -> Callable[[Any], tuple[Race, View]]:
        def on_view(value: Any) -> tuple[Race, View]:
            return race, replace(view, **{key: value})

        return on_view

    def on_preset(name: str) -> tuple[Race, View]:
        return link.read(presets.named(name).query)[:2]

    shown = presets.of(race)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        _choice(
            "preset",
            words.PRESET,
            shown.name if shown else None,
            {preset.name: preset.title for preset in presets.PRESETS},
            on_preset,
            st.selectbox,
            index=None,
            placeholder=words.PRESET,
            width=250,
        )
        _choice(
            "surface",
            words.PAGE["surface"],
            race.surface.entry.name,
            {name: entry.label for name, entry in SURFACES.items()},
            on_surface,
            st.selectbox,
            width=230,
        )
        for key, options in words.VIEW_OPTIONS.items():
            _choice(
                key,
                words.VIEW[key],
                getattr(view, key),
                options,
                seen(key),
                st.segmented_control,
            )
    if shown:
        st.caption(f"*{words.OBSERVE}:* {shown.observe}")


def _choice(
    key: str,
    label: str,
    value: str | None,
    options: Mapping[str, str],
    chosen: Callable[[Any], tuple[Race, View]],
    widget: Callable[..., Any],
    **layout: Any,
) -> None:
    """A widget that shows the link's value, and writes the link when another is picked."""

    def write() -> None:
        picked = st.session_state[key]
        if picked is not None and picked != value:
            go(link.write(*chosen(picked)))

    st.session_state[key] = value
    widget(
        label,
        list(options),
        key=key,
        format_func=options.__getitem__,
        on_change=write,
        label_visibility="collapsed",
        **layout,
    )
