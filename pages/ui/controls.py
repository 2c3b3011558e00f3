"""What the address bar says, and the choices above the picture that change it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Generic, Protocol, TypeVar
from urllib.parse import parse_qsl, urlencode

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from optim_core import Choice, Race, Training
from pages.ui.gallery import Gallery, Preset
from pages.ui.lab import gallery as lab_gallery
from pages.ui.lab import texts as lab_texts
from pages.ui.lab.view import LabView
from pages.ui.links.reader import Notice
from pages.ui.race import gallery as race_gallery
from pages.ui.race import texts
from pages.ui.race.view import View
from surfaces import SURFACES

NOTICES = "notices"  # of the link that the page goes to, until it is there

T = TypeVar("T")
V = TypeVar("V")


class Codec(Protocol[T, V]):
    """What is shown and how it is looked at, as a link, and back."""

    def read(self, query: str, /) -> tuple[T, V, tuple[Notice, ...]]: ...
    def write(self, shown: T, view: V, /) -> str: ...


class Address(Generic[T, V]):
    """The page's URL, as what it stands for."""

    def __init__(self, codec: Codec[T, V]) -> None:
        self.codec = codec

    def read(self) -> tuple[T, V, tuple[Notice, ...]]:
        """What the URL stands for, and what was put right in it, or on the way to it."""
        pairs = [(key, value) for key in st.query_params for value in st.query_params.get_all(key)]
        shown, view, notices = self.codec.read(urlencode(pairs))
        return shown, view, (*st.session_state.pop(NOTICES, ()), *notices)

    def go(self, query: str) -> None:
        """Makes a link the page's own. A link that came from outside is read and written first."""
        shown, view, st.session_state[NOTICES] = self.codec.read(query)
        st.query_params.from_dict(dict(parse_qsl(self.codec.write(shown, view))))

    def show(self, shown: T, view: V) -> None:
        """Goes where this stands."""
        self.go(self.codec.write(shown, view))


def say(sentences: list[str]) -> None:
    """One notice for all that a link could not have. Plain text: it may quote the link."""
    if sentences:
        with st.container(border=True):
            st.text(" ".join([texts.CHANGED, *sentences]))


def race(address: Address[Race, View], shown: Race, view: View) -> None:
    """A preset, the surface and ways of looking at it; what to observe where it is a preset."""

    def on_surface(name: str) -> None:
        surface = SURFACES[name]
        address.show(replace(shown, surface=Choice.of(surface), start=surface.start), view)

    with _toolbar():
        preset = _presets(address, race_gallery.RACES, shown, texts.PRESET)
        surfaces = {name: entry.label for name, entry in SURFACES.items()}
        _list("surface", "Surface", shown.surface.entry.name, surfaces, on_surface, 230)
        _ways(address, shown, view, texts.VIEW, texts.VIEW_OPTIONS)
    _observe(preset)


def lab(address: Address[Training, LabView], shown: Training, view: LabView) -> None:
    """A preset, the images and ways of looking at the curves; what to observe in a preset."""

    def on_dataset(name: Any) -> None:
        address.show(replace(shown, dataset=name), replace(view, run=False))

    with _toolbar():
        preset = _presets(address, lab_gallery.TRAININGS, shown, lab_texts.PRESET)
        _list("dataset", lab_texts.DATASET, shown.dataset, lab_texts.DATASETS, on_dataset, 195)
        _ways(address, shown, view, lab_texts.VIEW, lab_texts.VIEW_OPTIONS)
    _observe(preset)


def _toolbar() -> DeltaGenerator:
    return st.container(key="toolbar", horizontal=True, vertical_alignment="center", gap="small")


def _presets(address: Address, gallery: Gallery, shown: Any, label: str) -> Preset | None:
    """A list of the gallery's presets; the one that is shown, if one is."""
    preset = gallery.of(shown)
    titles = {each.name: each.title for each in gallery.presets}
    chosen = preset.name if preset else None

    def on_preset(name: str) -> None:
        address.go(gallery.named(name).query)

    _list("preset", label, chosen, titles, on_preset, 250, index=None, placeholder=texts.GALLERY)
    return preset


def _observe(preset: Preset | None) -> None:
    if preset:
        st.caption(f"*{texts.OBSERVE}:* {preset.observe}")


def _ways(
    address: Address,
    shown: Any,
    view: Any,
    labels: Mapping[str, str],
    options: Mapping[str, Mapping[str, str]],
) -> None:
    """A switch for each way of looking, by the fields of `view`."""

    def seen(field: str) -> Callable[[Any], None]:
        return lambda value: address.show(shown, replace(view, **{field: value}))

    for field, labelled in options.items():
        here = getattr(view, field)
        _choice(field, labels[field], here, labelled, seen(field), st.segmented_control)


def _list(
    key: str,
    label: str,
    value: str | None,
    options: Mapping[str, str],
    chosen: Callable[[Any], None],
    width: int,
    **layout: Any,
) -> None:
    _choice(key, label, value, options, chosen, st.selectbox, width=width, **layout)


def _choice(
    key: str,
    label: str,
    value: str | None,
    options: Mapping[str, str],
    chosen: Callable[[Any], None],
    widget: Callable[..., Any],
    **layout: Any,
) -> None:
    """A widget that shows the link's value, and goes elsewhere when another is picked."""

    def write() -> None:
        picked = st.session_state[key]
        if picked is not None and picked != value:
            chosen(picked)

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
