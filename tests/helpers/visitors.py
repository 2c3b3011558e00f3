"""Who opens pages in tests: visitors that come again in the window that they left."""

from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page

MEDIA: dict[str, Any] = {
    "color_scheme": "light", "reduced_motion": "no-preference", "forced_colors": "none"
}  # fmt: skip
OF_A_WINDOW = {"viewport", *MEDIA}  # all else is of the browser


class Visitors:
    """Visitors by what they browse with, who come again in the window that they left.

    Their browsers know the app's files, and have compiled its scripts: half of what a page costs.
    """

    def __init__(self, browser: Browser, address: str) -> None:
        self.browser, self.address = browser, address
        self.here: list[tuple[Page, list[Page], bool]] = []  # each with where it goes from here
        self.away: dict[str, list[Page]] = {}

    def come(self, options: dict[str, Any], once: bool) -> Page:
        browsers = {name: options[name] for name in options if name not in OF_A_WINDOW}
        away = self.away.setdefault(repr(browsers), [])
        if not away:
            context = self.browser.new_context(base_url=self.address, **browsers)
            away.append(self._window(context))
        page = self._window(away[-1].context) if once else away.pop()
        page.set_viewport_size(options["viewport"])
        page.emulate_media(**{name: options.get(name, usual) for name, usual in MEDIA.items()})
        self.here.append((page, away, once))
        return page

    def _window(self, context: BrowserContext) -> Page:
        page = context.new_page()
        # Streamlit's dialog about a lost connection comes now or later; a person would close it.
        lost = page.get_by_role("dialog").filter(has_text="Connection error")
        page.add_locator_handler(lost, lambda: page.keyboard.press("Escape"))
        return page

    def go(self) -> None:
        """All that are here. Whoever came once, or has not just this window, comes no more."""
        here, self.here = self.here, []
        for page, away, once in here:
            if once:
                page.close()
            elif page.context.pages != [page]:
                page.context.close()
            else:
                self._leave(page)
                away.append(page)

    def _leave(self, page: Page) -> None:
        """The next one finds a window as it was opened: nothing kept, nothing to go back to."""
        page.unroute_all()
        page.mouse.up()
        page.mouse.move(-1, -1)
        page.goto("/api/health")  # where no script runs
        page.evaluate("sessionStorage.clear()")
        page.emulate_media(media="null")
        tools = page.context.new_cdp_session(page)
        kept = {"origin": self.address, "storageTypes": "cookies,local_storage"}
        tools.send("Storage.clearDataForOrigin", kept)
        tools.send("Page.resetNavigationHistory")
        tools.detach()
