"""Every page at the sizes of projectors, laptops and phones: all can be reached and read."""

import pytest

from pages.ui.registry import PAGES
from tests.conftest import Visit
from tests.helpers.browser import resize

PROJECTORS = (1024, 600), (1024, 768), (1366, 625), (1920, 1080), (3840, 2160)
SIZES = *PROJECTORS, (844, 390), (390, 844), (320, 180)  # the last: 1280 x 720 at 400 %
# Controls whose middle something else covers, once they are scrolled to.
COVERED = """() => [...document.querySelectorAll(".page :is(button, input, select, summary)")]
  .filter((each) => each.checkVisibility() && !each.closest(".switches"))
  .filter((each) => {
    each.scrollIntoView({ block: "center", behavior: "instant" });
    const { x, y, width, height } = each.getBoundingClientRect();
    const at = document.elementFromPoint(x + width / 2, y + height / 2);
    const label = each.closest("label");
    return width && !(at && (each.contains(at) || at.contains(each) || label?.contains(at)));
  })
  .map((each) => each.outerHTML.slice(0, 100))"""
# What has more text beside it than it shows.
CUT = """() => [...document.querySelectorAll(".page *")]
  .filter((each) => each.checkVisibility() && each.clientWidth > 2 && each.textContent.trim())
  .filter((each) => !each.closest("svg, select, .unseen"))
  .filter((each) => ["hidden", "clip"].includes(getComputedStyle(each).overflowX))
  .filter((each) => each.scrollWidth > each.clientWidth + 2)
  .map((each) => each.outerHTML.slice(0, 100))"""


@pytest.mark.parametrize("path", ["/", *(f"/{page.path}" for page in PAGES)])
def test_every_control_can_be_reached(visit: Visit, path: str) -> None:
    page = visit(path)
    for width, height in SIZES:
        assert resize(page, width, height) < 60, (
            "what is fitted to itself moves on, second by second"
        )
        assert page.evaluate("document.documentElement.scrollWidth") <= width, width
        assert not page.evaluate(COVERED), (width, height)
        assert not page.evaluate(CUT), (width, height)
