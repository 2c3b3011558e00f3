"""What an optimizer may be: without a rate, with a state of any shape, for the plane alone."""

import jax
import numpy as np
import pytest

from optim_core import OPTIMIZERS, SCHEDULES, Choice, Lane, Race, Training, solve
from optim_core.optimizers import optimizers_for
from optim_core.plane.landscape import heights
from surfaces import SURFACES
from tests.helpers.optimizers import armijo

newton = OPTIMIZERS["newton"]
ROSENBROCK = Choice.of(SURFACES["rosenbrock"])


def path_of(optimizer, surface=ROSENBROCK, **values):
    return solve(Race(surface, (Lane(Choice.of(optimizer)),), steps=60, **values))[0]


def test_armijo_descends_at_every_step_and_counts_what_it_evaluates():
    path, values = path_of(armijo), Choice.of(armijo).values
    count, point = 0, path.x[0]
    for t, g in enumerate(path.gradient[:-1]):
        a, here = values["longest"], path.value[t]
        count += 2
        while value_at(point - a * g) > here - values["c"] * a * g @ g:
            a, count = a * values["shrink"], count + 1
        point = point - a * g
        np.testing.assert_allclose(path.x[t + 1], point, rtol=1e-9)
        assert path.state.tries[t + 1] == count
        assert path.state.step[t + 1] == a
        point = path.x[t + 1]
    assert (np.diff(path.value) < 0).all()


def value_at(p):
    return heights(ROSENBROCK, p[:1], p[1:])[0, 0]


def test_a_state_may_have_any_shape_and_begin_anywhere():
    path = path_of(armijo, start=(0.5, -0.25))
    assert [leaf.shape for leaf in jax.tree.leaves(path.state)] == [(61,), (61,), (61, 3, 2)]
    assert path.state.step[0] == 1.0 and path.state.tries[0] == 0
    np.testing.assert_array_equal(path.state.lately[0], [(0.5, -0.25)] * 3)
    np.testing.assert_array_equal(path.state.lately[60], path.x[58:])
    assert armijo.memory(10) == 32


def test_a_rule_without_a_rate_has_no_schedule_and_keeps_its_own_under_a_shared_one():
    lane = Lane(Choice.of(armijo))
    with pytest.raises(ValueError, match="armijo has no learning rate that a schedule"):
        Lane(Choice.of(armijo), Choice.of(SCHEDULES["cosine"]))
    race = Race(ROSENBROCK, (lane, Lane(Choice.of(newton))), shared_lr=0.5)
    assert race.effective_lanes[0] == lane
    assert race.effective_lanes[1].optimizer.values["lr"] == 0.5
    assert np.isnan(lane.learning_rates(5)).all()


def test_what_is_for_the_plane_alone_is_not_for_networks(with_more):
    for_networks = optimizers_for("network")
    assert {"newton", "bfgs", "armijo"} - for_networks.keys() == {"newton", "bfgs"}
    assert {"newton", "bfgs", "armijo"} <= optimizers_for("plane").keys()
    with pytest.raises(ValueError, match="newton is for the plane, not for the network"):
        Training((Lane(Choice.of(newton)),))
