"""Files over HTTP: our scripts, plotly.js and Streamlit's page, compressed once and kept."""

import asyncio
import gzip
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import plotly
import streamlit
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

OURS = Path(__file__).with_name("static")
STREAMLIT = Path(streamlit.__file__).with_name("static")
PLOTLY_FILE = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
PLOTLY = f"/assets/plotly-{plotly.__version__}.min.js"

FOR_EVER = "public, max-age=31536000, immutable"
KINDS = {".js": "text/javascript", ".css": "text/css", ".html": "text/html"}


def asset(name: str) -> str:
    """The address of a file in `static`.

    It changes when any of the files does, as they import each other by relative path.
    """
    return f"/assets/{release()}/{name}"


def links(page: str) -> str:
    """What the browser may fetch while Streamlit's page starts; the front page leads to the race.

    The addresses are relative, so that the app may stand behind a proxy under a path.
    """
    if page == "/":
        return f"<.{PLOTLY}>; rel=prefetch; as=script"
    scripts = [name for name in sorted(_ours()) if name.endswith(".js")]
    return ", ".join(
        [
            f"<.{PLOTLY}>; rel=preload; as=script",
            *(
                f"<.{asset(name)}>; rel={'preload; as=script' if '/' in name else 'modulepreload'}"
                for name in scripts  # what others wrote, in a folder of its own, is no module
            ),
        ]
    )


def release() -> str:
    """A name for what the folder `static` holds: found once, unless files are being watched."""
    if streamlit.get_option("server.fileWatcherType") != "none":
        _release.cache_clear()
    return _release()


@lru_cache(maxsize=1)
def _release() -> str:
    content = sha256()
    for name, path in sorted(_ours().items()):
        content.update(name.encode() + b"\0" + path.read_bytes())
    return content.hexdigest()[:12]


def _ours() -> dict[str, Path]:
    return {p.relative_to(OURS).as_posix(): p for p in OURS.rglob("*") if p.suffix in KINDS}


class Compressed(NamedTuple):
    body: bytes
    etag: str


# Only files of ours and of two packages get here, so it is bounded: 7 MB if all were asked for.
_compressed: dict[tuple[Path, int], asyncio.Task[Compressed]] = {}


async def compressed(path: Path) -> Compressed:
    """The file after gzip: made once, in a thread, however many ask for it at the same time."""
    key = path, path.stat().st_mtime_ns
    if key not in _compressed:
        _compressed[key] = asyncio.create_task(asyncio.to_thread(_compress, path))
    return await asyncio.shield(_compressed[key])


def _compress(path: Path) -> Compressed:
    plain = path.read_bytes()
    return Compressed(gzip.compress(plain, 9, mtime=0), f'"{sha256(plain).hexdigest()[:20]}-gzip"')


def _takes_gzip(asked: Headers) -> bool:
    return "gzip" in asked.get("accept-encoding", "") and "range" not in asked


async def _file(asked: Headers, path: Path, keep: str) -> Response:
    headers = {"Cache-Control": keep, "Vary": "Accept-Encoding"}
    kind = KINDS[path.suffix]
    if not _takes_gzip(asked):
        return FileResponse(path, headers=headers, media_type=kind)
    body, headers["ETag"] = await compressed(path)
    if headers["ETag"] in asked.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(body, headers=headers | {"Content-Encoding": "gzip"}, media_type=kind)


async def _plotly(request: Request) -> Response:
    return await _file(request.headers, PLOTLY_FILE, FOR_EVER)


async def _asset(request: Request) -> Response:
    path = _ours().get(request.path_params["name"])
    if path is None:
        return PlainTextResponse("Not found", 404)
    # A page opened before an update may ask by the old name: it gets what there is, not to keep.
    current = request.path_params["release"] == release()
    return await _file(request.headers, path, FOR_EVER if current else "no-cache")


async def _health(_: Request) -> Response:
    return JSONResponse({"ok": True}, headers={"Cache-Control": "no-store"})


ROUTES = [
    Route("/api/health", _health),
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
            f"/{path.relative_to(STREAMLIT).as_posix()}": (path, FOR_EVER)
            for path in (STREAMLIT / "static").rglob("*")
            if path.suffix in KINDS
        }
        self.files["/"] = STREAMLIT / "index.html", "no-cache"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path, keep = self.files.get(scope.get("path", ""), (None, ""))
        if path is None or scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            await self.app(scope, receive, send)
            return
        asked = Headers(scope=scope)
        if _takes_gzip(asked):
            await (await _file(asked, path, keep))(scope, receive, send)
            return

        async def varying(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).add_vary_header("Accept-Encoding")
            await send(message)

        await self.app(scope, receive, varying)
