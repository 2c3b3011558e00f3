"""A surface whose formula is typed: what is found of it, and what is said where nothing is."""

import numpy as np
import pytest
from scipy.optimize import brentq, minimize

from optim_core import OPTIMIZERS, Choice, Lane, Race, solve
from optim_core.formulas.errors import FormulaError
from optim_core.plane.geometry import box_of, start_of
from optim_core.plane.landscape import gradients, heights, lowest, minima
from optim_core.plane.outcome import descent_outcome
from optim_core.plane.scores import tolerance_of
from surfaces import SURFACES
from surfaces.rates import suited_rate

TYPED = SURFACES["typed"]


def typed(formula, half=4.0, **values):
    return Choice.of(TYPED, formula=formula, half=half, **values)


def run(surface, optimizer="gradient_descent", start=None, steps=300, **values):
    lane = Lane(Choice.of(OPTIMIZERS[optimizer], **values))
    return solve(Race(surface, (lane,), start=start, steps=steps))[0]


AS_KNOWN = {  # formulas of other surfaces, typed
    "quadratic": "(x^2 + 10*y^2)/2",
    "rosenbrock": "(1 - x)^2 + 100*(y - x^2)^2",
    "beale": "(1.5-x+x*y)^2 + (2.25-x+x*y^2)^2 + (2.625-x+x*y^3)^2",
    "bounded_saddle": "x^4/4 - x^2/2 + y^2/2",
    "himmelblau": "(x^2 + y - 11)^2 + (x + y^2 - 7)^2",
    "rastrigin": "20 + x^2 - 10*cos(2*pi*x) + y^2 - 10*cos(2*pi*y)",
    "ackley": "20 + e - 20*exp(-0.2*sqrt((x^2 + y^2)/2)) - exp((cos(2*pi*x) + cos(2*pi*y))/2)",
    "styblinski_tang": "(x^4 - 16*x^2 + 5*x)/2 + (y^4 - 16*y^2 + 5*y)/2",
    "six_hump_camel": "(4 - 2.1*x^2 + x^4/3)*x^2 + x*y + (4*y^2 - 4)*y^2",
}


@pytest.mark.parametrize("name", AS_KNOWN)
def test_of_a_known_surface_the_known_minima_are_found(name):
    known = Choice.of(SURFACES[name])
    surface = typed(AS_KNOWN[name], half=max(np.abs(box_of(known)).max(), 3.0))
    found = minima(surface)
    assert len(found) == len(minima(known))
    for point in minima(known):
        assert np.abs(found - point).sum(axis=1).min() < 1e-8
    assert lowest(surface) == pytest.approx(lowest(known), abs=1e-12)


@pytest.mark.parametrize(
    ("formula", "half", "expected"),
    [
        ("abs(x) + abs(y)", 4, (0, 0)),
        ("max(abs(x - 0.3), abs(y))", 2, (0.3, 0)),
        ("sqrt(x^2 + y^2)", 2, (0, 0)),
        ("x^4 + y^4", 2, (0, 0)),
        ("x*log(x) + y^2", 2, (np.exp(-1), 0)),
        ("abs(x - 2*y) + 0.1*abs(x + y - 1)", 3, (2 / 3, 1 / 3)),
        ("-exp(-(x - 1)^2 - y^2)", 3, (1, 0)),
    ],
)
def test_minima_in_kinks_flats_and_at_the_edge_of_what_is_defined(formula, half, expected):
    (point,) = minima(typed(formula, half))
    assert point == pytest.approx(expected, abs=2e-6)


@pytest.mark.parametrize(
    ("formula", "expected"),
    [  # as wide as 0.003 of a box of 8
        ("min(x^2 + y^2, 1e5*((x - 1.111)^2 + (y + 2.222)^2) - 3)", (1.111, -2.222)),
        ("x^2 + y^2 - 3*exp(-900*abs(x - 1.234) - 900*abs(y - 0.5))", (1.234, 0.5)),
        ("-exp(-1e5*((x - 1)^2 + (y + 2)^2))", (1, -2)),
        ("-exp(-1e5*(x - 0.3)^2)*exp(-1e5*(y - 0.7)^2)", (0.3, 0.7)),
        ("-1/(1 + 1e6*(x - 2*y)^2 + 1e6*(y - 0.1)^2)", (0.2, 0.1)),
        # the lowest of hundreds: where 2 x = -300 cos(300 x)
        (
            "x^2 + y^2 + sin(300*x)",
            (brentq(lambda x: 2 * x + 300 * np.cos(300 * x), -0.006, -0.004), 0),
        ),
    ],
)
def test_wells_between_the_lines_of_the_grid_are_found(formula, expected):
    (point,) = minima(typed(formula))
    assert point == pytest.approx(expected, abs=1e-7)


def test_the_minima_are_as_low_as_scipy_gets_from_many_starts():
    surface = typed("sin(3*x)*cos(2*y) + 0.1*(x^2 + y^2) + 0.3*x")
    starts = np.random.default_rng(1).uniform(-4, 4, (60, 2))
    ends = [minimize(lambda p: heights(surface, p[:1], p[1:])[0, 0], p).fun for p in starts]
    assert lowest(surface) == pytest.approx(min(ends), abs=1e-10)


