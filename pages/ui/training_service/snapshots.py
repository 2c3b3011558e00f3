"""What travels of a training: its curves, of which each visitor gets what is new to him."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from optim_core.network.progress import LaneProgress, Progress
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
    lanes: tuple[dict[str, Any], ...]  # what a message says of each lane
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
        nothing = [
            LaneProgress(lane, training.settings(lane), sizes.steps_per_epoch, sizes.batch_size, ())
            for lane in training.effective_lanes
            for sizes in [training.sizes_of(lane)]
        ]
        lanes = tuple(
            _lane(of, facts, Grid.of(1), training, goes_on=True)
            for of, facts in zip(nothing, self._facts, strict=True)
        )
        empty = Curves(Grid.of(1), 1)
        tables = (empty.steps, empty.evaluations) * len(lanes)
        self.latest = Snapshot(0, lanes, tables, (), {})
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
        grids = [Grid.of(planned) for planned in _planned(progress)]
        self._take(progress, grids, summarizes, goes_on=True)

    def finish(self, progress: Progress) -> None:
        """The last snapshot. Where less was done than was planned, its rows lie closer."""
        done = [max(run.steps for run in lane.runs) for lane in progress.lanes]
        grids = [
            Grid.of(max(steps, 1), planned)
            for steps, planned in zip(done, _planned(progress), strict=True)
        ]
        self._take(progress, grids, True, goes_on=False)
        self._curves = []

    def _take(self, progress: Progress, grids: list[Grid], summarizes: bool, goes_on: bool) -> None:
        before = self.latest
        if [each.grid.stride for each in self._curves] != [grid.stride for grid in grids]:
            self._curves = [Curves(grid, len(progress.training.seeds)) for grid in grids]
        for curves, lane in zip(self._curves, progress.lanes, strict=True):
            curves.update(lane.runs)
        tables = tuple(table for each in self._curves for table in (each.steps, each.evaluations))
        spans = tuple(changed_rows(*pair) for pair in zip(before.tables, tables, strict=True))
        lanes = before.lanes
        if summarizes:
            lanes = tuple(
                _lane(each, facts, grid, progress.training, goes_on)
                for each, facts, grid in zip(progress.lanes, self._facts, grids, strict=True)
            )
        self.latest = Snapshot(
            before.number + 1,
            lanes,
            tables,
            (spans, *before.changed)[:REMEMBERED],
            {},
        )


def _planned(progress: Progress) -> list[int]:
    """The steps of each lane's runs that are not stopped early."""
    return [lane.steps_per_epoch * progress.training.epochs for lane in progress.lanes]


def _lane(
    progress: LaneProgress, facts: list[Fact], grid: Grid, training: Training, goes_on: bool
) -> dict[str, Any]:
    """What a message says of a lane; its marks, `best` and `stopped`, are the first seed's."""
    lane, settings, steps_per_epoch, batch_size, runs = progress
    keeps_best = settings.patience > 0
    marks: dict[str, int | None] = {"best": None, "stopped": None}
    if keeps_best and runs and len(runs[0].evaluated):
        marks = {"best": int(runs[0].evaluated[runs[0].best]), "stopped": runs[0].stopped}
    return {
        "planned": steps_per_epoch * training.epochs,
        "steps_per_epoch": steps_per_epoch,
        "batch_size": batch_size,
        "stride": grid.stride,
        "window": grid.window,
        "clip": settings.gradient_clip or None,
        "second": settings.multi_task > 0,
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
    return packed({**header, "revision": snapshot.number, "lanes": lanes}, body)
