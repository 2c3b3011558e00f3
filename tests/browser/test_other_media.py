"""The pages on paper, in colours that the system forces, and where a part of them is missing."""

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.conftest import Visit
from tests.helpers import browser as chromium
from tests.helpers.server import Server

# Of the middle of the heights, from 0 to 255.
BRIGHTNESS = """() => {
  const canvas = document.querySelector(".picture > .heights");
  const [x, y] = [canvas.width / 4, canvas.height / 4].map(Math.round);
  const { data } = canvas.getContext("2d").getImageData(x, y, 2 * x, 2 * y);
  return data.reduce((sum, value, i) => sum + (i % 4 < 3 ? value : 0), 0) / (0.75 * data.length);
}"""
FAILED = ("Failed to fetch dynamically", "ERR_FAILED")


def test_on_paper_it_is_the_same_race_on_white_with_link_and_names(visit: Visit) -> None:
    page = visit("/race?1=adam&2=momentum&v=1", color_scheme="dark")
    middle = """() => {
      const at = (selector) => document.querySelector(selector).getBoundingClientRect();
      const [picture, start] = [at(".picture"), at(".picture .start")];
      const layers = [".picture > .trajectories", ".picture > .heights"].map(at);
      return {
        start: [(start.x - picture.x) / picture.width, (start.y - picture.y) / picture.height],
        same: layers.every((each) => Math.abs(each.width - picture.width) < 1
          && Math.abs(each.height - picture.height) < 1 && Math.abs(each.x - picture.x) < 1),
        width: picture.width,
      };
    }"""
    page.wait_for_function(f"() => ({BRIGHTNESS})() < 100")
    seen = page.evaluate(middle)
    assert seen["same"]
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 700, "height": 990})
    page.wait_for_function(f"() => ({BRIGHTNESS})() > 150")
    printed = page.evaluate(middle)
    assert printed["start"] == pytest.approx(seen["start"], abs=0.01)
    assert printed["same"] and printed["width"] <= 660
    background = page.evaluate("getComputedStyle(document.querySelector('.stApp')).backgroundColor")
    assert background == "rgb(255, 255, 255)"
    assert page.locator(".on-paper").inner_text() == page.url
    for part in ("h1", ".picture", "[data-score='1']"):
        expect(page.locator(part).first).to_be_visible()
    expect(page.locator("[data-score='2']")).to_contain_text("Momentum")
    for part in (".bar", ".toolbar", "header[data-testid=stHeader]"):
        expect(page.locator(part).first).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth") <= 700
    page.emulate_media(media="screen")
    page.wait_for_function(f"() => ({BRIGHTNESS})() < 100")


def test_where_the_system_forces_colours_what_is_chosen_is_seen(visit: Visit) -> None:
    page = visit("/plain/race", forced_colors="active")
    color = "(element) => getComputedStyle(element).backgroundColor"
    chosen = page.locator(".switches :checked + span").first.evaluate(color)
    other = page.locator(".switches :not(:checked) + span").first.evaluate(color)
    assert chosen != other
    tabs = [page.locator(f".tab[aria-selected={each}]").first for each in ("true", "false")]
    assert tabs[0].evaluate(color) != tabs[1].evaluate(color)
    page.locator("[data-do=scrub]").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    ring = page.locator("[data-do=scrub]").evaluate("(it) => getComputedStyle(it).outlineStyle")
    assert ring == "solid"


def test_curves_that_cannot_be_drawn_are_told_and_their_values_are_there(visit: Visit) -> None:
    page = visit("/", expected=FAILED, once=True)
    page.route("**/vendor/uPlot.min.js", lambda route: route.abort())
    page.goto("/plain/race?1=adam&v=1")
    chromium.wait_ready(page)
    page.get_by_role("tab", name="Curves").click()
    expect(page.locator(".curves .banner.error")).to_contain_text("cannot be drawn")
    page.get_by_text("Values at this step").click()
    expect(page.locator(".values tbody tr")).to_have_count(1)
    for path in ("averages", "schedules", "dimensions", "step"):
        page.goto(f"/plain/{path}")
        chromium.wait_ready(page)
        expect(page.locator(".page .banner.error:visible")).to_contain_text("cannot be drawn")


def test_where_space_did_not_load_the_race_is_seen_from_above_and_asked_for_again(
    visit: Visit,
) -> None:
    page = visit("/", expected=FAILED, once=True)
    part = re.compile(r"/surface3d_view\.js")
    page.route(part, lambda route: route.abort())
    page.goto("/plain/race?view=3d")
    chromium.wait_ready(page)
    told = page.get_by_text("did not load, which draws in space")
    expect(told).to_be_visible()
    page.unroute(part)
    page.get_by_role("radio", name="2-D").check(force=True)
    expect(told).to_be_hidden()
    page.get_by_role("radio", name="3-D").check(force=True)
    expect(page.locator(".surface3d .start")).to_be_visible()


def test_a_browser_without_a_language_draws_the_curves(visit: Visit) -> None:
    language = "Object.defineProperty(Navigator.prototype, 'language', { get: () => 'C' })"
    page = visit("/plain/race?1=adam&v=1", script=language)
    page.wait_for_selector("[data-curve=loss] canvas", state="attached")


def test_a_page_whose_script_does_not_load_says_so(visit: Visit) -> None:
    failed = (*FAILED, "loading dynamically imported module")
    page = visit("/", failed, once=True, locale="ko-KR")
    page.route(re.compile(r"/race/page\.js"), lambda route: route.abort())
    page.goto("/race")
    expect(page.locator(".page.race")).to_contain_text("불러오지 못했습니다", timeout=15_000)


def test_a_browser_that_is_too_old_is_told_so(browser: Browser, server: Server) -> None:
    context = browser.new_context(base_url=str(server))
    for lacks in ("Array.prototype.toSpliced", "AbortSignal.timeout"):
        page = context.new_page()
        page.add_init_script(f"delete {lacks}")
        page.goto("/race", wait_until="commit")
        expect(page.get_by_role("alert").first).to_contain_text("too old")
        page.close()
    context.close()
