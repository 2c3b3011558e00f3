"""How many programs of trainings are kept compiled."""

import os
from collections.abc import Iterable

from optim_core.network import train_step
from optim_core.network.forecast import Key

# with what belongs to it, each takes some MB
MAX_COMPILED = int(os.environ.get("TRAINING_PROGRAMS") or 6)


class CompiledPrograms:
    """What was compiled since all of it was last forgotten, by its keys."""

    def __init__(self) -> None:
        self.keys: set[Key] = set()

    def make_room(self, keys: Iterable[Key]) -> None:
        """Lets no more be compiled than is to be kept, before these are."""
        wanted = set(keys)
        self.keys |= wanted
        if len(self.keys) > MAX_COMPILED:
            self.forget()
            self.keys = wanted

    def forget(self) -> None:
        """Lets go of all."""
        train_step.forget()
        self.keys = set()
