"""The images come whole or not at all, whatever mirrors and other processes do.

The mirrors are on this machine; what they serve is small, and in `make test-mnist` the real MNIST
as well, where that is at hand.
"""

import errno
import os
import ssl
import threading
import time
from dataclasses import replace
from http.server import ThreadingHTTPServer

import pytest

from optim_core.network import download_faults, downloads
from optim_core.network.datasets import Unavailable, read
from optim_core.network.downloads import ABANDONED
from tests.helpers.idx_files import NAMES, served
from tests.helpers.mirrors import OWN_CERTIFICATE, WHOLE, Mirror, assert_whole, names_in

NOBODY = "http://127.0.0.1:9/"


def test_it_is_downloaded_once_and_then_kept(mnist, mirrors):
    source, told = mnist("good"), []
    assert_whole(read(source, lambda share, file: told.append((share, file))))
    shares = [share for share, _ in told]
    assert [*dict.fromkeys(file for _, file in told)] == [*NAMES, ""]
    assert shares == sorted(shares) and 0 < shares[0] < 0.5 and shares[-1] == 1.0
    assert names_in(source.cache) == WHOLE
    assert sum(mirrors.asked.values()) == 4
    assert_whole(read(source))
    assert sum(mirrors.asked.values()) == 4


def test_what_is_cut_off_is_gone_on_with(mnist, mirrors):
    source = mnist("cut")
    assert_whole(read(source))
    assert set(mirrors.asked.values()) == {3}  # thirds, each sent once
    assert names_in(source.cache) == WHOLE


@pytest.mark.parametrize(
    "fault",
    ["forgetful", "silent_cut", "corrupted", "slow", "mute", "missing", "failing", "lying"]
    + ["welcome", "bomb", "endless"],
)
def test_after_a_fault_the_next_mirror_is_asked(mnist, mirrors, fault):
    source = mnist(fault, "good")
    assert_whole(read(source))
    assert names_in(source.cache) == WHOLE
    asked = [name for behaviour, name in mirrors.asked if behaviour == fault]
    assert asked == [WHOLE[-2]]  # the first file; from then on the mirror that kept its word


@pytest.mark.parametrize("fault", ["forgetful", "corrupted", "missing", "lying"])
def test_where_no_mirror_has_it_nothing_is_left_and_every_fault_is_told(mnist, fault):
    source = mnist(fault, "welcome")
    with pytest.raises(Unavailable, match=f"/{fault}/: .*/welcome/: ") as error:
        read(source)
    assert NAMES[0] in str(error.value)
    assert names_in(source.cache) == []


@pytest.mark.parametrize(
    ("behaviours", "reason"),
    [(["nobody"], "network"), (["welcome"], "answer"), (["nobody", "missing"], "answer")],
)
def test_the_reason_is_told(mnist, behaviours, reason):
    source = mnist(*behaviours)
    mirrors = tuple(NOBODY if "nobody" in each else each for each in source.mirrors)
    with pytest.raises(Unavailable) as error:
        read(replace(source, mirrors=mirrors))
    assert error.value.reason == reason


def test_a_certificate_that_is_not_trusted_is_told(mnist, tmp_path):
    (tmp_path / "own.pem").write_text(OWN_CERTIFICATE)
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(tmp_path / "own.pem")
    with ThreadingHTTPServer(("127.0.0.1", 0), Mirror) as httpd:
        httpd.socket = server.wrap_socket(httpd.socket, server_side=True)
        httpd.handle_error = lambda *_: None  # the client goes away
        threading.Thread(target=httpd.serve_forever, daemon=True).start()
        mirrors = (f"https://127.0.0.1:{httpd.server_port}/good/", NOBODY)
        with pytest.raises(Unavailable, match="self-signed") as error:
            read(replace(mnist(), mirrors=mirrors))
        httpd.shutdown()
    assert error.value.reason == "certificate"


def test_those_whom_browsers_trust_are_trusted_where_the_system_has_no_list(monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", os.devnull)
    monkeypatch.setenv("SSL_CERT_DIR", os.devnull)
    download_faults.trusted.cache_clear()
    assert len(download_faults.trusted().get_ca_certs()) > 50
    download_faults.trusted.cache_clear()


def test_where_the_cache_cannot_be_written_it_is_kept_in_a_temporary_folder(
    mnist, tmp_path, mirrors
):
    (tmp_path / "cache").write_text("in the way")
    source = mnist("good")
    assert_whole(read(source))
    assert names_in(source.kept_in[1]) == WHOLE
    assert_whole(read(replace(source, mirrors=())))  # and found there
    assert source.at_hand


def test_where_no_folder_can_be_made_it_is_unavailable(mnist, tmp_path, mirrors):
    for name in ("cache", "temporary"):
        (tmp_path / name).write_text("in the way")
    with pytest.raises(Unavailable) as error:
        read(mnist("good"))
    assert error.value.reason == "disk" and not mirrors.asked


def test_a_disk_that_is_full_is_told_from_a_mirror_that_fails(mnist, monkeypatch):
    class Full:
        """A file on it."""

        def __init__(self, handle, _):
            os.close(handle)

        def __enter__(self):
            return self

        def __exit__(self, *_):
            pass

        def tell(self):
            return 0

        def write(self, _):
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(downloads.os, "fdopen", Full)
    source = mnist("good", "plain")
    with pytest.raises(Unavailable, match="No space left") as error:
        read(source)
    assert error.value.reason == "disk"
    assert [names_in(folder) for folder in source.kept_in] == [[], []]


def test_a_mirror_may_pack_it_differently_or_not_at_all(mnist):
    source = mnist("plain")
    assert_whole(read(source))
    assert names_in(source.cache) == sorted(NAMES)
    assert_whole(read(replace(source, mirrors=())))


def test_a_named_folder_comes_first_and_is_checked(mnist, tmp_path, monkeypatch, mirrors):
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
