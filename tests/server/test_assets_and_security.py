"""What the server sends: compressed, cached, guarded, and little of it; however it is started."""

import asyncio
import gzip
import http.client
import json
import os
import re
import socket
import subprocess
import sys
import threading
import weakref
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import websockets
from playwright.sync_api import Browser
from starlette.types import Message

from pages.ui.server import assets, configuration, languages, security
from tests.conftest import ROOT, Server, Visit
from tests.helpers.browser import wait_ready

FIRST_VISIT = 3.5e6  # bytes, on the wire
INDEX = (assets.STREAMLIT / "index.html").read_bytes()
BUNDLE = {
    f"/{path.relative_to(assets.STREAMLIT).as_posix()}": path
    for pattern in ("js/index.*.js", "css/index.*.css")
    for path in (assets.STREAMLIT / "static").glob(pattern)
}
SCRIPT = next(path for path in BUNDLE if path.endswith(".js"))
MODULES = {assets.asset(name): path for name, path in assets._ours().items()}
MODULE = next(path for path in MODULES if path.endswith(".js"))
FILES = {address: path.read_bytes() for address, path in (BUNDLE | MODULES).items()}
FILES[assets.PLOTLY] = assets.plotly_js()


def ask(
    server: Server, path: str, method: str = "GET", **headers: str
) -> tuple[http.client.HTTPResponse, bytes]:
    """The answer as it travels: no redirect followed, nothing decoded, the path as it is given."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    fields = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, path, headers={"Accept-Encoding": "identity"} | fields)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer, body


def apart(work: Coroutine[Any, Any, Any]) -> Any:
    """Run in a thread of its own, as Playwright's loop is running in this one."""
    with ThreadPoolExecutor() as pool:
        return pool.submit(asyncio.run, work).result()


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/", 200),
        ("/race", 200),
        ("/no/such/page", 200),  # Streamlit's page, which then says so
        ("/race/", 301),
        (SCRIPT, 200),
        (MODULE, 200),
        (assets.PLOTLY, 200),
        ("/api/health", 200),
        ("/_stcore/health", 200),
        ("/race/_stcore/health", 404),
        ("/assets/old/none.js", 404),
        ("/media/none", 404),
        ("//elsewhere.example", 400),
    ],
)
def test_every_answer_carries_the_security_headers(server: Server, path: str, status: int) -> None:
    answer, _ = ask(server, path)
    assert answer.status == status
    assert "frame-ancestors 'self'" in answer.getheader("Content-Security-Policy", "")
    assert answer.getheader("X-Content-Type-Options") == "nosniff"
    assert answer.getheader("Referrer-Policy") == "same-origin"


def test_a_failure_carries_them_too_and_says_nothing_of_its_cause() -> None:
    async def fails(*_: object) -> None:
        raise ValueError("a secret")

    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {"type": "http.disconnect"}

    with pytest.raises(ValueError):  # for the log
        apart(security.Guard(fails, "'self'")({"type": "http", "path": "/"}, receive, send))
    assert sent[0]["status"] == 500
    assert (b"x-content-type-options", b"nosniff") in sent[0]["headers"]
    assert "secret" not in str(sent)


def test_health(server: Server) -> None:
    answer, body = ask(server, "/api/health")
    assert answer.status == 200
    assert json.loads(body)["ok"] is True


@pytest.mark.parametrize("path", FILES)
def test_a_file_travels_compressed_and_arrives_as_it_is(server: Server, path: str) -> None:
    answer, body = ask(server, path, Accept_Encoding="br, gzip;q=0.8")
    assert answer.getheader("Content-Encoding") == "gzip"
    assert gzip.decompress(body) == FILES[path]
    assert len(body) < len(FILES[path]) + 30
    assert answer.getheader("Vary") == "Accept-Encoding"
    assert answer.getheader("Content-Type", "").split(";")[0] == assets.KINDS[Path(path).suffix]
    assert "immutable" in answer.getheader("Cache-Control", "")


def test_the_page_travels_compressed_and_is_never_kept(server: Server) -> None:
    begin, end = languages.marked(INDEX, "en").split(b"</head>")
    for path in ("/", "/race"):
        answer, body = ask(server, path, Accept_Encoding="gzip")
        assert gzip.decompress(body).startswith(begin) and gzip.decompress(body).endswith(end)
        assert answer.getheader("Cache-Control") == "no-cache"


@pytest.mark.parametrize("path", [SCRIPT, MODULE, assets.PLOTLY])
def test_what_is_not_asked_for_compressed_travels_plain(server: Server, path: str) -> None:
    answer, body = ask(server, path)
    assert (answer.status, body) == (200, FILES[path])
    assert "Accept-Encoding" in answer.getheader("Vary", "")


