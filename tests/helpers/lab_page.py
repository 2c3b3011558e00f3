"""The lab in a browser, for tests: what is trained, and what one sees and does there."""

import random

from playwright.sync_api import Page, expect

QUICK = "dataset=digits&1=momentum&1.lr=0.1&2=adam&epochs=3&v=1"
LONG = "&".join(  # about a minute
    [*(f"{n}=adam" for n in range(1, 9)), "dataset=digits&batch_size=1&epochs=30"]
)
LONG += "&seeds=0-1-2-3-4&v=1"


def untrained() -> str:
    """QUICK with a seed that nobody has trained before, in a first try of the same test either."""
    return f"{QUICK}&seeds={random.randrange(1000)}"


def button(page: Page):
    return page.locator(".train")


def status(page: Page):
    return page.locator(".status")


def press(page: Page, deed: str) -> None:
    page.locator(f'.train[data-do="{deed}"]').click()


def stands(page: Page, state: str) -> None:
    """Until the training stands so."""
    expect(page.locator(".page.lab .bar")).to_have_attribute("data-state", state, timeout=60_000)


def share(page: Page) -> int:
    return int(page.locator(".progress").get_attribute("aria-valuenow"))


def snapshots(page: Page, more: int = 1) -> None:
    """Until so many more messages of the training have come."""
    page.wait_for_function(
        "(n) => Number(document.querySelector('.page').dataset.snapshots ?? 0) >= n",
        arg=int(page.locator(".page").get_attribute("data-snapshots") or 0) + more,
    )


def grown(page: Page, percent: int) -> None:
    """Until more than so much is done."""
    page.wait_for_function(
        "(percent) => Number(document.querySelector('.progress').ariaValueNow) > percent",
        arg=percent, timeout=60_000,
    )  # fmt: skip


def ink(page: Page, panel: str) -> int:
    """How many points of a panel's picture are drawn in colour: curves, not axes."""
    return page.evaluate(
        """(panel) => {
          const canvas = document.querySelector(`[data-curve=${panel}] canvas`);
          const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
          let count = 0;
          for (let i = 0; i < data.length; i += 4) {
            const [r, g, b, a] = data.subarray(i, i + 4);
            if (a > 100 && Math.max(r, g, b) - Math.min(r, g, b) > 60) count += 1;
          }
          return count;
        }""",
        panel,
    )


def settled(page: Page, pattern: str) -> None:
    """Until the address bar says so."""
    page.wait_for_function("(text) => new RegExp(text).test(location.search)", arg=pattern)


def swipe(page: Page, key: str, x: float, y: float) -> None:
    """A finger goes down on a slider and moves so far, in pixels."""
    slider = page.locator(f'[data-field="{key}"] input[type=range]')
    slider.scroll_into_view_if_needed()
    page.wait_for_timeout(300)
    box = slider.bounding_box()
    left, top = box["x"] + 0.7 * box["width"], box["y"] + box["height"] / 2
    touch = page.context.new_cdp_session(page)

    def send(kind: str, *points: dict[str, float]) -> None:
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
        page.wait_for_timeout(16)

    send("touchStart", {"x": left, "y": top})
    for part in range(1, 16):
        send("touchMove", {"x": left + x * part / 15, "y": top + y * part / 15})
    send("touchEnd")
    page.wait_for_timeout(600)
