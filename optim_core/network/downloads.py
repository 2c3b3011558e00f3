"""A file out of the network: from the first mirror that keeps its word, or not at all."""

import http.client
import os
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from optim_core.network.checked_file import File, contents
from optim_core.network.download_faults import Fault, Reason, Unavailable, connecting, trusted

PART = ".part"  # ends the name of a file that is still being received
ABANDONED = 24 * 3600  # seconds after which such a file belongs to nobody
READ_SIZE = 1 << 16  # bytes

BytesCallback = Callable[
    [int, int | None], None
]  # bytes received, bytes expected where that is known


@dataclass(frozen=True)
class Pace:
    """How long a mirror is waited for."""

    silence: float = 10.0  # seconds without a byte
    window: float = 15.0  # seconds in which at least
    least: int = 64_000  # so many bytes must come
    tries: int = 4  # connections to one mirror; each goes on where the one before was cut off


PACE = Pace()


def fetch(
    file: File,
    mirrors: list[str],
    folders: Sequence[Path],
    on_bytes: BytesCallback,
    pace: Pace = PACE,
) -> bytes:
    """The file's bytes, from the first of the `mirrors` that has them; from then on in a folder.

    That is the first of the `folders` that can be written. It comes under a name of its own and is
    moved into place when its sum is right, so whatever else bears the final name is whole: other
    processes may do the same at once, and be killed at any moment. A mirror that fails becomes the
    last of the list, so that the next file need not wait for it. What `on_bytes` raises ends it.
    Raises Unavailable where no mirror has the file, or no folder takes it.
    """
    faults: list[str] = []
    reasons: list[Reason] = []

    def note(place: object, fault: Fault) -> None:
        faults.append(f"{place}: {fault}")
        reasons.append(fault.reason)

    for folder in folders:
        try:
            _make_ready(folder)
            return _from_one_of(file, mirrors, folder, note, on_bytes, pace)
        except Fault as fault:  # of the folder
            note(folder, fault)
        except Unavailable:
            break
    raise Unavailable(f"{file.name}: " + ("; ".join(faults) or "there is no mirror"), *reasons)


def _make_ready(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _sweep(folder)
        tempfile.TemporaryFile(dir=folder).close()
    except OSError as error:
        raise Fault(error.strerror or str(error), "disk") from None


def _from_one_of(
    file: File,
    mirrors: list[str],
    folder: Path,
    note: Callable[[object, Fault], None],
    on_bytes: BytesCallback,
    pace: Pace,
) -> bytes:
    """Notes each mirror's fault. Raises Unavailable where all have one, Fault for the folder's."""
    for mirror in tuple(mirrors):
        try:
            return _from_mirror(file, mirror, folder, on_bytes, pace)
        except Fault as fault:
            if fault.reason == "disk":
                raise
            note(mirror, fault)
        except (OSError, http.client.HTTPException, ValueError) as error:
            note(mirror, connecting(error))
        mirrors.append(mirrors.pop(0))
    raise Unavailable(file.name)


def _from_mirror(
    file: File, mirror: str, folder: Path, on_bytes: BytesCallback, pace: Pace
) -> bytes:
    handle, name = tempfile.mkstemp(PART, file.name + ".", folder)
    part = Path(name)
    try:
        with os.fdopen(handle, "w+b") as out:
            _receive(f"{mirror}{file.name}.gz", out, 2 * file.size + READ_SIZE, on_bytes, pace)
            _write(out, b"")
            out.seek(0)
            ending = ".gz" if out.read(2) == b"\x1f\x8b" else ""
        unpacked = contents(file, part)
        os.replace(part, folder / (file.name + ending))
        return unpacked
    finally:
        part.unlink(missing_ok=True)


def _receive(url: str, out: IO[bytes], most: int, on_bytes: BytesCallback, pace: Pace) -> None:
    """All the bytes at `url`, into `out`, over as many connections as `pace` allows."""
    for left in reversed(range(pace.tries)):
        before = out.tell()
        try:
            return _connect(url, out, most, on_bytes, pace)
        except HTTPError as error:
            raise Fault(f"answers {error.code}") from None
        except (OSError, http.client.HTTPException) as error:
            if not left or out.tell() == before:
                raise connecting(error) from None


def _connect(url: str, out: IO[bytes], most: int, on_bytes: BytesCallback, pace: Pace) -> None:
    """The bytes at `url` from where `out` ends. Raises ConnectionError where they are cut off."""
    received = out.tell()
    asked = {"User-Agent": "optimizer-visualizer", "Accept-Encoding": "identity"}
    if received:
        asked["Range"] = f"bytes={received}-"
    with urlopen(Request(url, headers=asked), timeout=pace.silence, context=trusted()) as answer:
        if received and not answer.headers.get("Content-Range", "").startswith(
            f"bytes {received}-"
        ):
            received = out.seek(0)
            out.truncate()
        length = answer.headers.get("Content-Length")
        expected = received + int(length) if length else None
        since, begin = time.monotonic(), received
        while block := answer.read1(READ_SIZE):
            _write(out, block)
            received += len(block)
            if received > most:
                raise Fault("sends more than the file can hold")
            on_bytes(received, expected)
            if time.monotonic() - since > pace.window:
                if received - begin < pace.least:
                    raise Fault(f"is too slow: {received - begin} bytes in {pace.window:g} s")
                since, begin = time.monotonic(), received
    if expected is not None and received < expected:
        raise ConnectionError(f"cut off after {received} of {expected} bytes")


def _write(out: IO[bytes], block: bytes) -> None:
    """At once, so that a full disk is told from a broken connection."""
    try:
        out.write(block)
        out.flush()
    except OSError as error:
        raise Fault(error.strerror or str(error), "disk") from None


def _sweep(folder: Path) -> None:
    """Removes what killed processes have left."""
    for part in folder.glob(f"*{PART}"):
        try:
            if time.time() - part.stat().st_mtime > ABANDONED:
                part.unlink()
        except OSError:
            continue  # its owner, or another sweeper, was faster
