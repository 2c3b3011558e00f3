"""The images come whole or not at all, whatever mirrors and other processes do.

The mirrors are on this machine; what they serve is the real MNIST where that is at hand, as the
names of the tests in the report say.
"""

import gzip
import hashlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from contextlib import suppress
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import numpy as np
import pytest

from optim_core.network import dataset_specs, datasets
from optim_core.network.dataset_specs import DATASET_SPECS
from optim_core.network.datasets import Unavailable, read
from optim_core.network.downloads import ABANDONED, PACE, Pace
from tests.helpers.idx_files import FOLDER, NAMES, ROOT, WHICH, served

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


@pytest.fixture(scope="module")
def server():
    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Mirror)
    httpd.daemon_threads = True
    httpd.asked = Counter()
    threading.Thread(target=httpd.serve_forever, daemon=True).start()
    yield httpd
    httpd.shutdown()
    httpd.server_close()


@pytest.fixture(params=[WHICH])
def mnist(request, server, tmp_path, monkeypatch):
    """MNIST from these mirrors into a cache folder of its own: `mnist("cut", "good")`."""
    monkeypatch.delenv("MNIST_DIR", raising=False)
    monkeypatch.setattr(dataset_specs, "user_cache_path", lambda _: tmp_path / "cache")
    server.asked.clear()

    def source(*behaviours):
        urls = tuple(f"http://127.0.0.1:{server.server_port}/{each}/" for each in behaviours)
        return replace(DATASET_SPECS["mnist"], files=served()[1], mirrors=urls, pace=QUICK)

    return source


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


def test_it_is_downloaded_once_and_then_kept(mnist, server):
    source, told = mnist("good"), []
    assert_whole(read(source, lambda share, file: told.append((share, file))))
    shares = [share for share, _ in told]
    assert [*dict.fromkeys(file for _, file in told)] == [*NAMES, ""]
    assert shares == sorted(shares) and 0 < shares[0] < 0.5 and shares[-1] == 1.0
    assert names_in(source.cache) == WHOLE
    assert sum(server.asked.values()) == 4
    assert_whole(read(source))
    assert sum(server.asked.values()) == 4


def test_what_is_cut_off_is_gone_on_with(mnist, server):
    source = mnist("cut")
    assert_whole(read(source))
    assert set(server.asked.values()) == {3}  # thirds, each sent once
    assert names_in(source.cache) == WHOLE


@pytest.mark.parametrize(
    "fault",
    ["forgetful", "silent_cut", "corrupted", "slow", "mute", "missing", "failing", "lying"]
    + ["welcome", "bomb", "endless"],
)
def test_after_a_fault_the_next_mirror_is_asked(mnist, server, fault):
    source = mnist(fault, "good")
    assert_whole(read(source))
    assert names_in(source.cache) == WHOLE
    asked = [name for behaviour, name in server.asked if behaviour == fault]
    assert asked == [WHOLE[-2]]  # the first file; from then on the mirror that kept its word


@pytest.mark.parametrize("fault", ["forgetful", "corrupted", "missing", "lying"])
def test_where_no_mirror_has_it_nothing_is_left_and_every_fault_is_told(mnist, fault):
    source = mnist(fault, "welcome")
    with pytest.raises(Unavailable, match=f"/{fault}/: .*/welcome/: ") as error:
        read(source)
    assert NAMES[0] in str(error.value)
    assert names_in(source.cache) == []


def test_without_a_network_it_is_unavailable(mnist):
    with pytest.raises(Unavailable):
        read(replace(mnist(), mirrors=("http://127.0.0.1:9/",)))


def test_where_no_folder_can_be_made_it_is_unavailable(mnist, tmp_path):
    (tmp_path / "cache").write_text("in the way")
    with pytest.raises(Unavailable):
        read(mnist("good"))


def test_a_mirror_may_pack_it_differently_or_not_at_all(mnist):
    source = mnist("plain")
    assert_whole(read(source))
    assert names_in(source.cache) == sorted(NAMES)
    assert_whole(read(replace(source, mirrors=())))


def test_a_named_folder_comes_first_and_is_checked(mnist, tmp_path, monkeypatch, server):
    monkeypatch.setenv("MNIST_DIR", str(tmp_path / "named"))
    (tmp_path / "named").mkdir()
    for name, content in served()[0].items():
        (tmp_path / "named" / f"{name}.gz").write_bytes(content)
    assert_whole(read(mnist()))
    (tmp_path / "named" / WHOLE[0]).write_bytes(b"broken")
    source = mnist("good")
    assert_whole(read(source))
    assert names_in(source.cache) == WHOLE[:1]
    assert (tmp_path / "named" / WHOLE[0]).read_bytes() == b"broken"


def test_a_broken_cache_is_mended(mnist):
    source = mnist("good")
    read(source)
    for name, harm in zip(WHOLE, (b"", b"\x1f\x8b", None, b"0" * 100), strict=True):
        path = source.cache / name
        path.write_bytes(path.read_bytes()[:-9] if harm is None else harm)
    assert_whole(read(source))


def test_what_the_report_raises_ends_it(mnist):
    source = mnist("leisurely")

    def leave(share, what):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read(source, leave)
    assert names_in(source.cache) == []


