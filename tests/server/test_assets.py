"""What the server sends: compressed, cached, and little of it."""

import asyncio
import gzip
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser

from pages.ui import registry
from pages.ui.server import assets, languages
from pages.ui.server.compression import compressed
from pages.ui.server.headers import MIME_TYPES
from pages.ui.server.streamlit_files import STREAMLIT, document
from tests.helpers.browser import wait_ready
from tests.helpers.server import Server, apart, ask

FIRST_VISIT = 2e6  # bytes, on the wire
INDEX = (STREAMLIT / "index.html").read_bytes()
BUNDLE = {
    f"/{path.relative_to(STREAMLIT).as_posix()}": path
    for pattern in ("js/index.*.js", "css/index.*.css")
    for path in (STREAMLIT / "static").glob(pattern)
}
SCRIPT = next(path for path in BUNDLE if path.endswith(".js"))
MODULES = {assets.asset(name): path for name, path in assets.files().items()}
MODULE = next(path for path in MODULES if path.endswith(".js"))
FILES = {address: path.read_bytes() for address, path in (BUNDLE | MODULES).items()}


@pytest.mark.parametrize("path", FILES)
def test_a_file_travels_compressed_and_arrives_as_it_is(server: Server, path: str) -> None:
    answer, body = ask(server, path, Accept_Encoding="br, gzip;q=0.8")
    assert answer.getheader("Content-Encoding") == "gzip"
    assert gzip.decompress(body) == FILES[path]
    assert len(body) < len(FILES[path]) + 30
    assert answer.getheader("Vary") == "Accept-Encoding"
    assert answer.getheader("Content-Type", "").split(";")[0] == MIME_TYPES[Path(path).suffix]
    assert "immutable" in answer.getheader("Cache-Control", "")


def test_the_page_travels_compressed_and_is_never_kept(server: Server) -> None:
    begin, rest = languages.marked(INDEX, "en").split(b"</title>")
    end = rest.partition(b'<div id="root">')[2]
    for path in ("/", "/race"):
        answer, body = ask(server, path, Accept_Encoding="gzip")
        assert gzip.decompress(body).startswith(begin) and gzip.decompress(body).endswith(end)
        assert answer.getheader("Cache-Control") == "no-cache"


@pytest.mark.parametrize("path", [SCRIPT, MODULE])
def test_what_is_not_asked_for_compressed_travels_plain(server: Server, path: str) -> None:
    answer, body = ask(server, path)
    assert (answer.status, body) == (200, FILES[path])
    assert "Accept-Encoding" in answer.getheader("Vary", "")


def test_a_part_of_streamlit_s_files_is_streamlit_s_answer(server: Server) -> None:
    answer, body = ask(server, SCRIPT, Accept_Encoding="gzip", Range="bytes=10-19")
    assert (answer.status, body) == (206, FILES[SCRIPT][10:20])
    assert answer.getheader("Content-Encoding") is None


@pytest.mark.parametrize("path", [SCRIPT, MODULE, "/"])
def test_what_the_browser_has_is_not_sent_again(server: Server, path: str) -> None:
    answer, body = ask(server, path, Accept_Encoding="gzip")
    assert answer.getheader("Content-Length") == str(len(body))
    etag = answer.getheader("ETag", "")
    again, nothing = ask(server, path, Accept_Encoding="gzip", If_None_Match=f'"other", {etag}')
    assert (again.status, nothing) == (304, b"")
    head, nothing = ask(server, path, "HEAD", Accept_Encoding="gzip")
    assert (head.status, nothing) == (200, b"")
    assert head.getheader("Content-Length") == str(len(body))


def test_a_module_s_address_changes_with_any_module(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(assets, "STATIC", tmp_path)
    addresses = set()
    for content in ("1", "2"):
        (tmp_path / "imported.js").write_text(content)
        assets._release.cache_clear()
        assets._files.cache_clear()
        addresses.add(assets.asset("player.js"))
    assets._release.cache_clear()
    assets._files.cache_clear()
    assert len(addresses) == 2


def test_an_address_from_before_an_update_still_answers_but_is_not_kept(server: Server) -> None:
    name = MODULE.split("/", 3)[3]
    answer, body = ask(server, f"/assets/0123456789ab/{name}")
    assert (answer.status, body) == (200, MODULES[MODULE].read_bytes())
    assert answer.getheader("Cache-Control") == "no-cache"


def test_a_file_is_compressed_once_however_many_ask() -> None:
    read: list[int] = []

    def content() -> bytes:
        read.append(1)
        return b"let a;"

    async def thirty() -> None:
        await asyncio.gather(*(compressed("/asked by thirty", content) for _ in range(30)))

    apart(thirty())
    assert read == [1]


def test_a_first_visit_is_light_and_fetches_nothing_in_vain(
    browser: Browser, server: Server
) -> None:
    context = browser.new_context(base_url=str(server))
    page = context.new_page()
    received: list[float] = []
    fetched: list[str] = []
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    network = context.new_cdp_session(page)
    network.send("Network.enable")
    for event, heard in {
        "Network.requestWillBeSent": lambda e: fetched.append(urlsplit(e["request"]["url"]).path),
        "Network.loadingFinished": lambda e: received.append(e["encodedDataLength"]),
        "Network.webSocketFrameReceived": lambda e: received.append(
            len(e["response"]["payloadData"]) * 3 / 4  # base64
        ),
    }.items():
        network.on(event, heard)
    page.goto("/race")
    wait_ready(page)
    page.wait_for_timeout(4000)  # when Chromium complains of what was fetched ahead and not used
    context.close()
    assert not [text for text in said if "preload" in text]
    assert all(fetched.count(path) <= 1 for path in MODULES)
    assert FIRST_VISIT / 10 < sum(received) < FIRST_VISIT


@pytest.mark.parametrize("page", registry.PAGES, ids=lambda page: page.name)
def test_the_document_of_a_page_starts_what_it_needs(page):
    sent = document(page, "en").decode()
    assert f'data-prefetch="{page.api}"' in sent
    assert f'<link rel="modulepreload" href=".{assets.asset(page.script)}">' in sent
    assert f'<link rel="stylesheet" data-early href=".{assets.asset("style/page.css")}">' in sent
    streamlits = sent.index("./static/js/")
    ours = ("core/early_mount.js", "core/prefetch.js", page.script)
    assert max(map(sent.index, ours)) < streamlits
    assert sent.count('fetchpriority="low"') > 50, "Streamlit's files wait for what is drawn"
    for name in assets.modules(page.script):
        assert name in assets.files()


def test_what_could_not_be_read_once_is_read_for_who_asks_next() -> None:
    contents: list[bytes | None] = [None, b"picture"]

    def read() -> bytes:
        content = contents.pop(0)
        if content is None:
            raise MemoryError
        return content

    async def visit() -> bytes:
        with pytest.raises(MemoryError):
            await compressed("/that/fails/once", read)
        return (await compressed("/that/fails/once", read)).body

    assert gzip.decompress(asyncio.run(visit())) == b"picture"
