"""What JAX compiles in tests is kept, and as a rule it is compiled in haste."""

import os
from pathlib import Path

import jax

from pages.ui.server import compiled_files

MOST = 500_000_000  # bytes, of which one run takes a few hundredths


def keep(folder: Path) -> None:
    """What one process of a run has compiled, the others read; and so do the runs after it."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        compiled_files.remove_broken(folder)
        compiled_files.remove_oldest(folder, MOST)
    jax.config.update("jax_compilation_cache_dir", str(folder))
    jax.config.update("jax_persistent_cache_min_compile_time_secs", 0)
    jax.config.update("jax_persistent_cache_min_entry_size_bytes", -1)


def in_haste(haste: bool) -> None:
    """Whether what is compiled from now on is hardly optimized.

    Compiling takes half as long then, running twice as long: a gain for what takes a few thousand
    steps. What has been compiled stays as it is.
    """
    jax.config.update("jax_disable_most_optimizations", haste)
