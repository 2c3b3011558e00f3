"""What the process takes of the machine's memory, and giving back what it needs no more."""

import ctypes
import os
import sys
from contextlib import suppress
from pathlib import Path

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


def give_back() -> None:
    """The C library keeps what a compiler has freed, which soon is most of all.

    It takes some thousandths of a second, in which other threads go on.
    """
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):  # another C library than glibc
            ctypes.CDLL("libc.so.6").malloc_trim(0)
