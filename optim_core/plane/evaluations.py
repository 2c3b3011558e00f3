"""What a descent has spent: evaluations of the gradient, counted where a rule searches."""

from functools import lru_cache

import jax
import numpy as np
from numpy.typing import NDArray

from optim_core.catalog import Choice, Optimizer
from optim_core.plane.descend import Trajectory

OF_A_HESSIAN = 2  # gradients: each of its columns is a derivative of the gradient, and n is 2


def gradient_evaluations(optimizer: Optimizer, trajectory: Trajectory) -> NDArray[np.int64]:
    """How many gradients led to each row, `[steps + 1]`; a Hessian counts as `OF_A_HESSIAN`.

    A rule that searches has counted them in its state; any other takes as many at every step.
    """
    counted = getattr(trajectory.state, "evaluations", None)
    if counted is not None:
        return np.asarray(counted, np.int64)
    cost = optimizer.cost
    return np.arange(len(trajectory.x)) * (cost.gradient + OF_A_HESSIAN * cost.hessian)


def memory(choice: Choice[Optimizer], n: int) -> int:
    """How many numbers the rule keeps besides the `n` of the point."""
    if choice.entry.memory_of:
        return choice.entry.memory(n, **choice.values)
    return _state_size(choice.entry, n, choice.switches)


@lru_cache(maxsize=256)  # shapes follow from no number that is traced
def _state_size(optimizer: Optimizer, n: int, switches: tuple) -> int:
    return optimizer.memory(n, **dict(switches))


def searches(optimizer: Optimizer) -> bool:
    """Whether a step takes as many evaluations as it needs, which it counts."""
    x = jax.ShapeDtypeStruct((2,), float)
    values = {each.name: each.default for each in optimizer.parameters}
    return hasattr(jax.eval_shape(lambda x: optimizer.init(x, **values), x), "evaluations")
