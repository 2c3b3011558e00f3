"""What the gallery of averages says to observe is what its very links do."""

from collections.abc import Callable

import numpy as np
import pytest

from optim_core.averages.averaged import Averaged, averages
from optim_core.averages.averaging import Averaging, series
from pages.ui.averages.gallery import AVERAGINGS, PRESETS
from tests.helpers.claims import quoted, rounded

Claim = Callable[[Averaging, tuple[Averaged, ...]], list[float]]
CLAIMS: dict[str, Claim] = {}


def claim(computed: Claim) -> Claim:
    """Of the preset of that name: asserts what its sentence says in words.

    It returns the numbers that the sentence quotes, in their order.
    """
    CLAIMS[computed.__name__] = computed
    return computed


def betas(of: Averaging) -> list[float]:
    return [lane.numbers["beta"] for lane in of.lanes]


@claim
def three_betas(of, lanes):
    changes, lags = [lane.change for lane in lanes], [lane.lag for lane in lanes]
    assert sorted(changes, reverse=True) == changes and sorted(lags) == lags
    numbers = zip(betas(of), changes, lags, strict=True)
    return [number for each in numbers for number in each]


@claim
def bias(of, lanes):
    plain, corrected = lanes
    _, view, _ = AVERAGINGS.codec.read(AVERAGINGS.named("bias").query)
    day, temperatures = view.step, series(of).values[:2]
    assert corrected.shown[1] == pytest.approx(temperatures.mean(), rel=0.01)
    return [day, plain.total[1], plain.shown[1], *temperatures, corrected.shown[1]]


@claim
def warm(of, lanes):
    plain, corrected = lanes
    assert abs(plain.shown - corrected.shown)[43:].max() < 0.05  # °C
    sums = [number for day in (10, 22, 44) for number in (day, plain.total[day - 1])]
    return [*set(betas(of)), *sums]


@claim
def one_over_e(of, lanes):
    found = []
    for beta, lane in zip(betas(of), lanes, strict=True):
        days = round(lane.window)
        found += [(days, beta), lane.weights[days] / lane.weights[0]]
    (ten, fast), after_ten, (fifty, slow), after_fifty = found
    return [ten, fast, after_ten, fifty, slow, after_fifty, 1, 1 / np.e]


@claim
def jump(of, lanes):
    half, most = [lane.half for lane in lanes], [lane.most for lane in lanes]
    told = [number for pair in zip(half, betas(of), strict=True) for number in pair]
    return [of.jump, of.jump_day, *told, *most]


@claim
def noise_alone(of, lanes):
    assert series(of).without_scatter.std() == 0
    spreads = [lane.shown[99:].std() for lane in lanes]
    return [series(of).values.std(), series(of).without_scatter[0], 100, *betas(of), *spreads]


@claim
def memory(of, lanes):
    exponential, window = lanes
    days = of.lanes[1].numbers["days"]
    assert exponential.lag == window.lag
    numbers = [days, of.lanes[0].numbers["beta"], window.lag, window.change, exponential.change]
    return [*numbers, days, 1]


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.name)
def test_what_is_to_be_observed_is_so(preset):
    of, _, notices = AVERAGINGS.codec.read(preset.query)
    computed, said = CLAIMS[preset.name](of, averages(of)), quoted(preset.observe)
    assert not notices and len(computed) == len(said)
    assert [rounded(*pair) for pair in zip(computed, said, strict=True)] == said


def test_every_claim_is_of_a_preset():
    assert list(CLAIMS) == [preset.name for preset in PRESETS]
