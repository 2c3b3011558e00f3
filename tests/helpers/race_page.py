"""What tests do with an open race."""

from playwright.sync_api import Page


def step(page: Page) -> int:
    return int(page.locator(".count").get_attribute("data-step"))


def press(page: Page, deed: str) -> None:
    page.locator(f'[data-do="{deed}"]').click()


def rate(page: Page, lane: int):
    """The typed entry of a lane's learning rate."""
    return page.locator(f'[data-field="{lane}.lr"] input[type=text]')


def surface(page: Page):
    """The list of surfaces."""
    return page.get_by_role("combobox", name="Surface", exact=True)


def shows(page: Page, part: str) -> None:
    """Until the race whose link has this part is drawn."""
    page.wait_for_function(
        "(part) => document.querySelector('.race').dataset.link.includes(part)", arg=part
    )


def drag(
    page: Page, selector: str, right: float = 0.0, down: float = 0.0, let_go: bool = True
) -> None:
    """Moves the mouse from the middle of an element, in small steps."""
    box = page.locator(selector).bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + right, y + down, steps=12)
    if let_go:
        page.mouse.up()


def query(page: Page) -> str:
    return page.evaluate("location.search")


def settled(page: Page, pattern: str) -> None:
    """Until the address bar says so."""
    page.wait_for_function("(text) => new RegExp(text).test(location.search)", arg=pattern)
