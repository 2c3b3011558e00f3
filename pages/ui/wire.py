"""How numbers travel to a browser: a header, and arrays after it."""

import json
import struct
from collections.abc import Mapping
from typing import Any


def packed(header: Mapping[str, Any], *arrays: bytes) -> bytes:
    """A 4-byte length, the header as JSON, and what follows it from a multiple of 4 bytes on."""
    text = json.dumps(header, allow_nan=False, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 4)
    return b"".join([struct.pack("<I", len(text)), text, *arrays])
