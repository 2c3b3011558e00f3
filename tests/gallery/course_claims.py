"""What races claim that show what courses say of the rules, computed from their own runs."""

from dataclasses import replace

import numpy as np
import pytest

from optim_core import solve
from optim_core.plane.landscape import minima
from tests.gallery.claims import claim, first, lengths, near, off, rates, scored


def names(race) -> list[str]:
    return [lane.optimizer.entry.name for lane in race.lanes]


def strides(run):
    """The length of each step, `[steps]`."""
    return lengths(np.diff(run.x, axis=0))


# Gradient descent


@claim
def step_by_step(race, runs):
    for run, rate in zip(runs, rates(race), strict=True):
        long = strides(run)
        np.testing.assert_allclose(long, rate * lengths(run.gradient[:-1]), atol=1e-12)
        assert (np.diff(long) < 0).all()
    long, half = map(strides, runs)
    assert half[0] == pytest.approx(long[0] / 2)
    return [rates(race)[0], long[0], 10, long[9], 60, long[59], rates(race)[1], half[0]]


@claim
def steepest_way(race, runs):
    (way,) = minima(race.surface) - np.array(race.start)
    down = -runs[0].gradient[0]
    angle = np.degrees(np.arccos(down @ way / lengths(down) / lengths(way)))
    slow, fast = (strides(run).sum() for run in runs)
    return [angle, lengths(way), slow, rates(race)[0], fast, rates(race)[1]]


@claim
def three_rates(race, runs):
    slow, good, fast = scored(race, runs)
    assert set(names(race)) == {"gradient_descent"}
    crossed = (runs[2].x[1:21, 1] * runs[2].x[:20, 1] < 0).all()
    assert crossed and not (runs[1].x[1:, 1] * runs[1].x[:-1, 1] < 0).any()
    assert slow.steps_to_tolerance is None
    near = good.steps_to_tolerance, fast.steps_to_tolerance
    told = rates(race)[0], race.steps, slow.distance
    return [*told, rates(race)[1], near[0], rates(race)[2], near[1]]


@claim
def round_bowl(race, runs):
    assert race.surface.numbers["kappa"] == 1
    for rate, run in zip(rates(race), runs, strict=True):
        np.testing.assert_allclose(run.x[1:11], (1 - rate) * run.x[:10], atol=1e-9)
    half, one, over, twice = rates(race)
    assert abs(1 - half) == abs(1 - over) == 0.5 and over > 1 and abs(1 - twice) == 1
    return [half, one, 1, over, twice]


@claim
def flat_land(race, runs):
    assert names(race) == ["gradient_descent", "momentum", "adam"]
    (rate,) = set(rates(race))
    gone = [strides(run)[0] for run in runs]
    at = [first(lengths(run.x - runs[2].x[-1]) < 0.5) for run in runs[1:]]
    assert lengths(runs[0].x - runs[2].x[-1])[-1] > 0.5
    return [gone[0], rate, race.steps, gone[2], *at[::-1]]


# Condition number


@claim
def root_kappa(race, runs):
    assert names(race) == ["gradient_descent", "momentum"]
    kappa = race.surface.numbers["kappa"]
    descent, momentum = scored(race, runs)
    np.testing.assert_allclose(rates(race)[0], 2 / (1 + kappa), rtol=1e-3)
    root = np.sqrt(kappa)
    np.testing.assert_allclose(rates(race)[1], (2 / (1 + root)) ** 2, rtol=1e-2)
    kept = race.lanes[1].optimizer.numbers["momentum"]
    np.testing.assert_allclose(kept, ((root - 1) / (root + 1)) ** 2, rtol=1e-2)
    return [kappa, descent.steps_to_tolerance, momentum.steps_to_tolerance, root]


@claim
def kappa_free(race, runs):
    assert names(race) == ["gradient_descent", "adagrad"]
    kappa = race.surface.numbers["kappa"]
    steep = replace(race, surface=race.surface.but(kappa=10 * kappa))
    descent, adagrad = scored(race, runs)
    other, same = scored(steep, solve(steep))
    assert same.steps_to_tolerance == adagrad.steps_to_tolerance
    assert other.outcome.kind == "diverged"
    return [10 * kappa, adagrad.steps_to_tolerance, descent.steps_to_tolerance]


@claim
def four_rules(race, runs):
    kappa, even = race.surface.numbers["kappa"], 10
    descent, momentum, *others = near(race, runs)
    assert names(race)[2:] == ["rmsprop", "adam"]
    rounder = replace(race, surface=race.surface.but(kappa=even))
    assert near(rounder, solve(rounder))[2:] == others
    return [kappa, descent, momentum, *others, even]


