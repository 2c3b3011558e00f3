"""A first visit to the race, on a warm server: bytes on the wire and time to the picture.

It is drawn and in use before Streamlit has begun, and moves into its frame when that is there.
"""

import tempfile
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.drag import Bare
from tests.helpers import browser as chromium
from tests.helpers.server import Server

VISITS = 7

WATCH = """
new MutationObserver((_, watch) => {
  if (!document.querySelector("[data-page=ready], [data-testid=stMarkdown] p")) return;
  window.pictured ??= performance.now();
  if (!document.querySelector("#root :is([data-page=ready], [data-testid=stMarkdown] p)")) return;
  window.framed = performance.now();
  watch.disconnect();
}).observe(document, { subtree: true, childList: true, attributeFilter: ["data-page"] });
"""


def visit(browser: Browser, address: str) -> tuple[float, float, float]:
    """With nothing kept: ms to the picture, or to the first text of a bare page, bytes, ms to that
    in Streamlit's frame.
    """
    context = browser.new_context(**chromium.DESKTOP)
    page = context.new_page()
    page.add_init_script(WATCH)
    received = _received(page)
    page.goto(address)
    page.wait_for_function("() => window.framed")
    page.wait_for_load_state("networkidle")
    pictured, framed = page.evaluate("[window.pictured, window.framed]")
    context.close()
    return pictured, sum(received), framed


def _received(page: Page) -> list[float]:
    """Grows by the bytes of each answer and message."""
    received: list[float] = []

    def finished(event: dict[str, Any]) -> None:
        received.append(event["encodedDataLength"])

    def message(event: dict[str, Any]) -> None:
        received.append(len(event["response"]["payloadData"]) * 3 / 4)  # base64

    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    network.on("Network.loadingFinished", finished)
    network.on("Network.webSocketFrameReceived", message)
    return received


def main() -> None:
    """Prints the medians; the first visit of all is told apart."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        server, bare = Server(Path(folder) / "log"), Bare(Path(folder) / "bare")
        server.start()
        server.await_warm_up()
        bare.start()
        browser = chromium.launch(playwright)
        try:
            first = visit(browser, f"{server}/race")
            visit(browser, str(bare))
            # One after the other, so that both meet the same machine.
            pairs = [
                (visit(browser, f"{server}/race"), visit(browser, str(bare))[0])
                for _ in range(VISITS)
            ]
        finally:
            browser.close()
            bare.stop()
            server.stop()
    pictured, text = median(race[0] for race, _ in pairs), median(bare for _, bare in pairs)
    print(f"picture after {pictured / 1e3:.2f} s; the first of all {first[0] / 1e3:.2f} s")
    print(f"  {pictured / text:.2f} of the time to the first text of a bare page (1.5)")
    framed = median(race[2] for race, _ in pairs)
    print(f"  in Streamlit's frame after {framed / 1e3:.2f} s; a bare page {text / 1e3:.2f} s")
    print(f"{median(race[1] for race, _ in pairs) / 1e6:.2f} MB on the wire (2)")


if __name__ == "__main__":
    main()
