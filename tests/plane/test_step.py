"""A step that is taken apart is the step of the race, for every rule; its lines are the rule's."""

import sys
import threading

import jax
import numpy as np
import pytest

from optim_core import OPTIMIZERS, SCHEDULES, Choice, Lane, Race, solve
from optim_core.optimizers import optimizers_for
from optim_core.plane.code_lines import code_lines
from optim_core.plane.recording import recorded, traced
from optim_core.plane.step import take_apart
from surfaces import SURFACES
from tests.helpers.optimizers import EVERY
from tests.helpers.paths import at_every_setting

ROSENBROCK = Choice.of(SURFACES["rosenbrock"])


def race_of(optimizer, schedule="constant", **switches):
    lane = Lane(Choice.of(optimizer, **switches), Choice.of(SCHEDULES[schedule]))
    return Race(ROSENBROCK, (lane,), steps=40, noise=0.1, start=(-1.2, 1.0))


@at_every_setting(EVERY.values())
def test_a_step_is_that_of_the_race(optimizer, switches):
    race = race_of(optimizer, "cosine" if optimizer.has_rate else "constant", **switches)
    (path,) = solve(race)
    for at in (0, 7):
        step = take_apart(race, 0, at)
        np.testing.assert_array_equal(step.x, path.x[at])
        np.testing.assert_allclose(step.x_next, path.x[at + 1], rtol=1e-10, atol=1e-10)
        before, after = (
            [leaf[row] for leaf in jax.tree.leaves(path.state)] for row in (at, at + 1)
        )
        assert len(step.state) == len(before)
        for mine, theirs in zip(step.state.values(), before, strict=True):
            np.testing.assert_array_equal(mine, theirs)
        for mine, theirs in zip(step.state_next.values(), after, strict=True):
            np.testing.assert_allclose(mine, theirs, rtol=1e-9, atol=1e-10)


@at_every_setting(optimizers_for("plane").values())
def test_its_lines_are_the_rule_s_own_and_say_what_they_computed(optimizer, switches):
    step = take_apart(race_of(optimizer, **switches), 0, 3)
    texts = [line.text for line in step.lines]
    if optimizer.is_typed:
        assert texts == Choice.of(optimizer).values["rule"].split("\n")
    else:
        assert texts[0].startswith("def ") and all(text in optimizer.code for text in texts)
    assert "$$" not in "".join(texts)
    returned = [line.values["x ←"] for line in step.lines if "x ←" in line.values]
    np.testing.assert_array_equal(returned, [step.x_next])
    assert all(line.runs for line in step.lines if line.values)


def adam_step(**values):
    race = Race(
        Choice.of(SURFACES["quadratic"], kappa=10),
        (Lane(Choice.of(OPTIMIZERS["adam"], lr=0.1, **values)),), start=(-3.0, 2.0), steps=10,
    )  # fmt: skip
    return take_apart(race, 0, 0)


def test_adam_s_first_step_line_by_line():
    """By hand: g = (-3, 20), m = g / 10, v = g² / 1000; corrected, the step is 0.1 each way."""
    step = adam_step()
    named = {name: value for line in step.lines for name, value in line.values.items()}
    np.testing.assert_allclose(named["g"], [-3, 20])
    np.testing.assert_allclose(named["m"], [-0.3, 2])
    np.testing.assert_allclose(named["v"], [0.009, 0.4])
    np.testing.assert_allclose(named["m_hat"], [-3, 20])
    np.testing.assert_allclose(named["v_hat"], [9, 400])
    np.testing.assert_allclose(named["root"], [3, 20])
    np.testing.assert_allclose(step.x_next, [-2.9, 1.9], rtol=1e-8)
    where = {name: line.text for line in step.lines for name in line.values}
    assert where["v"].strip().startswith("v = beta2 * state.v")
    np.testing.assert_array_equal(step.state["m"], 0)
    np.testing.assert_allclose(step.state_next["m"], [-0.3, 2])
    numbers = {line.text.strip(): line.numbers for line in step.lines}
    line = numbers["m = beta1 * state.m + (1 - beta1) * g"]
    assert line[1::2][0] == 0.9 and line[1::2][3].tolist() == [-3, 20]
    assert line[::2] == ("", " * ", " + (1 - ", ") * ", "")
    without = adam_step(bias_correction=False)
    np.testing.assert_allclose(without.x_next - without.x, [0.3162, -0.3162], rtol=1e-3)


