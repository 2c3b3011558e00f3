"""A race is a value; solving it gives one trajectory per lane; no number in it ever compiles."""

import jax
import numpy as np
import pytest

from optim_core import OPTIMIZERS, SCHEDULES, Choice, Lane, Race, solve
from optim_core.plane.descend import MAX_RACE_STEPS, gradient_noise
from surfaces import SURFACES
from tests.helpers.optimizers import EVERY, every_optimizer

ROSENBROCK = Choice.of(SURFACES["rosenbrock"])
ADAM = Lane(Choice.of(OPTIMIZERS["adam"], lr=0.05))
DESCENT = Lane(Choice.of(OPTIMIZERS["gradient_descent"], lr=1e-4))


def test_the_example_of_the_readme():
    race = Race(
        Choice.of(SURFACES["rosenbrock"], b=100.0),
        (
            Lane(Choice.of(OPTIMIZERS["adam"], lr=0.05)),
            Lane(Choice.of(OPTIMIZERS["momentum"], lr=1e-3, momentum=0.9)),
        ),
        start=(-1.5, 2.0),
        steps=300,
    )
    adam, momentum = solve(race)
    assert adam.x.shape == momentum.x.shape == (301, 2)
    assert adam.value[-1] < adam.value[0]
    assert momentum.value[-1] < momentum.value[0]


# --- choices


def test_a_choice_holds_every_parameter_in_canonical_form():
    adam = Choice.of(OPTIMIZERS["adam"], eps=1, lr=np.float32(0.5))
    assert [name for name, _ in adam.items] == [p.name for p in OPTIMIZERS["adam"].parameters]
    assert adam.values["eps"] == 1.0 and isinstance(adam.values["eps"], float)
    assert adam.values["lr"] == 0.5 and isinstance(adam.values["lr"], float)
    assert adam.values["beta1"] == 0.9
    assert dict(adam.switches) == {"bias_correction": True, "eps_in_root": False}
    assert adam.values.keys() == adam.numbers.keys() | dict(adam.switches).keys()


def test_equal_choices_are_equal_and_hash_equally():
    adam = OPTIMIZERS["adam"]
    same = Choice.of(adam, lr=1, beta1=0.0), Choice.of(adam, beta1=-0.0, lr=1.0)
    assert same[0] == same[1] and hash(same[0]) == hash(same[1])
    assert repr(same[0].items) == repr(same[1].items)
    assert same[0] != same[0].but(lr=2.0)
    assert same[0] != Choice.of(OPTIMIZERS["nadam"], lr=1, beta1=0)
    assert same[0].but(lr=2.0).but(lr=1.0) == same[0]


def test_a_choice_cannot_be_changed():
    with pytest.raises(AttributeError):
        ADAM.optimizer.items = ()
    with pytest.raises(TypeError):
        ADAM.optimizer.values["lr"] = 1.0


@pytest.mark.parametrize(
    "values, error, message",
    [
        ({"rate": 0.1}, TypeError, "adam has no parameter 'rate'; it has: lr, beta1"),
        ({"lr": float("nan")}, ValueError, "lr is a finite number"),
        ({"lr": float("inf")}, ValueError, "lr is a finite number"),
        ({"lr": "fast"}, ValueError, "fast"),
        ({"bias_correction": "yes"}, ValueError, "bias_correction is one of"),
    ],
)
def test_what_a_choice_refuses(values, error, message):
    with pytest.raises(error, match=message):
        Choice.of(OPTIMIZERS["adam"], **values)


def test_an_unknown_form_is_refused():
    with pytest.raises(ValueError, match="form is one of"):
        Choice.of(OPTIMIZERS["momentum"], form="heavy")


def test_ranges_do_not_bind_the_library():
    assert Choice.of(OPTIMIZERS["adam"], lr=1e9).values["lr"] == 1e9


# --- lanes and races


def test_equal_races_are_equal_and_hash_equally():
    race = Race(ROSENBROCK, [ADAM, DESCENT], start=[-1, 2], steps=np.int64(100), noise=-0.0)
    same = Race(ROSENBROCK, (ADAM, DESCENT), start=(-1.0, 2.0), steps=100, noise=0.0)
    assert race == same and hash(race) == hash(same) and repr(race) == repr(same)
    for other in (
        Race(ROSENBROCK, (DESCENT, ADAM), start=(-1.0, 2.0), steps=100),
        Race(ROSENBROCK.but(b=5.0), (ADAM, DESCENT), start=(-1.0, 2.0), steps=100),
        Race(ROSENBROCK, (ADAM, DESCENT), start=(-1.0, 2.0), steps=100, seed=1),
    ):
        assert race != other