def test_a_part_of_streamlit_s_files_is_streamlit_s_answer(server: Server) -> None:
    answer, body = ask(server, SCRIPT, Accept_Encoding="gzip", Range="bytes=10-19")
    assert (answer.status, body) == (206, FILES[SCRIPT][10:20])
    assert answer.getheader("Content-Encoding") is None


@pytest.mark.parametrize("path", [SCRIPT, MODULE, assets.PLOTLY, "/"])
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
    monkeypatch.setattr(assets, "OURS", tmp_path)
    addresses = set()
    for content in ("1", "2"):
        (tmp_path / "imported.js").write_text(content)
        assets._release.cache_clear()
        addresses.add(assets.asset("player.js"))
    assets._release.cache_clear()
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
        await asyncio.gather(*(assets.compressed("/asked by thirty", content) for _ in range(30)))

    apart(thirty())
    assert read == [1]


def test_plotly_is_what_the_package_holds_without_its_wrapper() -> None:
    whole, served = assets.PLOTLY_FILE.read_bytes(), assets.plotly_js()
    program = served.partition(b"??=")[2]
    assert program in whole and len(whole) - len(program) < 2000
    assert b"Licensed under the MIT license" in served[:200]


@pytest.mark.parametrize("way", ["..", "%2e%2e", "..%2f..", "%2e%2e%5c..", "....//"])
@pytest.mark.parametrize("start", ["/assets/x/", "/static/js/", "/static/", "/"])
def test_no_path_leads_out_of_the_served_folders(server: Server, start: str, way: str) -> None:
    for target in ("server/assets.py", "server/security.py", "app.py", "etc/passwd"):
        answer, body = ask(server, f"{start}{'/'.join([way] * 3)}/{target}")
        assert answer.status in (301, 400, 404) or body == INDEX
        assert b"root:" not in body and b"import" not in body.replace(INDEX, b"")


def test_a_page_runs_only_what_this_server_sent(visit: Visit) -> None:
    page = visit("/race", expected=("Content Security Policy",))
    violations = page.evaluate(
        """async () => {
          const found = [];
          document.addEventListener("securitypolicyviolation", (event) =>
            found.push(event.effectiveDirective));
          const add = (tag, properties) =>
            document.body.append(Object.assign(document.createElement(tag), properties));
          add("script", { textContent: "window.ran = 'inline'" });
          add("script", { textContent: "eval('window.ran = 1')", nonce: "guess" });
          add("script", { src: "https://elsewhere.example/a.js" });
          add("img", { src: "https://elsewhere.example/a.png" });
          add("iframe", { src: "https://elsewhere.example/" });
          add("object", { data: "https://elsewhere.example/" });
          add("base", { href: "https://elsewhere.example/" });
          await fetch("https://elsewhere.example/").catch(() => 0);
          try { new WebSocket("wss://elsewhere.example/"); } catch {}
          await new Promise((done) => setTimeout(done, 300));
          if (window.ran) found.push("ran " + window.ran);
          return found;
        }"""
    )
    assert sorted(set(violations)) == [
        "base-uri", "connect-src", "frame-src", "img-src", "object-src", "script-src-elem"
    ]  # fmt: skip
    assert violations.count("connect-src") == 2 and violations.count("script-src-elem") == 3


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
    assert fetched.count(assets.PLOTLY) == 1
    assert all(fetched.count(path) <= 1 for path in MODULES)
    assert FIRST_VISIT / 10 < sum(received) < FIRST_VISIT


def test_a_page_is_framed_only_where_it_is_allowed(
    browser: Browser, server: Server, tmp_path: Path
) -> None:
    handler = partial(SimpleHTTPRequestHandler, directory=str(tmp_path))
    elsewhere = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=elsewhere.serve_forever, daemon=True).start()
    course = f"http://localhost:{elsewhere.server_port}"
    open_to_it = Server(tmp_path / "log", FRAME_ANCESTORS=f"https://moodle.example {course}")
    open_to_it.start()
    page = browser.new_page()
    try:
        for shown, allowed in ((server, False), (open_to_it, True)):
            file = tmp_path / f"{allowed}.html"
            file.write_text(f'<iframe src="{shown}/race" width=900></iframe>')
            with page.expect_response(f"{shown}/race"):
                page.goto(f"{course}/{file.name}")
            if allowed:
                page.frame_locator("iframe").get_by_test_id("stApp").wait_for()
            else:
                page.wait_for_timeout(500)
                assert "chrome-error" in page.frames[1].url
    finally:
        page.close()
        open_to_it.stop()
        elsewhere.shutdown()
        elsewhere.server_close()


