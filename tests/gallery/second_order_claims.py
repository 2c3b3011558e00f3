"""What races claim of Newton's method and its kin, and of what a step of theirs costs."""

from dataclasses import replace
from itertools import product

import numpy as np

from optim_core import solve
from optim_core.plane.evaluations import OF_A_HESSIAN, gradient_evaluations, memory
from pages.ui.catalog import NETWORK_SIZE
from tests.gallery.claims import SEEDS, claim, late, near, off, rates, scored
from tests.gallery.course_claims import names


@claim
def newton_one_step(race, runs):
    newton, descent = scored(race, runs)
    np.testing.assert_allclose(runs[0].x[1:], 0, atol=1e-12)
    limit = 2 / race.surface.numbers["kappa"]
    assert 0.9 * limit < rates(race)[1] < limit
    return [newton.steps_to_tolerance, limit, descent.steps_to_tolerance]


@claim
def newton_saddle(race, runs):
    held, absolute, bfgs = scored(race, runs)
    assert held.outcome.kind == "held_at_saddle" and held.outcome.point == (0, 0)
    assert [lane.optimizer.values.get("absolute") for lane in race.lanes] == [False, True, None]
    assert absolute.outcome.kind == bfgs.outcome.kind == "converged"
    return [held.outcome.step, 2, absolute.steps_to_tolerance, bfgs.steps_to_tolerance]


@claim
def bfgs_condition(race, runs):
    bfgs, lbfgs, momentum = (score.steps_to_tolerance for score in scored(race, runs))
    gradients = runs[0].state.evaluations[bfgs], runs[1].state.evaluations[lbfgs]
    kappa = race.surface.numbers["kappa"]
    return [kappa, bfgs, gradients[0], lbfgs, gradients[1], momentum]


@claim
def newton_time(race, runs):
    """A gradient of an image costs three products a weight: one forward, two back."""
    newton, descent = near(race, runs)
    images, n = 60000, NETWORK_SIZE
    return [newton, descent, 3, n, n**3 / 3 / (3 * n * images), images]


@claim
def newton_memory(race, runs):
    newton, lbfgs, adam = (score.steps_to_tolerance for score in scored(race, runs))
    here, there = ([memory(lane.optimizer, n) for lane in race.lanes] for n in (2, NETWORK_SIZE))
    each = [kept / NETWORK_SIZE for kept in there[1:]]
    giga = 4 * there[0] / 1e9  # bytes, of numbers as networks have them
    return [newton, here[0], giga, NETWORK_SIZE, lbfgs, each[0], adam, each[1]]


@claim
def bfgs_noise(race, runs):
    newton, bfgs, descent = (off(race, run)[-50:].mean() for run in runs)
    assert bfgs > 2 * descent
    return [50, descent, newton]


def gradients_to(race, runs, steps):
    """How many gradients each lane has evaluated by its step."""
    lanes = zip(race.effective_lanes, runs, steps, strict=True)
    return [gradient_evaluations(lane.optimizer.entry, run)[step] for lane, run, step in lanes]


@claim
def gradients_counted(race, runs):
    near = [score.steps_to_tolerance for score in scored(race, runs)]
    spent = gradients_to(race, runs, near)
    assert near[0] < near[1] and spent[0] > spent[1]
    return [*near, *spent]


@claim
def hessians_counted(race, runs):
    near = [score.steps_to_tolerance for score in scored(race, runs)]
    newton, bfgs, adam = gradients_to(race, runs, near)
    assert near[0] < near[1] and newton > bfgs
    assert adam == near[2]
    return [*near, OF_A_HESSIAN, newton, bfgs]


@claim
def newton_leap(race, runs):
    newton, gentle = scored(race, runs)
    assert (np.diff(runs[1].value) <= 0).all()
    values = runs[0].value[1:3]
    rate = rates(race)[1]
    steps = gentle.steps_to_tolerance, newton.steps_to_tolerance
    return [newton.left_box, *values, rate, *steps]


@claim
def newton_damping(race, runs):
    held, damped = scored(race, runs)
    assert held.outcome.kind == "held_at_saddle" and damped.outcome.kind == "converged"
    x, y = race.start
    curvatures = [6 * c**2 - 16 for c in (x, y)]  # of (c^4 - 16 c^2 + 5 c) / 2
    added = race.lanes[1].optimizer.numbers["damping"]
    assert min(curvatures) < 0 < min(curvatures) + added
    return [added, 2, damped.steps_to_tolerance]


@claim
def bfgs_start(race, runs):
    grid = np.linspace(-4, 4, 5)
    reached = np.zeros(2, int)
    for start in product(grid, repeat=2):
        other = replace(race, start=start)
        kinds = [score.outcome.kind for score in scored(other, solve(other))]
        assert set(kinds) <= {"converged", "held_at_saddle"}
        reached += [kind == "converged" for kind in kinds]
    count = len(grid) ** 2
    assert reached[1] == count
    assert scored(race, runs)[0].outcome.kind == "held_at_saddle"  # as most would call a top, too
    return [count, reached[0], count - reached[0], reached[1]]


@claim
def bfgs_batches(race, runs):
    assert names(race) == ["bfgs", "lbfgs", "gradient_descent"]
    for seed in SEEDS:
        bfgs, lbfgs, descent = late(replace(race, seed=seed), 50)
        assert min(bfgs, lbfgs) > 2 * descent
    quiet = replace(race, noise=race.noise / 10)
    return [50, late(race, 50)[2], near(quiet, solve(quiet))[0]]
