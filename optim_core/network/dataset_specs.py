"""The data sets that there are: where their files come from, and how large they are."""

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_cache_path

from optim_core.network.checked_file import File
from optim_core.network.downloads import PACE, Pace


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
    rarest: int  # training images of the rarest class among the second half of the classes
    files: tuple[File, ...] = ()
    mirrors: tuple[str, ...] = ()  # each a URL to which a file's name and .gz are added
    classes: tuple[str, ...] = tuple("0123456789")
    pace: Pace = PACE

    @property
    def cache(self) -> Path:
        return user_cache_path("optimizer-visualizer") / self.name

    @property
    def kept_in(self) -> list[Path]:
        """Where its files are kept: in a temporary folder where the cache cannot be written."""
        user = os.getuid() if hasattr(os, "getuid") else "user"
        temporary = Path(tempfile.gettempdir()) / f"optimizer-visualizer-{user}"
        return [self.cache, temporary / self.name]

    def folders(self) -> list[Path]:
        """Where its files may lie already."""
        named = os.environ.get(f"{self.name.upper()}_DIR")
        return [Path(named), *self.kept_in] if named else self.kept_in

    def _lying(self) -> list[list[Path]]:
        """Of each of its files, where it lies."""
        return [
            [path for folder in self.folders() for path in _either(folder / file.name)]
            for file in self.files
        ]

    @property
    def at_hand(self) -> bool:
        """Whether all its files lie there; that they are whole is seen when they are read."""
        return all(self._lying())

    @property
    def changed(self) -> list[tuple[Path, int]]:
        """The files that lie there, and when each was written."""
        return [(path, path.stat().st_mtime_ns) for paths in self._lying() for path in paths]


def _either(path: Path) -> list[Path]:
    """The file, packed or not, where it is."""
    return [each for each in (path, path.with_name(f"{path.name}.gz")) if each.is_file()]


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
        5421,
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
        6000,
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
        *(1437, 360, (8, 8), 139),
    ),
)
DATASET_SPECS = {spec.name: spec for spec in _SPECS}
