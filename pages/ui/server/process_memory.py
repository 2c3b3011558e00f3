"""What the process takes of the machine's memory, and giving back what it needs no more."""

import ctypes
import gc
import logging
import os
import sys
from contextlib import suppress
from pathlib import Path

from jax.errors import JaxRuntimeError
from starlette.requests import Request
from starlette.responses import JSONResponse

LOG = logging.getLogger(__name__)
MEGABYTE = 1_000_000
M_ARENA_MAX, ARENAS = -8, 2  # the first from malloc.h


def resident() -> float | None:
    """Megabytes of memory that the process takes, where the system tells."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
    except OSError:
        return None
    return round(pages * os.sysconf("SC_PAGE_SIZE") / MEGABYTE, 1)


def share_arenas() -> None:
    """Threads share two heaps. With one each, as is usual, 150 MB more lie about in pieces.

    Before there are threads: an arena that is there stays.
    """
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            ctypes.CDLL("libc.so.6").mallopt(M_ARENA_MAX, ARENAS)


def stay() -> None:
    """What is there by now stays: no collection looks through it again, for which all would wait.

    Of hundreds of compiled programs that takes a fifth of a second, in the midst of a lesson.
    """
    gc.collect()
    gc.freeze()


def give_back() -> None:
    """The C library keeps what a compiler has freed, which soon is most of all.

    It takes some thousandths of a second, in which other threads go on.
    """
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):  # another C library than glibc
            ctypes.CDLL("libc.so.6").malloc_trim(0)


async def too_little(_: Request, fault: Exception) -> JSONResponse:
    """What is answered where memory could not be had: there may be some again in a moment."""
    if not isinstance(fault, MemoryError) and "RESOURCE_EXHAUSTED" not in str(fault):
        raise fault
    LOG.warning("An answer found too little memory: %s", str(fault).partition("\n")[0])
    gc.collect()
    give_back()
    again = {"Retry-After": "2", "Cache-Control": "no-store"}
    return JSONResponse({"error": "too little memory"}, 503, again)


HANDLERS = {MemoryError: too_little, JaxRuntimeError: too_little}
