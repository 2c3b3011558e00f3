"""A race, its choices and its lanes are values."""

import numpy as np
import pytest

from optim_core import OPTIMIZERS, Choice, Lane, Race, solve
from optim_core.plane.descend import MAX_RACE_STEPS
from optim_core.plane.geometry import start_of
from surfaces import SURFACES

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
    assert Race(ROSENBROCK, (ADAM,)).start == start_of(ROSENBROCK)


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


@pytest.mark.optimized
def test_a_shared_rate_replaces_every_lanes_own():
    race = Race(ROSENBROCK, (ADAM, DESCENT), steps=50, shared_lr=1e-3)
    assert [lane.optimizer.values["lr"] for lane in race.effective_lanes] == [1e-3, 1e-3]
    assert [lane.optimizer.values["lr"] for lane in race.lanes] == [0.05, 1e-4]
    own = Race(
        ROSENBROCK, tuple(Lane(lane.optimizer.but(lr=1e-3)) for lane in race.lanes), steps=50
    )
    for shared, alone in zip(solve(race), solve(own), strict=True):
        np.testing.assert_array_equal(shared.x, alone.x)
