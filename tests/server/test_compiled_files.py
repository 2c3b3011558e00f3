"""Compiled programs on disk stay whole and few."""

import os
import subprocess
import sys
import zlib
from pathlib import Path

import pytest

from pages.ui.server import compiled_files
from tests.helpers.server import ROOT


def program(folder: Path, name: str, size: int, read: int) -> Path:
    path = folder / f"{name}-cache"
    path.write_bytes(zlib.compress(os.urandom(size), 0))
    os.utime(path, (read, read))
    return path


def test_what_was_read_longest_ago_goes_first(tmp_path: Path) -> None:
    kept = [program(tmp_path, f"p{read}", 1000, read) for read in (5, 3, 9, 1, 7)]
    other = tmp_path / "other"
    other.write_bytes(bytes(5000))
    compiled_files.remove_oldest(tmp_path, 3200)
    assert [path.exists() for path in kept] == [True, False, True, False, True]
    compiled_files.remove_oldest(tmp_path, 0)
    assert not any(path.exists() for path in kept) and other.exists()


@pytest.mark.parametrize("cut", [0, 1, 500])
def test_what_is_broken_is_compiled_and_kept_anew(tmp_path: Path, cut: int) -> None:
    whole, broken = program(tmp_path, "a", 1000, 1), program(tmp_path, "b", 1000, 1)
    broken.write_bytes(broken.read_bytes()[:cut])
    compiled_files.remove_broken(tmp_path)
    assert whole.exists() and not broken.exists()
    broken.write_bytes(whole.read_bytes()[:-1])  # later
    compiled_files.remove_broken(tmp_path)
    assert whole.exists() and not broken.exists()


def test_a_folder_that_is_not_there_is_no_trouble(tmp_path: Path) -> None:
    compiled_files.remove_broken(tmp_path / "none")
    compiled_files.remove_oldest(tmp_path / "none", 0)


def test_a_limit_that_is_none_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CACHE_MB", "much")
    with pytest.raises(SystemExit, match="CACHE_MB is a number"):
        compiled_files.limit()


def test_what_people_type_is_not_kept_on_disk(tmp_path):
    """Each text would be a file, and drive out what everybody looks at."""
    code = """
import sys
from pathlib import Path
from pages.ui.server import configuration

configuration.keep_compiled()
folder = configuration.cache_folder()
from pages.ui.lab.link import CODEC as LAB
from pages.ui.race.link import CODEC as RACE
from optim_core import solve, train

def files(does, codec, query):
    before = {path.name for path in folder.glob("*-cache")}
    does(codec.read(query)[0])
    return len({path.name for path in folder.glob("*-cache")} - before)

def trains(training):
    for _ in train(training):
        pass

files(solve, RACE, "surface=quadratic&1=momentum&steps=1")  # what else a first race compiles
typed = files(solve, RACE, "surface=typed&surface.formula=x%5E2%2By%5E4&1=momentum&steps=1")
small = "dataset=digits&layers=0&examples=100&epochs=1&1="
files(trains, LAB, small + "momentum")
typed += files(trains, LAB, small + "typed")
raced, trained = "surface=beale&1=momentum&steps=1", small + "rprop"
print(min(files(solve, RACE, raced), files(trains, LAB, trained)), typed)
"""
    environment = os.environ | {"XDG_CACHE_HOME": str(tmp_path), "JAX_PLATFORMS": "cpu"}
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    kept, typed = map(int, done.stdout.split())
    assert kept >= 1, "the folder is written to"
    assert typed == 0, done.stderr
