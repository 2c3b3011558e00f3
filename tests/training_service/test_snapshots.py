"""What travels of a training is what its runs say, and puts together what a visitor has."""

import json
import struct
import time
from dataclasses import replace

import numpy as np
import pytest

from pages.ui.training_service.curves import (
    EVALUATIONS,
    MAX_ROWS,
    STEPS,
    Curves,
    Grid,
    changed_rows,
)
from pages.ui.training_service.snapshots import NO_SNAPSHOT, REMEMBERED, SnapshotHistory, message
from tests.helpers.training_runs import a_run, progress


def expected(runs, stride, window):
    """The table of steps, written down row by row."""
    most = max(run.steps for run in runs)
    ends = [*range(stride, most + 1, stride), *([most] if most % stride else [])]
    rows, before, seconds = [], 0, 0.0
    for end in ends:
        come = [run for run in runs if run.steps >= end]
        row = [end]
        for curve in ("training_loss", "training_accuracy", "gradient_norm"):
            curves = [getattr(run, curve).astype(float) for run in come]
            smooth = [values[max(0, end - window) : end].mean() for values in curves]
            begin = (end - 1) // stride * stride
            if len(runs) > 1:
                smooth = [value for value in smooth if np.isfinite(value)] or [np.nan]
            around = curves[0][begin:end] if len(runs) == 1 else np.array(smooth)
            row += [np.mean(smooth), around.min(), around.max()]
        times = [np.append(0.0, run.seconds.astype(float)) for run in come]
        seconds += np.mean([since[end] - since[before] for since in times])
        rows.append([*row, come[0].learning_rate[end - 1], seconds])
        before = end
    return np.array(rows, np.float32).reshape(-1, STEPS).T


@pytest.mark.parametrize("planned", [1, 7, 49, 600, 601, 3000])
@pytest.mark.parametrize("parts", [(1.0,), (0.4,), (1.0, 0.33), (0.5, 1.0, 0.5), (0.9, 0.0)])
@pytest.mark.parametrize("diverges", [None, 20])
def test_rows_are_what_the_runs_say_however_they_came(planned, parts, diverges):
    grid = Grid.of(planned)
    assert planned / MAX_ROWS <= grid.stride < planned / MAX_ROWS + 1
    tables = Curves(grid, len(parts))
    random = np.random.RandomState(planned)
    for share in sorted(random.uniform(size=5)) + [1.0]:
        done = [int(share * part * planned) for part in parts]
        runs = [a_run(seed, each, planned, diverges) for seed, each in enumerate(done)]
        tables.update(runs)
        if max(done):
            with np.errstate(all="ignore"):
                rows = expected(runs, grid.stride, grid.window)
            np.testing.assert_allclose(tables.steps, rows, rtol=2e-6)
            assert (np.diff(tables.steps[11]) > 0).all()
    assert tables.steps.shape[1] <= MAX_ROWS + 1 and tables.steps.dtype == np.float32


def test_evaluations_stand_at_their_steps_and_tell_of_the_seeds_that_are_there():
    runs = a_run(0, 300), a_run(1, 120), a_run(2, 300, diverges=70)
    tables = Curves(Grid.of(3000), 3)
    tables.update(runs)
    step, seconds, loss, low, high = tables.evaluations[:5]
    assert step.tolist() == [0, 50, 100, 150, 200, 250, 300], (
        "none at 70: nothing is to be had there"
    )
    np.testing.assert_allclose(loss[1], np.mean([r.validation_loss[1] for r in runs]), rtol=1e-6)
    np.testing.assert_allclose(high[1], max(r.validation_loss[1] for r in runs), rtol=1e-6)
    assert (np.diff(seconds) > 0).all(), "also where the slowest has ended"
    np.testing.assert_allclose(loss[2], np.mean([r.validation_loss[2] for r in runs[:2]]))
    np.testing.assert_allclose(tables.evaluations[8, 3:], runs[0].test_accuracy[3:], rtol=1e-6)
    alone = Curves(Grid.of(3000), 1)
    alone.update(runs[2:])
    assert alone.evaluations[0].tolist() == [0, 50, 70] and np.isnan(alone.evaluations[2, 2])
    assert seconds[0] == 0 and np.isnan(tables.evaluations[11:]).all(), "there is no second head"
    begun = np.mean([run.seconds[99] for run in runs])
    assert seconds[2] == pytest.approx(begun, rel=1e-6), "all computed, though one diverged"


def test_the_accuracy_of_a_second_head_is_a_curve_with_its_band():
    rights = np.linspace([0.5, 0.5], [0.9, 0.8], 7).T
    runs = [replace(a_run(seed, 300), second_accuracy=right) for seed, right in enumerate(rights)]
    tables = Curves(Grid.of(3000), 2)
    tables.update(runs)
    told = [rights.mean(axis=0), rights.min(axis=0), rights.max(axis=0)]
    np.testing.assert_allclose(tables.evaluations[11:], told, rtol=1e-6)


def test_what_changed_is_found():
    table = np.arange(12, dtype=np.float32).reshape(2, 6)
    table[0, 0] = np.nan
    assert changed_rows(table, table.copy()) == (6, 6)
    other = table.copy()
    other[1, 2:4] = -1
    assert changed_rows(table, other) == (2, 4)
    assert changed_rows(table[:, :4], table) == (4, 6)
    assert changed_rows(table[:, :4], other) == (2, 6)


