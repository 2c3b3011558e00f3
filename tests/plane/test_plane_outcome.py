"""How a descent ended is named as a careful teacher would, with its step and place."""

import dataclasses
import math

import numpy as np
import pytest

from optim_core import OPTIMIZERS, Choice, Lane, Race, solve
from optim_core.plane.landscape import minima
from optim_core.plane.outcome import DescentThresholds, descent_outcome
from optim_core.plane.scores import tolerance_of
from surfaces import SURFACES
from tests.helpers.descents import CHOICES, every_surface, judge, path, race

pytestmark = pytest.mark.optimized

RACES = {
    "converged": [
        (race("quadratic", "gradient_descent", 0.1), (0, 0)),
        (race("quadratic", "gradient_descent", 0.0019, 2000, kappa=1000, start=(0.1, 1)), (0, 0)),
        (race("quadratic", "gradient_descent", 0.8, 10, kappa=1), (0, 0)),
        (race("himmelblau", "gradient_descent", 0.01, start=(3, 3)), (3, 2)),
        (race("himmelblau", "gradient_descent", 0.01, start=(-3, 3)), (-2.8051, 3.1313)),
        (race("ackley", "gradient_descent", 0.01, start=(0, 0)), (0, 0)),
        (race("ackley", "gradient_descent", 0.0005, start=(0.02, 0.01)), (0, 0)),  # hops unseen
        (race("two_basins", "adam", 0.05, start=(-1.4, -1)), (-1.592, -0.696)),
    ],
    "local_minimum": [
        (race("rastrigin", "gradient_descent", 0.001), (-2.9849, 2.9849)),
        (race("two_basins", "gradient_descent", 0.3), (1.2745, 0.5462)),
        (race("six_hump_camel", "gradient_descent", 0.02), (1.6071, 0.5687)),
    ],
    "held_at_saddle": [
        (race("saddle", "gradient_descent", 0.1, start=(1, 0)), (0, 0)),
        (race("saddle", "gradient_descent", 0.1, start=(0, 0)), (0, 0)),
        (race("bounded_saddle", "momentum", 0.01, start=(0, 1)), (0, 0)),
        (race("bounded_saddle", "gradient_descent", 0.1, 100, start=(1e-9, 1)), (0, 0)),
    ],
    "flat": [
        (race("monkey_saddle", "gradient_descent", 0.1, start=(1, 0)), (0, 0)),
        (race("monkey_saddle", "gradient_descent", 0.1, start=(0, 0)), (0, 0)),
    ],
    "hovering": [
        (race("ackley", "gradient_descent", 0.01, start=(0.3, 0.2)), (0, 0)),
        (race("ackley", "gradient_descent", 0.05, start=(0.3, 0.2)), (0, 0)),
        (race("rastrigin", "rmsprop", 0.05), (-2.9849, 2.9849)),
        *(
            (race("quadratic", "gradient_descent", 0.05, n, noise=1), (0, 0))
            for n in (150, 300, 1999)
        ),
    ],
    "oscillating": [
        (race("quadratic", "gradient_descent", 2 / 10), None),
        (race("quadratic", "gradient_descent", 2 / 16, kappa=16), None),
        (race("rastrigin", "gradient_descent", 0.02), None),
    ],
    "stalled": [
        (race("rosenbrock", "adagrad", 0.001), None),
    ],
    "rate_gone": [
        (race("rosenbrock", "adam", 0.05, schedule="cosine", start=(-1, -0.5)), None),
    ],
    "descending_without_bound": [
        (race("saddle", "gradient_descent", 0.01), None),
        (race("saddle", "gradient_descent", 1.0, 1000), None),  # until it overflows
        (race("monkey_saddle", "gradient_descent", 0.3), None),  # which it does at once
        (race("monkey_saddle", "adam", 0.02), None),
    ],
    "diverged": [
        (race("quadratic", "gradient_descent", 0.203), None),
        (race("quadratic", "gradient_descent", 0.3), None),
        (race("quadratic", "gradient_descent", 10, 2000), None),
        (race("rosenbrock", "gradient_descent", 0.01), None),
        (race("beale", "momentum", 0.01, start=(4, 4)), None),
        (race("monkey_saddle", "momentum", 0.3), None),  # up and down, ever farther
    ],
    "moving": [
        (race("rosenbrock", "adam", 0.05), None),
        (race("quadratic", "gradient_descent", 0.1999), None),  # zigzags, but shrinks
        (race("quadratic", "gradient_descent", 1e-6), None),  # invisible, but never faster
        (race("saddle", "gradient_descent", 0.01, 100), None),
        (race("quadratic", "gradient_descent", 0.8, 3, kappa=1), None),
        (race("quadratic", "momentum", 1e-3), None),
    ],
}
every_race = pytest.mark.parametrize(
    ("kind", "race", "point"),
    [(kind, race, point) for kind, races in RACES.items() for race, point in races],
    ids=[f"{kind}-{k}" for kind, races in RACES.items() for k in range(len(races))],
)


@every_race
def test_the_verdict_names_what_happened_and_where(kind, race, point):
    found = judge(race)
    assert found.kind == kind
    if point is None:
        x, value, gradient, _ = solve(race)[0]
        point = x[np.isfinite(np.column_stack([x, value, gradient])).all(axis=1)][-1]
    assert found.point == pytest.approx(point, rel=1e-3, abs=1e-3)
    height = float(race.surface.entry.function(np.array(found.point), **race.surface.values))
    assert found.value == pytest.approx(height, rel=1e-12, abs=1e-12)


