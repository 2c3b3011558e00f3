"""Solving a race gives one trajectory a lane; no number in it ever compiles."""

import jax
import numpy as np
import pytest

from optim_core import OPTIMIZERS, SCHEDULES, Choice, Lane, Race, solve
from optim_core.plane import descend
from optim_core.plane.descend import MAX_RACE_STEPS, gradient_noise
from surfaces import SURFACES
from tests.helpers.optimizers import EVERY, every_optimizer

ROSENBROCK = Choice.of(SURFACES["rosenbrock"])
ADAM = Lane(Choice.of(OPTIMIZERS["adam"], lr=0.05))
DESCENT = Lane(Choice.of(OPTIMIZERS["gradient_descent"], lr=1e-4))


@every_optimizer
def test_a_trajectory_begins_at_the_start_and_tells_value_and_gradient(optimizer):
    b = 7.0
    race = Race(
        ROSENBROCK.but(b=b), (Lane(Choice.of(optimizer)),), start=(0.3, -0.4), steps=20, noise=0.5
    )
    (path,) = solve(race)
    x, y = path.x.T
    assert (x[0], y[0]) == race.start
    np.testing.assert_allclose(path.value, (1 - x) ** 2 + b * (y - x**2) ** 2, rtol=1e-12)
    slope = np.stack([-2 * (1 - x) - 4 * b * x * (y - x**2), 2 * b * (y - x**2)], axis=1)
    np.testing.assert_allclose(path.gradient, slope, rtol=1e-10, atol=1e-12)
    for leaf in jax.tree.leaves(path):
        assert isinstance(leaf, np.ndarray)
        assert len(leaf) == race.steps + 1
        assert not leaf.flags.writeable


@pytest.mark.optimized
@every_optimizer
def test_fewer_steps_are_the_beginning_of_more(optimizer):
    lane = Lane(Choice.of(optimizer))
    (short,), (long,) = (
        solve(Race(ROSENBROCK, (lane,), steps=steps)) for steps in (1, MAX_RACE_STEPS)
    )
    np.testing.assert_array_equal(short.x, long.x[:2])
    assert long.x.shape == (MAX_RACE_STEPS + 1, 2)


@pytest.mark.optimized
def test_lanes_do_not_know_of_each_other():
    together = solve(Race(ROSENBROCK, (ADAM, DESCENT, ADAM), noise=0.3))
    np.testing.assert_array_equal(together[0].x, together[2].x)
    np.testing.assert_array_equal(
        together[1].x, solve(Race(ROSENBROCK, (DESCENT,), noise=0.3))[0].x
    )


def test_a_lane_that_was_solved_lately_is_remembered():
    first, again = (solve(Race(ROSENBROCK, (ADAM,), steps=77)) for _ in range(2))
    assert first[0] is again[0]


def noise_in(path, rate):
    """What gradient descent was given beyond the gradient, at each step."""
    return -np.diff(path.x, axis=0) / rate - path.gradient[:-1]


def test_noise_is_the_same_for_every_lane_and_exactly_additive():
    lanes = tuple(Lane(DESCENT.optimizer.but(lr=lr)) for lr in (1e-4, 3e-4))
    paths = solve(Race(ROSENBROCK, lanes, steps=200, noise=2.0, seed=5))
    for path, lr in zip(paths, (1e-4, 3e-4), strict=True):
        np.testing.assert_allclose(noise_in(path, lr), gradient_noise(5, 2.0)[:200], atol=1e-8)


def test_noise_is_gaussian_and_of_the_frozen_generator():
    noise = gradient_noise(0, 3.0)
    assert noise.shape == (MAX_RACE_STEPS, 2)
    np.testing.assert_allclose(noise[0] / 3.0, [1.764052345967664, 0.4001572083672233], rtol=1e-15)
    assert abs(noise.std() / 3.0 - 1) < 0.05 and abs(noise.mean()) < 0.2
    assert not np.array_equal(gradient_noise(1, 3.0), noise)


@pytest.mark.parametrize("schedule", SCHEDULES.values(), ids=SCHEDULES)
def test_the_rate_that_is_shown_is_the_one_that_is_used(schedule):
    lane = Lane(DESCENT.optimizer, Choice.of(schedule, warmup=5))
    (path,) = solve(Race(ROSENBROCK, (lane,), steps=100))
    shown = lane.learning_rates(100)[:, None]
    np.testing.assert_allclose(np.diff(path.x, axis=0), -shown * path.gradient[:-1], atol=1e-12)


def other_values(choice):
    """The choice with each of its numbers changed, one at a time."""
    for parameter in choice.entry.parameters:
        if parameter.range:
            ends = parameter.range.low, parameter.range.high
            yield choice.but(**{parameter.name: ends[choice.values[parameter.name] == ends[1]]})
            yield choice.but(**{parameter.name: ends[choice.values[parameter.name] != ends[1]]})


