"""Streamlit's page and files, compressed; the page starts our scripts beside Streamlit's own."""

from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Protocol

import streamlit
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pages.ui.server import languages
from pages.ui.server.assets import asset, files, modules, release, styles
from pages.ui.server.compression import accepts_gzip, respond
from pages.ui.server.headers import IMMUTABLE, MIME_TYPES

STREAMLIT = Path(streamlit.__file__).with_name("static")


class Page(Protocol):
    """What the document of a page has to know."""

    @property
    def name(self) -> str: ...
    @property
    def path(self) -> str: ...
    @property
    def script(self) -> str: ...
    @property
    def api(self) -> str: ...
    @property
    def plain(self) -> str: ...


def document(page: Page, language: str) -> bytes:
    """Streamlit's page in a language. A page's own starts its modules beside it.

    The addresses are relative, so that the app may stand behind a proxy under a path.
    """
    whole = languages.marked((STREAMLIT / "index.html").read_bytes(), language)
    source = asset("core/connection.js")
    connection = f'<script type="module" src=".{source}" data-plain="{page.plain}"></script>'
    parts = sorted(STREAMLIT.glob("static/js/BidiComponent.*.js"))  # found out late else
    theirs = (f'<link rel="modulepreload" href="./static/js/{part.name}">' for part in parts)
    # Else the first picture is drawn without them, and then again.
    sheets = (
        f'<link rel="preload" as="style" href=".{asset(each)}">' for each in styles(page.name)
    )
    head = "".join([connection, *links(page, language), *sheets, *theirs])
    return whole.replace(b"</head>", head.encode() + b"</head>", 1)


def links(page: Page, language: str, app: str = ".") -> Iterable[str]:
    """What any document of a page starts and fetches; `app` is the way to the app's folder."""
    yield languages.first_script(f"{app}{asset('core/first.js')}", language)
    prefetch = asset("core/prefetch.js")
    yield f'<script type="module" src="{app}{prefetch}" data-prefetch="{page.api}"></script>'
    if page.api:
        yield f'<link rel="preload" as="script" href="{app}{asset("vendor/uPlot.min.js")}">'
    if (texts := f"translations/{language}.json") in files():
        yield f'<link rel="preload" as="fetch" crossorigin href="{app}{asset(texts)}">'
    for name in modules(page.script):
        yield f'<link rel="modulepreload" href="{app}{asset(name)}">'


class StreamlitFiles:
    """Sends Streamlit's page and files compressed, which Streamlit leaves to a proxy before it.

    Only whole files that the installed package holds; all else passes through.
    """

    def __init__(self, app: ASGIApp, pages: Iterable[Page]) -> None:
        self.app = app
        self.pages = {f"/{page.path}": page for page in pages}
        self.files = {
            f"/{path.relative_to(STREAMLIT).as_posix()}": path
            for path in (STREAMLIT / "static").rglob("*")
            if path.suffix in (".js", ".css")
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        file, is_page = self.files.get(path), path in self.pages
        asked = scope["type"] == "http" and scope["method"] in ("GET", "HEAD")
        if not asked or not (file or is_page):
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        if is_page:
            language = languages.language(headers, scope["query_string"])
            key = f"{path} {language} {release()}"
            read = partial(document, self.pages[path], language)
            answer = await respond(headers, key, read, "text/html", "no-cache", languages.VARY)
            await answer(scope, receive, send)
        elif file and accepts_gzip(headers) and "range" not in headers:
            mime_type = MIME_TYPES[file.suffix]
            answer = await respond(headers, path, file.read_bytes, mime_type, IMMUTABLE)
            await answer(scope, receive, send)
        else:

            async def varying(message: Message) -> None:
                if message["type"] == "http.response.start":
                    MutableHeaders(scope=message).add_vary_header("Accept-Encoding")
                await send(message)

            await self.app(scope, receive, varying)
