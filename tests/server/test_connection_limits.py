"""What a connection may do below messages: floods of frames and endless requests are closed."""

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import Any

import pytest
import uvicorn
import websockets
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from uvicorn.server import ServerState
from websockets.frames import Frame, Opcode

from pages.ui.server import connection_limits
from tests.helpers.server import apart

PATIENCE = 0.4


async def app(scope: Any, receive: Any, send: Any) -> None:
    """Answers slower than a request may come; on a socket, echoes."""
    if scope["type"] == "http":
        await asyncio.sleep(2 * PATIENCE)
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"answered"})
        return
    await receive()
    await send({"type": "websocket.accept"})
    while (message := await receive())["type"] == "websocket.receive":
        await send({"type": "websocket.send", "text": message["text"]})


def served(visit: Callable[[int], Coroutine[Any, Any, Any]]) -> Any:
    """What a visit finds on the port of a server with such connections."""

    async def serve() -> Any:
        config = uvicorn.Config(app, ws="websockets-sansio", log_level="critical", lifespan="off")
        config.load()
        config.ws_protocol_class = connection_limits.sparing(config.ws_protocol_class)  # type: ignore[type-var]
        kind = connection_limits.impatient(config.http_protocol_class, PATIENCE)
        state = ServerState()
        loop = asyncio.get_running_loop()
        server = await loop.create_server(
            lambda: kind(config=config, server_state=state, app_state={}), "127.0.0.1", 0
        )
        async with server:
            return await visit(server.sockets[0].getsockname()[1])

    return apart(serve())


@pytest.mark.parametrize(
    "begin",
    [
        b"",
        b"GET / HTTP/1.1\r\nHost: a\r\n",
        b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n1",
    ],
    ids=["nothing", "half a head", "half a body"],
)
def test_a_request_that_never_ends_is_closed(begin: bytes) -> None:
    async def visit(port: int) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(begin)
        for _ in range(50):  # a byte now and then is no request either
            await asyncio.sleep(PATIENCE / 10)
            if b"head" in begin:
                writer.write(b"x")
            if reader.at_eof() or reader.exception():
                break
        else:
            raise AssertionError("still open")
        writer.close()

    served(visit)


def test_an_answer_that_takes_long_is_waited_for_and_the_next_request_too() -> None:
    async def visit(port: int) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for _ in range(2):
            writer.write(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 10)
            assert b"200" in head.splitlines()[0]
            while b"answered" not in await reader.readline():
                pass
            await reader.readuntil(b"0\r\n\r\n")
        writer.close()

    served(visit)


def test_a_socket_stays_open_and_is_answered() -> None:
    async def visit(port: int) -> None:
        async with websockets.connect(f"ws://127.0.0.1:{port}") as line:
            await asyncio.sleep(2 * PATIENCE)
            for number in range(20):
                await (await line.ping())
                await line.send(f"{number}")
                assert await line.recv() == f"{number}"

    served(visit)


@pytest.mark.parametrize("opcode", [Opcode.PING, Opcode.PONG, Opcode.CONT])
def test_a_flood_of_frames_that_are_no_messages_is_closed(opcode: Opcode) -> None:
    async def visit(port: int) -> None:
        async with websockets.connect(f"ws://127.0.0.1:{port}") as line:
            out = line.transport
            if opcode is Opcode.CONT:
                out.write(Frame(Opcode.TEXT, b"", fin=False).serialize(mask=True))
            flood = Frame(opcode, b"", fin=opcode is not Opcode.CONT).serialize(mask=True)
            with suppress(RuntimeError):  # closed while it is written
                for _ in range(10):
                    out.write(flood * (connection_limits.FRAMES[1] // 5))
                    await asyncio.sleep(0.02)
            with pytest.raises(websockets.ConnectionClosed):
                await asyncio.wait_for(line.recv(), 5)

    served(visit)


@pytest.mark.parametrize("of_frames", [True, False])
def test_of_one_connection_little_is_read_before_the_next_has_its_turn(
    monkeypatch: pytest.MonkeyPatch, of_frames: bool
) -> None:
    """Of frames on a socket, or of requests one after another."""
    read: list[int] = []
    for kind in (WebSocketsSansIOProtocol, H11Protocol):

        def spied(self: Any, data: bytes, theirs: Callable[..., None] = kind.data_received) -> None:
            read.append(len(data))
            theirs(self, data)

        monkeypatch.setattr(kind, "data_received", spied)

    async def visit(port: int) -> None:
        if of_frames:
            frame = Frame(Opcode.TEXT, b"").serialize(mask=True)
            async with websockets.connect(f"ws://127.0.0.1:{port}", close_timeout=0.1) as line:
                line.transport.write(frame * 40_000)
                for _ in range(100):
                    assert await line.recv() == ""
        else:
            _, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n" * 10_000)
            await asyncio.sleep(PATIENCE / 2)
            writer.transport.abort()

    served(visit)
    assert 100 < max(read) <= connection_limits.PIECE
