"""Over the socket of drags, a link gives what a request gives."""

import asyncio
from collections.abc import Callable

import pytest
import websockets
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse
from starlette.routing import Route

from pages.ui.registry import PAGES
from pages.ui.server import answer_socket as over_a_socket
from tests.helpers.server import apart, ask


async def told(server, *messages):
    async with websockets.connect(f"ws://127.0.0.1:{server.port}{over_a_socket.PATH}") as socket:
        for message in messages:
            await socket.send(message)
        return [await asyncio.wait_for(socket.recv(decode=False), 60) for _ in messages]


def test_every_page_answers_as_it_does_to_a_request_and_in_their_order(server):
    names = [f"{page.api}?v=1" for page in PAGES]
    answers = apart(told(server, *names))
    for name, answer in zip(names, answers, strict=True):
        _, body = ask(server, f"/api/{name}")
        assert answer == body and len(body) > 100


def test_what_is_no_answer_is_told_as_nothing_and_the_next_is_answered(server):
    nothing, other, unknown, answer = apart(told(server, "", "health?", "\0?\ud7ff&=", "race?"))
    assert (nothing, other, unknown) == (b"", b"", b"")
    assert len(answer) > 100


def test_what_is_no_text_is_no_answer_either(server):
    nothing, answer = apart(told(server, b"race?\xff", "race?"))
    assert nothing == b"" and len(answer) > 100


def test_who_asks_for_many_and_waits_for_none_is_not_listened_to(server):
    async def visit():
        address = f"ws://127.0.0.1:{server.port}{over_a_socket.PATH}"
        async with websockets.connect(address, max_size=None) as socket:
            answers = 0
            try:
                for _ in range(100):
                    await socket.send("race?" + "&".join(f"k{n}=1" for n in range(900)))
                while True:
                    await asyncio.wait_for(socket.recv(), 60)
                    answers += 1
            except websockets.ConnectionClosed as closed:
                return answers, closed.rcvd and closed.rcvd.code

    answers, code = apart(visit())
    assert answers < 100 and code == over_a_socket.TOO_MANY


class _Page:
    api = "race"

    def __init__(self, answer: Callable) -> None:
        self.routes = [Route("/api/race", answer)]


@pytest.mark.parametrize("status", [400, 500])
def test_an_error_is_left_to_a_request(status):
    def answer(request: Request) -> PlainTextResponse | JSONResponse:
        if request.query_params.get("b") == "1":
            return PlainTextResponse("wrong", status)
        return JSONResponse(dict(request.query_params))

    (route,) = over_a_socket.routes([_Page(answer)])
    sent: list[bytes] = []
    coming = [
        {"type": "websocket.connect"},
        {"type": "websocket.receive", "text": "race?b=1"},
        {"type": "websocket.receive", "text": "race?b=2"},
        {"type": "websocket.disconnect", "code": 1000},
    ]

    async def receive():
        while len(coming) == 1 and len(sent) < 2:  # who leaves is answered no more
            await asyncio.sleep(0.001)
        return coming.pop(0)

    async def send(message):
        if message["type"] == "websocket.send":
            sent.append(message["bytes"])

    scope = {"type": "websocket", "path": over_a_socket.PATH, "headers": [], "query_string": b""}
    asyncio.run(route.app(scope, receive, send))
    assert sent == [b"", b'{"b":"2"}']
