"""Streamlit's page and files, compressed; the page starts our scripts beside Streamlit's own."""

from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Protocol

import streamlit
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pages.ui.server import languages, themes
from pages.ui.server.assets import asset, files, modules, release, styles
from pages.ui.server.compression import accepts_gzip, respond
from pages.ui.server.headers import IMMUTABLE, MIME_TYPES

STREAMLIT = Path(streamlit.__file__).with_name("static")
# Where a page stands before Streamlit's frame is there: in the same place, with the same letters.
EARLY = """
#early { position: fixed; inset: 0; z-index: 1; overflow: auto;
  --st-font: "Source Sans", sans-serif; --st-code-font: "Source Code Pro", monospace;
  --st-base-radius: 0.375rem; background: var(--st-background-color);
  color: var(--st-text-color); font-family: var(--st-font); line-height: 1.6 }
#early[hidden] { display: none }
:where(#early, #early *) { box-sizing: border-box }
@media print { #early { position: static } }
"""


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
    whole = whole.replace(b"</head>", "".join([connection, *theirs]).encode() + b"</head>", 1)
    if page.api:
        # A browser asks for six files at a time: the numbers and their picture come before those.
        for each in (b'<link rel="modulepreload"', b'<script type="module" crossorigin'):
            whole = whole.replace(each, each + b' fetchpriority="low"')
    ours = "".join([*early_head(page), *links(page, language)])
    whole = whole.replace(b"</title>", b"</title>" + ours.encode(), 1)
    return whole.replace(b'<div id="root">', early_place(page).encode() + b'<div id="root">', 1)


def early_head(page: Page) -> Iterable[str]:
    """What mounts a page that has a link before Streamlit has begun, and its styles."""
    for each in styles(page.name):
        how = 'rel="stylesheet" data-early' if page.api else 'rel="preload" as="style"'
        yield f'<link {how} href=".{asset(each)}">'
    if page.api:
        uplot = asset("vendor/uPlot.min.js").lstrip("/")
        yield f"<style>{themes.of('#early')}{EARLY}</style>"
        yield (
            f'<script type="module" async src=".{asset("core/early_mount.js")}"'
            f' data-early="{asset(page.script).lstrip("/")}" data-uplot="{uplot}"></script>'
        )


def early_place(page: Page) -> str:
    """Where it stands until Streamlit has made a place for it: where that will be on the screen."""
    if not page.api:
        return ""
    inside = f'<div class="page {page.name}" data-name="{page.name}"></div>'
    return f'<div id="early" hidden><div class="stMainBlockContainer">{inside}</div></div>'


def links(page: Page, language: str, app: str = ".") -> Iterable[str]:
    """What any document of a page starts and fetches; `app` is the way to the app's folder."""
    yield languages.first_script(f"{app}{asset('core/old_browser.js')}", language)
    missing = asset("core/missing_styles.js")
    yield f'<script type="module" async src="{app}{missing}"></script>'
    prefetch = asset("core/prefetch.js")
    yield f'<script type="module" async src="{app}{prefetch}" data-prefetch="{page.api}"></script>'
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
