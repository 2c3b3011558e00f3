"""What JAX compiles in tests is kept, and as a rule it is compiled in haste."""

import gc
import os
from functools import lru_cache
from pathlib import Path

import jax

from optim_core.programs import Programs
from pages.ui.server import compiled_files

Remembered = type(lru_cache(abs))
MOST = 500_000_000  # bytes, of which one run takes a few hundredths


def keep(folder: Path) -> None:
    """What one process of a run has compiled, the others read; and so do the runs after it."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        compiled_files.remove_broken(folder)
        compiled_files.remove_oldest(folder, MOST)
    jax.config.update("jax_compilation_cache_dir", str(folder))
    jax.config.update("jax_persistent_cache_min_compile_time_secs", 0)
    jax.config.update("jax_persistent_cache_min_entry_size_bytes", -1)


_in_haste = False


def in_haste(haste: bool) -> None:
    """Whether what is compiled from now on is hardly optimized.

    Compiling takes half as long then, running twice as long: a gain for what takes a few thousand
    steps. What was compiled the other way is forgotten, and what came of it: it rounds otherwise.
    """
    global _in_haste
    if haste == _in_haste:
        return
    _in_haste = haste
    jax.config.update("jax_disable_most_optimizations", haste)
    jax.clear_caches()
    for each in gc.get_objects():
        if type(each) is Programs:
            each.clear()
        elif type(each) is Remembered and each.__module__.startswith(("optim_core", "surfaces")):
            each.cache_clear()
