"""What a training in the lab takes longer as somebody looks inside a network: at most 5 %."""

import os
import time
from statistics import median

from pages.ui.lab import link as lab_link
from pages.ui.training_service import inside
from pages.ui.training_service.queue import TrainingQueue
from tests.helpers.idx_files import FOLDER

TIMES = 7
LINK = (
    f"dataset={'mnist' if FOLDER else 'digits'}&layers=128-128&1=adam&2=momentum&epochs=2"
    "&examples=20000&evaluations=10"
)


def seconds(seed: int) -> float:
    """Of a training from its beginning to its end, as a visitor waits for it."""
    queue = TrainingQueue()
    job = queue.train(lab_link.read(f"{LINK}&seeds={seed}")[0])
    watch = queue.subscribe(job)
    began = time.perf_counter()
    while job.active:
        time.sleep(0.002)
    taken = time.perf_counter() - began
    watch.leave()
    queue.stop_all()
    return taken


def main() -> None:
    """Prints the ratio, of trainings in turns."""
    if FOLDER:
        os.environ["MNIST_DIR"] = str(FOLDER)
    summary = inside.summary
    seconds(0)  # compiles
    with_it, without = [], []
    for seed in range(1, TIMES + 1):
        with_it.append(seconds(seed))
        inside.summary = lambda *_: None
        without.append(seconds(seed))
        inside.summary = summary
    middle = median(a / b for a, b in zip(with_it, without, strict=True))
    print(
        f"looking inside: {middle:.3f} times the training without ({median(with_it):.2f} s "
        f"against {median(without):.2f} s, {TIMES} in turns)"
    )


if __name__ == "__main__":
    main()
