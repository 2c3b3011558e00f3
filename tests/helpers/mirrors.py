"""Mirrors on this machine, each with a behaviour: they serve MNIST, or small files of its form."""

import gzip
import time
from contextlib import suppress
from http.server import BaseHTTPRequestHandler

import numpy as np

from optim_core.network.downloads import Pace
from tests.helpers.idx_files import NAMES, served

QUICK = Pace(silence=2.0, window=0.3, least=20_000, tries=4)


class Mirror(BaseHTTPRequestHandler):
    """Answers `/<behaviour>/<file>.gz`; what was asked for is counted in `server.asked`."""

    def log_message(self, *_):
        pass

    def do_GET(self):
        _, behaviour, name = self.path.split("/")
        packed, _ = served()
        content = packed[name.removesuffix(".gz")]
        self.server.asked[behaviour, name] += 1
        with suppress(BrokenPipeError, ConnectionResetError):  # the visitor has had enough
            getattr(self, behaviour)(content)

    def send(self, content, status=200, length=None, **headers):
        self.send_response(status)
        self.send_header("Content-Length", str(len(content) if length is None else length))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(content)

    def good(self, content):
        self.send(content)

    def plain(self, content):
        self.send(gzip.decompress(content))

    def cut(self, content):
        """Breaks off midway, and goes on where it is asked to."""
        begin = int(self.headers.get("Range", "bytes=0-")[6:-1])
        end = begin + max((len(content) + 2) // 3, 1)
        span = f"bytes {begin}-{len(content) - 1}/{len(content)}"
        status, headers = (206, {"Content_Range": span}) if begin else (200, {})
        self.send(content[begin:end], status, len(content) - begin, **headers)

    def forgetful(self, content):
        """Breaks off midway, and begins anew each time."""
        self.send(content[: len(content) // 2], length=len(content))

    def silent_cut(self, content):
        """Breaks off midway without having said how much there is."""
        self.send_response(200)
        self.end_headers()
        self.wfile.write(content[: len(content) // 2])

    def corrupted(self, content):
        middle = len(content) // 2
        self.send(content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :])

    def slow(self, content):
        self.send_response(200)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        for k in range(0, len(content), 20):
            self.wfile.write(content[k : k + 20])
            time.sleep(0.05)

    def leisurely(self, content):
        """As slow as is borne, so that there is time to be killed."""
        self.send_response(200)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        for begin in range(0, len(content), len(content) // 20 + 1):
            self.wfile.write(content[begin : begin + len(content) // 20 + 1])
            time.sleep(0.05)

    def mute(self, content):
        time.sleep(4 * QUICK.silence)

    def missing(self, content):
        self.send_error(404)

    def failing(self, content):
        self.send_error(503)

    def lying(self, content):
        """Sound, of the right length, and not the file."""
        unpacked = bytearray(gzip.decompress(content))
        unpacked[-1] ^= 1
        self.send(gzip.compress(bytes(unpacked), 1))

    def welcome(self, content):
        """The page of a hotel's network."""
        self.send(b"<html>Please sign in.</html>", Content_Type="text/html")

    def bomb(self, content):
        """Unpacks to a thousand times its size."""
        self.send(gzip.compress(bytes(200_000_000), 1))

    def endless(self, content):
        self.send_response(200)
        self.end_headers()
        while True:
            self.wfile.write(bytes(1 << 16))


def assert_whole(data):
    packed, files = served()
    unpacked = [gzip.decompress(packed[file.name]) for file in files]
    images, test_images = (np.frombuffer(unpacked[k], np.uint8, offset=16) for k in (0, 2))
    labels, test_labels = (np.frombuffer(unpacked[k], np.uint8, offset=8) for k in (1, 3))
    assert data.training == len(labels) and data.shape == (28, 28)
    np.testing.assert_array_equal(np.asarray(data.images).ravel(), np.append(images, test_images))
    np.testing.assert_array_equal(np.asarray(data.labels), np.append(labels, test_labels))
    assert data.images.dtype == data.labels.dtype == np.uint8


def names_in(folder):
    return sorted(path.name for path in folder.iterdir())


WHOLE = sorted(f"{name}.gz" for name in NAMES)

# Made for this; nobody trusts it, and it guards nothing.
OWN_CERTIFICATE = """\
-----BEGIN EC PRIVATE KEY-----
MHcCAQEEIK7HFALUujuv6Zmg2ToxuvsQHSrsw9e7Zxw3COUme66ZoAoGCCqGSM49
AwEHoUQDQgAEAee+Ubjznxakpfn4ldW2yYD9iclnEh4ItvW5stZUlLllA5RYUk61
UoPUUDFXhK7IFSDKEnS3iHgFmlXFEhH0KA==
-----END EC PRIVATE KEY-----
-----BEGIN CERTIFICATE-----
MIIBfzCCASWgAwIBAgIUGg06tOf8EcODtNZADS2r/zapbeQwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJMTI3LjAuMC4xMCAXDTI2MTEyNjEyNTIyMVoYDzIxMjYxMTAy
MTI1MjIxWjAUMRIwEAYDVQQDDAkxMjcuMC4wLjEwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAAQB575RuPOfFqSl+fiV1bbJgP2JyWcSHgi29bmy1lSUuWUDlFhSTrVS
g9RQMVeErsgVIMoSdLeIeAWaVcUSEfQoo1MwUTAdBgNVHQ4EFgQUvjcK1NkMEEOl
jdzyskmJLF9AouEwHwYDVR0jBBgwFoAUvjcK1NkMEEOljdzyskmJLF9AouEwDwYD
VR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNIADBFAiEA48DjwPkq5WKm4Ugv+IW5
UeJUSzQUPGuVZyNxyt9ZJYsCIAmQFjcQNPXz/cd4zr4i4eg+QWUpgrd+deSjZSA8
pFP5
-----END CERTIFICATE-----
"""
