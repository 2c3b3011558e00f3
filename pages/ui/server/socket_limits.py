"""What one socket may ask of the server: how much in a message, how often, and for what."""

import asyncio
import time
from collections.abc import Awaitable, Callable

from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg

from pages.ui.server.answer_socket import PATH as ASK
from pages.ui.server.throttle import Throttle

STREAM = "/_stcore/stream"
# Messages a second that are read of a socket, and how many at once before that: whoever goes
# through pages and lanes as fast as he can sends fewer. Streamlit's run a script each.
STREAMLITS = 4.0, 10
OURS = 10.0, 40
DRAGS = 120.0, 120  # no screen shows more; each waits for the answer to the one before
# What our pages ask of Streamlit. Of the rest, some would empty the caches of all, or look a
# hundred thousand names up in one message.
ASKED = {"rerun_script", "stop_script", "app_heartbeat"}
TOO_BIG, NOT_UNDERSTOOD = 1009, 1002  # codes with which a socket is closed


class SocketLimits:
    """Reads each socket no faster than others can live with; what waits there waits at the sender.

    Each has a limit of its own, so that sixty visitors behind one address do not slow each other.
    A message of more than `max_message` bytes closes its socket, as one does that is none.
    """

    open = 0  # sockets, of all

    def __init__(
        self,
        app: ASGIApp,
        max_message: int,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self.app, self.max_message = app, max_message
        self.clock, self.sleep = clock, sleep

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "websocket":
            await self.app(scope, receive, send)
            return
        is_streamlits = scope["path"].endswith(STREAM)
        of_its_kind = STREAMLITS if is_streamlits else DRAGS if scope["path"] == ASK else OURS
        limit, gone = Throttle(self.clock(), *of_its_kind), False

        async def paced() -> Message:
            while (message := await receive())["type"] == "websocket.receive":
                if gone:  # nobody is there to be answered
                    continue
                if (seconds := limit.wait(self.clock())) > 0:
                    await self.sleep(seconds)
                code, content = None, message.get("bytes") or message.get("text") or b""
                if len(content) > self.max_message:
                    code = TOO_BIG
                elif is_streamlits and isinstance(content, bytes):
                    try:
                        if BackMsg.FromString(content).WhichOneof("type") not in ASKED:
                            continue
                    except Exception:  # of protobuf
                        code = NOT_UNDERSTOOD
                if code is None:
                    return message
                await send({"type": "websocket.close", "code": code})
                return {"type": "websocket.disconnect", "code": code}
            return message

        async def watched(message: Message) -> None:
            nonlocal gone
            try:
                await send(message)
            except Exception:
                gone = True
                raise

        SocketLimits.open += 1
        try:
            await self.app(scope, paced, watched)
        except Exception:  # Streamlit fails where a visitor is gone in the moment it tells him
            if not gone:
                raise
        finally:
            SocketLimits.open -= 1
