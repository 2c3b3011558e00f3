"""The catalog of optimizers: one file per family."""

from optim_core.catalog import Optimizer, entries_in
from optim_core.optimizers import adaptive

OPTIMIZERS = entries_in(Optimizer, [adaptive])