def test_what_killed_processes_left_is_swept_away_in_time(mnist):
    source = mnist("good")
    source.cache.mkdir(parents=True)
    for name, age in (("old.part", ABANDONED + 60), ("new.part", 60)):
        (source.cache / name).write_bytes(b"half")
        os.utime(source.cache / name, times=(time.time() - age,) * 2)
    read(source)
    assert names_in(source.cache) == sorted([*WHOLE, "new.part"])


PROCESS = """
import json, sys
from dataclasses import replace
from pathlib import Path
from optim_core.network import dataset_specs, datasets
from optim_core.network.downloads import File
cache, mirrors, files = json.loads(sys.argv[1])
dataset_specs.user_cache_path = lambda _: Path(cache)
source = replace(
    datasets.DATASET_SPECS["mnist"],
    mirrors=tuple(mirrors),
    files=tuple(File(*each) for each in files),
)
print("begins", flush=True)
print(len(datasets.read(source).labels), flush=True)
"""


def process(source):
    """Another process that reads the source; returns when it begins to."""
    files = [(each.name, each.size, each.sha256) for each in source.files]
    settings = json.dumps([str(source.cache.parent), source.mirrors, files])
    environment = {name: value for name, value in os.environ.items() if name != "MNIST_DIR"}
    child = subprocess.Popen(
        [sys.executable, "-c", PROCESS, settings],
        cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert child.stdout.readline() == "begins\n"
    return child


@pytest.mark.parametrize("after", [0.15, 1.2], ids=["in the first file", "later"])
def test_a_killed_process_leaves_nothing_broken(mnist, after):
    source = mnist("leisurely")
    child = process(source)
    time.sleep(after)
    child.send_signal(signal.SIGKILL)
    child.communicate()
    left = names_in(source.cache)
    assert len(set(left) & set(WHOLE)) < 4 and any(name.endswith(".part") for name in left)
    packed, _ = served()
    for name in set(left) & set(WHOLE):
        assert (source.cache / name).read_bytes() == packed[name.removesuffix(".gz")]
    assert_whole(read(replace(source, mirrors=mnist("good").mirrors)))


def test_two_processes_may_start_at_once(mnist, server):
    source = replace(mnist("leisurely"), pace=PACE)
    children = [process(source), process(source)]
    assert_whole(read(source))
    answers = [child.communicate()[0] for child in children]
    assert [child.returncode for child in children] == [0, 0]
    labels = str(len(read(source).labels))
    assert [answer.strip() for answer in answers] == [labels, labels]
    assert names_in(source.cache) == WHOLE


def test_fashion_mnist_is_known_by_its_packed_files(mnist):
    packed, files = served()
    source = mnist("good")
    sums = [hashlib.sha256(packed[file.name]).hexdigest() for file in files]
    known = [
        replace(file, sha256=sha256, packed_sum=True)
        for file, sha256 in zip(files, sums, strict=True)
    ]
    assert_whole(read(replace(source, files=tuple(known))))
    with pytest.raises(Unavailable, match="only the sum of the packed file is known"):
        read(replace(mnist("plain"), name="other", files=tuple(known)))
    assert all(file.packed_sum for file in DATASET_SPECS["fashion_mnist"].files)


def test_the_digits_are_always_at_hand():
    digits = datasets.load("digits")
    content = (ROOT / "optim_core" / "network" / "digits.csv.gz").read_bytes()
    # of the file in scikit-learn 1.9.1
    assert hashlib.sha256(content).hexdigest() == (
        "09f66e6debdee2cd2b5ae59e0d6abbb73fc2b0e0185d2e1957e9ebb51e23aa22"
    )
    assert digits.images.shape == (1797, 64) and digits.shape == (8, 8)
    assert np.asarray(digits.images).max() == digits.white == 16
    assert np.bincount(np.asarray(digits.labels)).tolist() == (
        [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]
    )
    assert str(digits.training).replace("1", "1,", 1) in DATASET_SPECS["digits"].about


def test_how_large_a_data_set_is_is_known_before_it_is_loaded(monkeypatch):
    published = [47_040_016, 60_008, 7_840_016, 10_008]  # bytes: 60,000 and 10,000 of 28 x 28
    for name in ("mnist", "fashion_mnist"):
        known = DATASET_SPECS[name]
        assert (known.training, known.test, known.shape) == (60_000, 10_000, (28, 28))
        assert [file.size for file in known.files] == published
    loaded = [datasets.load("digits")]
    if FOLDER:
        monkeypatch.setenv("MNIST_DIR", str(FOLDER))
        loaded.append(read(DATASET_SPECS["mnist"]))
    for data in loaded:
        known = DATASET_SPECS[data.name]
        found = data.training, len(data.images) - data.training, data.shape
        assert found == (known.training, known.test, known.shape)


def test_a_data_set_is_held_once_in_a_process():
    found = []
    threads = [
        threading.Thread(target=lambda: found.append(datasets.load("digits"))) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({id(data) for data in found}) == 1
    view = np.asarray(found[0].images)
    assert view.ctypes.data == found[0].images.unsafe_buffer_pointer()
    assert view.dtype == np.uint8 and not view.flags.writeable
