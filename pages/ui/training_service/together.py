"""What the networks of a training say together, as it travels."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from optim_core.network.datasets import Dataset
from optim_core.network.ensemble import together
from optim_core.network.outcome import predictions
from optim_core.network.progress import Progress
from optim_core.network.run import Checkpoint


def summary(progress: Progress, dataset: Dataset) -> dict[str, Any] | None:
    """For a header: each lane's seeds together, all networks together, a run's snapshots together.

    Over all test images; None where there is nothing to put together. A network whose weights are
    not finite says nothing.
    """
    labels = np.asarray(dataset.labels)[dataset.training :]
    lanes = [
        _finite([_said(run.checkpoint, dataset) for run in lane.runs if run.checkpoint])
        if len(progress.lanes) > 1 or len(lane.runs) > 1
        else []
        for lane in progress.lanes
    ]
    teams = [_team("seeds", index, said, labels) for index, said in enumerate(lanes)]
    if sum(bool(said) for said in lanes) > 1:
        teams.append(_team("all", None, [each for said in lanes for each in said], labels))
    for index, lane in enumerate(progress.lanes):
        snapshots = _finite([_said(each, dataset) for each in lane.runs[0].snapshots])
        teams.append(_team("snapshots", index, snapshots, labels))
    found = [team for team in teams if team]
    return {"images": len(labels), "teams": found} if found else None


def _said(checkpoint: Checkpoint, dataset: Dataset) -> NDArray:
    return predictions(checkpoint, dataset).probabilities


def _finite(said: list[NDArray]) -> list[NDArray]:
    return [each for each in said if np.isfinite(each).all()]


def _team(kind: str, lane: int | None, said: list[NDArray], labels: NDArray) -> dict | None:
    """Of at least two."""
    if len(said) < 2:
        return None
    found = together(np.stack(said), labels)
    return {
        "kind": kind,
        "lane": lane,
        "members": [round(each, 6) for each in found.members.tolist()],
        "accuracy": round(found.accuracy, 6),
        "mistakes": round(found.mistakes, 2),
        "mended": round(found.mended, 2),
        "spoiled": round(found.spoiled, 2),
    }
