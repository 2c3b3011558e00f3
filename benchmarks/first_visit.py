"""A first visit to the race, on a warm server: bytes on the wire and time to the picture."""

import tempfile
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, sync_playwright

from tests import browser as chromium
from tests.conftest import Server

VISITS = 7

WATCH = """
new MutationObserver((_, watch) => {
  if (!document.querySelector("[data-stage=ready]")) return;
  window.pictured = performance.now();
  watch.disconnect();
}).observe(document, { subtree: true, childList: true, attributeFilter: ["data-stage"] });
"""


def visit(browser: Browser, server: Server) -> tuple[float, float, float]:
    """With nothing kept: ms to the picture, bytes in all, bytes of plotly.js."""
    context = browser.new_context(**chromium.DESKTOP)
    page = context.new_page()
    page.add_init_script(WATCH)
    received: dict[str, float] = {}
    plotly: set[str] = set()
    network = context.new_cdp_session(page)
    network.send("Network.enable")
    for event, heard in {
        "Network.requestWillBeSent": lambda e: (
            "plotly" in e["request"]["url"] and plotly.add(e["requestId"])
        ),
        "Network.loadingFinished": lambda e: received.update(
            {e["requestId"]: e["encodedDataLength"]}
        ),
        "Network.webSocketFrameReceived": lambda e: received.update(
            {f"frame {len(received)}": len(e["response"]["payloadData"]) * 3 / 4}  # base64
        ),
    }.items():
        network.on(event, heard)
    page.goto(f"{server}/race")
    chromium.wait_ready(page)
    page.wait_for_load_state("networkidle")
    pictured = page.evaluate("window.pictured")
    context.close()
    return pictured, sum(received.values()), sum(received.get(number, 0.0) for number in plotly)


def main() -> None:
    """Prints the medians; the first visit of all also compresses the files, so it is told apart."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        server = Server(Path(folder) / "log")
        server.start()
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