class Visitor:
    """Puts messages together as a browser does."""

    def __init__(self):
        self.had, self.tables = NO_SNAPSHOT, []

    def take(self, snapshot):
        sent = message({"state": "running"}, snapshot, self.had)
        (length,) = struct.unpack("<I", sent[:4])
        header, at = json.loads(sent[4 : 4 + length], parse_constant=pytest.fail), 4 + length
        assert at % 4 == 0
        tables = []
        for lane in header["lanes"]:
            for name, columns in (("steps", STEPS), ("evaluations", EVALUATIONS)):
                rows, first, count = (lane[name][key] for key in ("rows", "first", "count"))
                new = np.frombuffer(sent, "<f4", columns * count, at).reshape(columns, count)
                at += new.nbytes
                table = np.full((columns, rows), -1, np.float32)
                if count < rows:
                    before = self.tables[len(tables)]
                    table[:, : before.shape[1]] = before[:, :rows]
                table[:, first : first + count] = new
                tables.append(table)
        assert at == len(sent)
        self.had, self.tables = snapshot.number, tables
        return header, len(sent)


@pytest.mark.parametrize("seeds", [1, 3])
def test_whoever_gets_differences_has_what_there_is(seeds):
    history = SnapshotHistory(progress(*[[a_run(0, 0)] * seeds] * 2).training)
    random = np.random.RandomState(seeds)
    visitors = {1: Visitor(), 3: Visitor(), REMEMBERED + 5: Visitor()}  # by how seldom they look
    done = np.zeros(seeds, int)
    for k in range(100):
        done += random.randint(0, 90, seeds) * (random.uniform(size=seeds) > 0.3)
        done = np.minimum(done, 2900)
        lanes = [[a_run(s, n, diverges=d) for s, n in enumerate(done)] for d in (None, 900)]
        told = progress(*lanes)
        history.finish(told) if k == 99 else history.append(told, k)
        for often, visitor in visitors.items():
            if k % often == 0 or k == 99:
                visitor.take(history.latest)
                for had, there in zip(visitor.tables, history.latest.tables, strict=True):
                    np.testing.assert_array_equal(had, there)
    assert history.latest.lanes[0]["stride"] == 5 and history.rows == 2900 // 5


def test_who_has_all_but_the_newest_gets_little():
    lanes = [[a_run(0, 1500)]] * 3
    history, visitor = SnapshotHistory(progress(*lanes).training), Visitor()
    history.append(progress(*lanes), 0)
    _, whole = visitor.take(history.latest)
    history.append(progress(*([a_run(0, 1550)] for _ in lanes)), 1)
    header, part = visitor.take(history.latest)
    assert header["lanes"][0]["steps"] == {"rows": 310, "first": 300, "count": 10}
    assert part < whole / 5
    header, _ = visitor.take(history.latest)
    assert header["lanes"][0]["steps"]["count"] == 0
    for done in (1600, 1650, 1700):
        history.append(progress(*([a_run(0, done)] for _ in lanes)), 2)
    header, _ = visitor.take(history.latest)
    assert header["lanes"][0]["steps"] == {"rows": 340, "first": 310, "count": 30}
    visitor.had = NO_SNAPSHOT
    assert visitor.take(history.latest)[0]["lanes"][0]["steps"]["count"] == 340


def test_a_training_that_was_stopped_is_shown_as_finely_as_a_short_one():
    history = SnapshotHistory(progress([a_run(0, 0)]).training)
    history.append(progress([a_run(0, 300)]), 0)
    assert history.rows == 60
    history.finish(progress([a_run(0, 300)]))
    assert history.rows == 300 and history.latest.lanes[0]["stride"] == 1
    assert history.latest.lanes[0]["window"] == 60 and history.latest.lanes[0]["planned"] == 3000
    history = SnapshotHistory(progress([a_run(0, 0)]).training)
    history.finish(progress([a_run(0, 0)]))
    assert history.rows == 1, "the evaluation before the first step"


def test_what_is_not_finite_breaks_no_header():
    history, visitor = SnapshotHistory(progress([a_run(0, 0)]).training), Visitor()
    history.finish(progress([a_run(0, 60, diverges=5)]))
    header, _ = visitor.take(history.latest)
    assert header["lanes"][0]["verdict"]["kind"] == "diverged"
    assert np.isnan(visitor.tables[0][1, 5:]).all() and np.isinf(visitor.tables[0][7, 5:]).all()


def test_verdicts_are_new_once_a_second_and_at_the_end():
    history = SnapshotHistory(progress([a_run(0, 0)]).training)
    said = []
    for now, done in ((0, 100), (0.5, 1500), (1.1, 1600), (1.2, 1700)):
        history.append(progress([a_run(0, done)]), now)
        said.append(history.latest.lanes[0]["verdict"])
    assert said[0] == said[1] != said[2] == said[3]
    history.finish(progress([a_run(0, 1700)]))
    assert history.latest.lanes[0]["verdict"] != said[3]


def test_marks_are_those_of_early_stopping():
    runs = [a_run(0, 500, stopped=500), a_run(1, 500)]
    history = SnapshotHistory(progress(runs, patience=2).training)
    history.finish(progress(runs, patience=2))
    lane = history.latest.lanes[0]
    assert lane["stopped"] == 500 and lane["best"] == runs[0].evaluated[runs[0].best]
    history.finish(progress(runs))
    assert history.latest.lanes[0]["best"] is None


def test_a_snapshot_costs_little():
    lanes = []
    for done in (20_000, 20_100):
        runs = [a_run(seed, done, 60_000) for seed in range(3)]
        lanes.append(progress(*[runs] * 8, planned=60_000))
    history = SnapshotHistory(lanes[0].training)
    history.append(lanes[0], 0)
    begin = time.thread_time()
    history.append(lanes[1], 0.2)
    message({}, history.latest, history.latest.number - 1)
    assert time.thread_time() - begin < 0.05  # about 5 ms
