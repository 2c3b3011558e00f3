"""The path under which the app stands: inside, every address begins at the root."""

from collections.abc import Sequence

from starlette.responses import RedirectResponse
from starlette.routing import BaseRoute, Match
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit import get_option


def base_path() -> str:
    """`server.baseUrlPath`, as in `/optimizers`; nothing where the app stands at the root."""
    told = str(get_option("server.baseUrlPath") or "").strip("/")
    return f"/{told}" if told else ""


class WithoutBasePath:
    """Takes off the path that a server before this one has put there, or that one is mounted under.

    It is in `root_path`, as ASGI says, or in `server.baseUrlPath`. Addresses in our pages are
    relative to their folder, so the app's own ends in a slash and a page's does not. Redirects are
    relative too: nobody here knows what a proxy has taken off.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app, self.base = app, base_path()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        path = scope["path"]
        for prefix in filter(None, (scope.get("root_path", "").rstrip("/"), self.base)):
            if path == prefix:
                await _redirect(f"{prefix.rpartition('/')[2]}/", scope, receive, send)
                return
            if path.startswith(f"{prefix}/"):
                path = path[len(prefix) :]
        raw = path.encode("utf-8", "surrogateescape")
        inside = {**scope, "path": path, "raw_path": raw, "root_path": ""}
        if scope["type"] == "http" and scope["method"] in ("GET", "HEAD") and _ends_in_slash(path):
            await _redirect(f"../{path.rstrip('/').rpartition('/')[2]}", inside, receive, send)
        else:
            await self.app(inside, receive, send)


def _ends_in_slash(path: str) -> bool:
    return path.endswith("/") and not path.endswith("//") and path != "/"


async def _redirect(to: str, scope: Scope, receive: Receive, send: Send) -> None:
    query = scope["query_string"].decode("latin-1")
    answer = RedirectResponse(f"{to}?{query}" if query else to, 301, {"Cache-Control": "no-cache"})
    await answer(scope, receive, send)


class StreamlitsBasePath:
    """Puts `server.baseUrlPath` back for Streamlit's own addresses, which begin with it."""

    def __init__(self, app: ASGIApp, ours: Sequence[BaseRoute]) -> None:
        self.app, self.ours, self.base = app, ours, base_path()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self.base and scope["type"] in ("http", "websocket"):
            is_ours = any(route.matches(scope)[0] is not Match.NONE for route in self.ours)
            if not is_ours:
                raw = self.base.encode() + scope["raw_path"]
                scope = {**scope, "path": self.base + scope["path"], "raw_path": raw}
        await self.app(scope, receive, send)
