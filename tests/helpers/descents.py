"""Races and paths on surfaces, and what is said of their ends."""

import numpy as np
import pytest

from optim_core import OPTIMIZERS, SCHEDULES, Choice, Lane, Race, solve
from optim_core.plane.descend import Trajectory
from optim_core.plane.landscape import gradients, heights_at
from optim_core.plane.outcome import DescentThresholds, descent_outcome
from surfaces import SURFACES

CHOICES = [Choice.of(surface) for surface in SURFACES.values()]
every_surface = pytest.mark.parametrize("surface", CHOICES, ids=SURFACES)


def race(
    surface, optimizer, lr, steps=300, *, schedule="constant", start=None, noise=0.0, **values
):
    """One lane on a surface with some values."""
    lane = Lane(Choice.of(OPTIMIZERS[optimizer], lr=lr), Choice.of(SCHEDULES[schedule]))
    surface = Choice.of(SURFACES[surface], **values)
    return Race(surface, (lane,), start=start, steps=steps, noise=noise)


def judge(race, **thresholds):
    (lane,), limits = race.effective_lanes, DescentThresholds(**thresholds)
    rates = lane.learning_rates(race.steps)
    return descent_outcome(race.surface, solve(race)[0], limits, rates, race.noise > 0)


def path(surface, x):
    """The trajectory through the points `x`, whatever might have led there."""
    x = np.asarray(x, float)
    longer = np.resize(x, (max(64, len(x)), 2))  # few lengths, as each is compiled
    value, gradient = heights_at(surface, longer), gradients(surface, longer)
    return Trajectory(x, value[: len(x)], gradient[: len(x)], None)
