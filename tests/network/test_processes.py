"""Several processes may fetch the images at once, and be killed at any moment."""

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace

import pytest

from optim_core.network.datasets import read
from optim_core.network.downloads import PACE
from tests.helpers.idx_files import ROOT, served
from tests.helpers.mirrors import WHOLE, assert_whole, names_in

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


def test_two_processes_may_start_at_once(mnist, mirrors):
    source = replace(mnist("leisurely"), pace=PACE)
    children = [process(source), process(source)]
    assert_whole(read(source))
    answers = [child.communicate()[0] for child in children]
    assert [child.returncode for child in children] == [0, 0]
    labels = str(len(read(source).labels))
    assert [answer.strip() for answer in answers] == [labels, labels]
    assert names_in(source.cache) == WHOLE
