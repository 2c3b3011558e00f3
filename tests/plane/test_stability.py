"""Why a rate was too large is said by the curvature, and only where that is the reason."""

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from optim_core import OPTIMIZERS, Choice, solve
from optim_core.formulas.reader import parse
from optim_core.plane.landscape import curvatures, hessian
from optim_core.plane.outcome import descent_outcome
from optim_core.plane.stability import too_large
from surfaces import SURFACES
from tests.helpers.descents import every_surface, judge, race

LIMITED = [
    Choice.of(entry, **{"form": form} if form else {}, **{"momentum": m} if form else {})
    for entry in OPTIMIZERS.values()
    if entry.rate_limit
    for form in next((p.options for p in entry.parameters if p.name == "form"), (None,))
    for m in ((0.0, 0.5, 0.9, 0.99) if form else (None,))
]


def radius(choice, rate, curvature):
    """The spectral radius of a step on `curvature x²/2`, of the point and the memory together."""

    def f(x):
        return curvature * x @ x / 2

    x = jnp.zeros(1)
    state = choice.entry.init(x, **choice.values)
    _, unravel = jax.flatten_util.ravel_pytree((x, state))

    def step(flat):
        x, state = unravel(flat)
        moved = choice.entry.function(f, x, state, 1.0, **{**choice.values, "lr": rate})
        return jax.flatten_util.ravel_pytree(moved)[0]

    matrix = jax.jacobian(step)(jax.flatten_util.ravel_pytree((x, state))[0])
    return np.abs(np.linalg.eigvals(np.asarray(matrix))).max()


@pytest.mark.parametrize("choice", LIMITED, ids=lambda c: f"{c.entry.name} {dict(c.items)}")
def test_the_limit_that_a_rule_states_is_where_its_step_begins_to_grow(choice):
    values = {name: value for name, value in choice.values.items() if name != "lr"}
    limit = choice.entry.rate_limit(**values)
    for curvature in (0.3, 20.0):
        at = limit.factor / curvature
        assert radius(choice, at, curvature) == pytest.approx(1, abs=1e-6)
        assert radius(choice, 1.001 * at, curvature) > 1
        assert radius(choice, 0.999 * at, curvature) < 1
    β, L = values.get("momentum", 0.0), 20.0
    formula = limit.formula.format(L="L").replace("2β", "2*β").replace("β", "b")
    formula = formula.replace("2(", "2*(").replace(")L", ")*L")
    value = parse(formula, ("b", "L")).evaluate({"b": β, "L": L})[-1]
    assert value == pytest.approx(limit.factor / L)


@every_surface
def test_curvatures_are_the_hessians_eigenvalues(surface):
    points = np.random.RandomState(0).uniform(-1, 1, (300, 2))
    found = curvatures(surface, points)
    for k in (0, 255, 256, 299):
        expected = np.linalg.eigvalsh(hessian(surface, points[k]))
        np.testing.assert_allclose(found[k], expected, rtol=1e-9, atol=1e-9)
    if surface.entry.curvature:
        np.testing.assert_allclose(found[:, 1], surface.values[surface.entry.curvature])


def reason(race):
    (lane,) = race.effective_lanes
    (trajectory,), rates = solve(race), lane.learning_rates(race.steps)
    outcome = descent_outcome(race.surface, trajectory, None, rates)
    return too_large(race.surface, lane.optimizer, trajectory, rates, outcome)


@pytest.mark.parametrize("kappa", (4, 20, 500))
def test_on_a_quadratic_the_reason_is_the_closed_form(kappa):
    for optimizer, limit in (
        ("gradient_descent", 2 / kappa),
        ("momentum", 2 * 1.9 / kappa),
        ("nesterov", 2 * 1.9 / (2.8 * kappa)),
    ):
        found = reason(race("quadratic", optimizer, 1.02 * limit, 1000, kappa=kappa))
        assert found is not None, optimizer
        assert found.rate == pytest.approx(1.02 * limit)
        assert found.limit == pytest.approx(limit)
        assert found.curvature == pytest.approx(kappa)
        assert reason(race("quadratic", optimizer, 0.9 * limit, 1000, kappa=kappa)) is None
    at = reason(race("quadratic", "gradient_descent", 2 / kappa, kappa=kappa, start=(1, 1)))
    assert at and at.rate == pytest.approx(at.limit), "it swings at the limit itself"


def test_nothing_is_said_where_it_would_not_be_true():
    assert reason(race("himmelblau", "adam", 10.0)) is None, "no such limit is known of Adam"
    assert reason(race("saddle", "gradient_descent", 0.5)) is None, "it falls without bound"
    warm = race("rosenbrock", "gradient_descent", 0.0005)
    assert judge(warm).kind not in ("diverged", "oscillating") and reason(warm) is None


def test_what_diverges_left_the_box_at_that_step_for_good():
    diverging = race("quadratic", "gradient_descent", 0.102, 150, kappa=20, start=(-3, 0.5))
    y = solve(diverging)[0].x[:, 1]
    outcome = judge(diverging)
    assert outcome.kind == "diverged"
    assert (np.abs(y[outcome.step :]) > 3).all() and abs(y[outcome.step - 1]) <= 3
    (low, _), _ = SURFACES["himmelblau"].box()
    wild = race("himmelblau", "gradient_descent", 0.038, 150)
    x = solve(wild)[0].x
    step = judge(wild).step
    assert (np.abs(x[step - 1]) <= -low).all() and not (np.abs(x[step]) <= -low).all()
