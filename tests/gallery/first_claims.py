"""What the first races of a course claim: the rules on bowls, valleys, saddles, with noise."""

from dataclasses import replace

import numpy as np
import pytest

from optim_core import solve
from optim_core.plane.landscape import lowest, minima
from tests.gallery.claims import claim, first, lengths, off, rates, scored


@claim
def zigzag(race, runs):
    jumps = [int((run.x[1:, 1] * run.x[:-1, 1] < 0).sum()) for run in runs]
    descent, momentum = scored(race, runs)
    assert jumps[0] == race.steps
    assert jumps[1] < jumps[0] / 2
    assert lengths(np.diff(runs[0].x, axis=0)[:20]).min() > 0.2  # wide enough to be seen
    return [jumps[0], descent.steps_to_tolerance, momentum.steps_to_tolerance]


@claim
def rate_limit(race, runs):
    below, at, above = scored(race, runs)
    assert (below.outcome.kind, at.outcome.kind) == ("converged", "oscillating")
    assert above.outcome.kind == "diverged"
    y = runs[1].x[:, 1]
    np.testing.assert_allclose(y[1:], -y[:-1], atol=1e-9)
    kappa = race.surface.numbers["kappa"]
    assert rates(race)[1] == 2 / kappa
    return [2 / kappa, kappa, *rates(race)[:2], abs(y[-1]), rates(race)[2], above.left_box]


@claim
def saddle(race, runs):
    descent, momentum, adam = scored(race, runs)
    assert descent.outcome.kind == "held_at_saddle" and descent.outcome.point == (0, 0)
    assert momentum.outcome.kind == adam.outcome.kind == "converged"
    assert lengths(runs[1].x).min() < 0.05  # momentum was there too
    assert set(rates(race)) == {race.shared_lr}
    near = momentum.steps_to_tolerance, adam.steps_to_tolerance
    return [race.shared_lr, race.steps, *near]


@claim
def forms_of_momentum(race, runs):
    forms = [lane.optimizer.values["form"] for lane in race.lanes]
    assert forms == ["classic", "velocity", "average", "average"]
    for other in (runs[1], runs[3]):
        np.testing.assert_allclose(other.x, runs[0].x, atol=1e-12)
    assert (lengths(runs[2].x - runs[0].x)[5:30] > 0.1).all()  # lane 3 is another path,
    distances = [score.distance for score in scored(race, runs)]
    assert distances[2] > 50 * distances[0]  # and behind at the end
    lr = rates(race)
    assert lr[0] == lr[1] == lr[2]
    return [1, 2, 4, lr[3] / lr[0], 3]


@claim
def nesterov(race, runs):
    assert [lane.optimizer.entry.name for lane in race.lanes] == ["momentum", "nesterov"]
    assert rates(race)[0] == rates(race)[1] and minima(race.surface).tolist() == [[0, 0]]
    assert {score.outcome.kind for score in scored(race, runs)} == {"converged"}
    return [edge for run in runs for edge in (run.x[:, 0].max(), run.x[:, 1].min())]


@claim
def local_minima(race, runs):
    descent, momentum, adam = (score.outcome for score in scored(race, runs))
    assert descent.kind == adam.kind == "local_minimum"
    np.testing.assert_allclose(descent.point, adam.point, atol=1e-6)
    assert momentum.kind == "converged" and momentum.value == lowest(race.surface)
    dents = {tuple(dent) for dent in np.rint(runs[1].x).tolist()}
    assert len(dents - {tuple(np.rint(descent.point)), momentum.point}) >= 2
    return [*descent.point, *momentum.point]


