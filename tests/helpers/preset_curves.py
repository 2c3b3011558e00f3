"""What the pictures of presets that train show, on MNIST: `make pictures` adds what is missing."""

import json
import math
import os
from collections import deque
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from optim_core import Training, train
from optim_core.network.progress import Progress
from optim_core.network.transfer import Transfer, Way
from optim_core.network.transfer_loop import transfer
from pages.ui.gallery import Preset
from pages.ui.lab.gallery import PRESETS, TRAININGS
from pages.ui.lab.thumbnail import KEPT, curves
from pages.ui.transfer.gallery import PRESETS as TRANSFER_PRESETS
from pages.ui.transfer.gallery import TRANSFERS
from pages.ui.transfer.thumbnail import KEPT as KEPT_ACCURACIES
from pages.ui.transfer.thumbnail import accuracies
from tests.helpers.idx_files import FOLDER

POINTS = 40  # of a curve


def trained(training: Training) -> Progress:
    (progress,) = deque(train(training), maxlen=1)
    return progress


def runs(progress: Progress) -> list[dict]:
    """What is drawn of a training, as `thumbnail.curves` has it."""
    found = []
    for lane, of in enumerate(progress.lanes):
        for run in of.runs:
            last = len(run.evaluated) - 1
            at = np.unique(np.linspace(0, last, min(POINTS, last + 1)).round().astype(int))
            ends = run.evaluated[at].astype(int)
            begins = np.maximum(0, ends - of.steps_per_epoch)
            losses = [
                run.training_loss[begin:end].mean() if end else run.training_loss[:1].mean()
                for begin, end in zip(begins, ends, strict=True)
            ]
            found.append(
                {
                    "lane": lane,
                    "epochs": progress.training.epochs,
                    "epoch": _short(ends / of.steps_per_epoch),
                    "test_accuracy": _short(run.test_accuracy[at]),
                    "training_loss": _short(losses),
                    "validation_loss": _short(run.validation_loss[at]),
                }
            )
    return found


def means(study: Transfer) -> dict[Way, list[float | None]]:
    """What is drawn of a transfer, as `thumbnail.accuracies` has it."""
    (progress,) = deque(transfer(study), maxlen=1)
    by_way = progress.accuracies.mean(axis=2)
    return {way: _short(each) for way, each in zip(study.ways, by_way, strict=True)}


def _short(values) -> list[float | None]:
    return [float(f"{value:.4g}") if math.isfinite(value) else None for value in values]


def keep(file: Path, presets: Iterable[Preset], values: Iterable, known: dict, compute) -> None:
    """Keeps what is there for presets of today, in their order."""
    lines = []
    for preset, value in zip(presets, values, strict=True):
        if value not in known:
            print(preset.name, flush=True)
            known[value] = compute(value)
        lines.append(f"{json.dumps(preset.query)}: {json.dumps(known[value])}")
        file.write_text("{\n" + ",\n".join(lines) + "\n}\n", "utf-8")


def main() -> None:
    assert FOLDER, "MNIST is needed: MNIST_DIR names its folder"
    os.environ["MNIST_DIR"] = str(FOLDER)
    keep(KEPT, PRESETS, TRAININGS.values, curves(), lambda training: runs(trained(training)))
    keep(KEPT_ACCURACIES, TRANSFER_PRESETS, TRANSFERS.values, accuracies(), means)


if __name__ == "__main__":
    main()