def test_a_race_begins_where_its_surface_says():
    assert Race(ROSENBROCK, (ADAM,)).start == SURFACES["rosenbrock"].start


@pytest.mark.parametrize(
    "values, message",
    [
        ({"lanes": ()}, "at least one lane"),
        ({"start": (float("nan"), 0.0)}, "x of the start is a finite number"),
        ({"start": (0.0, float("inf"))}, "y of the start is a finite number"),
        ({"start": (0.0, 0.0, 0.0)}, "too many values"),
        ({"steps": 0}, "steps is a whole number from 1 to"),
        ({"steps": MAX_RACE_STEPS + 1}, "steps is a whole number from 1 to"),
        ({"steps": 1.5}, "steps is a whole number from 1 to"),
        ({"steps": float("nan")}, "steps is a whole number from 1 to"),
        ({"noise": -1.0}, "noise is a finite number, at least 0"),
        ({"noise": float("nan")}, "noise is a finite number, at least 0"),
        ({"noise": float("inf")}, "noise is a finite number, at least 0"),
        ({"seed": -1}, "seed is a whole number"),
        ({"seed": 2**32}, "seed is a whole number"),
        ({"seed": 0.5}, "seed is a whole number"),
        ({"shared_lr": float("inf")}, "shared_lr is a finite number or None"),
    ],
)
def test_what_a_race_refuses(values, message):
    with pytest.raises(ValueError, match=message):
        Race(ROSENBROCK, **{"lanes": (ADAM,), **values})


def test_a_shared_rate_replaces_every_lanes_own():
    race = Race(ROSENBROCK, (ADAM, DESCENT), steps=50, shared_lr=1e-3)
    assert [lane.optimizer.values["lr"] for lane in race.effective_lanes] == [1e-3, 1e-3]
    assert [lane.optimizer.values["lr"] for lane in race.lanes] == [0.05, 1e-4]
    own = Race(
        ROSENBROCK, tuple(Lane(lane.optimizer.but(lr=1e-3)) for lane in race.lanes), steps=50
    )
    for shared, alone in zip(solve(race), solve(own), strict=True):
        np.testing.assert_array_equal(shared.x, alone.x)


# --- solving


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


@every_optimizer
def test_fewer_steps_are_the_beginning_of_more(optimizer):
    lane = Lane(Choice.of(optimizer))
    (short,), (long,) = (
        solve(Race(ROSENBROCK, (lane,), steps=steps)) for steps in (1, MAX_RACE_STEPS)
    )
    np.testing.assert_array_equal(short.x, long.x[:2])
    assert long.x.shape == (MAX_RACE_STEPS + 1, 2)


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


@every_optimizer
def test_every_parameter_matters(optimizer):
    """Nothing can be set that is not used."""
    choice = Choice.of(optimizer)
    schedule = Choice.of(SCHEDULES["inverse_time" if optimizer.has_rate else "constant"])

    def path_of(choice):
        lanes = (Lane(choice, schedule),)
        noisy = Race(ROSENBROCK, lanes, start=(0, 0), noise=5.0)
        endless = Race(Choice.of(SURFACES["saddle"]), lanes, start=(0, 1))  # where steps may grow
        return np.concatenate([solve(race)[0].x for race in (noisy, endless)])

    for parameter in optimizer.parameters:
        values = parameter.options or (parameter.range.low, parameter.range.high)
        for value in set(values) - {parameter.default}:
            other = choice.but(**{parameter.name: value})
            assert not np.array_equal(path_of(other), path_of(choice)), parameter.name


HOPELESS = [{"shared_lr": 1e300}, {"shared_lr": -10.0}, {"noise": 1.7e308}]


@pytest.mark.parametrize(
    "optimizer, values",
    [
        *((each, {"start": (1e200, -1e200)}) for each in EVERY.values()),
        *((each, values) for each in EVERY.values() if each.has_rate for values in HOPELESS),
    ],
    ids=lambda part: getattr(part, "name", str(part)),
)
def test_divergence_is_a_result(optimizer, values):
    race = Race(ROSENBROCK, (Lane(Choice.of(optimizer)),), steps=MAX_RACE_STEPS, **values)
    (path,) = solve(race)
    assert path.x.shape == (MAX_RACE_STEPS + 1, 2)
    assert not np.isfinite(path.value).all() or np.abs(path.x).max() > 100


def test_hopeless_numbers_do_not_raise():
    for optimizer in EVERY.values():
        for value in (-1.0, 0.0, 1.0, 2.0):
            numbers = {
                parameter.name: value for parameter in optimizer.parameters if parameter.range
            }
            solve(Race(ROSENBROCK, (Lane(Choice.of(optimizer, **numbers)),)))
