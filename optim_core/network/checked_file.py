"""A file that is known by its sum: its bytes, or what is wrong with them."""

import hashlib
import zlib
from dataclasses import dataclass
from pathlib import Path

from optim_core.network.download_faults import Fault


@dataclass(frozen=True)
class File:
    """What is to be had: its name and size unpacked, and the sum by which it is known."""

    name: str
    size: int  # bytes, unpacked
    sha256: str
    packed_sum: bool = False  # the sum is that of the .gz: the form in which all mirrors have it


def contents(file: File, path: Path) -> bytes:
    """The unpacked bytes of the file at `path`. Raises Fault where they are not `file`'s."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise Fault(error.strerror or str(error)) from None
    packed = raw.startswith(b"\x1f\x8b")
    unpacked = _unpacked(raw, file.size) if packed else raw
    if file.packed_sum and not packed:
        raise Fault("is not packed, and only the sum of the packed file is known")
    if len(unpacked) != file.size:
        raise Fault(f"holds {len(unpacked)} bytes, not {file.size}")
    if hashlib.sha256(raw if file.packed_sum else unpacked).hexdigest() != file.sha256:
        raise Fault("has the wrong SHA-256")
    return unpacked


def _unpacked(raw: bytes, most: int) -> bytes:
    """One gzip member, whole. Raises Fault where it is broken, or longer than `most` bytes."""
    unpacking = zlib.decompressobj(wbits=31)
    try:
        unpacked = unpacking.decompress(raw, most + 1)
    except zlib.error as error:
        raise Fault(f"is not a sound .gz: {error}") from None
    if len(unpacked) <= most and not unpacking.eof:
        raise Fault("is not a whole .gz")
    return unpacked


def held(file: File, folder: Path) -> bytes | None:
    """The file's bytes, if `folder` has it, packed or not, and whole."""
    for name in (file.name, file.name + ".gz"):
        try:
            return contents(file, folder / name)
        except Fault:
            continue
    return None
