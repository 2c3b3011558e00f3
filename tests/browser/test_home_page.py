"""The home page in a browser: a course on one screen, cards that open, a search."""

from playwright.sync_api import expect

from pages.ui import registry
from pages.ui.topics import TOPICS
from tests.helpers import browser as chromium

PROJECTOR = {"viewport": {"width": 1280, "height": 720}}
WHOLE = """(count) => [...document.querySelectorAll("a.card")].filter((card) => {
  const { top, bottom } = card.getBoundingClientRect();
  return top >= 60 && bottom <= innerHeight;
}).length >= count"""


def test_the_course_is_on_one_screen_and_its_cards_open(visit):
    page = visit("/", **PROJECTOR)
    page.wait_for_function(WHOLE, arg=8)
    expect(page.locator("h1")).to_have_count(1)
    presets = [preset for of in registry.PAGES for preset in of.gallery.presets]
    expect(page.locator("a.card")).to_have_count(len(presets))
    expect(page.locator("a.loud")).to_have_count(1)
    pictures = page.locator("a.card img")
    pictures.first.evaluate("image => image.decode()")
    assert pictures.first.evaluate("image => image.naturalWidth") == 360

    # a topic is gone to, and marked
    topic = page.get_by_role("navigation", name="Topics").get_by_role("link", name="Overfitting")
    topic.click()
    expect(page.get_by_role("heading", name="Overfitting")).to_be_in_viewport()

    # a search finds by title and sentence, and by keyboard the card is opened, without a reload
    search = page.get_by_role("searchbox")
    search.fill("zigzag NARROW bowl")
    card = page.locator("a.card:visible")
    expect(card).to_have_count(1)
    expect(page.get_by_text("1 demo found")).to_be_visible()
    page.evaluate("window.still = true")
    card.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".race[data-page=ready]")
    assert page.url.endswith("/race?preset=zigzag") and page.evaluate("window.still")
    expect(page.get_by_role("combobox", name="A race from the gallery")).to_have_value("zigzag")

    # and Back finds the page as it was left
    page.go_back()
    page.wait_for_selector(".home[data-page=ready]")
    expect(page.get_by_role("searchbox")).to_have_value("zigzag NARROW bowl")
    expect(page.locator("a.card:visible")).to_have_count(1)
    page.get_by_role("searchbox").fill("nothing of the kind")
    expect(page.get_by_text("0 demos found")).to_be_visible()


def test_on_a_phone_the_topics_stand_above_their_sections(visit):
    page = visit("/", **chromium.PHONE)
    card, topics = page.locator("a.card").first, page.locator(".topics")
    assert card.bounding_box()["y"] > topics.bounding_box()["y"]
    assert card.bounding_box()["width"] > 300
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.locator("a.loud").bounding_box()["height"] >= 44


def course():
    """All lessons, as one leads to the next, each with its page."""
    return [
        (page, preset)
        for topic in TOPICS
        for page in sorted(registry.PAGES, key=lambda page: page.name != topic.first)
        for preset in page.gallery.presets
        if page.gallery.topic_of(preset) == topic.name
    ]


def test_links_chain_into_a_story_over_the_pages(visit):
    told = course()
    pairs = zip(told, told[1:], strict=False)
    (page, last), (other, following) = next_of(pairs)
    browser = visit(f"/{page.path}?preset={last.name}")
    browser.evaluate("window.still = true")
    browser.get_by_role("link", name=f"Next: {following.title}").press("Enter")
    browser.wait_for_selector(f".{other.name}[data-page=ready]")
    assert browser.url.endswith(f"/{other.path}?preset={following.name}")
    expect(browser.locator(".observe")).to_contain_text(following.observe)
    expect(browser.locator("[data-do=next]")).to_be_focused()  # a key goes on from there
    browser.get_by_role("link", name=f"Previous: {last.title}").click()
    browser.wait_for_selector(f".{page.name}[data-page=ready]")
    expect(browser.locator(".observe")).to_contain_text(last.observe)
    assert browser.evaluate("window.still"), "nothing was loaded again"


def test_next_pressed_twice_leads_two_on(visit):
    """Before the first of them is there; and by a key, from what was changed."""
    page = visit("/race?preset=zigzag")
    nexts = page.locator("[data-do=next]")
    page.evaluate(
        "const link = document.querySelector('[data-do=next]'); link.click(); link.click()"
    )
    expect(page.locator(".observe")).to_contain_text("Turn κ up to 500")
    assert page.url.endswith("preset=kappa_free")
    page.go_back()
    expect(page.locator(".observe")).to_contain_text("each at its best settings")
    chromium.wait_ready(page)
    expect(nexts).to_have_attribute("aria-label", "Next: AdaGrad does not notice κ")
    page.locator("[data-field='surface.kappa'] input[type=range]").press("ArrowRight")
    expect(page.locator(".observe .changed")).to_contain_text("κ")
    nexts.press("Enter")
    expect(page.locator(".observe")).to_contain_text("Turn κ up to 500")
    expect(page.locator(".observe .changed")).to_have_count(0)
    expect(nexts).to_be_focused()


def test_next_pressed_on_and_on_leads_as_many_on(visit):
    """Over three pages, whichever of them is there when it is pressed: by keys, then by a mouse."""
    told = course()
    runs = (told[i : i + 4] for i in range(len(told) - 3))
    run = next(run for run in runs if len({page.name for page, _ in run[1:]}) == 3)
    (first, lesson), (last, wanted) = run[0], run[-1]
    browser = visit(f"/{first.path}?preset={lesson.name}")
    forward = browser.locator("[data-do=next]")
    forward.focus()
    for _ in run[1:]:
        browser.keyboard.press("Enter")
        browser.wait_for_timeout(150)
    expect(browser.locator(".observe")).to_contain_text(wanted.observe)
    assert browser.url.endswith(f"/{last.path}?preset={wanted.name}")
    back = browser.locator("[data-do=previous]").bounding_box()
    browser.mouse.move(back["x"] + 15, back["y"] + 15)
    for _ in run[1:]:
        browser.mouse.down()
        browser.wait_for_timeout(60)
        browser.mouse.up()
        browser.wait_for_timeout(90)
    expect(browser.locator(".observe")).to_contain_text(lesson.observe)
    assert browser.url.endswith(f"/{first.path}?preset={lesson.name}")


def next_of(pairs):
    """Two that follow each other, on two pages."""
    return next(pair for pair in pairs if pair[0][0] is not pair[1][0])
