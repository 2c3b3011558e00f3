"""Files over HTTP: our scripts, plotly.js and Streamlit's page, compressed once and kept."""

import asyncio
import gzip
import re
from collections.abc import Callable
from functools import lru_cache, partial
from hashlib import sha256
from pathlib import Path
from posixpath import normpath
from typing import NamedTuple

import plotly
import streamlit
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pages.ui.language import CATALOGS
from pages.ui.server import languages

OURS = Path(__file__).resolve().parents[1] / "static"
STREAMLIT = Path(streamlit.__file__).with_name("static")
PLOTLY_FILE = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
PLOTLY = f"/assets/plotly-{plotly.__version__}.min.js"
STAGED = {
    "/race": "race/page.js",
    "/mnist": "lab/page.js",
}  # by page: the module that mounts its stage
PICTURED = ("/race",)  # pages that need plotly.js at once

FOR_EVER = "public, max-age=31536000, immutable"
KINDS = {".js": "text/javascript", ".css": "text/css", ".json": "application/json"}


def asset(name: str) -> str:
    """The address of a file in `static`.

    It changes when any of the files does, as they import each other by relative path.
    """
    return f"/assets/{release()}/{name}"


def release() -> str:
    """A name for what the folder `static` holds: found once, unless files are being watched."""
    if streamlit.get_option("server.fileWatcherType") != "none":
        _release.cache_clear()
    return _release()


@lru_cache(maxsize=1)
def _release() -> str:
    content = sha256()
    for name, path in _ours().items():
        content.update(name.encode() + b"\0" + path.read_bytes())
    return content.hexdigest()[:12]


def _ours() -> dict[str, Path]:
    files = sorted(path for path in OURS.rglob("*") if path.suffix in KINDS)
    ours = {path.relative_to(OURS).as_posix(): path for path in files}
    return ours | {f"translations/{path.name}": path for path in sorted(CATALOGS.glob("*.json"))}


def plotly_js() -> bytes:
    """plotly.js without the wrapper for other ways to load it, inside which it is compiled twice.

    That takes 0.3 s of 0.8 off its start. Where it has run already, it does not run again.
    """
    whole = PLOTLY_FILE.read_bytes()
    license, _, rest = whole.partition(b"*/")
    _, begins, rest = rest.partition(b'"use strict";var Plotly=')
    program, ends, _ = rest.rpartition(b"window.Plotly = Plotly;")
    if not (begins and ends):
        return whole
    return license + b'*/"use strict";window.Plotly??=' + program


def modules(name: str) -> list[str]:
    """The module and all that it imports, in time."""
    ours, found, left = _ours(), [], [name]
    while left:
        name = left.pop()
        if name not in found:
            found.append(name)
            imports = re.findall(r'from "(\.[\w./]+\.js)"', ours[name].read_text("utf-8"))
            left += [normpath(f"{name}/../{each}") for each in imports]
    return found


def document(path: str, language: str) -> bytes:
    """Streamlit's page. One with a stage starts our modules, and plotly.js, beside Streamlit's own.

    The addresses are relative, so that the app may stand behind a proxy under a path.
    """
    page = languages.marked((STREAMLIT / "index.html").read_bytes(), language)
    ahead = ""
    if path in PICTURED:
        ahead += f'<script async src=".{PLOTLY}"></script>'
    if path in STAGED:
        ahead += f'<script type="module" src=".{asset("core/prefetch.js")}"></script>'
        ahead += f'<link rel="preload" as="script" href=".{asset("vendor/uPlot.min.js")}">'
        if (texts := f"translations/{language}.json") in _ours():
            ahead += f'<link rel="preload" as="fetch" crossorigin href=".{asset(texts)}">'
        for name in modules(STAGED[path]):
            ahead += f'<link rel="modulepreload" href=".{asset(name)}">'
        for part in sorted(STREAMLIT.glob("static/js/BidiComponent.*.js")):  # found out late else
            ahead += f'<link rel="modulepreload" href="./static/js/{part.name}">'
    else:
        ahead += f'<link rel="prefetch" as="script" href=".{PLOTLY}">'
    return page.replace(b"</head>", ahead.encode() + b"</head>", 1)


class Compressed(NamedTuple):
    body: bytes
    etag: str


# By an address that changes with the content. It is bounded by what there is: about 7 MB.
_compressed: dict[str, asyncio.Task[Compressed]] = {}


async def compressed(address: str, read: Callable[[], bytes]) -> Compressed:
    """The content after gzip: made once, in a thread, however many ask for it at the same time."""
    if address not in _compressed:
        _compressed[address] = asyncio.create_task(asyncio.to_thread(_compress, read))
    return await asyncio.shield(_compressed[address])


def _compress(read: Callable[[], bytes]) -> Compressed:
    plain = read()
    return Compressed(gzip.compress(plain, 9, mtime=0), f'"{sha256(plain).hexdigest()[:20]}-gzip"')


def _takes_gzip(asked: Headers) -> bool:
    return "gzip" in asked.get("accept-encoding", "")


async def _content(
    asked: Headers,
    address: str,
    read: Callable[[], bytes],
    kind: str,
    keep: str,
    vary: str = "Accept-Encoding",
) -> Response:
    headers = {"Cache-Control": keep, "Vary": vary}
    if not _takes_gzip(asked):
        return Response(await asyncio.to_thread(read), headers=headers, media_type=kind)
    body, headers["ETag"] = await compressed(address, read)
    if headers["ETag"] in asked.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(body, headers=headers | {"Content-Encoding": "gzip"}, media_type=kind)


async def prepare() -> None:
    """What every visitor loads, before the first one comes."""
    await compressed(PLOTLY, plotly_js)


async def _plotly(request: Request) -> Response:
    return await _content(request.headers, PLOTLY, plotly_js, KINDS[".js"], FOR_EVER)


async def _asset(request: Request) -> Response:
    name = request.path_params["name"]
    path = _ours().get(name)
    if path is None:
        return PlainTextResponse("Not found", 404)
    # A page opened before an update may ask by the old name: it gets what there is, not to keep.
    keep = FOR_EVER if request.path_params["release"] == release() else "no-cache"
    return await _content(request.headers, asset(name), path.read_bytes, KINDS[path.suffix], keep)


ROUTES = [
    *languages.ROUTES,
    Route(PLOTLY, _plotly),
    Route("/assets/{release}/{name:path}", _asset),
]


class StreamlitCompressed:
    """Sends Streamlit's page compressed, which Streamlit itself leaves to a proxy in front of it.

    Only whole files that the installed package holds; all else passes through.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.files = {
            f"/{path.relative_to(STREAMLIT).as_posix()}": path
            for path in (STREAMLIT / "static").rglob("*")
            if path.suffix in KINDS
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        file, page = self.files.get(path), path in ("/", *STAGED)
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD") or not (file or page):
            await self.app(scope, receive, send)
            return
        asked = Headers(scope=scope)
        if page:
            language = languages.language(asked, scope["query_string"])
            key, read = f"{path} {language} {release()}", partial(document, path, language)
            vary = languages.VARY
            answer = await _content(asked, key, read, "text/html", "no-cache", vary)
            await answer(scope, receive, send)
        elif file and _takes_gzip(asked) and "range" not in asked:
            kind = KINDS[file.suffix]
            answer = await _content(asked, path, file.read_bytes, kind, FOR_EVER)
            await answer(scope, receive, send)
        else:

            async def varying(message: Message) -> None:
                if message["type"] == "http.response.start":
                    MutableHeaders(scope=message).add_vary_header("Accept-Encoding")
                await send(message)

            await self.app(scope, receive, varying)
