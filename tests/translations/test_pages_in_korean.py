"""The pages as a Korean sees them: nothing is left in English, and everything has its room."""

import re

import pytest
from playwright.sync_api import Page

from pages.ui import registry
from pages.ui.lab.gallery import TRAININGS
from pages.ui.race.gallery import RACES
from tests.conftest import Visit
from tests.helpers.browser import resize

KOREAN = {"locale": "ko-KR"}
PAGES = {page.name: f"/{page.path}" for page in registry.PAGES} | {
    "home": "/",
    "race of a preset": f"/race?{RACES.presets[0].query}",
    "race in space": "/race?view=3d",
    "race of a wrong link": "/race?surface=nowhere&1=adam&1.lr=99&x=y&steps=1.5",
    "averages": "/averages?jump=3&2=window&1=exponential",
    "schedules": "/schedules?1=one_cycle&2=cosine_restarts",
    "dimensions": "/dimensions?preset=low_points",
    "lab of a preset": f"/mnist?{TRAININGS.presets[2].query}",
}

# What is read or heard, but for code, formulas, and what is English in any language: sources.
SAID = """() => {
  const names = ["aria-label", "title", "placeholder", "alt", "aria-valuetext"];
  const quoted = ["code", "pre", ".katex", "script", "style", "noscript", ".languages a",
                  "[data-testid=stCaptionContainer]"].join();
  document.querySelectorAll(".page details").forEach((details) => (details.open = true));
  return [...document.body.querySelectorAll("*")].filter((each) => !each.closest(quoted))
    .flatMap((each) => [
      ...names.map((name) => each.getAttribute(name) ?? ""),
      ...[...each.childNodes].map((node) => (node.nodeType === Node.TEXT_NODE ? node.data : "")),
    ])
    .map((text) => text.trim()).filter(Boolean);
}"""
# Words that do not fit into what holds them, or reach out of the window.
OUTSIDE = """() => [...document.querySelectorAll("button, label, th, td, summary, a, h1, h2, p")]
  .filter((each) => !each.closest(".unseen"))
  .filter((each) => each.closest("[data-testid=stMain], .languages") && each.innerText?.trim())
  .filter((each) => {
    const { left, right, width } = each.getBoundingClientRect();
    const hides = getComputedStyle(each).overflowX !== "visible";
    const clipped = hides && each.scrollWidth > each.clientWidth + 1;
    return width && (clipped || left < -1 || right > innerWidth + 1);
  })
  .map((each) => each.innerText.slice(0, 60))"""
SENTENCE = re.compile(r"\b[a-zA-Z]*[a-z]{2,},? [a-z]{2,}\b")  # two words, the second not a name
NAMES = re.compile(r"Skip to main content|Main menu|App pages|Link to heading|scikit-learn digits")
WIDTHS = (320, 390, 600, 768, 1024, 1280, 1920)


def said(page: Page) -> list[str]:
    texts: list[str] = page.evaluate(SAID)
    return texts


@pytest.mark.parametrize("path", PAGES.values(), ids=list(PAGES))
def test_nothing_is_left_in_english_or_wider_than_the_window(visit: Visit, path: str) -> None:
    page = visit(path, **KOREAN)
    for width in WIDTHS:
        resize(page, width, 800)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert not page.evaluate(OUTSIDE), width
    texts = said(page)
    assert sum(bool(re.search("[가-힣]", text)) for text in texts) > 20
    left = {text for text in texts if SENTENCE.search(text) and not NAMES.search(text)}
    assert not left


def test_what_runs_is_explained_in_korean(visit: Visit) -> None:
    page = visit("/race?surface=rosenbrock&1=adam&1.schedule=cosine", **KOREAN)
    page.get_by_text("실제로 실행되는 코드").click()
    tabs = page.locator('[data-testid="stExpander"]').get_by_role("tab")
    tabs.first.wait_for()
    assert [tab.inner_text() for tab in tabs.all()] == ["로젠브록 골짜기", "Adam", "코사인 감쇠"]
    assert not {text for text in said(page) if SENTENCE.search(text) and len(text) > 40}
