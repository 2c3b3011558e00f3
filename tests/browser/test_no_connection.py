"""A page whose socket does not open says why, within ten seconds, and is there over HTTP."""

import re
import time

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.helpers import browser as chromium
from tests.helpers.proxy import under
from tests.helpers.server import Server

ELSEWHERE = "app.internal"


def opened(browser: Browser, address: str, path: str, language: str) -> Page:
    page = browser.new_context(**chromium.DESKTOP, locale=language).new_page()
    elsewhere = address.replace("127.0.0.1", "localhost")  # not what the server calls itself
    page.goto(f"{elsewhere}{path}", wait_until="commit")
    return page


@pytest.mark.parametrize(
    ("sockets", "path", "language", "told", "shown"),
    [
        (True, "/race", "en", r"does not let a page of http://localhost:\d+ open", "race"),
        (False, "/", "ko", "프록시", "home"),
    ],
)
def test_it_says_what_is_wrong(
    browser: Browser, server: Server, sockets: bool, path: str, language: str, told: str, shown: str
) -> None:
    with under(
        "/app", server.port, host=ELSEWHERE if sockets else None, sockets=sockets
    ) as address:
        begun = time.monotonic()
        page = opened(browser, address, path, language)
        line = page.locator("body > [role=alert]")
        expect(line).to_have_text(re.compile(told), timeout=12_000)
        assert time.monotonic() - begun < 10 + 2  # two to spare, on a machine with other work
        if shown == "race":
            expect(page.locator("#early .picture")).to_be_visible()  # what needs no frame is there
        line.get_by_role("link").click()  # the same over HTTP
        page.wait_for_selector("main [data-page=ready]")
        expect(page.locator(f".page.{shown}")).to_be_visible()
        if shown == "home":
            page.locator(".cards a[href*='/race']").first.click()
        page.locator(".picture > .trajectories").wait_for()
        page.locator("[data-field='1.lr'] input[type=range]").press("ArrowRight")
        page.wait_for_url(re.compile(r"/app/plain/race\?.*1\.lr="))
        page.context.close()


def test_a_proxy_that_tells_its_own_name_is_believed(browser: Browser, server: Server) -> None:
    with under("/app", server.port, host=ELSEWHERE, forwarded=True) as address:
        page = opened(browser, address, "/race", "en")
        page.wait_for_selector("#root [data-page=ready]")
        page.context.close()