# Noise


@claim
def noise_frees(race, runs):
    quiet = replace(race, noise=0.0)
    assert all((run.x[:, 0] == 0).all() for run in solve(quiet))
    assert {score.outcome.kind for score in scored(quiet, solve(quiet))} == {"held_at_saddle"}
    descent, momentum = (score.steps_to_tolerance for score in scored(race, runs))
    return [0, momentum, descent]


@claim
def half_noise(race, runs):
    late = [(off(race, run)[-500:] ** 2).mean() for run in runs]
    assert late[0] > 2 * late[1] and late[1] > 2 * late[2]
    fast, middle, slow = rates(race)
    assert fast == 4 * middle == 16 * slow
    return [500, late[0], fast, late[1], middle, late[2], slow]


@claim
def momentum_noise(race, runs):
    descent, momentum = runs
    kept = race.lanes[1].optimizer.numbers["momentum"]
    np.testing.assert_allclose(rates(race)[1] / (1 - kept), rates(race)[0])
    return [
        300,
        *(strides(run)[-300:].mean() for run in (momentum, descent)),
        *(off(race, run)[-300:].mean() for run in (momentum, descent)),
    ]


# Momentum


@claim
def friction(race, runs):
    kept = [lane.optimizer.numbers["momentum"] for lane in race.lanes]
    low, good, high = scored(race, runs)
    turns = [int((run.x[1:, 0] * run.x[:-1, 0] < 0).sum()) for run in runs]
    assert turns[0] == 0 and turns[2] > 2
    assert high.steps_to_tolerance is None and len(set(rates(race))) == 1
    return [kept[0], low.steps_to_tolerance, kept[1], good.steps_to_tolerance, kept[2], race.steps]


@claim
def forms_part(race, runs):
    assert [lane.optimizer.values["form"] for lane in race.lanes] == ["classic", "velocity"]
    shown = [lane.learning_rates(race.steps) for lane in race.effective_lanes]
    apart = first(lengths(runs[0].x - runs[1].x) > 1e-9)
    falls = first(np.diff(shown[0]) < 0) + 1  # steps at the first rate
    assert apart == falls + 1
    _, velocity = scored(race, runs)
    np.testing.assert_allclose(shown[0][falls], shown[0][0] / 10)
    return [falls, velocity.left_box]


@claim
def nesterov_forms(race, runs):
    ahead, rewritten = runs
    kept = race.lanes[0].optimizer.numbers["momentum"]
    assert [lane.optimizer.values["form"] for lane in race.lanes] == ["look_ahead", "rewritten"]
    np.testing.assert_allclose(rewritten.x, ahead.x + kept * ahead.state.v, atol=1e-9)
    near = [score.steps_to_tolerance for score in scored(race, runs)]
    return [2, kept, 1, near[1], 1, near[0]]


# Comparing fairly


@claim
def one_rate(race, runs):
    assert names(race) == ["gradient_descent", "momentum", "rmsprop", "adam"]
    near = [score.steps_to_tolerance for score in scored(race, runs)]
    assert near[0] is None and near[3] is None
    return [race.shared_lr, near[1], near[2], race.steps]


@claim
def own_rates(race, runs):
    assert names(race) == ["gradient_descent", "momentum", "rmsprop", "adam"]
    assert race.shared_lr is None and len(set(rates(race))) == 4
    return [score.steps_to_tolerance for score in scored(race, runs)]


# Schedules


@claim
def decay_too_fast(race, runs):
    constant, fast, slower = scored(race, runs)
    factors = [lane.learning_rates(race.steps) / rates(race)[0] for lane in race.lanes]
    assert (factors[0] == 1).all()
    np.testing.assert_allclose(factors[1][::10], 0.5 ** np.arange(1, 21), rtol=1e-6)
    assert fast.outcome.kind in ("stalled", "rate_gone") and slower.steps_to_tolerance is None
    assert strides(runs[1])[-100:].sum() < 0.01 < strides(runs[2])[-100:].sum()
    return [race.steps, fast.distance, 1, slower.distance, constant.steps_to_tolerance]


@claim
def staircase(race, runs):
    constant, halved = (off(race, run) for run in runs)
    shown = race.effective_lanes[1].learning_rates(race.steps)
    assert shown[0] == 2 * shown[200] == 4 * shown[400] and (shown[:200] == shown[0]).all()
    means = [halved[begin + 20 : begin + 201].mean() for begin in (0, 200, 400)]
    return [200, *means, constant[420:].mean()]
