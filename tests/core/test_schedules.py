"""Every schedule is its source's formula, finite, never negative, and begins after its warm-up."""

import itertools
import math
import timeit
from dataclasses import replace

import numpy as np
import optax
import pytest

from optim_core import OPTIMIZERS, SCHEDULES, Choice, Lane, Race, Training, solve
from optim_core.schedules import FITTED, factors
from surfaces import SURFACES

STEPS, PER_EPOCH = 2000, 10

every_schedule = pytest.mark.parametrize("schedule", SCHEDULES.values(), ids=SCHEDULES)


def epoch(t):
    return 1 + (t - 1) // PER_EPOCH


FORMULAS = {  # the formula of each for one step, with values that are not the defaults
    "constant": ({}, lambda t: 1.0),
    "linear": (
        {"duration": 12.5, "end": 0.2},
        lambda t: 1.0 - 0.8 * t / 125 if t <= 125 else 0.2,
    ),
    "step": ({"gamma": 0.3, "every": 4}, lambda t: math.prod([0.3] * ((epoch(t) - 1) // 4))),
    "staircase_halving": ({"every": 7}, lambda t: 1 / 2 ** ((epoch(t) - 1) // 7)),
    "exponential": ({"gamma": 0.9}, lambda t: math.prod([0.9] * epoch(t))),
    "inverse_time": ({"decay": 0.3}, lambda t: 1 / (1 + 0.3 * epoch(t))),
    "inverse_sqrt": ({"k": 2.0, "per": "epoch"}, lambda t: 2 / math.sqrt(epoch(t))),
    "cosine": (
        {"duration": 40.0},
        lambda t: math.cos(math.pi * t / 800) ** 2 if t <= 400 else 0.0,  # the half-angle formula
    ),
    "polynomial": (
        {"duration": 40.0, "power": 3.0, "end": 0.1},
        lambda t: 0.1 + 0.9 * (1 - t / 400) ** 3 if t <= 400 else 0.1,
    ),
    "one_cycle": (
        {"duration": 100.0, "rise": 0.25, "start_divisor": 10.0, "end_divisor": 100.0},
        lambda t: (
            0.1 + 0.9 * math.sin(math.pi * t / 500) ** 2
            if t < 250
            else 0.001 + 0.999 * math.cos(math.pi * (min(t, 1000) - 250) / 1500) ** 2
        ),
    ),
    "cosine_restarts": (
        {"every": 10, "growth": 2},  # cycles end at 100, 300, 700, 1500
        lambda t: next(
            math.cos(math.pi * (t - begin) / length / 2) ** 2
            for begin, length in ((0, 100), (100, 200), (300, 400), (700, 800), (1500, 1600))
            if t <= begin + length
        ),
    ),
}


# What follows the run.


@every_schedule
@pytest.mark.parametrize("warmup", [0, 30])
def test_a_length_of_0_is_the_one_that_fits_the_run(schedule, warmup):
    names = FITTED.keys() & {p.name for p in schedule.parameters}
    for epochs, third in ((1, 1), (5, 2), (30, 10)):
        steps = epochs * PER_EPOCH + warmup
        lengths = {"duration": epochs, "every": third}
        said = Choice.of(schedule, warmup=warmup, **{name: lengths[name] for name in names})
        left_open = Choice.of(schedule, warmup=warmup, **dict.fromkeys(names, 0))
        found, expected = (factors(each, steps, PER_EPOCH) for each in (left_open, said))
        np.testing.assert_array_equal(found, expected)


def test_what_follows_the_run_ends_with_it():
    for steps in (10, 100, 2000):
        for name in ("cosine", "linear"):
            found = factors(Choice.of(SCHEDULES[name], duration=0), steps, PER_EPOCH)
            assert found[-1] == 0 < found[-2]
    found = factors(Choice.of(SCHEDULES["step"], every=0), 300, PER_EPOCH)
    assert sorted(set(found.round(12)), reverse=True) == [1, 0.1, 0.01]


@pytest.mark.optimized
def test_a_race_and_a_training_follow_their_own_lengths():
    cosine = Choice.of(SCHEDULES["cosine"], duration=0)
    lane = Lane(Choice.of(OPTIMIZERS["gradient_descent"], lr=0.1), cosine)
    race = Race(Choice.of(SURFACES["rosenbrock"]), (lane,), steps=70)
    training = Training((lane,), dataset="digits", epochs=3)
    assert race.effective_lanes == (Lane(lane.optimizer, cosine.but(duration=7)),)
    assert training.effective_lanes == (Lane(lane.optimizer, cosine.but(duration=3)),)
    long, short = (solve(replace(race, steps=steps))[0].x[:36] for steps in (70, 35))
    assert not np.array_equal(long, short)
    fixed = replace(race, lanes=race.effective_lanes)
    np.testing.assert_array_equal(solve(race)[0].x, solve(fixed)[0].x)


def test_every_schedule_has_a_formula():
    assert FORMULAS.keys() == SCHEDULES.keys()


@every_schedule
def test_factors_are_those_of_the_formula(schedule):
    values, formula = FORMULAS[schedule.name]
    expected = [formula(t) for t in range(1, STEPS + 1)]
    choice = Choice.of(schedule, **values)
    np.testing.assert_allclose(factors(choice, STEPS, PER_EPOCH), expected, rtol=1e-12, atol=1e-15)


@pytest.mark.parametrize(
    "choice, optax_schedule, first_count",
    [
        (
            Choice.of(SCHEDULES["linear"], duration=20, end=0.1),
            optax.linear_schedule(1.0, 0.1, 200),
            1,
        ),
        (Choice.of(SCHEDULES["cosine"], duration=20), optax.cosine_decay_schedule(1.0, 200), 1),
        (
            Choice.of(SCHEDULES["step"], gamma=0.3, every=5),
            optax.exponential_decay(1.0, 50, 0.3, staircase=True),
            0,
        ),
        (
            Choice.of(SCHEDULES["staircase_halving"], every=5),
            optax.exponential_decay(1.0, 50, 0.5, staircase=True),
            0,
        ),
        (
            Choice.of(SCHEDULES["exponential"], gamma=0.9),
            optax.exponential_decay(0.9, 10, 0.9, staircase=True),
            0,
        ),
        (
            Choice.of(SCHEDULES["linear"], duration=20, end=0.1, warmup=30),
            optax.join_schedules(
                [optax.linear_schedule(0.0, 1.0, 30), optax.linear_schedule(1.0, 0.1, 200)], [30]
            ),
            1,
        ),
        (
            Choice.of(SCHEDULES["polynomial"], duration=20, power=3, end=0.1),
            optax.polynomial_schedule(1.0, 0.1, 3, 200),
            1,
        ),
        (
            Choice.of(SCHEDULES["one_cycle"], duration=20),
            optax.cosine_onecycle_schedule(200, 1.0, pct_start=0.3),
            1,
        ),
    ],
    ids=[
        *("linear", "cosine", "step", "staircase_halving", "exponential", "warmed up"),
        *("polynomial", "one cycle"),
    ],
)
def test_factors_are_those_of_optax(choice, optax_schedule, first_count):
    """optax counts the first step as 0; ours is 1, the `t` of the formula that has one."""
    expected = [optax_schedule(first_count + step) for step in range(300)]
    np.testing.assert_allclose(factors(choice, 300, PER_EPOCH), expected, rtol=1e-6, atol=1e-7)


def test_inverse_time_gives_the_rates_of_the_course():
    lane = Lane(
        Choice.of(OPTIMIZERS["gradient_descent"], lr=0.2),
        Choice.of(SCHEDULES["inverse_time"], decay=1.0),
    )
    rates = lane.learning_rates(4 * PER_EPOCH, PER_EPOCH).reshape(4, PER_EPOCH)
    np.testing.assert_allclose(rates.T, [[0.1, 0.067, 0.05, 0.04]] * PER_EPOCH, atol=5e-4)


def test_restarts_are_those_of_optax_but_for_where_a_cycle_ends():
    """There optax has begun the next one already."""
    cycles = [{"init_value": 1.0, "peak_value": 1.0, "warmup_steps": 0, "decay_steps": steps}
              for steps in (50, 100, 200)]  # fmt: skip
    sgdr = optax.sgdr_schedule(cycles)
    found = factors(Choice.of(SCHEDULES["cosine_restarts"], every=5, growth=2), 349, PER_EPOCH)
    steps = [t for t in range(1, 350) if t not in (50, 150)]
    expected = [sgdr(t) for t in steps]
    np.testing.assert_allclose(found[np.array(steps) - 1], expected, rtol=1e-5, atol=1e-6)
    assert found[49] == found[149] == pytest.approx(0, abs=1e-12)


def test_one_cycle_without_restarts_is_the_cosine():
    once = factors(Choice.of(SCHEDULES["cosine_restarts"], every=30), 300, PER_EPOCH)
    cosine = factors(Choice.of(SCHEDULES["cosine"], duration=30), 300, PER_EPOCH)
    np.testing.assert_allclose(once, cosine, atol=1e-15)


def test_inverse_square_root_of_the_step():
    found = factors(Choice.of(SCHEDULES["inverse_sqrt"], per="step"), 16, PER_EPOCH)
    np.testing.assert_allclose(found[[0, 3, 8, 15]], [1, 1 / 2, 1 / 3, 1 / 4], rtol=1e-15)


@pytest.mark.parametrize("name, rest", [("linear", 0.25), ("cosine", 0.0)])
def test_what_ends_stays_at_its_end(name, rest):
    values = {"end": rest} if name == "linear" else {}
    found = factors(Choice.of(SCHEDULES[name], duration=5.5, **values), 200, PER_EPOCH)
    assert (found[:54] > rest).all()
    assert (np.diff(found[:55]) < 0).all()
    assert (found[54:] == rest).all()


@pytest.mark.parametrize("name", ["step", "staircase_halving"])
def test_the_first_epochs_are_undiminished(name):
    found = factors(Choice.of(SCHEDULES[name], every=3), 100, PER_EPOCH)
    assert (found[: 3 * PER_EPOCH] == 1).all()
    assert found[3 * PER_EPOCH] < 1


@every_schedule
def test_warm_up_rises_linearly_and_then_the_schedule_begins(schedule):
    w = 25
    cold = factors(Choice.of(schedule), 300, PER_EPOCH)
    warm = factors(Choice.of(schedule, warmup=w), 300 + w, PER_EPOCH)
    np.testing.assert_allclose(warm[:w], np.arange(1, w + 1) / w, rtol=1e-15)
    np.testing.assert_array_equal(warm[w:], cold)


def corners(schedule):
    ends = [
        parameter.options or (parameter.range.low, parameter.range.high)
        for parameter in schedule.parameters
    ]
    names = [parameter.name for parameter in schedule.parameters]
    for values in itertools.product(*ends):
        yield Choice.of(schedule, **dict(zip(names, values, strict=True)))


@every_schedule
@pytest.mark.parametrize("steps_per_epoch", [1, 10, 938])
def test_finite_and_not_negative_at_every_corner(schedule, steps_per_epoch):
    for choice in corners(schedule):
        found = factors(choice, STEPS, steps_per_epoch)
        assert found.shape == (STEPS,)
        assert np.isfinite(found).all()
        assert (found >= 0).all()


@every_schedule
def test_ten_times_the_steps_in_an_epoch_are_ten_times_as_slow(schedule):
    choice = Choice.of(schedule)
    fine, coarse = factors(choice, 1000, 100), factors(choice, 100, 10)
    np.testing.assert_allclose(fine[9::10], coarse, rtol=1e-12, atol=1e-15)


@every_schedule
def test_values_far_outside_the_ranges_warn_of_nothing(schedule):
    for value in (0.0, -3.0, 1e300):
        numbers = {parameter.name: value for parameter in schedule.parameters if parameter.range}
        numbers.pop("warmup")
        assert factors(Choice.of(schedule, **numbers), STEPS, PER_EPOCH).shape == (STEPS,)


@every_schedule
def test_unchanged_factors_are_remembered_and_read_only(schedule):
    choice = Choice.of(schedule)
    found = factors(choice, STEPS, PER_EPOCH)
    assert factors(Choice.of(schedule), STEPS, PER_EPOCH) is found
    assert not found.flags.writeable
    timings = timeit.repeat(lambda: factors(choice, STEPS, PER_EPOCH), number=200, repeat=5)
    assert min(timings) / 200 < 50e-6


@every_schedule
def test_what_the_page_shows_of_it(schedule):
    assert schedule.summary.endswith(".") and "$" not in schedule.summary
    assert r"\alpha_0" in schedule.formula
    assert schedule.source
    for parameter in schedule.parameters:
        assert parameter.help
        if parameter.range:
            assert parameter.range.snap(parameter.default) == parameter.default
    assert schedule.parameters[-1].name == "warmup"
