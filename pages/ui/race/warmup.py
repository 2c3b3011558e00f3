"""What is compiled of the race before anybody asks."""

from collections.abc import Iterator
from dataclasses import replace

from optim_core import OPTIMIZERS
from optim_core.catalog import Choice
from optim_core.lane import Lane
from optim_core.optimizers import optimizers_for
from optim_core.plane.race import Race, solve
from pages.ui.race import api, link
from pages.ui.race.gallery import RACES
from surfaces import SURFACES


def prepare() -> None:
    """The race of the page and those of its gallery."""
    for race in (link.DEFAULT, *RACES.values):
        api.prepare(race)


def warm_up() -> Iterator[None]:
    """Every optimizer on every surface, with default switches only.

    A switch that is flipped compiles in a fraction of a second. What is compiled is kept on disk;
    of the programs in memory, those of the gallery are the last to have run, and the last to go.
    """
    for entry in SURFACES.values():
        surface = Choice.of(entry)
        api.prepare(Race(surface, (Lane(Choice.of(OPTIMIZERS["adam"])),)))
        for optimizer in optimizers_for("plane").values():
            yield
            solve(Race(surface, (Lane(Choice.of(optimizer)),), steps=1))
    for race in (link.DEFAULT, *RACES.values):
        yield
        solve(replace(race, seed=race.seed + 1))
