"""Who gets which language: by a link, by choice, by the browser; and how it is switched."""

import http.client
import re
import threading
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser

from pages.ui.language import COOKIE, LANGUAGES, preferred
from pages.ui.server import assets
from tests.conftest import Visit
from tests.helpers import browser as chromium
from tests.helpers.server import Server

LINK = "surface=himmelblau&1=adam&1.lr=0.3&2=lion&steps=77&v=1"


def get(server: Server, path: str, **headers: str) -> tuple[http.client.HTTPResponse, str]:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    fields = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request("GET", path, headers=fields)
    answer = connection.getresponse()
    body = answer.read().decode(errors="replace")
    connection.close()
    return answer, body


@pytest.mark.parametrize(
    ("asked", "chosen", "accepted", "language"),
    [
        (None, None, None, "en"),
        (None, None, "ko-KR,ko;q=0.9,en-US;q=0.8,en;q=0.7", "ko"),
        (None, None, "en-US,en;q=0.9,ko;q=0.8", "en"),
        (None, None, "de, ko;q=0.3", "ko"),
        (None, None, "ko;q=0.2, en;q=0.9", "en"),
        (None, None, "ko;q=0", "en"),
        (None, None, "ko;q=much, ,;;q=", "en"),
        (None, "ko", "en", "ko"),
        ("en", "ko", "ko", "en"),
        ("xx", "ko", "en", "ko"),
        ("", "../ko", "ko", "ko"),
    ],
)
def test_the_link_counts_before_the_choice_and_that_before_the_browser(
    asked: str | None, chosen: str | None, accepted: str | None, language: str
) -> None:
    assert preferred(asked, chosen, accepted) == language


