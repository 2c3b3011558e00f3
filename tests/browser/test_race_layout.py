"""The race on projectors, laptops and phones."""

from playwright.sync_api import Page, expect

from pages.ui.race.gallery import RACES
from tests.helpers.browser import PHONE
from tests.helpers.race_page import settled


def test_on_a_phone_nothing_scrolls_sideways_and_a_tap_sets_the_start(visit):
    page = visit("/race", **PHONE)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth <= innerWidth")
    picture, dials = page.locator(".picture").bounding_box(), page.locator(".lanes").bounding_box()
    assert dials["y"] >= picture["y"] + picture["height"], "the dials stand under the picture"
    page.touchscreen.tap(
        picture["x"] + 0.6 * picture["width"], picture["y"] + 0.3 * picture["height"]
    )
    settled(page, r"[?&]x=")
    dial = page.locator("[data-field='1.lr']")
    meaning = dial.locator(".help")
    expect(meaning).to_be_hidden()
    dial.locator("button.name").tap()
    expect(meaning).to_have_text("learning rate: the size of a step")
    expect(meaning).to_be_visible()
    about = meaning.get_attribute("id")
    expect(dial.locator("[type=range]")).to_have_attribute("aria-describedby", about)
    page.locator(".column-help summary").tap()
    expect(page.locator(".column-help")).to_contain_text("Judged on the last 10 % of the run")


# the first is a projector of 1280 x 720 at the browser's zoom of 150 %
SCREENS = [
    (853, 480),
    (1024, 600),
    (1024, 768),
    (1280, 720),
    (1366, 625),
    (1536, 730),
    (1920, 1080),
]


TYPE = """() => {
  const sizes = {};
  const walker = document.createTreeWalker(document.querySelector('.page'), NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode()); ) {
    const { parentElement: element } = node;
    if (!node.data.trim() || !element.checkVisibility({ visibilityProperty: true })) continue;
    const size = parseFloat(getComputedStyle(element).fontSize);
    (sizes[size] ??= []).push(`${element.className || element.tagName}: ${node.data.slice(0, 40)}`);
  }
  return sizes;
}"""


def type_sizes(page: Page) -> dict[float, list[str]]:
    """The text that is seen, by its size in pixels."""
    return {float(size): texts for size, texts in page.evaluate(TYPE).items()}


def test_one_screen_holds_the_lesson(visit):
    """Picture, sentence, lanes with their numbers and the player, without scrolling."""
    page = visit(f"/race?{RACES.named('zigzag').query}")
    for width, height in SCREENS:
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_timeout(300)
        holds_the_lesson(page, width, height)


def holds_the_lesson(page: Page, width: int, height: int) -> None:
    for tab in ("Curves", "Table", "Lanes"):
        if width < 1920:
            page.get_by_role("tab", name=tab).click()
        small = {size: texts for size, texts in type_sizes(page).items() if size < 13}
        assert not small, f"{tab} is not readable from the back row"
    for part in (".count", ".lane .value", ".observe"):
        size = "(element) => parseFloat(getComputedStyle(element).fontSize)"
        assert page.locator(part).first.evaluate(size) >= 18, part
    for part in (".observe", ".picture", "[data-lane='1'] .value", "[data-do=play]", ".count"):
        box = page.locator(part).first.bounding_box()
        assert box and box["y"] >= 0 and box["y"] + box["height"] <= height, part
        assert box["x"] >= 0 and box["x"] + box["width"] <= width, part
    picture = page.locator(".picture").bounding_box()
    assert picture["height"] >= 0.4 * height
    for name in ("back", "forward", "play", "copy"):
        assert page.locator(f'[data-do="{name}"]').bounding_box()["height"] >= 44
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= width


def test_sideways_and_magnified_every_control_can_be_reached(visit):
    page = visit("/race")
    for width, height in ((844, 390), (320, 180)):
        page.set_viewport_size({"width": width, "height": height})
        for part in ("[data-do=play]", "[data-field='2.lr'] input[type=text]", "[data-add]"):
            page.locator(part).scroll_into_view_if_needed()
            page.locator(part).click(trial=True, timeout=3000)


def test_curves_and_table_stand_beside_the_picture_behind_tabs(page):
    curves = page.locator('[data-curve="loss"]')
    expect(curves).to_be_hidden()
    page.get_by_role("tab", name="Curves").click()
    expect(curves).to_be_visible()
    inked = """() => { const c = document.querySelector('[data-curve=loss] canvas');
      const { data } = c.getContext('2d').getImageData(0, 0, c.width, c.height);
      return c.width > 200 && data.some((v) => v > 0); }"""
    page.wait_for_function(inked)
    page.keyboard.press("ArrowRight")
    expect(page.locator('[data-score="1"]')).to_be_visible()
    expect(curves).to_be_hidden()
