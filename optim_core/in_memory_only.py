"""What is compiled, and not kept on disk: what people type, of which there is no end."""

import math
from contextlib import AbstractContextManager

# not public, but as `jax.config.update`, for this thread alone
from jax._src.config import persistent_cache_min_compile_time_secs


def in_memory_only() -> AbstractContextManager:
    """Within, what this thread compiles is not written to JAX's folder of compiled programs."""
    return persistent_cache_min_compile_time_secs(math.inf)
