"""A server that many ask stays alive: files, log, memory, its end."""

import asyncio
import logging
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import nullcontext
from typing import Any

import pytest
import websockets
from jax.errors import JaxRuntimeError
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.routing import Route

from pages.ui.server import bodies, listening, process_memory
from pages.ui.server.streamlit_files import STREAMLIT
from tests.helpers.server import ROOT, Server, apart, ask

_FILES = (STREAMLIT / "static").rglob("*.js")
LARGE = f"/{max(_FILES, key=lambda path: path.stat().st_size).relative_to(STREAMLIT).as_posix()}"


def test_no_thread_holds_the_interpreter_for_long_against_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Each of a dozen messages of a run waits that long, for each thread that computes."""
    told: list[float] = []
    monkeypatch.setattr(sys, "setswitchinterval", told.append)
    listening.share_interpreter()
    assert len(told) == 1 and told[0] <= sys.getswitchinterval() / 5


def test_more_files_may_be_open_than_the_shell_allows(server: Server) -> None:
    resource = pytest.importorskip("resource")
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    limits = f"/proc/{server.process.pid}/limits"
    if not os.path.exists(limits):
        pytest.skip("the system does not tell of other processes")
    with open(limits) as file:
        line = next(line for line in file if line.startswith("Max open files"))
    wanted = listening.FILES if hard == resource.RLIM_INFINITY else min(listening.FILES, hard)
    assert int(line.split()[3]) >= wanted


def test_a_flood_in_the_log_is_a_trickle() -> None:
    sparing = listening.Sparing()
    told = [
        sparing.filter(logging.makeLogRecord({"msg": "socket.accept() out of system resource"}))
        for _ in range(1000)
    ]
    other = logging.makeLogRecord({"msg": "another"})
    assert sum(told) <= 2 * listening.PER_MINUTE and sparing.filter(other)


def test_no_more_than_a_piece_waits_for_who_does_not_read() -> None:
    sent: list[int] = []

    async def app(_scope: Any, _receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": bytes(10 * bodies.PIECE)})

    async def send(message: Any) -> None:
        sent.append(len(message.get("body", b"")))
        if len(sent) > 3:
            await asyncio.Event().wait()

    apart(bodies.InPieces(app, patience=0.05)({"type": "http"}, None, send))  # type: ignore[arg-type]
    assert sent == [0, *[bodies.PIECE] * 3]


def test_in_pieces_all_arrives(server: Server) -> None:
    answer, body = ask(server, LARGE)
    assert len(body) == int(answer.getheader("Content-Length", "0")) > 20 * bodies.PIECE


@pytest.mark.parametrize(
    ("fault", "status"),
    [
        (MemoryError(), 503),
        (JaxRuntimeError("RESOURCE_EXHAUSTED: Out of memory allocating 8 bytes."), 503),
        (JaxRuntimeError("INTERNAL: a bug"), 500),
    ],
)
def test_an_allocation_that_fails_is_no_failure_of_the_server(
    fault: Exception, status: int
) -> None:
    def fails(_: Request) -> None:
        raise fault

    inner = Starlette(
        routes=[Route("/api/race", fails)], exception_handlers=process_memory.HANDLERS
    )
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    async def receive() -> dict[str, Any]:
        return {"type": "http.disconnect"}

    scope = {"type": "http", "method": "GET", "path": "/api/race", "query_string": b""}
    with nullcontext() if status == 503 else pytest.raises(JaxRuntimeError):
        apart(inner(scope | {"headers": [], "app": inner}, receive, send))
    assert sent[0]["status"] == status
    assert ((b"retry-after", b"2") in sent[0]["headers"]) == (status == 503)


def test_the_server_ends_within_seconds_whoever_is_there(tmp_path: Any) -> None:
    """A reader who does not read, one who asks for ever, and open sockets of both kinds."""
    server = Server(tmp_path / "log")
    server.start()
    for _ in range(30):  # of Streamlit's, where each is a line in the log
        ask(server, "/oauth2callback")

    async def stay() -> float:
        address = f"127.0.0.1:{server.port}"
        readers = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(20)]
        for each in readers[:10]:
            each.sendall(f"GET {LARGE} HTTP/1.1\r\nHost: {address}\r\n\r\n".encode())
        for each in readers[10:]:
            each.sendall(b"GET / HTTP/1.1\r\nHost: ")
        sockets = [
            await websockets.connect(f"ws://{address}/{path}")
            for path in ("_stcore/stream", "api/watch") * 3
        ]
        await asyncio.sleep(0.5)
        begun = time.monotonic()
        server.process.terminate()
        await asyncio.to_thread(server.process.wait, 20)
        seconds = time.monotonic() - begun
        for line in sockets:
            await line.close()
        for reader in readers:
            reader.close()
        return seconds

    try:
        assert apart(stay()) < 5 + 3  # three to spare, on a machine with other work
    finally:
        server.process.kill()
        server.process.wait()
    log = server.log.read_text()
    assert "Traceback" not in log, log
    assert log.count("redirect_uri") <= 2 * listening.PER_MINUTE


HELD_UP = """
import signal, time
from pages.ui.server import listening
signal.signal(signal.SIGTERM, lambda *_: print("heard", flush=True))
listening.end_in_time(0.5)
print("there", flush=True)
while True:
    time.sleep(60)
"""


@pytest.mark.skipif(os.name != "posix", reason="no such signal")
def test_a_server_that_is_held_up_ends_all_the_same() -> None:
    command = [sys.executable, "-c", HELD_UP]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout and process.stdout.readline() == "there\n"
        process.terminate()
        told, _ = process.communicate(timeout=20)
    assert told == "heard\n" and process.returncode == 128 + signal.SIGTERM
