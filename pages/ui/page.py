"""What a page is to the frame, the server and the home page: a row of the registry."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from starlette.routing import BaseRoute

from optim_core.catalog import Entry
from pages.ui import component, explanations
from pages.ui.gallery import Gallery
from pages.ui.links.codec import Codec
from pages.ui.server.compute_pool import in_turns

PAGES = Path(__file__).resolve().parents[1]

T = TypeVar("T")
V = TypeVar("V")


@dataclass(frozen=True)
class HomeSection(Generic[T]):
    """What the home page shows of a page, beside its presets."""

    start: str  # to set up something of one's own
    picture: Callable[[T], str] | None = None  # of what a preset stands for, as SVG, 2 : 1


def _nothing() -> None:
    """There is nothing to do."""


def _no_work() -> Iterator[None]:
    return iter(())


@dataclass(frozen=True, eq=False, kw_only=True)
class Page(Generic[T, V]):
    """`pages/<name>.py`; the folder `<name>` beside this file, and the one in `static`."""

    name: str
    path: str  # its address
    title: str
    gallery: Gallery[T, V]
    entries: Callable[[T], Iterable[Entry]]  # of the catalogs: what is explained below the page
    explains: bool = True  # something at any link: it is read by Python only when that is opened
    api: str  # `/api/<api>?<link>` says what a link stands for: asked as soon as the page is opened
    routes: Sequence[BaseRoute]
    controls: Callable[[], Mapping[str, Any]]  # what they are built from, for the catalog
    home: HomeSection[T]
    needs_socket: bool = False  # beside Streamlit's: without it, all that it asks travels over HTTP
    builds_on: Sequence[str] = ()  # names of pages whose link and drawings it uses
    prepare: Callable[[], None] = _nothing  # before the server answers
    warm_up: Callable[[], Iterator[None]] = _no_work  # in the background, a bit at each step
    stop: Callable[[], None] = _nothing  # before the server ends
    health: Callable[[], Mapping[str, int]] = dict  # what it adds to `/api/health`

    def __post_init__(self) -> None:
        object.__setattr__(self, "routes", in_turns(self.routes))

    @property
    def codec(self) -> Codec[T, V]:
        return self.gallery.codec

    @property
    def start(self) -> str:
        return self.home.start

    @property
    def picture(self) -> Callable[[T], str] | None:
        return self.home.picture

    @property
    def plain(self) -> str:
        """Where it stands without Streamlit; nothing where it cannot."""
        return "" if self.needs_socket else f"plain/{self.path}"

    @property
    def file(self) -> Path:
        return PAGES / f"{self.name}.py"

    @property
    def script(self) -> str:
        """The module in `static` that mounts the page."""
        return f"{self.name}/page.js"

    def show(self) -> None:
        """The page's component, and below it what the entries are that it shows."""
        named = component.show(self.name, self.script)

        def entries() -> Iterable[Entry]:
            if named is not None:
                return explanations.entries_named(named)
            shown, _, _ = self.codec.read(component.address())
            return self.entries(shown)

        explanations.show(entries, self.explains)
