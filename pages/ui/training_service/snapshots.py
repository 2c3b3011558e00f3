"""What travels of a training: its curves, of which each visitor gets what is new to him."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from optim_core.lane import Lane
from optim_core.network.progress import Progress
from optim_core.network.run import Run
from optim_core.network.training import Training
from pages.ui.training_service import lane_summary
from pages.ui.training_service.curves import Curves, Grid, Table, changed_rows
from pages.ui.training_service.lane_facts import Fact, lane_facts
from pages.ui.wire import packed

REMEMBERED = 16  # snapshots that a visitor may lag behind and still get the differences only
SUMMARY_INTERVAL = 1.0  # seconds between new verdicts
NO_SNAPSHOT = -1  # the number of the snapshot that a visitor has who has none

Spans = tuple[tuple[int, int], ...]  # of each table: the first row, and the one after the last


class Snapshot(NamedTuple):
    """How a training's curves stood at one moment. None of it ever changes."""

    number: int
    header: Mapping[str, Any]  # what a message says of the whole
    lanes: tuple[dict[str, Any], ...]  # and of each lane
    tables: tuple[Table, ...]  # of each lane: steps, evaluations
    changed: tuple[Spans, ...]  # the rows changed since the one before, in that one, ...
    packed: dict[int, tuple[Spans, bytes]]  # what was sent already, by `had`

    def since(self, had: int) -> Spans:
        """The rows of each table that differ from those of snapshot number `had`, or all."""
        lag = self.number - had
        if had == NO_SNAPSHOT or not 0 <= lag <= len(self.changed):
            return tuple((0, table.shape[1]) for table in self.tables)
        return tuple(
            _union([spans[index] for spans in self.changed[:lag]], table.shape[1])
            for index, table in enumerate(self.tables)
        )


def _union(spans: list[tuple[int, int]], rows: int) -> tuple[int, int]:
    some = [span for span in spans if span[0] < span[1]]
    firsts, ends = zip(*some, strict=True) if some else ((rows,), (rows,))
    return min(firsts), max(ends)


class SnapshotHistory:
    """The snapshots of one training: the latest, and how it differs from those before.

    One thread takes them, any may read `latest`.
    """

    def __init__(self, training: Training) -> None:
        self._facts = lane_facts(training)
        lanes = tuple(
            _lane(lane, facts, (), 1, training, goes_on=True)
            for lane, facts in zip(training.effective_lanes, self._facts, strict=True)
        )
        grid = Grid.of(1)
        empty = Curves(grid, 1)
        self.latest = Snapshot(
            0, _header(1, training.batch_size, grid), lanes,
            (empty.steps, empty.evaluations) * len(lanes), (), {},
        )  # fmt: skip
        self._curves: list[Curves] = []
        self._summarized = float("-inf")  # when

    @property
    def rows(self) -> int:
        """Of the longest table."""
        return max(table.shape[1] for table in self.latest.tables)

    def append(self, progress: Progress, now: float) -> None:
        """Another snapshot, of a training that goes on; `now` is in seconds, by any clock."""
        summarizes = now - self._summarized >= SUMMARY_INTERVAL
        if summarizes:
            self._summarized = now
        self._take(progress, Grid.of(progress.steps), summarizes, goes_on=True)

    def finish(self, progress: Progress) -> None:
        """The last snapshot. Where less was done than was planned, its rows lie closer."""
        done = max(run.steps for lane in progress.lanes for run in lane.runs)
        self._take(progress, Grid.of(max(done, 1), progress.steps), True, goes_on=False)
        self._curves = []

    def _take(self, progress: Progress, grid: Grid, summarizes: bool, goes_on: bool) -> None:
        before = self.latest
        if not self._curves or self._curves[0].grid.stride != grid.stride:
            self._curves = [Curves(grid, len(progress.training.seeds)) for _ in progress.lanes]
        for curves, lane in zip(self._curves, progress.lanes, strict=True):
            curves.update(lane.runs)
        tables = tuple(table for each in self._curves for table in (each.steps, each.evaluations))
        spans = tuple(changed_rows(*pair) for pair in zip(before.tables, tables, strict=True))
        lanes = before.lanes
        if summarizes:
            per_epoch, training = progress.steps_per_epoch, progress.training
            lanes = tuple(
                _lane(each.lane, facts, each.runs, per_epoch, training, goes_on)
                for each, facts in zip(progress.lanes, self._facts, strict=True)
            )
        self.latest = Snapshot(
            before.number + 1,
            _header(progress.steps_per_epoch, progress.batch_size, grid, progress.steps),
            lanes,
            tables,
            (spans, *before.changed)[:REMEMBERED],
            {},
        )


def _header(steps_per_epoch: int, batch_size: int, grid: Grid, steps: int = 0) -> dict[str, Any]:
    return {
        "steps": steps,
        "steps_per_epoch": steps_per_epoch,
        "batch_size": batch_size,
        "stride": grid.stride,
        "window": grid.window,
    }


def _lane(
    lane: Lane,
    facts: list[Fact],
    runs: tuple[Run, ...],
    steps_per_epoch: int,
    training: Training,
    goes_on: bool,
) -> dict[str, Any]:
    """What a message says of a lane; its marks, `best` and `stopped`, are the first seed's."""
    keeps_best = training.settings(lane).patience > 0
    marks: dict[str, int | None] = {"best": None, "stopped": None}
    if keeps_best and runs and len(runs[0].evaluated):
        marks = {"best": int(runs[0].evaluated[runs[0].best]), "stopped": runs[0].stopped}
    return {
        "clip": training.settings(lane).gradient_clip or None,
        "optimizer": lane.optimizer.entry.name,
        "schedule": lane.schedule.entry.name,
        "facts": facts,
        "verdict": lane_summary.verdict(runs, steps_per_epoch, training.epochs, goes_on),
        "row": lane_summary.row(runs, steps_per_epoch, keeps_best),
        **marks,
    }


def message(header: Mapping[str, Any], snapshot: Snapshot, had: int) -> bytes:
    """The header and the rows of the snapshot that a visitor does not have.

    A 4-byte length, JSON, and for each lane float32 `[columns, rows]` of its two tables.
    """
    if had not in snapshot.packed:
        spans = snapshot.since(had)
        rows = zip(snapshot.tables, spans, strict=True)
        body = b"".join(table[:, begin:end].tobytes() for table, (begin, end) in rows)
        snapshot.packed[had] = spans, body
    spans, body = snapshot.packed[had]
    lanes = []
    for index, lane in enumerate(snapshot.lanes):
        of_lane = {}
        for name, at in (("steps", 2 * index), ("evaluations", 2 * index + 1)):
            (first, end), rows_there = spans[at], snapshot.tables[at].shape[1]
            of_lane[name] = {"rows": rows_there, "first": first, "count": end - first}
        lanes.append(lane | of_lane)
    return packed({**header, **snapshot.header, "revision": snapshot.number, "lanes": lanes}, body)
