"""Pages without Streamlit's frame, for who has no socket: complete, relative, as the theme is."""

import re
import tomllib
from pathlib import Path

import pytest

from pages.ui import registry
from pages.ui.home import HOME
from pages.ui.server import assets, plain_pages, streamlit_files, themes
from tests.helpers.server import Server, ask

ROOT = Path(__file__).resolve().parents[2]
THERE = [page for page in (HOME, *registry.PAGES) if page.plain]


@pytest.mark.parametrize("page", THERE, ids=lambda page: page.name)
def test_the_document_names_all_that_the_page_needs(page):
    sent = plain_pages.document(page, THERE, "ko").decode()
    addresses = re.findall(r'(?:href|src|data-script|data-uplot)="([^"]+)"', sent)
    assert addresses and all(each.startswith("../") for each in addresses)
    assets_of_release = f"../assets/{assets.release()}/"
    loaded = {each.removeprefix(assets_of_release) for each in addresses if "/assets/" in each}
    assert {page.script, "core/plain_page.js", *assets.styles(page.name)} <= loaded
    assert loaded <= set(assets.files())
    assert "<script>" not in sent, "the policy lets none of those run"
    assert "connection.js" not in sent, "nothing waits for a socket"
    assert all(f'href="../{other.plain}"' in sent for other in THERE)


def test_what_needs_a_socket_is_not_offered():
    training = {registry.LAB, registry.TRANSFER}
    assert set(registry.PAGES) - set(THERE) == training
    offered = plain_pages.document(HOME, THERE, "en").decode()
    assert not any(page.path in offered for page in training)


def test_its_colours_are_the_themes():
    told = tomllib.loads((ROOT / ".streamlit/config.toml").read_text("utf-8"))["theme"]
    for sent in (
        plain_pages.document(registry.RACE, THERE, "en").decode(),
        streamlit_files.document(registry.RACE, "en").decode(),  # before Streamlit has begun
    ):
        for theme in (told["light"], told["dark"]):
            assert (
                "; ".join(f"--st-{css}: {theme[key]}" for css, key in themes.COLORS.items()) in sent
            )


@pytest.mark.parametrize(
    ("path", "to"),
    [
        ("/plain/mnist?1=adam", "../mnist?1=adam"),
        ("/plain/nothing", "../nothing"),
        ("/plain/%2F%2Felsewhere.example", None),
    ],
)
def test_another_page_is_shown_in_its_frame(server: Server, path: str, to: str | None) -> None:
    answer, _ = ask(server, path)
    assert answer.getheader("Location") == to  # and never to another server


def test_it_comes_in_the_visitors_language_and_is_not_kept(server: Server) -> None:
    answer, body = ask(server, "/plain/race", Accept_Language="ko")
    assert 'lang="ko"' in body.decode() and answer.getheader("Cache-Control") == "no-cache"
    assert "Accept-Language" in answer.getheader("Vary", "")
