"""The images that networks learn: MNIST and Fashion-MNIST from their IDX files, digits in the code.

Each data set is held once per process, as bytes.
"""

import csv
import gzip
import struct
import threading
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import jax
import numpy as np
from numpy.typing import NDArray

from optim_core.network.checked_file import File, held
from optim_core.network.dataset_specs import DATASET_SPECS, DatasetSpec
from optim_core.network.devices import network_device
from optim_core.network.download_faults import Unavailable
from optim_core.network.downloads import fetch

__all__ = ["Dataset", "Unavailable", "load"]

ProgressCallback = Callable[[float, str], None]  # the share that is there, the file that is coming


@dataclass(frozen=True, eq=False)
class Dataset:
    """Images and their labels, the training images first. Read-only."""

    name: str
    label: str
    images: jax.Array  # [training + test, pixels] uint8
    labels: jax.Array  # [training + test] uint8
    training: int  # how many of them are for training
    shape: tuple[int, int]  # rows and columns of an image
    white: float  # the value of a full pixel
    classes: tuple[str, ...]

    def pictures(self, indices: Any) -> NDArray[np.uint8]:
        """Some of the images, `[k, rows, columns]`."""
        return np.asarray(self.images)[np.asarray(indices)].reshape(-1, *self.shape)


_loaded: dict[str, Dataset] = {}
_loading: dict[str, threading.Lock] = defaultdict(threading.Lock)
_reading: dict[str, threading.Lock] = defaultdict(threading.Lock)
_broken: dict[str, object] = {}  # the files, by their times, that are not what they should be


def load(name: str, on_progress: ProgressCallback | None = None) -> Dataset:
    """The data set of that name in `DATASET_SPECS`, downloaded if need be and then kept.

    While it comes, `on_progress` is told the share that is there and the file that is coming.
    Raises Unavailable where it is nowhere to be had.
    """
    with _loading[name]:
        if (at_hand := load_at_hand(name)) is not None:
            return at_hand
        _loaded[name] = read(DATASET_SPECS[name], on_progress)
        return _loaded[name]


def load_at_hand(name: str) -> Dataset | None:
    """The data set of that name where its files are here; None where not, or where not whole.

    No network is asked, and nobody who asks one is waited for.
    """
    spec = DATASET_SPECS[name]
    with _reading[name]:
        if name not in _loaded and spec.at_hand and _broken.get(name) != (now := spec.changed):
            try:
                _loaded[name] = read(replace(spec, mirrors=())) if spec.files else _digits(spec)
            except Unavailable:
                _broken[name] = now
    return _loaded.get(name)


def read(spec: DatasetSpec, on_progress: ProgressCallback | None = None) -> Dataset:
    """The data set out of its four IDX files, each from the first place that has it whole."""
    mirrors = list(spec.mirrors)
    whole = sum(file.size for file in spec.files)
    unpacked: list[bytes] = []

    for file in spec.files:

        def tell(received: int, expected: int | None, file: File = file) -> None:
            if on_progress:
                part = min(received / expected, 1) if expected else 0.0
                there = sum(map(len, unpacked))
                on_progress((there + part * file.size) / whole, file.name)

        lying = (held(file, folder) for folder in spec.folders())
        there = next((content for content in lying if content is not None), None)
        unpacked.append(there or fetch(file, mirrors, spec.kept_in, tell, spec.pace))
    if on_progress:
        on_progress(1.0, "")
    images, labels, test_images, test_labels = map(_idx, unpacked)
    return _dataset(
        spec,
        np.concatenate([images, test_images]),
        np.concatenate([labels, test_labels]),
        training=len(images),
        white=255.0,
    )


def _idx(content: bytes) -> NDArray[np.uint8]:
    """The array of an IDX file of bytes. Raises ValueError where it is none."""
    zero, kind, dimensions = struct.unpack_from(">HBB", content)
    if zero or kind != 8:
        raise ValueError("not an IDX file of bytes")
    shape = struct.unpack_from(f">{dimensions}I", content, 4)
    return np.frombuffer(content, np.uint8, offset=4 + 4 * dimensions).reshape(shape)


def _digits(spec: DatasetSpec) -> Dataset:
    with gzip.open(Path(__file__).with_name("digits.csv.gz"), "rt") as lines:
        rows = np.array(list(csv.reader(lines)), np.uint8)  # [1797, 65], the label last
    # a fixed shuffle: the file is in the order of the writers
    rows = rows[np.random.RandomState(0).permutation(len(rows))]
    images = rows[:, :-1].reshape(-1, *spec.shape)
    return _dataset(spec, images, rows[:, -1], training=spec.training, white=16.0)


def _dataset(
    spec: DatasetSpec,
    images: NDArray[np.uint8],
    labels: NDArray[np.uint8],
    training: int,
    white: float,
) -> Dataset:
    return Dataset(
        spec.name,
        spec.label,
        jax.device_put(images.reshape(len(images), -1), network_device()),
        jax.device_put(labels, network_device()),
        training,
        (images.shape[1], images.shape[2]),
        white,
        spec.classes,
    )
