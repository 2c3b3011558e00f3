"""Requests that may compile what somebody typed: a few at a time, so that others find a thread."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import wraps

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

AT_ONCE = 2  # of the 40 threads in which requests are answered
TYPED = b"typed"  # names, in a link, a surface or a rule that somebody types


def apart(answer: Callable[[Request], Response]) -> Callable[[Request], Awaitable[Response]]:
    """The endpoint that answers so, and what is typed no more than so many times at once."""
    places = asyncio.Semaphore(AT_ONCE)

    @wraps(answer)
    async def endpoint(request: Request) -> Response:
        if TYPED not in request.scope["query_string"]:
            return await run_in_threadpool(answer, request)
        async with places:
            return await run_in_threadpool(answer, request)

    return endpoint
