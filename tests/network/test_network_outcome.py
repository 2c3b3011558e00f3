"""The outcome of a run is what a careful teacher would say."""

import dataclasses
import warnings
from typing import get_args

import numpy as np
import pytest

from optim_core.network.outcome import (
    TrainingOutcome,
    TrainingOutcomeKind,
    TrainingThresholds,
    training_outcome,
)
from tests.helpers.made_up_runs import (
    EPOCH,
    INF,
    NAN,
    RUNS,
    evaluations,
    made_up,
    noisy,
    path,
)


@pytest.mark.parametrize("kind, epoch, run", RUNS.values(), ids=RUNS)
def test_the_verdict_is_that_of_a_careful_teacher(kind, epoch, run):
    assert training_outcome(run, EPOCH) == TrainingOutcome(
        kind, round(epoch * EPOCH), pytest.approx(epoch)
    )


def test_every_kind_is_among_them_and_in_the_table():
    assert {kind for kind, *_ in RUNS.values()} == set(get_args(TrainingOutcomeKind))
    rows = [
        line.split("|")[1].strip() for line in TrainingOutcome.__doc__.splitlines() if "|" in line
    ]
    assert tuple(rows[2:]) == get_args(TrainingOutcomeKind)


@pytest.mark.parametrize("seed", range(20))
def test_noise_is_no_overfitting(seed):
    loss = [*path(2.4, 0.5, every=20), *noisy(0.4, 0.6, 180, seed)]
    validation = [2.4, 0.9, *noisy(0.5, 0.3, 19, seed)]
    assert training_outcome(made_up(loss, validation), EPOCH).kind.endswith("improving")


@pytest.mark.parametrize("seed", range(20))
def test_noise_hides_no_overfitting(seed):
    loss = path(2.4, 0.3, 0.02, 0.01) * noisy(1, 0.6, 120, seed)
    validation = evaluations(2.4, 0.5, 0.8, 1.2) * noisy(1, 0.05, 13, seed)
    said = training_outcome(made_up(loss, validation), EPOCH)
    assert said.kind == "overfitting" and 1.5 <= said.epoch <= 3


THRESHOLDS = [  # a verdict, and the one that it becomes when a threshold is moved
    ("part", 1.0, "so it has, in the end", "no_longer_improving"),
    ("blown_up", 1e3, "the loss has blown up and stays there", "collapsed_to_chance"),
    ("shot_up", 1e3, "the loss shoots up, and it guesses since", "not_learning"),
    ("chance", 1.1, "no loss is lower than that of guessing", "no_longer_improving"),
    ("guess", 1.0, "no loss is lower than that of guessing", "no_longer_improving"),
    ("worse", 0.01, "the validation loss rises by too little", "overfitting"),
    ("fallen", 0.01, "images learned by heart", "no_longer_improving"),
    ("gain", 0.1, "it has seen the images once, and improves", "no_longer_improving"),
    ("sure", 1e12, "it creeps, by half a percent an epoch", "no_longer_improving"),
]


@pytest.mark.parametrize("threshold, value, name, after", THRESHOLDS)
def test_a_threshold_moved_is_another_verdict(threshold, value, name, after):
    run = RUNS[name][-1]
    assert training_outcome(run, EPOCH).kind != after
    assert (
        training_outcome(run, EPOCH, thresholds=TrainingThresholds(**{threshold: value})).kind
        == after
    )


def test_every_threshold_is_moved():
    fields = [field.name for field in dataclasses.fields(TrainingThresholds)]
    assert [threshold for threshold, *_ in THRESHOLDS] == fields


def test_no_numbers_make_it_raise_or_warn():
    random = np.random.RandomState(0)
    odd = np.array([0, 1e-30, 1, 2.3, 1e30, 3e38, INF, NAN])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for _ in range(300):
            an_epoch = random.choice([1, 2, 10])
            steps = EPOCH // an_epoch * random.randint(0, 12)
            finite = odd[: random.choice([4, 6, 8])]
            loss = random.choice(finite, steps)
            validation = [1, *random.choice(odd, steps * an_epoch // EPOCH)]
            run = made_up(loss, validation, random.choice([0.1, 0.9, NAN]), an_epoch=an_epoch)
            for per_epoch in (1, EPOCH, 1000):
                said = training_outcome(run, per_epoch)
                assert said.kind in get_args(TrainingOutcomeKind) and 0 <= said.step <= run.steps
