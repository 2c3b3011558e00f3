"""Newton, BFGS and L-BFGS beside SciPy, optax, published iterates and the conditions of Wolfe."""

import itertools

import jax
import jax.numpy as jnp
import numpy as np
import optax
import pytest
import scipy.optimize

from optim_core import OPTIMIZERS, Choice, Lane, Race, solve
from optim_core.optimizers.line_search import C1, C2, MAX_TRIALS
from optim_core.optimizers.second_order import two_loops
from optim_core.plane.landscape import gradients, heights, hessian, minima
from surfaces import SURFACES
from tests.helpers.descents import judge

GTOL = 1e-5  # SciPy's own


def path_of(name, surface, start=None, steps=100, noise=0.0, of=None, **values):
    surface = Choice.of(SURFACES[surface], **(of or {}))
    lane = Lane(Choice.of(OPTIMIZERS[name], **values))
    race = Race(surface, (lane,), start=start, steps=steps, noise=noise)
    return race, solve(race)[0]


@pytest.mark.parametrize("kappa", [1, 20, 1000])
@pytest.mark.parametrize("absolute", [False, True])
def test_newton_takes_one_step_on_any_quadratic(kappa, absolute):
    for surface, of in (("quadratic", {}), ("rotated_ellipse", {"theta": 33.0})):
        _, path = path_of(
            "newton", surface, (2.7, -1.3), of=of | {"kappa": kappa}, absolute=absolute
        )
        np.testing.assert_allclose(path.x[1:], 0, atol=1e-12)


def test_newton_on_rosenbrock_as_printed_in_textbooks():
    _, path = path_of("newton", "rosenbrock", (-1.2, 1.0))
    printed = [
        (-1.2, 1.0), (-1.1753, 1.3807), (0.7631, -3.1750), (0.7634, 0.5828), (1.0000, 0.9440),
        (1.0000, 1.0000),
    ]  # fmt: skip
    np.testing.assert_allclose(path.x[:6], printed, atol=5e-5)
    values = [24.2, 4.7319, 1411.8, 0.056, 0.3132, 1.85e-11]
    np.testing.assert_allclose(path.value[:6], values, rtol=2e-3)
    _, from_origin = path_of("newton", "rosenbrock", (0.0, 0.0))
    np.testing.assert_allclose(from_origin.x[:3], [(0, 0), (1, 0), (1, 1)], atol=1e-12)


def test_a_saddle_attracts_newton_and_absolute_eigenvalues_leave_it():
    race, _ = path_of("newton", "bounded_saddle", (0.3, 1.0))
    assert judge(race).kind == "held_at_saddle"
    race, path = path_of("newton", "bounded_saddle", (0.3, 1.0), absolute=True)
    assert judge(race).kind == "converged"
    size = scipy.linalg.sqrtm(hessian(race.surface, path.x[0]) @ hessian(race.surface, path.x[0]))
    np.testing.assert_allclose(path.x[1], path.x[0] - np.linalg.solve(size, path.gradient[0]))


def test_damping_shortens_newton_s_step():
    _, path = path_of("newton", "quadratic", (2.0, 1.0), of={"kappa": 10.0}, damping=5.0)
    np.testing.assert_allclose(path.x[1], [2 - 2 / 6, 1 - 10 / 15])


STARTS = [
    ("rosenbrock", (-1.2, 1.0)),
    ("rosenbrock", (0.0, 0.0)),
    ("beale", (1.0, 1.5)),
    ("himmelblau", (0.0, -1.0)),
    ("himmelblau", (0.0, 0.0)),
]


def scipy_s(race, method, **options):
    return scipy.optimize.minimize(
        lambda p: heights(race.surface, p[:1], p[1:])[0, 0],
        race.start,
        jac=lambda p: gradients(race.surface, p)[0],
        method=method,
        options=options,
    )


@pytest.mark.parametrize("surface, start", STARTS)
def test_bfgs_takes_as_many_steps_and_evaluations_as_scipy_s(surface, start):
    """Within 20 %: SciPy searches by Moré and Thuente's rules, and by Nocedal and Wright's only
    where those fail, so that the trials, and with them the paths, are not the same."""
    race, path = path_of("bfgs", surface, start)
    theirs = scipy_s(race, "BFGS", gtol=GTOL, c1=C1, c2=C2)
    there = int(np.argmax(np.abs(path.gradient).max(axis=1) <= GTOL))
    assert there > 0 and abs(there - theirs.nit) <= 0.2 * theirs.nit
    assert abs(path.state.evaluations[there] - theirs.nfev) <= 0.2 * theirs.nfev
    np.testing.assert_allclose(path.x[there], theirs.x, atol=1e-5)


