"""The catalog of optimizers: one file per family."""

from optim_core.catalog import Optimizer, entries_in
from optim_core.optimizers import adaptive, first_order, through_optax

OPTIMIZERS = entries_in(Optimizer, [first_order, adaptive, through_optax])