@pytest.mark.parametrize("path", ["/", "/race", "/mnist"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_document_is_in_the_visitor_s_language(server: Server, path: str, language: str) -> None:
    other = {"en": "ko", "ko": "en"}[language]
    for answer, body in (
        get(server, path, Accept_Language=language),
        get(server, path, Accept_Language=other, Cookie=f"a=b; {COOKIE}={language}"),
        get(server, f"{path}?{LINK}&lang={language}", Cookie=f"{COOKIE}={other}"),
    ):
        assert f'<html lang="{language}" translate="no">' in body
        assert '<meta name="google" content="notranslate"' in body
        assert {"Accept-Language", "Cookie"} <= set(answer.getheader("Vary", "").split(", "))
        begun = re.findall(r'href="\.(/assets/\w+/translations/\w+\.json)"', body)
        assert begun == [assets.asset(f"translations/{language}.json")] * (language == "ko")


def test_documents_of_two_languages_are_told_apart_by_whoever_keeps_them(server: Server) -> None:
    tags = {
        get(server, "/race", Accept_Encoding="gzip", Accept_Language=each)[0].getheader("ETag")
        for each in LANGUAGES
    }
    assert len(tags) == len(LANGUAGES)


@pytest.mark.parametrize(
    ("referer", "back"),
    [
        (f"http://here/race?{LINK}", f"/race?{LINK}"),
        (f"http://here/race?lang=en&{LINK}&lang=ko", f"/race?{LINK}"),
        ("http://here/course/mnist?lang=en", "/course/mnist"),
        ("http://here/", "/"),
        ("http://elsewhere.example//evil.example/x", "/evil.example/x"),
        ("http://elsewhere.example/\\evil.example", "/evil.example"),
        ("javascript:alert(1)", "/alert(1)"),
        ("about:blank", "/blank"),
        ("", "./"),
    ],
)
def test_a_choice_is_kept_and_leads_back_to_the_page_on_this_server(
    server: Server, referer: str, back: str
) -> None:
    answer, _ = get(server, "/language?to=ko", Referer=referer)
    assert answer.status == 303
    assert answer.getheader("Location") == back
    kept = answer.getheader("Set-Cookie", "").split("; ")
    assert kept[0] == f"{COOKIE}=ko" and "SameSite=Lax" in kept
    assert not [part for part in kept if part.startswith(("Path", "Domain"))]  # the app's folder
    assert answer.getheader("Cache-Control") == "no-store"


def test_a_choice_made_on_another_site_leads_to_the_first_page(server: Server) -> None:
    answer, _ = get(
        server, "/language?to=ko", Referer="http://else.example/a", Sec_Fetch_Site="cross-site"
    )
    assert answer.getheader("Location") == "./"


@pytest.mark.parametrize("query", ["", "?to=", "?to=xx", "?to=ko%0d%0aX:y"])
def test_there_are_no_other_languages(server: Server, query: str) -> None:
    answer, _ = get(server, f"/language{query}")
    assert answer.status == 404 and not answer.getheader("Set-Cookie")


@pytest.mark.parametrize("device", [chromium.DESKTOP, chromium.PHONE])
def test_the_switch_keeps_the_link_and_is_remembered(visit: Visit, device: dict) -> None:
    page = visit(f"/race?{LINK}", **device)
    switch = page.get_by_role("navigation", name="Language")
    assert page.locator("html").get_attribute("lang") == "en"
    assert switch.locator("[aria-current]").inner_text() == "English"
    switch.get_by_role("link", name="한국어").press("Enter")
    page.wait_for_selector('html[lang="ko"]', state="attached")
    chromium.wait_ready(page)
    assert parse_qs(urlsplit(page.url).query) == parse_qs(LINK)
    assert page.get_by_role("heading", name="레인", exact=True).is_visible()
    page.goto("/")
    chromium.wait_ready(page)
    assert page.locator("html").get_attribute("lang") == "ko"


def test_a_link_s_language_stays_in_it_and_with_its_visitor(visit: Visit) -> None:
    page = visit(f"/race?lang=ko&{LINK}")
    page.get_by_role("radio", name="3차원").check()
    page.wait_for_url("**view=3d**")
    assert parse_qs(urlsplit(page.url).query)["lang"] == ["ko"]
    page.get_by_role("link", name="홈").click()
    page.get_by_role("heading", name="옵티마이저 레이스").wait_for()
    page.get_by_role("link", name="레이스", exact=True).click()
    page.get_by_role("radio", name="3차원").wait_for()
    assert page.get_by_text("실제로 실행되는 코드").is_visible()


def test_the_catalog_is_fetched_once_and_ahead_of_the_scripts(visit: Visit) -> None:
    fetched = """() => performance.getEntriesByType("resource")
      .filter(({ name }) => name.includes("/translations/"))
      .map(({ initiatorType }) => initiatorType)"""
    assert visit("/race", locale="ko-KR").evaluate(fetched) == ["link"]
    assert visit("/race").evaluate(fetched) == []


def test_under_a_path_the_choice_is_kept_for_that_path_only(
    browser: Browser, server: Server
) -> None:
    """Behind a proxy that shows the app at /course, of which the app does not know."""

    class Proxy(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            plain = {**self.headers, "Accept-Encoding": "identity"}
            answer, body = get(server, self.path.removeprefix("/course"), **plain)
            self.send_response(answer.status)
            for name in ("Content-Type", "Location", "Set-Cookie", "Content-Length"):
                if answer.getheader(name):
                    self.send_header(name, answer.getheader(name, ""))
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Proxy) as proxy:
        threading.Thread(target=proxy.serve_forever, daemon=True).start()
        with closing(browser.new_context(java_script_enabled=False)) as context:
            page = context.new_page()
            page.goto(f"http://127.0.0.1:{proxy.server_port}/course/race?{LINK}")
            page.get_by_role("link", name="한국어").click()
            page.wait_for_selector('html[lang="ko"]', state="attached")
            assert page.url.endswith(f"/course/race?{LINK}")
            kept = [(each["name"], each["path"]) for each in context.cookies()]
            assert kept == [(COOKIE, "/course")]
        proxy.shutdown()


def test_the_switch_covers_nothing_of_the_header(visit: Visit) -> None:
    page = visit("/race")
    for width, height in ((1440, 900), (390, 844), (320, 600)):
        chromium.resize(page, width, height)
        switch = page.locator(".languages").bounding_box()
        assert switch and switch["x"] > 0
        assert switch["x"] + switch["width"] <= width
        parts = page.get_by_test_id("stHeader").locator("a:visible, button:visible").all()
        assert parts
        for box in (part.bounding_box() for part in parts):
            assert box and box["x"] + box["width"] <= switch["x"]
