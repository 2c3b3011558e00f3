"""What JAX compiles in tests is kept: half of the time of all that need no browser goes there."""

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
