"""The lab in a browser: from the button to curves that grow, messages, and from Stop to the end."""

import tempfile
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import Page, sync_playwright

from tests.helpers import browser as chromium
from tests.helpers.idx_files import FOLDER
from tests.helpers.server import Server

TIMES = 5
DATASET = "mnist" if FOLDER else "digits"
LANES = "1=gradient_descent&2=momentum&3=adam"
LONG = "&".join(f"{lane}=adam" for lane in range(1, 9)) + "&epochs=30&seeds=0-1-2-3-4"

# When the button was pressed, when the curves first grew after that, and each message since.
WATCH = """() => {
  const page = document.querySelector(".page");
  const seen = (window.seen = { pressed: 0, grown: 0, stopped: 0, messages: [] });
  let press = 0;
  document.addEventListener("click", () => (press = performance.now()), true);
  const state = () => document.querySelector(".page .bar").dataset.state;
  new MutationObserver(() => {
    const now = performance.now();
    seen.messages.push(now);
    const lengths = [...document.querySelectorAll(".legend output")].map((o) => o.textContent);
    if (!seen.grown && lengths.some(Boolean)) seen.grown = now - press;
    if (!seen.stopped && state() === "stopped") seen.stopped = now - press;
  }).observe(page, { attributes: true, attributeFilter: ["data-snapshots"] });
}"""


def opened(page: Page, server: Server, query: str) -> None:
    page.goto(f"{server}/mnist?{query}&dataset={DATASET}")
    chromium.wait_ready(page)
    page.evaluate(WATCH)


def first_curves(page: Page, server: Server, seed: int) -> float:
    """Milliseconds from Train until the curves of some lane have grown."""
    opened(page, server, f"{LANES}&seeds={seed}")
    page.locator('[data-do="train"]').click()
    page.wait_for_function("() => window.seen.grown")
    grown = page.evaluate("() => window.seen.grown")
    page.locator('[data-do="stop"]').click()
    return grown


def long_run(page: Page, server: Server) -> dict[str, Any]:
    """Messages a second and bytes a second of the largest training, and how fast it stops."""
    received: list[int] = []
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    network.on(
        "Network.webSocketFrameReceived",
        lambda event: received.append(len(event["response"]["payloadData"]) * 3 // 4),  # base64
    )
    opened(page, server, LONG)
    page.locator('[data-do="train"]').click()
    page.wait_for_function("() => window.seen.messages.length > 40", timeout=60_000)
    before = len(received), page.evaluate("() => performance.now()")
    page.wait_for_timeout(5_000)
    after = len(received), page.evaluate("() => performance.now()")
    seconds = (after[1] - before[1]) / 1e3
    page.locator('[data-do="stop"]').click()
    page.wait_for_function("() => window.seen.stopped")
    return {
        "messages": (after[0] - before[0]) / seconds,
        "bytes": sum(received[before[0] : after[0]]) / seconds,
        "stopped": page.evaluate("() => window.seen.stopped"),
    }


def main() -> None:
    """Prints what a person waits for, and what travels."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        where = {"MNIST_DIR": str(FOLDER)} if FOLDER else {}
        server = Server(Path(folder) / "log", **where)
        server.start()
        server.await_warm_up()
        browser = chromium.launch(playwright)
        page = browser.new_context(**chromium.DESKTOP).new_page()
        try:
            grown = [first_curves(page, server, seed) for seed in range(TIMES)]
            told = long_run(page, server)
        finally:
            browser.close()
            server.stop()
    print(
        f"{DATASET}: curves grow {median(grown) / 1e3:.2f} s after Train, "
        f"at most {max(grown) / 1e3:.2f}"
    )
    print(
        f"8 lanes x 5 seeds: {told['messages']:.1f} messages and {told['bytes'] / 1e3:.0f} kB a "
        f"second; stopped {told['stopped']:.0f} ms after Stop"
    )


if __name__ == "__main__":
    main()
