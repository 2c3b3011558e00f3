"""MNIST's files for tests: small ones of their form; in `make test-mnist` also the real ones.

The real ones are looked for in MNIST_DIR and in `../shared/mnist` beside the repository.
"""

import gzip
import hashlib
import os
import struct
from functools import lru_cache
from pathlib import Path

import numpy as np
import pytest

from optim_core.network.checked_file import File
from optim_core.network.dataset_specs import DATASET_SPECS

ROOT = Path(__file__).resolve().parents[2]
NAMES = [file.name for file in DATASET_SPECS["mnist"].files]


def real_folder():
    """Where the real files are at hand, or None."""
    for folder in (os.environ.get("MNIST_DIR"), ROOT.parent / "shared" / "mnist"):
        if folder and all((Path(folder) / f"{name}.gz").exists() for name in NAMES):
            return Path(folder)
    return None


FOLDER = real_folder()  # asked once: tests change the environment
SMALL, REAL = "small files", "real files"
WHICH = [
    SMALL,
    pytest.param(
        REAL,
        marks=[
            pytest.mark.mnist,
            pytest.mark.skipif(FOLDER is None, reason="they are not at hand"),
        ],
    ),
]  # what tests are run with
which = SMALL  # what is served; a test may set REAL


@lru_cache
def small_files():
    """IDX files like MNIST's, of 2,000 and 500 images that can be learned; packed, by name."""
    random = np.random.RandomState(0)
    packed = {}
    for part, count in (("train", 2000), ("t10k", 500)):
        pixels = random.randint(0, 200, (count, 28, 28), np.uint8)
        labels = random.randint(0, 10, count, np.uint8)
        pixels[np.arange(count), 2 * labels + 4] += 50  # a brighter row tells the class
        images = struct.pack(">HBBIII", 0, 8, 3, count, 28, 28) + pixels.tobytes()
        packed[f"{part}-images-idx3-ubyte"] = gzip.compress(images)
        packed[f"{part}-labels-idx1-ubyte"] = gzip.compress(
            struct.pack(">HBBI", 0, 8, 1, count) + labels.tobytes()
        )
    return packed


def served():
    """The files that the mirrors serve, packed, and what is known of them."""
    return _served(which)


@lru_cache
def _served(which):
    if which == REAL:
        return {name: (FOLDER / f"{name}.gz").read_bytes() for name in NAMES}, DATASET_SPECS[
            "mnist"
        ].files
    packed = small_files()
    unpacked = {name: gzip.decompress(packed[name]) for name in NAMES}
    return packed, tuple(
        File(name, len(unpacked[name]), hashlib.sha256(unpacked[name]).hexdigest())
        for name in NAMES
    )
