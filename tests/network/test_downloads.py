"""The images come whole or not at all, whatever mirrors and other processes do.

The mirrors are on this machine; what they serve is the real MNIST where that is at hand, as the
names of the tests in the report say.
"""

import os
import time
from dataclasses import replace

import pytest

from optim_core.network.datasets import Unavailable, read
from optim_core.network.downloads import ABANDONED
from tests.helpers.idx_files import NAMES, served
from tests.helpers.mirrors import WHOLE, assert_whole, names_in


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
