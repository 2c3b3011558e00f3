"""Noisy descents are those of the race, and their mean is what theory says."""

import numpy as np
import pytest

from optim_core import OPTIMIZERS, SCHEDULES, Choice, Lane, Race, solve
from optim_core.plane.noisy_descents import (
    KAPPA,
    RUNS,
    START,
    Comparison,
    descents,
    floor,
    losses_of,
)
from surfaces import SURFACES

CONSTANT = Choice.of(SCHEDULES["constant"])


@pytest.mark.parametrize("rule", ["gradient_descent", "momentum", "adam"])
@pytest.mark.parametrize("schedule", ["constant", "one_cycle"])
def test_the_first_run_is_the_very_race(rule, schedule):
    chosen = Choice.of(SCHEDULES[schedule], duration=30) if schedule != "constant" else CONSTANT
    of = Comparison((chosen,), rule=rule, lr=0.1, noise=0.7, seed=3)
    surface = Choice.of(SURFACES["quadratic"], kappa=KAPPA)
    lane = Lane(Choice.of(OPTIMIZERS[rule], lr=0.1), chosen)
    (race,) = solve(Race(surface, (lane,), start=START, steps=300, noise=0.7, seed=3))
    np.testing.assert_allclose(losses_of(of)[0], race.value, rtol=1e-9)


@pytest.mark.parametrize("name", ["constant", "inverse_time", "cosine_restarts"])
def test_the_mean_is_what_theory_says(name):
    """A coordinate of curvature c is multiplied by 1 - rate c, and its noise added."""
    of = Comparison((Choice.of(SCHEDULES[name]),))
    (found,) = descents(of)
    mean, variance, curvature = np.array(START), np.zeros(2), np.array([1.0, KAPPA])
    for t, rate in enumerate(found.rates, 1):
        mean = (1 - rate * curvature) * mean
        variance = (1 - rate * curvature) ** 2 * variance + (rate * of.noise) ** 2
        expected = curvature @ (mean**2 + variance) / 2
        spread = np.sqrt(curvature**2 @ (variance**2 / 2 + mean**2 * variance))
        assert abs(found.mean[t] - expected) < 4 * spread / np.sqrt(RUNS) + 1e-12
    assert (found.low <= found.high).all() and (found.low[50:] < found.mean[50:]).all()


@pytest.mark.parametrize("lr", [0.05, 0.2, 0.4])
def test_a_constant_rate_hovers_at_its_floor(lr):
    of = Comparison((CONSTANT,), lr=lr, epochs=100)
    (found,) = descents(of)
    assert found.mean[500:].mean() == pytest.approx(floor(of), rel=0.02)


def test_where_it_does_not_settle_there_is_no_floor():
    assert floor(Comparison((CONSTANT,), lr=0.5)) is None
    assert floor(Comparison((CONSTANT,), rule="adam")) is None
    (found,) = descents(Comparison((CONSTANT,), lr=5.0))
    assert not found.mean[-1] < 1e20


def test_the_course_s_rates_by_epoch():
    of = Comparison((Choice.of(SCHEDULES["inverse_time"], decay=1.0),), lr=0.2, steps_per_epoch=7)
    (found,) = descents(of)
    np.testing.assert_allclose(found.rates[6::7][:4], [0.1, 0.067, 0.05, 0.04], atol=5e-4)


def test_only_two_lengths_are_compiled(compilations):
    losses_of(Comparison((CONSTANT,), epochs=3))
    losses_of(Comparison((CONSTANT,), epochs=100))
    compilations.clear()
    for epochs, lr in ((4, 0.3), (20, 0.1), (77, 0.2), (50, 0.01)):
        losses_of(Comparison((Choice.of(SCHEDULES["cosine"]),), epochs=epochs, lr=lr, noise=2.0))
    assert not compilations


@pytest.mark.parametrize("wrong", [{"lanes": ()}, {"lr": np.nan}, {"epochs": 0}, {"noise": -1.0}])
def test_what_is_no_comparison_is_refused(wrong):
    with pytest.raises(ValueError):
        Comparison(**({"lanes": (CONSTANT,)} | wrong))
