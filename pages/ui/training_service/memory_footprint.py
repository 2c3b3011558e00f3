"""Memory: about how much a training takes while it is paused, and whether there was too little."""

from jax.errors import JaxRuntimeError

from optim_core.network.forecast import compiled
from optim_core.network.training import Training

COPIES = 6  # of the weights: themselves, two moments, their average, the best, the last evaluated
FLOAT = 4  # bytes


def footprint(training: Training) -> int:
    """Bytes of all its runs."""
    weights = sum(config.network.size for config, _ in compiled(training))
    return COPIES * FLOAT * weights * len(training.seeds)


def is_out_of_memory(fault: Exception) -> bool:
    """Whether it says that memory could not be had."""
    return isinstance(fault, MemoryError) or (
        isinstance(fault, JaxRuntimeError) and "RESOURCE_EXHAUSTED" in str(fault)
    )
