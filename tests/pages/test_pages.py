"""Every page as Streamlit runs it, without a browser: what it makes of links and choices."""

import json
from dataclasses import replace
from urllib.parse import parse_qsl

import pytest
from streamlit.testing.v1 import AppTest

from optim_core import Choice
from pages.ui.lab import gallery as lab_gallery
from pages.ui.lab import link as lab_link
from pages.ui.race import gallery as race_gallery
from pages.ui.race import link, texts
from surfaces import SURFACES

MAIN = "../../pages/ui/main.py"
PAGES = ("home.py", "race.py", "lab.py")


def open_page(page: str, query: str = "") -> AppTest:
    """The page as a visitor finds it who opens `page?query`."""
    app = AppTest.from_file(MAIN, default_timeout=60).run()
    app.switch_page(f"../{page}")
    for key, value in parse_qsl(query):
        app.query_params[key] = value
    return app.run()


def shown(app: AppTest) -> dict[str, str]:
    """What the page hands to its stage."""
    (stage,) = (element for element in app.main if element.type == "bidi_component")
    return json.loads(stage.proto.json)


def address(app: AppTest) -> str:
    return "&".join(
        f"{key}={value[0] if isinstance(value, list) else value}"
        for key, value in app.query_params.items()
    )


@pytest.mark.parametrize("page", PAGES)
def test_every_page_runs(page):
    assert not open_page(page).exception


def test_the_race_is_the_links():
    query = "surface=himmelblau&1=adam&1.lr=0.3&2=lion&steps=77&map=heat&v=1"
    app = open_page("race.py", query)
    assert shown(app)["link"] == query
    assert link.read(shown(app)["full"]) == link.read(query)
    assert app.selectbox(key="surface").value == "himmelblau"
    assert not app.text, "nothing was changed, so nothing is said"


def test_another_surface_keeps_the_lanes_and_begins_at_its_own_start():
    app = open_page("race.py", "1=adam&1.lr=0.3&x=1&y=1&view=3d&v=1")
    app.selectbox(key="surface").select("ackley").run()
    race, view, notices = link.read(address(app))
    before, same_view, _ = link.read("1=adam&1.lr=0.3&view=3d")
    assert race == replace(before, surface=Choice.of(SURFACES["ackley"]), start=None)
    assert view == same_view and not notices
    assert shown(app)["link"] == link.write(race, view)


def test_a_preset_is_chosen_named_and_explained():
    app = open_page("race.py")
    assert app.selectbox(key="preset").value is None
    preset = race_gallery.PRESETS[2]
    app.selectbox(key="preset").select(preset.name).run()
    assert shown(app)["link"] == preset.query
    assert preset.observe in app.caption[0].value
    app.query_params["steps"] = "17"
    app.run()
    assert app.selectbox(key="preset").value is None and not app.caption


@pytest.mark.parametrize("name", SURFACES)
def test_every_surface_can_be_chosen(name):
    app = open_page("race.py")
    app.selectbox(key="surface").select(name).run()
    assert not app.exception
    assert link.read(shown(app)["link"])[0].surface.entry.name == name


def test_the_training_is_the_links():
    query = (
        "dataset=digits&layers=64-32&1=adam&1.lr=0.3&2=lion&2.dropout=0.5&epochs=7&axis=steps&v=1"
    )
    app = open_page("lab.py", query)
    assert shown(app)["link"] == query
    assert lab_link.read(shown(app)["full"]) == lab_link.read(query)
    assert app.selectbox(key="dataset").value == "digits"
    assert not app.text, "nothing was changed, so nothing is said"


def test_other_images_keep_the_lanes_and_wait_for_the_button():
    app = open_page("lab.py", "1=adam&1.lr=0.3&run=1&v=1")
    app.selectbox(key="dataset").select("digits").run()
    training, view, notices = lab_link.read(address(app))
    before, _, _ = lab_link.read("1=adam&1.lr=0.3")
    assert training == replace(before, dataset="digits")
    assert not view.run and not notices


@pytest.mark.parametrize(
    ("key", "value"), [("axis", "seconds"), ("loss", "linear"), ("accuracy", "log")]
)
def test_curves_are_looked_at_in_another_way(key, value):
    app = open_page("lab.py", "1=adam&run=1&v=1")
    app.segmented_control(key=key).select(value).run()
    assert shown(app)["link"] == f"1=adam&{key}={value}&run=1&v=1"


def test_a_preset_of_the_lab_is_chosen_named_and_explained():
    app = open_page("lab.py")
    assert app.selectbox(key="preset").value is None
    preset = lab_gallery.PRESETS[3]
    app.selectbox(key="preset").select(preset.name).run()
    assert lab_link.read(shown(app)["link"]) == lab_link.read(preset.query)
    assert preset.observe in app.caption[0].value


@pytest.mark.parametrize(
    "query", ["1=<b>x</b>", "epochs=9999", "dataset=%00", "layers=9-x", "seeds=1-1"]
)
def test_one_notice_says_what_of_a_training_was_changed(query):
    app = open_page("lab.py", query)
    (notice,) = app.text
    assert notice.value.startswith(texts.CHANGED)
    assert not app.markdown, "nothing of a link is rendered as markup"


@pytest.mark.parametrize("query", ["1=<b>x</b>", "steps=9999", "surface=%00", "1.lr=nan&1=adam"])
def test_one_notice_says_what_was_changed(query):
    app = open_page("race.py", query)
    (notice,) = app.text
    assert notice.value.startswith(texts.CHANGED)
    assert not app.markdown, "nothing of a link is rendered as markup"


def test_home_shows_the_whole_gallery():
    app = open_page("home.py")
    text = " ".join(element.value for element in app.markdown)
    for preset in (*race_gallery.PRESETS, *lab_gallery.PRESETS):
        assert preset.observe in text


def test_opened_lessons_show_each_entry_once_with_its_code():
    app = open_page("race.py", "1=adam&2=adam&2.lr=0.1&3=momentum")
    app.session_state["lesson"] = True
    app.run()
    assert not app.exception
    code = [block.value for block in app.code]
    assert len(code) == len(set(code)) == 4, "the surface, two optimizers, the constant schedule"
    assert any("def adam(" in block for block in code)
