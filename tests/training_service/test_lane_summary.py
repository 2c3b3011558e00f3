"""What is said of a lane of a training, in kinds and numbers, is so."""

from dataclasses import replace
from typing import get_args

import numpy as np
import pytest

from optim_core.network.outcome import TrainingOutcomeKind
from pages.ui.training_service import lane_summary
from tests.helpers.training_runs import a_run


def of(*accuracies, ended=True, seed=0, **values):
    """A run with these test accuracies, one every hundred steps."""
    steps = 100 * (len(accuracies) - 1)
    return replace(
        a_run(seed, steps),
        evaluated=np.arange(0, steps + 1, 100),
        test_accuracy=np.array(accuracies, float),
        validation_loss=-np.array(accuracies, float),
        best=int(np.argmax(accuracies)),
        seconds=0.01 * np.arange(1, steps + 1),
        dead=np.zeros(len(accuracies), bool),
        ended=ended,
        **values,
    )


def one(value, **more):
    """Of one seed."""
    return {"mean": value, "low": value, "high": value, "count": 1, "seeds": 1, **more}


def test_a_row_says_when_it_was_how_good():
    row = lane_summary.row([of(0.1, 0.951, 0.975, 0.96)], 200, keeps_best=False)
    step = {"mean": 100, "low": 100, "high": 100}
    later = {"mean": 200, "low": 200, "high": 200}
    about = {"kind": "reached", "count": 1, "seeds": 1}
    assert row == {
        "final": one(0.96),
        "best": one(0.975, epoch=1.0),
        "pace": 2.0,
        "reached95": {"step": step, "seconds": 1.0, **about},
        "reached97": {"step": later, "seconds": 2.0, **about},
    }
    assert lane_summary.row([of(0.1, 0.98, 0.96)], 200, keeps_best=True)["final"] == one(0.98)
    assert lane_summary.row([of(0.1, 0.96)], 200, False)["reached97"] == {"kind": "never"}
    going = lane_summary.row([of(0.1, 0.96, ended=False)], 200, False)
    assert going["reached97"] == {"kind": "not_yet"}


def test_a_row_of_several_seeds_has_the_mean_and_what_lies_around():
    runs = [of(0.1, 0.96, 0.98), of(0.1, 0.94, 0.96), of(0.1, 0.2, 0.3)]
    row = lane_summary.row(runs, 100, keeps_best=False)
    assert row["final"] == row["best"]
    assert row["final"] == {"mean": 0.746667, "low": 0.3, "high": 0.98, "count": 3, "seeds": 3}
    assert row["reached95"] == {
        "kind": "reached",
        "step": {"mean": 150, "low": 100, "high": 200},
        "seconds": 1.5,
        "count": 2,
        "seeds": 3,
    }
    assert row["reached97"]["count"] == 1


def test_a_row_of_nothing_has_nothing():
    begun = replace(a_run(0, 0), evaluated=np.zeros(0, int), test_accuracy=np.zeros(0))
    for runs in ([], [begun, begun]):
        row = lane_summary.row(runs, 100, False)
        assert row["final"] is None and row["best"] is None
        assert row["reached95"] == row["reached97"] == {"kind": "not_yet"}


def test_what_has_diverged_has_no_accuracy_but_the_best_that_it_had():
    row = lane_summary.row([of(0.1, 0.5, np.nan)], 100, keeps_best=False)
    assert row["final"] == {"mean": None, "low": None, "high": None, "count": 0, "seeds": 1}
    assert row["best"] == one(0.5, epoch=1.0)
    runs = [of(0.1, 0.5, np.nan), of(0.1, 0.6), of(0.1, 0.7)]
    row = lane_summary.row(runs, 100, keeps_best=False)
    assert row["final"] == {"mean": 0.65, "low": 0.6, "high": 0.7, "count": 2, "seeds": 3}
    assert row["best"] == {"mean": 0.6, "low": 0.5, "high": 0.7, "count": 3, "seeds": 3}


def test_while_it_goes_on_it_is_told_how_far_it_is():
    def verdict(*runs, goes_on=True):
        return lane_summary.verdict(runs, 100, 30, goes_on)

    runs = [a_run(0, 150), a_run(1, 50)]
    training = {"kind": "training", "epoch": 1.0, "epochs": 30, "count": 2, "seeds": 2}
    assert verdict(*runs) == training
    assert verdict(*runs, a_run(2, 0)) == training | {"seeds": 3}
    assert verdict(a_run(0, 0)) == verdict() == {"kind": "waiting"}
    diverged = {"kind": "diverged", "step": 50, "epoch": 0.5, "count": 1, "seeds": 1}
    assert verdict(a_run(0, 150, diverges=50)) == diverged
    high = replace(a_run(0, 150), training_loss=np.append(2.0, np.full(149, 99.0)))
    assert verdict(high)["kind"] == "training", "it may come back"
    assert verdict(high, goes_on=False)["kind"] == "diverged"
    dead = replace(a_run(0, 150), dead=np.ones(4, bool))
    assert verdict(dead)["kind"] == "dead_units"
    assert verdict(*runs, goes_on=False)["kind"] in get_args(TrainingOutcomeKind)


def test_the_verdict_is_that_of_most_seeds():
    def verdict(*runs):
        return lane_summary.verdict(runs, 100, 30, goes_on=False)

    bad, good = a_run(0, 150, diverges=50), a_run(1, 150)
    diverged = {"kind": "diverged", "step": 50, "epoch": 0.5, "count": 2, "seeds": 3}
    assert verdict(bad, bad, good) == diverged
    found = verdict(good, bad, good)
    assert found["kind"] != "diverged" and found["count"] == 2
    assert verdict(bad, good)["kind"] == "diverged", "of as many, what is worse"
    assert verdict(bad, bad)["count"] == verdict(bad, bad)["seeds"] == 2


@pytest.mark.parametrize("kind", lane_summary.SURE)
def test_what_is_said_before_the_end_is_a_kind(kind):
    assert kind in get_args(TrainingOutcomeKind)