@every_race
def test_no_verdict_is_balanced_on_the_length_of_the_window(kind, race, point):
    for window in (0.08, 0.12):
        assert judge(race, window=window).kind == kind


STEPS = [  # the step of a verdict, and how to count it by hand
    (
        race("quadratic", "gradient_descent", 0.8, 20, kappa=1),
        1 + math.log(math.hypot(3.5, 1.5) / 6e-2, 5),
    ),
    (race("saddle", "gradient_descent", 0.01), 1 + math.log(1.5 / 0.01, 1.02)),
    (race("quadratic", "gradient_descent", 0.3), 1 + math.log(3 / 1.5, 2)),
    (race("rosenbrock", "adam", 0.05), 300),
]


@pytest.mark.parametrize(("race", "step"), STEPS)
def test_the_verdict_says_since_when(race, step):
    assert judge(race).step == math.floor(step)


DENT = np.array([-2.984856, 2.984856])  # one of Rastrigin's local minima
PATHS = {  # a verdict, a surface, a start, and 40 points from one to another or to and fro
    "back from afar": ("moving", "quadratic", (1, 1), "from", (-90, 20), (-60, 10)),
    "not yet so high again": ("moving", "quadratic", (-90, 20), "from", (20, 0), (40, 0)),
    "far and ever higher": ("diverged", "saddle", (1, 0), "from", (10, 0), (90, 0)),
    "far on either side": ("diverged", "quadratic", (1, 1), "between", (-90, 0), (90, 0)),
    "far and back": ("oscillating", "quadratic", (1, 1), "between", (-90, 0), (1, 0)),
    "across a dent": ("hovering", "rastrigin", DENT, "between", DENT - (0.3, 0), DENT + (0.3, 0)),
    "across two dents": ("oscillating", "rastrigin", DENT, "between", DENT, DENT + (1, 0)),
}


@pytest.mark.parametrize(("kind", "surface", "start", "how", "a", "b"), PATHS.values(), ids=PATHS)
def test_the_verdict_on_a_path_that_no_optimizer_took(kind, surface, start, how, a, b):
    surface = Choice.of(SURFACES[surface])
    share = {"from": np.linspace(0, 1, 40), "between": np.arange(40) % 2}[how][:, None]
    x = np.concatenate([[start], (1 - share) * np.array(a) + share * np.array(b)])
    assert descent_outcome(surface, path(surface, x)).kind == kind


@every_surface
def test_a_run_that_hovers_off_centre_is_about_the_very_minimum(surface):
    for minimum in minima(surface):
        aside = tolerance_of(surface) * np.array([-1, 0]), tolerance_of(surface) * np.array([5, 0])
        found = descent_outcome(surface, path(surface, [minimum + aside[k % 2] for k in range(40)]))
        assert (found.kind, found.point) == ("hovering", tuple(minimum))


@pytest.mark.parametrize(
    ("kind", "size", "factor", "step"),
    [("hovering", 0.1, -1.0, 30), ("oscillating", 1.0, -1.0, 90), ("stalled", 1.0, 1.0, 30)],
)
def test_of_a_run_without_progress_it_says_since_when(kind, size, factor, step):
    """30 steps from far away, then 70 from side to side or on the spot."""
    x = size * factor ** np.arange(71)
    x = np.concatenate([np.linspace(-3.5, -0.2, 30), x])
    found = descent_outcome(CHOICES[0], path(CHOICES[0], np.column_stack([x, 0 * x])))
    assert (found.kind, found.step) == (kind, step)


SWINGS = Lane(Choice.of(OPTIMIZERS["momentum"], lr=0.02, momentum=0.98))
THRESHOLDS = [  # a verdict, and the one that it becomes when a threshold is moved
    ("converged", "window", 0.9, "moving", race("quadratic", "gradient_descent", 0.05)),
    (
        "moving",
        "shortest_window",
        1,
        "converged",
        race("quadratic", "gradient_descent", 0.8, 8, kappa=1),
    ),
    ("converged", "still", 1e-9, "moving", race("quadratic", "gradient_descent", 0.05)),
    (
        "held_at_saddle",
        "near",
        1e-6,
        "stalled",
        race("saddle", "gradient_descent", 0.01, start=(1, 0)),
    ),
    ("stalled", "slowed", 0.0, "moving", race("rosenbrock", "adagrad", 0.001)),
    (
        "hovering",
        "hover",
        1e-3,
        "oscillating",
        race("ackley", "gradient_descent", 0.05, start=(0.3, 0.2)),
    ),
    ("diverged", "far", 1e6, "oscillating", race("quadratic", "gradient_descent", 0.203)),
    ("oscillating", "detour", 1e4, "moving", race("rastrigin", "gradient_descent", 0.02)),
    ("moving", "gain", 0.9, "oscillating", race("quadratic", "gradient_descent", 0.19995)),
    ("moving", "fades", 0.9, "hovering", Race(Choice.of(SURFACES["quadratic"]), (SWINGS,))),
    (
        "flat",
        "flat",
        0.0,
        "held_at_saddle",
        race("monkey_saddle", "gradient_descent", 0.1, start=(1, 0)),
    ),
]


@pytest.mark.parametrize(("before", "threshold", "value", "after", "race"), THRESHOLDS)
def test_every_threshold_is_used(before, threshold, value, after, race):
    assert judge(race).kind == before
    assert judge(race, **{threshold: value}).kind == after


def test_every_threshold_is_tested():
    assert {name for _, name, *_ in THRESHOLDS} == {
        f.name for f in dataclasses.fields(DescentThresholds)
    }