@pytest.mark.parametrize("sites", ["'none'", "https://a.example; script-src *", "a b", "*.", "é"])
def test_a_wrong_site_is_refused_at_the_start(monkeypatch: pytest.MonkeyPatch, sites: str) -> None:
    monkeypatch.setenv("FRAME_ANCESTORS", sites)
    if sites == "a b":
        assert security.frame_ancestors() == "'self' a b"
        return
    with pytest.raises(SystemExit, match="FRAME_ANCESTORS lists sites"):
        security.frame_ancestors()


def test_a_message_beyond_the_limit_closes_the_line(server: Server) -> None:
    async def shout() -> int | None:
        address = f"ws://127.0.0.1:{server.port}/_stcore/stream"
        protocol = websockets.Subprotocol("streamlit")
        async with websockets.connect(address, subprotocols=[protocol]) as line:
            try:
                await line.send(b"\0" * 5_000_000)
                while True:
                    await asyncio.wait_for(line.recv(), 10)
            except websockets.ConnectionClosed as closed:
                return closed.rcvd and closed.rcvd.code

    assert apart(shout()) == 1009


@pytest.mark.parametrize("origin", ["https://elsewhere.example", "http://[", "null"])
def test_another_site_s_page_cannot_talk_to_the_server(server: Server, origin: str) -> None:
    async def call(origin: str) -> int:
        address = f"ws://127.0.0.1:{server.port}/_stcore/stream"
        try:
            async with websockets.connect(
                address, origin=websockets.Origin(origin), open_timeout=1
            ):
                return 101
        except websockets.InvalidStatus as refused:
            return refused.response.status_code

    assert apart(call(origin)) == 403
    assert apart(call(str(server))) == 101


def test_the_door_for_programs_is_shut(server: Server) -> None:
    answer, _ = ask(server, "/_stcore/agent/interact", "POST", Content_Type="application/json")
    assert answer.status >= 400


@pytest.mark.parametrize(
    "command",
    [("streamlit", "run", "app.py"), ("uvicorn", "app:app", "--port={}")],
    ids=["streamlit run", "uvicorn"],
)
def test_the_other_ways_to_start_it(tmp_path: Path, command: tuple[str, ...]) -> None:
    server = Server(tmp_path / "log")
    server.command = ("-m", *(word.format(server.port) for word in command))
    server.start()
    try:
        answer, _ = ask(server, "/race")
        assert answer.getheader("X-Content-Type-Options") == "nosniff"
        assert ask(server, MODULE)[0].status == 200
    finally:
        server.stop()
    assert "Traceback" not in server.log.read_text()


def test_an_address_that_is_no_use_is_explained_in_one_line(server: Server) -> None:
    for environment in ({"PORT": str(server.port)}, {"PORT": "0x50"}, {"HOST": "203.0.113.7"}):
        started = subprocess.run(
            [sys.executable, "app.py"],
            cwd=ROOT, env=os.environ | {"HOST": "127.0.0.1"} | environment,
            capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip
        assert started.returncode == 1
        assert re.fullmatch(r"(Cannot listen on|PORT is) .*\n", started.stderr), started.stderr


def test_the_address_for_a_class_is_printed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    monkeypatch.setenv("HOST", "0.0.0.0")
    monkeypatch.setenv("PORT", str(port))
    settings = configuration.address()
    assert settings["server.address"] == "0.0.0.0" and settings["server.port"] == port
    said = re.fullmatch(r"The class opens http://(.+):(\d+)\n", capsys.readouterr().out)
    assert said and said[1] not in ("0.0.0.0", "localhost") and int(said[2]) == port


@pytest.mark.parametrize("writable", [True, False])
def test_compiled_programs_are_kept_where_that_is_possible(tmp_path: Path, writable: bool) -> None:
    home = tmp_path / "home"
    home.mkdir() if writable else home.touch()
    script = (
        "import jax; jax.jit(lambda x: x * 2)(1.0)\n"
        "from pages.ui.server import configuration; configuration.keep_compiled(); "
        "jax.jit(lambda x: x * 3)(1.0)"
    )
    subprocess.run(
        [sys.executable, "-W", "error::UserWarning", "-c", script],
        cwd=ROOT, env=os.environ | {"XDG_CACHE_HOME": str(home), "HOME": str(home)},
        timeout=120, check=True,
    )  # fmt: skip
    assert bool(list(home.rglob("*-cache"))) == writable


def test_what_is_accepted_sends_at_once() -> None:
    kept = [weakref.proxy(set())]  # as elsewhere in the process: it refers to nothing any more
    with socket.socket() as listening:  # as Streamlit makes it, its protocol unnamed
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        configuration.send_at_once()
        with socket.create_connection(listening.getsockname()), listening.accept()[0] as accepted:
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
    assert len(kept) == 1
