"""What a technique costs: an epoch with it, as often as one without."""

import os
from statistics import median

from benchmarks.training import seconds
from optim_core import OPTIMIZERS, Choice, Lane, Training, train
from optim_core.network.datasets import Unavailable
from tests.helpers.idx_files import FOLDER

REPEATS, EXAMPLES = 7, 20_000
ON: dict[str, float] = {
    "dropout": 0.5, "input_dropout": 0.2, "dropconnect": 0.5, "max_norm": 2.0, "l2": 1e-4,
    "gradient_clip": 1.0, "ema_decay": 0.99,
}  # fmt: skip


def epoch(**settings: float) -> None:
    lane = Lane(Choice.of(OPTIMIZERS["adam"], lr=1e-3), settings=tuple(settings.items()))
    for _ in train(Training((lane,), examples=EXAMPLES, epochs=1, evaluations=1)):
        pass


def main() -> None:
    """Prints how many times as long an epoch takes, for each."""
    if FOLDER:
        os.environ["MNIST_DIR"] = str(FOLDER)
    try:
        epoch()
    except Unavailable:
        print("not measured: it needs MNIST; set MNIST_DIR to the folder of its files")
        return
    told = []
    for name, value in ON.items():
        epoch(**{name: value})  # compiles
        ratios = [
            seconds(lambda _, on={name: value}: epoch(**on), 0) / seconds(lambda _: epoch(), 0)
            for _ in range(REPEATS)
        ]
        told.append(f"{name} {median(ratios):.2f}")
    print(f"an epoch with it, times one without: {', '.join(told)}")


if __name__ == "__main__":
    main()