@pytest.mark.parametrize("surface, start", STARTS[:3])
def test_lbfgs_finds_the_minimum_that_scipy_s_does(surface, start):
    race, path = path_of("lbfgs", surface, start)
    theirs = scipy_s(race, "L-BFGS-B", gtol=1e-8, ftol=0)
    np.testing.assert_allclose(path.x[-1], theirs.x, atol=1e-6)
    np.testing.assert_allclose(path.x[-1], minima(race.surface)[0], atol=1e-8)


def test_steps_satisfy_the_strong_wolfe_conditions_and_searches_are_bounded():
    """On every surface, by one of the two in turns: they share the search."""
    steps = 0
    for name, surface in zip(itertools.cycle(["bfgs", "lbfgs"]), SURFACES, strict=False):
        race, path = path_of(name, surface, steps=40)
        evaluations, failed = np.diff(path.state.evaluations), path.state.failed[1:]
        assert evaluations.max() <= MAX_TRIALS + 1
        for k in np.flatnonzero(~failed):
            move, g = path.x[k + 1] - path.x[k], path.gradient[k]
            if np.abs(g).max() < 1e-6:
                break  # what is rounded decides from here on
            slope, rise = g @ move, path.value[k + 1] - path.value[k]
            assert slope < 0 and rise <= C1 * slope + 1e-12
            assert abs(path.gradient[k + 1] @ move) <= -C2 * slope + 1e-12
            steps += 1
        stays = path.x[1:][failed] == path.x[:-1][failed]
        assert stays.all()
    assert steps > 80


def test_bfgs_learns_the_inverse_of_the_hessian():
    race, path = path_of("bfgs", "rotated_ellipse", steps=12)
    np.testing.assert_allclose(
        path.state.H[-1], np.linalg.inv(hessian(race.surface, (0, 0))), rtol=1e-3
    )
    for H in path.state.H:
        assert np.linalg.eigvalsh(H).min() > 0


@pytest.mark.parametrize("memory", [1, 3, 20])
def test_the_direction_of_lbfgs_is_that_of_optax(memory):
    rng = np.random.default_rng(0)
    A = rng.normal(size=(5, 5))
    A = A @ A.T + np.eye(5)
    theirs = optax.scale_by_lbfgs(memory_size=memory)
    s = y = np.zeros((20, 5))
    x = rng.normal(size=5)
    state = theirs.init(jnp.asarray(x))
    update, ours = jax.jit(theirs.update), jax.jit(two_loops)
    for t in range(8):
        g = A @ x
        direction, state = update(jnp.asarray(g), state, jnp.asarray(x))
        if t > 0:  # optax scales its first step down
            np.testing.assert_allclose(ours(g, s, y, float(memory)), direction, rtol=1e-9)
        step = 0.1 * rng.normal(size=5)
        s, y = np.vstack([s[1:], step]), np.vstack([y[1:], A @ step])
        x = x + step


@pytest.mark.parametrize("name", ["bfgs", "lbfgs"])
def test_a_search_that_fails_is_an_outcome_and_costs_one_evaluation_a_step_from_then_on(name):
    race, path = path_of(name, "saddle")  # it falls along the line without end
    ended = judge(race)
    first = int(np.argmax(path.state.failed))
    assert (ended.kind, ended.step) == ("search_failed", first)
    evaluations = np.diff(path.state.evaluations)
    assert evaluations[first - 1] == MAX_TRIALS
    assert evaluations[-1] == 1
    assert (path.x[first:] == path.x[first - 1]).all()


def test_where_the_gradient_is_noisy_a_search_that_failed_begins_again():
    _, path = path_of("bfgs", "rosenbrock", steps=300, noise=2.0)
    failed = path.state.failed
    assert failed.any() and (~failed[int(np.argmax(failed)) :]).any()


def test_without_a_search_the_step_is_the_rate():
    for name in ("bfgs", "lbfgs"):
        _, path = path_of(name, "quadratic", lr=0.01, line_search=False)
        np.testing.assert_allclose(path.x[1] - path.x[0], -0.01 * path.gradient[0])
        np.testing.assert_array_equal(path.state.evaluations, [0, *range(2, 102)])


def test_what_they_hold():
    newton, bfgs, lbfgs = (OPTIMIZERS[name] for name in ("newton", "bfgs", "lbfgs"))
    assert newton.memory(100_000) == 10**10
    assert bfgs.memory(100) == 100**2 + 100 + 4
    assert lbfgs.memory(100, memory=3) == 2 * 3 * 100 + 100 + 4
    room = jax.tree.leaves(lbfgs.init(jnp.ones(100)))
    assert lbfgs.memory(100, memory=20) == sum(leaf.size for leaf in room)
