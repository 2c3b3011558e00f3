"""What travels of a training: its curves, of which each visitor gets what is new to him."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from optim_core.lane import Lane
from optim_core.network.run import Run
from optim_core.network.training import Progress, Training
from pages.ui.lab.lane_names import lane_names
from pages.ui.training_service import lane_summary
from pages.ui.training_service.curves import Grid, Table, Tables, changed
from pages.ui.wire import packed

REMEMBERED = 16  # how many shots a visitor may lag behind and still get the differences only
SPOKEN = 1.0  # seconds between new verdicts
NOTHING = -1  # the number of the shot that a visitor has who has none

Spans = tuple[tuple[int, int], ...]  # of each table: the first row, and the one after the last


class Shot(NamedTuple):
    """How a training's curves stood at one moment. None of it ever changes."""

    number: int
    about: Mapping[str, Any]  # what a header says of the whole
    lanes: tuple[dict[str, Any], ...]  # and of each lane
    tables: tuple[Table, ...]  # of each lane: steps, evaluations
    news: tuple[Spans, ...]  # what is new since the shot before, what was new in that one, ...
    packed: dict[int, tuple[Spans, bytes]]  # what was sent already, by `had`

    def since(self, had: int) -> Spans:
        """The rows of each table that differ from those of shot number `had`, or all."""
        lag = self.number - had
        if had == NOTHING or not 0 <= lag <= len(self.news):
            return tuple((0, table.shape[1]) for table in self.tables)
        return tuple(
            _around([spans[index] for spans in self.news[:lag]], table.shape[1])
            for index, table in enumerate(self.tables)
        )


def _around(spans: list[tuple[int, int]], rows: int) -> tuple[int, int]:
    some = [span for span in spans if span[0] < span[1]]
    firsts, ends = zip(*some, strict=True) if some else ((rows,), (rows,))
    return min(firsts), max(ends)


class Film:
    """The shots of one training, the newest in `shot`. One thread takes them, any may read it."""

    def __init__(self, training: Training) -> None:
        self._names = lane_names(training)
        lanes = tuple(
            _spoken(name, lane, (), 1, training, True)
            for name, lane in zip(self._names, training.effective_lanes, strict=True)
        )
        grid = Grid.of(1)
        empty = Tables(grid, 1)
        self.shot = Shot(
            0, _about(1, training.batch_size, grid), lanes,
            (empty.steps, empty.evaluations) * len(lanes), (), {},
        )  # fmt: skip
        self._growing: list[Tables] = []
        self._spoken = float("-inf")

    @property
    def rows(self) -> int:
        """Of the longest table."""
        return max(table.shape[1] for table in self.shot.tables)

    def take(self, progress: Progress, now: float) -> None:
        """Another shot, of a training that goes on; `now` is in seconds, by any clock."""
        grid = Grid.of(progress.steps)
        speaks = now - self._spoken >= SPOKEN
        if speaks:
            self._spoken = now
        self._shoot(progress, grid, speaks, goes_on=True)

    def end(self, progress: Progress) -> None:
        """The last shot. Where less was done than was planned, its rows lie closer."""
        done = max(run.steps for lane in progress.lanes for run in lane.runs)
        self._shoot(progress, Grid.of(max(done, 1), progress.steps), True, goes_on=False)
        self._growing = []

    def _shoot(self, progress: Progress, grid: Grid, speaks: bool, goes_on: bool) -> None:
        before = self.shot
        if not self._growing or self._growing[0].grid.stride != grid.stride:
            self._growing = [Tables(grid, len(progress.training.seeds)) for _ in progress.lanes]
        for tables, lane in zip(self._growing, progress.lanes, strict=True):
            tables.take(lane.runs)
        now = tuple(table for each in self._growing for table in (each.steps, each.evaluations))
        spans = tuple(changed(*pair) for pair in zip(before.tables, now, strict=True))
        lanes = before.lanes
        if speaks:
            per_epoch, training = progress.steps_per_epoch, progress.training
            lanes = tuple(
                _spoken(name, each.lane, each.runs, per_epoch, training, goes_on)
                for name, each in zip(self._names, progress.lanes, strict=True)
            )
        self.shot = Shot(
            before.number + 1,
            _about(progress.steps_per_epoch, progress.batch_size, grid, progress.steps),
            lanes,
            now,
            (spans, *before.news)[:REMEMBERED],
            {},
        )


def _about(steps_per_epoch: int, batch_size: int, grid: Grid, steps: int = 0) -> dict[str, Any]:
    return {
        "steps": steps,
        "steps_per_epoch": steps_per_epoch,
        "batch_size": batch_size,
        "stride": grid.stride,
        "window": grid.window,
    }


def _spoken(
    name: str,
    lane: Lane,
    runs: tuple[Run, ...],
    steps_per_epoch: int,
    training: Training,
    goes_on: bool,
) -> dict[str, Any]:
    """What a header says of a lane in words; its marks are those of the first seed."""
    keeps_best = training.settings(lane).patience > 0
    kind, verdict = lane_summary.verdict(runs, steps_per_epoch, training.epochs, goes_on)
    marks: dict[str, int | None] = {"best": None, "stopped": None}
    if keeps_best and runs and len(runs[0].evaluated):
        marks = {"best": int(runs[0].evaluated[runs[0].best]), "stopped": runs[0].stopped}
    return {
        "label": name,
        "kind": kind,
        "verdict": verdict,
        "row": lane_summary.row(runs, steps_per_epoch, keeps_best),
        "accuracy": lane_summary.accuracy(lane_summary.finals(runs, keeps_best)),
        **marks,
    }


def message(header: Mapping[str, Any], shot: Shot, had: int) -> bytes:
    """The header and the rows of the shot that a visitor does not have: a 4-byte length, JSON, and
    for each lane float32 `[columns, rows]` of its two tables.
    """
    if had not in shot.packed:
        spans = shot.since(had)
        rows = zip(shot.tables, spans, strict=True)
        shot.packed[had] = spans, b"".join(t[:, begin:end].tobytes() for t, (begin, end) in rows)
    spans, body = shot.packed[had]
    lanes = []
    for index, lane in enumerate(shot.lanes):
        of_lane = {}
        for name, at in (("steps", 2 * index), ("evaluations", 2 * index + 1)):
            first, end = spans[at]
            of_lane[name] = {"rows": shot.tables[at].shape[1], "first": first, "count": end - first}
        lanes.append(lane | of_lane)
    return packed({**header, **shot.about, "revision": shot.number, "lanes": lanes}, body)
