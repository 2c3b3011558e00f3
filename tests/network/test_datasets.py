"""What a data set holds, and that it is held once."""

import hashlib
import threading
from dataclasses import replace

import numpy as np
import pytest

from optim_core.network import datasets
from optim_core.network.dataset_specs import DATASET_SPECS
from optim_core.network.datasets import Unavailable, read
from tests.helpers.idx_files import FOLDER, ROOT, served
from tests.helpers.mirrors import assert_whole


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


def test_who_asks_what_is_at_hand_waits_for_no_network(monkeypatch, tmp_path):
    """Broken files, and a network that takes and never answers."""
    asked, answer = threading.Event(), threading.Event()

    def swallows(file, mirrors, *_):
        if mirrors:
            asked.set()
            answer.wait(30)
        raise Unavailable(file.name)

    def loads():
        with pytest.raises(Unavailable):
            datasets.load("mnist")

    for file in DATASET_SPECS["mnist"].files:
        (tmp_path / file.name).write_bytes(b"x")
    monkeypatch.setenv("MNIST_DIR", str(tmp_path))
    monkeypatch.setattr(datasets, "_loaded", {})
    monkeypatch.setattr(datasets, "_broken", {})
    monkeypatch.setattr(datasets, "fetch", swallows)
    loading = threading.Thread(target=loads)
    loading.start()
    assert asked.wait(30)
    found = []
    asking = threading.Thread(target=lambda: found.append(datasets.load_at_hand("mnist")))
    asking.start()
    asking.join(10)
    assert found == [None]
    monkeypatch.setattr(datasets, "read", pytest.fail)  # what is known to be broken is not read
    assert datasets.load_at_hand("mnist") is None
    answer.set()
    loading.join()
