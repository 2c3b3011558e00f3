"""The security headers of every answer, and what a page may load."""

import os
import re
import sys
from base64 import b64encode
from hashlib import sha256

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pages.ui.server import origins
from pages.ui.server.streamlit_files import STREAMLIT

_SITE = re.compile(r"(https?://)?(\*\.)?[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:(\d{1,5}|\*))?|\*", re.I)


class SecurityHeaders:
    """Puts the headers on whatever the app inside answers, also when it fails."""

    def __init__(self, app: ASGIApp, frame_ancestors: str) -> None:
        self.app = app
        self.headers = {
            "Content-Security-Policy": policy(frame_ancestors),
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "same-origin",
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            asked = Headers(scope=scope)
            if origins.is_allowed(asked.get("origin"), asked):
                await self.app(origins.as_ours(scope), receive, send)
            else:
                await send({"type": "websocket.close", "code": 1008})
            return
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        begun = False

        async def with_headers(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                MutableHeaders(scope=message).update(self.headers)
            await send(message)

        try:
            await self.app(scope, receive, with_headers)
        except Exception:
            if not begun:
                await PlainTextResponse("Internal server error", 500)(scope, receive, with_headers)
            raise


def policy(frame_ancestors: str) -> str:
    """A Content-Security-Policy: files of this server only, and nothing evaluated.

    `blob:` runs the loaders of Streamlit's components, its page has one script inline, and its
    styles are inline. What is fetched ahead is by default, in Firefox.
    """
    page = (STREAMLIT / "index.html").read_text("utf-8")
    inline = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    digests = (b64encode(sha256(script.encode()).digest()).decode() for script in inline)
    return "; ".join(
        [
            "default-src 'self'",
            "object-src 'none'",
            "frame-src 'none'",
            "media-src 'none'",
            " ".join(["script-src 'self' blob:", *(f"'sha256-{digest}'" for digest in digests)]),
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "manifest-src 'self'",
            "base-uri 'self'",
            "form-action 'self'",
            f"frame-ancestors {frame_ancestors}",
        ]
    )


def frame_ancestors() -> str:
    """Who may show the app in a frame: itself, and the sites in `FRAME_ANCESTORS`."""
    sites = re.split(r"[\s,]+", os.environ.get("FRAME_ANCESTORS", "").strip())
    for site in filter(None, sites):
        if not _SITE.fullmatch(site):
            sys.exit(f"FRAME_ANCESTORS lists sites such as https://course.example, not {site!r}.")
    return " ".join(["'self'", *filter(None, sites)])
