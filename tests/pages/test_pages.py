"""Every page as Streamlit runs it, without a browser: what it makes of links and choices."""

from urllib.parse import parse_qsl

import pytest
from streamlit.testing.v1 import AppTest

from pages.ui import explanations, frame, registry
from pages.ui.links.codec import Codec

MAIN = "../../pages/ui/main.py"
PAGES = ("home.py", *(f"{page.name}.py" for page in registry.PAGES))
every_page = pytest.mark.parametrize("page", PAGES[1:])


def open_page(page: str, query: str = "") -> AppTest:
    """The page as a visitor finds it who opens `page?query`."""
    app = AppTest.from_file(MAIN, default_timeout=60).run()
    app.switch_page(f"../{page}")
    for key, value in parse_qsl(query):
        app.query_params[key] = value
    return app.run()


@pytest.mark.parametrize("page", PAGES)
def test_every_page_runs(page):
    assert not open_page(page).exception


def test_the_component_is_handed_nothing_whatever_the_link_says():
    """So that no run of the script can change what its store holds."""
    handed = []
    for query in ("", "surface=himmelblau&1=adam&1.lr=0.3&2=lion&steps=77&map=heat&v=1"):
        app = open_page("race.py", query)
        (component,) = (element for element in app.main if element.type == "bidi_component")
        handed.append(component.proto.json)
        assert dict(app.query_params) == dict(parse_qsl(query)), "the address stays as it is"
    assert handed[0] == handed[1]


@every_page
@pytest.mark.parametrize("query", ["1=<b>x</b>", "steps=9999", "surface=%00", "1.lr=nan&1=adam"])
def test_nothing_of_a_link_is_rendered_by_streamlit(page, query):
    app = open_page(page, query)
    assert not app.exception and not app.markdown and not app.text


def test_opened_explanations_show_each_entry_once_with_its_code():
    app = open_page("race.py", "1=adam&2=adam&2.lr=0.1&3=momentum")
    app.session_state["explanations"] = True
    app.run()
    assert not app.exception
    code = [block.value for block in app.code]
    assert len(code) == len(set(code)) == 4, "the surface, two optimizers, the constant schedule"
    assert any("def adam(" in block for block in code)


def test_no_link_is_read_by_python_before_explanations_are_opened(monkeypatch):
    """It costs a fifth of a run, for nothing that is seen."""
    read = []
    monkeypatch.setattr(Codec, "read", lambda self, link: read.append(link))
    app = open_page("race.py", "1=adam")
    assert not app.exception and not read
    app.session_state["explanations"] = True
    app.run()
    assert read == ["1=adam"], "so it can be read"


def test_pages_are_made_once_for_all_runs_and_marked_for_each_alone():
    frame._pages.cache_clear()
    open_page("race.py")
    kept = frame._pages("en")
    assert frame._pages.cache_info().misses == 1
    assert not any(page._can_be_called for page in kept)


def test_what_is_explained_is_what_the_browser_names_once_it_has():
    entries = explanations.entries_named("surface:saddle optimizer:adam schedule:none :adam x y:z")
    assert [entry.name for entry in entries] == ["saddle", "adam"]
    assert len(explanations.entries_named("optimizer:adam " * 10_000)) <= 100
