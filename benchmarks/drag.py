"""How soon the picture follows the finger: six lanes of 300 steps, beside a bare echo."""

import tempfile
from pathlib import Path
from statistics import median

from playwright.sync_api import Page, WebSocket, sync_playwright

from tests.helpers import browser as chromium
from tests.helpers.server import Server

LANES = ("gradient_descent", "momentum", "nesterov", "rmsprop", "adam", "adamw")
RACE = "/race?" + "&".join(f"{number}={name}" for number, name in enumerate(LANES, 1))
RATE = '[data-field="5.lr"] input[type=range]'
WALLS = '[data-field="surface.b"] input[type=range]'
MORE = {  # pages and a dial of each
    "β of an average": ("/averages", '[data-field="3.beta"] input[type=range]'),
    "decay of a schedule": ("/schedules", '[data-field="3.decay"] input[type=range]'),
    "input of a network's backward pass": (
        "/backprop?preset=two_layers&step=37",
        '[data-field="in.u1"] input[type=range]',
    ),
    "rate of four schedules": ("/schedules", '[data-field="lr"] input[type=range]'),
    "number of dimensions": ("/dimensions", '[data-field="n"] input[type=range]'),
    "κ of a bowl in 100 dimensions": (
        "/dimensions?show=descent&n=100",
        '[data-field="kappa"] input[type=range]',
    ),
    "rate of a step": ("/step?at=20", '[data-field="1.lr"] input[type=range]'),
    "rate of a step with its model": (
        "/step?model=1&at=20",
        '[data-field="1.lr"] input[type=range]',
    ),
}
ALLOWED = {"rate of a step": 2.5, "rate of a step with its model": 2.5}  # echoes; else 2

ECHO = """async (times) => {
  const spent = [];
  for (let i = 1; i <= times; i++) {
    const begin = performance.now();
    await new Promise((heard) => {
      window.heard = (value) => value === i && heard();
      window.send(i);
    });
    spent.push(performance.now() - begin);
    await new Promise(requestAnimationFrame);
  }
  return spent;
}"""

TURN = """async ([dial, times]) => {
  const race = document.querySelector('.page'), slider = document.querySelector(dial), spent = [];
  const drawn = () => new Promise((resolve) => {
    const watch = new MutationObserver(() => { watch.disconnect(); resolve(); });
    watch.observe(race, { attributeFilter: ['data-revision'] });
  });
  slider.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }));
  for (let i = 0; i < times; i++) {
    slider.value = 300 + (i * 37) % 400;
    const begin = performance.now(), done = drawn();
    slider.dispatchEvent(new Event('input', { bubbles: true }));
    await done;
    spent.push(performance.now() - begin);
    await new Promise(requestAnimationFrame);
  }
  slider.dispatchEvent(new Event('change', { bubbles: true }));
  return spent;
}"""

DRAG = """async ([dial, seconds]) => {
  const race = document.querySelector('.page'), slider = document.querySelector(dial);
  slider.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }));
  const begin = performance.now(), before = Number(race.dataset.revision);
  for (let i = 0; performance.now() - begin < 1000 * seconds; i++) {
    slider.value = 300 + (i * 7) % 400;
    slider.dispatchEvent(new Event('input', { bubbles: true }));
    await new Promise(requestAnimationFrame);
  }
  const pictures = (Number(race.dataset.revision) - before) / seconds;
  slider.dispatchEvent(new Event('change', { bubbles: true }));
  return pictures;
}"""

MOVES = """async ([selector, seconds]) => {
  const race = document.querySelector('.page'), held = document.querySelector(selector);
  const pointerId = [...Array(100).keys()].find((id) => held.hasPointerCapture(id));
  const { left, top } = held.getBoundingClientRect();
  const begin = performance.now(), before = Number(race.dataset.revision);
  for (let i = 0; performance.now() - begin < 1000 * seconds; i++) {
    const to = { clientX: left + (i % 40), clientY: top + (i % 30), pointerId, bubbles: true };
    held.dispatchEvent(new PointerEvent('pointermove', to));
    await new Promise(requestAnimationFrame);
  }
  return (Number(race.dataset.revision) - before) / seconds;
}"""

