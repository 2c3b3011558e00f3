"""Films the running app for the README: race.webp and lab.png, by `python .readme/animation.py`."""

import io
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.helpers import browser as chromium  # noqa: E402
from tests.helpers.server import Server  # noqa: E402

SIZE = {"width": 1280, "height": 720}
WIDTH = 960  # of the film
STEPS = [*range(0, 30, 2), *range(30, 100, 6), 120, 150]
HERE = Path(__file__).parent


def still(page: Page) -> Image.Image:
    image = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    return image.resize((WIDTH, WIDTH * image.height // image.width), Image.Resampling.LANCZOS)


def film(page: Page) -> list[tuple[Image.Image, int]]:
    """Stills, and for how many ms each is seen: a race runs, then a learning rate is dragged."""
    taken = []
    page.click('[data-do="pause"]')
    scrubber = page.locator("input.scrubber")
    for step in STEPS:
        scrubber.evaluate(
            "(scrubber, step) => { scrubber.value = step;"
            " scrubber.dispatchEvent(new Event('input', { bubbles: true })); }",
            step,
        )
        page.wait_for_timeout(120)
        taken.append((still(page), 90))
    slider = page.locator('[data-field="1.lr"] input[type=range]')
    box = slider.bounding_box()
    assert box
    share = slider.evaluate("({ value, min, max }) => (value - min) / (max - min)")
    x, y = box["x"] + 8 + share * (box["width"] - 16), box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    for moved in [*range(0, -36, -3), *range(-36, 3, 3), *([0] * 2)]:
        page.mouse.move(x + moved, y)
        page.wait_for_timeout(250)
        taken.append((still(page), 130))
    page.mouse.up()
    return [*taken[:-1], (taken[-1][0], 1500)]


def trained(page: Page, server: Server) -> None:
    """What stands at the end of the lab's first training, on MNIST."""
    page.goto(f"{server}/mnist?run=1")
    chromium.wait_ready(page)
    page.locator('.train[data-do="trained"]').wait_for(timeout=120_000)
    page.wait_for_timeout(800)
    page.screenshot(path=HERE / "lab.png")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        server = Server(Path(folder) / "log", WARM_UP="0")
        server.start()
        browser = chromium.launch(playwright)
        try:
            page = browser.new_page(viewport=SIZE)
            page.goto(f"{server}/race?preset=zigzag")
            chromium.wait_ready(page)
            page.wait_for_timeout(1500)
            taken = film(page)
            trained(page, server)
        finally:
            browser.close()
            server.stop()
    (first, _), *others = taken
    shown = [ms for _, ms in taken]
    out = HERE / "race.webp"
    rest = [image for image, _ in others]
    first.save(out, save_all=True, append_images=rest, duration=shown, loop=0, quality=70, method=4)
    print(f"{out.name}: {out.stat().st_size / 1e6:.2f} MB, {len(taken)} stills")


if __name__ == "__main__":
    main()
