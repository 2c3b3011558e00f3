"""Each schedule is its formula, and that of optax or of the course."""

import math

import numpy as np
import optax
import pytest

from optim_core import OPTIMIZERS, SCHEDULES, Choice, Lane
from optim_core.schedule_factors import factors

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
