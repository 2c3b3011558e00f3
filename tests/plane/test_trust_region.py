"""Where the second-order model is trusted, beside closed forms."""

import numpy as np
import pytest

from optim_core import Choice
from optim_core.plane.landscape import gradients, heights_at, hessian
from optim_core.plane.trust_region import DISTANCES, trusted
from surfaces import SURFACES

ROSENBROCK = Choice.of(SURFACES["rosenbrock"])


def test_on_a_quadratic_it_is_all_that_lies_below_the_point():
    bowl = Choice.of(SURFACES["quadratic"], kappa=4.0)
    x, reach = np.array([1.0, 0.5]), 5.0
    steps = trusted(bowl, x, reach) - x
    lengths = np.linalg.norm(steps, axis=1)
    g, H = gradients(bowl, x)[0], np.diag([1.0, 4.0])
    angles = 2 * np.pi * np.arange(len(steps)) / len(steps)
    d = np.stack([np.cos(angles), np.sin(angles)], axis=1)
    level = np.maximum(-2 * d @ g / (d @ H * d).sum(axis=1), 0)  # as high again along d
    np.testing.assert_allclose(lengths, level, atol=1.001 * reach / DISTANCES)


@pytest.mark.parametrize("x", [(-1.2, 1.0), (0.5, 1.5), (0.0, 0.0)])
def test_within_it_the_model_is_wrong_by_a_tenth_and_just_outside_by_more(x):
    x = np.array(x)
    g, H = gradients(ROSENBROCK, x)[0], hessian(ROSENBROCK, x)
    reach = 2.0
    border = trusted(ROSENBROCK, x, reach)
    steps = border - x
    lengths = np.linalg.norm(steps, axis=1)
    inside = (lengths > 0) & (lengths < 0.999 * reach)

    def shares(steps):
        change = steps @ g + ((steps @ H) * steps).sum(axis=1) / 2
        truth = heights_at(ROSENBROCK, x + steps) - heights_at(ROSENBROCK, x)
        return change, np.abs(truth - change) / np.abs(change)

    change, wrong = shares(steps[inside])
    assert inside.sum() > 20 and (change < 0).all() and (wrong <= 0.1).all()
    further = steps[inside] * (1 + reach / DISTANCES / lengths[inside])[:, None]
    change, wrong = shares(further)
    assert ((change >= 0) | (wrong > 0.1)).all()


def test_where_there_is_no_gradient_and_no_way_down_it_is_the_point():
    border = trusted(ROSENBROCK, np.array([1.0, 1.0]), 1.0)
    np.testing.assert_array_equal(border, np.ones((120, 2)))
