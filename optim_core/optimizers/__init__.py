"""The catalog of optimizers: one file per family."""

from optim_core.catalog import Optimizer, Scope
from optim_core.declare import entries_in
from optim_core.optimizers import (
    adaptive,
    first_order,
    matrices,
    second_order,
    sign_based,
    through_optax,
    typed,
)

OPTIMIZERS = entries_in(
    Optimizer,
    [first_order, adaptive, through_optax, sign_based, second_order, matrices, typed],
)


def optimizers_for(scope: Scope) -> dict[str, Optimizer]:
    """Those that can descend there."""
    return {name: each for name, each in OPTIMIZERS.items() if scope in each.scope}