@pytest.mark.parametrize(
    "formula",
    [
        "x^3 - 3*x*y^2",
        "x + y",
        "-x^2 - y^2",
        "log(x) + 1/y",
        "3",
        "relu(x) + relu(y)",
        "log(-1)",
        "1/x + x + y^2",
    ],  # falls without end from the left to 0
)
def test_where_it_is_lower_elsewhere_or_flat_no_minimum_is_marked(formula):
    assert minima(typed(formula)).shape == (0, 2) and lowest(typed(formula)) is None


def test_a_lower_place_outside_the_box_is_seen():
    formula = "x^4/4 - 4*x^2 + x + y^2"
    assert len(minima(typed(formula, half=4))) == 1
    assert not len(minima(typed(formula, half=2, mx=1.5))), "the other valley is deeper"


@pytest.mark.parametrize("formula", ["(x*y - 1)^2", "(x^2 + y^2 - 1)^2", "(x + y - 1)^2"])
def test_of_a_curve_of_minima_there_are_points_all_along(formula):
    surface = typed(formula, half=2)
    found = minima(surface)
    assert 12 < len(found) <= 400
    assert heights(surface, *found.T).diagonal().max() < 1e-20
    for trajectory in (run(surface, start=start, lr=0.05) for start in ((1.9, 0.8), (-1.5, -0.3))):
        assert descent_outcome(surface, trajectory).kind == "converged"


def test_what_is_found_is_the_same_every_time():
    surface = typed("sin(x)*cos(y) + 0.1*(x^2 + y^2)")
    again = TYPED.minima(**surface.values)
    assert (again == minima(surface)).all()


@pytest.mark.parametrize(
    "formula", ["log(x) + 1/y", "sqrt(-x) + y^2", "log(x - 3.99)", "x", "1/x", "log(-1 - x^2)"]
)
def test_the_start_lies_in_the_box_where_there_is_a_height_if_there_is_one(formula):
    surface = typed(formula)
    (left, right), (bottom, top) = box_of(surface)
    x, y = start_of(surface)
    assert left < x < right and bottom < y < top
    if np.isfinite(heights(surface, *np.linspace([left, bottom], [right, top], 41).T)).mean() > 0.1:
        assert np.isfinite(heights(surface, [x], [y])).all()


def test_the_box_is_that_of_the_values():
    assert box_of(typed("x", half=2, mx=1, my=-3)) == ((-1, 3), (-5, -1))
    assert tolerance_of(typed("x", half=2)) == pytest.approx(0.04)


def test_the_box_never_compiles(compilations):
    run(typed("x^2 + 3*y^2"), lr=0.1)
    before = len(compilations)
    assert before
    run(typed("x^2 + 3*y^2", half=1, mx=0.5), lr=0.05)
    assert len(compilations) == before


@pytest.mark.parametrize("formula", ["", "x +", "z", "2x", "open(x)", "x" * 201, "x < y"])
def test_what_is_no_formula_is_refused(formula):
    with pytest.raises(FormulaError):
        typed(formula)


@pytest.mark.parametrize(
    ("surface", "start", "rate", "kind"),
    [
        (typed("x^3 - 3*x*y^2", half=1.6), (1.2, 0.03), 0.02, "falling_outside"),
        (typed("x^2 + y^2 + log(x)"), (2.0, 1.0), 0.1, "undefined"),
        (typed("1/x + x + y^2"), (0.3, 1.0), 0.05, "local_minimum"),
        (typed("x^4/4 - 4*x^2 + x + y^2"), (3.0, 1.0), 0.02, "local_minimum"),
        (typed("100*sin(x/10) + y^2", half=2, mx=-15), (-14, 1.0), 0.1, "converged"),
    ],
)
def test_how_a_run_ends_is_said_as_far_as_it_is_known(surface, start, rate, kind):
    assert descent_outcome(surface, run(surface, start=start, steps=1000, lr=rate)).kind == kind


def test_a_minimum_outside_may_be_lower_than_those_in_the_box():
    surface = typed("cos(x) - exp(-(x - 20)^2) + y^2/2", half=4)
    assert len(minima(surface)) == 2
    ended = descent_outcome(surface, run(surface, start=(20.5, 0.5), lr=0.1))
    assert ended.kind == "lower_minimum" and ended.value < lowest(surface)


SUITED = "gradient_descent", "momentum", "nesterov", "rmsprop", "adam", "adagrad", "lion"


@pytest.mark.parametrize("name", ["quadratic", "himmelblau", "bounded_saddle"])
@pytest.mark.parametrize("rule", SUITED)
def test_a_rate_that_suits_goes_down_and_stays_in_the_box(name, rule):
    known = Choice.of(SURFACES[name])
    (left, right), _ = box_of(known)
    surface = typed(AS_KNOWN[name], half=right, mx=0)
    rate = suited_rate(surface, Choice.of(OPTIMIZERS[rule]))
    trajectory = run(surface, rule, start_of(known), lr=rate)
    assert np.isfinite(trajectory.value).all()
    above = trajectory.value - lowest(surface)
    assert above[-20:].mean() < above[0] / 3


def test_without_curvature_the_rate_is_by_the_slope():
    rate = suited_rate(typed("30*x + 40*y"), Choice.of(OPTIMIZERS["gradient_descent"]))
    assert rate == pytest.approx(0.002) and 50 * rate <= 8 / 50
    assert suited_rate(typed("3"), Choice.of(OPTIMIZERS["gradient_descent"])) is None


def test_the_gradient_in_a_hole_is_no_number():
    assert np.isnan(heights(typed("sqrt(x)"), [-1.0], [0.0])).all()
    assert not np.isfinite(gradients(typed("sqrt(x)"), [[-1.0, 0.0]])).all()
