"""The images that networks learn: MNIST and Fashion-MNIST from their IDX files, digits in the code.

Each data set is held once per process, as bytes.
"""

import csv
import gzip
import os
import struct
import threading
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jax
import numpy as np
from numpy.typing import NDArray
from platformdirs import user_cache_path

from optim_core.network.downloads import PACE, File, Pace, Unavailable, fetch, held

__all__ = ["DATASET_SPECS", "Dataset", "DatasetSpec", "Unavailable", "load"]

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


@dataclass(frozen=True, eq=False)
class DatasetSpec:
    """Where a data set comes from: a folder named in `<NAME>_DIR`, the cache folder, the mirrors.

    The files are in the order: training images and labels, test images and labels. Without files it
    is the digits that lie beside this module. How large it is stands here too, to be known before
    it is loaded.
    """

    name: str
    label: str
    about: str
    training: int  # images to train on
    test: int  # images to test on
    shape: tuple[int, int]  # rows and columns of an image
    files: tuple[File, ...] = ()
    mirrors: tuple[str, ...] = ()  # each a URL to which a file's name and .gz are added
    classes: tuple[str, ...] = tuple("0123456789")
    pace: Pace = PACE

    @property
    def cache(self) -> Path:
        return user_cache_path("optimizer-visualizer") / self.name

    def folders(self) -> list[Path]:
        """Where its files may lie already."""
        named = os.environ.get(f"{self.name.upper()}_DIR")
        return [Path(named), self.cache] if named else [self.cache]

    @property
    def at_hand(self) -> bool:
        """Whether all its files lie there; that they are whole is seen when they are read."""
        names = [(file.name, f"{file.name}.gz") for file in self.files]
        return all(
            any((folder / name).is_file() for folder in self.folders() for name in either)
            for either in names
        )


_MNIST = 60_000, 10_000, (28, 28)  # Fashion-MNIST was made to be as large


def _idx_files(sums: tuple[str, str, str, str], packed_sum: bool = False) -> tuple[File, ...]:
    names = ("train-images-idx3", "train-labels-idx1", "t10k-images-idx3", "t10k-labels-idx1")
    training, test, (rows, columns) = _MNIST
    pixels = rows * columns
    sizes = 16 + training * pixels, 8 + training, 16 + test * pixels, 8 + test
    return tuple(
        File(f"{name}-ubyte", size, known, packed_sum)
        for name, size, known in zip(names, sizes, sums, strict=True)
    )


_SPECS = (
    DatasetSpec(
        "mnist",
        "MNIST, handwritten digits (28 x 28)",
        "60,000 images for training and 10,000 for testing. LeCun, Cortes & Burges 1998.",
        *_MNIST,
        _idx_files(
            (
                "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
                "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
                "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
                "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
            )
        ),
        (
            "https://ossci-datasets.s3.amazonaws.com/mnist/",
            "https://storage.googleapis.com/cvdf-datasets/mnist/",
        ),
    ),
    DatasetSpec(
        "fashion_mnist",
        "Fashion-MNIST, clothes (28 x 28)",
        "60,000 images for training and 10,000 for testing. Xiao, Rasul & Vollgraf 2017, "
        "arXiv:1708.07747.",
        *_MNIST,
        _idx_files(
            (
                "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84",
                "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845",
                "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073",
                "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5",
            ),
            packed_sum=True,
        ),
        (
            "https://storage.googleapis.com/tensorflow/tf-keras-datasets/",
            "https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/",
        ),
        (
            *("T-shirt/top", "Trouser", "Pullover", "Dress", "Coat"),
            *("Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"),
        ),
    ),
    DatasetSpec(
        "digits",
        "scikit-learn's digits, handwritten (8 x 8)",
        "1,437 images for training and 360 for testing, always at hand. Alpaydin & Kaynak 1998, "
        "UCI Machine Learning Repository, CC BY 4.0; the file is the one in scikit-learn.",
        *(1437, 360, (8, 8)),
    ),
)
DATASET_SPECS = {spec.name: spec for spec in _SPECS}

_loaded: dict[str, Dataset] = {}
_loading: dict[str, threading.Lock] = defaultdict(threading.Lock)


def load(name: str, on_progress: ProgressCallback | None = None) -> Dataset:
    """The data set of that name in `DATASET_SPECS`, downloaded if need be and then kept.

    While it comes, `on_progress` is told the share that is there and the file that is coming.
    Raises Unavailable where it is nowhere to be had.
    """
    spec = DATASET_SPECS[name]
    with _loading[name]:
        if name not in _loaded:
            _loaded[name] = read(spec, on_progress) if spec.files else _digits(spec)
        return _loaded[name]


def load_at_hand(name: str) -> Dataset | None:
    """The data set of that name where its files are here; None where not, or where not whole."""
    try:
        return load(name) if DATASET_SPECS[name].at_hand else None
    except Unavailable:
        return None


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
        unpacked.append(there or fetch(file, mirrors, spec.cache, tell, spec.pace))
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
        jax.device_put(images.reshape(len(images), -1)),
        jax.device_put(labels),
        training,
        (images.shape[1], images.shape[2]),
        white,
        spec.classes,
    )
