"""Who sees little, or has no mouse: axe-core's rules, on every page in both themes."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from pages.ui.registry import PAGES
from tests.conftest import Visit
from tests.helpers import lab_page

AXE = Path(__file__).parents[1] / "scripts" / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLORS = ["color-contrast"]  # all that a theme changes
# What is against a rule: the rule, the element, the reason. The link to skip is Streamlit's own,
# and stands before all else.
FOUND = """async ([part, runOnly]) => {
  const where = { include: [part], exclude: ["[data-testid=stSkipToContent]"] };
  const { violations } = await axe.run(where, { runOnly, resultTypes: ["violations"] });
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html, any, all, none }) =>
    `${id}: ${html.slice(0, 160)}: ${[...any, ...all, ...none][0]?.message.slice(0, 160)}`));
}"""
THEME = """(scheme) => {
  const [red] = getComputedStyle(document.querySelector(".stApp")).backgroundColor.match(/\\d+/g);
  return (red < 128) === (scheme === "dark");
}"""
OPENED = "document.querySelectorAll('.page details').forEach((each) => (each.open = true))"
ADDRESSES = {
    "home": "/",
    **{page.name: f"/{page.path}" for page in PAGES},
    "race": "/race?1=adam&1.lr=99&2=momentum&2.hidden=1&v=1",  # put right, and a lane is hidden
    "trained": f"/mnist?{lab_page.QUICK}&run=1",
}


def states(page: Page) -> Iterator[str]:
    """The page with all opened, and what each tab of it shows: CSS of what is seen anew."""
    page.evaluate(OPENED)
    yield "html"
    for tab in page.locator("[role=tab]:visible").all():
        if tab.get_attribute("aria-selected") == "false":
            tab.click()
            yield f"[role=tabpanel][aria-labelledby='{tab.get_attribute('id')}']"


@pytest.mark.parametrize("path", ADDRESSES.values(), ids=list(ADDRESSES))
def test_nothing_is_against_the_rules_of_accessibility(visit: Visit, path: str) -> None:
    page = visit(path)
    if "run=1" in path:
        lab_page.stands(page, "finished")
    page.evaluate(AXE.read_text())
    assert page.locator("h1").count() == 1
    found = set()
    for part in states(page):
        for scheme, rules in (("dark", COLORS), ("light", RULES)):
            page.emulate_media(color_scheme=scheme)
            page.wait_for_function(THEME, arg=scheme)
            broken = page.evaluate(FOUND, [part, rules])
            found |= {f"{part}, {scheme}: {each}" for each in broken}
    assert not found, "\n".join(sorted(found))


def test_the_numbers_behind_the_charts_can_be_read(visit: Visit) -> None:
    page = visit("/plain/race?surface=quadratic&1=gradient_descent&1.lr=0.01&steps=100&v=1")
    expect(page.locator(".unseen[role=status]")).to_contain_text("1 Gradient descent: ")
    page.get_by_role("tab", name="Curves").click()
    page.get_by_text("Values at this step").click()
    page.locator(".picture").focus()
    page.keyboard.press("Home")
    first = page.locator(".values tbody tr").first
    expect(first.get_by_role("rowheader")).to_have_text("1 Gradient descent")
    header = page.locator(".values thead")
    expect(header).to_contain_text("Gradient norm")
    start = first.locator("td").all_inner_texts()
    page.keyboard.press("End")
    expect(page.locator(".values caption")).to_have_text("Values at step 100")
    end = first.locator("td").all_inner_texts()
    assert len(start) == len(end) == 4
    assert start[3] == end[3] == "0.01", "the rate"
    assert all(float(b) < float(a) for a, b in zip(start[:3], end[:3], strict=True))
    expect(page.locator("[data-lane='1'] .value")).to_contain_text(end[0][:4])


def test_the_end_of_a_training_is_said_and_its_numbers_can_be_read(visit: Visit) -> None:
    page = visit(f"/mnist?{lab_page.QUICK}&run=1")
    lab_page.stands(page, "finished")
    said = page.locator(".unseen[role=status]")
    expect(said).to_contain_text("Finished in")
    expect(said).to_contain_text("2 Adam")
    page.get_by_text("Values at the ends of the curves").click()
    row = page.locator(".values tbody tr").nth(1)
    expect(row.get_by_role("rowheader")).to_contain_text("2 Adam")
    accuracy = page.locator("[data-lane='2'] .value").inner_text()
    assert accuracy.endswith("%") and accuracy in row.inner_text()
