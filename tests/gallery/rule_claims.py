"""What the races of typed rules claim: that they are the rules that are built in, or a slip."""

import numpy as np
import pytest

from optim_core import Race, solve
from optim_core.lane import Lane
from optim_core.plane.landscape import minima
from tests.gallery.claims import claim, off, scored


def changed(race: Race, old: str, new: str):
    """The path of the typed rule with some of its text changed."""
    typed = race.lanes[1].optimizer
    text = typed.values["rule"]
    assert old in text
    lane = Lane(typed.but(rule=text.replace(old, new)))
    (run,) = solve(Race(race.surface, (lane,), start=race.start, steps=race.steps))
    return run


def one_path(race, runs):
    np.testing.assert_allclose(runs[1].x, runs[0].x, rtol=1e-12, atol=1e-12)
    built_in, typed = scored(race, runs)
    assert built_in.steps_to_tolerance == typed.steps_to_tolerance
    return typed.steps_to_tolerance


def first_step(run) -> float:
    return float(np.hypot(*(run.x[1] - run.x[0])))


@claim
def typed_momentum(race, runs):
    step = one_path(race, runs)
    for old, new in (("0.9", "0.8"), ("+ dx", "- dx")):
        assert np.abs(changed(race, old, new).x - runs[0].x).max() > 0.1
    return [2, 1, step]


@claim
def typed_slip(race, runs):
    assert (np.diff(runs[1].value) > 0).all()
    np.testing.assert_allclose(changed(race, "x +=", "x -=").x, runs[0].x, rtol=1e-12, atol=1e-12)
    return [*runs[1].value[:2], scored(race, runs)[1].left_box]


@claim
def typed_mixed(race, runs):
    momentum, typed = scored(race, runs)
    assert (np.diff(runs[1].value) > 0).all()
    np.testing.assert_allclose(changed(race, "+ learning_rate", "- learning_rate").x, runs[0].x,
                               rtol=1e-12, atol=1e-12)  # fmt: skip
    return [*runs[1].value[:2], typed.left_box, momentum.steps_to_tolerance]


@claim
def typed_explodes(race, runs):
    rmsprop, typed = scored(race, runs)
    assert typed.outcome.kind == "stalled"
    grown = runs[1].state.s[-1] / runs[1].state.s[-2]
    assert grown == pytest.approx(1.9)
    return [*grown[:1], typed.outcome.step, off(race, runs[1])[-1], rmsprop.steps_to_tolerance]


@claim
def typed_rmsprop(race, runs):
    step = one_path(race, runs)
    assert np.abs(changed(race, "np.sqrt(s)", "s").x - runs[0].x).max() > 0.1
    return [2, 1, step]


@claim
def typed_adam(race, runs):
    step = one_path(race, runs)
    uncorrected = changed(race, "/(1-b1**t)", "")
    assert first_step(uncorrected) < first_step(runs[1])
    both = changed(race, "m_hat=m/(1-b1**t)\nv_hat=v/(1-b2**t)\n", "m_hat=m\nv_hat=v\n")
    assert first_step(both) > 3 * first_step(runs[1])
    return [2, 1, step]


@claim
def decoupled_decay(race, runs):
    pull = race.lanes[1].optimizer.numbers["weight_decay"]
    assert f"w={pull}\n" in race.lanes[0].optimizer.values["rule"]
    (minimum,) = minima(race.surface)
    assert minimum == pytest.approx([2, 2])
    l2, decoupled = (run.x[-1] for run in runs)
    return [pull, minimum[0], *l2, *decoupled]
