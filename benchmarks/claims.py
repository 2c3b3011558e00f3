"""`python -m benchmarks.claims [seeds]`: in how many seeds each claim of the lab's gallery holds.

On the digits, and on MNIST where MNIST_DIR says where it is. As another processor rounds:
`XLA_FLAGS=--xla_cpu_max_isa=AVX python -m benchmarks.claims`.
"""

import os
import sys
from collections import deque
from dataclasses import replace

from optim_core import train
from pages.ui.lab.gallery import PRESETS, TRAININGS
from tests.gallery.test_lab_gallery import CLAIMS


def holds(name: str, query: str, dataset: str, seed: int) -> bool:
    """Whether the claim holds for the link's training from another seed, or five from there."""
    training = TRAININGS.codec.read(query)[0]
    seeds = tuple(each + seed * len(training.seeds) for each in training.seeds)
    (progress,) = deque(train(replace(training, dataset=dataset, seeds=seeds)), maxlen=1)
    try:
        CLAIMS[name](progress)
    except AssertionError:
        return False
    return True


def main(seeds: int = 5) -> None:
    for dataset in ["digits", *(["mnist"] if os.environ.get("MNIST_DIR") else [])]:
        for preset in PRESETS:
            held = [holds(preset.name, preset.query, dataset, seed) for seed in range(seeds)]
            not_by = [seed for seed, each in enumerate(held) if not each]
            but = f", but for {not_by}" if not_by else ""
            print(f"{dataset:8}{preset.name:18}{sum(held)} of {seeds}{but}", flush=True)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
