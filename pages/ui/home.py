"""The home page: what this is, and the course, a card for every preset of every page's gallery."""

from dataclasses import dataclass

from pages.ui import component
from pages.ui.language import N_


@dataclass(frozen=True)
class Home:
    """What the server has to know of it, as of a page of the registry. It has no link."""

    name: str = "home"
    path: str = ""
    plain: str = "plain/home"
    title: str = N_("Home")
    script: str = "home/page.js"
    api: str = ""

    def show(self) -> None:
        """All of it stands in the browser, from `/api/catalog`."""
        component.show(self.name, self.script)


HOME = Home()
