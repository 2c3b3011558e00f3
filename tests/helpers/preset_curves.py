"""The curves in the pictures of the lab's presets, on MNIST: `make pictures` adds missing ones."""

import json
import math
import os
from collections import deque

import numpy as np

from optim_core import Training, train
from optim_core.network.progress import Progress
from pages.ui.lab.gallery import PRESETS, TRAININGS
from pages.ui.lab.thumbnail import KEPT, curves
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


def _short(values) -> list[float | None]:
    return [float(f"{value:.4g}") if math.isfinite(value) else None for value in values]


def main() -> None:
    """Keeps what is there for presets of today, in their order."""
    assert FOLDER, "MNIST is needed: MNIST_DIR names its folder"
    os.environ["MNIST_DIR"] = str(FOLDER)
    known = curves()
    lines = []
    for preset, training in zip(PRESETS, TRAININGS.values, strict=True):
        if training not in known:
            print(preset.name, flush=True)
            known[training] = runs(trained(training))
        lines.append(f"{json.dumps(preset.query)}: {json.dumps(known[training])}")
        KEPT.write_text("{\n" + ",\n".join(lines) + "\n}\n", "utf-8")


if __name__ == "__main__":
    main()
