"""The picture of the race in a real browser: in space, on other screens, without motion."""

import re

import pytest
from playwright.sync_api import expect

from pages.ui.race import link
from pages.ui.race.gallery import RACES
from tests.helpers.browser import SMALL
from tests.helpers.race_page import drag, press, settled, shows, step, surface

INKED = """(selector) => {
  const c = document.querySelector(selector), shown = document.createElement("canvas");
  Object.assign(shown, { width: c.width, height: c.height });
  const ctx = shown.getContext("2d");
  ctx.drawImage(c, 0, 0);
  return ctx.getImageData(0, 0, c.width, c.height).data.some((value) => value > 0);
}"""
LAND, SPACE = ".surface3d .land", ".surface3d canvas.trajectories"
CONTEXT = """() => {
  window.lent = document.querySelector(".land").getContext("webgl2");
  window.card = window.lent.getExtension("WEBGL_lose_context");
}"""


def test_in_space_the_same_race_is_drawn_turned_and_started_elsewhere(visit):
    page = visit("/plain/race?view=3d&surface=quadratic&step=0", **SMALL)
    for canvas in (LAND, SPACE):
        page.wait_for_function(INKED, arg=canvas)
    start = page.locator(".surface3d .start")
    before = start.bounding_box()
    drag(page, ".surface3d .start", right=40, down=-30)
    settled(page, r"[?&]x=.*y=")
    after = start.bounding_box()
    assert after["x"] == pytest.approx(before["x"] + 40, abs=3)
    assert after["y"] == pytest.approx(before["y"] - 30, abs=3)
    expect(page.locator(".whole")).to_be_hidden()
    page.mouse.move(*(round(after[key] - 90) for key in "xy"))
    page.mouse.wheel(0, -300)
    expect(page.locator(".whole")).to_be_hidden()  # it scrolls
    drag(page, ".space-overlay", right=120)
    assert abs(start.bounding_box()["x"] - after["x"]) > 5
    page.locator(".whole").click()
    assert start.bounding_box()["x"] == pytest.approx(after["x"], abs=1)
    page.locator(".space-overlay").press("ArrowRight")
    assert abs(start.bounding_box()["x"] - after["x"]) > 1
    page.locator(".space-overlay").press("0")
    assert start.bounding_box()["x"] == pytest.approx(after["x"], abs=1)
    drag(page, ".space-overlay", right=20)
    page.keyboard.press("End")  # a pointer leaves the keys to the player
    scrubber = page.locator(".scrubber")
    expect(scrubber).to_have_attribute("aria-valuetext", re.compile("step 300 of 300"))
    scrubber.press("PageDown")
    expect(scrubber).to_have_attribute("aria-valuetext", re.compile("near a minimum at step"))
    expect(page.locator(".told-mark")).to_contain_text("near a minimum at step")
    page.get_by_role("radio", name="2-D").click()
    expect(page.locator(".picture > canvas.trajectories")).to_be_visible()
    expect(start).to_be_hidden()


def test_another_surface_comes_with_the_scale_that_shows_it_unless_one_was_chosen(visit):
    page = visit("/plain/race?step=0")
    height = "new URLSearchParams(location.search).get('height')"
    surface(page).select_option("two_basins")
    settled(page, "surface=two_basins")
    assert page.evaluate(height) == "linear"
    surface(page).select_option("beale")
    settled(page, "surface=beale")
    assert page.evaluate(height) != "linear"
    page.get_by_text("View", exact=True).click()
    page.get_by_role("radio", name="Linear height").check(force=True)
    settled(page, "height=linear")
    surface(page).select_option("himmelblau")
    settled(page, "surface=himmelblau")
    assert page.evaluate(height) == "linear", "the visitor's choice wins"


def test_a_card_that_is_taken_away_comes_back_or_leaves_the_race_from_above(visit):
    lost = ("WebGL", "CONTEXT_LOST")
    page = visit("/plain/race?view=3d&surface=quadratic&step=0", expected=lost, **SMALL)
    page.wait_for_function(INKED, arg=LAND)
    page.evaluate(CONTEXT)
    page.evaluate("card.loseContext()")
    page.wait_for_timeout(100)
    page.evaluate("card.restoreContext()")
    page.wait_for_function(INKED, arg=LAND)
    page.evaluate("card.loseContext()")
    expect(page.locator(".picture > canvas.heights")).to_be_visible()
    expect(page.get_by_text("cannot draw in space")).to_be_visible()
    page.evaluate("card.restoreContext()")
    expect(page.locator(SPACE)).to_be_visible()
    expect(page.get_by_text("cannot draw in space")).to_be_hidden()


