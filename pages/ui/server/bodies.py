"""What is sent and taken over HTTP: answers in pieces, and no uploads."""

import asyncio
from contextlib import suppress

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

UPLOADS = "/_stcore/upload_file"
PIECE = 65_536  # bytes
PATIENCE = 30.0  # seconds for a piece to go: a reader of 2 kB a second is waited for


class NoUploads:
    """Refuses what Streamlit would take and keep: no page of ours asks for a file."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and UPLOADS in scope["path"]:
            answer = PlainTextResponse("Nothing is uploaded here", 405, {"Connection": "close"})
            await answer(scope, receive, send)
        else:
            await self.app(scope, receive, send)


class InPieces:
    """Sends large answers piece by piece, so that no more than one waits for who does not read.

    Who takes none for `patience` seconds gets no more; the system ends the connection.
    """

    def __init__(self, app: ASGIApp, patience: float = PATIENCE) -> None:
        self.app, self.patience = app, patience

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def piecewise(message: Message) -> None:
            body = message.get("body", b"")
            if len(body) <= PIECE:
                await send(message)
                return
            more, whole = message.get("more_body", False), memoryview(body)
            for begin in range(0, len(body), PIECE):
                piece, rest = bytes(whole[begin : begin + PIECE]), begin + PIECE < len(body)
                async with asyncio.timeout(self.patience):
                    await send({**message, "body": piece, "more_body": rest or more})

        # Cancelled: the server ends, and has waited. That is no failure of the app.
        with suppress(TimeoutError, asyncio.CancelledError):
            await self.app(scope, receive, piecewise)
