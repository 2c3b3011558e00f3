"""Content that never changes at its address: compressed once, however many ask for it, and kept."""

import asyncio
import gzip
from collections.abc import Callable
from hashlib import sha256
from typing import NamedTuple

from starlette.datastructures import Headers
from starlette.responses import Response


class Compressed(NamedTuple):
    body: bytes
    etag: str


# By an address that changes with the content. It is bounded by what there is: about 7 MB.
_compressed: dict[str, asyncio.Task[Compressed]] = {}


async def compressed(address: str, read: Callable[[], bytes]) -> Compressed:
    """The content after gzip: made once, in a thread, however many ask for it at the same time.

    Where that fails, as where memory is short, it is tried again for who asks next.
    """
    if address not in _compressed:
        making = _compressed[address] = asyncio.create_task(asyncio.to_thread(_compress, read))
        making.add_done_callback(lambda made: _forget_failed(address, made))
    return await asyncio.shield(_compressed[address])


def _forget_failed(address: str, made: asyncio.Task[Compressed]) -> None:
    if made.cancelled() or made.exception():
        del _compressed[address]


def _compress(read: Callable[[], bytes]) -> Compressed:
    plain = read()
    return Compressed(gzip.compress(plain, 9, mtime=0), f'"{sha256(plain).hexdigest()[:20]}-gzip"')


def accepts_gzip(request: Headers) -> bool:
    return "gzip" in request.get("accept-encoding", "")


async def respond(
    request: Headers,
    address: str,
    read: Callable[[], bytes],
    mime_type: str,
    cache_control: str,
    vary: str = "Accept-Encoding",
) -> Response:
    """The content as a client with these headers takes it; 304 where it has it already."""
    headers = {"Cache-Control": cache_control, "Vary": vary}
    if not accepts_gzip(request):
        return Response(await asyncio.to_thread(read), headers=headers, media_type=mime_type)
    body, headers["ETag"] = await compressed(address, read)
    if headers["ETag"] in request.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(body, headers=headers | {"Content-Encoding": "gzip"}, media_type=mime_type)
