"""A page is there before Streamlit has begun, and moves into its frame as it is."""

import re
from collections.abc import Iterator
from contextlib import suppress

import pytest
from playwright.sync_api import Error, Page, Route, expect

from tests.helpers import browser as chromium
from tests.helpers.race_page import rate
from tests.helpers.visitors import Visitors

SEEN = """() => {
  const page = document.querySelector(".page"), picture = page.querySelector(".picture");
  const { left, top, width, height } = picture.getBoundingClientRect();
  const { color, fontSize, fontFamily } = getComputedStyle(page.querySelector(".toolbar"));
  const ground = getComputedStyle(page).getPropertyValue("--st-background-color");
  const font = fontFamily.split(",")[0];
  return [left, top, width, height, color, fontSize, font, ground, page.dataset.revision];
}"""

LION = "() => document.querySelector('.page').dataset.link.includes('4=lion')"


class Held:
    """A visit whose Streamlit is still on its way."""

    def __init__(self, page: Page) -> None:
        self.page, self.routes = page, list[Route]()
        page.route(
            re.compile(r"/static/js/index\.\w+\.js"), lambda route: self.routes.append(route)
        )

    def go_on(self) -> None:
        for route in self.routes:
            with suppress(Error):  # of a document that was left
                route.continue_()
        self.page.wait_for_selector("#root [data-page=ready]")


@pytest.fixture
def held(visitors: Visitors) -> Iterator[Held]:
    """The race, in the dark."""
    how = chromium.STILL | chromium.DESKTOP | {"color_scheme": "dark"}
    page = visitors.come(how, once=True)
    visit = Held(page)
    page.goto("/race?step=5", wait_until="commit")
    page.wait_for_selector("#early [data-page=ready]")
    yield visit
    visitors.go()


def test_it_is_used_before_and_moves_with_all_that_was_done(held: Held) -> None:
    page = held.page
    rate(page, 1).fill("0.002")
    rate(page, 1).press("Enter")
    page.wait_for_url(re.compile(r"1\.lr=0\.002"), wait_until="commit")
    page.locator('[data-choice="4"]').select_option("lion")
    page.wait_for_url(re.compile("4=lion"), wait_until="commit")
    page.wait_for_function(LION)
    page.locator(".picture").focus()
    page.wait_for_timeout(500)
    before = page.evaluate(SEEN)
    page.evaluate("document.querySelector('.page').known = true")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    held.go_on()
    expect(page.locator("#early")).to_have_count(0)
    assert page.evaluate("document.querySelector('#root .page').known"), "the very elements"
    page.wait_for_timeout(500)
    assert page.evaluate(SEEN) == before, "nothing moves, nothing changes"
    assert page.evaluate("document.activeElement.className").startswith("picture")
    assert not [url for url in asked if "/api/race" in url]
    assert "4=lion" in page.url and "1.lr=0.002" in page.url
    page.get_by_text("Equations, sources and the code that runs").click()
    expect(page.get_by_role("tab", name="Lion")).to_be_visible()
    expect(page.get_by_role("tab", name="Adam")).to_have_count(0)


def test_whoever_is_quick_to_go_elsewhere_gets_there(held: Held) -> None:
    page = held.page
    page.goto("/race?preset=zigzag", wait_until="commit")
    page.wait_for_selector("#early [data-page=ready]")
    page.locator(".story a:visible").last.click()  # the browser itself follows it
    page.wait_for_url(lambda url: "zigzag" not in url, wait_until="commit")
    page.wait_for_selector("#early [data-page=ready]")
    page.evaluate("history.pushState(null, '', '/schedules')")
    held.go_on()
    page.wait_for_selector("#root .schedules[data-page=ready]")
    expect(page.locator("#early, .page.race")).to_have_count(0)
