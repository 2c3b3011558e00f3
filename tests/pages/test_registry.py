"""A page costs a row and its folders: every consumer reads the registry, and none knows a page."""

import importlib.metadata
import json
import re
import sys
from dataclasses import replace
from pathlib import Path

import grimp
import pytest

from pages.ui import catalog, registry
from pages.ui.lane_colors import LANE_COLORS
from pages.ui.page import PAGES
from pages.ui.server import assets, warmup
from pages.ui.server.streamlit_files import StreamlitFiles, document
from tests.helpers.server import ROOT

UI = ROOT / "pages" / "ui"
FRAME = "registry", "page", "home", "main", "frame", "component", "explanations"
every_page = pytest.mark.parametrize("page", registry.PAGES, ids=lambda page: page.name)


@every_page
def test_a_page_has_its_files(page):
    assert len(page.file.read_text().splitlines()) <= 5
    assert f"registry.{page.name.upper()}.show()" in page.file.read_text()
    assert page.script in assets.files()
    for name in ("link", "api"):
        assert (UI / page.name / f"{name}.py").exists()
    assert [route for route in page.routes if route.path == f"/api/{page.api}"]


def test_no_two_pages_share_a_name_an_address_a_route_or_a_control():
    pages = registry.PAGES
    routes = [route.path for page in pages for route in page.routes]
    controls = [key for page in pages for key in page.controls()]
    for of in ([p.name for p in pages], [p.path for p in pages], routes, controls):
        assert len(set(of)) == len(of)
    shared = catalog.catalog([])
    assert not shared.keys() & set(controls)


CONSUMERS = [
    ROOT / "app.py",
    *(path for path in UI.glob("*.py") if path.name not in ("registry.py", "topics.py")),
    *(UI / "server").glob("*.py"),
    *(UI / "translations").glob("*.py"),
    *(UI / "static" / "core").glob("*.js"),
    *(ROOT / "tests" / "helpers").glob("browser.py"),
]


@pytest.mark.parametrize("file", CONSUMERS, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_nothing_that_serves_all_pages_names_one(file: Path):
    """Else there would be a second table of pages."""
    names = {of for page in registry.PAGES for of in (page.name, page.path, page.api)}
    names -= catalog.catalog([]).keys()  # a kind of entries may have a page of its name
    named = re.findall(rf"[\"'/.](?:{'|'.join(names)})[\"'/.]", file.read_text("utf-8"))
    assert not named


@pytest.fixture
def tenth():
    """A page that is in no table, of its own name and address."""
    return replace(registry.RACE, name="lab", path="tenth", title="The tenth", api="tenth")


def test_another_row_is_all_that_the_server_needs_for_a_page(tenth):
    assert StreamlitFiles(None, [*registry.PAGES, tenth]).pages["/tenth"] is tenth
    sent = document(tenth, "en").decode()
    assert 'data-prefetch="tenth"' in sent and assets.asset("lab/page.js") in sent
    assert '<div class="page lab" data-name="lab">' in sent, "where it stands before Streamlit"
    prepared, warmed = [], []

    def warm_up():
        for n in range(3):
            warmed.append(n)
            yield

    row = replace(tenth, prepare=lambda: prepared.append(1), warm_up=warm_up)
    warmup.first([row])
    warmup.rest([row, row], lambda: False)
    assert prepared == [1] and warmed == [0, 0, 1, 1, 2, 2], "in turns"
    assert "lab" in catalog.catalog([row])["galleries"]


def test_what_is_warmed_up_in_the_background_stops_when_it_is_told_to():
    taken = 0

    def endless():
        nonlocal taken
        while True:
            taken += 1
            yield

    row = replace(registry.RACE, warm_up=endless)
    warmup.rest([row], lambda: taken >= 5)
    assert taken == 5


def test_the_colours_of_lanes_are_the_browser_s():
    script = (UI / "static" / "lanes" / "style.js").read_text()
    light = re.search(r"LIGHT = (\[.*?\])", script, re.DOTALL)
    assert json.loads(re.sub(r",\s*\]", "]", light[1])) == LANE_COLORS


GRAPH = grimp.build_graph("pages")


def test_what_pages_build_on_builds_on_nothing_itself():
    pages = {page.name: page for page in registry.PAGES}
    for page in registry.PAGES:
        assert not [name for name in page.builds_on if pages[name].builds_on]


@every_page
def test_the_folder_of_a_page_knows_neither_the_frame_nor_another_page(page):
    others = {f"pages.ui.{each.name}" for each in registry.PAGES} - {f"pages.ui.{page.name}"}
    others -= {f"pages.ui.{name}" for name in page.builds_on}
    others |= {f"pages.ui.{name}" for name in FRAME}
    folder = f"pages.ui.{page.name}"
    for module in {folder} | GRAPH.find_descendants(folder):
        for imported in GRAPH.find_modules_directly_imported_by(module):
            assert not [each for each in others if f"{imported}.".startswith(f"{each}.")], module


@pytest.mark.parametrize("folder", [PAGES, UI], ids=["pages", "pages/ui"])
def test_no_name_in_a_folder_of_the_path_hides_a_package(folder: Path):
    """Streamlit puts the folder of a script first on the path of imports."""
    ours = {path.stem for path in folder.iterdir() if path.suffix == ".py" or path.is_dir()}
    ours -= {"__init__", "__pycache__"}
    taken = sys.stdlib_module_names | importlib.metadata.packages_distributions().keys()
    hidden = ours & taken - {"pages"}
    assert not hidden
