"""What is compiled before anybody asks: first what the first visitors need, then the rest."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace

from optim_core import OPTIMIZERS, Training, train
from optim_core.catalog import Choice
from optim_core.lane import Lane
from optim_core.network.datasets import load, load_at_hand
from optim_core.network.outcome import predictions
from optim_core.plane.race import Race, solve
from pages.ui.lab import gallery as lab_gallery
from pages.ui.lab import link as lab_link
from pages.ui.race import api as race_api
from pages.ui.race import gallery as race_gallery
from pages.ui.race import link
from pages.ui.training_service.turns import FALLBACK_DATASET
from surfaces import SURFACES

Stopped = Callable[[], bool]


def first() -> None:
    """The races of the page and its gallery."""
    for shown in (link.DEFAULT, *race_gallery.RACES.values):
        race_api.prepare(shown)


def rest(stopped: Stopped) -> None:
    """The trainings, and every optimizer on every surface, in the background.

    It takes a quarter of a minute where compiled programs were kept on disk, else some minutes.
    With their default switches only: a compiled program takes about 3 MB, and a switch that is
    flipped compiles in a fraction of a second on a surface, in a second or two in a network.
    """
    _begin(lab_link.DEFAULT, stopped)
    for entry in SURFACES.values():
        surface = Choice.of(entry)
        race_api.prepare(Race(surface, (Lane(Choice.of(OPTIMIZERS["adam"])),)))
        for optimizer in OPTIMIZERS.values():
            if stopped():
                return
            solve(Race(surface, (Lane(Choice.of(optimizer)),), steps=1))
    every = tuple(Lane(Choice.of(optimizer)) for optimizer in OPTIMIZERS.values())
    for training in (*lab_gallery.TRAININGS.values, Training(every)):
        _begin(training, stopped)
    if not stopped():
        race_api.FORESEEN.set()


def _begin(training: Training, stopped: Stopped) -> None:
    """Trains until each lane has taken a step, on images that are at hand: then it is compiled."""
    if stopped():
        return
    alone = replace(training, seeds=training.seeds[:1])
    if not load_at_hand(training.dataset):
        alone = replace(alone, dataset=FALLBACK_DATASET)
    with closing(train(alone)) as going:
        for progress in going:
            if stopped():
                return
            if all(run.steps or run.ended for lane in progress.lanes for run in lane.runs):
                break
    checkpoint = progress.lanes[0].runs[0].checkpoint
    if checkpoint:
        predictions(checkpoint, load(alone.dataset), [0])
