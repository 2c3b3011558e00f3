"""How we descend: optimizers, schedules, the loops that run them. Knows no page, no surface."""

import os

# XLA's older way to fuse on a CPU compiles in two thirds of the time. Races are the same to the bit
# and as fast; networks train a seventh faster. (JAX reads it when it first computes; one that does
# not know the flag any more stops with its name.)
_FLAGS = "--xla_cpu_use_fusion_emitters=false"
os.environ["XLA_FLAGS"] = f"{_FLAGS} {os.environ.get('XLA_FLAGS', '')}".strip()

import jax  # noqa: E402

jax.config.update("jax_enable_x64", True)  # the plane is computed in float64
jax.config.update("jax_default_device", "cpu")  # and on the CPU; networks say where they train

from optim_core.catalog import Choice  # noqa: E402
from optim_core.lane import Lane  # noqa: E402
from optim_core.network.train_loop import train  # noqa: E402
from optim_core.network.training import Training  # noqa: E402
from optim_core.optimizers import OPTIMIZERS  # noqa: E402
from optim_core.plane.race import Race, solve  # noqa: E402
from optim_core.schedules import SCHEDULES  # noqa: E402

__all__ = ["OPTIMIZERS", "SCHEDULES", "Choice", "Lane", "Race", "Training", "solve", "train"]