NO_CARD = """const get = HTMLCanvasElement.prototype.getContext;
HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
  return kind.startsWith("webgl") ? null : get.call(this, kind, ...rest);
};"""


def test_without_a_card_the_race_is_seen_from_above(visit):
    page = visit("/plain/race?view=3d", script=NO_CARD)
    expect(page.get_by_text("cannot draw in space")).to_be_visible()
    page.wait_for_function(INKED, arg=".picture > canvas.heights")


RECORD = """() => {
  const ask = window.matchMedia;
  window.asked = [];
  window.matchMedia = (query) => {
    const answer = ask.call(window, query);
    if (query.includes("resolution")) window.asked.push(answer);
    return answer;
  };
}"""
FINER = """([canvas, ratio]) => {
  const { width, height, clientWidth, clientHeight } = document.querySelector(canvas);
  const off = [width - ratio * clientWidth, height - ratio * clientHeight];
  return off.every((pixels) => Math.abs(pixels) <= 1);
}"""


@pytest.mark.parametrize("path", ["race?view=2d", "race?view=3d", "step?view=2d", "step?view=3d"])
def test_on_a_finer_screen_nothing_moves(visit, path):
    """As a window does that is moved to a projector: the ratio alone is another."""
    page = visit(f"/plain/{path}&step=9", script=f"({RECORD})()")
    if "race" in path:
        page.get_by_role("tab", name="Curves").click()
    page.wait_for_selector(".uplot canvas")
    start = page.locator(".start").last
    before = start.bounding_box() if "race" in path else None
    shown = {
        "race?view=2d": (".picture > .heights", ".picture > .trajectories"),
        "race?view=3d": (LAND, SPACE),
        "step?view=2d": (".ground",),
        "step?view=3d": (".space .land", ".space .sheets"),
    }
    network = page.context.new_cdp_session(page)
    size = page.viewport_size | {"mobile": False}
    for ratio in (2, 1.25):
        network.send("Emulation.setDeviceMetricsOverride", size | {"deviceScaleFactor": ratio})
        # What is emulated answers such queries, but does not tell of a change, as a screen does.
        page.evaluate("asked.splice(0).forEach((each) => each.dispatchEvent(new Event('change')))")
        for canvas in (*shown[path], ".uplot canvas"):
            page.wait_for_function(FINER, arg=[canvas, ratio])
            page.wait_for_function(INKED, arg=canvas)
        assert before is None or start.bounding_box() == before


def test_what_was_drawn_is_given_back_when_the_page_is_left(visit):
    page = visit("/race?view=3d&surface=quadratic", **SMALL)
    page.wait_for_selector(".uplot", state="attached")
    page.wait_for_function(INKED, arg=LAND)
    page.evaluate(CONTEXT)
    page.evaluate(
        """() => {
          window.listeners = 0;
          const remove = window.removeEventListener;
          window.removeEventListener = (kind, ...rest) => {
            window.listeners += kind === "dppxchange" || kind === "scroll" ? 1 : 0;
            return remove.call(window, kind, ...rest);
          };
        }"""
    )
    page.get_by_role("link", name="MNIST lab").first.click()
    page.wait_for_selector('.page.lab[data-page="ready"]')
    page.wait_for_function("() => lent.isContextLost() && window.listeners > 0")


def test_reduced_motion_is_respected(visit):
    """Nothing plays by itself: not at first, not after another surface, a preset or Back."""
    page = visit("/plain/race")

    def at_its_end(steps: int) -> None:
        page.wait_for_timeout(300)
        assert step(page) == steps
        expect(page.locator('[data-do="play"]')).to_be_visible()

    at_its_end(300)
    surface(page).select_option("himmelblau")
    shows(page, "himmelblau")
    at_its_end(300)
    page.get_by_role("combobox", name="A race from the gallery").select_option("zigzag")
    shows(page, "zigzag")
    at_its_end(link.read(RACES.named("zigzag").query)[0].steps)
    page.go_back()
    shows(page, "himmelblau")
    at_its_end(300)
    press(page, "play")
    page.wait_for_function("() => document.querySelector('.count').dataset.step < 200")
