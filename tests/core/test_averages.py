"""Averages are those of pandas and SciPy; how late and how smooth they are is what theory says."""

import numpy as np
import pandas as pd
import pytest
from scipy.signal import lfilter

from optim_core import Choice
from optim_core.averages import AVERAGES
from optim_core.averages.averaged import averages, change, taken
from optim_core.averages.averaging import COLDEST, DAYS, MEAN, Averaging, series

VALUES = np.random.RandomState(5).standard_normal(200).cumsum() + 3


def named(lane) -> str:
    return " ".join([lane.entry.name, *(str(value) for value in lane.values.values())])


every_beta = pytest.mark.parametrize("beta", [0.0, 0.5, 0.9, 0.98, 0.995])


def exponential(beta, corrected=True):
    return Choice.of(AVERAGES["exponential"], beta=beta, bias_correction=corrected)


def window(days, corrected=True):
    return Choice.of(AVERAGES["window"], days=days, bias_correction=corrected)


@every_beta
def test_the_recursion_is_scipy_s_filter(beta):
    expected = lfilter([1 - beta], [1, -beta], VALUES)
    np.testing.assert_allclose(taken(exponential(beta, False), VALUES), expected, rtol=1e-12)


@every_beta
def test_the_correction_is_that_of_pandas(beta):
    expected = pd.Series(VALUES).ewm(alpha=1 - beta, adjust=True).mean()
    np.testing.assert_allclose(taken(exponential(beta), VALUES), expected, rtol=1e-10)


@pytest.mark.parametrize("days", [1, 7, 100])
def test_the_mean_of_the_last_days_is_that_of_pandas(days):
    rolling = pd.Series(VALUES).rolling(days, min_periods=1)
    np.testing.assert_allclose(taken(window(days), VALUES), rolling.mean(), rtol=1e-12)
    np.testing.assert_allclose(taken(window(days, False), VALUES), rolling.sum() / days, rtol=1e-12)


@pytest.mark.parametrize("lane", [exponential(0.9), exponential(0.98), window(19)], ids=named)
def test_the_weights_are_what_a_single_day_does_to_those_after_it(lane):
    impulse = np.zeros(60)
    impulse[20] = 1
    found = taken(lane.but(bias_correction=False), impulse)
    (averaged,) = averages(Averaging((lane,)))
    np.testing.assert_allclose(found[20:], averaged.weights[:40], rtol=1e-12, atol=1e-15)
    np.testing.assert_allclose(averaged.total, averaged.weights.cumsum(), rtol=1e-12)


def test_the_course_s_numbers():
    """Bias correction on day 2 at 0.98; the weight after ten days at 0.9."""
    slow, fast = averages(Averaging((exponential(0.98), exponential(0.9))))
    assert slow.total[1] == pytest.approx(0.0396, abs=1e-12)
    np.testing.assert_allclose(slow.shown, slow.uncorrected / slow.total, rtol=1e-12)
    assert fast.weights[10] / fast.weights[0] == pytest.approx(0.35, abs=0.002)
    assert fast.window == pytest.approx(10) and slow.window == pytest.approx(50)
    assert 0.98**slow.fades == pytest.approx(1 / np.e) == pytest.approx(0.9**fast.fades)


@pytest.mark.parametrize("beta", [0.5, 0.8, 0.9, 0.98])
def test_the_lag_is_the_filter_s_phase_at_a_year(beta):
    """To a day: a year is not the endless wave of which the formula speaks."""
    omega = 2 * np.pi / DAYS
    phase = np.arctan2(beta * np.sin(omega), 1 - beta * np.cos(omega)) / omega
    (found,) = averages(Averaging((exponential(beta),)))
    assert found.lag == pytest.approx(phase, abs=2.5)


@pytest.mark.parametrize("beta", [0.5, 0.9, 0.98])
def test_scatter_alone_changes_as_independent_days_do(beta):
    of = Averaging((exponential(beta),), swing=0.0, scatter=3.0)
    (found,) = averages(of)
    data = change(series(of).values)
    assert data == pytest.approx(3 * np.sqrt(2), rel=0.1)
    late = change(found.shown[100:])
    assert late == pytest.approx(data * (1 - beta) / np.sqrt(1 + beta), rel=0.15)


@pytest.mark.parametrize("beta", [0.5, 0.9, 0.98])
@pytest.mark.parametrize("jump", [10.0, -4.0])
def test_a_jump_is_followed_by_its_powers(beta, jump):
    lane = exponential(beta, corrected=False)
    (found,) = averages(Averaging((lane,), jump=jump, scatter=2.0))
    assert found.half == np.ceil(np.log(0.5) / np.log(beta) - 1e-9)
    assert found.most == np.ceil(np.log(0.1) / np.log(beta) - 1e-9)


def test_what_is_never_followed_is_none():
    (found,) = averages(Averaging((exponential(0.995),), jump=5.0, jump_day=360))
    assert (found.half, found.most) == (None, None)
    (found,) = averages(Averaging((exponential(0.9),)))
    assert (found.half, found.most) == (None, None)


def test_the_year_is_coldest_when_it_is_said_to_be_and_the_same_for_ever():
    of = Averaging((exponential(0.9),))
    year = series(of)
    assert year.without_scatter.argmin() == COLDEST - 1
    assert year.without_scatter.mean() == pytest.approx(MEAN)
    scatter = year.values - year.without_scatter
    assert scatter.std() == pytest.approx(3, rel=0.1)
    np.testing.assert_allclose(scatter[:2] / 3, [1.76405235, 0.40015721], rtol=1e-8)


def test_one_s_own_numbers_take_the_place_of_the_year():
    of = Averaging((exponential(0.5),), values=(4, 5.5, -2), jump=3.0)
    (found,) = averages(of)
    assert series(of).values.tolist() == [4, 5.5, -2]
    np.testing.assert_allclose(found.uncorrected, [2, 3.75, 0.875])
    assert found.half is None
    (alone,) = averages(Averaging((exponential(0.5),), values=(4,)))
    assert (alone.lag, alone.change) == (None, None) and alone.shown.tolist() == [4]


@pytest.mark.parametrize(
    "wrong", [{"lanes": ()}, {"swing": np.nan}, {"scatter": -1.0}, {"values": (1.0, np.inf)}]
)
def test_what_is_no_averaging_is_refused(wrong):
    with pytest.raises(ValueError):
        Averaging(**({"lanes": (exponential(0.9),)} | wrong))
