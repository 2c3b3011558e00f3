"""The catalog of optimizers: one file per family."""

from optim_core.catalog import Optimizer, entries_in
from optim_core.optimizers import adaptive, gradient, through_optax

OPTIMIZERS = entries_in(Optimizer, [gradient, adaptive, through_optax])