@every_optimizer
def test_changing_a_number_never_compiles(optimizer, compilations):
    choice = Choice.of(optimizer)
    warm = Race(ROSENBROCK, (Lane(choice),))
    solve(warm)
    before = len(compilations)
    lanes = [Lane(other) for other in other_values(choice)]
    schedules = SCHEDULES.values() if optimizer.has_rate else ()
    lanes += [Lane(choice, Choice.of(schedule, warmup=7)) for schedule in schedules]
    solve(Race(ROSENBROCK, lanes))
    for other in other_values(ROSENBROCK):
        solve(Race(other, warm.lanes))
    for values in (
        {"start": (1, -0.5)},
        {"steps": 299},
        {"steps": MAX_RACE_STEPS},
        {"noise": 1},
        {"noise": 0.25, "seed": 9},
        {"shared_lr": 1},
        {"shared_lr": 0.123},
    ):
        solve(Race(ROSENBROCK, warm.lanes, **values))
    assert len(compilations) == before


def test_the_counter_of_compilations_counts(compilations):
    jax.jit(lambda x: x + len(compilations))(1.0)
    assert compilations


ANOTHER_RULE = ("x = x - lr*g",)


@every_optimizer
def test_every_parameter_matters(optimizer):
    """Nothing can be set that is not used."""
    choice = Choice.of(optimizer)
    schedule = Choice.of(SCHEDULES["inverse_time" if optimizer.has_rate else "constant"])

    def path_of(choice):
        lanes = (Lane(choice, schedule),)
        quiet, noisy = (Race(ROSENBROCK, lanes, start=(0, 0), noise=noise) for noise in (0, 5))
        endless = Race(Choice.of(SURFACES["saddle"]), lanes, start=(0, 1))  # where steps may grow
        return np.concatenate([solve(race)[0].x for race in (quiet, noisy, endless)])

    for parameter in optimizer.parameters:
        limits = parameter.range
        values = parameter.options or ((limits.low, limits.high) if limits else ANOTHER_RULE)
        for value in set(values) - {parameter.default}:
            other = choice.but(**{parameter.name: value})
            assert not np.array_equal(path_of(other), path_of(choice)), parameter.name


HOPELESS = [{"shared_lr": 1e300}, {"shared_lr": -10.0}, {"noise": 1.7e308}]


def searches(optimizer) -> bool:
    """Whether it takes no step that does not lead down, whatever the rate."""
    state = optimizer.init(np.zeros(2), **Choice.of(optimizer).values)
    return hasattr(state, "evaluations")


SEARCHING = [each for each in EVERY.values() if searches(each) and each.has_rate]


@pytest.mark.parametrize(
    "optimizer, values",
    [
        *((each, {"start": (1e200, -1e200)}) for each in EVERY.values()),
        *(
            (each, values)
            for each in EVERY.values()
            if each.has_rate
            for values in HOPELESS
            if each not in SEARCHING or "shared_lr" not in values
        ),
    ],
    ids=lambda part: getattr(part, "name", str(part)),
)
def test_divergence_is_a_result(optimizer, values):
    race = Race(ROSENBROCK, (Lane(Choice.of(optimizer)),), steps=MAX_RACE_STEPS, **values)
    (path,) = solve(race)
    assert path.x.shape == (MAX_RACE_STEPS + 1, 2)
    assert not np.isfinite(path.value).all() or np.abs(path.x).max() > 100


@pytest.mark.parametrize("optimizer", SEARCHING, ids=lambda each: each.name)
@pytest.mark.parametrize("lr", [1e300, -10.0])
def test_a_search_keeps_from_diverging_whatever_the_rate(optimizer, lr):
    (path,) = solve(Race(ROSENBROCK, (Lane(Choice.of(optimizer)),), shared_lr=lr))
    assert np.isfinite(path.value).all() and (np.diff(path.value) <= 0).all()


def test_hopeless_numbers_do_not_raise():
    for optimizer in EVERY.values():
        for value in (-1.0, 0.0, 1.0, 2.0):
            numbers = {
                parameter.name: value for parameter in optimizer.parameters if parameter.range
            }
            solve(Race(ROSENBROCK, (Lane(Choice.of(optimizer, **numbers)),)))


def test_programs_that_are_forgotten_are_let_go():
    """With the one that is used least recently goes what it has compiled."""
    client = jax.devices("cpu")[0].client

    def run(optimizer, noise):
        solve(Race(ROSENBROCK, (Lane(Choice.of(optimizer)),), steps=1, noise=noise))

    descend._program.cache_clear()
    descend._typed_program.cache_clear()
    run(OPTIMIZERS["adam"], 0.01)
    before = len(client.live_executables())
    for optimizer in EVERY.values():
        run(optimizer, 0.02)
    assert len(client.live_executables()) >= before + len(EVERY) - 1
    kept = {descend._program: descend.MAX_PROGRAMS}
    kept[descend._typed_program] = descend.MAX_TYPED_PROGRAMS
    for program, most in kept.items():
        for number in range(most):  # others, none of which has run
            program(OPTIMIZERS["adam"], (), lambda p, number=number: number, ())
        assert program.cache_info().maxsize == most
    assert len(client.live_executables()) < before
