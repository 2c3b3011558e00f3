"""What is compiled of the lab before anybody asks."""

from collections.abc import Generator, Iterator
from contextlib import closing
from dataclasses import replace

from optim_core import Training, train
from optim_core.catalog import Choice
from optim_core.lane import Lane
from optim_core.network.datasets import load, load_at_hand
from optim_core.network.forecast import TRUSTED, compiled, forecast
from optim_core.network.predictions import predictions
from optim_core.network.progress import Progress
from optim_core.optimizers import optimizers_for
from pages.ui.lab import api, link
from pages.ui.lab.gallery import TRAININGS
from pages.ui.training_service.job_turns import FALLBACK_DATASET


def warm_up() -> Iterator[None]:
    """The training of the page, those of its gallery, and every optimizer.

    With default switches only: one that is flipped compiles in a second or two. What is compiled is
    kept on disk, and of the programs in memory the last: those of the page's own training, by which
    is seen how fast this machine is.
    """
    every = tuple(Lane(Choice.of(optimizer)) for optimizer in optimizers_for("network").values())
    for training in (link.DEFAULT, *TRAININGS.values, Training(every)):
        yield from _begin(training)
    progress = yield from _begin(link.DEFAULT, TRUSTED)
    forecast.learn_from(progress)


def _begin(training: Training, steps: int = 1) -> Generator[None, None, Progress]:
    """Trains until each lane has taken a step, on images that are at hand: then it is compiled."""
    alone = replace(training, seeds=training.seeds[:1])
    if not load_at_hand(training.dataset):
        alone = replace(alone, dataset=FALLBACK_DATASET)
    api.QUEUE.programs.make_room(compiled(alone))
    with closing(train(alone)) as going:
        for progress in going:
            yield
            if all(run.steps >= steps or run.ended for lane in progress.lanes for run in lane.runs):
                break
    checkpoint = progress.lanes[0].runs[0].checkpoint
    if checkpoint:
        predictions(checkpoint, load(alone.dataset), [0])
    return progress
