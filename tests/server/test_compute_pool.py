"""Answers are computed in fair turns, program by program, and not for who is gone."""

import asyncio
import threading
import time
from inspect import iscoroutinefunction

import pytest
from starlette.datastructures import Address
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from optim_core.programs import PAUSE, Programs
from pages.ui.registry import PAGES
from pages.ui.server.compute_pool import ComputePool, in_turns
from pages.ui.server.fair_queue import GivenUp

SLICE = 0.002  # seconds between two pauses
SLICES = 12


class Heavy:
    """What takes many slices; how many of them were done, by whoever asked."""

    def __init__(self) -> None:
        self.done = 0

    def __call__(self, *_: object) -> PlainTextResponse:
        for _slice in range(SLICES):
            PAUSE.get()()
            time.sleep(SLICE)
            self.done += 1
        return PlainTextResponse("done")


@pytest.mark.parametrize("host", ["school", "elsewhere"])
def test_who_asks_for_little_goes_before_sixty_who_ask_for_much(host: str) -> None:
    async def visit() -> tuple[float, int]:
        pool, heavy = ComputePool(at_once=2), Heavy()
        many = [asyncio.create_task(pool.run(Address("school", port), heavy)) for port in range(60)]
        while heavy.done < 10:
            await asyncio.sleep(SLICE)
        before, asked = heavy.done, time.monotonic()
        assert await pool.run(Address(host, 1000), lambda: "little") == "little"
        waited, between = time.monotonic() - asked, heavy.done - before
        assert not any(each.done() for each in many)
        await asyncio.gather(*many)
        assert heavy.done == 60 * SLICES
        return waited, between

    waited, between = asyncio.run(visit())
    assert waited < 20 * SLICE and between <= 6  # of those that run, and what begins meanwhile


def test_nothing_more_is_computed_for_who_is_gone() -> None:
    async def visit() -> list[int]:
        pool, found = ComputePool(at_once=1), []
        heavy = [Heavy() for _ in range(30)]
        tasks = [
            asyncio.create_task(pool.run(Address("a", port), each))
            for port, each in enumerate(heavy)
        ]
        while not any(each.done for each in heavy):
            await asyncio.sleep(SLICE)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        assert await pool.run(Address("b", 1), lambda: "next") == "next"
        found.append(sum(each.done for each in heavy))
        await asyncio.sleep(10 * SLICE)
        return [*found, sum(each.done for each in heavy)]

    at_once, later = asyncio.run(visit())
    assert later <= at_once + 1 and later < 2 * SLICES


def test_a_request_whose_client_leaves_is_given_up() -> None:
    async def visit() -> tuple[int, int]:
        heavy, leaves = Heavy(), asyncio.Event()
        (route,) = in_turns([Route("/api/race", heavy_endpoint := _named(heavy))])
        assert isinstance(route, Route) and route.endpoint is not heavy_endpoint

        async def receive() -> dict[str, str]:
            await leaves.wait()
            return {"type": "http.disconnect"}

        scope = {"type": "http", "method": "GET", "path": "/", "headers": [], "query_string": b""}
        answering = asyncio.create_task(route.endpoint(Request(scope, receive)))
        while not heavy.done:
            await asyncio.sleep(SLICE)
        leaves.set()
        answer = await answering
        await asyncio.sleep(5 * SLICE)
        return answer.status_code, heavy.done

    status, done = asyncio.run(visit())
    assert status == 499 and done < SLICES


def _named(heavy: Heavy):
    def answer(request: Request) -> PlainTextResponse:
        return heavy(request)

    return answer


def test_all_that_pages_compute_is_in_turns() -> None:
    routes = [each for page in PAGES for each in page.routes if isinstance(each, Route)]
    assert len(routes) > len(PAGES) and all(iscoroutinefunction(each.endpoint) for each in routes)


def test_before_a_program_is_compiled_there_is_a_pause_and_who_gave_up_holds_no_other_up() -> None:
    pauses = []
    program = Programs(lambda x: x + 1)

    def give_up() -> None:
        pauses.append(1)
        raise GivenUp

    before = PAUSE.set(give_up)
    try:
        with pytest.raises(GivenUp):
            program(1.0)
    finally:
        PAUSE.reset(before)
    other = threading.Thread(target=program, args=(1.0,))
    other.start()
    other.join(30)
    assert not other.is_alive() and len(program) == 1
    before = PAUSE.set(give_up)
    assert program(2.0) == 3.0  # it is there, and takes no time
    PAUSE.reset(before)
    assert pauses == [1]
