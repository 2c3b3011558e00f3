"""Training makes way for whoever waits for a page, where the system can tell the two apart."""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import jax

TASKS = Path("/proc/self/task")  # on Linux
COMPUTING = "tf_XLA"  # begins the names of XLA's threads
NICENESS = 10


def computing() -> Iterator[int]:
    """The threads in which XLA computes what is large; the steps of a race are not."""
    jax.devices()  # they are there from now on
    with suppress(OSError):
        for task in TASKS.iterdir():
            with suppress(OSError):  # it has ended meanwhile
                if (task / "comm").read_text().startswith(COMPUTING):
                    yield int(task.name)


def lower() -> None:
    """Gives those threads a lower priority, from now on."""
    for thread in computing():
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, thread, NICENESS)
