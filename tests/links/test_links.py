"""A link of any page carries exactly what is shown, and how it is looked at.

A page's own limits are tested beside this file.
"""

from urllib.parse import parse_qsl, quote, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from optim_core.lane import MAX_LANES
from pages.ui import registry
from pages.ui.links.fields import Chosen, Value
from pages.ui.links.writer import PLAIN
from tests.helpers.codecs import CODECS, GOLDEN, every_codec, every_codec_of_lanes
from tests.helpers.link_limits import beyond
from tests.helpers.random_links import often, said, shown_and_view, values

TYPED = (
    {
        field.key
        for codec in CODECS.values()
        for field in codec.fields
        if isinstance(field, Value) and field.parameter.typed
    }
    | {
        f"{field.name}.{parameter.key}"
        for codec in CODECS.values()
        for field in codec.fields
        if isinstance(field, Chosen)
        for entry in field.catalog.values()
        for parameter in entry.parameters
        if parameter.typed
    }
    | {f"{n}.rule" for n in range(1, MAX_LANES + 1)}
)


@every_codec
@often
@given(st.data())
def test_what_is_shown_comes_back_from_its_link_exactly(codec, data):
    shown = data.draw(shown_and_view(codec))
    assert not beyond(codec, *shown)
    assert codec.read(codec.write(*shown)) == (*shown, ())
    assert codec.read(codec.full(*shown)) == (*shown, ())


@every_codec
@often
@given(st.data())
def test_a_link_is_the_same_after_it_was_encoded_again(codec, data):
    shown = data.draw(shown_and_view(codec))
    for text in (codec.write(*shown), codec.full(*shown)):
        pairs = parse_qsl(text, keep_blank_values=True)
        assert urlencode(pairs, safe=PLAIN, quote_via=quote) == text
        typed = [key for key, value in pairs if urlencode([(key, value)]) != f"{key}={value}"]
        assert set(typed) <= TYPED, "only what a person types needs encoding"
        assert codec.read(pairs) == codec.read(text) == codec.read("?" + text)
        assert pairs[-1] == ("v", codec.versions[-1])
        assert len({key for key, _ in pairs}) == len(pairs)


@every_codec
def test_the_language_and_the_frame_are_no_part_of_a_link(codec):
    link = codec.write(*codec.read("steps=77&epochs=3")[:2])
    framed = f"lang=ko&embed=true&{link}&lang=en&embed_options=a&embed_options=b"
    assert codec.read(framed) == codec.read(link)
    assert not codec.read(framed)[2]


@every_codec_of_lanes
@often
@given(st.data())
def test_any_number_of_a_full_link_may_be_set_by_its_key(codec, data):
    shown, view = data.draw(shown_and_view(codec))
    pairs = said(codec.full(shown, view))
    lane = data.draw(st.integers(0, len(shown.lanes) - 1))
    optimizer = shown.lanes[lane].optimizer
    parameter = data.draw(st.sampled_from(optimizer.entry.parameters))
    value = data.draw(values(parameter))
    key = f"{lane + 1}.{parameter.key}"
    pairs[key] = str(int(value) if isinstance(value, bool) else value)
    found, seen, notices = codec.read(pairs.items())
    assert found.lanes[lane].optimizer == optimizer.but(**{parameter.name: value})
    assert (seen, notices) == (view, ())


@every_codec
@often
@given(st.data())
def test_what_is_shown_has_one_name_however_it_is_looked_at(codec, data):
    (shown, view), (other, _) = (data.draw(shown_and_view(codec)) for _ in range(2))
    name = codec.identity(shown)
    assert codec.read(name) == (shown, codec.default_view, ())
    assert codec.identity(codec.read(codec.full(shown, view))[0]) == name
    assert (codec.identity(other) == name) == (other == shown)


@every_codec
def test_the_default_is_written_as_nothing_but_the_version(codec):
    assert codec.write(codec.default) == codec.identity(codec.default) == f"v={codec.versions[-1]}"
    for nothing in ("", *(f"v={version}" for version in codec.versions), []):
        assert codec.read(nothing) == (codec.default, codec.default_view, ())


@pytest.mark.parametrize(
    ("name", "golden"),
    [(name, golden) for name, goldens in GOLDEN.items() for golden in goldens],
    ids=lambda of: of if isinstance(of, str) else of["link"][:60],
)
def test_a_link_of_any_version_means_what_it_always_meant(name, golden):
    """Parameters that were added since then are no part of what it meant."""
    shown, view, notices = CODECS[name].read(golden["link"])
    means, meant = said(CODECS[name].full(shown, view)), said(golden["means"])
    assert not notices
    assert meant.pop("v") in CODECS[name].versions
    assert {key: means.get(key) for key in meant} == meant


@pytest.mark.parametrize("page", registry.PAGES, ids=lambda page: page.name)
def test_a_preset_is_written_as_its_link(page):
    for preset in page.gallery.presets:
        shown, view, notices = page.codec.read(preset.query)
        assert page.codec.write(shown, view) == preset.query
        assert page.codec.read(preset.query_params.items()) == (shown, view, notices) == (
            shown, view, ()
        )  # fmt: skip