def test_a_branch_that_is_not_taken_did_not_run():
    form = {"form": "velocity"}
    step = take_apart(race_of(OPTIMIZERS["momentum"], **form), 0, 2)
    ran = {line.text.strip(): line.runs for line in step.lines}
    assert ran["v = momentum * state.v - lr * g"]
    assert not ran["v = momentum * state.v + g"]
    assert not ran["v = momentum * state.v + (1 - momentum) * g"]


def test_the_trials_of_a_search_are_told():
    race = race_of(OPTIMIZERS["bfgs"])
    (path,) = solve(race)
    step = take_apart(race, 0, 0)
    assert len(step.trials) + 1 == path.state.evaluations[1]
    assert [trial.found for trial in step.trials] == [False] * (len(step.trials) - 1) + [True]
    np.testing.assert_allclose(step.trials[-1].value, step.state_next["value"])


def test_it_is_recorded_in_its_own_thread_alone_and_leaves_no_tracer():
    seen = []
    begun, over = threading.Event(), threading.Event()

    def other():
        begun.wait(10)
        seen.append((sys.gettrace(), jax.config.jax_disable_jit))
        over.set()

    thread = threading.Thread(target=other)
    thread.start()
    before = sys.gettrace()

    def f(p):
        begun.set()
        over.wait(10)
        return p @ p

    entry = OPTIMIZERS["gradient_descent"]
    recorded(entry, f, jax.numpy.ones(2), entry.init(jax.numpy.ones(2)), 1.0, lr=0.1)
    thread.join()
    assert seen == [(None, False)]
    assert sys.gettrace() is before and not jax.config.jax_disable_jit


@at_every_setting(optimizers_for("plane").values())
def test_run_statement_by_statement_it_is_what_a_tracer_sees(optimizer, switches):
    if optimizer.is_typed:
        return
    x = jax.numpy.array([0.3, -1.2])
    numbers = dict(Choice.of(optimizer, **switches).values)
    given = (lambda p: p @ p + p[0] ** 4), x, optimizer.init(x, **numbers), 1.0
    mine, theirs = (record(optimizer, *given, **numbers) for record in (recorded, traced))
    for one, other in zip(
        code_lines(optimizer, mine[1]), code_lines(optimizer, theirs[1]), strict=True
    ):
        assert (one.text, one.runs, [*one.values]) == (other.text, other.runs, [*other.values])
        jax.tree.map(np.testing.assert_array_equal, one.values, other.values)
        assert str(one.numbers) == str(other.numbers)
    assert sorted(mine[1].local) == sorted(theirs[1].local)


def test_there_is_no_step_after_the_last():
    with pytest.raises(IndexError):
        take_apart(race_of(OPTIMIZERS["adam"]), 0, 40)


def test_a_typed_rule_is_its_lines_with_what_each_computed():
    text = (
        "m = 0; b = 0.9\nm *= b\ndx = compute_gradient(x)\nm += (1 - b)*dx  # mean\n"
        "x -= lr*np.sqrt(abs(m))"
    )
    step = take_apart(race_of(OPTIMIZERS["typed"], rule=text, lr=1e-4), 0, 3)
    start, dial, decay, gradient, mean, move = step.lines
    assert [line.text for line in step.lines] == [
        "m = 0", "b = 0.9", "m *= b", "dx = compute_gradient(x)", "m += (1 - b)*dx  # mean",
        "x -= lr*np.sqrt(abs(m))",
    ]  # fmt: skip
    assert not start.runs and dial.values == {"b": 0.9} and step.numbers["b"] == 0.9
    m, g = step.state["m"], gradient.values["dx"]
    np.testing.assert_allclose(decay.values["m"], 0.9 * m, rtol=1e-12)
    np.testing.assert_allclose(mean.values["m"], 0.9 * m + 0.1 * g, rtol=1e-12)
    np.testing.assert_allclose(step.state_next["m"], mean.values["m"], rtol=1e-12)
    np.testing.assert_array_equal(move.values["x ←"], step.x_next)
    told = [part if isinstance(part, str) else part.tolist() for part in mean.numbers]
    before = decay.values["m"].tolist()
    assert told == [before, " + (", "(1 - ", 0.9, ")*", g.tolist(), "", ")"]
    assert set(step.names) == {"m", "b", "dx", "g"}


def test_a_typed_rule_counts_its_gradients_where_it_takes_more_than_one():
    rule = "v = 0.9*v - lr*gradient(x + 0.9*v)\nx = x + v - lr*g*0"
    (path,) = solve(race_of(OPTIMIZERS["typed"], rule=rule))
    assert path.state.evaluations[:3].tolist() == [0, 2, 4]
