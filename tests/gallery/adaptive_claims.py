"""What races claim of RMSProp and Adam, as courses say of them."""

from dataclasses import replace

import numpy as np

from optim_core import solve
from tests.gallery.claims import claim, off, rates, scored
from tests.gallery.course_claims import names, strides


@claim
def rmsprop_start(race, runs):
    steps = [abs(run.x[1, 0] - run.x[0, 0]) / rates(race)[0] for run in runs]
    decays = [lane.optimizer.numbers["decay"] for lane in race.lanes]
    np.testing.assert_allclose(steps, 1 / np.sqrt(1 - np.array(decays)), rtol=1e-6)
    return [value for pair in zip(steps, decays, strict=True) for value in pair]


@claim
def rmsprop_rate(race, runs):
    descent, rmsprop = scored(race, runs)
    (rate,) = set(rates(race))
    kappa = race.surface.numbers["kappa"]
    assert rate > 2 / kappa and descent.outcome.kind == "diverged" and descent.left_box
    assert rmsprop.left_box is None
    return [rate, 2, 2 / kappa, descent.left_box, rmsprop.steps_to_tolerance]


@claim
def rmsprop_hovers(race, runs):
    assert names(race) == ["rmsprop", "rmsprop", "adagrad"]
    hovering, cosine, adagrad = scored(race, runs)
    assert hovering.outcome.kind == "hovering"
    assert cosine.outcome.kind == adagrad.outcome.kind == "converged"
    late = runs[0].x[-51:]
    assert (late[1:] * late[:-1] < 0).any(axis=1).mean() > 0.8  # to and fro
    assert strides(runs[0])[-50:].min() > rates(race)[0] / 2
    return [rates(race)[0], hovering.distance, 0]


# Adam


@claim
def first_steps(race, runs):
    assert names(race) == ["gradient_descent", "adagrad", "adam"]
    steps = [np.abs(run.x[1] - run.x[0]) for run in runs]
    for step in steps[1:]:
        np.testing.assert_allclose(step, rates(race)[1], rtol=1e-6)
    assert rates(race)[1] == rates(race)[2]
    return [rates(race)[1], *steps[0]]


@claim
def adam_overshoots(race, runs):
    assert names(race) == ["momentum", "adam"]
    assert {score.outcome.kind for score in scored(race, runs)} == {"converged"}
    return [edge for run in runs for edge in (run.x[:, 0].max(), run.x[:, 1].min())]


@claim
def adam_is_rmsprop(race, runs):
    assert names(race) == ["rmsprop", "adam", "adam"]
    rmsprop, bare, whole = runs
    np.testing.assert_allclose(bare.x, rmsprop.x, atol=1e-12)
    about = race.lanes[1].optimizer.values
    assert about["beta1"] == 0 and not about["bias_correction"]
    assert race.lanes[2].optimizer.values["beta1"] > 0 and len(set(rates(race))) == 1
    return [0, 2, strides(rmsprop)[0] / strides(whole)[0], 3]


@claim
def adam_decay(race, runs):
    assert names(race) == ["adam", "adam"] and len(set(rates(race))) == 1
    late = [off(race, run)[-50:].mean() for run in runs]
    return [rates(race)[0], 50, *late]


@claim
def adagrad_cliff(race, runs):
    adagrad, rmsprop = scored(race, runs)
    assert names(race) == ["adagrad", "rmsprop"] and adagrad.steps_to_tolerance is None
    formula, _, cliff = race.surface.values["formula"].partition("+20*")
    assert cliff.startswith("sigmoid")
    even = replace(race, surface=race.surface.but(formula=formula))
    steepest, without = np.abs(runs[0].gradient[:, 0]).max(), scored(even, solve(even))[0]
    away = off(race, runs[0])[100]
    return [steepest, 100, away, rmsprop.steps_to_tolerance, without.steps_to_tolerance]


@claim
def speed_limit(race, runs):
    kept = [lane.optimizer.numbers["momentum"] for lane in race.lanes[1:]]
    plain, half, most, still = map(strides, runs)
    np.testing.assert_allclose(plain, plain[0])
    for of, share in zip((half, most), kept, strict=False):
        np.testing.assert_allclose(of[-1], plain[0] / (1 - share), rtol=1e-3)
    assert (np.diff(most) > 0).all() and still[99] < 0.7 * plain[0] / (1 - kept[2])
    return [plain[0], half[-1], kept[0], most[-1], kept[1], kept[2], 100, still[99]]
