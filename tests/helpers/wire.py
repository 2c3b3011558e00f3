"""Messages of the server, taken apart."""

import json
import struct

import pytest


def opened(message):
    """A message's header, and what follows it."""
    (length,) = struct.unpack("<I", message[:4])
    assert length % 4 == 0
    return json.loads(message[4 : 4 + length], parse_constant=pytest.fail), message[4 + length :]
