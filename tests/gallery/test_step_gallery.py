"""What the gallery of steps says to observe is what the very steps of its links do."""

import numpy as np
import pytest

from optim_core.plane.landscape import derivatives_at, heights_at
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
def one_step(race, view):
    step = take_apart(race, 0, view.at)
    slope = derivatives_at(race.surface, step.x)[1]
    rate = race.lanes[0].optimizer.values["lr"]
    np.testing.assert_allclose(moved(step), -rate * slope)
    angles = np.linspace(0, 2 * np.pi, 3600)  # no way leads up as steeply
    ways = step.x + 1e-6 * np.stack([np.cos(angles), np.sin(angles)], -1)
    steepest = ways[heights_at(race.surface, ways).argmax()] - step.x
    assert steepest @ slope > 0.999 * np.hypot(*steepest) * np.hypot(*slope)
    values = heights_at(race.surface, [step.x, step.x_next])
    return [*slope, rate, *step.x, *step.x_next, *values]


@claim
def first_step_of_adam(race, view):
    corrected, plain = (take_apart(race, lane, view.at) for lane in (0, 1))
    np.testing.assert_allclose(np.abs(corrected.names["m_hat"] / corrected.names["root"]), 1)
    size = [np.abs(step.x_next - step.x) for step in (corrected, plain)]
    assert np.ptp(size[0]) < 1e-6 and np.ptp(size[1]) < 1e-6
    rate = race.lanes[0].optimizer.values["lr"]
    np.testing.assert_allclose(size[0], rate, rtol=1e-6)
    return [1, rate, 2, size[1][0], size[1][0] / size[0][0]]


def moved(step):
    return step.x_next - step.x


@claim
def two_arrows(race, view):
    momentum, nesterov = (take_apart(race, lane, view.at) for lane in (0, 1))
    kept, rate = (race.lanes[0].optimizer.values[name] for name in ("momentum", "lr"))
    for step in (momentum, nesterov):
        ahead = step.x + (kept * step.state["v"] if step is nesterov else 0)
        slope = derivatives_at(race.surface, ahead)[1]
        np.testing.assert_allclose(moved(step), kept * step.state["v"] - rate * slope)
    assert abs(nesterov.x[1] + kept * nesterov.state["v"][1]) > abs(nesterov.x[1])
    return [kept, momentum.x[1], momentum.x_next[1], nesterov.x[1], nesterov.x_next[1]]


@claim
def nesterov_twice(race, view):
    ball, ahead = (take_apart(race, lane, view.at) for lane in (0, 1))
    old, new = ahead.state["v"], ahead.state_next["v"]
    np.testing.assert_allclose(new, ball.state_next["v"])
    np.testing.assert_allclose(moved(ball), new)
    kept = race.lanes[1].optimizer.values["momentum"]
    np.testing.assert_allclose(moved(ahead), (1 + kept) * new - kept * old)
    return [*new, 1, 2, 1 + kept, kept]


@claim
def strides(race, view):
    rmsprop, adam = (take_apart(race, lane, view.at) for lane in (0, 1))
    g, root = rmsprop.names["g"], rmsprop.names["root"]
    sizes = [abs(moved(step)) for step in (rmsprop, adam)]
    assert np.ptp(sizes[0]) < 1e-6 and np.ptp(sizes[1]) < 1e-6
    return [abs(g[1] / g[0]), *root[::-1], sizes[0][0], sizes[1][0]]


@claim
def eps_in_root(race, view):
    outside, inside = (take_apart(race, lane, view.at) for lane in (0, 1))
    slopes = derivatives_at(race.surface, outside.x)[1]
    assert race.lanes[0].optimizer.values["eps"] == pytest.approx(1e-4 * slopes[0])
    assert np.sqrt(race.lanes[1].optimizer.values["eps"]) == pytest.approx(slopes[0])
    assert np.ptp(moved(outside)) == np.ptp(moved(inside)) == 0
    return [slopes[0], 1, -moved(outside)[0], 2, -moved(inside)[0]]


@claim
def tangent(race, view):
    short, long = (take_apart(race, lane, view.at) for lane in (0, 1))
    models = [along(race.surface, s.x, moved(s), np.array([0.0, 1.0])) for s in (short, long)]
    first, truth = zip(*[(model.first[1], model.value) for model in models], strict=True)
    assert race.lanes[1].optimizer.values["lr"] == 10 * race.lanes[0].optimizer.values["lr"]
    rate = race.lanes[0].optimizer.values["lr"]
    return [truth[0][0], first[0], rate, truth[0][1], first[1], truth[1][1]]


@claim
def newton_exact(race, view):
    step = take_apart(race, 0, view.at)
    models = along(race.surface, step.x, moved(step), np.linspace(0, 1, 11))
    np.testing.assert_allclose(models.second, models.value, atol=1e-9)
    assert models.holds[1] == 1
    return [models.value[-1], models.first[-1]]


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