@claim
def adagrad(race, runs):
    slow, fast, rmsprop = scored(race, runs)
    for run, lr in zip(runs[:2], rates(race), strict=False):
        divisor = np.sqrt(run.state.s)
        assert (np.diff(divisor, axis=0) >= 0).all()
        assert lengths(np.diff(run.x, axis=0)[-100:]).sum() < lr / 5  # hardly a step's length
    assert (np.diff(runs[2].state.s, axis=0) < 0).any()
    assert slow.outcome.kind == "stalled"
    assert slow.steps_to_tolerance is fast.steps_to_tolerance is None
    assert rmsprop.outcome.kind == "hovering" and rmsprop.steps_to_tolerance
    return [race.steps, slow.distance, rates(race)[0], fast.distance, rates(race)[1]]


@claim
def bias_correction(race, runs):
    assert [lane.optimizer.values["bias_correction"] for lane in race.lanes] == [True, False]
    steps = [lengths(np.diff(run.x, axis=0)) for run in runs]
    assert runs[0].x[:, 0].max() < 0.4
    first_ten = [path[:10].sum() for path in steps]
    return [2, steps[1][0] / steps[0][0], first_ten[1] / first_ten[0], runs[1].x[:, 0].max()]


@claim
def turned_bowl(race, runs):
    upright = replace(race, surface=race.surface.but(theta=0))
    turned = [score.steps_to_tolerance for score in scored(race, runs)]
    straight = [score.steps_to_tolerance for score in scored(upright, solve(upright))]
    assert turned[:2] == straight[:2]
    return [turned[2], 0, straight[2], *turned[:2]]


@claim
def valley(race, runs):
    descent, nesterov, adam = scored(race, runs)
    x, y = runs[0].x.T
    above_floor = np.abs(y - x**2)
    down = first(above_floor < 0.1)
    assert (above_floor[down:] < 0.1).all()
    assert nesterov.outcome.kind == adam.outcome.kind == "converged"
    near = nesterov.steps_to_tolerance, adam.steps_to_tolerance
    return [down, race.steps, descent.distance, *near]


@claim
def four_minima(race, runs):
    ends = [score.outcome for score in scored(race, runs)]
    assert {end.kind for end in ends} == {"converged"}
    assert len({end.point for end in ends}) == len(ends)
    return [len(minima(race.surface)), *(coordinate for end in ends for coordinate in end.point)]


@claim
def noise(race, runs):
    fast, slow, cosine = (off(race, run)[-50:].mean() for run in runs)
    shown = [lane.learning_rates(race.steps) for lane in race.effective_lanes]
    assert (shown[0] == shown[0][0]).all() and (shown[1] == shown[1][0]).all()
    assert shown[2][0] == pytest.approx(shown[0][0], rel=1e-4) and shown[2][-1] == 0
    return [50, fast, shown[0][0], slow, shown[1][0], cosine, shown[0][0], 0]


@claim
def warm_up(race, runs):
    at_once, warmed, decayed = scored(race, runs)
    assert at_once.outcome.kind == "diverged"
    assert {score.left_box for score in (warmed, decayed)} == {None}
    assert len(set(rates(race))) == 1
    warmups = [lane.schedule.numbers["warmup"] for lane in race.lanes]
    assert warmups[0] == 0 and warmups[1] == warmups[2]
    late = [off(race, run)[-50:].mean() for run in runs[1:]]
    return [rates(race)[0], at_once.outcome.step, warmups[1], 50, *late]


@claim
def narrow_and_wide(race, runs):
    small, large = (score.outcome for score in scored(race, runs))
    narrow, wide = (-1.6, -0.7), (1.4, 0.6)
    assert (small.kind, large.kind) == ("converged", "local_minimum")
    assert lengths(np.subtract(small.point, narrow)) < 0.05
    assert lengths(np.subtract(large.point, wide)) < 0.2
    sizes = race.surface.numbers
    assert sizes["narrow_width"] < sizes["wide_width"] and small.value < large.value
    inside = first(lengths(runs[1].x - narrow) < sizes["narrow_width"] / 2)
    assert (lengths(runs[1].x[inside + 5 :] - narrow) > 1).all()
    return [*rates(race), inside]
