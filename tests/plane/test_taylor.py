"""Taylor models beside closed forms: they touch, they curve alike, and say how far they hold."""

import numpy as np
import pytest

from optim_core import Choice
from optim_core.plane.landscape import gradients, hessian
from optim_core.plane.taylor import along, newton_step
from surfaces import SURFACES

A = np.linspace(-0.5, 2, 101)
ROSENBROCK = Choice.of(SURFACES["rosenbrock"])


def test_on_a_quadratic_the_second_order_is_the_surface():
    bowl = Choice.of(SURFACES["quadratic"], kappa=10.0)
    x, d = np.array([2.0, 1.0]), np.array([-1.0, -1.0])
    models = along(bowl, x, d, A)
    np.testing.assert_allclose(models.value, ((2 - A) ** 2 + 10 * (1 - A) ** 2) / 2)
    np.testing.assert_allclose(models.second, models.value)
    np.testing.assert_allclose(models.first, 7 - 12 * A)
    assert models.lands == pytest.approx(12 / 11)
    # first order is wrong by 5.5 a², a tenth of 12 a at a = 0.218
    assert models.holds[1] == A[-1] and models.holds[0] == pytest.approx(12 / 55, abs=0.025)


def test_the_newton_step_is_the_solution_of_the_hessian():
    x = np.array([-1.2, 1.0])
    expected = -np.linalg.solve(hessian(ROSENBROCK, x), gradients(ROSENBROCK, x)[0])
    np.testing.assert_allclose(newton_step(ROSENBROCK, x), expected, rtol=1e-9)
    assert along(ROSENBROCK, x, expected, A).lands == pytest.approx(1)


def test_models_touch_the_surface_to_their_order():
    x, d = np.array([-1.2, 1.0]), np.array([0.3, -0.1])
    for a in (1e-2, 1e-3):
        models = along(ROSENBROCK, x, d, np.array([0.0, a]))
        first, second = (abs(m[1] - models.value[1]) for m in (models.first, models.second))
        assert first < 50 * a**2 and second < 50 * a**3


def test_where_the_surface_curves_down_the_model_has_no_minimum():
    saddle = Choice.of(SURFACES["saddle"])
    assert along(saddle, np.array([0.5, 0.5]), np.array([0.0, 1.0]), A).lands is None
