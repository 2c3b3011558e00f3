"""The app under a path: mounted, by a setting, behind a proxy that strips it, behind nginx."""

import asyncio
import json
import re
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import websockets
from playwright.sync_api import Browser, expect

from pages.ui.registry import PAGES
from pages.ui.server import assets
from pages.ui.server.base_path import StreamlitsBasePath, WithoutBasePath
from tests.helpers.proxy import under
from tests.helpers.server import Server, apart, ask

PATH = "/some/optimizers"
ADDRESSES = [
    "/",
    *(f"/{page.path}" for page in PAGES),
    *(f"/api/{page.api}" for page in PAGES),
    *("/api/catalog", "/api/health", "/_stcore/health", "/_stcore/host-config"),
    *(assets.asset(f"{page.name}/page.js") for page in PAGES),
]


@pytest.fixture(scope="module")
def based(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that is told its path."""
    path = tmp_path_factory.mktemp("based") / "log"
    server = Server(path, STREAMLIT_SERVER_BASE_URL_PATH=PATH.strip("/"))
    server.health = f"{PATH}/api/health"
    server.start()
    yield server
    server.stop()


def test_every_address_is_there_under_a_path_that_is_a_setting(based: Server) -> None:
    for address in ADDRESSES:
        (bare, at_root), (answer, body) = ask(based, address), ask(based, PATH + address)
        assert answer.status == 200 == bare.status, address
        assert "health" in address or body == at_root, address
    page = ask(based, f"{PATH}/race")[1].decode()
    for found in re.findall(r'(?:src|href)="(\./[^"]+)"', page):
        assert ask(based, f"{PATH}/{found[2:]}")[0].status in (200, 303), found


def test_redirects_stay_under_the_path(based: Server) -> None:
    for asked, to in ((PATH, "optimizers/"), (f"{PATH}/race/?1=adam", "../race?1=adam")):
        answer, _ = ask(based, asked)
        assert (answer.status, answer.getheader("Location")) == (301, to)


def talks(address: str) -> None:
    """Both sockets answer under an address."""

    async def both() -> None:
        ws = address.replace("http", "ws", 1)
        origin = websockets.Origin(re.match(r"http://[^/]+", address)[0])  # type: ignore[index]
        async with websockets.connect(f"{ws}/_stcore/stream", origin=origin):
            pass
        async with websockets.connect(f"{ws}/api/watch", origin=origin) as line:
            await line.send(json.dumps({"do": "watch", "link": "1=adam&seeds=99"}))
            assert await asyncio.wait_for(line.recv(), 20)

    apart(both())


def test_sockets_answer_under_the_path(based: Server) -> None:
    talks(f"{based}{PATH}")
    with under(PATH, based.port, stripped=False) as address:
        talks(address)


def test_the_race_is_shown_under_the_path(browser: Browser, based: Server) -> None:
    page = browser.new_page()
    try:
        with under(PATH, based.port, stripped=False) as address:
            page.goto(f"{address}/race?1=adam")
            page.wait_for_selector("[data-page=ready]")
            expect(page.locator("[role=alert]")).to_have_count(0)
    finally:
        page.close()


class Inside:
    """An app that tells which path it was asked for."""

    def __init__(self) -> None:
        self.paths: list[tuple[str, bytes, str]] = []

    async def __call__(self, scope: Any, _receive: Any, _send: Any) -> None:
        self.paths.append((scope["path"], scope["raw_path"], scope["root_path"]))


@pytest.mark.parametrize("kind", ["http", "websocket"])
@pytest.mark.parametrize("root", ["", "/a", "/a/b", "/é"])
@pytest.mark.parametrize("path", ["/", "/race", "/api/race", "/a", "/race/_stcore/stream"])
def test_an_app_that_is_mounted_finds_itself_at_the_root(kind: str, root: str, path: str) -> None:
    app = Inside()
    scope = {"type": kind, "method": "GET", "path": root + path, "root_path": root}
    scope |= {"raw_path": (root + path).encode(), "query_string": b""}
    apart(WithoutBasePath(app)(scope, None, None))  # type: ignore[arg-type]
    assert app.paths == [(path, path.encode(), "")]


def test_streamlit_s_addresses_get_its_base_path_back(monkeypatch: pytest.MonkeyPatch) -> None:
    app = Inside()
    inner = StreamlitsBasePath(app, assets.ROUTES)
    inner.base = PATH
    script = assets.asset("race/page.js")
    for path in ("/_stcore/health", script):
        scope = {"type": "http", "method": "GET", "path": path, "raw_path": path.encode()}
        apart(inner(scope | {"root_path": ""}, None, None))  # type: ignore[arg-type]
    assert [path for path, *_ in app.paths] == [f"{PATH}/_stcore/health", script]


NGINX = """
daemon off; pid {folder}/pid; error_log {folder}/error.log;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi; uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    server {{
        listen 127.0.0.1:{port};
        {locations}
    }}
}}
"""


@pytest.mark.skipif(not shutil.which("nginx"), reason="there is no nginx")
@pytest.mark.parametrize("strips", [True, False])
def test_behind_nginx_as_the_readme_says(server: Server, based: Server, strips: bool) -> None:
    """The lines are the README's, with the path in them as it says."""
    readme = (Path(__file__).resolve().parents[2] / "README.md").read_text("utf-8")
    lines = re.search(r"    location / \{.*?\n    \}\n", readme, re.DOTALL)
    assert lines
    location = lines[0].replace("location / {", f"location {PATH}/ {{")
    to = f"http://127.0.0.1:{(server if strips else based).port}{'/' if strips else ''};"
    location = location.replace("http://127.0.0.1:8501;", to)
    port = Server(Path()).port
    with tempfile.TemporaryDirectory() as folder:
        conf = Path(folder) / "nginx.conf"
        conf.write_text(NGINX.format(folder=folder, port=port, locations=location))
        with subprocess.Popen(["nginx", "-c", str(conf)]) as nginx:
            front = Server(Path())
            front.port = port
            try:
                for _ in range(50):
                    try:
                        socket.create_connection(("127.0.0.1", port)).close()
                        break
                    except ConnectionError:
                        time.sleep(0.1)
                for address in ADDRESSES:
                    assert ask(front, PATH + address)[0].status == 200, address
                talks(f"http://127.0.0.1:{port}{PATH}")
            finally:
                nginx.terminate()
