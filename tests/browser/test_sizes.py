"""Every page at the sizes of projectors, laptops and phones: each control can be reached."""

import pytest

from pages.ui.registry import PAGES
from tests.conftest import Visit
from tests.helpers.browser import resize

SIZES = ((1024, 768), (1366, 625), (1920, 1080), (3840, 2160), (844, 390))
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


@pytest.mark.parametrize("path", ["/", *(f"/{page.path}" for page in PAGES)])
def test_every_control_can_be_reached(visit: Visit, path: str) -> None:
    page = visit(path)
    for width, height in SIZES:
        resize(page, width, height)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, width
        assert not page.evaluate(COVERED), (width, height)
