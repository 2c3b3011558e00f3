"""A forecast grows with the work, and learns from what was seen."""

from dataclasses import replace

import numpy as np
import pytest

from optim_core import OPTIMIZERS, SCHEDULES, Choice, Lane, Training
from optim_core.network import forecast
from optim_core.network.forecast import FARTHEST, MAX_KNOWN, Forecasts
from optim_core.network.training import MAX_SEEDS
from tests.helpers.training_runs import ADAM, a_run, progress

BASE = Training((ADAM,))


@pytest.fixture(autouse=True)
def two_at_once(monkeypatch):
    monkeypatch.setattr(forecast, "cores_to_use", lambda: 2)


@pytest.mark.parametrize(
    "more",
    [
        {"epochs": 10},
        {"hidden": (256,)},
        {"hidden": (128, 128)},
        {"evaluations": 10},
        {"seeds": tuple(range(MAX_SEEDS))},
        {"lanes": (ADAM,) * 3},
        {"batch_size": 16},
    ],
)
def test_more_work_takes_longer(more):
    assert Forecasts()(replace(BASE, **more)) > Forecasts()(BASE) > 0


@pytest.mark.parametrize("less", [{"examples": 1000}, {"dataset": "digits"}, {"hidden": ()}])
def test_less_work_takes_less(less):
    assert Forecasts()(replace(BASE, **less)) < Forecasts()(BASE)


def test_a_number_changes_nothing():
    other = Lane(Choice.of(OPTIMIZERS["adam"], lr=0.1, beta1=0.5), Choice.of(SCHEDULES["cosine"]))
    assert Forecasts()(replace(BASE, lanes=(other,))) == Forecasts()(BASE)


def test_runs_share_the_cores():
    known = Forecasts()
    known.learn_from(seen(BASE, 1.0))
    one, two, three = (known(replace(BASE, lanes=(ADAM,) * lanes)) for lanes in (1, 2, 3))
    assert one == two and three == pytest.approx(1.5 * one)


def seen(training, pace):
    """The progress of a training whose steps took `pace` seconds each."""
    run = replace(a_run(0, 100), seconds=np.float32(pace) * np.arange(1, 101))
    told = progress([run])
    return told._replace(training=training, lanes=(told.lanes[0],) * len(training.lanes))


def test_what_was_seen_counts_more_than_the_model():
    known = Forecasts()
    known.learn_from(seen(BASE, 1.0))
    steps = BASE.sizes_of(BASE.lanes[0]).steps_per_epoch * BASE.epochs
    assert known(BASE) == pytest.approx(steps * 1.0, rel=0.05)
    assert known(replace(BASE, epochs=10)) == pytest.approx(2 * steps, rel=0.05)


@pytest.mark.parametrize("times", [0.2, 5.0])
def test_a_slow_machine_is_slow_with_every_network(times):
    known, other = Forecasts(), replace(BASE, hidden=(64, 64), epochs=30)
    modelled = known(other)
    for hidden in ((32,), (128,), (256, 64), (16,)) * 2:
        training = replace(BASE, hidden=hidden, epochs=30)
        (key,) = forecast.compiled(training)
        known.learn_from(seen(training, times * forecast._step(*key)))
    assert known(other) == pytest.approx(times * modelled, rel=0.1)


def test_nonsense_is_believed_within_limits():
    known = Forecasts()
    for _ in range(50):
        known.learn_from(seen(BASE, 1e6))
    other = replace(BASE, hidden=(64,))
    assert known(other) < 1.1 * FARTHEST * Forecasts()(other)
    known.learn_from(progress([a_run(0, 0)]))
    known.learn_from(progress([a_run(0, 5)]))


def test_so_many_paces_are_remembered_the_latest():
    known = Forecasts()
    for width in range(1, MAX_KNOWN + 20):
        known.learn_from(seen(replace(BASE, hidden=(width,)), 1.0))
    assert len(known._paces) == MAX_KNOWN
    steps = BASE.sizes_of(BASE.lanes[0]).steps_per_epoch * BASE.epochs
    assert known(replace(BASE, hidden=(MAX_KNOWN + 19,))) == pytest.approx(steps, rel=0.05)
    assert known(replace(BASE, hidden=(1,))) != pytest.approx(steps, rel=0.05), "forgotten"
