"""The files of the folder `static`, over HTTP."""

import re
from collections.abc import Mapping
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from posixpath import normpath

import streamlit
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from pages.ui.language import CATALOGS
from pages.ui.server.compression import compressed, respond
from pages.ui.server.headers import IMMUTABLE, MIME_TYPES

STATIC = Path(__file__).resolve().parents[1] / "static"
STYLES = (
    "vendor/uPlot.min.css",
    *(f"style/{subject}.css" for subject in ("page", "fields", "lanes", "charts", "media")),
)


def asset(name: str) -> str:
    """The address of a file in `static`.

    It changes when any of the files does, as they import each other by relative path.
    """
    return f"/assets/{release()}/{name}"


def release() -> str:
    """A name for what the folder `static` holds: found once, unless files are being watched."""
    if _watched():
        _release.cache_clear()
    return _release()


def _watched() -> bool:
    return streamlit.get_option("server.fileWatcherType") != "none"


@lru_cache(maxsize=1)
def _release() -> str:
    content = sha256()
    for name, path in files().items():
        content.update(name.encode() + b"\0" + path.read_bytes())
    return content.hexdigest()[:12]


def files() -> Mapping[str, Path]:
    """What may be asked for, by its name in `static`; the languages' catalogs are as if there.

    Looked for once, unless files are being watched: a first visit asks for nearly a hundred.
    """
    if _watched():
        _files.cache_clear()
    return _files()


@lru_cache(maxsize=1)
def _files() -> Mapping[str, Path]:
    found = sorted(path for path in STATIC.rglob("*") if path.suffix in MIME_TYPES)
    ours = {path.relative_to(STATIC).as_posix(): path for path in found}
    return ours | {f"translations/{path.name}": path for path in sorted(CATALOGS.glob("*.json"))}


def styles(name: str) -> list[str]:
    """The style sheets of the page `name`: `style/<name>.css` is its own, if there is one."""
    own = f"style/{name}.css"
    return [*STYLES, *([own] if own in files() else [])]


def modules(name: str) -> list[str]:
    """The module and all that it imports, in time."""
    there, found, left = files(), [], [name]
    while left:
        name = left.pop()
        if name not in found:
            found.append(name)
            imports = re.findall(r'from "(\.[\w./]+\.js)"', there[name].read_text("utf-8"))
            left += [normpath(f"{name}/../{each}") for each in imports]
    return found


async def prepare() -> None:
    """Compresses what visitors load, before the first one comes."""
    for name, path in files().items():
        await compressed(asset(name), path.read_bytes)


async def _asset(request: Request) -> Response:
    name = request.path_params["name"]
    path = files().get(name)
    if path is None:
        return PlainTextResponse("Not found", 404)
    # A page opened before an update may ask by the old name: it gets what there is, not to keep.
    cache_control = IMMUTABLE if request.path_params["release"] == release() else "no-cache"
    mime_type = MIME_TYPES[path.suffix]
    return await respond(request.headers, asset(name), path.read_bytes, mime_type, cache_control)


ROUTES: list[BaseRoute] = [
    Route("/assets/{release}/{name:path}", _asset),
]
