"""How it grows: time over lanes, steps, students and images, each with its slope.

`python -m benchmarks.growth`. A slope of 1 is linear: twice as much takes twice as long.
"""

import asyncio
import itertools
import os
import random
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from benchmarks import classroom
from optim_core import OPTIMIZERS, Choice, Lane, Race, Training, solve, train
from optim_core.network.datasets import Unavailable
from surfaces import SURFACES
from tests.helpers.idx_files import FOLDER
from tests.helpers.server import Server

LANES, STEPS = (1, 2, 4, 8), (125, 250, 500, 1000, 2000)
STUDENTS, IMAGES = (30, 60, 120, 240), (1_000, 5_000, 20_000, 60_000)
REPEATS = 15
SECONDS = 10.0  # of a lesson
SURFACE = Choice.of(SURFACES["rosenbrock"])


def slope(sizes: Sequence[float], seconds: Sequence[float]) -> float:
    """The exponent of the power law that fits best."""
    exponent, _ = np.polyfit(np.log(sizes), np.log(seconds), 1)
    return float(exponent)


def table(what: str, sizes: Sequence[int], seconds: Sequence[float]) -> None:
    """A line: what each size takes, and how steep that is."""
    cells = "  ".join(f"{n:,}: {1e3 * s:.1f} ms" for n, s in zip(sizes, seconds, strict=True))
    print(f"{what:28}{cells}  slope {slope(sizes, seconds):.2f}", flush=True)


def races(sizes: Sequence[int], race: Callable[[int, float], Race]) -> list[float]:
    """The fastest of some runs of each, from another start each time: solved lanes are kept."""
    starts = (random.uniform(-1.5, -1.0) for _ in itertools.count())
    found = []
    for size in sizes:
        solve(race(size, next(starts)))  # compiles
        times = []
        for _ in range(REPEATS):
            shown = race(size, next(starts))
            begun = time.perf_counter()
            solve(shown)
            times.append(time.perf_counter() - begun)
        found.append(min(times))
    return found


def of_lanes(lanes: int, x: float) -> Race:
    """Of one optimizer with so many rates, so that a lane costs what another does."""
    some = tuple(Lane(Choice.of(OPTIMIZERS["adam"], lr=1e-3 * (k + 1))) for k in range(lanes))
    return Race(SURFACE, some, start=(x, 1.0), steps=500)


def of_steps(steps: int, x: float) -> Race:
    some = tuple(Lane(Choice.of(OPTIMIZERS["adam"], lr=1e-3 * (k + 1))) for k in range(4))
    return Race(SURFACE, some, start=(x, 1.0), steps=steps)


def epochs(sizes: Sequence[int]) -> list[float]:
    """One epoch of Adam on so many images of MNIST, the fastest of three, after one to compile."""
    return [min([_epoch(size, seed) for seed in range(4)][1:]) for size in sizes]


def _epoch(images: int, seed: int) -> float:
    lane = Lane(Choice.of(OPTIMIZERS["adam"], lr=1e-3))
    training = Training((lane,), examples=images, batch_size=128, epochs=1, seeds=(seed,))
    begun = time.perf_counter()
    for _ in train(training):
        pass
    return time.perf_counter() - begun


async def lesson(server: Server, page: str, students: int) -> list[float]:
    """The seconds of each rerun: all come at once, then each asks for one every two seconds.

    An open page asks for none, whatever is changed on it: a rerun stands for a page that is opened,
    Back to another one, other entries to explain. What a change costs, `classroom` tells as `race`.
    """
    begins, there, times = asyncio.Event(), [], []

    async def student() -> None:
        async with classroom.page(server, page) as rerun:
            await rerun(classroom.changed())
            there.append(1)
            await begins.wait()
            until = time.perf_counter() + SECONDS
            await asyncio.sleep(random.random() * classroom.PERIOD)
            while (asked := time.perf_counter()) < until:
                await classroom.timed(times, rerun)
                await asyncio.sleep(max(0.0, classroom.PERIOD - time.perf_counter() + asked))

    tasks = [asyncio.create_task(student()) for _ in range(students)]
    while len(there) < students:
        await asyncio.sleep(0.05)
    begins.set()
    await asyncio.gather(*tasks)
    return times


def classes(sizes: Sequence[int]) -> None:
    """The race's page beside a bare one under the same load, in turns, one class after another.

    By itself: `python -c "from benchmarks import growth; growth.classes((120, 240))"`, with nothing
    beside it: the load is a process of its own, and needs a core as the server does.
    """
    with tempfile.TemporaryDirectory() as folder:
        ours, bare = Server(Path(folder) / "ours"), Server(Path(folder) / "bare")
        bare.command, bare.health = ("-m", "benchmarks.bare"), "/_stcore/health"
        ours.start()
        bare.start()
        try:
            ours.await_warm_up()
            both = [
                [_p95(asyncio.run(lesson(*each, size))) for each in ((bare, ""), (ours, "race"))]
                for size in sizes
            ]
        finally:
            bare.stop()
            ours.stop()
        p95 = [[pair[which] for pair in both] for which in (0, 1)]
        table("students, a bare page, p95", sizes, p95[0])
        table("students, the race, p95", sizes, p95[1])
        ratios = [of_ours / of_bare for of_bare, of_ours in zip(*p95, strict=True)]
        print(f"{'':28}" + ", ".join(f"{ratio:.2f}" for ratio in ratios) + " of a bare page")


def _p95(times: list[float]) -> float:
    return sorted(times)[int(0.95 * (len(times) - 1))]


def main() -> None:
    """All tables; images where MNIST is at hand."""
    table("lanes, 500 steps", LANES, races(LANES, of_lanes))
    table("steps, 4 lanes", STEPS, races(STEPS, of_steps))
    if FOLDER:
        os.environ["MNIST_DIR"] = str(FOLDER)
    try:
        table("images, an epoch", IMAGES, epochs(IMAGES))
    except Unavailable:
        print("images: not measured: it needs MNIST; set MNIST_DIR to the folder of its files")
    classes(STUDENTS)


if __name__ == "__main__":
    main()
