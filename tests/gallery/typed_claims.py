"""What races on typed formulas claim, computed from their own runs."""

import numpy as np

from optim_core.plane.landscape import critical_point, minima
from tests.gallery.claims import claim, rates, scored


@claim
def typed_valleys(race, runs):
    descent, momentum = (score.outcome for score in scored(race, runs))
    assert (descent.kind, momentum.kind) == ("local_minimum", "converged")
    near = critical_point(race.surface, runs[0].x[-1], 0.5)
    (deep,) = minima(race.surface)
    return [near.point[0], deep[0]]


@claim
def typed_kink(race, runs):
    constant, cosine = (run.value for run in runs)
    late = constant[-50:]
    np.testing.assert_allclose(late[::2], late[0], atol=1e-9)
    assert cosine[-1] < 0.001
    return [rates(race)[0], late.min(), late.max(), 0.001]


@claim
def typed_hole(race, runs):
    small, large = (score.outcome for score in scored(race, runs))
    assert (small.kind, large.kind, large.step) == ("converged", "undefined", 1)
    return [rates(race)[0], small.point[0], rates(race)[1], runs[1].x[1, 0]]
