"""Every surface is what its source says, and its minima are where it says, at all its settings."""

import itertools

import numpy as np
import pytest
from scipy.optimize import minimize, rosen

from optim_core.catalog import Choice
from optim_core.plane.geometry import box_of, start_of
from optim_core.plane.landscape import critical_point, gradients, heights, hessian, lowest, minima
from surfaces import SURFACES
from surfaces.multimodal import NARROW, WIDE
from tests.helpers.reference_surfaces import REFERENCES


def settings_of(surface):
    """The surface as it comes, and at every corner of its ranges."""
    ends = [(parameter.range.low, parameter.range.high) for parameter in surface.parameters]
    names = [parameter.name for parameter in surface.parameters]
    corners = (
        Choice.of(surface, **dict(zip(names, c, strict=True))) for c in itertools.product(*ends)
    )
    return dict.fromkeys([Choice.of(surface), *corners])


def named(choice):
    return "-".join([choice.entry.name, *(f"{name}={value:g}" for name, value in choice.items)])


# what somebody types is in `test_typed_surface`
KNOWN = {name: surface for name, surface in SURFACES.items() if not surface.is_typed}
SETTINGS = [choice for surface in KNOWN.values() for choice in settings_of(surface)]
WITH_MINIMA = [choice for choice in SETTINGS if len(minima(choice))]
WITHOUT_MINIMA = [choice for choice in SETTINGS if not len(minima(choice))]
every_surface = pytest.mark.parametrize("surface", KNOWN.values(), ids=KNOWN)
every_setting = pytest.mark.parametrize("surface", SETTINGS, ids=named)
every_setting_with_minima = pytest.mark.parametrize("surface", WITH_MINIMA, ids=named)

PUBLISHED = [  # surface, point, height, to how many digits it is printed
    ("rosenbrock", (-1.2, 1.0), 24.2, 1e-12),  # the classic start: Moré, Garbow & Hillstrom 1981
    ("rosenbrock", (0.3, -0.4), rosen([0.3, -0.4]), 1e-12),  # SciPy's
    ("beale", (1.0, 1.0), 14.203125, 1e-12),  # Moré, Garbow & Hillstrom 1981, problem 5
    ("beale", (3.0, 0.5), 0.0, 0),
    ("himmelblau", (3.0, 2.0), 0.0, 0),
    ("himmelblau", (-0.270845, -0.923039), 181.617, 1e-3),  # its maximum
    ("rastrigin", (0.0, 0.0), 0.0, 0),
    ("ackley", (0.0, 0.0), 0.0, 1e-14),
    ("styblinski_tang", (-2.903534, -2.903534), 2 * -39.16616570377142, 1e-10),
    ("six_hump_camel", (0.0898, -0.7126), -1.0316, 5e-5),
    ("six_hump_camel", (0.08984201, -0.71265640), -1.031628453489877, 1e-14),
]


def grid(surface, larger=1, count=101):
    """The lines of a grid over the box, or over one so many times larger."""
    return [
        (low + high) / 2 + larger * np.linspace(low - high, high - low, count) / 2
        for low, high in box_of(surface)
    ]


@every_setting
def test_height_and_gradient_are_finite_in_the_box(surface):
    x, y = grid(surface)
    assert np.isfinite(heights(surface, x, y)).all()
    points = np.stack(np.meshgrid(x, y), axis=-1).reshape(-1, 2)
    assert np.isfinite(gradients(surface, points)).all()


@every_setting
def test_the_heights_are_those_of_an_independent_formula(surface):
    rng = np.random.default_rng(0)
    low, high = np.array(box_of(surface), float).T
    for x, y in rng.uniform(low, high, (50, 2)):
        expected = REFERENCES[surface.entry.name](x, y, **surface.values)
        assert heights(surface, [x], [y])[0, 0] == pytest.approx(expected, rel=1e-10, abs=1e-10)


@pytest.mark.parametrize(("name", "point", "height", "digits"), PUBLISHED)
def test_the_heights_are_those_that_were_published(name, point, height, digits):
    x, y = point
    assert heights(Choice.of(SURFACES[name]), [x], [y])[0, 0] == pytest.approx(height, abs=digits)


@every_setting
def test_start_and_minima_lie_in_the_box(surface):
    low, high = np.array(box_of(surface), float).T
    for point in (start_of(surface), *minima(surface)):
        assert (low < point).all() and (point < high).all()


@every_setting
def test_there_is_a_way_down_from_the_start(surface):
    assert np.linalg.norm(gradients(surface, [start_of(surface)])) > 1e-3


@every_setting_with_minima
def test_the_minima_are_equally_deep(surface):
    for x, y in minima(surface):
        height = heights(surface, [x], [y])[0, 0]
        assert height == pytest.approx(lowest(surface), rel=1e-13, abs=1e-13)


@every_setting_with_minima
def test_the_gradient_at_a_minimum_is_zero_up_to_the_last_bit_of_the_point(surface):
    for point in minima(surface):
        curvatures = np.linalg.eigvalsh(hessian(surface, point))
        assert curvatures[0] > 0
        last_bit = np.finfo(float).eps * np.linalg.norm(point)
        assert np.linalg.norm(gradients(surface, [point])) <= 4 * curvatures[1] * last_bit


@every_setting_with_minima
def test_nothing_is_lower_than_the_minima(surface):
    """In the box, after a descent from its lowest places too, nor far around it."""
    slack = 1e-13 * (1 + abs(lowest(surface)))

    def height_and_gradient(p):
        return heights(surface, p[:1], p[1:])[0, 0], gradients(surface, [p])[0]

    assert heights(surface, *grid(surface, larger=20)).min() >= lowest(surface) - slack
    x, y = grid(surface)
    z = heights(surface, x, y)
    for k in np.argsort(z, axis=None)[:3]:
        row, column = np.unravel_index(k, z.shape)
        found = minimize(height_and_gradient, (x[column], y[row]), jac=True, bounds=box_of(surface))
        assert found.fun >= lowest(surface) - slack


@pytest.mark.parametrize("surface", WITHOUT_MINIMA, ids=named)
def test_a_surface_without_minima_has_no_bottom(surface):
    depths = [heights(surface, *grid(surface, larger=size)).min() for size in (1, 1e2, 1e4, 1e6)]
    assert (np.diff(depths) < -1e3).all()
    assert lowest(surface) is None


@pytest.mark.parametrize("surface", settings_of(SURFACES["two_basins"]), ids=named)
def test_both_wells_have_a_minimum_of_their_own(surface):
    found = [critical_point(surface, centre, within=0.9) for centre in (NARROW, WIDE)]
    assert all(point is not None and point.curvatures[0] > 0 for point in found)
    narrow, wide = (point.point for point in found)
    assert narrow[0] < 0 < wide[0]
    assert any(np.allclose(minima(surface)[0], point, atol=1e-7) for point in (narrow, wide))


@pytest.mark.parametrize(("values", "expected"), [({}, NARROW), ({"wide_depth": 2.5}, WIDE)])
def test_the_deeper_well_has_the_minimum(values, expected):
    (minimum,) = minima(Choice.of(SURFACES["two_basins"], **values))
    assert np.linalg.norm(minimum - expected) < 0.3


@every_surface
def test_it_tells_a_person_what_it_is(surface):
    assert surface.label and len(surface.source) > 10
    assert surface.summary.endswith(".") and "$$" not in surface.summary
    assert surface.formula.startswith("f(")
    for parameter in surface.parameters:
        assert parameter.help
        assert parameter.range.snap(parameter.default) == parameter.default


def test_every_surface_has_its_reference():
    assert REFERENCES.keys() == KNOWN.keys()
