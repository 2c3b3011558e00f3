"""Whose pages may talk to the server over a socket, by Streamlit's settings."""

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import BaseRoute, Route
from starlette.types import Scope
from streamlit import get_option
from streamlit.web.server.starlette.starlette_websocket import is_host_allowed

from pages.ui.server.headers import NO_STORE


def is_allowed(origin: str | None, asked: Headers) -> bool:
    """Whether a page of `origin` may open a socket with these headers.

    `server.allowedHosts`, `server.enableCORS`, `server.corsAllowedOrigins` and
    `browser.serverAddress` mean what they mean in Streamlit. Unlike there, no server on the
    internet is asked for this machine's address, for which all would wait. A page cannot set
    `X-Forwarded-Host` on a socket, so that header comes from a proxy that knows the name.
    """
    host = asked.get("host")
    if not is_host_allowed(host):
        return False
    if origin is None or not get_option("server.enableCORS"):
        return True
    forwarded = asked.get("x-forwarded-host", "").partition(",")[0].strip()
    names = {_hostname(each) for each in get_option("server.corsAllowedOrigins")}
    names.add(get_option("browser.serverAddress"))
    try:
        site = urlsplit(origin)
        return site.netloc in {host, forwarded} - {None, ""} or site.hostname in names - {None}
    except ValueError:
        return False


def _hostname(site: str) -> str | None:
    return urlsplit(site if "//" in site else f"//{site}").hostname


def as_ours(scope: Scope) -> Scope:
    """The request as if from a page of this server: Streamlit, which asks again, lets it in."""
    headers = Headers(scope=scope)
    if "origin" not in headers or "host" not in headers:
        return scope
    ours = f"http://{headers['host']}".encode("latin-1")
    pairs = [(name, ours if name == b"origin" else value) for name, value in scope["headers"]]
    return {**scope, "headers": pairs}


async def _connection(request: Request) -> JSONResponse:
    origin = request.query_params.get("origin")
    return JSONResponse({"allowed": is_allowed(origin, request.headers)}, headers=NO_STORE)


# What a page asks whose socket does not open: whether it is this server that refuses it.
ROUTES: list[BaseRoute] = [Route("/api/connection", _connection)]
