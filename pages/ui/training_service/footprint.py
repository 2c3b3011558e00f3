"""About how much memory a training takes while it is paused."""

from optim_core.network.forecast import compiled
from optim_core.network.training import Training

COPIES = 6  # of the weights: themselves, two moments, their average, the best, the last evaluated
FLOAT = 4  # bytes


def footprint(training: Training) -> int:
    """Bytes of all its runs."""
    weights = sum(config.network.size for config, _ in compiled(training))
    return COPIES * FLOAT * weights * len(training.seeds)
