"""The compiled programs on disk: whole, and no more than a limit."""

import os
import sys
import zlib
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

ZLIB = b"\x78"  # begins what JAX has packed with it
CHECKED = ".checked"  # a file, written when all others were found whole


def limit() -> int:
    """How many bytes they may take, from `CACHE_MB`: a program takes 25 kB."""
    told = os.environ.get("CACHE_MB") or "200"
    if not (told.isascii() and told.isdigit()):
        sys.exit(f"CACHE_MB is a number of megabytes, not {told!r}.")
    return int(told) * 1_000_000


def remove_broken(folder: Path) -> None:
    """JAX leaves a file that it cannot read where it is, and compiles at every start.

    A process that is killed leaves such files, and so does a full disk. Those that were whole the
    last time are not read again.
    """
    mark = folder / CHECKED
    with suppress(OSError):
        since = mark.stat().st_mtime_ns if mark.exists() else 0
        for path in _programs(folder):
            with suppress(FileNotFoundError):
                if path.stat().st_mtime_ns >= since and not _is_whole(path):
                    path.unlink()
        mark.touch()


def _is_whole(path: Path) -> bool:
    content = path.read_bytes()
    if not content.startswith(ZLIB):
        return bool(content)
    try:
        zlib.decompress(content)
    except zlib.error:
        return False
    return True


def remove_oldest(folder: Path, most: int) -> None:
    """Until they take no more than `most` bytes: those first that were read longest ago."""
    with suppress(OSError):
        found = []
        for path in _programs(folder):
            with suppress(FileNotFoundError):
                about = path.stat()
                found.append((max(about.st_atime, about.st_mtime), about.st_size, path))
        taken = sum(size for _, size, _ in found)
        for _, size, path in sorted(found):
            if taken <= most:
                break
            path.unlink(missing_ok=True)
            taken -= size


def _programs(folder: Path) -> Iterable[Path]:
    return folder.glob("*-cache")
