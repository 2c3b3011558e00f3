"""What a stranger cannot do: no script, frame, message or path that is not allowed."""

import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import websockets
from playwright.sync_api import Browser
from starlette.datastructures import Headers
from starlette.types import Message
from streamlit import config
from streamlit.web.server.starlette.starlette_websocket import _is_origin_allowed

from pages.ui.server import assets, origins, security_headers
from pages.ui.server.streamlit_files import STREAMLIT
from tests.conftest import Visit
from tests.helpers.server import Server, apart, ask

INDEX = (STREAMLIT / "index.html").read_bytes()
SCRIPT = "/" + next((STREAMLIT / "static").glob("js/index.*.js")).relative_to(STREAMLIT).as_posix()
MODULE = assets.asset(next(name for name in assets.files() if name.endswith(".js")))


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/", 200),
        ("/race", 200),
        ("/no/such/page", 200),  # Streamlit's page, which then says so
        ("/race/", 301),
        (SCRIPT, 200),
        (MODULE, 200),
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
        apart(
            security_headers.SecurityHeaders(fails, "'self'")(
                {"type": "http", "path": "/"}, receive, send
            )
        )
    assert sent[0]["status"] == 500
    assert (b"x-content-type-options", b"nosniff") in sent[0]["headers"]
    assert "secret" not in str(sent)


@pytest.mark.parametrize("way", ["..", "%2e%2e", "..%2f..", "%2e%2e%5c..", "....//"])
@pytest.mark.parametrize("start", ["/assets/x/", "/static/js/", "/static/", "/"])
def test_no_path_leads_out_of_the_served_folders(server: Server, start: str, way: str) -> None:
    for target in ("server/assets.py", "server/security_headers.py", "app.py", "etc/passwd"):
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
        assert security_headers.frame_ancestors() == "'self' a b"
        return
    with pytest.raises(SystemExit, match="FRAME_ANCESTORS lists sites"):
        security_headers.frame_ancestors()


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


SETTINGS: list[tuple[dict[str, object], dict[str, str], str, bool]] = [
    # settings, what else the request says than its Host, app.internal; whose page; whether it may
    ({}, {}, "https://app.internal", True),
    ({}, {}, "https://app.internal:8443", False),
    ({}, {}, "https://notes.school.example", False),
    ({}, {"x-forwarded-host": "notes.school.example"}, "https://notes.school.example", True),
    ({}, {"x-forwarded-host": "notes.school.example"}, "https://evil.example", False),
    ({"server.enableCORS": False}, {}, "https://notes.school.example", True),
    ({"server.corsAllowedOrigins": ["https://a.example"]}, {}, "https://a.example:81", True),
    ({"server.corsAllowedOrigins": ["https://a.example"]}, {}, "https://b.example", False),
    ({"browser.serverAddress": "c.example"}, {}, "http://c.example", True),
    ({"server.allowedHosts": ["d.example"]}, {}, "https://app.internal", False),
    ({"server.allowedHosts": ["*.internal"]}, {}, "https://app.internal", True),
]


@pytest.mark.parametrize(("settings", "says", "origin", "allowed"), SETTINGS)
def test_streamlit_s_settings_say_whose_pages_may_open_a_socket(
    settings: dict[str, object], says: dict[str, str], origin: str, allowed: bool
) -> None:
    before = {key: config.get_option(key) for key in settings}
    asked = Headers({"host": "app.internal", "origin": origin} | says)
    try:
        for key, value in settings.items():
            config.set_option(key, value)
        assert origins.is_allowed(origin, asked) is allowed
    finally:
        for key, value in before.items():
            config.set_option(key, value)


def test_streamlit_lets_in_whom_we_let_in() -> None:
    headers = [(b"host", b"app.internal"), (b"origin", b"https://notes.school.example")]
    inside = origins.as_ours({"type": "websocket", "headers": headers})
    assert _is_origin_allowed(Headers(scope=inside).get("origin"), "app.internal")


def test_the_route_for_programs_is_shut(server: Server) -> None:
    answer, _ = ask(server, "/_stcore/agent/interact", "POST", Content_Type="application/json")
    assert answer.status >= 400