FRAMES = """async (seconds) => {
  const race = document.querySelector('.race'), begin = performance.now();
  let frames = 0, steps = 0, last = null;
  while (performance.now() - begin < 1000 * seconds) {
    await new Promise(requestAnimationFrame);
    frames++;
    const step = race.querySelector('.count').dataset.step;
    steps += step !== last;
    last = step;
  }
  return [frames / seconds, steps / seconds];
}"""


def main() -> None:
    """Prints the figures of the page while it is dragged and while it plays."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        server = Server(Path(folder) / "log")
        server.start()
        server.await_warm_up()
        bare = Bare(Path(folder) / "bare")
        bare.start()
        browser = chromium.launch(playwright)
        try:
            page = browser.new_page(**chromium.DESKTOP)
            page.goto(str(bare))
            page.wait_for_function("() => Boolean(window.send)")
            echo = median(page.evaluate(ECHO, 60)[10:])
            print(f"echo of a number on a bare page: {echo:.1f} ms")
            told, sizes = _told(page), _sizes(page)
            page.goto(f"{server}{RACE}")
            chromium.wait_ready(page)
            page.wait_for_timeout(1000)
            at_first = len(told)
            drags = _measure(page, echo, sizes)
            print(f"script runs a drag: {(len(told) - at_first) / drags:.0f} (0)")
            more(page, str(server), echo)
        finally:
            browser.close()
            bare.stop()
            server.stop()


def more(page: Page, server: str, echo: float) -> None:
    """Prints how soon the pictures of the other pages follow."""
    for what, (path, dial) in MORE.items():
        page.goto(f"{server}{path}")
        chromium.wait_ready(page)
        page.wait_for_timeout(1000)
        took = median(page.evaluate(TURN, [dial, 60])[10:])
        pictures = page.evaluate(DRAG, [dial, 2])
        allowed = ALLOWED.get(what, 2)
        print(
            f"{what} to the new picture: {took:.1f} ms, {took / echo:.2f} echoes ({allowed}); "
            f"while dragged {pictures:.0f} pictures a second (30)"
        )


def _told(page: Page) -> list[None]:
    """Grows by one with each message to Streamlit from now on: each is a run of the script."""
    told: list[None] = []

    def listen(socket: WebSocket) -> None:
        if "_stcore" in socket.url:
            socket.on("framesent", lambda _: told.append(None))

    page.on("websocket", listen)
    return told


def _measure(page: Page, echo: float, sizes: list[int]) -> int:
    """Prints the figures; gives how many drags there were."""
    page.locator('[data-do="pause"]').click()
    for dial, what in ((RATE, "a learning rate"), (WALLS, "a surface parameter")):
        took = median(page.evaluate(TURN, [dial, 60])[10:])
        print(f"{what} to the new picture: {took:.1f} ms, {took / echo:.2f} echoes (2.5)")
        sizes.clear()
        pictures = page.evaluate(DRAG, [dial, 2])
        print(f"  while dragged: {pictures:.0f} pictures a second (30), {max(sizes) / 1e3:.1f} kB")
        page.wait_for_timeout(700)
    sizes.clear()
    pictures = _by_mouse(page, ".picture .start")
    print(f"the start: {pictures:.0f} pictures a second (30), {max(sizes) / 1e3:.1f} kB each (50)")
    page.locator('[data-do="speed"]').select_option("2")
    page.locator('[data-do="restart"]').click()
    frames, steps = page.evaluate(FRAMES, 3)
    print(f"playing at 2x: {frames:.0f} frames a second (55), {steps:.0f} of them with a new step")
    return 5


def _by_mouse(page: Page, selector: str) -> float:
    """Pictures a second while the mouse drags: it is pressed there, and moves at every frame.

    The browser's driver would wait for each move to be seen before the next, which a hand does not.
    """
    box = page.locator(selector).bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    pictures = page.evaluate(MOVES, [selector, 2])
    page.mouse.up()
    page.wait_for_timeout(700)
    return pictures


def _sizes(page: Page) -> list[int]:
    """The sizes of the answers that arrive over the socket of drags from now on, in bytes."""
    sizes: list[int] = []

    def listen(socket: WebSocket) -> None:
        if socket.url.endswith("/api/ask"):
            socket.on("framereceived", lambda frame: sizes.append(len(frame)))

    page.on("websocket", listen)
    return sizes


class Bare(Server):
    """The echo on a server of its own, with the app's settings."""

    command = ("-m", "benchmarks.bare")
    health = "/_stcore/health"


if __name__ == "__main__":
    main()
