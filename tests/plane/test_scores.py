"""Scores are what a person would count; no numbers make them or an outcome fail."""

import math

import numpy as np
import pytest

from optim_core import Choice
from optim_core.plane.geometry import box_of, start_of
from optim_core.plane.landscape import minima
from optim_core.plane.outcome import descent_outcome
from optim_core.plane.scores import scores, tolerance_of
from surfaces import SURFACES
from tests.helpers.descents import every_surface, path

ODD_ENDS = [0.0, 1e-320, 1e9, 1e155, -1e200, 1.7e308, np.inf, -np.inf, np.nan]


@every_surface
def test_no_numbers_make_it_raise_or_warn(surface):
    """NumPy's warnings are errors here."""
    rng = np.random.default_rng(0)
    paths = [
        rng.uniform(-3, 3, (rows, 2)) * scale for rows in (2, 3, 30) for scale in (1, 1e-9, 1e90)
    ]
    for x in paths[:3]:
        for end in ODD_ENDS:
            for rows in (slice(-1, None), slice(1, None), slice(None)):
                odd = x.copy()
                odd[rows] = end, -end
                paths.append(odd)
    with np.errstate(all="raise"):
        for x in paths:
            trajectory = path(surface, x)
            score = scores(surface, trajectory, tolerance_of(surface))
            assert 0 <= descent_outcome(surface, trajectory).step == score.outcome.step < len(x)


@every_surface
def test_what_is_not_finite_has_diverged_from_its_first_such_step(surface):
    x = np.tile(start_of(surface), (20, 1))
    x[7:] = np.nan
    score = scores(surface, path(surface, x), 0.1)
    assert (score.outcome.kind, score.outcome.step) == ("diverged", 7)
    assert score.outcome.point == start_of(surface)
    assert math.isnan(score.final) and score.best == score.outcome.value
    assert (score.nearest, score.distance, score.left_box) == (None, None, 7)


@every_surface
def test_a_run_that_starts_at_a_minimum_and_stays_has_converged_to_it(surface):
    for k, minimum in enumerate(minima(surface)):
        for rows in (2, 5, 50):
            score = scores(surface, path(surface, [minimum] * rows), 0.1)
            assert (score.outcome.kind, score.outcome.step) == ("converged", 0)
            assert score.outcome.point == tuple(minimum)
            assert (score.nearest, score.distance) == (k, 0)


def test_the_scores_are_those_counted_by_hand():
    surface = Choice.of(SURFACES["bounded_saddle"])  # minima at (-1, 0) and (1, 0), height -1/4
    x = [(0, 1), (0.5, 1), (0.95, 0), (0.5, 0), (3, 0), (2, 0)]
    score = scores(surface, path(surface, x), tolerance=0.1)
    assert score.best == pytest.approx(0.95**4 / 4 - 0.95**2 / 2)
    assert score.best_step == 2
    assert score.final == pytest.approx(2.0)
    assert (score.steps_to_tolerance, score.nearest, score.left_box) == (2, 1, 4)
    assert score.distance == pytest.approx(1.0)


def test_what_never_happened_is_none():
    surface = Choice.of(SURFACES["saddle"])
    score = scores(surface, path(surface, [(1, 0), (0.5, 0)]), tolerance=1.0)
    assert (score.steps_to_tolerance, score.nearest, score.distance) == (None, None, None)
    assert score.left_box is None


@every_surface
def test_the_tolerance_is_one_percent_of_the_shorter_side(surface):
    (left, right), (bottom, top) = box_of(surface)
    assert tolerance_of(surface) == pytest.approx(min(right - left, top - bottom) / 100)
