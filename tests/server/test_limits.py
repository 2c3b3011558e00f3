"""Nobody can hold up the others: messages, their pace, uploads, readers who do not read."""

import asyncio
import http.client
from contextlib import nullcontext, suppress
from typing import Any

import pytest
import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg

from pages.ui.server import listening
from pages.ui.server.socket_limits import OURS, STREAM, STREAMLITS, SocketLimits
from tests.helpers.server import Server, apart

MAX_MESSAGE = 1000  # bytes of a message, in tests without a server


def back_message(kind: str) -> bytes:
    message = BackMsg()
    getattr(message, kind).SetInParent() if kind == "rerun_script" else setattr(message, kind, True)
    return message.SerializeToString()


RERUN = back_message("rerun_script")


class Socket:
    """A client who has sent `messages` and closes, and an app that reads all; time by hand."""

    def __init__(self, path: str, *messages: bytes | str) -> None:
        self.path, self.now, self.read, self.sent = path, 0.0, [], []  # type: ignore[var-annotated]
        self.coming: list[dict[str, Any]] = [
            {"type": "websocket.receive", "text" if isinstance(each, str) else "bytes": each}
            for each in messages
        ]
        self.coming.append({"type": "websocket.disconnect", "code": 1000})

    async def run(self) -> "Socket":
        async def receive() -> dict[str, Any]:
            return self.coming.pop(0)

        async def send(message: Any) -> None:
            self.sent.append(message)

        async def sleep(seconds: float) -> None:
            self.now += seconds
            await asyncio.sleep(0)

        async def app(_scope: Any, receive: Any, _send: Any) -> None:
            while (message := await receive())["type"] != "websocket.disconnect":
                self.read.append((self.now, message.get("bytes") or message.get("text")))

        limited = SocketLimits(app, MAX_MESSAGE, lambda: self.now, sleep)
        await limited({"type": "websocket", "path": self.path}, receive, send)
        return self


@pytest.mark.parametrize(("path", "limits"), [(STREAM, STREAMLITS), ("/api/watch", OURS)])
def test_whoever_asks_without_pause_is_read_at_a_pace(path: str, limits: tuple[float, int]) -> None:
    many, (rate, burst) = 500, limits
    client = apart(Socket(f"/below{path}", *[RERUN] * many).run())
    assert len(client.read) == many
    assert client.read[burst - 1][0] == pytest.approx(0, abs=1e-9)  # a burst is free
    assert client.now == pytest.approx((many - burst) / rate)


def test_sixty_students_behind_one_address_are_never_slowed() -> None:
    async def school() -> list[Socket]:
        message = '{"do": "train", "link": ""}'
        return await asyncio.gather(
            *(Socket("/api/watch", *[message] * 20).run() for _ in range(60))
        )

    students = apart(school())
    assert all(student.now == 0 and len(student.read) == 20 for student in students)


@pytest.mark.parametrize("is_gone", [True, False])
def test_whoever_is_gone_while_he_is_told_is_no_failure(is_gone: bool) -> None:
    async def app(_scope: Any, _receive: Any, send: Any) -> None:
        with suppress(ConnectionError):
            await send({"type": "websocket.send", "text": "news"})
        raise RuntimeError("of Streamlit")

    async def send(_: Any) -> None:
        if is_gone:
            raise ConnectionError

    limited = SocketLimits(app, MAX_MESSAGE)({"type": "websocket", "path": STREAM}, None, send)  # type: ignore[arg-type]
    with nullcontext() if is_gone else pytest.raises(RuntimeError):
        apart(limited)


@pytest.mark.parametrize("message", [b"\0" * (MAX_MESSAGE + 1), "a" * (MAX_MESSAGE + 1)])
@pytest.mark.parametrize("path", [STREAM, "/api/watch"])
def test_a_message_that_is_too_big_is_not_read_by_whatever_server(
    path: str, message: bytes | str
) -> None:
    client = apart(Socket(path, message, RERUN).run())
    assert not client.read and [each["code"] for each in client.sent] == [1009]


def test_streamlit_gets_only_what_our_pages_ask() -> None:
    others = [back_message(kind) for kind in ("clear_cache", "load_git_info", "set_run_on_save")]
    names = BackMsg()
    names.file_urls_request.file_names.extend(["a"] * 100)
    asked = [RERUN, *others, names.SerializeToString(), back_message("app_heartbeat")]
    client = apart(Socket(STREAM, *asked).run())
    assert [content for _, content in client.read] == [asked[0], asked[-1]]


def test_what_is_no_message_closes_the_socket() -> None:
    client = apart(Socket(STREAM, b"\xff" * 10, RERUN).run())
    assert not client.read and [each["code"] for each in client.sent] == [1002]


@pytest.mark.parametrize("path", ["_stcore/stream", "api/watch"])
@pytest.mark.parametrize("parts", [1, 9])
def test_a_message_beyond_the_limit_closes_the_socket_before_it_is_there(
    server: Server, path: str, parts: int
) -> None:
    """Whole, or in frames that are never finished."""

    async def shout() -> int | None:
        address = f"ws://127.0.0.1:{server.port}/{path}"
        async with websockets.connect(address) as line:
            try:
                piece = b"\0" * ((listening.max_message() + 1000) // parts)

                async def pieces() -> Any:
                    for _ in range(parts):
                        yield piece
                    await asyncio.sleep(20)

                sending = asyncio.create_task(line.send(piece if parts == 1 else pieces()))
                try:
                    while True:
                        await asyncio.wait_for(line.recv(), 10)
                finally:
                    sending.cancel()
            except websockets.ConnectionClosed as closed:
                return closed.rcvd and closed.rcvd.code

    assert apart(shout()) == 1009


@pytest.mark.parametrize("told", ["1000", "-1", "much"])
def test_a_limit_of_messages_that_is_none_is_told_at_the_start(
    monkeypatch: pytest.MonkeyPatch, told: str
) -> None:
    monkeypatch.setenv("MAX_MESSAGE", told)
    with pytest.raises(SystemExit, match="MAX_MESSAGE is a number"):
        listening.max_message()


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE"])
def test_nothing_is_uploaded(server: Server, method: str) -> None:
    """Refused before any of it is read."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    connection.putrequest(method, "/_stcore/upload_file/some/file")
    connection.putheader("Content-Length", "1000000")
    connection.endheaders()
    answer = connection.getresponse()
    assert answer.status == 405 and answer.getheader("Connection") == "close"
    connection.close()
