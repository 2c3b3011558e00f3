"""`/race?preset=zigzag`: short enough for a blackboard; a name keeps its meaning for ever."""

import pytest

from pages.ui import registry
from pages.ui.links.notices import Notice
from tests.helpers.preset_names import published
from tests.helpers.random_links import said

PAGES = {page.name: page for page in registry.PAGES}
every_page = pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
PUBLISHED = [
    (page, name, full) for page, names in published().items() for name, full in names.items()
]


@pytest.mark.parametrize(
    ("page", "name", "full"), PUBLISHED, ids=[f"{page}-{name}" for page, name, _ in PUBLISHED]
)
def test_a_published_name_means_what_it_always_meant(page, name, full):
    """A better preset gets a name of its own; the old one goes to `retired` of the gallery."""
    codec = PAGES[page].codec
    shown, view, notices = codec.read(f"preset={name}")
    means, meant = said(codec.full(shown, view)), said(full)
    assert not notices
    assert meant.pop("v") in codec.versions
    assert {key: means.get(key) for key in meant} == meant


@every_page
def test_every_preset_is_published(page):
    missing = {preset.name for preset in page.gallery.presets} - published()[page.name].keys()
    assert not missing, "run `make names`"


@every_page
def test_a_name_is_short_and_read_however_it_is_typed(page):
    for preset in page.gallery.presets:
        assert preset.name.isidentifier() and preset.name.islower() and len(preset.name) <= 24
        meant = page.codec.read(preset.query)
        for typed in (preset.name, preset.name.upper(), preset.name.replace("_", "-") + ")."):
            assert page.codec.read(f"preset={typed}") == meant


@every_page
def test_a_preset_that_nobody_touched_is_handed_on_by_its_name(page):
    """With the first change the link is the whole one again."""
    for preset in page.gallery.presets:
        shown, view, _ = page.codec.read(f"preset={preset.name}")
        assert page.gallery.header(shown, view, ())["link"] == f"preset={preset.name}"
    default = page.codec.default, page.codec.default_view
    looks = {page.codec.read(preset.query)[:2]: preset.name for preset in page.gallery.presets}
    expected = f"preset={looks[default]}" if default in looks else page.codec.write(*default)
    assert page.gallery.header(*default, ())["link"] == expected


def test_what_stands_beside_a_name_counts_more():
    preset = registry.RACE.gallery.named("zigzag")
    assert "&steps=150&" in preset.query
    changed = preset.query.replace("&steps=150&", "&steps=77&")
    for typed in ("steps=77&preset=zigzag", "preset=zigzag&steps=77&v=1"):
        assert registry.RACE.codec.read(typed) == registry.RACE.codec.read(changed)


@every_page
@pytest.mark.parametrize("name", ["", "nobody", "a" * 50, "preset", "__class__"])
def test_an_unknown_name_gives_the_default_and_a_notice(page, name):
    default = page.codec.default, page.codec.default_view
    notice = Notice("unknown_preset", "preset", name[:40])
    assert page.codec.read(f"preset={name}") == (*default, (notice,))


def test_what_a_name_stands_for_changes_with_the_first_change():
    codec, gallery = registry.RACE.codec, registry.RACE.gallery
    shown, view, _ = codec.read("preset=zigzag&1.lr=0.03")
    header = gallery.header(shown, view, ())
    assert header["link"] == codec.write(shown, view) and header["preset"] is None
    shown, view, _ = codec.read("preset=zigzag&view=3d")
    header = gallery.header(shown, view, ())
    assert header["link"].endswith("&view=3d&v=1") and header["preset"] == "zigzag"
