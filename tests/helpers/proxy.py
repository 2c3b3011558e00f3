"""A proxy before the app: under a path, which it strips or not, as web servers are set up to be."""

import asyncio
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

HEAD = b"\r\n\r\n"


@contextmanager
def under(
    path: str,
    port: int,
    stripped: bool = True,
    host: str | None = None,
    forwarded: bool = False,
    sockets: bool = True,
) -> Iterator[str]:
    """The app on `port`, under `path`: gives its address, without a slash at its end.

    It says `host` to the app in the place of its own name, which it says as `X-Forwarded-Host` if
    `forwarded`. Without `sockets`, it lets no WebSocket through.
    """
    ready, ports = threading.Event(), []

    async def serve() -> None:
        server = await asyncio.start_server(client, "127.0.0.1", 0)
        loop, stop = asyncio.get_running_loop(), asyncio.Event()
        ports.append(server.sockets[0].getsockname()[1])
        ends.append(lambda: loop.call_soon_threadsafe(stop.set))
        ready.set()
        async with server:
            await stop.wait()
            # Nobody is let in any more. Whom a server that is closed lets in, Python 3.11 forgets.
            for listening in server.sockets:
                loop.remove_reader(listening)
            # A browser that went away never reads what is still to be written to it. Whoever was
            # let in last may not be among `lines` yet.
            while asyncio.all_tasks() - {asyncio.current_task()}:
                for each in lines:
                    each.transport.abort()
                await asyncio.sleep(0.01)

    ends: list[Callable[[], object]] = []
    lines: set[asyncio.StreamWriter] = set()

    async def client(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        lines.add(writer)
        try:
            with suppress(ConnectionError, asyncio.IncompleteReadError):
                await answer(reader, writer)
            writer.close()
            with suppress(ConnectionError):
                await writer.wait_closed()
        finally:
            lines.discard(writer)

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(HEAD)
        asked, rest = head.split(b"\r\n", 1)
        found = re.fullmatch(rb"(\w+) " + path.encode() + rb"(/\S*) (HTTP/1\.1)", asked)
        if not found:
            writer.write(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
            return
        if host:
            name = re.search(rb"(?i)\r?host: ([^\r]*)", rest)
            known = b"\r\nX-Forwarded-Host: " + name[1] if forwarded and name else b""
            rest = re.sub(
                rb"(?i)(?<!-)host: [^\r]*", b"Host: " + host.encode() + known, rest, count=1
            )
        if b"upgrade: websocket" not in rest.lower():
            rest = re.sub(rb"(?i)connection: [^\r]*", b"Connection: close", rest)
        elif not sockets:
            writer.write(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")
            return
        up_reader, up_writer = await asyncio.open_connection("127.0.0.1", port)
        method, below, version = found.groups()
        target = below if stripped else path.encode() + below
        up_writer.write(b" ".join((method, target, version)) + b"\r\n" + rest)
        ways = [
            asyncio.create_task(pipe(reader, up_writer)),
            asyncio.create_task(pipe(up_reader, writer)),
        ]
        try:
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for way in ways:
                way.cancel()
            await asyncio.gather(*ways, return_exceptions=True)
            up_writer.transport.abort()

    thread = threading.Thread(target=asyncio.run, args=(serve(),))
    thread.start()
    ready.wait(10)
    try:
        yield f"http://127.0.0.1:{ports[0]}{path}"
    finally:
        ends[0]()
        thread.join(10)


async def pipe(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while some := await reader.read(65536):
        writer.write(some)
        await writer.drain()
