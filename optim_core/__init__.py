"""How we descend: optimizers, schedules, the loop that runs them. Knows no page, no surface."""

import jax

jax.config.update("jax_enable_x64", True)  # the plane is computed in float64

from optim_core.optimizers import OPTIMIZERS  # noqa: E402
from optim_core.race import Choice, Lane, Race, solve  # noqa: E402
from optim_core.schedules import SCHEDULES  # noqa: E402
from optim_core.training import Training, train  # noqa: E402

__all__ = ["OPTIMIZERS", "SCHEDULES", "Choice", "Lane", "Race", "Training", "solve", "train"]
