"""A window of each engine that there is, and what a person does in it."""

import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

import pytest

from tests.engines.browser import Browser, Screen
from tests.engines.firefox import Firefox
from tests.engines.installed import missing
from tests.engines.webkit import WebKit
from tests.helpers.server import Server

ENGINES: dict[str, type[Firefox] | type[WebKit]] = {"Firefox": Firefox, "WebKit": WebKit}
SECONDS = 200  # for all tests together: what is left after that fails
WAIT = 30  # seconds for something to come about
KEYS = {
    "ArrowLeft": "\ue012",
    "ArrowRight": "\ue014",
    "Home": "\ue011",
    "End": "\ue010",
    "Tab": "\ue004",
}
MIDDLE = """(selector) => {
  const element = document.querySelector(selector);
  element.scrollIntoView({ block: "nearest" });
  const { left, top, width, height } = element.getBoundingClientRect();
  return [left + width / 2, top + height / 2].map(Math.round);
}"""
# What every page does without harm: Streamlit's protocol tries a faster way to multiply, and goes
# on without; a size that changes while sizes are told is told in the next frame.
HARMLESS = ("wasm-eval", "ResizeObserver loop")


class Window:
    """What is done in a browser as a person does it, with pointer and keys."""

    def __init__(self, browser: Browser, server: Server, until: float) -> None:
        self.browser, self.server, self.until = browser, server, until
        self.run = browser.run

    def visit(self, path: str) -> None:
        self.browser.goto(f"{self.server}{path}")
        self.wait("document.querySelector('#root [data-page=ready]')")

    def wait(self, expression: str) -> Any:
        """Until that is true of the page."""
        until = min(time.monotonic() + WAIT, self.until)
        script = f"() => {{ const found = {expression}; return found instanceof Node || found; }}"
        while True:
            try:
                if value := self.run(script):
                    return value
            except RuntimeError:  # between two pages there is none to ask
                if time.monotonic() > until:
                    raise
            assert time.monotonic() < until, f"not within {WAIT} s: {expression}"
            time.sleep(0.05)

    def pointer(self, *actions: dict[str, Any]) -> None:
        mouse = {"type": "pointer", "id": "mouse", "parameters": {"pointerType": "mouse"}}
        self.browser.perform(mouse | {"actions": list(actions)})

    def click(self, selector: str) -> None:
        x, y = self.run(MIDDLE, selector)
        down, up = ({"type": f"pointer{way}", "button": 0} for way in ("Down", "Up"))
        self.pointer({"type": "pointerMove", "x": x, "y": y}, down, up)

    def drag(self, selector: str, right: int, down: int = 0) -> None:
        x, y = self.still(selector)
        move = {"type": "pointerMove", "duration": 30}
        path = [move | {"x": x + right * n // 8, "y": y + down * n // 8} for n in range(9)]
        first, *rest = path
        self.pointer(
            first, {"type": "pointerDown", "button": 0}, *rest, {"type": "pointerUp", "button": 0}
        )

    def still(self, selector: str) -> tuple[float, float]:
        """Its middle, once it stays there: what is told above it comes a moment after a picture."""
        before = None
        while (middle := self.run(MIDDLE, selector)) != before:
            before = middle
            time.sleep(0.1)
        return middle

    def press(self, *keys: str) -> None:
        strokes = [
            {"type": way, "value": KEYS.get(key, key)}
            for key in keys
            for way in ("keyDown", "keyUp")
        ]
        self.browser.perform({"type": "key", "id": "keys", "actions": strokes})

    def choose(self, selector: str, value: str) -> None:
        """Of a list, whose own window no protocol opens."""
        self.run(
            """(selector, value) => {
              const list = document.querySelector(selector);
              list.value = value;
              list.dispatchEvent(new Event("change", { bubbles: true }));
            }""",
            selector, value,
        )  # fmt: skip

    def troubles(self) -> list[str]:
        told = self.run("() => window.troubles ?? []")
        return [each for each in told if not any(part in each for part in HARMLESS)]


@pytest.fixture(scope="session")
def screen() -> Iterator[str]:
    if "Xvfb" in missing():
        pytest.skip("Xvfb is missing")
    screen = Screen()
    yield screen.name
    screen.close()


@pytest.fixture(scope="session")
def until() -> float:
    return time.monotonic() + SECONDS


@pytest.fixture(scope="session", params=ENGINES)
def engine(request: pytest.FixtureRequest, screen: str) -> Iterator[Callable[[], Browser]]:
    """Gives the browser that runs, or a new one in place of one that has died."""
    name = request.param
    if name in missing():
        pytest.skip(f"{name} is missing")
    opened: list[Browser] = []

    def running() -> Browser:
        if opened and not _answers(opened[-1]):
            with suppress(RuntimeError, OSError):
                opened.pop().close()
        if not opened:
            opened.append(_started(name, screen))
        return opened[-1]

    yield running
    for browser in opened:
        with suppress(RuntimeError, OSError):
            browser.close()


def _started(name: str, screen: str) -> Browser:
    try:
        return ENGINES[name](screen)
    except OSError:  # now and then the first start takes too long
        return ENGINES[name](screen)


def _answers(browser: Browser) -> bool:
    try:
        return browser.run("() => true") is True
    except (RuntimeError, OSError):
        return False


@pytest.fixture
def window(engine: Callable[[], Browser], server: Server, until: float) -> Iterator[Window]:
    window = Window(engine(), server, until)
    yield window
    assert not window.troubles()
