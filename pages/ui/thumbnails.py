"""The pictures of the presets, each at an address that changes with the code that draws it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from hashlib import sha256
from pathlib import Path
from typing import Any, Protocol

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from pages.ui.gallery import Gallery
from pages.ui.server.compression import respond
from pages.ui.server.headers import IMMUTABLE

ROOT = Path(__file__).resolve().parents[2]
DRAWN_BY = ("optim_core", "surfaces", "pages/ui")  # what may change a picture
SVG = "image/svg+xml"


class Page(Protocol):
    """What of a page is needed to draw its presets."""

    @property
    def name(self) -> str: ...
    @property
    def gallery(self) -> Gallery: ...
    @property
    def picture(self) -> Callable[[Any], str] | None: ...


@lru_cache(maxsize=1)
def version() -> str:
    """A name for all that a picture is made of, found once."""
    content = sha256()
    for folder in DRAWN_BY:
        for path in sorted((ROOT / folder).rglob("*.py")):
            content.update(path.read_bytes())
        for path in sorted((ROOT / folder).rglob("*_curves.json")):
            content.update(path.read_bytes())
    return content.hexdigest()[:12]


def address(page: Page, name: str) -> str:
    """Of the picture of a preset; nothing where the page draws none. Relative to the app's root."""
    return f"pictures/{version()}/{page.name}/{name}.svg" if page.picture else ""


_drawn: dict[str, bytes] = {}  # by address: no more than there are presets


def drawn(page: Page, name: str) -> bytes:
    """The picture of a preset, made once: SVG."""
    at = address(page, name)
    if at not in _drawn:
        assert page.picture is not None
        shown, _, _ = page.gallery.codec.read(page.gallery.named(name).query)
        _drawn[at] = page.picture(shown).encode()
    return _drawn[at]


def routes(pages: Iterable[Page]) -> list[BaseRoute]:
    """`/pictures/<version>/<page>/<preset>.svg`: kept by whoever has asked once."""
    known = {
        (page.name, preset.name): page
        for page in pages
        if page.picture
        for preset in page.gallery.presets
    }

    async def answer(request: Request) -> Response:
        of, name, asked = (request.path_params[key] for key in ("page", "name", "version"))
        page = known.get((of, name))
        if page is None:
            return PlainTextResponse("Not found", 404)
        # A page opened before an update may ask by the old name: it gets what there is.
        cache_control = IMMUTABLE if asked == version() else "no-cache"
        read = partial(drawn, page, name)
        return await respond(request.headers, address(page, name), read, SVG, cache_control)

    return [Route("/pictures/{version}/{page}/{name}.svg", answer)]


@dataclass(frozen=True)
class Drawing:
    """What is drawn in the background, before anybody asks."""

    pages: Sequence[Page]

    def prepare(self) -> None:
        """Nothing of it is waited for."""

    def warm_up(self) -> Iterator[None]:
        for page in self.pages:
            for preset in page.gallery.presets if page.picture else ():
                yield
                drawn(page, preset.name)
