"""A first visit to the race, on a warm server: bytes on the wire and time to the picture."""

import tempfile
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from tests.helpers import browser as chromium
from tests.helpers.server import Server

VISITS = 7

WATCH = """
new MutationObserver((_, watch) => {
  if (!document.querySelector("[data-page=ready]")) return;
  window.pictured = performance.now();
  watch.disconnect();
}).observe(document, { subtree: true, childList: true, attributeFilter: ["data-page"] });
"""


def visit(browser: Browser, server: Server) -> tuple[float, float, float]:
    """With nothing kept: ms to the picture, bytes in all, bytes of plotly.js."""
    context = browser.new_context(**chromium.DESKTOP)
    page = context.new_page()
    page.add_init_script(WATCH)
    addresses: dict[str, str] = {}
    received: list[tuple[str, float]] = []  # address, bytes

    def asked(event: dict[str, Any]) -> None:
        addresses[event["requestId"]] = event["request"]["url"]

    def finished(event: dict[str, Any]) -> None:
        received.append((addresses.get(event["requestId"], ""), event["encodedDataLength"]))

    def message(event: dict[str, Any]) -> None:
        received.append(("", len(event["response"]["payloadData"]) * 3 / 4))  # base64

    network = context.new_cdp_session(page)
    network.send("Network.enable")
    network.on("Network.requestWillBeSent", asked)
    network.on("Network.loadingFinished", finished)
    network.on("Network.webSocketFrameReceived", message)
    page.goto(f"{server}/race")
    chromium.wait_ready(page)
    page.wait_for_load_state("networkidle")
    pictured = page.evaluate("window.pictured")
    context.close()
    return (
        pictured,
        sum(size for _, size in received),
        sum(size for address, size in received if "plotly" in address),
    )


def main() -> None:
    """Prints the medians; the first visit of all also compresses the files, so it is told apart."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        server = Server(Path(folder) / "log")
        server.start()
        server.await_warm_up()
        browser = chromium.launch(playwright)
        try:
            first, *others = (visit(browser, server) for _ in range(VISITS))
        finally:
            browser.close()
            server.stop()
    pictured, total, plotly = (median(column) for column in zip(*others, strict=True))
    print(f"picture after {pictured / 1e3:.2f} s; the first of all {first[0] / 1e3:.2f} s")
    print(f"{total / 1e6:.2f} MB on the wire, of which plotly.js {plotly / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
