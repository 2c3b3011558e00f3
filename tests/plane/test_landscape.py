"""Heights, gradients, curvatures and minima of every surface; no number ever compiles."""

import numpy as np
import pytest

from optim_core.catalog import Choice
from optim_core.declare import surface
from optim_core.plane.landscape import (
    critical_point,
    curvatures,
    gradients,
    heights,
    hessian,
    lowest,
    minima,
)
from surfaces import SURFACES

CHOICES = [Choice.of(entry) for entry in SURFACES.values()]
COMPILED = [choice for choice in CHOICES if not choice.entry.is_typed]
every_surface = pytest.mark.parametrize("choice", CHOICES, ids=lambda choice: choice.entry.name)

POINTS = np.array([(0.3, -0.4), (-1.1, 0.8), (1.7, 1.2)])


def height(choice, point):
    return heights(choice, point[:1], point[1:])[0, 0]


@every_surface
def test_heights_are_rows_of_y_and_columns_of_x(choice):
    x, y = np.linspace(-1, 1, 4), np.linspace(-0.5, 1.5, 3)
    z = heights(choice, x, y)
    assert z.shape == (3, 4) and z.dtype == np.float64
    for row, column in np.ndindex(3, 4):
        alone = float(choice.entry.function(np.array([x[column], y[row]]), **choice.values))
        assert z[row, column] == pytest.approx(alone, rel=1e-14, abs=1e-14)


@every_surface
def test_gradients_are_the_slopes_of_the_heights(choice):
    h = 1e-6
    for point, gradient in zip(POINTS, gradients(choice, POINTS), strict=True):
        slopes = [
            (height(choice, point + h * axis) - height(choice, point - h * axis)) / (2 * h)
            for axis in np.eye(2)
        ]
        assert gradient == pytest.approx(slopes, rel=1e-5, abs=1e-5)


@every_surface
def test_the_hessian_is_the_slope_of_the_gradient(choice):
    h = 1e-6
    for point in POINTS:
        either_side = gradients(choice, [point + h * side for side in (*np.eye(2), *-np.eye(2))])
        slopes = (either_side[:2] - either_side[2:]) / (2 * h)
        assert hessian(choice, point) == pytest.approx(slopes, rel=1e-5, abs=1e-5)


@every_surface
def test_what_is_returned_cannot_be_changed_under_another_reader(choice):
    for array in (
        heights(choice, [0.0, 1.0], [0.0]),
        gradients(choice, POINTS),
        hessian(choice, POINTS[0]),
        minima(choice),
    ):
        assert not array.flags.writeable


def everything(choice, x, y, points):
    heights(choice, x, y)
    gradients(choice, points)
    hessian(choice, points[0])
    critical_point(choice, points[0], 0.5)
    minima(choice)
    lowest(choice)


def test_what_is_typed_never_compiles(compilations):
    for formula in ("x^2 + sin(y)", "abs(x) + max(x, y)"):
        typed = Choice.of(SURFACES["typed"], formula=formula)
        everything(typed, [0.0, 1.0], [0.0, 1.0, 2.0], POINTS)
        curvatures(typed, POINTS)
    assert not compilations


@pytest.mark.parametrize("choice", COMPILED, ids=lambda choice: choice.entry.name)
def test_no_number_ever_compiles(choice, compilations):
    everything(choice, [0.0, 1.0], [0.0, 1.0], POINTS)
    before = len(compilations)
    assert before > 0
    for share in (0.0, 0.4, 1.0):
        values = {
            parameter.name: parameter.range.low
            + share * (parameter.range.high - parameter.range.low)
            for parameter in choice.entry.parameters
        }
        everything(choice.but(**values), [3.0, -1], [2, share], POINTS - share)
    assert len(compilations) == before


POINTED = {"ackley"}  # no model of second order fits its minimum
SMOOTH = [choice for choice in CHOICES if choice.entry.name not in POINTED]


@pytest.mark.parametrize("choice", SMOOTH, ids=lambda choice: choice.entry.name)
def test_newton_finds_the_minimum_from_nearby(choice):
    for minimum in minima(choice):
        found = critical_point(choice, minimum + (3e-3, -2e-3), 0.1)
        assert found.point == pytest.approx(minimum, abs=1e-9)
        assert found.height == pytest.approx(lowest(choice), abs=1e-12)
        assert found.curvatures == pytest.approx(np.linalg.eigvalsh(hessian(choice, minimum)))


def test_newton_finds_a_saddle_and_its_curvatures():
    found = critical_point(Choice.of(SURFACES["bounded_saddle"], a=2), (0.1, 0.05), 0.5)
    assert found.point == pytest.approx([0, 0], abs=1e-9)
    assert found.curvatures == pytest.approx([-2, 1])
    assert found.around == pytest.approx(2, rel=0.1)


def test_at_the_centre_of_the_monkey_saddle_there_is_no_curvature():
    found = critical_point(Choice.of(SURFACES["monkey_saddle"]), (0.02, 0.01), 0.1)
    assert np.abs(found.curvatures).max() < 1e-6 * found.around


@pytest.mark.parametrize(
    ("name", "near", "within"),
    [
        ("rosenbrock", (-1.0, 1.0), 0.2),  # on the valley's floor: the minimum is far away
        ("quadratic", (2.0, 1.0), 2.0),  # just out of reach
        ("ackley", (0.01, 0.02), 0.5),  # the tip of the cone is no smooth point
    ],
)
def test_newton_finds_nothing_where_nothing_is(name, near, within):
    assert critical_point(Choice.of(SURFACES[name]), near, within) is None


def test_newton_does_not_take_a_cusp_that_it_jumps_across_for_a_critical_point():
    """Where f is |x| to the power 3/2, a Newton step leads from x to -x."""

    @surface("Cusp", source="-", box=((-1, 1), (-1, 1)), start=(1, 0), minima=())
    def cusp(p):
        """A trough with an edge."""
        return abs(p[0]) ** 1.5 + p[1] ** 2

    assert critical_point(Choice.of(cusp), (0.25, 0.0), 1.0) is None


def test_a_slope_without_curvature_has_no_critical_point():
    @surface("Slope", source="-", box=((-1, 1), (-1, 1)), start=(0, 0), minima=())
    def slope(p):
        """Falls evenly."""
        return p[0] + 2 * p[1]

    assert critical_point(Choice.of(slope), (0.0, 0.0), 1.0) is None
    assert minima(Choice.of(slope)).shape == (0, 2)


def test_numbers_outside_every_range_do_no_harm():
    broken = Choice.of(SURFACES["two_basins"], narrow_width=0, wide_width=0)
    assert minima(broken).shape == (0, 2) and lowest(broken) is None
    assert np.isnan(heights(broken, [-1.6], [-0.7])).all()
    far = Choice.of(SURFACES["rosenbrock"], a=1e200)
    assert minima(far).shape == (0, 2) and lowest(far) is None
    assert not np.isfinite(heights(far, [1e200], [1e200])).any()
