"""Every schedule is its source's formula, finite, never negative, and begins after its warm-up."""

import itertools
import timeit
from dataclasses import replace

import numpy as np
import pytest

from optim_core import OPTIMIZERS, SCHEDULES, Choice, Lane, Race, Training, solve
from optim_core.schedule_factors import FITTED, factors
from surfaces import SURFACES

STEPS, PER_EPOCH = 2000, 10

every_schedule = pytest.mark.parametrize("schedule", SCHEDULES.values(), ids=SCHEDULES)


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
