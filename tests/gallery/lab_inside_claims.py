"""What trainings claim of the inside of networks, and of several for one answer."""

import numpy as np

from optim_core.network import datasets
from optim_core.network.mlp import DEVIATIONS
from optim_core.network.progress import Progress
from pages.ui.training_service import inside
from pages.ui.training_service.ensemble import summary
from tests.gallery.lab_claims import (
    above,
    alike,
    below,
    claim,
    names,
    rates,
    rights,
    settings,
)


def insides(progress: Progress, when: str, what: str) -> list[list[float]]:
    """Of each lane, layer by layer, what the page shows of the inside of its network."""
    images = datasets.load(progress.training.dataset)
    found = [
        inside.summary(lane.runs[0], lane.settings, images, index, -1)
        for index, lane in enumerate(progress.lanes)
    ]
    return [[layer[when][what] for layer in each["layers"]] for each in found]


@claim
def inside_too_small(progress):
    alike(progress, "init")
    assert settings(progress, "init") == ["too_small", "xavier"]
    small, xavier = insides(progress, "start", "deviation")
    back, xavier_back = insides(progress, "start", "gradient")
    assert max(max(each) / min(each) for each in (xavier, xavier_back)) < 2
    shrinks = [*np.divide(small[:-1], small[1:]), *np.divide(back[1:], back[:-1])]
    return [DEVIATIONS["too_small"](64, 64), 1, above(10, *shrinks)]


@claim
def inside_xavier(progress):
    alike(progress, "init")
    assert settings(progress, "init") == ["xavier", "too_large"]
    xavier, large = insides(progress, "start", "saturated")
    return [1, below(1, *(100 * each for each in xavier)), 2, above(40, *(100 * x for x in large))]


@claim
def inside_he(progress):
    alike(progress, "init")
    assert settings(progress, "init") == ["he", "xavier"]
    he, xavier = insides(progress, "start", "deviation")
    assert min(he) > he[0] / 2 and xavier[-1] < xavier[0] / 2
    return [1, 2]


@claim
def dead_relus(progress):
    assert settings(progress, "activation") == ["relu"] * 2
    few, many = (100 * layers[0] for layers in insides(progress, "now", "dead"))
    low, high = rates(progress)
    return [high, 2, above(50, many), 1, low, below(20, few)]


def teams(progress: Progress, kind: str) -> list[dict]:
    """What the page shows of networks that answer together."""
    found = summary(progress, datasets.load(progress.training.dataset))
    return [team for team in found["teams"] if team["kind"] == kind]


@claim
def ensemble(progress):
    assert names(progress) == ["momentum", "adam"]
    of_seeds = teams(progress, "seeds")
    mended = (100 * team["mended"] / team["mistakes"] for team in of_seeds)
    gained = (100 * (team["accuracy"] - np.mean(team["members"])) for team in of_seeds)
    (members,) = {len(team["members"]) for team in of_seeds}
    return [members, above(10, *mended), above(0.5, *gained)]


@claim
def snapshots(progress):
    schedules = [lane.lane.schedule.entry.name for lane in progress.lanes]
    assert schedules == ["cosine_restarts", "cosine", "constant"]
    assert settings(progress, "ema_decay")[2] > 0
    (team,) = teams(progress, "snapshots")
    assert np.isclose(100 * team["members"][-1], rights(progress)[0])
    apart = (abs(100 * team["accuracy"] - each) for each in rights(progress))
    mended = 100 * team["mended"] / team["mistakes"]
    return [len(team["members"]), above(10, mended), 2, 3, below(3, *apart)]
