"""A Chromium for the tests: found, or installed by `python -m tests.helpers.browser`."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Error, Page, Playwright, sync_playwright

from pages.ui.registry import PAGES

# Chromium heeds one list only, the last: Playwright's own, and two pages that it would load for the
# address line of every window, which cost four times what an empty page does.
OFF = (
    *("AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades"),
    *("HttpsFirstBalancedModeAutoEnable", "LensOverlay", "MediaRouter", "PaintHolding"),
    *("ThirdPartyStoragePartitioning", "AvoidCorsURLLoaderRestartOnRedirect"),
    *("TcpPortRandomizationWin", "OptimizationHints", "NetworkTimeServiceQuerying"),
    *("AimEnabled", "PreconnectToSearch", "WebUIOmniboxPopup", "WebUIOmniboxAimPopup"),
)
# The first is what Playwright would take: the same pages, without what surrounds them in a window.
NAMES = (
    *("chromium-headless-shell", "chromium", "chromium-browser"),
    *("google-chrome", "google-chrome-stable", "chrome"),
)
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-features=" + ",".join(OFF),
)
STILL = {"reduced_motion": "reduce"}  # a race that plays takes half a core of a test's machine
MOTION = {"reduced_motion": "no-preference"}
DESKTOP: dict[str, Any] = {"viewport": {"width": 1440, "height": 900}}
SMALL: dict[str, Any] = {"viewport": {"width": 1024, "height": 600}}  # less to draw in space
PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "has_touch": True,
    "is_mobile": True,
}
OFFLINE = ("WebSocket", "ERR_CONNECTION", "server endpoint", "not responding", "timed out")
NONE = "No Chromium found. Install one, or give its path in CHROMIUM; `make test` tries to."


def launch(playwright: Playwright) -> Browser:
    """The first Chromium that starts: CHROMIUM, then one on the PATH, then Playwright's own."""
    for path in _candidates(playwright):
        try:
            return playwright.chromium.launch(executable_path=path, args=FLAGS)
        except Error:  # such as a placeholder that only says how to install it
            continue
    raise RuntimeError(NONE)


def _candidates(playwright: Playwright) -> Iterator[str]:
    if chosen := os.environ.get("CHROMIUM"):
        yield chosen
        return
    yield from filter(None, map(shutil.which, NAMES))
    if Path(playwright.chromium.executable_path).exists():
        yield playwright.chromium.executable_path


def starts() -> bool:
    """Whether there is a Chromium to test in."""
    with sync_playwright() as playwright:
        try:
            launch(playwright).close()
        except RuntimeError:
            return False
    return True


def install() -> None:
    """Playwright's Chromium, or else Debian's, which only root can install."""
    ours = [sys.executable, "-m", "playwright", "install", "chromium"]
    attempts = [ours]
    if os.name == "posix" and os.geteuid() == 0 and shutil.which("apt-get"):
        get = ["apt-get", "install", "--yes"]
        debians = [["apt-get", "update"], [*get, "chromium-headless-shell"], [*get, "chromium"]]
        attempts = [[*ours, "--with-deps"], ours, *debians]
    for command in attempts:
        print("No Chromium starts yet:", *command, flush=True)
        subprocess.run(command, check=False, timeout=900)
        if starts():
            return


def wait_ready(page: Page) -> None:
    """Until the script has finished and, on a page with a component, that is drawn in its frame.

    Under `/plain` there is neither a script nor a frame.
    """
    if urlsplit(page.url).path.startswith("/plain/"):
        page.wait_for_selector('main [data-page="ready"]')
        return
    page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]')
    if urlsplit(page.url).path.strip("/") in {"", *(each.path for each in PAGES)}:
        page.wait_for_selector('#root [data-page="ready"]')


# Until the rectangles of all elements are the same in four pictures more: after how many.
STANDS = """() => new Promise((resolve) => {
  let before = NaN, same = 0, pictures = 0;
  const look = () => {
    let now = 0;
    for (const each of document.querySelectorAll("body *")) {
      const { left, top, width, height } = each.getBoundingClientRect();
      now = (31 * now + left + 3 * top + 5 * width + 7 * height) % 1e9;
    }
    same = now === before ? same + 1 : 0;
    before = now;
    pictures += 1;
    if (same < 4) requestAnimationFrame(look);
    else resolve(pictures);
  };
  requestAnimationFrame(look);
})"""


def resize(page: Page, width: int, height: int) -> int:
    """Another window, until nothing moves in it any more: after how many pictures."""
    page.set_viewport_size({"width": width, "height": height})
    pictures: int = page.evaluate(STANDS)
    return pictures


if __name__ == "__main__":
    if not starts():
        install()
    if not starts():
        sys.exit(NONE)
