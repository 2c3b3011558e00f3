"""What is said of a training is so, and reads as a sentence."""

from dataclasses import replace
from typing import get_args

import numpy as np
import pytest

from optim_core.network.datasets import DATASET_SPECS
from optim_core.network.outcome import TrainingOutcomeKind
from pages.ui.lab import texts as lab_texts
from pages.ui.lab.view import LabView
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


def test_a_row_says_when_it_was_how_good():
    row = lane_summary.row([of(0.1, 0.951, 0.975, 0.96)], 200, keeps_best=False)
    assert row == {
        "final": "96.00 %",
        "best": "97.50 % (epoch 1)",
        "reached95": "step 100, 1.0 s",
        "reached97": "step 200, 2.0 s",
    }
    assert lane_summary.row([of(0.1, 0.98, 0.96)], 200, keeps_best=True)["final"] == "98.00 %"
    assert lane_summary.row([of(0.1, 0.96)], 200, False)["reached97"] == lab_texts.NEVER
    assert lane_summary.row([of(0.1, 0.96, ended=False)], 200, False)["reached97"] == "–"


def test_a_row_of_several_seeds_has_the_mean_and_what_lies_around():
    runs = [of(0.1, 0.96, 0.98), of(0.1, 0.94, 0.96), of(0.1, 0.2, 0.3)]
    row = lane_summary.row(runs, 100, keeps_best=False)
    assert row["final"] == row["best"] == "74.67 % (30.00–98.00)"
    assert row["reached95"] == "step 150 (100–200), 1.5 s; 2 of 3 seeds"
    assert row["reached97"] == "step 200, 2.0 s; 1 of 3 seeds"


def test_a_row_of_nothing_is_dashes():
    assert set(lane_summary.row([], 100, False).values()) == {"–"}
    begun = replace(a_run(0, 0), evaluated=np.zeros(0, int), test_accuracy=np.zeros(0))
    assert set(lane_summary.row([begun, begun], 100, False).values()) == {"–"}


def test_what_has_diverged_has_no_accuracy_but_the_best_that_it_had():
    row = lane_summary.row([of(0.1, 0.5, np.nan)], 100, keeps_best=False)
    assert row["final"] == "–" and row["best"] == "50.00 % (epoch 1)"
    row = lane_summary.row(
        [of(0.1, 0.5, np.nan), of(0.1, 0.6), of(0.1, 0.7)], 100, keeps_best=False
    )
    assert row["final"] == "65.00 % (60.00–70.00); 2 of 3 seeds"
    assert row["best"] == "60.00 % (50.00–70.00)"


def test_while_it_goes_on_it_is_told_how_far_it_is():
    runs = [a_run(0, 150), a_run(1, 50)]
    assert lane_summary.verdict(runs, 100, 30, goes_on=True) == ("training", "Epoch 1.0 of 30")
    begun = lane_summary.verdict([*runs, a_run(2, 0)], 100, 30, goes_on=True)
    assert begun == ("training", "Epoch 1.0 of 30; 2 of 3 seeds")
    assert lane_summary.verdict([a_run(0, 0)], 100, 30, goes_on=True)[0] == "waiting"
    assert lane_summary.verdict((), 1, 30, goes_on=True)[0] == "waiting"
    diverged = lane_summary.verdict([a_run(0, 150, diverges=50)], 100, 30, goes_on=True)
    assert diverged == ("diverged", "Diverged in epoch 0.5 (step 50)")
    high = replace(a_run(0, 150), training_loss=np.append(2.0, np.full(149, 99.0)))
    assert lane_summary.verdict([high], 100, 30, goes_on=True)[0] == "training", "it may come back"
    assert lane_summary.verdict([high], 100, 30, goes_on=False)[0] == "diverged"
    dead = replace(a_run(0, 150), dead=np.ones(4, bool))
    assert lane_summary.verdict([dead], 100, 30, goes_on=True)[0] == "dead_units"
    assert lane_summary.verdict(runs, 100, 30, goes_on=False)[0] in lab_texts.VERDICTS


def test_the_verdict_is_that_of_most_seeds():
    bad, good = a_run(0, 150, diverges=50), a_run(1, 150)
    kind, text = lane_summary.verdict([bad, bad, good], 100, 30, goes_on=False)
    assert kind == "diverged" and text == "Diverged in epoch 0.5 (step 50); 2 of 3 seeds"
    kind, text = lane_summary.verdict([good, bad, good], 100, 30, goes_on=False)
    assert kind != "diverged" and text.endswith("; 2 of 3 seeds")
    assert lane_summary.verdict([bad, good], 100, 30, goes_on=False)[0] == "diverged"
    assert "seeds" not in lane_summary.verdict([bad, bad], 100, 30, goes_on=False)[1]


def test_every_verdict_has_words():
    assert tuple(lab_texts.VERDICTS) == get_args(TrainingOutcomeKind)
    assert set(lab_texts.SURE) < set(lab_texts.VERDICTS)
    for text in lab_texts.VERDICTS.values():
        told = text.format(epoch="12.5", step="12,345")
        assert told[0].isupper() and len(told) < 72 and "{" not in told


@pytest.mark.parametrize(
    "seconds, text",
    [
        (-1, "< 0.1 s"), (0.04, "< 0.1 s"), (0.06, "0.1 s"), (9.94, "9.9 s"),
        (9.96, "10 s"), (99.4, "99 s"), (120, "2 min"), (5400, "90 min"), (7200, "2.0 h"),
    ],
)  # fmt: skip
def test_durations(seconds, text):
    assert lab_texts.duration(seconds) == text


@pytest.mark.parametrize(
    "seconds, text",
    [
        (0, "about 1 s"), (3.4, "about 3 s"), (22, "about 20 s"), (58, "about 60 s"),
        (146, "about 150 s"), (600, "about 10 min"), (9000, "about 2.5 h"),
    ],
)  # fmt: skip
def test_estimates_are_as_coarse_as_they_are_good(seconds, text):
    assert lab_texts.about(seconds) == text


@pytest.mark.parametrize("state", lab_texts.STATES)
def test_every_state_is_a_sentence(state):
    text = lab_texts.state(state, 0.5, 12.0, 3.0, 1, 2, "MNIST")
    assert text and text[0].isupper() and "{" not in text


def test_what_waits_after_its_turn_and_what_begins_are_told_apart():
    assert lab_texts.state("queued", 0.5, place=1, waiting=1).startswith("Others")
    assert lab_texts.state("queued", place=1, waiting=2) == "Waiting for its turn: number 1 of 2"
    assert lab_texts.state("running").startswith("Beginning")
    assert lab_texts.state("running", 0.5, left=3.4) == "Training: 50 %, about 3 s left"


def test_every_choice_has_its_word():
    assert set(lab_texts.DATASETS) == set(DATASET_SPECS)
    assert "MNIST" in lab_texts.substituted("mnist", "digits")
    for field, options in lab_texts.VIEW_OPTIONS.items():
        assert field in lab_texts.VIEW and getattr(LabView(), field) in options
