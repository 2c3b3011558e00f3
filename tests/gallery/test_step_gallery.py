"""What the gallery of steps says to observe is what the very steps of its links do."""

import numpy as np
import pytest

from optim_core.plane.landscape import heights_at
from optim_core.plane.step import take_apart
from optim_core.plane.taylor import along
from pages.ui.step.gallery import PRESETS
from pages.ui.step.link import CODEC
from tests.helpers.claims import quoted, rounded

CLAIMS = {}


def claim(computed):
    CLAIMS[computed.__name__] = computed
    return computed


@claim
def first_step_of_adam(race, view):
    corrected, plain = (take_apart(race, lane, view.at) for lane in (0, 1))
    np.testing.assert_allclose(np.abs(corrected.names["m_hat"] / corrected.names["root"]), 1)
    size = [np.abs(step.x_next - step.x) for step in (corrected, plain)]
    assert np.ptp(size[0]) < 1e-6 and np.ptp(size[1]) < 1e-6
    rate = race.lanes[0].optimizer.values["lr"]
    np.testing.assert_allclose(size[0], rate, rtol=1e-6)
    return [1, rate, 2, size[1][0], size[1][0] / size[0][0]]


@claim
def newton_inside(race, view):
    step = take_apart(race, 0, view.at)
    models = along(race.surface, step.x, step.x_next - step.x, np.array([0.0, 1.0]))
    assert models.lands == pytest.approx(1)
    before, after = heights_at(race.surface, [step.x, step.x_next])
    return [before - models.second[1], before, after]


@claim
def line_search_inside(race, view):
    step = take_apart(race, 0, view.at)
    first, second = step.trials
    assert not first.found and second.found and second.a < first.a
    assert step.names["p"] @ step.names["here.g"] < 0
    return [1, first.a, first.value, 2, second.a, second.value]


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.name)
def test_what_is_to_be_observed_is_so(preset):
    race, view, notices = CODEC.read(preset.query)
    assert not notices
    computed, said = CLAIMS[preset.name](race, view), quoted(preset.observe)
    assert [rounded(*pair) for pair in zip(computed, said, strict=True)] == said


def test_every_claim_is_of_a_preset():
    assert list(CLAIMS) == [preset.name for preset in PRESETS]
