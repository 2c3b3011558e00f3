"""One step taken apart, as a person meets it, in a real browser."""

import pytest
from playwright.sync_api import expect

from tests.helpers.browser import PHONE
from tests.helpers.race_page import drag, query, settled

DIAL = '[data-field="1.lr"] input[type=range]'
INK = """() => {
  const canvas = document.querySelector('.ground');
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  let sum = 0;
  for (let i = 0; i < data.length; i += 4) sum += data[i];
  return sum;
}"""

SHEET = """(() => {
  const canvas = document.querySelector('.sheets');
  if (!canvas.width) return 0;
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  return data.filter((alpha, i) => i % 4 === 3 && alpha > 100).length;
})()"""
SECOND_COLUMN = "[...document.querySelectorAll('.state tr')].map((row) => row.cells[1].offsetLeft)"
CARD = """() => {
  const drawing = document.querySelector(".land").getContext("webgl2");
  window.card = drawing.getExtension("WEBGL_lose_context");
}"""
PIXELS = "document.querySelector('.sheets').toDataURL()"


def chip(page, lane, name):
    """The value of a name, as it stands at the line of the code that computed it."""
    return page.locator(f'section.step[data-lane="{lane}"] [data-value="{name}"]').last


def test_keys_step_a_dial_acts_at_once_and_back_undoes_it(visit):
    page = visit("/plain/step?1=momentum&1.lr=0.05&lane=1&at=1&v=1")
    heading = page.locator("section.step h2")
    expect(heading).to_contain_text("from step 1 to 2")
    assert len(set(page.evaluate(SECOND_COLUMN))) == 1, "before, and what it heads"
    page.locator(".scene").focus()
    page.keyboard.press("ArrowRight")
    expect(heading).to_contain_text("from step 2 to 3")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    expect(heading).to_contain_text("from step 0 to 1")
    settled(page, "at=0|^(?!.*at=)")
    page.keyboard.press(" ")
    expect(heading).not_to_contain_text("from step 0 to 1")
    page.keyboard.press(" ")
    page.keyboard.press("Home")
    expect(heading).to_contain_text("from step 0 to 1")
    page.wait_for_timeout(700)
    before = page.locator('[data-state="point x"]').inner_text()
    cell = page.locator('[data-state="point x"] td').last.element_handle()
    page.locator(DIAL).scroll_into_view_if_needed()
    drag(page, DIAL, right=30)
    settled(page, r"1\.lr=(?!0\.05(&|$))")
    expect(page.locator('[data-state="point x"]')).not_to_have_text(before)
    last = "(cell) => cell === [...document.querySelectorAll('[data-state=\"point x\"] td')].at(-1)"
    assert cell.evaluate(last), "the table is not made anew: it has another number"
    page.go_back()
    settled(page, r"1\.lr=0\.05(&|$)")
    expect(page.locator('[data-field="1.lr"] input[type=text]')).to_have_value("0.05")


def test_adam_corrected_and_not_stand_side_by_side_and_the_model_lies_over_the_surface(visit):
    page = visit("/plain/step", expected=("WebGL", "CONTEXT_LOST"))
    expect(page.locator("section.step")).to_have_count(2)
    expect(page.locator("figure.models canvas")).to_have_count(2)
    expect(chip(page, 1, "m_hat")).to_be_visible()
    assert page.locator(".code .numbers").count() > 6
    plain = page.evaluate(INK)
    page.locator('[data-choose="model"] [value="1"]').check()
    settled(page, "model=1")
    expect(page.locator(".view > .hint")).to_contain_text("Shaded")
    assert page.evaluate(INK) != plain
    chip(page, 1, "g").click()
    expect(chip(page, 1, "g")).to_have_attribute("aria-pressed", "true")
    page.locator('[data-choose="line"] [value="newton"]').check()
    settled(page, "line=newton")
    expect(page.locator("[data-models]").first).to_contain_text("lowest at 1.")
    page.locator('[data-choose="view"] [value="3d"]').check()
    settled(page, "view=3d")
    expect(page.locator(".ground")).to_be_hidden()
    expect(page.locator(".view > .hint").last).to_contain_text("The net is the second-order model")
    page.wait_for_function(f"{SHEET} > 2000")
    before = page.evaluate(PIXELS)
    drag(page, ".sheets", right=60)
    turned = page.evaluate(PIXELS)
    assert turned != before, "it turns"
    at = page.locator(".count").get_attribute("data-step")
    page.locator(".sheets").press("ArrowUp")
    assert page.evaluate(PIXELS) != turned
    assert page.locator(".count").get_attribute("data-step") == at, "and no key steps meanwhile"
    page.evaluate(CARD)
    page.evaluate("card.loseContext()")
    expect(page.get_by_text("cannot draw in space")).to_be_visible()
    expect(page.locator(".ground")).to_be_visible()
    page.evaluate("card.restoreContext()")
    expect(page.locator(".ground")).to_be_hidden()
    expect(page.get_by_text("cannot draw in space")).to_be_hidden()


@pytest.mark.parametrize("options", [PHONE, {"viewport": {"width": 1280, "height": 720}}])
def test_no_line_of_the_code_is_cut_off(visit, options):
    page = visit("/plain/step?preset=line_search_inside&lang=ko", **options)
    assert page.locator("html").get_attribute("lang") == "ko"
    expect(page.locator(".trials")).to_contain_text("173.6")
    cut = page.evaluate(
        """() => [...document.querySelectorAll('.page.step, .code, .code code, .state, .trials')]
          .filter((e) => e.scrollWidth > e.clientWidth + 1)
          .map((e) => `${e.className} ${e.textContent.slice(0, 40)}`)"""
    )
    assert not cut
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth + 1")
    assert "lane=1" in query(page) or "preset" in query(page)


def test_the_step_that_was_shown_is_not_written_into_the_next_lesson(visit):
    """However long that takes to come."""
    page = visit("/plain/step?preset=newton_exact")
    page.route(
        "**/api/step?*newton_inside*", lambda route: (page.wait_for_timeout(900), route.continue_())
    )
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowLeft")
    page.locator("[data-do=next]").click()
    expect(page.locator(".observe")).to_contain_text("the value rises from 4.7")
    expect(page.get_by_role("heading", name="from step 1 to 2")).to_be_visible()
    assert page.url.endswith("preset=newton_inside")
