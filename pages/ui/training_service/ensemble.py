"""What the networks of a training say together, as it travels: while it goes on, and at the end."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from optim_core.network.datasets import Dataset
from optim_core.network.ensemble import soft_vote
from optim_core.network.predictions import predictions
from optim_core.network.progress import LaneProgress, Progress
from optim_core.network.run import Checkpoint, Run

MAX_ASKING = 0.03  # the share of the time that goes into it while a training goes on

Place = tuple[int, int]  # of a network: its lane, and which of that lane's seeds


class Member(NamedTuple):
    """A network that has learned for a while."""

    place: Place
    checkpoint: Checkpoint
    epoch: float


class Ensemble:
    """The networks of a training as one: what was `found` last. One thread changes it."""

    def __init__(self) -> None:
        self.found: dict[str, Any] | None = None  # replaced, never changed
        self._said: dict[Place, tuple[Member, NDArray]] = {}  # over all test images
        self._next = float("-inf")

    def update(self, progress: Progress, dataset: Dataset, clock: Callable[[], float]) -> None:
        """While it goes on: asks one network more, or anew, as there is time."""
        began = clock()
        if began < self._next:
            return
        there = list(members(progress))
        due = [each for each in there if not self._is_known(each)]
        if len(there) < 2 or not due:
            return
        compiled = {member.checkpoint.network for member, _ in self._said.values()}
        asked = min(due, key=lambda each: each.place in self._said)  # a new one first
        self._ask(asked, dataset)
        if all(each.place in self._said for each in there):
            self.found = self._summary(progress, dataset)
        if asked.checkpoint.network in compiled:  # that is not measured which compiles
            self._next = clock() + (clock() - began) / MAX_ASKING

    def finish(self, progress: Progress, dataset: Dataset) -> None:
        """At the end: all networks as they are now, and the snapshots of each lane's first run."""
        for each in members(progress) if _planned(progress) > 1 else ():
            if not self._is_known(each):
                self._ask(each, dataset)
        self.found = self._summary(progress, dataset, ended=True)
        self._said = {}

    def _is_known(self, member: Member) -> bool:
        """Whether what it says was asked of it as it is now."""
        asked = self._said.get(member.place)
        return asked is not None and asked[0].checkpoint is member.checkpoint

    def _ask(self, member: Member, dataset: Dataset) -> None:
        self._said[member.place] = member, _said(member.checkpoint, dataset)

    def _summary(
        self, progress: Progress, dataset: Dataset, ended: bool = False
    ) -> dict[str, Any] | None:
        """For a header: each lane's seeds together, all networks together, a run's snapshots.

        Over all test images; None where there is nothing to put together. A network whose weights
        are not finite says nothing.
        """
        labels = np.asarray(dataset.labels)[dataset.training :]
        asked = [self._said[place] for place in sorted(self._said)]
        fit = [each for each in asked if np.isfinite(each[1]).all()]
        found: list[dict | None] = []

        def add(kind: str, lane: int | None, team: list[tuple[Member, NDArray]], of: int) -> None:
            epochs = [member.epoch for member, _ in team]
            found.append(_team(kind, lane, [said for _, said in team], labels, epochs, of))

        for lane, each in enumerate(progress.lanes):
            add("seeds", lane, [one for one in fit if one[0].place[0] == lane], len(each.runs))
        if len({member.place[0] for member, _ in fit}) > 1:
            add("all", None, fit, _planned(progress))
        if ended:
            found += [
                _snapshots(lane, each, dataset, labels) for lane, each in enumerate(progress.lanes)
            ]
        teams = [team for team in found if team]
        return {"images": len(labels), "teams": teams} if teams else None


def summary(progress: Progress, dataset: Dataset) -> dict[str, Any] | None:
    """What the networks of a training that has ended say together."""
    team = Ensemble()
    team.finish(progress, dataset)
    return team.found


def members(progress: Progress) -> Iterator[Member]:
    """The networks that there are after their first steps, lane by lane."""
    for index, lane in enumerate(progress.lanes):
        for seed, run in enumerate(lane.runs):
            step = _step(run, lane)
            if run.checkpoint and step:
                yield Member((index, seed), run.checkpoint, step / lane.steps_per_epoch)


def _step(run: Run, lane: LaneProgress) -> int:
    """At which the weights stand that are told of."""
    if not len(run.evaluated):
        return 0
    return int(run.evaluated[run.best if lane.settings.patience > 0 else -1])


def _planned(progress: Progress) -> int:
    return sum(len(lane.runs) for lane in progress.lanes)


def _said(checkpoint: Checkpoint, dataset: Dataset) -> NDArray:
    return predictions(checkpoint, dataset).probabilities


def _snapshots(lane: int, of: LaneProgress, dataset: Dataset, labels: NDArray) -> dict | None:
    said = [_said(each, dataset) for each in of.runs[0].snapshots]
    fit = [each for each in said if np.isfinite(each).all()]
    return _team("snapshots", lane, fit, labels, [], len(said))


def _team(
    kind: str, lane: int | None, said: list[NDArray], labels: NDArray, epochs: list[float], of: int
) -> dict[str, Any] | None:
    """Of at least two."""
    if len(said) < 2:
        return None
    found = soft_vote(np.stack(said), labels)
    return {
        "kind": kind,
        "lane": lane,
        "of": of,
        "epochs": [round(end(epochs), 4) for end in (min, max)] if epochs else None,
        "members": [round(each, 6) for each in found.members.tolist()],
        "accuracy": round(found.accuracy, 6),
        "mistakes": round(found.mistakes, 2),
        "mended": round(found.mended, 2),
        "spoiled": round(found.spoiled, 2),
    }
